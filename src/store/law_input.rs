//! What the law needs, read from DERIVED.

use std::collections::HashMap;

use rusqlite::{Connection, Params, params};

use super::rows::{all, column, columns, one, select, select_with};
use super::said::{ReservationRow, statements};
use super::whose;
use crate::error::{Error, Result};
use crate::law::{
    Case, Cessation, Clause, Dependent, Person, Predecessor, Relations, Seat, SpansByCode, Treaty, World,
    entailed_by, in_order,
};
use crate::model::{Act, ActBody, ActKind, Date, Span, Status};

columns!(Treaty {
    code = "code",
    depositary = "depositary",
    adopted_on = "adopted_on",
    opened_on = "opened_on",
    signature_closes_on = "signature_closes_on",
    in_force_on = "in_force_on",
} and amends: Vec::new(), clauses: Vec::new());

columns!(Act {
    id = "id",
    participant = "coalesce(participant, '')",
    done_by = "coalesce(done_by, participant, '')",
    kind = "act",
    earliest = "coalesce(date, earliest, latest)",
    day = "coalesce(date, latest)",
    notified_on = "notified_on",
    effective_on = "effective_on",
    territory = "territory",
    scope = "scope",
    waits = "waits_for IS NOT NULL",
    withdrawn = "withdrawn",
} and under: None);

columns!(Person {
    kind = "kind",
    name = "name",
    exists_from = "exists_from",
    exists_until = "exists_until",
    attested_on = "un_member_from",
});

columns!(Seat { membership = "membership" } with span: Span);

columns!(Predecessor { code = "predecessor", kind = "kind", on = "\"on\"" });

/// Where one stands under a treaty that another one asks about, for some time.
struct Stood {
    status: Status,
    is_signed: bool,
    span: Span,
}

columns!(Stood { status = "status", is_signed = "signature IS NOT NULL" } with span: Span);

/// Everything that holds for all treaties alike; the seats as they stand in `seat`.
pub(super) fn world(connection: &Connection) -> Result<World> {
    let mut world = people(connection)?;
    let sql = "SELECT group_code, participant, since, until FROM seat";
    for (group, participant, since, until) in
        all::<(String, String, Date, Option<Date>)>(connection, sql, [])?
    {
        world.seats.entry(group).or_default().entry(participant).or_default().push(Span { since, until });
    }
    let sql = "SELECT code, name FROM participant_group";
    world.groups.extend(all::<(String, String)>(connection, sql, [])?);
    let sql = "SELECT weight_table, participant, since, weight FROM weight WHERE superseded_seq IS NULL ORDER BY recorded_seq";
    for (table, participant, since, weight) in
        all::<(String, String, Option<Date>, String)>(connection, sql, [])?
    {
        let weight = weight.parse().map_err(|why| Error::Refused(format!("a row of weight: {why}")))?;
        let dated = world.weights.entry(table).or_default().entry(participant).or_default();
        dated.insert(since.unwrap_or(Date::FIRST), weight);
    }
    Ok(world)
}

/// Participants and predecessors, without the seats.
pub(super) fn people(connection: &Connection) -> Result<World> {
    let mut world = World::default();
    let persons = select_with(connection, "code", "FROM participant WHERE superseded_seq IS NULL", [])?;
    world.persons.extend(persons);
    let sql = "SELECT participant, min(since) FROM membership WHERE superseded_seq IS NULL AND since IS NOT NULL GROUP BY participant";
    for (code, since) in all::<(String, Date)>(connection, sql, [])? {
        if let Some(person) = world.persons.get_mut(&code) {
            person.attested_on = Some(person.attested_on.map_or(since, |day| day.min(since)));
        }
    }
    // Lists of States tell from which year on one was there without a gap.
    let sql = "SELECT participant, min(first_year) FROM state_number
               WHERE superseded_seq IS NULL AND participant IS NOT NULL AND last_year IS NULL GROUP BY participant";
    for (code, year) in all::<(String, i32)>(connection, sql, [])? {
        if let (Some(person), Some(since)) = (world.persons.get_mut(&code), Date::of(year, 1, 1)) {
            person.attested_on = Some(person.attested_on.map_or(since, |day| day.min(since)));
        }
    }
    predecessors(connection, &mut world)?;
    world.whose = whose::of_all(connection)?;
    Ok(world)
}

/// Adds from whom each of its persons came.
pub(super) fn predecessors(connection: &Connection, world: &mut World) -> Result<()> {
    for (code, earlier) in
        select_with::<String, Predecessor>(connection, "participant", "FROM predecessor", [])?
    {
        world.came_from(code, earlier);
    }
    Ok(())
}

