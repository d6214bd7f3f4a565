//! The derived rows of one treaty as they stand in the file. Only rows that change are written.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::derived_rows::{DerivedRow, read, write};
use super::rows::{self, columns, rows, select, select_with};
use crate::error::Result;
use crate::law::{
    CarriedStatement, Departure, Derived, Eligible, EntailedConsent, EntryIntoForce, KeptReservation,
    ModeSpell, NarrowedStatement, Spell, Succession,
};
use crate::model::{Act, Date, Span};

/// What is derived for one treaty.
#[derive(Debug, Default)]
pub(super) struct DerivedState {
    own: EntryIntoForce,
    ended_on: Option<Date>,
    /// What follows for each act.
    pub acts: BTreeMap<i64, ActState>,
    /// The spells, by participant and day.
    pub spells: Vec<Spell>,
    modes: Vec<ModeSpell>,
    departures: Vec<Departure>,
    successions: Vec<Succession>,
    /// Reservations that stand for others than their authors.
    kept: Vec<KeptReservation>,
    /// Statements under other treaties that stand under this one too.
    carried: Vec<CarriedStatement>,
    /// Statements that were withdrawn in part.
    narrowed: Vec<NarrowedStatement>,
    entailed: Vec<EntailedConsent>,
    /// Who may become a party, by participant and day.
    eligible: Vec<Eligible>,
    /// Whose rows have changed since the treaties that refer to this one were last derived.
    pub moved: BTreeSet<String>,
}

// The day that counts follows from the others.
columns!(EntryIntoForce {
    met_on = "met_on",
    met_by = "met_by",
    undetermined_on = "undetermined_on",
    computed_on = "computed_on",
    announced_on = "announced_on",
} and on: None);

rows! {
    /// What follows for one act.
    #[derive(Debug, PartialEq, Eq)]
    pub(super) struct ActState {
        /// Its day of effect by the clause.
        pub computed_on: Option<Date> = "computed_on",
        computed_by: Option<i64> = "computed_by",
        /// Who did it.
        pub done_by: Option<String> = "done_by",
        estimated: bool = "estimated",
        counts_from: Option<Date> = "counts_from",
        remark: Option<String> = "remark",
        /// What was refused and forced: it goes before any other remark.
        forced: Option<String> = "forced",
        /// What was unusual when it was recorded: it goes after the remark.
        flag: Option<String> = "flag",
    }
}

/// What is written of one act.
pub(super) fn act(connection: &Connection, id: i64) -> Result<ActState> {
    let act = select(connection, "FROM act WHERE id = ?1", [id])?.pop();
    Ok(act.ok_or(rusqlite::Error::QueryReturnedNoRows)?)
}

impl DerivedState {
    /// The day on which the conditions for entry into force were met, and that of the entry into force by what is recorded under
    /// the treaty.
    pub(super) fn entry(&self) -> (Option<Date>, Option<Date>) {
        (self.own.met_on, self.own.announced_on.or(self.own.computed_on))
    }

    /// Reads the rows of one treaty.
    pub(super) fn read(connection: &Connection, treaty: &str) -> Result<Self> {
        let own = select_with(connection, "ended_on", "FROM treaty WHERE code = ?1", [treaty])?.pop();
        let (ended_on, own) = own.unwrap_or_default();
        Ok(Self {
            own,
            ended_on,
            spells: read(connection, treaty)?,
            modes: read(connection, treaty)?,
            departures: read(connection, treaty)?,
            successions: read(connection, treaty)?,
            kept: read(connection, treaty)?,
            carried: read(connection, treaty)?,
            narrowed: read(connection, treaty)?,
            entailed: read(connection, treaty)?,
            eligible: read(connection, treaty)?,
            ..Self::before(connection, treaty)?
        })
    }

    /// The rows of one treaty of which nothing is derived yet: those of its acts.
    pub(super) fn before(connection: &Connection, treaty: &str) -> Result<Self> {
        let acts = "FROM act WHERE treaty = ?1 AND superseded_seq IS NULL";
        let acts = select_with(connection, "id", acts, [treaty])?.into_iter().collect();
        Ok(Self { acts, ..Self::default() })
    }

    /// How many rows of each table it has.
    pub(super) fn rows(&self) -> [(&'static str, u64); 9] {
        fn of<T: DerivedRow>(rows: &[T]) -> (&'static str, u64) {
            (T::TABLE, rows.len() as u64)
        }
        let Self {
            spells, modes, departures, successions, kept, carried, narrowed, entailed, eligible, ..
        } = self;
        [
            of(spells),
            of(modes),
            of(departures),
            of(successions),
            of(kept),
            of(carried),
            of(narrowed),
            of(entailed),
            of(eligible),
        ]
    }

    /// The spells of one participant.
    pub(super) fn spells_of(&self, participant: &str) -> &[Spell] {
        let first = self.spells.partition_point(|spell| spell.participant.as_str() < participant);
        let rest = &self.spells[first..];
        &rest[..rest.partition_point(|spell| spell.participant == participant)]
    }

    /// While one participant may become a party.
    pub(super) fn eligible(&self, participant: &str) -> impl Iterator<Item = Span> {
        let first = self.eligible.partition_point(|row| row.participant.as_str() < participant);
        let own = self.eligible[first..].iter().take_while(move |row| row.participant == participant);
        own.map(|row| Span { since: row.since, until: row.until })
    }

    /// Writes what follows for the treaty, its acts, and every interval.
    pub(super) fn write<'a>(
        &mut self,
        connection: &Connection,
        treaty: &str,
        acts: impl Iterator<Item = &'a Act>,
        derived: Derived,
    ) -> Result<()> {
        self.write_own(connection, treaty, derived.entry, derived.ends_on)?;
        self.write_acts(connection, acts, &derived)?;
        let moved = &mut self.moved;
        write(connection, treaty, &mut self.spells, derived.spells, moved)?;
        write(connection, treaty, &mut self.modes, derived.modes, moved)?;
        write(connection, treaty, &mut self.departures, derived.departures, moved)?;
        write(connection, treaty, &mut self.successions, derived.successions, moved)?;
        write(connection, treaty, &mut self.entailed, derived.entailed, moved)
    }

