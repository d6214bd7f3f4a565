//! The rows of names: those that come with a participant or a treaty, and those that are recorded by themselves. Of the
//! short and official names of a participant each ends where the next one begins.

use rusqlite::{Connection, params};

use super::register_row::Row;
use super::rows::{all, one, write};
use crate::error::Result;
use crate::model::{Date, NameBody, ParticipantBody, Sources, TreatyBody, TreatyNameBody};
use crate::names::fold;

/// The kinds of name that a participant has one of on each day, with the column that has the present one.
const OWN: [(&str, &str); 2] = [("short", "name"), ("official", "official_name")];

/// The names that come with a participant. One recorded anew keeps those that it was given later, with their first days.
pub(super) fn with_participant(connection: &Connection, seq: i64, body: &ParticipantBody) -> Result<()> {
    const LATER: &str =
        "FROM name WHERE participant = ?1 AND kind = ?2 AND since IS NOT NULL AND superseded_seq IS NULL";
    for (kind, name) in [("short", &body.name), ("official", &body.official_name)] {
        let name = NameBody {
            participant: body.code.clone(),
            name: name.clone(),
            name_kind: kind.to_owned(),
            since: None,
            until: None,
            sources: Sources::default(),
            confidence: body.confidence,
        };
        of_participant(connection, seq, &name)?;
    }
    for (kind, column) in OWN {
        let sql = format!(
            "UPDATE name SET until = (SELECT min(since) {LATER}) WHERE recorded_seq = ?3 AND participant = ?1 AND kind = ?2"
        );
        write(connection, &sql, params![body.code, kind, seq])?;
        let sql = format!(
            "UPDATE participant SET {column} = later.name FROM (SELECT name {LATER} AND until IS NULL) AS later WHERE code = ?1"
        );
        write(connection, &sql, [&*body.code, kind])?;
    }
    Ok(())
}

/// A name of a participant. A new short or official one takes the place of the one before it, from its own first day.
pub(super) fn of_participant(connection: &Connection, seq: i64, body: &NameBody) -> Result<()> {
    let own = OWN.iter().find(|(kind, _)| *kind == body.name_kind);
    let mut until = body.until;
    if let (Some((kind, _)), Some(since)) = (own, body.since) {
        // Each ends where the next one begins, so that only the one before it can be open.
        let before = "UPDATE name SET until = ?3 WHERE participant = ?1 AND kind = ?2 AND superseded_seq IS NULL
                      AND (until IS NULL OR until > ?3)
                      AND (since IS NULL OR since = (SELECT since FROM name WHERE participant = ?1 AND kind = ?2 AND since < ?3
                                                     AND superseded_seq IS NULL ORDER BY since DESC LIMIT 1))";
        write(connection, before, params![body.participant, kind, since])?;
        let after = "SELECT since FROM name WHERE participant = ?1 AND kind = ?2 AND since > ?3 AND superseded_seq IS NULL ORDER BY since LIMIT 1";
        let next: Option<Date> = one(connection, after, params![body.participant, kind, since])?;
        until = until.into_iter().chain(next).min();
        if until.is_none() {
            call(connection, &body.participant, kind, &body.name)?;
        }
    }
    let mut row = Row::of(body);
    row.set("folded", fold(&body.name));
    row.set("kind", body.kind());
    if let Some(next) = until.filter(|until| Some(*until) != body.until) {
        row.set("until", next.to_string());
    }
    row.insert(connection, seq)
}

/// The names that come with a treaty.
pub(super) fn with_treaty(connection: &Connection, seq: i64, body: &TreatyBody) -> Result<()> {
    for name in [&body.code, &body.title, &body.short_title] {
        found_as(connection, seq, &body.code, name, None)?;
    }
    Ok(())
}

/// A name or number of a treaty. A number is found by itself and with its scheme: `I-40916`, `UNTS I-40916`.
pub(super) fn of_treaty(connection: &Connection, seq: i64, body: &TreatyNameBody) -> Result<()> {
    let TreatyNameBody { treaty, name, scheme } = body;
    found_as(connection, seq, treaty, name, scheme.as_ref())?;
    match scheme {
        Some(scheme) => found_as(connection, seq, treaty, &format!("{scheme} {name}"), Some(scheme)),
        None => Ok(()),
    }
}

/// What is left once the entry `seq` no longer counts, which gave a short or official name: a name that no longer counts
/// closes no other, and those that are left follow each other from day to day again.
pub(super) fn without(connection: &Connection, seq: i64) -> Result<()> {
    let sql = "SELECT n.participant, n.kind FROM log l JOIN name n ON n.participant = l.body ->> 'participant' AND n.recorded_seq = l.seq
               WHERE l.seq = ?1 AND l.kind = 'name' AND n.kind IN ('short', 'official')";
    for (participant, kind) in all::<(String, String)>(connection, sql, [seq])? {
        follow_each_other(connection, &participant, &kind)?;
    }
    Ok(())
}

fn follow_each_other(connection: &Connection, participant: &str, kind: &str) -> Result<()> {
    let sql = "SELECT n.recorded_seq, n.name, n.since, l.body ->> 'until' FROM name n JOIN log l ON l.seq = n.recorded_seq
               WHERE n.participant = ?1 AND n.kind = ?2 AND n.superseded_seq IS NULL ORDER BY n.since, n.recorded_seq";
    let names: Vec<(i64, String, Option<Date>, Option<Date>)> = all(connection, sql, [participant, kind])?;
    let close = "UPDATE name SET until = ?3 WHERE participant = ?1 AND kind = ?2 AND recorded_seq = ?4";
    for (place, (seq, name, since, own_until)) in names.iter().enumerate() {
        let next = names[place + 1..].iter().filter_map(|later| later.2).find(|next| Some(*next) > *since);
        let until = own_until.iter().copied().chain(next).min();
        write(connection, close, params![participant, kind, until, seq])?;
        if until.is_none() {
            call(connection, participant, kind, name)?;
        }
    }
    Ok(())
}

/// Gives a participant its present short or official name.
fn call(connection: &Connection, participant: &str, kind: &str, name: &str) -> Result<()> {
    for (_, column) in OWN.iter().filter(|(own, _)| *own == kind) {
        let sql = format!("UPDATE participant SET {column} = ?2 WHERE code = ?1");
        write(connection, &sql, [participant, name])?;
    }
    Ok(())
}

fn found_as(
    connection: &Connection,
    seq: i64,
    treaty: &str,
    name: &str,
    scheme: Option<&String>,
) -> Result<()> {
    let sql = "INSERT INTO treaty_name (folded, treaty, name, scheme, recorded_seq) SELECT ?1, ?2, ?3, ?4, ?5
               WHERE NOT EXISTS (SELECT 1 FROM treaty_name WHERE folded = ?1 AND treaty = ?2 AND superseded_seq IS NULL)";
    write(connection, sql, params![fold(name), treaty, name, scheme, seq]).map(drop)
}