/// Adds what these groups are called.
pub(super) fn call_groups(connection: &Connection, world: &mut World, groups: &[&str]) -> Result<()> {
    for group in groups {
        let name = one(connection, "SELECT name FROM participant_group WHERE code = ?1", [group])?;
        world.groups.extend(name.map(|name| ((*group).to_owned(), name)));
    }
    Ok(())
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
    let rest = "FROM treaty WHERE code = ?1 AND superseded_seq IS NULL";
    let Some(mut treaty) = select::<Treaty>(connection, rest, [code])?.pop() else {
        return Ok(None);
    };
    clauses(connection, "treaty = ?1", [code], |_, clause| treaty.clauses.push(clause))?;
    let sql = "SELECT l.other FROM treaty_link l JOIN treaty t ON t.code = l.other
               WHERE l.treaty = ?1 AND l.kind = 'amends' AND l.other <> ?1 AND l.superseded_seq IS NULL ORDER BY l.other";
    treaty.amends = column(connection, sql, [code])?;
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
        waits: body.waits_for.is_some(),
        under: None,
        withdrawn: body.withdrawn,
    })
}

/// One act, with its doer.
pub(super) fn act(connection: &Connection, id: i64, world: &World) -> Result<Act> {
    let act = acts_where(connection, "id = ?1", params![id], world)?.pop();
    Ok(act.ok_or(rusqlite::Error::QueryReturnedNoRows)?)
}

/// The present acts under a treaty: those of participants, each with its doer, and those for the whole treaty.
fn acts(connection: &Connection, treaty: &str, world: &World) -> Result<(Vec<Act>, Vec<Act>)> {
    let present = "treaty = ?1 AND superseded_seq IS NULL AND shown_as IS NULL";
    let mut acts = acts_where(connection, present, params![treaty], world)?;
    acts.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
    let (whole, own) = acts.into_iter().partition(|act| act.participant.is_empty());
    Ok((own, whole))
}

/// Acts, each with its doer: who that is follows from the world, whatever was derived before.
fn acts_where(
    connection: &Connection,
    condition: &str,
    parameters: impl Params,
    world: &World,
) -> Result<Vec<Act>> {
    let mut acts: Vec<Act> = select(connection, &format!("FROM act WHERE {condition}"), parameters)?;
    for act in &mut acts {
        act.done_by = world.doer(&act.participant, act.day);
    }
    Ok(acts)
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
    dossier_asking(connection, code, world, Treaty::refers_to)
}

/// The same for questions about those that are parties: without what the treaty asks of others for who may become one.
pub(super) fn dossier_of_parties(
    connection: &Connection,
    code: &str,
    world: &World,
) -> Result<Option<Dossier>> {
    dossier_asking(connection, code, world, Treaty::rests_on)
}

fn dossier_asking(
    connection: &Connection,
    code: &str,
    world: &World,
    others: fn(&Treaty) -> Vec<&str>,
) -> Result<Option<Dossier>> {
    let Some(treaty) = treaty(connection, code)? else {
        return Ok(None);
    };
    let (acts, treaty_acts) = acts(connection, code, world)?;
    let relations = relations_of(connection, &treaty, &acts, &others(&treaty))?;
    Ok(Some(Dossier { treaty, acts, treaty_acts, relations }))
}

/// A treaty whose clauses refer to another, with what the law asks of it.
pub(super) struct DependentTreaty {
    treaty: Treaty,
    /// The acts under it.
    pub acts: Vec<Act>,
    met_on: Option<Date>,
    in_force_on: Option<Date>,
}

impl DependentTreaty {
    pub(super) fn in_law(&self) -> Dependent<'_> {
        let Self { treaty, acts, met_on, in_force_on } = self;
        Dependent { treaty, acts, met_on: *met_on, in_force_on: *in_force_on }
    }
}

/// The treaties whose clauses refer to another.
pub(super) fn dependents(connection: &Connection, on: &str, world: &World) -> Result<Vec<DependentTreaty>> {
    let mut dependents = Vec::new();
    for code in dependent_codes(connection, on)? {
        if let Some(treaty) = treaty(connection, &code)? {
            let acts = acts(connection, &code, world)?.0;
            let in_force_on = entry_into_force(connection, &code)?;
            let met_on = one(connection, "SELECT met_on FROM treaty WHERE code = ?1", [&code])?.flatten();
            dependents.push(DependentTreaty { treaty, acts, met_on, in_force_on });
        }
    }
    Ok(dependents)
}

/// The numbers of the treaties whose clauses refer to another.
pub(super) fn dependent_codes(connection: &Connection, on: &str) -> Result<Vec<String>> {
    let sql = "SELECT r.treaty FROM clause_treaty r JOIN clause c ON c.id = r.clause
               WHERE r.other = ?1 AND c.superseded_seq IS NULL
               UNION SELECT l.treaty FROM treaty_link l JOIN treaty t ON t.code = l.treaty
               WHERE l.other = ?1 AND l.kind = 'amends' AND l.treaty <> ?1 AND l.superseded_seq IS NULL ORDER BY 1";
    column(connection, sql, [on])
}

