//! HTML: the article of a web page, and text with markup in it.

mod blocks;
mod bounds;
mod linked;
mod metadata;

use super::layout::{self, Page};
use super::load::MAX_BYTES;
use super::records::{self, Origin};
use super::{Document, DocumentError, date, load};
use dom_query::Document as Tree;
use dom_smoothie::{Config, Readability};
use std::borrow::Cow;
use std::io::Read;

/// Most elements of a page: the library's scoring takes long for more, and no article has a tenth of them.
const MOST_ELEMENTS: usize = 100_000;

/// What holds the comments of readers: by the names that the usual programs give it, and by microdata.
const COMMENTS: &str = "#comments, #disqus_thread, #respond, #commentlist, #reader-comments, .comments, .comments-area, \
    .comments-section, .comment-section, .comment-list, .commentlist, .reader-comments, .user-comments, .comment-respond, \
    section[aria-label='Comments'], [itemprop='comment'], [itemtype='http://schema.org/Comment'], \
    [itemtype='https://schema.org/Comment']";

/// Elements whose words are markup's own and not the writer's.
const MARKS: [&str; 27] = [
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "html",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "section",
    "span",
    "strong",
    "table",
    "u",
    "ul",
    "pre",
];

/// Reads the article of a web page: its main text, by Mozilla's Readability, with the title, date, author and address that
/// the page tells of itself.
pub(super) fn read(stream: impl Read, origin: &Origin) -> Result<Document, DocumentError> {
    let source_name = || origin.source.clone();
    let mut bytes = Vec::new();
    let read = stream.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| load::unreadable(&origin.source, error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(DocumentError::TooLarge { source_name: source_name() });
    }
    let html = String::from_utf8_lossy(&bytes).replace('\0', "");
    if !bounds::is_parsable(&html) {
        return Err(DocumentError::TooNested { source_name: source_name() });
    }
    let article = extract(&html).ok_or_else(|| DocumentError::NoArticle { source_name: source_name() })?;
    Ok(Document { id: origin.stem.clone(), source: origin.source.clone(), ..article })
}

/// The article of a page, without its name; none where the page has no text.
fn extract(html: &str) -> Option<Document> {
    let tree = Tree::from(html);
    let told = metadata::read(&tree);
    let html = &*without_comments(&tree, html);
    let weigh = || {
        let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
        Readability::new(html, None, Some(config)).ok()?.parse().ok()
    };
    let found = bounds::is_weighable(&tree).then(weigh).flatten();
    let main = found.as_ref().map(|article| blocks::read(&Tree::from(&*article.content)));
    // A page that is too short to tell what is the article in it, or too long, is taken whole.
    let page = main.filter(|page| !page.blocks.is_empty()).unwrap_or_else(|| blocks::read(&tree));
    let found_title = found.as_ref().map(|article| article.title.to_string());
    let title =
        found_title.map(|title| records::one_line(&title)).filter(|title| title.contains(char::is_alphanumeric));
    let title = title.or_else(|| told.title.clone()).map(|title| told.without_site(title));
    let title = title.or_else(|| layout::title(&page.text, &page.blocks));
    if page.blocks.is_empty() {
        return None;
    }
    let page = match &title {
        Some(title) => page.under(title),
        None => page,
    };
    let found = |part: fn(&dom_smoothie::Article) -> Option<String>| {
        found.as_ref().and_then(part).map(|part| records::one_line(&part)).filter(|part| !part.is_empty())
    };
    let published = found(|article| article.published_time.clone()).and_then(|time| date::given(&time));
    let date = published.or(told.date).or_else(|| date::find(&page.text, &page.blocks));
    Some(Document {
        id: String::new(),
        source: String::new(),
        sha256: records::hash(title.as_deref(), date.as_deref(), &page.text),
        url: found(|article| article.url.clone()).filter(|url| metadata::is_address(url)).or(told.url),
        author: found(|article| article.byline.clone()).map(|name| metadata::name(&name)).or(told.author),
        title,
        date,
        text: page.text,
        blocks: page.blocks,
    })
}

/// A page without what its readers wrote under the article, which is taken out of the tree too; the page as it was where
/// nothing else is in it.
fn without_comments<'h>(tree: &Tree, html: &'h str) -> Cow<'h, str> {
    let comments = tree.select(COMMENTS);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let body = letters(&tree.select("body").text());
    if comments.is_empty() || 2 * comments.nodes().iter().map(|node| letters(&node.text())).sum::<usize>() > body {
        return Cow::Borrowed(html);
    }
    comments.remove();
    Cow::Owned(tree.html().to_string())
}

/// The text of a record.
pub(super) enum Text {
    /// It had marks of HTML and is read.
    Page(Page),
    /// Plain text, whose layout is still to be read.
    Plain(String),
}

/// The text of a record: what has marks of HTML is read as HTML, and in plain text entities (`&amp;`) are read, which only a
/// careless conversion leaves there.
pub(super) fn text(text: &str) -> Text {
    if has_marks(text) {
        return Text::Page(blocks::read(&Tree::from(text)));
    }
    Text::Plain(load::plain(&entities(text)))
}

/// A line of plain text of which marks and entities are read.
pub(super) fn line(text: &str) -> String {
    let plain = if has_marks(text) { Tree::from(text).text().to_string() } else { entities(text) };
    records::one_line(&plain)
}

/// Whether a text has an element of HTML in it; other angle brackets are words, as in wires.
fn has_marks(text: &str) -> bool {
    let last = text.rfind('>').unwrap_or(0);
    let is_mark = |(at, _): (usize, &str)| {
        let tag = &text[at + 1..];
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let name = &tag[..tag.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        let ends = tag[name.len()..].starts_with(['>', '/', ' ', '\n', '\t', '\r']);
        ends && at < last && MARKS.iter().any(|mark| name.eq_ignore_ascii_case(mark))
    };
    text.match_indices('<').any(is_mark) && bounds::is_parsable(text)
}

/// The text with its entities read.
fn entities(text: &str) -> String {
    /// Longest name of an entity that is looked for: that of `&CounterClockwiseContourIntegral;`.
    const LONGEST: usize = 31;
    let is_entity = |(at, _): (usize, &str)| {
        let name = &text.as_bytes()[at + 1..];
        let end = name.iter().take(LONGEST + 1).position(|&byte| byte == b';');
        end.is_some_and(|end| end > 1 && name[..end].iter().all(|b| b.is_ascii_alphanumeric() || *b == b'#'))
    };
    if !text.match_indices('&').any(is_entity) {
        return text.to_owned();
    }
    // The parser knows all of them; in such an element it keeps white space, and the first line end is not a part of it.
    let escaped = text.replace('<', "&lt;");
    Tree::fragment(format!("<pre>\n{escaped}</pre>")).text().to_string()
}

#[cfg(test)]
mod tests;
