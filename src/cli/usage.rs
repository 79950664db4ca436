//! Arguments that are well formed and cannot be followed.

use crate::query::RelationError;

/// What is wrong with the arguments, where only a look at the inputs, or at several arguments at once, can tell.
///
/// It ends the process with the status that clap has for wrong arguments.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub String);

/// Whether an error is one of wrong arguments.
pub fn is_usage(error: &anyhow::Error) -> bool {
    // A relation that no ontology has is as wrong as an option that there is not.
    error.is::<Usage>() || error.is::<RelationError>()
}
