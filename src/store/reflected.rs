//! What DERIVED says of itself in `meta`: by which law it was made, and which entry was the newest that it reflects.

use rusqlite::{Connection, params};

use super::entry::Head;
use super::rows::{all, write};
use crate::error::Result;
use crate::law::DERIVATION;

/// What DERIVED says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reflected {
    /// The number of the law that made it.
    pub derivation: Option<u32>,
    /// The newest entry that it reflects, and its hash.
    head: Option<String>,
}

impl Reflected {
    /// What `meta` has.
    pub(super) fn read(connection: &Connection) -> Result<Self> {
        let mut reflected = Self::default();
        for (key, value) in all::<(String, String)>(connection, "SELECT key, value FROM meta", [])? {
            match key.as_str() {
                "derivation" => reflected.derivation = value.parse().ok(),
                "head" => reflected.head = Some(value),
                _ => {}
            }
        }
        Ok(reflected)
    }

    /// The newest entry that it reflects.
    pub(super) fn head(&self) -> Option<Head> {
        let (seq, hash) = self.head.as_ref()?.split_once(':')?;
        Some(Head { seq: seq.parse().ok()?, hash: hash.to_owned() })
    }

    /// Whether this entry is the newest that it reflects.
    pub(super) fn reflects(&self, head: &Head) -> bool {
        self.head.as_ref() == Some(&text(head))
    }
}

/// Writes down that DERIVED follows from the log up to this entry, by the law of this program. Whatever adds to the log or
/// derives from it does so in the same transaction.
pub(super) fn sign(connection: &Connection, head: &Head) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO meta (key, value) VALUES ('derivation', ?1), ('head', ?2)";
    write(connection, sql, params![DERIVATION.to_string(), text(head)]).map(drop)
}

/// A head as `--head` takes it.
fn text(Head { seq, hash }: &Head) -> String {
    format!("{seq}:{hash}")
}
