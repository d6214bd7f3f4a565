//! An entry that no longer counts, because a later one replaced or retracted it: what becomes of its rows.

use rusqlite::{Connection, OptionalExtension, params};

use super::apply::Touched;
use crate::error::Result;
use crate::model::Date;

/// The rows of an earlier entry no longer count; what rests on them is derived anew. Where a later entry records a
/// source, a group, a participant or a treaty anew, its row takes their place.
pub(super) fn supersede(
    connection: &Connection,
    earlier: i64,
    seq: i64,
    touched: &mut Touched,
) -> Result<()> {
    let kind: Option<String> = connection
        .prepare_cached("SELECT kind FROM log WHERE seq = ?1")?
        .query_row([earlier], |row| row.get(0))
        .optional()?;
    let tables: &[&str] = match kind.as_deref().unwrap_or_default() {
        "source" => &["source"],
        "group" => &["participant_group"],
        "participant" => &["participant", "name"],
        "name" => &["name"],
        "predecessor" => &["predecessor"],
        "membership" => &["membership"],
        "treaty" => &["treaty", "treaty_name"],
        "treaty-name" => &["treaty_name"],
        "treaty-link" => &["treaty_link"],
        "clause" => &["clause"],
        "weight" => &["weight"],
        "act" => &["act"],
        "reservation" => &["reservation"],
        "claim" => &["claim"],
        "attestation" => &["attestation"],
        "precedence" => &["precedence"],
        "state-number" => &["state_number"],
        _ => &[],
    };
    end(connection, earlier, seq)?;
    for table in tables {
        // What follows by law is derived for what counts only.
        let (key, underived) = match *table {
            "act" => (
                "id",
                ", computed_on = NULL, computed_by = NULL, done_by = participant, estimated = 0, counts_from = NULL, remark = NULL, shown_as = NULL",
            ),
            "reservation" => ("id", ", withdrawn_on = NULL, ended_by = NULL"),
            "clause" | "membership" => ("id", ""),
            _ => ("recorded_seq", ""),
        };
        let sql = if *table == "predecessor" {
            "DELETE FROM predecessor WHERE recorded_seq = ?1 AND ?2 IS NOT NULL".to_owned()
        } else {
            format!(
                "UPDATE {table} SET superseded_seq = ?2{underived} WHERE {key} = ?1 AND superseded_seq IS NULL"
            )
        };
        if connection.prepare_cached(&sql)?.execute([earlier, seq])? == 0 {
            continue;
        }
        touched.world |= ["membership", "participant", "participant_group", "predecessor"].contains(table);
        touched.weights |= *table == "weight";
        if matches!(*table, "attestation" | "precedence" | "source") {
            touched.side_by_side(connection)?;
        }
        let column = match *table {
            "act" | "clause" | "reservation" => "treaty",
            "treaty" => "code",
            _ => continue,
        };
        let sql = format!("SELECT {column} FROM {table} WHERE {key} = ?1");
        touched.treaties.insert(connection.prepare_cached(&sql)?.query_row([earlier], |row| row.get(0))?);
    }
    for (participant, kind) in own_names(connection, earlier)? {
        name_anew(connection, &participant, &kind)?;
    }
    Ok(())
}

/// Nothing follows any more for a treaty that was retracted.
pub(super) fn withdrawn_treaty(connection: &Connection, seq: i64) -> Result<()> {
    let gone: Option<String> = connection
        .prepare_cached(
            "UPDATE treaty SET met_on = NULL, met_by = NULL, undetermined_on = NULL, computed_on = NULL, announced_on = NULL,
                               ended_on = NULL
             WHERE superseded_seq = ?1 RETURNING code",
        )?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    if let Some(treaty) = gone {
        for table in ["spell", "mode", "eligibility"] {
            let sql = format!("DELETE FROM {table} WHERE treaty = ?1");
            connection.prepare_cached(&sql)?.execute([&treaty])?;
        }
    }
    Ok(())
}

fn end(connection: &Connection, earlier: i64, seq: i64) -> Result<()> {
    let mut ended = connection.prepare_cached("INSERT OR IGNORE INTO ended (seq, by_seq) VALUES (?1, ?2)")?;
    ended.execute([earlier, seq])?;
    Ok(())
}

/// The entry that recorded a source, a group, a participant or a treaty before ends with this one.
pub(super) fn end_earlier(connection: &Connection, table: &str, code: &str, seq: i64) -> Result<()> {
    let sql = format!(
        "INSERT OR IGNORE INTO ended (seq, by_seq) SELECT recorded_seq, ?2 FROM {table} WHERE code = ?1 AND superseded_seq IS NULL"
    );
    connection.prepare_cached(&sql)?.execute(params![code, seq])?;
    Ok(())
}

/// Whose short or official name an entry gives.
fn own_names(connection: &Connection, seq: i64) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT n.participant, n.kind FROM log l JOIN name n ON n.participant = l.body ->> 'participant' AND n.recorded_seq = l.seq
         WHERE l.seq = ?1 AND l.kind = 'name' AND n.kind IN ('short', 'official')",
    )?;
    let names = statement.query_map([seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// A name that no longer counts closes no other: those that are left follow each other from day to day again.
fn name_anew(connection: &Connection, participant: &str, kind: &str) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT n.recorded_seq, n.name, n.since, l.body ->> 'until' FROM name n JOIN log l ON l.seq = n.recorded_seq
         WHERE n.participant = ?1 AND n.kind = ?2 AND n.superseded_seq IS NULL ORDER BY n.since, n.recorded_seq",
    )?;
    let names = statement.query_map([participant, kind], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, Option<Date>>(2)?,
            row.get::<_, Option<Date>>(3)?,
        ))
    })?;
    let names = names.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut close = connection.prepare_cached(
        "UPDATE name SET until = ?3 WHERE participant = ?1 AND kind = ?2 AND recorded_seq = ?4",
    )?;
    for (place, (seq, name, since, own_until)) in names.iter().enumerate() {
        let next = names[place + 1..].iter().filter_map(|later| later.2).find(|next| Some(*next) > *since);
        let until = own_until.iter().copied().chain(next).min();
        close.execute(params![participant, kind, until, seq])?;
        if until.is_none() {
            let column = if kind == "short" { "name" } else { "official_name" };
            let sql = format!("UPDATE participant SET {column} = ?2 WHERE code = ?1");
            connection.prepare_cached(&sql)?.execute([participant, name])?;
        }
    }
    Ok(())
}
