//! Tests of the whole, through the library's doors and the real binary: one program, as each carries the model.

mod any_text;
mod articles;
mod ask;
mod bad_input;
mod commands;
mod eval;
mod explain;
mod export;
mod helpers;
mod inputs;
mod layers;
mod lemmas_of_treebanks;
mod networkx;
mod page;
mod parity;
mod questions;
mod serve;
mod store;
mod tokens_of_treebanks;
mod tools;
