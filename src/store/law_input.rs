//! What the law needs, read from DERIVED.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::Store;
use crate::error::{Error, Result};
use crate::law::{
    Case, Cessation, Clause, Person, Predecessor, Relations, SpansByCode, Treaty, World, in_order,
};
use crate::model::{Act, ActBody, ActKind, Date, Span};

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
    let mut statement = connection.prepare_cached("SELECT code, name FROM participant_group")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        world.groups.insert(row.get(0)?, row.get(1)?);
    }
    let mut statement = connection.prepare_cached(
        "SELECT weight_table, participant, weight FROM weight WHERE superseded_seq IS NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let weight: String = row.get(2)?;
        let weight = weight.parse().map_err(|why| Error::Refused(format!("a row of weight: {why}")))?;
        world.weights.entry(row.get(0)?).or_default().insert(row.get(1)?, weight);
    }
    Ok(world)
}

/// Participants and predecessors, without the seats.
pub(super) fn people(connection: &Connection) -> Result<World> {
    let mut world = World::default();
    persons(connection, &mut world)?;
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
    predecessors(connection, &mut world)?;
    Ok(world)
}

fn persons(connection: &Connection, world: &mut World) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT code, kind, name, exists_from, exists_until, un_member_from FROM participant WHERE superseded_seq IS NULL",
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
    Ok(())
}

fn predecessors(connection: &Connection, world: &mut World) -> Result<()> {
    let mut statement =
        connection.prepare_cached("SELECT participant, predecessor, kind, \"on\" FROM predecessor")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let earlier = Predecessor { code: row.get(1)?, kind: row.get(2)?, on: row.get(3)? };
        world.predecessors.entry(row.get(0)?).or_default().push(earlier);
    }
    Ok(())
}

/// What the law needs of a row of `treaty`.
pub(super) const OF_TREATY: &str = "code, adopted_on, opened_on, signature_closes_on, in_force_on";

/// The treaty that a row with `OF_TREATY` first tells of, without its clauses.
pub(super) fn read_treaty(row: &Row) -> rusqlite::Result<Treaty> {
    Ok(Treaty {
        code: row.get(0)?,
        adopted_on: row.get(1)?,
        opened_on: row.get(2)?,
        signature_closes_on: row.get(3)?,
        in_force_on: row.get(4)?,
        clauses: Vec::new(),
    })
}

/// Reads the present clauses that a condition on `clause` selects, by treaty and in the order in which they were
/// recorded; each is taken with the code of its treaty.
pub(super) fn clauses(
    connection: &Connection,
    condition: &str,
    parameters: impl Params,
    mut take: impl FnMut(&str, Clause),
) -> Result<()> {
    let sql = format!(
        "SELECT treaty, id, kind, applies_to, rule, article FROM clause WHERE superseded_seq IS NULL AND {condition} ORDER BY treaty, id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        let text = |column: usize| row.get_ref(column).and_then(|value| Ok(value.as_str()?));
        let code = text(0)?;
        let clause = Clause::read(row.get(1)?, text(2)?, text(3)?, text(4)?, text(5)?);
        take(code, clause.map_err(|why| Error::Refused(format!("{code}: {why}")))?);
    }
    Ok(())
}

/// One treaty with its clauses, read and ready to apply.
pub(super) fn treaty(connection: &Connection, code: &str) -> Result<Option<Treaty>> {
    let sql = format!("SELECT {OF_TREATY} FROM treaty WHERE code = ?1 AND superseded_seq IS NULL");
    let treaty = connection.prepare_cached(&sql)?.query_row([code], read_treaty).optional()?;
    let Some(mut treaty) = treaty else {
        return Ok(None);
    };
    clauses(connection, "treaty = ?1", [code], |_, clause| treaty.clauses.push(clause))?;
    Ok(Some(treaty))
}

/// An act that is not recorded yet, as the law sees it. A window that the record gives to one without a day is that of
/// the act `was` that it stands in place of.
pub(super) fn proposed(body: &ActBody, world: &World, was: Option<&Act>) -> Result<Act> {
    let known = body.date.or(body.latest);
    let day = known.or(was.map(|was| was.day));
    let day = day.ok_or_else(|| Error::Usage("an act needs its day".to_owned()))?;
    let earliest = body.date.or(body.earliest).or(was.filter(|_| known.is_none()).map(|was| was.earliest));
    let participant = body.participant.clone().unwrap_or_default();
    Ok(Act {
        id: Act::NOT_RECORDED,
        done_by: world.doer(&participant, day),
        participant,
        kind: body.act,
        earliest: earliest.unwrap_or(day),
        day,
        notified_on: body.notified_on,
        effective_on: body.effective_on,
        territory: body.territory.clone(),
        scope: body.scope.clone(),
        under: None,
        withdrawn: body.withdrawn,
    })
}

