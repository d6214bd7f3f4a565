//! One entry of the log into the rows of DERIVED: the same function for recording and for rebuilding. What
//! follows by law is added by `derive`.

use rusqlite::{Connection, params};

use super::register_row::{self, Row};
use super::rows::{one, write};
use super::touched::Touched;
use super::{clause, names, supersede, window};
use crate::error::{Error, Result};
use crate::model::{AttestationBody, Body, Fact, PrecedenceBody, StatementKind, Value};

/// Writes the rows of one entry. A register has one row for each, made of its fields; what else an entry brings stands
/// here.
pub(super) fn fact(connection: &Connection, seq: i64, fact: &Fact, touched: &mut Touched) -> Result<()> {
    if let Some(earlier) = fact.replaces {
        supersede::entry(connection, earlier, seq, touched)?;
    }
    let said = fact.body.said();
    let mut row = Row::of(said);
    row.end_same_code(connection, seq)?;
    touched.add(connection, said.declaration().concerns[0], || Ok(row.treaty()))?;
    match &fact.body {
        Body::Retraction(retraction) => supersede::retracted(connection, retraction.entry, seq, touched)?,
        Body::Attestation(attestation) => self::attestation(connection, seq, attestation, touched)?,
        Body::Precedence(precedence) => self::precedence(connection, seq, precedence)?,
        Body::TreatyName(name) => names::of_treaty(connection, seq, name)?,
        Body::Name(name) => names::of_participant(connection, seq, name)?,
        Body::Participant(participant) => {
            row.insert(connection, seq)?;
            names::with_participant(connection, seq, participant)?;
        }
        Body::Treaty(treaty) => {
            row.insert(connection, seq)?;
            names::with_treaty(connection, seq, treaty)?;
        }
        Body::Clause(clause) => {
            let read = clause::read(seq, clause)?;
            row.set("words", clause::in_words(connection, clause, &read)?);
            row.insert(connection, seq)?;
            clause::refer(connection, &clause.treaty, &read)?;
        }
        body => {
            fill_in(connection, seq, body, &mut row)?;
            row.insert(connection, seq)?;
        }
    }
    match said.sources() {
        Some(sources) => register_row::cite(connection, seq, sources),
        None => Ok(()),
    }
}

/// What the row of an act or a statement has that its entry does not say, or says otherwise.
pub(super) fn fill_in<'a>(
    connection: &Connection,
    seq: i64,
    body: &'a Body,
    row: &mut Row<'a>,
) -> Result<()> {
    match body {
        Body::Act(act) => {
            if act.date.is_none() && act.latest.is_none() {
                window::set(row, connection, seq, &act.treaty, &act.sources)?;
            }
            row.set("estimated", Value::Number(0));
            row.set("done_by", act.participant.as_deref().map_or(Value::Nothing, Value::from));
        }
        Body::Reservation(statement) => {
            // An older record has other words for some kinds.
            let kind = StatementKind::from_word(&statement.statement);
            row.set("kind", kind.map_or(&*statement.statement, |kind| kind.word()));
            row.set("earliest", Value::Nothing);
            row.set("latest", Value::Nothing);
            if statement.date.is_none() {
                window::set(row, connection, seq, &statement.treaty, &statement.sources)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn attestation(
    connection: &Connection,
    seq: i64,
    body: &AttestationBody,
    touched: &mut Touched,
) -> Result<()> {
    let acts =
        body.entries().ok_or_else(|| Error::Refused(format!("'{}' is no list of entries", body.acts)))?;
    let insert = "INSERT INTO attestation (act, source, recorded_seq) VALUES (?1, ?2, ?3)";
    let beside = "SELECT treaty FROM act WHERE id = ?1 AND (beside IS NOT NULL OR EXISTS (SELECT 1 FROM act other WHERE other.beside = ?1 AND other.treaty = act.treaty))";
    for act in acts {
        write(connection, insert, params![act, body.source, seq])?;
        touched.treaties.extend(one::<String>(connection, beside, [act])?);
    }
    Ok(())
}

fn precedence(connection: &Connection, seq: i64, body: &PrecedenceBody) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO ended (seq, by_seq) SELECT DISTINCT recorded_seq, ?1 FROM precedence WHERE superseded_seq IS NULL";
    write(connection, sql, [seq])?;
    let sql = "UPDATE precedence SET superseded_seq = ?1 WHERE superseded_seq IS NULL";
    write(connection, sql, [seq])?;
    let sql = "INSERT INTO precedence (recorded_seq, position, publisher) VALUES (?1, ?2, ?3)";
    for (position, publisher) in (1_i64..).zip(&body.publishers) {
        write(connection, sql, params![seq, position, publisher])?;
    }
    Ok(())
}
