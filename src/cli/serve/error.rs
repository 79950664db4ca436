//! What is wrong with a question, as HTTP says it.

use super::super::usage;
use crate::document::DocumentError;
use crate::export::cut;
use crate::query::{AskError, NameError, RelationError};
use crate::store::StoreError;
use crate::web::Response;

/// A question that cannot be answered as it was asked.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(super) struct Wrong {
    pub status: u16,
    pub message: String,
}

impl Wrong {
    /// The question itself is wrong.
    pub fn asked(message: impl Into<String>) -> anyhow::Error {
        Self { status: 400, message: message.into() }.into()
    }
}

/// Most characters of what is told.
const MOST: usize = 1000;

/// The answer that tells an error.
pub(super) fn response(error: &anyhow::Error) -> Response {
    Response::error(status(error), &cut(&format!("{error:#}"), MOST))
}

fn status(error: &anyhow::Error) -> u16 {
    if let Some(wrong) = error.downcast_ref::<Wrong>() {
        return wrong.status;
    }
    let name = error.downcast_ref::<NameError>();
    let asked = error.downcast_ref::<AskError>();
    match (name, asked) {
        (Some(NameError::Unknown { .. }), _) | (_, Some(AskError::Name(NameError::Unknown { .. }))) => return 404,
        (Some(_), _) | (_, Some(_)) => return 400,
        _ => {}
    }
    match error.downcast_ref::<StoreError>() {
        Some(StoreError::NoDocument { .. }) => return 404,
        Some(StoreError::Busy { .. }) => return 503,
        Some(_) => return 500,
        None => {}
    }
    let asks_wrongly = error.is::<RelationError>() || error.is::<DocumentError>() || usage::is_usage(error);
    if asks_wrongly { 400 } else { 500 }
}