const OF_ACT: &str = "id, participant, act, coalesce(date, earliest, latest), coalesce(date, latest), notified_on, effective_on, \
                      territory, scope, withdrawn";

fn read_act(row: &Row, world: &World) -> rusqlite::Result<Act> {
    let participant: Option<String> = row.get(1)?;
    let participant = participant.unwrap_or_default();
    let day = row.get(4)?;
    Ok(Act {
        id: row.get(0)?,
        done_by: world.doer(&participant, day),
        participant,
        kind: row.get(2)?,
        earliest: row.get(3)?,
        day,
        notified_on: row.get(5)?,
        effective_on: row.get(6)?,
        territory: row.get(7)?,
        scope: row.get(8)?,
        under: None,
        withdrawn: row.get(9)?,
    })
}

/// One act, with its doer.
pub(super) fn act(connection: &Connection, id: i64, world: &World) -> Result<Act> {
    let mut statement = connection.prepare_cached(&format!("SELECT {OF_ACT} FROM act WHERE id = ?1"))?;
    Ok(statement.query_row([id], |row| read_act(row, world))?)
}

/// The present acts under a treaty: those of participants, each with its doer, and those for the whole treaty.
fn acts(connection: &Connection, treaty: &str, world: &World) -> Result<(Vec<Act>, Vec<Act>)> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {OF_ACT} FROM act WHERE treaty = ?1 AND superseded_seq IS NULL AND shown_as IS NULL"
    ))?;
    let acts = statement.query_map([treaty], |row| read_act(row, world))?;
    let mut acts = acts.collect::<rusqlite::Result<Vec<_>>>()?;
    acts.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
    let (whole, own) = acts.into_iter().partition(|act| act.participant.is_empty());
    Ok((own, whole))
}

/// One treaty with everything that bears on it, except the world.
#[derive(Debug)]
pub struct Dossier {
    /// The treaty with its clauses.
    pub treaty: Treaty,
    /// The acts of participants.
    pub acts: Vec<Act>,
    /// The acts of the depositary for the whole treaty.
    pub treaty_acts: Vec<Act>,
    /// The other treaties.
    pub relations: Relations,
}

impl Dossier {
    /// As the law takes it.
    #[must_use]
    pub fn case<'a>(&'a self, world: &'a World) -> Case<'a> {
        Case {
            treaty: &self.treaty,
            acts: &self.acts,
            treaty_acts: &self.treaty_acts,
            world,
            relations: &self.relations,
        }
    }

    /// Adds an act; whether it bears on who may become a party.
    pub(super) fn add(&mut self, act: Act) -> bool {
        let invites = invites(&act);
        if invites {
            invite(&mut self.relations, &act);
        }
        let acts = if act.participant.is_empty() { &mut self.treaty_acts } else { &mut self.acts };
        let place = acts.partition_point(|other| in_order(other) < in_order(&act));
        acts.insert(place, act);
        invites
    }
}

fn invites(act: &Act) -> bool {
    matches!(act.kind, ActKind::Invitation | ActKind::Accession)
}

fn invite(relations: &mut Relations, act: &Act) {
    let spans = relations.invited.entry(act.participant.clone()).or_default();
    let place = spans.partition_point(|span| span.since <= act.day);
    spans.insert(place, Span::from(act.day));
}

/// What bears on one treaty; none if there is no such treaty.
pub(super) fn dossier(connection: &Connection, code: &str, world: &World) -> Result<Option<Dossier>> {
    let Some(treaty) = treaty(connection, code)? else {
        return Ok(None);
    };
    let (acts, treaty_acts) = acts(connection, code, world)?;
    let relations = relations(connection, &treaty, &acts)?;
    Ok(Some(Dossier { treaty, acts, treaty_acts, relations }))
}

impl Store {
    /// Everything that holds for all treaties alike.
    pub fn world(&self) -> Result<World> {
        world(&self.connection)
    }

    /// What bears on one treaty; none if there is no such treaty.
    pub fn dossier(&self, code: &str, world: &World) -> Result<Option<Dossier>> {
        dossier(&self.connection, code, world)
    }
}

/// The treaties whose clauses refer to another, with the acts under them.
pub(super) fn dependents(
    connection: &Connection,
    on: &str,
    world: &World,
) -> Result<Vec<(Treaty, Vec<Act>)>> {
    let mut dependents = Vec::new();
    for code in dependent_codes(connection, on)? {
        if let Some(treaty) = treaty(connection, &code)? {
            let acts = acts(connection, &code, world)?.0;
            dependents.push((treaty, acts));
        }
    }
    Ok(dependents)
}

