//! Which field of a record is its text, its title and so on.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A part of an article that a record can have a field for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// What it says.
    Text,
    /// Its headline.
    Title,
    /// When it was published.
    Date,
    /// What it is called by whoever made the records.
    Id,
    /// Its address on the web.
    Url,
    /// Who wrote it.
    Author,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Text, Self::Title, Self::Date, Self::Id, Self::Url, Self::Author];

    /// Its name in [`Fields`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Date => "date",
            Self::Id => "id",
            Self::Url => "url",
            Self::Author => "author",
        }
    }

    /// What it is usually called, the best first, as [`folded`] writes it.
    pub(super) fn usual(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "text",
                "body",
                "content",
                "article",
                "articlebody",
                "articletext",
                "fulltext",
                "maintext",
                "bodytext",
                "plaintext",
                "rawtext",
                "contentencoded",
                "contenttext",
                "contenthtml",
                "html",
                "story",
                "paragraphs",
                "bodyhtml",
                "description",
                "summary",
                "abstract",
                "snippet",
            ],
            Self::Title => &["title", "headline", "head", "heading", "webtitle", "articletitle", "subject"],
            Self::Date => &[
                "date",
                "published",
                "publisheddate",
                "publishdate",
                "publishedat",
                "publishedon",
                "publishedtime",
                "publicationdate",
                "webpublicationdate",
                "datepublished",
                "datepublish",
                "pubdate",
                "datetime",
                "timestamp",
                "time",
                "dcdate",
                "created",
                "createdat",
                "createdutc",
                "datecreated",
                "updated",
                "updatedat",
            ],
            Self::Id => &["id", "docid", "documentid", "articleid", "itemid", "recordid", "uuid", "guid", "messageid"],
            Self::Url => &["url", "link", "weburl", "articleurl", "canonicalurl", "permalink", "href", "uri"],
            Self::Author => &["author", "authors", "byline", "creator", "dccreator", "by", "writer", "from"],
        }
    }
}

/// The names of fields that a user gave, which count before the usual ones: `text=body,title=headline`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    given: BTreeMap<Field, String>,
}

impl Fields {
    /// The name that was given for a field.
    pub(super) fn given(&self, field: Field) -> Option<&str> {
        self.given.get(&field).map(String::as_str)
    }

    /// Whether none was given.
    pub(super) fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// All names that were given.
    pub(super) fn all_given(&self) -> impl Iterator<Item = (Field, &str)> {
        self.given.iter().map(|(&field, name)| (field, name.as_str()))
    }
}

/// Why names of fields cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldsError {
    /// A part of them is no pair.
    #[error("{0:?} is no pair of a part and a field: write it as text=body")]
    NoPair(String),
    /// There is no such part of an article.
    #[error("there is no {0:?} in an article: give a field for text, title, date, id, url or author")]
    NoPart(String),
    /// One part has two fields.
    #[error("{0} is given twice")]
    Twice(&'static str),
}

impl FromStr for Fields {
    type Err = FieldsError;

    fn from_str(text: &str) -> Result<Self, FieldsError> {
        let mut given = BTreeMap::new();
        for pair in text.split(',') {
            let parts = pair.split_once('=').map(|(part, name)| (part.trim(), name.trim()));
            let Some((part, name)) = parts.filter(|(_, name)| !name.is_empty()) else {
                return Err(FieldsError::NoPair(pair.trim().to_owned()));
            };
            let field = Field::ALL.into_iter().find(|field| field.name() == part);
            let field = field.ok_or_else(|| FieldsError::NoPart(part.to_owned()))?;
            if given.insert(field, name.to_owned()).is_some() {
                return Err(FieldsError::Twice(field.name()));
            }
        }
        Ok(Self { given })
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<String> = self.all_given().map(|(field, name)| format!("{}={name}", field.name())).collect();
        f.write_str(&pairs.join(","))
    }
}

/// A name as names are compared: letters and digits alone, in small letters ("pubDate", "pub_date").
pub(in crate::document) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_folded_and_belong_to_one_part() {
        let all: Vec<&str> = Field::ALL.iter().flat_map(|field| field.usual()).copied().collect();
        let unique: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(unique.len(), all.len());
        assert!(all.iter().all(|name| folded(name) == **name));
    }

    #[test]
    fn names_are_given_in_pairs() {
        let fields: Fields = "text=body, title = head.main".parse().unwrap();
        assert_eq!(fields.to_string(), "text=body,title=head.main");
        let error = |text: &str| text.parse::<Fields>().unwrap_err().to_string();
        assert_eq!(error("text"), "\"text\" is no pair of a part and a field: write it as text=body");
        assert_eq!(
            error("body=text"),
            "there is no \"body\" in an article: give a field for text, title, date, id, url or author"
        );
        assert_eq!(error("id=a,id=b"), "id is given twice");
        assert!(error("text=").contains("no pair") && error("").contains("no pair"));
    }
}
