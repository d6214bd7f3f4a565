//! The readers and column maps of this version.

use serde::Serialize;

/// Every reader and every shipped map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadersReport {
    /// In the order in which a file is offered to them.
    pub readers: Vec<ReaderLine>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReaderLine {
    /// Its name, for --reader.
    pub name: String,
    /// What it reads.
    pub about: String,
    /// Whether it is a column map.
    pub is_map: bool,
}
