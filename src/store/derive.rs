//! What follows by law, into DERIVED: seats, entries into force, effects, eligibility and spells. Only rows
//! that change are written.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::apply::Touched;
use super::{SpellRow, law_input};
use crate::error::{Error, Result};
use crate::law::{self, Case, DERIVATION, ModeSpell, Relations, Seat, Spell, Treaty, World};
use crate::model::{Date, Span, union_of};

/// Every row refers to rows that exist.
pub(super) fn check_references(connection: &Connection) -> Result<()> {
    let dangling = connection
        .query_row("SELECT \"table\", parent FROM pragma_foreign_key_check", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    match dangling {
        None => Ok(()),
        Some((table, parent)) => {
            Err(Error::Refused(format!("a row of {table} refers to a row of {parent} that does not exist")))
        }
    }
}

/// The statuses under each treaty concerned, before and after.
pub(super) type Changes = BTreeMap<String, (Vec<SpellRow>, Vec<SpellRow>)>;

/// Derives anew everything that was touched, and every treaty that depends on it. `known` is the world, where nothing
/// that was touched changed it.
pub(super) fn treaties(connection: &Connection, touched: &Touched, known: Option<&World>) -> Result<Changes> {
    if touched.world {
        seats(connection)?;
    }
    let codes = concerned_codes(connection, touched)?;
    match known {
        _ if codes.is_empty() => Ok(Changes::new()),
        Some(world) => in_turn(connection, codes, world),
        None => in_turn(connection, codes, &law_input::world(connection)?),
    }
}

/// Derives these treaties anew, each after those that it refers to.
pub(super) fn in_turn(connection: &Connection, codes: BTreeSet<String>, world: &World) -> Result<Changes> {
    let mut changes = Changes::new();
    for treaty in ordered(connection, codes)? {
        let spells = derive(connection, &treaty, world)?;
        changes.insert(treaty.code, spells);
    }
    Ok(changes)
}

/// Writes down which derivation made the derived tables.
pub(super) fn sign(connection: &Connection) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES ('derivation', ?1)")?
        .execute([DERIVATION.to_string()])?;
    Ok(())
}

/// The numbers of the treaties that have to be derived anew.
fn concerned_codes(connection: &Connection, touched: &Touched) -> Result<BTreeSet<String>> {
    let mut waiting: Vec<String> = if touched.world || touched.weights {
        let mut codes = connection.prepare_cached("SELECT code FROM treaty WHERE superseded_seq IS NULL")?;
        codes.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    } else {
        touched.treaties.iter().cloned().collect()
    };
    let mut codes = BTreeSet::new();
    while let Some(code) = waiting.pop() {
        if codes.insert(code.clone()) {
            waiting.extend(law_input::dependent_codes(connection, &code)?);
        }
    }
    Ok(codes)
}

/// Each treaty after those that it refers to.
fn ordered(connection: &Connection, codes: BTreeSet<String>) -> Result<Vec<Treaty>> {
    let mut waiting = Vec::new();
    for code in codes {
        waiting.extend(law_input::treaty(connection, &code)?);
    }
    let mut ordered: Vec<Treaty> = Vec::new();
    while !waiting.is_empty() {
        // A circle of references is cut at its first treaty.
        let ready = waiting.iter().position(|treaty| {
            let others = treaty.refers_to();
            others.is_empty()
                || waiting
                    .iter()
                    .all(|other| other.code == treaty.code || !others.contains(&other.code.as_str()))
        });
        ordered.push(waiting.remove(ready.unwrap_or(0)));
    }
    Ok(ordered)
}

/// Who sat in which group, each seat once.
pub(super) fn seats(connection: &Connection) -> Result<()> {
    let world = law_input::people(connection)?;
    let mut groups: BTreeMap<String, Vec<(String, Seat)>> = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT group_code, participant, coalesce(since, latest), until, id FROM membership
         WHERE superseded_seq IS NULL AND coalesce(since, latest) IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let span = Span { since: row.get(2)?, until: row.get(3)? };
        let seat = Seat { span, membership: row.get(4)? };
        groups.entry(row.get(0)?).or_default().push((row.get(1)?, seat));
    }
    connection.execute("DELETE FROM seat", [])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO seat (group_code, participant, since, until, membership) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (group, members) in groups {
        for (participant, seats) in world.seats_of(&members) {
            for Seat { span, membership } in seats {
                insert.execute(params![group, participant, span.since, span.until, membership])?;
            }
        }
    }
    Ok(())
}

