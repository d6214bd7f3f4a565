//! The addresses from which files were fetched.

use rusqlite::params;

use super::super::rows::{columns, select};
use crate::error::Result;
use crate::store::Store;

/// An address of a file, as its newest copy in the record has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The address.
    pub address: String,
    /// The reader or shipped map that read it.
    pub reader: Option<String>,
    /// The treaty that it was told to be about.
    pub treaty: Option<String>,
    /// By which the server told that copy from others.
    pub etag: Option<String>,
}

columns!(Address {
    address = "address",
    reader = "reader",
    treaty = "treaty",
    etag = "etag",
});

impl Store {
    /// The addresses that the record knows, in the order in which they were recorded last; of `treaties` where some are named:
    /// those that are cited for one.
    pub fn addresses(&self, treaties: &[String]) -> Result<Vec<Address>> {
        let list = serde_json::to_string(treaties).unwrap_or_default();
        let rest = "FROM source s
             WHERE address IS NOT NULL AND reader IS NOT NULL AND superseded_seq IS NULL
               AND recorded_seq = (SELECT max(recorded_seq) FROM source o WHERE o.address = s.address AND o.superseded_seq IS NULL)
               AND (?1 = '[]' OR treaty IN (SELECT value FROM json_each(?1))
                    OR EXISTS (SELECT 1 FROM cited c JOIN act a ON a.id = c.seq
                               WHERE c.source = s.code AND a.treaty IN (SELECT value FROM json_each(?1))))
             ORDER BY recorded_seq";
        select(&self.connection, rest, params![list])
    }
}
