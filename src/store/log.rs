//! RECORD: the append-only, hash-chained log.

use std::cell::Cell;
use std::ops::ControlFlow;

use rusqlite::{CachedStatement, Connection, ErrorCode, Row, params};

use super::chain::{Chain, broken};
use super::clock;
use super::codec::{self, Canonical};
use super::entry::{Entry, EntryRef, Head};
use super::inspect::Inspector;
use super::rows::{columns, one, select, select_with};
use crate::error::{Error, Failure, FailureKind, Result};
use crate::model::{Date, Fact};

columns!(Entry {
    seq = "seq",
    recorded_at = "recorded_at",
    recorded_by = "recorded_by",
    kind = "kind",
    body = "body",
    reason = "reason",
    hash = "hash",
});

columns!(Head { seq = "seq", hash = "hash" });

const NEWEST: &str = "FROM log ORDER BY seq DESC LIMIT 1";

/// The newest entry's number and hash.
pub(super) fn head(connection: &Connection) -> Result<Head> {
    let newest = select(connection, NEWEST, [])?.pop();
    Ok(newest.unwrap_or_else(|| Chain::new().head()))
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
/// the clock says, so that the order of the log is that of its days; after one from the future nothing is recorded, or it
/// would bear a day that is not its own.
pub(super) fn append(
    connection: &Connection,
    facts: &[Fact],
    by: &str,
    at: &str,
    reason: Option<&str>,
) -> Result<Head> {
    let newest: Option<(String, Head)> = select_with(connection, "recorded_at", NEWEST, [])?.pop();
    let (recorded_at, mut chain) = match &newest {
        Some((before, head)) => {
            not_to_come(head.seq, before)?;
            (at.max(before), Chain::after(head)?)
        }
        None => (at, Chain::new()),
    };
    let mut canonical = Canonical::default();
    let mut insertion = insertion(connection)?;
    for fact in facts {
        let body = canonical.of(fact);
        let seq = chain.next();
        let kind = fact.body.kind();
        let entry = EntryRef { seq, recorded_at, recorded_by: by, kind, body, reason, hash: "" };
        let hash = chain.add(&entry);
        insert(&mut insertion, &EntryRef { hash: &hash, ..entry })?;
    }
    Ok(chain.head())
}

fn not_to_come(seq: i64, at: &str) -> Result<()> {
    if clock::day_of(at).is_none_or(|day| day <= clock::last_day()) {
        return Ok(());
    }
    let advice = format!(
        "has an entry from the future, @{seq} of {at}, and nothing is recorded after that: set this machine's clock right, or restore a copy made before it"
    );
    Err(Error::Store(Failure { kind: FailureKind::Other, detail: advice.clone(), advice }))
}

/// Adds an entry as it stands.
pub(super) fn keep(connection: &Connection, entry: &EntryRef) -> Result<()> {
    insert(&mut insertion(connection)?, entry)
}

fn insert(insertion: &mut CachedStatement, entry: &EntryRef) -> Result<()> {
    let EntryRef { seq, recorded_at, recorded_by, kind, body, reason, hash } = entry;
    insertion.execute(params![seq, recorded_at, recorded_by, kind, body, reason, hash])?;
    Ok(())
}

/// Hands every entry from `first` to `last` to `take`, in order, after checking its place in the chain.
pub(super) fn replay(
    connection: &Connection,
    first: i64,
    last: i64,
    mut take: impl FnMut(&EntryRef, Fact) -> Result<()>,
) -> Result<()> {
    let mut chain = before(connection, first)?;
    walk(connection, first, last, |entry| {
        chain.check(entry)?;
        let fact = codec::decode(entry.body).map_err(|why| broken(entry.seq, &why))?;
        if fact.body.kind() != entry.kind {
            return Err(broken(entry.seq, "its kind is not that of its body"));
        }
        take(entry, fact)
    })
}

/// Checks the whole chain; from `verified` on, itself included, where everything before it was checked and it still has its
/// hash. Returns the newest entry.
pub(super) fn verify(connection: &Connection, verified: Option<&Head>) -> Result<Head> {
    let first = match verified {
        Some(known) if hash_of(connection, known.seq)?.as_ref() == Some(&known.hash) => known.seq,
        _ => 1,
    };
    let mut chain = before(connection, first)?;
    walk(connection, first, i64::MAX, |entry| chain.check(entry))?;
    Ok(chain.head())
}

/// Checks everything that can be said of each entry and its place, up to `last_day`, and hands over what it records;
/// returns the newest one.
pub(super) fn inspect(
    connection: &Connection,
    last_day: Option<Date>,
    mut take: impl FnMut(&EntryRef, &Fact),
) -> Result<Head> {
    let mut inspector = Inspector::new(connection, last_day);
    walk(connection, 1, i64::MAX, |entry| {
        let fact = inspector.entry(entry)?;
        take(entry, &fact);
        Ok(())
    })?;
    Ok(inspector.head())
}

/// Hands over entries from `first` to `last`, in order and unchecked, until `take` has enough.
pub(super) fn some(
    connection: &Connection,
    (first, last): (i64, i64),
    take: impl FnMut(&EntryRef) -> Result<ControlFlow<()>>,
) -> Result<()> {
    walk_until(connection, first, last, take)
}

/// The hash of an entry; none if there is no such entry.
pub(super) fn hash_of(connection: &Connection, seq: i64) -> Result<Option<String>> {
    one(connection, "SELECT hash FROM log WHERE seq = ?1", [seq])
}

/// The chain before the entry `first`.
fn before(connection: &Connection, first: i64) -> Result<Chain> {
    let seq = first - 1;
    if seq < 1 {
        return Ok(Chain::new());
    }
    let hash = hash_of(connection, seq)?.ok_or_else(|| broken(seq, "it is missing"))?;
    Chain::after(&Head { seq, hash })
}

fn walk(
    connection: &Connection,
    first: i64,
    last: i64,
    mut take: impl FnMut(&EntryRef) -> Result<()>,
) -> Result<()> {
    walk_until(connection, first, last, |entry| take(entry).map(ControlFlow::Continue))
}

fn walk_until(
    connection: &Connection,
    first: i64,
    last: i64,
    mut take: impl FnMut(&EntryRef) -> Result<ControlFlow<()>>,
) -> Result<()> {
    // Before the first entry there may be none either.
    let from = if first <= 1 { i64::MIN } else { first };
    let mut statement = connection.prepare_cached(
        "SELECT seq, recorded_at, recorded_by, kind, body, reason, hash FROM log NOT INDEXED WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
    )?;
    let mut rows = statement.query([from, last])?;
    let mut expected = first.max(1);
    while let Some(row) = rows.next().map_err(|why| unreadable(expected, why))? {
        let entry = in_place(row).map_err(|why| unreadable(expected, why))?;
        if take(&entry)?.is_break() {
            break;
        }
        expected = entry.seq.saturating_add(1);
    }
    Ok(())
}

/// One row of the columns seq, `recorded_at`, `recorded_by`, kind, body, reason, hash, where it stands.
fn in_place<'a>(row: &'a Row) -> rusqlite::Result<EntryRef<'a>> {
    let text = |column: usize| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str()?);
    Ok(EntryRef {
        seq: row.get(0)?,
        recorded_at: text(1)?,
        recorded_by: text(2)?,
        kind: text(3)?,
        body: text(4)?,
        reason: row.get_ref(5)?.as_str_or_null()?,
        hash: text(6)?,
    })
}

/// The error for an entry that is there and cannot be read.
fn unreadable(seq: i64, why: rusqlite::Error) -> crate::error::Error {
    match why.sqlite_error_code() {
        None | Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::TooBig) => {
            broken(seq, &format!("it cannot be read ({why})"))
        }
        Some(_) => why.into(),
    }
}
