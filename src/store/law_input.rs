//! What the law needs, read from DERIVED.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Error, Result};
use crate::law::{Clause, Person, Predecessor, Relations, SpansByCode, Treaty, World};
use crate::model::{Act, ActKind, Date, Span};

/// Everything that holds for all treaties alike; the seats as they stand in `seat`.
pub(super) fn world(connection: &Connection) -> Result<World> {
    let mut world = people(connection)?;
    let mut statement =
        connection.prepare_cached("SELECT group_code, participant, since, until FROM seat")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let span = Span { since: row.get(2)?, until: row.get(3)? };
        let seats = world.seats.entry(row.get(0)?).or_default();
        seats.entry(row.get(1)?).or_default().push(span);
    }
    Ok(world)
}

/// Participants and predecessors, without the seats.
pub(super) fn people(connection: &Connection) -> Result<World> {
    let mut world = World::default();
    let mut statement = connection.prepare_cached(
        "SELECT code, kind, name, exists_from, exists_until, un_member_from FROM participant",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let person = Person {
            kind: row.get(1)?,
            name: row.get(2)?,
            exists_from: row.get(3)?,
            exists_until: row.get(4)?,
            attested_on: row.get(5)?,
        };
        world.persons.insert(row.get(0)?, person);
    }
    let mut statement = connection.prepare_cached(
        "SELECT participant, min(since) FROM membership WHERE superseded_seq IS NULL AND since IS NOT NULL GROUP BY participant",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (code, since): (String, Date) = (row.get(0)?, row.get(1)?);
        if let Some(person) = world.persons.get_mut(&code) {
            person.attested_on = Some(person.attested_on.map_or(since, |day| day.min(since)));
        }
    }
    let mut statement =
        connection.prepare_cached("SELECT participant, predecessor, kind, \"on\" FROM predecessor")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let earlier = Predecessor { code: row.get(1)?, kind: row.get(2)?, on: row.get(3)? };
        world.predecessors.entry(row.get(0)?).or_default().push(earlier);
    }
    Ok(world)
}

/// One treaty with its clauses, read and ready to apply.
pub(super) fn treaty(connection: &Connection, code: &str) -> Result<Option<Treaty>> {
    let treaty = connection
        .prepare_cached(
            "SELECT code, opened_on, signature_closes_on, in_force_on FROM treaty WHERE code = ?1",
        )?
        .query_row([code], |row| {
            Ok(Treaty {
                code: row.get(0)?,
                opened_on: row.get(1)?,
                signature_closes_on: row.get(2)?,
                in_force_on: row.get(3)?,
                clauses: Vec::new(),
            })
        })
        .optional()?;
    let Some(mut treaty) = treaty else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(
        "SELECT id, kind, applies_to, rule, article FROM clause WHERE treaty = ?1 AND superseded_seq IS NULL ORDER BY id",
    )?;
    let mut rows = statement.query([code])?;
    while let Some(row) = rows.next()? {
        let text = |column: usize| row.get_ref(column).and_then(|value| Ok(value.as_str()?));
        let clause = Clause::read(row.get(0)?, text(1)?, text(2)?, text(3)?, text(4)?);
        treaty.clauses.push(clause.map_err(|why| Error::Refused(format!("{code}: {why}")))?);
    }
    Ok(Some(treaty))
}

/// The present acts under a treaty, each with its doer.
pub(super) fn acts(connection: &Connection, treaty: &str, world: &World) -> Result<Vec<Act>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, participant, act, coalesce(date, earliest, latest), coalesce(date, latest), effective_on, territory
         FROM act WHERE treaty = ?1 AND superseded_seq IS NULL",
    )?;
    let acts = statement.query_map([treaty], |row| {
        let participant: String = row.get(1)?;
        let day = row.get(4)?;
        Ok(Act {
            id: row.get(0)?,
            done_by: world.doer(&participant, day),
            participant,
            kind: row.get(2)?,
            earliest: row.get(3)?,
            day,
            effective_on: row.get(5)?,
            territory: row.get(6)?,
        })
    })?;
    Ok(acts.collect::<rusqlite::Result<_>>()?)
}

/// The treaties whose clauses refer to another, with the acts under them.
pub(super) fn dependents(
    connection: &Connection,
    on: &str,
    world: &World,
) -> Result<Vec<(Treaty, Vec<Act>)>> {
    let mut dependents = Vec::new();
    for treaty in treaties(connection)? {
        if treaty.refers_to().contains(&on) {
            let acts = acts(connection, &treaty.code, world)?;
            dependents.push((treaty, acts));
        }
    }
    Ok(dependents)
}

/// Every treaty with its clauses, by number.
pub(super) fn treaties(connection: &Connection) -> Result<Vec<Treaty>> {
    let mut codes = connection.prepare_cached("SELECT code FROM treaty ORDER BY code")?;
    let codes: Vec<String> = codes.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut treaties = Vec::new();
    for code in codes {
        treaties.extend(treaty(connection, &code)?);
    }
    Ok(treaties)
}

/// What eligibility under a treaty depends on: its own invitations and accessions, and what was derived for
/// the treaties that its clauses refer to.
pub(super) fn relations(connection: &Connection, treaty: &Treaty, acts: &[Act]) -> Result<Relations> {
    let mut relations = Relations::default();
    for act in acts {
        if matches!(act.kind, ActKind::Invitation | ActKind::Accession) {
            let spans = relations.invited.entry(act.participant.clone()).or_default();
            spans.push(Span::from(act.day));
        }
    }
    for other in treaty.refers_to() {
        let consented = spans(
            connection,
            "SELECT s.participant, s.since, s.until FROM spell s JOIN status_word w USING (status) WHERE s.treaty = ?1 AND w.consented",
            other,
        )?;
        let mut eligible =
            spans(connection, "SELECT participant, since, until FROM eligibility WHERE treaty = ?1", other)?;
        for (code, days) in &consented {
            eligible.entry(code.clone()).or_default().extend(days);
        }
        let acceded = spans(
            connection,
            "SELECT participant, coalesce(date, latest), NULL FROM act WHERE treaty = ?1 AND act = 'accession' AND superseded_seq IS NULL",
            other,
        )?;
        relations.eligible.insert(other.to_owned(), eligible);
        relations.consented.insert(other.to_owned(), consented);
        relations.acceded.insert(other.to_owned(), acceded);
    }
    Ok(relations)
}

fn spans(connection: &Connection, sql: &str, treaty: &str) -> Result<SpansByCode> {
    let mut by_code: SpansByCode = HashMap::new();
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![treaty])?;
    while let Some(row) = rows.next()? {
        let span = Span { since: row.get(1)?, until: row.get(2)? };
        by_code.entry(row.get(0)?).or_default().push(span);
    }
    Ok(by_code)
}