/// What eligibility under a treaty depends on: its own invitations and accessions, and what was derived for
/// the treaties that its clauses refer to.
pub(super) fn relations(connection: &Connection, treaty: &Treaty, acts: &[Act]) -> Result<Relations> {
    relations_of(connection, treaty, acts, &treaty.refers_to())
}

/// The same, with who is what under these other treaties alone.
fn relations_of(connection: &Connection, treaty: &Treaty, acts: &[Act], asked: &[&str]) -> Result<Relations> {
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
        if !asked.contains(&other) {
            continue;
        }
        let (mut bound, mut signed, mut consented) =
            (SpansByCode::new(), SpansByCode::new(), SpansByCode::new());
        for (code, Stood { status, is_signed, span }) in
            select_with::<String, Stood>(connection, "participant", "FROM spell WHERE treaty = ?1", [other])?
        {
            let add = |set: &mut SpansByCode| set.entry(code.clone()).or_default().push(span);
            if status.bound() {
                add(&mut bound);
            }
            if is_signed {
                add(&mut signed);
            }
            if status.consented() {
                add(&mut consented);
            }
        }
        relations.bound.insert(other.to_owned(), bound);
        relations.signed.insert(other.to_owned(), signed);
        let mut eligible = spans(connection, "eligibility WHERE treaty = ?1", other)?;
        for (code, days) in &consented {
            eligible.entry(code.clone()).or_default().extend(days);
        }
        let acceded = "(SELECT participant, coalesce(date, latest) AS since, NULL AS until FROM act
                        WHERE treaty = ?1 AND act = 'accession' AND superseded_seq IS NULL AND shown_as IS NULL)";
        let acceded = spans(connection, acceded, other)?;
        relations.eligible.insert(other.to_owned(), eligible);
        relations.consented.insert(other.to_owned(), consented);
        relations.acceded.insert(other.to_owned(), acceded);
    }
    if !treaty.bindings().is_empty() || treaty.provisional().next().is_some() {
        let said = statements(connection, &treaty.code)?;
        relations.statements = said.iter().filter_map(ReservationRow::in_law).collect();
    }
    for cessation in treaty.ends_with() {
        let acts = acts_linked(connection, cessation.treaty())?.into_iter();
        let ends = acts.filter_map(|(computed_on, act)| ends_by(&cessation, &act, computed_on));
        relations.linked_acts.extend(ends);
    }
    for (entailment, _) in treaty.entailments() {
        let acts = acts_linked(connection, entailment.of().0)?.into_iter();
        relations.linked_acts.extend(acts.filter_map(|(_, act)| entailed_by(entailment, &act)));
    }
    Ok(relations)
}

fn entry_into_force(connection: &Connection, treaty: &str) -> Result<Option<Date>> {
    let sql = "SELECT coalesce(in_force_on, announced_on, computed_on) FROM treaty WHERE code = ?1";
    Ok(one(connection, sql, [treaty])?.flatten())
}

fn has_acts(connection: &Connection, treaty: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM act WHERE treaty = ?1 AND superseded_seq IS NULL)";
    Ok(one(connection, sql, [treaty])? == Some(true))
}

/// The acts of participants under another treaty on which this one may rest, each with its day of effect by the clause there.
fn acts_linked(connection: &Connection, other: &str) -> Result<Vec<(Option<Date>, Act)>> {
    let rest = "FROM act WHERE treaty = ?1 AND participant IS NOT NULL AND superseded_seq IS NULL AND shown_as IS NULL ORDER BY id";
    select_with(connection, "computed_on", rest, [other])
}

/// The end of participation in this treaty that an act under another one, with its day of effect by the clause there, brings:
/// of who leaves that one, or whom it comes to bind. None where it brings none.
pub(super) fn ends_by(cessation: &Cessation, act: &Act, computed_on: Option<Date>) -> Option<Act> {
    let counts = match cessation {
        Cessation::Left(_) => act.kind.is_exit() || act.kind == ActKind::RevocationOfDenunciation,
        Cessation::Joined(_) => act.kind.is_consent(),
    };
    counts.then(|| Act {
        id: act.id,
        participant: act.participant.clone(),
        done_by: act.done_by.clone(),
        kind: if act.kind.is_consent() { ActKind::Denunciation } else { act.kind },
        earliest: act.earliest,
        day: act.day,
        notified_on: None,
        effective_on: act.effective_on.or(computed_on.filter(|_| !act.waits)),
        territory: None,
        scope: None,
        waits: act.waits,
        under: Some(cessation.treaty().to_owned()),
        withdrawn: false,
    })
}

/// The days of each participant in rows under a treaty.
fn spans(connection: &Connection, rows: &str, treaty: &str) -> Result<SpansByCode> {
    let mut by_code: SpansByCode = HashMap::new();
    for (code, span) in
        select_with::<String, Span>(connection, "participant", &format!("FROM {rows}"), [treaty])?
    {
        by_code.entry(code).or_default().push(span);
    }
    Ok(by_code)
}
