//! What is wrong with an annotated file.

/// A line that is not as its format wants it; which file it is, the caller knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct LineError {
    /// From 1.
    pub line: usize,
    /// What is wrong there and what to do.
    pub problem: String,
}

impl LineError {
    pub(super) fn new(line: usize, problem: impl Into<String>) -> Self {
        Self { line, problem: problem.into() }
    }

    /// What serde says of a JSON text, with the path of the field.
    pub(super) fn of_json(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        let (path, inner) = (error.path().to_string(), error.inner());
        let said = inner.to_string();
        // Serde_json puts the place behind its words, and it stands before them here.
        let words = said.rsplit_once(" at line ").map_or(said.as_str(), |(words, _)| words);
        Self::new(inner.line(), if path == "." { words.to_owned() } else { format!("{path}: {words}") })
    }

    /// What toml says of a text.
    pub(super) fn of_toml(error: &toml::de::Error, text: &str) -> Self {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
        Self::new(before.matches('\n').count() + 1, error.message().trim().replace('\n', "; "))
    }
}
