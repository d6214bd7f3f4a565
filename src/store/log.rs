//! RECORD: the append-only, hash-chained log.

use std::cell::Cell;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::codec;
use crate::error::{Error, Result};
use crate::model::Fact;

/// One entry as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its number.
    pub seq: i64,
    /// When, UTC.
    pub recorded_at: String,
    /// By which role.
    pub recorded_by: String,
    /// What the body is.
    pub kind: String,
    /// Canonical JSON.
    pub body: String,
    /// Why, where given.
    pub reason: Option<String>,
    /// The chain up to here.
    pub hash: String,
}

/// The newest entry: its number and hash prove everything before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Its number; 0 for an empty log.
    pub seq: i64,
    /// Its hash, 64 hexadecimal digits.
    pub hash: String,
}

type Link = [u8; 32];

/// What the first entry is chained to.
fn genesis() -> Link {
    Sha256::digest(b"accede log").into()
}

/// The hash of an entry: the previous hash, then each field after its length (eight bytes, big-endian).
fn chain(previous: &Link, entry: &Entry) -> Link {
    let seq = entry.seq.to_string();
    let mut hash = Sha256::new();
    hash.update(previous);
    for field in [&seq, &entry.recorded_at, &entry.recorded_by, &entry.kind, &entry.body] {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    match &entry.reason {
        Some(reason) => {
            hash.update((reason.len() as u64).to_be_bytes());
            hash.update(reason);
        }
        None => hash.update(u64::MAX.to_be_bytes()),
    }
    hash.finalize().into()
}

fn hex(link: &Link) -> String {
    use std::fmt::Write;
    link.iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}

fn link(hash: &str) -> Option<Link> {
    let digits = hash.as_bytes();
    let mut link = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in link.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(link)
}

/// The newest entry's number and hash.
pub(super) fn head(connection: &Connection) -> Result<Head> {
    let newest = connection
        .prepare_cached("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { seq: row.get(0)?, hash: row.get(1)? }))
        .optional()?;
    Ok(newest.unwrap_or_else(Head::of_nothing))
}

fn newest(connection: &Connection) -> Result<Option<Entry>> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, recorded_at, recorded_by, kind, body, reason, hash FROM log ORDER BY seq DESC LIMIT 1",
    )?;
    Ok(statement.query_row([], entry).optional()?)
}

impl Head {
    fn of_nothing() -> Self {
        Self { seq: 0, hash: hex(&genesis()) }
    }
}

impl Entry {
    fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash.clone() }
    }
}

thread_local! {
    static APPENDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether a statement is being prepared that may add to the log.
pub(super) fn is_appending() -> bool {
    APPENDING.get()
}

/// The only statement that adds to the log.
fn insertion(connection: &Connection) -> Result<CachedStatement<'_>> {
    APPENDING.set(true);
    let prepared = connection.prepare_cached(
        "INSERT INTO log (seq, recorded_at, recorded_by, kind, body, reason, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    );
    APPENDING.set(false);
    Ok(prepared?)
}

/// Appends facts, one entry each, and returns the new head. An entry is never older than the one before it, whatever
/// the clock says, so that the order of the log is that of its days.
pub(super) fn append(
    connection: &Connection,
    facts: &[Fact],
    by: &str,
    at: &str,
    reason: Option<&str>,
) -> Result<Head> {
    let newest = newest(connection)?;
    let at = newest.as_ref().map_or(at, |newest| at.max(&newest.recorded_at));
    let Head { mut seq, hash } = newest.as_ref().map_or_else(Head::of_nothing, Entry::head);
    let mut previous = link(&hash).ok_or_else(|| broken(seq, "its hash is not a hash"))?;
    let mut insert = insertion(connection)?;
    for fact in facts {
        seq += 1;
        let mut entry = Entry {
            seq,
            recorded_at: at.to_owned(),
            recorded_by: by.to_owned(),
            kind: fact.body.kind().to_owned(),
            body: codec::encode(fact),
            reason: reason.map(str::to_owned),
            hash: String::new(),
        };
        previous = chain(&previous, &entry);
        entry.hash = hex(&previous);
        insert.execute(params![
            entry.seq,
            entry.recorded_at,
            entry.recorded_by,
            entry.kind,
            entry.body,
            entry.reason,
            entry.hash
        ])?;
    }
    Ok(Head { seq, hash: hex(&previous) })
}

/// Reads one row of the columns seq, `recorded_at`, `recorded_by`, kind, body, reason, hash.
pub(super) fn entry(row: &Row) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: row.get(0)?,
        recorded_at: row.get(1)?,
        recorded_by: row.get(2)?,
        kind: row.get(3)?,
        body: row.get(4)?,
        reason: row.get(5)?,
        hash: row.get(6)?,
    })
}

