//! What a page tells of itself beside its text, where the readability library does not look.

use super::linked;
use crate::document::{date, records};
use dom_query::Document as Tree;

/// Elements and attributes that tell when a page was published, the surest first.
const DATES: [(&str, &str); 9] = [
    ("meta[property='article:published_time']", "content"),
    ("[itemprop='datePublished']", "content"),
    ("[itemprop='datePublished']", "datetime"),
    ("[itemprop='datePublished']", ""),
    ("meta[name]", "content"),
    ("time[pubdate]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("header time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

/// Names of `meta` elements that hold a date of publication, folded as names of fields are.
const DATE_NAMES: [&str; 20] = [
    "date",
    "pubdate",
    "publishdate",
    "publisheddate",
    "publicationdate",
    "datepublished",
    "publishedtime",
    "articlepublishedtime",
    "dcdate",
    "dcdateissued",
    "dcdatecreated",
    "dctermsdate",
    "dctermsissued",
    "dctermscreated",
    "sailthrudate",
    "parselypubdate",
    "citationpublicationdate",
    "citationdate",
    "originalpublicationdate",
    "createdate",
];

const ADDRESSES: [(&str, &str); 2] = [("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")];

const HEADLINES: [(&str, &str); 3] = [
    ("meta[property='og:title']", "content"),
    ("meta[name='twitter:title']", "content"),
    ("[itemprop='headline']", ""),
];

/// Headings, of which one may be the name of the site.
const HEADINGS: [(&str, &str); 1] = [("h1", "")];

/// What stands between a headline and the name of a site.
const MARKS: [char; 11] = ['|', '-', '\u{2013}', '\u{2014}', ':', '\u{bb}', '\u{ab}', '/', '\u{b7}', '\u{2022}', '>'];

const AUTHORS: [(&str, &str); 4] = [
    ("meta[name='author']", "content"),
    ("meta[property='article:author']", "content"),
    ("meta[name='byl']", "content"),
    ("[rel='author']", ""),
];

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub title: Option<String>,
    /// What it calls its article for networks and search engines.
    pub headlines: Vec<String>,
    pub headings: Vec<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub author: Option<String>,
}

pub(super) fn read(tree: &Tree) -> Told {
    let values = |places: &'static [(&str, &str)]| {
        places.iter().flat_map(|&(selector, attribute)| {
            let nodes = tree.select(selector).nodes().to_vec();
            let wanted = nodes.into_iter().filter(move |node| {
                let names = || DATE_NAMES.contains(&records::folded(&node.attr_or("name", "")).as_str());
                selector != "meta[name]" || names()
            });
            let value = move |node: dom_query::NodeRef| match attribute {
                "" => Some(node.text().to_string()),
                attribute => node.attr(attribute).map(|value| value.to_string()),
            };
            wanted.filter_map(value).map(|value| records::one_line(&value)).filter(|value| !value.is_empty())
        })
    };
    let linked = linked::read(tree);
    let title = tree.select("title").text();
    let is_title = |title: &String| title.contains(char::is_alphanumeric);
    Told {
        title: Some(records::one_line(&title)).filter(is_title),
        headlines: values(&HEADLINES).chain(linked.headline).filter(is_title).collect(),
        headings: values(&HEADINGS).filter(is_title).collect(),
        date: values(&DATES).find_map(|value| date::given(&value)).or(linked.date),
        url: values(&ADDRESSES).find(|value| is_address(value)),
        author: values(&AUTHORS).map(|value| name(&value)).find(|value| !is_address(value)).or(linked.author),
    }
}

impl Told {
    /// A title without the name of the site that pages put beside it: "Talks end | The Gazette" where the page says "Talks
    /// end" elsewhere too.
    pub fn without_site(&self, title: String) -> String {
        let is_rest = |headline: &&String| {
            let behind = |rest: &str| rest.trim_start().starts_with(MARKS);
            let before = |rest: &str| rest.trim_end().ends_with(MARKS);
            title.strip_prefix(headline.as_str()).is_some_and(behind)
                || title.strip_suffix(headline.as_str()).is_some_and(before)
        };
        let most = |heading: &&String| 2 * heading.len() >= title.len();
        let found = self.headlines.iter().chain(self.headings.iter().filter(most)).filter(is_rest);
        found.max_by_key(|headline| headline.len()).cloned().unwrap_or(title)
    }
}

/// Whether it is an address on the web, with a host.
pub(super) fn is_address(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme))
}

/// A byline without its first word.
pub(super) fn name(byline: &str) -> String {
    let rest = byline.get(..3).filter(|start| start.eq_ignore_ascii_case("by ")).map(|_| byline[3..].trim());
    rest.unwrap_or(byline).to_owned()
}
