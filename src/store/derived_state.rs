//! The derived rows of one treaty as they stand in the file. Only rows that change are written.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::derived_rows::{self, changed};
use crate::error::Result;
use crate::law::{Departure, Derived, EntryIntoForce, ModeSpell, Spell, Standing, Succession};
use crate::model::{Act, Date, Span};

/// What is derived for one treaty.
#[derive(Debug, Default)]
pub(super) struct DerivedState {
    own: OwnState,
    /// What follows for each act.
    pub acts: BTreeMap<i64, ActState>,
    /// The spells, by participant and day.
    pub spells: Vec<Spell>,
    modes: Vec<ModeSpell>,
    departures: Vec<Departure>,
    successions: Vec<Succession>,
    /// Participant, first day, clause, first day no longer.
    eligibility: BTreeSet<(String, Date, i64, Option<Date>)>,
    /// Whose rows have changed since the treaties that refer to this one were last derived.
    pub moved: BTreeSet<String>,
}

/// What follows for the treaty itself.
#[derive(Debug, Default, PartialEq, Eq)]
struct OwnState {
    met_on: Option<Date>,
    met_by: Option<i64>,
    computed_on: Option<Date>,
    announced_on: Option<Date>,
    undetermined_on: Option<Date>,
    ended_on: Option<Date>,
}

/// What follows for one act.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ActState {
    /// Its day of effect by the clause.
    pub computed_on: Option<Date>,
    computed_by: Option<i64>,
    /// Who did it.
    pub done_by: Option<String>,
    estimated: bool,
    counts_from: Option<Date>,
    remark: Option<String>,
    /// What was refused and forced: it goes before any other remark.
    forced: Option<String>,
    /// What was unusual when it was recorded: it goes after the remark.
    flag: Option<String>,
}

const OF_ACT: &str = "id, computed_on, computed_by, done_by, estimated, counts_from, remark, forced, flag";

fn of_act(row: &Row) -> rusqlite::Result<(i64, ActState)> {
    let follows = ActState {
        computed_on: row.get(1)?,
        computed_by: row.get(2)?,
        done_by: row.get(3)?,
        estimated: row.get(4)?,
        counts_from: row.get(5)?,
        remark: row.get(6)?,
        forced: row.get(7)?,
        flag: row.get(8)?,
    };
    Ok((row.get(0)?, follows))
}