/// Derives one treaty; its spells before and after.
fn derive(connection: &Connection, treaty: &Treaty, world: &World) -> Result<(Vec<SpellRow>, Vec<SpellRow>)> {
    let (acts, treaty_acts) = law_input::acts(connection, &treaty.code, world)?;
    let relations = law_input::relations(connection, treaty, &acts)?;
    let case = Case { treaty, acts: &acts, treaty_acts: &treaty_acts, world, relations: &relations };
    let derived = law::derive(&case);

    let entry = &derived.entry;
    connection
        .prepare_cached(
            "UPDATE treaty SET met_on = ?2, met_by = ?3, computed_on = ?4, announced_on = ?5, undetermined_on = ?6, ended_on = ?7
             WHERE code = ?1 AND (met_on IS NOT ?2 OR met_by IS NOT ?3 OR computed_on IS NOT ?4 OR announced_on IS NOT ?5
                                  OR undetermined_on IS NOT ?6 OR ended_on IS NOT ?7)",
        )?
        .execute(params![
            treaty.code,
            entry.met_on,
            entry.met_by,
            entry.computed_on,
            entry.announced_on,
            entry.undetermined_on,
            derived.ends_on
        ])?;

    let effects: BTreeMap<i64, _> = derived
        .effects
        .iter()
        .filter(|effect| effect.computed_on.is_some())
        .map(|effect| (effect.act, effect))
        .collect();
    let remarks: BTreeMap<i64, &String> = derived.remarks.iter().map(|(act, text)| (*act, text)).collect();
    let mut update = connection.prepare_cached(
        "UPDATE act SET computed_on = ?2, computed_by = ?3, done_by = ?4, estimated = ?6, counts_from = ?7,
                        remark = coalesce('recorded by force: ' || forced, ?5)
         WHERE id = ?1 AND (computed_on IS NOT ?2 OR computed_by IS NOT ?3 OR done_by IS NOT ?4 OR estimated IS NOT ?6
                            OR counts_from IS NOT ?7
                            OR remark IS NOT coalesce('recorded by force: ' || forced, ?5))",
    )?;
    for act in acts.iter().chain(&treaty_acts) {
        let effect = effects.get(&act.id);
        update.execute(params![
            act.id,
            effect.map(|effect| effect.computed_on),
            effect.and_then(|effect| effect.clause),
            Some(&act.done_by).filter(|doer| !doer.is_empty()),
            remarks.get(&act.id),
            effect.is_some_and(|effect| effect.estimated),
            derived.counts_from.get(&act.id).copied().or_else(|| {
                let whole = act.participant.is_empty() && act.kind.takes_effect();
                whole.then(|| act.effective_on.unwrap_or(act.day))
            })
        ])?;
    }
    withdrawn_reservations(connection, &treaty.code)?;
    let before = spells(connection, &treaty.code, &derived.spells)?;
    modes(connection, &treaty.code, &derived.modes)?;
    let relations = Relations { own_in_force_on: entry.on, ..relations };
    eligibility(connection, treaty, &relations, world)?;
    Ok((before, rows(&derived.spells)))
}

/// As they are read, by participant and day.
fn rows(spells: &[Spell]) -> Vec<SpellRow> {
    let row = |spell: &Spell| SpellRow {
        participant: spell.participant.clone(),
        since: spell.since,
        until: spell.until,
        status: spell.standing.status,
        uncertain: spell.uncertain,
        signature: spell.standing.signature,
        consent: spell.standing.consent,
        exit: spell.standing.exit,
    };
    let mut rows: Vec<SpellRow> = spells.iter().map(row).collect();
    rows.sort_by(|a, b| (&a.participant, a.since).cmp(&(&b.participant, b.since)));
    rows
}

/// What holds beside the statuses; rarely anything.
fn modes(connection: &Connection, treaty: &str, modes: &[ModeSpell]) -> Result<()> {
    connection.prepare_cached("DELETE FROM mode WHERE treaty = ?1")?.execute([treaty])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO mode (treaty, participant, mode, since, until, opened_by, scope) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for mode in modes {
        let Span { since, until } = mode.span;
        insert.execute(params![
            treaty,
            mode.participant,
            mode.mode.word(),
            since,
            until,
            mode.opened_by,
            mode.scope
        ])?;
    }
    Ok(())
}

