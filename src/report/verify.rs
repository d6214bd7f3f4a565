//! Whether a file is what it says.

use serde::Serialize;

use crate::error::Result;
use crate::store::{Head, Store};

/// What was checked, and what was found. The record holds, or there would be no report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The file.
    pub file: String,
    /// Whether all of it holds; where not, a rebuild makes it so.
    pub sound: bool,
    /// Number of entries.
    pub entries: i64,
    /// Each check, in order.
    pub checks: Vec<FileCheck>,
    /// The newest entry and its hash.
    pub head: Head,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileCheck {
    /// record, heads, derived, schema, file.
    pub check: &'static str,
    /// What was looked at, in words.
    pub examined: String,
    /// Whether nothing was found.
    pub holds: bool,
    /// What was found.
    pub findings: Vec<String>,
}

/// Checks a file, and that heads noted earlier are in its chain.
pub fn verify(store: &Store, noted: &[Head]) -> Result<Verification> {
    let verified = store.verify(noted)?;
    let mut checks = Vec::new();
    let mut add = |check, examined: String, findings: Vec<String>| {
        checks.push(FileCheck { check, examined, holds: findings.is_empty(), findings });
    };
    let entries = verified.head.seq;
    add(
        "record",
        format!("{entries} entries: the chain of hashes, the moment of recording, the form of each body"),
        Vec::new(),
    );
    if !noted.is_empty() {
        add("heads", format!("heads noted earlier, still in the chain: {}", noted.len()), Vec::new());
    }
    add(
        "derived",
        format!("{} rows of {} tables against what follows from the record", verified.rows, verified.tables),
        verified.derived,
    );
    add("schema", "tables, indexes, views and triggers".to_owned(), verified.schema);
    add("file", "integrity_check and foreign_key_check of SQLite".to_owned(), verified.file);
    Ok(Verification {
        file: store.path().display().to_string(),
        sound: checks.iter().all(|check| check.holds),
        entries,
        checks,
        head: verified.head,
    })
}
