//! The explorer: a page that shows a graph and the sentences behind it, and a server that shows a store in the same page.
//!
//! The page is hand-written (`page/`), one file when it is put together ([`kept_page`]), and loads nothing from elsewhere. The
//! server knows HTTP and whom to refuse ([`Server`], [`guard`]); what its answers are, its [`Service`] decides.

pub mod guard;
mod http;
mod page;
mod part;
mod server;

pub use http::{Method, Request, Response, Service};
pub use page::{Kept, LIMITS, Live, kept_page, live_page, live_policy};
pub use part::{Part, important, neighbours};
pub use server::{Limits, Server};