    fn write_own(
        &mut self,
        connection: &Connection,
        treaty: &str,
        entry: EntryIntoForce,
        ended_on: Option<Date>,
    ) -> Result<()> {
        let own = EntryIntoForce { on: None, ..entry };
        if (own, ended_on) == (self.own, self.ended_on) {
            return Ok(());
        }
        let sql = "UPDATE treaty SET met_on = ?2, met_by = ?3, undetermined_on = ?4, computed_on = ?5, announced_on = ?6, ended_on = ?7 WHERE code = ?1";
        let EntryIntoForce { met_on, met_by, undetermined_on, computed_on, announced_on, .. } = own;
        let values = params![treaty, met_on, met_by, undetermined_on, computed_on, announced_on, ended_on];
        rows::write(connection, sql, values)?;
        (self.own, self.ended_on) = (own, ended_on);
        Ok(())
    }

    fn write_acts<'a>(
        &mut self,
        connection: &Connection,
        acts: impl Iterator<Item = &'a Act>,
        derived: &Derived,
    ) -> Result<()> {
        let effects = derived.effects.iter().filter(|effect| effect.computed_on.is_some());
        let effects: BTreeMap<i64, _> = effects.map(|effect| (effect.act, effect)).collect();
        let remarks: BTreeMap<i64, &String> =
            derived.remarks.iter().map(|(act, text)| (*act, text)).collect();
        let sql = "UPDATE act SET computed_on = ?2, computed_by = ?3, estimated = ?4, counts_from = ?5, done_by = ?6, remark = ?7 WHERE id = ?1";
        for act in acts {
            let Some(known) = self.acts.get_mut(&act.id) else { continue };
            let effect = effects.get(&act.id);
            let of_effect = (
                effect.and_then(|effect| effect.computed_on),
                effect.and_then(|effect| effect.clause),
                effect.is_some_and(|effect| effect.estimated),
                derived.counts_from.get(&act.id).copied().or_else(|| {
                    let whole = act.participant.is_empty() && act.kind.takes_effect();
                    whole.then(|| act.effective_on.unwrap_or(act.day))
                }),
            );
            let done_by = Some(act.done_by.as_str()).filter(|doer| !doer.is_empty());
            let forced = known.forced.as_ref().map(|forced| format!("recorded by force: {forced}"));
            let remark = forced.as_ref().or(remarks.get(&act.id).copied());
            let flagged = known.flag.as_ref().map(|flag| match remark {
                Some(remark) if !remark.contains(flag.as_str()) => format!("{remark}; {flag}"),
                Some(remark) => remark.clone(),
                None => flag.clone(),
            });
            let remark = flagged.as_ref().or(remark);
            let was = (known.computed_on, known.computed_by, known.estimated, known.counts_from);
            if (was, known.done_by.as_deref(), known.remark.as_ref()) == (of_effect, done_by, remark) {
                continue;
            }
            let (computed_on, computed_by, estimated, counts_from) = of_effect;
            let values = params![act.id, computed_on, computed_by, estimated, counts_from, done_by, remark];
            rows::write(connection, sql, values)?;
            known.done_by = done_by.map(str::to_owned);
            known.remark = remark.cloned();
            (known.computed_on, known.computed_by, known.estimated, known.counts_from) = of_effect;
        }
        Ok(())
    }

    /// Writes which statements stand for others than their authors, under this treaty too, or for a part of their articles.
    pub(super) fn write_statements(
        &mut self,
        connection: &Connection,
        treaty: &str,
        (kept, carried, narrowed): (Vec<KeptReservation>, Vec<CarriedStatement>, Vec<NarrowedStatement>),
    ) -> Result<()> {
        // Whose they are bears on no other treaty.
        let nobody = &mut BTreeSet::new();
        write(connection, treaty, &mut self.kept, kept, nobody)?;
        write(connection, treaty, &mut self.carried, carried, nobody)?;
        write(connection, treaty, &mut self.narrowed, narrowed, nobody)
    }

    /// Writes who may become a party, from day to day.
    pub(super) fn write_eligible(
        &mut self,
        connection: &Connection,
        treaty: &str,
        new: Vec<Eligible>,
    ) -> Result<()> {
        write(connection, treaty, &mut self.eligible, new, &mut self.moved)
    }
}
