//! Values of an ontology file that not every string is, for serde's `deserialize_with`.

use serde::de::{Deserialize, Deserializer, Error};

/// The line styles of edges (<https://graphviz.org/docs/attr-types/style/>).
const STYLES: [&str; 6] = ["solid", "bold", "dashed", "dotted", "tapered", "invis"];

/// A name or a label: at least one character that is no white space.
pub(super) fn name<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    let name = String::deserialize(value)?;
    if name.trim().is_empty() { Err(D::Error::custom("is empty; give at least one word")) } else { Ok(name) }
}

/// A list of words, none of them empty: the empty word would be found nowhere.
pub(super) fn words<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(value)?;
    match words.iter().position(|word| word.trim().is_empty()) {
        Some(at) => Err(D::Error::custom(format!("word {} of the list is empty; write it or take it out", at + 1))),
        None => Ok(words),
    }
}

/// A list with something in it.
pub(super) fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(value: D) -> Result<Vec<T>, D::Error> {
    let list = Vec::<T>::deserialize(value)?;
    if list.is_empty() { Err(D::Error::custom("the list is empty; give at least one")) } else { Ok(list) }
}

/// `#rrggbb`.
pub(super) fn color<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    let color = String::deserialize(value)?;
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        Ok(color)
    } else {
        Err(D::Error::custom(format!("`{color}` is no colour; write it as #rrggbb, such as #009e73")))
    }
}

/// One line style of Graphviz, or several with commas between them.
pub(super) fn style<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    let style = String::deserialize(value)?;
    match style.split(',').map(str::trim).find(|part| !STYLES.contains(part)) {
        Some(part) => {
            Err(D::Error::custom(format!("`{part}` is no line style of Graphviz; there are {}", STYLES.join(", "))))
        }
        None => Ok(style),
    }
}
