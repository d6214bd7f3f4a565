//! What the row of a clause says beside its fields: the rule in words, and the treaties that it refers to.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Error, Result};
use crate::law::{Clause, Names};
use crate::model::ClauseBody;

/// The clause as the law reads it.
pub(super) fn read(seq: i64, body: &ClauseBody) -> Result<Clause> {
    Clause::read(seq, &body.clause_kind, &body.applies_to, &body.rule, &body.article)
        .map_err(|why| Error::Refused(format!("{}: {why}", body.treaty)))
}

/// Its rule in plain English.
pub(super) fn in_words(connection: &Connection, body: &ClauseBody, clause: &Clause) -> Result<String> {
    let names = Called {
        groups: called(connection, "participant_group", clause.rule.groups())?,
        participants: called(connection, "participant", clause.rule.participants())?,
    };
    let from = match (body.clause_kind.as_str(), body.applies_to.as_str()) {
        ("withdrawal", _) => "receipt of the notice",
        (_, "treaty") => "the day on which the conditions were met",
        (_, "territory") => "receipt of the declaration",
        _ => "deposit",
    };
    Ok(clause.rule.in_words(from, &names))
}

/// Notes the treaties that a clause of `treaty` refers to.
pub(super) fn refer(connection: &Connection, treaty: &str, clause: &Clause) -> Result<()> {
    let mut refer = connection
        .prepare_cached("INSERT OR IGNORE INTO clause_treaty (other, treaty, clause) VALUES (?1, ?2, ?3)")?;
    for other in clause.rule.treaties() {
        refer.execute(params![other, treaty, clause.id])?;
    }
    Ok(())
}

/// What the groups and participants of a rule are called when it is recorded.
struct Called {
    groups: BTreeMap<String, String>,
    participants: BTreeMap<String, String>,
}

impl Names for Called {
    fn group(&self, code: &str) -> String {
        self.groups.get(code).map_or_else(|| code.to_owned(), |name| format!("the {name}"))
    }

    fn participant(&self, code: &str) -> String {
        self.participants.get(code).map_or_else(|| code.to_owned(), Clone::clone)
    }
}

fn called(connection: &Connection, table: &str, codes: Vec<&str>) -> Result<BTreeMap<String, String>> {
    let mut statement = connection.prepare_cached(&format!("SELECT name FROM {table} WHERE code = ?1"))?;
    let mut called = BTreeMap::new();
    for code in codes {
        let name: Option<String> = statement.query_row([code], |row| row.get(0)).optional()?;
        called.extend(name.map(|name| (code.to_owned(), name)));
    }
    Ok(called)
}
