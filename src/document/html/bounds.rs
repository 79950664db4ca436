//! What a page may cost: pages that are made to be slow, or that broke, are told before they are read.

use dom_query::Document as Tree;

/// Most of the sum over all tags of the elements that are open there: the work of a parser on pages where it is not
/// linear. A long article with its page around it has some hundred thousand.
const MOST_OPEN: usize = 4_000_000;
/// Deepest nesting that the readability library, which is recursive, is asked to take.
const DEEPEST: usize = 256;
/// Most bytes of text that it is asked to take: its time grows faster than they do.
const MOST_TEXT: usize = 1 << 20;

/// Elements that are never open: they hold nothing, or end where the next of their kind begins.
const NEVER_OPEN: [&str; 24] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li",
    "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option",
];

/// Whether a parser reads the page in a time that is about that of its length.
pub(super) fn is_parsable(html: &str) -> bool {
    let (mut open, mut sum) = (0usize, 0usize);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(inner) = rest.strip_prefix("!--") {
            rest = inner.find("-->").map_or("", |end| &inner[end..]);
            continue;
        }
        let is_end = rest.starts_with('/');
        let tag = rest.strip_prefix('/').unwrap_or(rest);
        let name = &tag[..tag.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count()];
        if name.is_empty() || NEVER_OPEN.iter().any(|other| name.eq_ignore_ascii_case(other)) {
            sum += open;
        } else if is_end {
            open = open.saturating_sub(1);
        } else if let Some(end) = ["script", "style"].into_iter().find(|raw| name.eq_ignore_ascii_case(raw)) {
            // What looks like a tag in them is none.
            let end = find_end(tag, end);
            rest = &tag[end..];
        } else {
            open += 1;
            sum += open;
        }
        if sum > MOST_OPEN {
            return false;
        }
    }
    true
}

/// Where the end tag of a script stands, or the end of the text.
fn find_end(text: &str, name: &str) -> usize {
    let is_end = |at: usize| {
        text.as_bytes()[at + 2..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</").map(|(at, _)| at).find(|&at| is_end(at)).unwrap_or(text.len())
}

/// Whether the readability library takes the page in a time and a stack that are bounded.
pub(super) fn is_weighable(tree: &Tree) -> bool {
    let root = tree.root();
    let (mut depth, mut text) = (0usize, 0usize);
    let mut node = root.first_child();
    while let Some(current) = node {
        if current.is_text() {
            text += current.text().len();
        }
        node = current.first_child();
        depth += usize::from(node.is_some());
        if depth > DEEPEST || text > MOST_TEXT {
            return false;
        }
        let mut at = current;
        while node.is_none() {
            node = at.next_sibling();
            if node.is_none() {
                match at.parent().filter(|parent| parent.id != root.id) {
                    Some(parent) => at = parent,
                    None => return true,
                }
                depth = depth.saturating_sub(1);
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_would_take_for_ever_are_told_from_long_ones() {
        assert!(is_parsable(&format!("<html><div>{}", "<p>One <b>two</b> <a href=x>three</a><br>".repeat(100_000))));
        assert!(is_parsable(&format!("<script>{}</script><p>x", "document.write('<div>')".repeat(100_000))));
        assert!(!is_parsable(&"<div>".repeat(100_000)));
        assert!(!is_parsable(&format!("{}{}", "<i>".repeat(1000), "<p>".repeat(100_000))));
        let depth = |n: usize| is_weighable(&Tree::from(format!("<html>{}x", "<div>".repeat(n))));
        assert!(depth(200) && !depth(300));
        assert!(!is_weighable(&Tree::from("word ".repeat(300_000))));
    }
}
