//! A file that was made from another one: a copy, or one loaded from a dump.

use serde::Serialize;

use crate::store::Head;

/// A new file with the same record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewCopy {
    /// The new file.
    pub file: String,
    /// What it was made from.
    pub made_from: String,
    /// Number of entries.
    pub entries: i64,
    /// Its size.
    pub bytes: u64,
    /// Its newest entry and its hash.
    pub head: Head,
}
