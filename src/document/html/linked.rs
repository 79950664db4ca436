//! What a page tells search engines of its article: JSON-LD in the terms of schema.org, alone, in a list or in a graph, with
//! or without a context.

use super::metadata;
use crate::document::{date, records};
use dom_query::Document as Tree;
use serde_json::{Map, Value};

/// Ends of the names of types that are articles: `NewsArticle`, `BlogPosting`, `Report`.
const ARTICLES: [&str; 4] = ["Article", "Posting", "Report", "LiveBlogPosting"];
/// How deep an object may lie in others.
const DEEPEST: usize = 8;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub date: Option<String>,
    pub author: Option<String>,
}

pub(super) fn read(tree: &Tree) -> Linked {
    let mut linked = Linked::default();
    for script in tree.select("script[type='application/ld+json']").nodes() {
        // Some stand in a comment, or between marks of a section.
        let text = script.text();
        let json = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_start_matches("//<![CDATA[");
        let Ok(value) = serde_json::from_str::<Value>(json.trim_end_matches("//]]>").trim()) else { continue };
        look(&value, 0, &mut linked);
    }
    linked
}

/// Takes what articles in a value tell; the first that tells something counts.
fn look(value: &Value, depth: usize, linked: &mut Linked) {
    match value {
        Value::Array(values) if depth < DEEPEST => values.iter().for_each(|value| look(value, depth + 1, linked)),
        Value::Object(object) if depth < DEEPEST => {
            if is_article(object) {
                let text =
                    |name: &str| object.get(name)?.as_str().map(records::one_line).filter(|text| !text.is_empty());
                let published = || {
                    let dates = ["datePublished", "dateCreated", "dateModified"].into_iter();
                    dates.filter_map(text).find_map(|value| date::given(&value))
                };
                linked.headline = linked.headline.take().or_else(|| text("headline").or_else(|| text("name")));
                linked.date = linked.date.take().or_else(published);
                linked.author = linked.author.take().or_else(|| names(object.get("author")?));
            }
            // What is said about others ("isPartOf", "comment") is not said of the article.
            ["@graph", "mainEntity", "mainEntityOfPage"]
                .iter()
                .filter_map(|name| object.get(*name))
                .for_each(|value| look(value, depth + 1, linked));
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|kind| ARTICLES.iter().any(|end| kind.ends_with(end)));
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// The names of authors: one or several, each a name or something with one.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => {
            let name = metadata::name(&records::one_line(name));
            (!name.is_empty() && !metadata::is_address(&name)).then_some(name)
        }
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(names).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Object(object) => names(object.get("name")?),
        _ => None,
    }
}