/// The numbers of the treaties whose clauses refer to another.
pub(super) fn dependent_codes(connection: &Connection, on: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT r.treaty FROM clause_treaty r JOIN clause c ON c.id = r.clause
         WHERE r.other = ?1 AND c.superseded_seq IS NULL ORDER BY r.treaty",
    )?;
    Ok(statement.query_map([on], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// What eligibility under a treaty depends on: its own invitations and accessions, and what was derived for
/// the treaties that its clauses refer to.
pub(super) fn relations(connection: &Connection, treaty: &Treaty, acts: &[Act]) -> Result<Relations> {
    let mut relations = Relations::default();
    for act in acts.iter().filter(|act| invites(act)) {
        invite(&mut relations, act);
    }
    relations.own_in_force_on = entry_into_force(connection, &treaty.code)?;
    let mut others = treaty.refers_to();
    others.sort_unstable();
    others.dedup();
    for other in others {
        let (known, in_force) = (has_acts(connection, other)?, entry_into_force(connection, other)?);
        if !known {
            relations.without_acts.insert(other.to_owned());
        }
        relations.in_force.extend(in_force.map(|on| (other.to_owned(), on)));
        let bound = spans(
            connection,
            "SELECT s.participant, s.since, s.until FROM spell s JOIN status_word w USING (status) WHERE s.treaty = ?1 AND w.bound",
            other,
        )?;
        let signed = spans(
            connection,
            "SELECT participant, since, until FROM spell WHERE treaty = ?1 AND signature IS NOT NULL",
            other,
        )?;
        relations.bound.insert(other.to_owned(), bound);
        relations.signed.insert(other.to_owned(), signed);
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
            "SELECT participant, coalesce(date, latest), NULL FROM act WHERE treaty = ?1 AND act = 'accession' AND superseded_seq IS NULL AND shown_as IS NULL",
            other,
        )?;
        relations.eligible.insert(other.to_owned(), eligible);
        relations.consented.insert(other.to_owned(), consented);
        relations.acceded.insert(other.to_owned(), acceded);
    }
    for (cessation, _) in treaty.cessations() {
        relations.linked_acts.extend(linked_acts(connection, cessation)?);
    }
    Ok(relations)
}

fn entry_into_force(connection: &Connection, treaty: &str) -> Result<Option<Date>> {
    let on = connection
        .prepare_cached(
            "SELECT coalesce(in_force_on, announced_on, computed_on) FROM treaty WHERE code = ?1",
        )?
        .query_row([treaty], |row| row.get(0))
        .optional()?;
    Ok(on.flatten())
}

fn has_acts(connection: &Connection, treaty: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM act WHERE treaty = ?1 AND superseded_seq IS NULL)";
    Ok(connection.prepare_cached(sql)?.query_row([treaty], |row| row.get(0))?)
}

/// The acts under another treaty that end participation in this one: who leaves that one, or whom it comes to bind.
fn linked_acts(connection: &Connection, cessation: &Cessation) -> Result<Vec<Act>> {
    let sql = format!(
        "SELECT {OF_ACT}, done_by, computed_on FROM act WHERE treaty = ?1 AND participant IS NOT NULL AND superseded_seq IS NULL AND shown_as IS NULL ORDER BY id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let world = World::default();
    let acts = statement.query_map([cessation.treaty()], |row| {
        let act = read_act(row, &world)?;
        let done_by: Option<String> = row.get(10)?;
        Ok(entail(cessation, &act, done_by.as_deref(), row.get(11)?))
    })?;
    Ok(acts.filter_map(rusqlite::Result::transpose).collect::<rusqlite::Result<_>>()?)
}

/// What an act under another treaty, and its day of effect by the clause there, mean in this one; none where nothing.
pub(super) fn entail(
    cessation: &Cessation,
    act: &Act,
    done_by: Option<&str>,
    computed_on: Option<Date>,
) -> Option<Act> {
    let counts = match cessation {
        Cessation::Left(_) => act.kind.is_exit() || act.kind == ActKind::RevocationOfDenunciation,
        Cessation::Joined(_) => act.kind.is_consent(),
    };
    counts.then(|| Act {
        id: act.id,
        participant: act.participant.clone(),
        done_by: done_by.unwrap_or(&act.participant).to_owned(),
        kind: if act.kind.is_consent() { ActKind::Denunciation } else { act.kind },
        earliest: act.earliest,
        day: act.day,
        notified_on: None,
        effective_on: act.effective_on.or(computed_on),
        territory: None,
        scope: None,
        under: Some(cessation.treaty().to_owned()),
        withdrawn: false,
    })
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
