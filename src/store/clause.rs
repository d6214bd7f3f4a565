//! What the row of a clause says beside its fields: the rule in words, and the treaties that it refers to.

use rusqlite::{Connection, params};

use super::law_input;
use super::rows::{select_with, write};
use crate::error::{Error, Result};
use crate::law::{Clause, World};
use crate::model::ClauseBody;

/// The clause as the law reads it.
pub(super) fn read(seq: i64, body: &ClauseBody) -> Result<Clause> {
    Clause::read(seq, &body.clause_kind, &body.applies_to, &body.rule, &body.article)
        .map_err(|why| Error::Refused(format!("{}: {why}", body.treaty)))
}

/// Its rule in plain English, with what groups and participants are called when it is recorded.
pub(super) fn in_words(connection: &Connection, body: &ClauseBody, clause: &Clause) -> Result<String> {
    let mut world = World::default();
    law_input::call_groups(connection, &mut world, &clause.rule.groups())?;
    for code in clause.rule.participants() {
        let person = select_with(connection, "code", "FROM participant WHERE code = ?1", [code])?;
        world.persons.extend(person);
    }
    let from = match (body.clause_kind.as_str(), body.applies_to.as_str()) {
        ("withdrawal", _) => "receipt of the notice",
        (_, "treaty") => "the day on which the conditions were met",
        (_, "territory") => "receipt of the declaration",
        _ => "deposit",
    };
    Ok(clause.rule.in_words(from, &world))
}

/// Notes the treaties that a clause of `treaty` refers to.
pub(super) fn refer(connection: &Connection, treaty: &str, clause: &Clause) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO clause_treaty (other, treaty, clause) VALUES (?1, ?2, ?3)";
    for other in clause.rule.treaties() {
        write(connection, sql, params![other, treaty, clause.id])?;
    }
    Ok(())
}