/// A reservation no longer stands from the day of a withdrawal that names all its articles.
fn withdrawn_reservations(connection: &Connection, treaty: &str) -> Result<()> {
    struct Statement {
        id: i64,
        participant: String,
        withdraws: bool,
        articles: String,
        latest: Date,
        earliest: Date,
        withdrawn_on: Option<Date>,
    }
    let mut statement = connection.prepare_cached(
        "SELECT id, participant, kind = 'withdrawal', coalesce(articles, ''), coalesce(date, latest),
                coalesce(date, earliest), withdrawn_on
         FROM reservation WHERE treaty = ?1 AND superseded_seq IS NULL",
    )?;
    let read = |row: &Row| {
        Ok(Statement {
            id: row.get(0)?,
            participant: row.get(1)?,
            withdraws: row.get(2)?,
            articles: row.get(3)?,
            latest: row.get(4)?,
            earliest: row.get(5)?,
            withdrawn_on: row.get(6)?,
        })
    };
    let statements = statement.query_map([treaty], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut update = connection.prepare_cached("UPDATE reservation SET withdrawn_on = ?2 WHERE id = ?1")?;
    for made in statements.iter().filter(|made| !made.withdraws && !made.articles.is_empty()) {
        let covers = |other: &&Statement| {
            other.withdraws
                && other.participant == made.participant
                && other.latest >= made.earliest
                && made
                    .articles
                    .split(';')
                    .all(|article| other.articles.split(';').any(|named| named == article))
        };
        let withdrawn_on = statements.iter().filter(covers).map(|other| other.latest).min();
        if withdrawn_on != made.withdrawn_on {
            update.execute(params![made.id, withdrawn_on])?;
        }
    }
    Ok(())
}

fn key(spell: &Spell) -> (&str, Date) {
    (&spell.participant, spell.since)
}

/// Writes the spells that changed; returns those that were there before.
fn spells(connection: &Connection, treaty: &str, spells: &[Spell]) -> Result<Vec<SpellRow>> {
    let mut old = connection.prepare_cached(
        "SELECT participant, since, until, status, uncertain, signature, consent, exit, opened_by, closed_by FROM spell WHERE treaty = ?1",
    )?;
    let old = old
        .query_map([treaty], |row| {
            Ok(Spell {
                participant: row.get(0)?,
                since: row.get(1)?,
                until: row.get(2)?,
                standing: law::Standing {
                    status: row.get(3)?,
                    signature: row.get(5)?,
                    consent: row.get(6)?,
                    exit: row.get(7)?,
                },
                uncertain: row.get(4)?,
                opened_by: row.get(8)?,
                closed_by: row.get(9)?,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let new: BTreeMap<_, &Spell> = spells.iter().map(|spell| (key(spell), spell)).collect();
    let mut kept = BTreeSet::new();
    let mut delete = connection
        .prepare_cached("DELETE FROM spell WHERE treaty = ?1 AND participant = ?2 AND since = ?3")?;
    for spell in &old {
        if new.get(&key(spell)) == Some(&spell) {
            kept.insert(key(spell));
        } else {
            delete.execute(params![treaty, spell.participant, spell.since])?;
        }
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO spell (treaty, participant, since, until, status, uncertain, signature, consent, exit, opened_by, closed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (key, spell) in new {
        if !kept.contains(&key) {
            let standing = spell.standing;
            insert.execute(params![
                treaty,
                spell.participant,
                spell.since,
                spell.until,
                standing.status,
                spell.uncertain,
                standing.signature,
                standing.consent,
                standing.exit,
                spell.opened_by,
                spell.closed_by
            ])?;
        }
    }
    Ok(rows(&old))
}

fn eligibility(connection: &Connection, treaty: &Treaty, relations: &Relations, world: &World) -> Result<()> {
    let since_opening = Span::from(treaty.opened_on);
    let mut new = BTreeSet::new();
    for (rule, clause) in treaty.eligibilities() {
        for (participant, spans) in rule.spans(world, relations) {
            let clipped = spans.into_iter().filter_map(|span| span.and(since_opening)).collect();
            for span in union_of(clipped) {
                new.insert((participant.clone(), span.since, clause.id, span.until));
            }
        }
    }
    let mut old = connection
        .prepare_cached("SELECT participant, since, clause, until FROM eligibility WHERE treaty = ?1")?;
    let old = old
        .query_map([&treaty.code], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<BTreeSet<_>>>()?;
    let mut delete = connection.prepare_cached(
        "DELETE FROM eligibility WHERE treaty = ?1 AND participant = ?2 AND since = ?3 AND clause = ?4",
    )?;
    for (participant, since, clause, _) in old.difference(&new) {
        delete.execute(params![treaty.code, participant, since, clause])?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO eligibility (treaty, participant, since, until, clause) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (participant, since, clause, until) in new.difference(&old) {
        insert.execute(params![treaty.code, participant, since, until, clause])?;
    }
    Ok(())
}
