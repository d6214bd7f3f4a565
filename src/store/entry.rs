//! An entry of the log, and its newest one.

use serde::Serialize;

use crate::model::Date;

/// One entry as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Entry<T = String> {
    /// Its number.
    pub seq: i64,
    /// When, UTC.
    pub recorded_at: T,
    /// By which role.
    pub recorded_by: T,
    /// What the body is.
    pub kind: T,
    /// Canonical JSON.
    pub body: T,
    /// Why, where given.
    pub reason: Option<T>,
    /// The chain up to here.
    pub hash: T,
}

/// One entry where it stands, in a row or a line.
pub(super) type EntryRef<'a> = Entry<&'a str>;

/// The newest entry: its number and hash prove everything before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Its number; 0 for an empty log.
    pub seq: i64,
    /// Its hash, 64 hexadecimal digits.
    pub hash: String,
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "@{} {}", self.seq, self.hash)
    }
}

impl From<EntryRef<'_>> for Entry {
    fn from(entry: EntryRef) -> Self {
        Self {
            seq: entry.seq,
            recorded_at: entry.recorded_at.to_owned(),
            recorded_by: entry.recorded_by.to_owned(),
            kind: entry.kind.to_owned(),
            body: entry.body.to_owned(),
            reason: entry.reason.map(str::to_owned),
            hash: entry.hash.to_owned(),
        }
    }
}

/// A moment in the history of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The end of a day, UTC.
    Day(Date),
    /// Just after an entry was recorded.
    Entry(i64),
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Entry(seq) => write!(f, "@{seq}"),
        }
    }
}
