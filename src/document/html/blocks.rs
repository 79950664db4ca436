//! From a tree of elements to text in blocks.

use crate::document::BlockKind;
use crate::document::layout::{Page, Writer};
use dom_query::{Document as Tree, NodeRef};

/// Elements whose content is no text of the page.
const SKIPPED: [&str; 24] = [
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "math", "nav", "noscript", "object",
    "option", "script", "select", "source", "style", "svg", "template", "textarea", "title", "track", "video",
    "dialog",
];

/// Elements within a line; all others stand in lines of their own.
const INLINE: [&str; 41] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "picture", "slot",
];

/// The text of a page, white space as a browser shows it.
pub(super) fn read(tree: &Tree) -> Page {
    let mut writer = Writer::default();
    let root = tree.root();
    let mut node = root.first_child();
    // Pages of thousands of nested elements are read too: there is no recursion.
    while let Some(current) = node {
        let deeper = enter(&current, &mut writer).then(|| current.first_child()).flatten();
        node = deeper.or_else(|| {
            let mut at = current;
            loop {
                leave(&at, &mut writer);
                if let Some(next) = at.next_sibling() {
                    return Some(next);
                }
                at = at.parent().filter(|parent| parent.id != root.id)?;
            }
        });
    }
    writer.page()
}

/// Begins a node; whether there is something in it to be read.
fn enter(node: &NodeRef, writer: &mut Writer) -> bool {
    if node.is_text() {
        write(&node.text(), is_preformatted(node), writer);
        return false;
    }
    let Some(name) = node.node_name() else { return true };
    match &*name {
        "br" => {
            // Two of them part paragraphs.
            if writer.open().trim_end_matches(' ').ends_with('\n') {
                writer.begin(BlockKind::Paragraph)
            } else {
                writer.write("\n")
            }
            false
        }
        name if SKIPPED.contains(&name) || is_hidden(node) => false,
        name if INLINE.contains(&name) => true,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            writer.begin(BlockKind::Heading);
            true
        }
        "li" => {
            writer.begin_item();
            true
        }
        // A cell is one of many, as an item is; what has paragraphs is only laid out by a table.
        "td" | "th" => {
            writer.begin(BlockKind::ListItem);
            true
        }
        _ => {
            writer.begin(BlockKind::Paragraph);
            true
        }
    }
}

/// Ends a node that was begun.
fn leave(node: &NodeRef, writer: &mut Writer) {
    match node.node_name().as_deref() {
        None | Some("br") => {}
        Some(name) if SKIPPED.contains(&name) || INLINE.contains(&name) || is_hidden(node) => {}
        Some("li") => {
            writer.end_item();
            writer.begin(BlockKind::Paragraph);
        }
        Some(_) => writer.begin(BlockKind::Paragraph),
    }
}

fn write(text: &str, preformatted: bool, writer: &mut Writer) {
    if preformatted {
        writer.write(text);
        return;
    }
    // Spaces that keep words together on a screen are spaces, and marks of where a word may be broken are nothing.
    let is_space = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r' | '\x0c' | '\u{a0}' | '\u{202f}');
    let is_mark = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}');
    let unmarked;
    let text = if text.contains(is_mark) {
        unmarked = text.replace(is_mark, "");
        &unmarked
    } else {
        text
    };
    let after_space = writer.open().is_empty() || writer.open().ends_with([' ', '\n']);
    let mut words = text.split(is_space).filter(|word| !word.is_empty());
    let Some(first) = words.next() else {
        if !after_space && !text.is_empty() {
            writer.write(" ");
        }
        return;
    };
    if text.starts_with(is_space) && !after_space {
        writer.write(" ");
    }
    writer.write(first);
    for word in words {
        writer.write(" ");
        writer.write(word);
    }
    if text.ends_with(is_space) {
        writer.write(" ");
    }
}

fn is_hidden(node: &NodeRef) -> bool {
    node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|value| &*value == "true")
}

fn is_preformatted(node: &NodeRef) -> bool {
    node.ancestors_it(Some(3)).any(|ancestor| ancestor.has_name("pre"))
}
