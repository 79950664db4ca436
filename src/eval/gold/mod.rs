//! Graphs against those that a reader drew: which relations are right, which are wrong and which are missing.
//!
//! An edge is right where the reader has a relation of that name between entities that share a name with its ends, and both
//! or neither are denied. Each relation stands for one edge at most, so that an entity that was split counts against
//! precision. Status and the ends' types are not asked for; how often the status is right too is a figure of its own.

mod article;
mod errors;
mod fold;
mod matching;
mod report;
mod score;

pub use article::{GoldArticle, GoldEntity, GoldRelation};
pub use report::GoldReport;
pub use score::{ArticleScore, Hit, Missed, Wrong, score_article};
