//! Reads news and draws the map of power in it.
//!
//! Data flows one way, a type a stage:
//!
//! [`document::Document`] (the text of one article, in blocks)
//! → [`reading::Reading`] (sentences, tokens, trees, names)
//! → [`entities::Entities`] (mentions in clusters with a name and a type)
//! → [`relations::Relation`] (typed, with status and evidence)
//! → [`graph::Graph`] (merged over documents)
//! → [`store`] (kept in a file), [`query`], [`export`] and [`web`].
//!
//! [`pipeline::Pipeline`] runs the stages up to the graph; [`eval`] scores them on annotated files; [`cli`] is the binary.

#![warn(missing_docs, clippy::dbg_macro, clippy::iter_over_hash_type, clippy::print_stdout)]

pub mod cli;
pub mod document;
pub mod entities;
pub mod eval;
pub mod export;
pub mod graph;
pub mod pipeline;
pub mod query;
pub mod reading;
pub mod relations;
mod span;
pub mod store;
pub mod web;

pub use span::Span;

/// The README's examples, compiled with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
