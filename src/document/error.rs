use super::MAX_BYTES;

/// Why a file is no article. Each message is one line: which file, where in it, what is wrong, what to do.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// There is no such file.
    #[error("{source_name}: there is no such file; check the path")]
    Missing {
        /// The path as it was given.
        source_name: String,
    },
    /// It is a directory.
    #[error("{source_name}: is a directory, not a file; name the files in it, such as {source_name}/*.txt")]
    Directory {
        /// The path as it was given.
        source_name: String,
    },
    /// The system does not let it be read.
    #[error("{source_name}: cannot be read ({reason}); check its permissions")]
    Unreadable {
        /// The path as it was given.
        source_name: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// It is longer than [`MAX_BYTES`].
    #[error(
        "{source_name}: is larger than {} MiB, the most that is read as one article; split it into articles",
        MAX_BYTES / (1024 * 1024)
    )]
    TooLarge {
        /// The path as it was given.
        source_name: String,
    },
    /// It holds nothing but white space.
    #[error("{source_name}: is empty; an article needs at least one word")]
    Empty {
        /// The path as it was given.
        source_name: String,
    },
    /// It is no text at all.
    #[error(
        "{source_name}: byte {offset}, line {line}: looks like binary data, not text; give the article as plain text"
    )]
    Binary {
        /// The path as it was given.
        source_name: String,
        /// Where the first byte stands that no text has, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// It is text in another encoding.
    #[error("{source_name}: byte {offset}, line {line}: is not UTF-8; convert it with `iconv -f {encoding} -t UTF-8`")]
    NotUtf8 {
        /// The path as it was given.
        source_name: String,
        /// Where the first wrong byte stands, from 0.
        offset: usize,
        /// Its line, from 1.
        line: usize,
        /// The encoding that it most likely is in, as iconv names it.
        encoding: &'static str,
    },
}