/// Hands every entry from `first` to `last` to `take`, in order, after checking its place in the chain.
pub(super) fn replay(
    connection: &Connection,
    first: i64,
    last: i64,
    mut take: impl FnMut(&Entry, Fact) -> Result<()>,
) -> Result<()> {
    walk(connection, first, last, |entry| {
        let fact = codec::decode(&entry.body).map_err(|why| broken(entry.seq, &why))?;
        if fact.body.kind() != entry.kind {
            return Err(broken(entry.seq, "its kind is not that of its body"));
        }
        take(entry, fact)
    })
}

/// Checks the whole chain; from `verified` on where that entry was checked before and still has its hash. Returns the
/// newest entry.
pub(super) fn verify(connection: &Connection, verified: Option<&Head>) -> Result<Head> {
    let first = match verified {
        Some(known) if hash_of(connection, known.seq)?.as_ref() == Some(&known.hash) => known.seq + 1,
        _ => 1,
    };
    walk(connection, first, i64::MAX, |_| Ok(()))?;
    head(connection)
}

fn hash_of(connection: &Connection, seq: i64) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT hash FROM log WHERE seq = ?1")?;
    Ok(statement.query_row([seq], |row| row.get(0)).optional()?)
}

fn walk(
    connection: &Connection,
    first: i64,
    last: i64,
    mut take: impl FnMut(&Entry) -> Result<()>,
) -> Result<()> {
    let before = hash_of(connection, first - 1)?;
    let mut previous = match before {
        Some(hash) => link(&hash).ok_or_else(|| broken(first - 1, "its hash is not a hash"))?,
        None => genesis(),
    };
    let mut statement = connection.prepare_cached(
        "SELECT seq, recorded_at, recorded_by, kind, body, reason, hash FROM log WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
    )?;
    let mut rows = statement.query([first, last])?;
    let mut expected = first;
    while let Some(row) = rows.next()? {
        let entry = entry(row).map_err(|why| broken(expected, &format!("it cannot be read ({why})")))?;
        if entry.seq != expected {
            return Err(broken(expected, "it is missing"));
        }
        previous = chain(&previous, &entry);
        if hex(&previous) != entry.hash {
            return Err(broken(entry.seq, "its hash does not fit what it says and what came before"));
        }
        take(&entry)?;
        expected += 1;
    }
    Ok(())
}

fn broken(seq: i64, why: &str) -> Error {
    Error::Broken { seq, why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            seq: 1,
            recorded_at: "2026-11-23T00:00:00Z".to_owned(),
            recorded_by: "a".to_owned(),
            kind: "act".to_owned(),
            body: "{}".to_owned(),
            reason: None,
            hash: String::new(),
        }
    }

    #[test]
    fn the_hash_is_the_one_that_the_schema_describes() {
        let mut bytes = Sha256::digest(b"accede log").to_vec();
        for field in ["1", "2026-11-23T00:00:00Z", "a", "act", "{}"] {
            bytes.extend((field.len() as u64).to_be_bytes());
            bytes.extend(field.as_bytes());
        }
        bytes.extend([0xff; 8]);
        let expected: Link = Sha256::digest(&bytes).into();
        assert_eq!(chain(&genesis(), &entry()), expected);
    }

    #[test]
    fn every_field_counts_and_none_runs_into_the_next() {
        let base = chain(&genesis(), &entry());
        let changed = [
            Entry { seq: 2, ..entry() },
            Entry { recorded_by: "aa".to_owned(), kind: "ct".to_owned(), ..entry() },
            Entry { reason: Some(String::new()), ..entry() },
            Entry { body: "{ }".to_owned(), ..entry() },
        ];
        for other in changed {
            assert_ne!(chain(&genesis(), &other), base, "{other:?}");
        }
        assert_eq!(link(&hex(&base)), Some(base));
    }
}
