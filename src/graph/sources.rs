//! Telling documents apart by their ids.

use super::fold::slug;
use crate::document::Document;
use std::collections::{BTreeMap, BTreeSet};

/// The documents with ids that tell them apart.
///
/// Documents of the same bytes and id are one, and the first by its source is kept. Of different ones whose ids look
/// alike, each takes the beginning of its hash, so that no id hangs on the order in which they come.
pub fn unique_documents(documents: Vec<Document>) -> Vec<Document> {
    let mut kept: BTreeMap<(String, String), Document> = BTreeMap::new();
    for document in documents {
        let key = (slug(&document.id), document.sha256.clone());
        match kept.get(&key) {
            Some(known) if known.source <= document.source => {}
            _ => {
                kept.insert(key, document);
            }
        }
    }
    let mut seen = BTreeSet::new();
    let shared: BTreeSet<String> =
        kept.keys().filter(|(id, _)| !seen.insert(id.clone())).map(|(id, _)| id.clone()).collect();
    let rename = |((id, hash), mut document): ((String, String), Document)| {
        if shared.contains(&id) {
            document.id = format!("{}-{}", document.id, hash.get(..8).unwrap_or(&hash));
        }
        document
    };
    kept.into_iter().map(rename).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::samples::Sample;

    fn document(id: &str, source: &str, sha256: &str) -> Document {
        Document { source: source.into(), sha256: sha256.into(), ..Sample::new(id, &["A."]).document }
    }

    #[test]
    fn documents_of_one_id_are_told_apart_in_any_order() {
        let mut documents = vec![
            document("news", "b/news.txt", "aaaaaaaaaa"),
            document("News", "c/News.txt", "bbbbbbbbbb"),
            document("news", "a/news.txt", "aaaaaaaaaa"),
            document("other", "a/other.txt", "aaaaaaaaaa"),
        ];
        let expected = [("news-aaaaaaaa", "a/news.txt"), ("News-bbbbbbbb", "c/News.txt"), ("other", "a/other.txt")];
        for _ in 0..4 {
            documents.rotate_left(1);
            let unique = unique_documents(documents.clone());
            let found: Vec<_> = unique.iter().map(|d| (d.id.as_str(), d.source.as_str())).collect();
            assert_eq!(found, expected);
        }
    }
}