/// What is written of one act.
pub(super) fn act(connection: &Connection, id: i64) -> Result<ActState> {
    let sql = format!("SELECT {OF_ACT} FROM act WHERE id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], of_act)?.1)
}

impl DerivedState {
    /// Reads the rows of one treaty.
    pub(super) fn read(connection: &Connection, treaty: &str) -> Result<Self> {
        let own = connection
            .prepare_cached(
                "SELECT met_on, met_by, computed_on, announced_on, undetermined_on, ended_on FROM treaty WHERE code = ?1",
            )?
            .query_row([treaty], |row| {
                Ok(OwnState {
                    met_on: row.get(0)?,
                    met_by: row.get(1)?,
                    computed_on: row.get(2)?,
                    announced_on: row.get(3)?,
                    undetermined_on: row.get(4)?,
                    ended_on: row.get(5)?,
                })
            })
            .optional()?;
        let mut acts = connection.prepare_cached(&format!(
            "SELECT {OF_ACT} FROM act WHERE treaty = ?1 AND superseded_seq IS NULL"
        ))?;
        let acts = acts.query_map([treaty], of_act)?.collect::<rusqlite::Result<_>>()?;
        let mut spells = connection.prepare_cached(
            "SELECT participant, since, until, status, uncertain, signature, consent, exit, opened_by, closed_by
             FROM spell WHERE treaty = ?1 ORDER BY participant, since",
        )?;
        let spells = spells.query_map([treaty], spell)?.collect::<rusqlite::Result<_>>()?;
        let mut modes = connection.prepare_cached(
            "SELECT participant, mode, since, until, opened_by, scope FROM mode WHERE treaty = ?1",
        )?;
        let modes = modes.query_map([treaty], mode)?.collect::<rusqlite::Result<_>>()?;
        let (departures, successions) =
            (derived_rows::read(connection, treaty)?, derived_rows::read(connection, treaty)?);
        let mut eligibility = connection
            .prepare_cached("SELECT participant, since, clause, until FROM eligibility WHERE treaty = ?1")?;
        let eligibility = eligibility
            .query_map([treaty], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let own = own.unwrap_or_default();
        Ok(Self { own, acts, spells, modes, departures, successions, eligibility, moved: BTreeSet::new() })
    }

    /// The spells of one participant.
    pub(super) fn spells_of(&self, participant: &str) -> &[Spell] {
        let first = self.spells.partition_point(|spell| spell.participant.as_str() < participant);
        let rest = &self.spells[first..];
        &rest[..rest.partition_point(|spell| spell.participant == participant)]
    }

    /// While one participant may become a party.
    pub(super) fn eligible(&self, participant: &str) -> impl Iterator<Item = Span> {
        let first = (participant.to_owned(), Date::FIRST, i64::MIN, None);
        let own = self.eligibility.range(first..).take_while(move |row| row.0 == participant);
        own.map(|row| Span { since: row.1, until: row.3 })
    }

    /// Writes what follows for the treaty, its acts, and every interval.
    pub(super) fn write<'a>(
        &mut self,
        connection: &Connection,
        treaty: &str,
        acts: impl Iterator<Item = &'a Act>,
        derived: Derived,
    ) -> Result<()> {
        self.write_own(connection, treaty, &derived.entry, derived.ends_on)?;
        self.write_acts(connection, acts, &derived)?;
        self.write_spells(connection, treaty, derived.spells)?;
        self.write_modes(connection, treaty, derived.modes)?;
        derived_rows::write(connection, treaty, &mut self.departures, derived.departures)?;
        derived_rows::write(connection, treaty, &mut self.successions, derived.successions)
    }

    fn write_own(
        &mut self,
        connection: &Connection,
        treaty: &str,
        entry: &EntryIntoForce,
        ended_on: Option<Date>,
    ) -> Result<()> {
        let own = OwnState {
            met_on: entry.met_on,
            met_by: entry.met_by,
            computed_on: entry.computed_on,
            announced_on: entry.announced_on,
            undetermined_on: entry.undetermined_on,
            ended_on,
        };
        if own != self.own {
            connection
                .prepare_cached(
                    "UPDATE treaty SET met_on = ?2, met_by = ?3, computed_on = ?4, announced_on = ?5, undetermined_on = ?6, ended_on = ?7 WHERE code = ?1",
                )?
                .execute(params![
                    treaty,
                    own.met_on,
                    own.met_by,
                    own.computed_on,
                    own.announced_on,
                    own.undetermined_on,
                    own.ended_on
                ])?;
            self.own = own;
        }
        Ok(())
    }

    fn write_acts<'a>(
        &mut self,
        connection: &Connection,
        acts: impl Iterator<Item = &'a Act>,
        derived: &Derived,
    ) -> Result<()> {
        let effects: BTreeMap<i64, _> = derived
            .effects
            .iter()
            .filter(|effect| effect.computed_on.is_some())
            .map(|effect| (effect.act, effect))
            .collect();
        let remarks: BTreeMap<i64, &String> =
            derived.remarks.iter().map(|(act, text)| (*act, text)).collect();
        let mut update = connection.prepare_cached(
            "UPDATE act SET computed_on = ?2, computed_by = ?3, done_by = ?4, estimated = ?5, counts_from = ?6, remark = ?7 WHERE id = ?1",
        )?;
        for act in acts {
            let Some(known) = self.acts.get_mut(&act.id) else { continue };
            let effect = effects.get(&act.id);
            let computed_on = effect.and_then(|effect| effect.computed_on);
            let computed_by = effect.and_then(|effect| effect.clause);
            let done_by = Some(act.done_by.as_str()).filter(|doer| !doer.is_empty());
            let estimated = effect.is_some_and(|effect| effect.estimated);
            let counts_from = derived.counts_from.get(&act.id).copied().or_else(|| {
                let whole = act.participant.is_empty() && act.kind.takes_effect();
                whole.then(|| act.effective_on.unwrap_or(act.day))
            });
            let forced = known.forced.as_ref().map(|forced| format!("recorded by force: {forced}"));
            let remark = forced.as_ref().or(remarks.get(&act.id).copied());
            let flagged = known.flag.as_ref().map(|flag| match remark {
                Some(remark) if !remark.contains(flag.as_str()) => format!("{remark}; {flag}"),
                Some(remark) => remark.clone(),
                None => flag.clone(),
            });
            let remark = flagged.as_ref().or(remark);
            let same = (known.computed_on, known.computed_by) == (computed_on, computed_by)
                && (known.estimated, known.counts_from) == (estimated, counts_from)
                && known.done_by.as_deref() == done_by
                && known.remark.as_ref() == remark;
            if !same {
                update.execute(params![
                    act.id,
                    computed_on,
                    computed_by,
                    done_by,
                    estimated,
                    counts_from,
                    remark
                ])?;
                known.done_by = done_by.map(str::to_owned);
                known.remark = remark.cloned();
                (known.computed_on, known.computed_by) = (computed_on, computed_by);
                (known.estimated, known.counts_from) = (estimated, counts_from);
            }
        }
        Ok(())
    }

    /// What is no longer so goes first, so that no two rows have one key.
    fn write_spells(&mut self, connection: &Connection, treaty: &str, spells: Vec<Spell>) -> Result<()> {
        let (gone, new) = changed(&self.spells, &spells, |spell| (&spell.participant, spell.since));
        self.moved.extend(gone.iter().chain(&new).map(|spell| spell.participant.clone()));
        let mut delete = connection
            .prepare_cached("DELETE FROM spell WHERE treaty = ?1 AND participant = ?2 AND since = ?3")?;
        for spell in gone {
            delete.execute(params![treaty, spell.participant, spell.since])?;
        }
        let mut insert = connection.prepare_cached(
            "INSERT INTO spell (treaty, participant, since, until, status, uncertain, signature, consent, exit, opened_by, closed_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?;
        for spell in new {
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
        self.spells = spells;
        Ok(())
    }

    /// What holds beside the statuses; rarely anything.
    fn write_modes(
        &mut self,
        connection: &Connection,
        treaty: &str,
        mut modes: Vec<ModeSpell>,
    ) -> Result<()> {
        modes.sort_by(|a, b| by_key(a).cmp(&by_key(b)));
        if modes == self.modes {
            return Ok(());
        }
        connection.prepare_cached("DELETE FROM mode WHERE treaty = ?1")?.execute([treaty])?;
        let mut insert = connection.prepare_cached(
            "INSERT INTO mode (treaty, participant, mode, since, until, opened_by, scope) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for mode in &modes {
            let Span { since, until } = mode.span;
            insert.execute(params![
                treaty,
                mode.participant,
                mode.mode,
                since,
                until,
                mode.opened_by,
                mode.scope
            ])?;
        }
        self.modes = modes;
        Ok(())
    }

    /// Writes who may become a party, from day to day.
    pub(super) fn write_eligibility(
        &mut self,
        connection: &Connection,
        treaty: &str,
        new: BTreeSet<(String, Date, i64, Option<Date>)>,
    ) -> Result<()> {
        let mut delete = connection.prepare_cached(
            "DELETE FROM eligibility WHERE treaty = ?1 AND participant = ?2 AND since = ?3 AND clause = ?4",
        )?;
        for (participant, since, clause, _) in self.eligibility.difference(&new) {
            self.moved.insert(participant.clone());
            delete.execute(params![treaty, participant, since, clause])?;
        }
        let mut insert = connection.prepare_cached(
            "INSERT INTO eligibility (treaty, participant, since, until, clause) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (participant, since, clause, until) in new.difference(&self.eligibility) {
            self.moved.insert(participant.clone());
            insert.execute(params![treaty, participant, since, until, clause])?;
        }
        self.eligibility = new;
        Ok(())
    }
}

fn by_key(mode: &ModeSpell) -> (&str, &str, Date) {
    (&mode.participant, mode.mode.word(), mode.span.since)
}

fn spell(row: &Row) -> rusqlite::Result<Spell> {
    Ok(Spell {
        participant: row.get(0)?,
        since: row.get(1)?,
        until: row.get(2)?,
        standing: Standing {
            status: row.get(3)?,
            signature: row.get(5)?,
            consent: row.get(6)?,
            exit: row.get(7)?,
        },
        uncertain: row.get(4)?,
        opened_by: row.get(8)?,
        closed_by: row.get(9)?,
    })
}

fn mode(row: &Row) -> rusqlite::Result<ModeSpell> {
    Ok(ModeSpell {
        participant: row.get(0)?,
        mode: row.get(1)?,
        span: Span { since: row.get(2)?, until: row.get(3)? },
        opened_by: row.get(4)?,
        scope: row.get(5)?,
    })
}
