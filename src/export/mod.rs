//! A graph in the formats of other tools.

mod answer;
mod dot;
mod explanation;
mod format;
mod json;
mod layout;
mod legend;
mod mark;
mod quote;
mod text;

pub(crate) use quote::printable;

pub use answer::{Answer, Form, Table, View, render};
pub use explanation::{explanation, explanation_json};
pub use format::{Format, UnknownFormat};
pub use layout::{Layout, line};
pub use text::listing;
