//! What is recorded on the territories of a treaty, as an answer on a day takes it.

use std::collections::BTreeSet;

use super::set::Names;
use super::territory_through::Asked;
use crate::error::Result;
use crate::law::Spell;
use crate::model::{Date, Span, Status, Tie, ties};
use crate::store::{ActRow, ParticipantRow, ReservationRow, Store, TreatyRow};

/// What is recorded under a treaty that bears on territories.
pub(super) struct TerritoryRecord {
    /// Those on territories.
    acts: Vec<ActRow>,
    /// All others.
    others: Vec<ActRow>,
    /// Those on territories.
    statements: Vec<ReservationRow>,
    spells: Vec<Spell>,
}

impl TerritoryRecord {
    pub fn of(store: &Store, treaty: &TreatyRow) -> Result<Self> {
        let (acts, others) =
            store.acts(&treaty.code)?.into_iter().partition(|act: &ActRow| act.kind.is_territorial());
        let mut statements = store.statements(&treaty.code)?;
        statements.retain(|row| row.statement == "territorial" || row.territory.is_some());
        Ok(Self { acts, others, statements, spells: store.spells(&treaty.code)? })
    }

    /// The acts on territories by `day`.
    pub fn acts(&self, day: Date) -> Vec<&ActRow> {
        self.acts.iter().filter(|act| act.day().is_some_and(|done| done <= day)).collect()
    }

    /// The statements on territories by `day`.
    pub fn statements(&self, day: Date) -> Vec<&ReservationRow> {
        let by_then = |row: &&ReservationRow| row.date.or(row.earliest).is_none_or(|done| done <= day);
        self.statements.iter().filter(by_then).collect()
    }

    /// What the answer on one territory rests on.
    pub fn on<'a>(
        &'a self,
        row: &'a ParticipantRow,
        ties: &'a [Tie],
        names: &'a Names,
        day: Date,
    ) -> Asked<'a> {
        let later = self.acts.iter().filter(|act| act.day().is_some_and(|done| day < done)).collect();
        Asked {
            row,
            ties,
            acts: self.acts(day),
            later,
            others: &self.others,
            statements: self.statements(day),
            spells: &self.spells,
            names,
            day,
        }
    }

    /// Whether anybody stands under the treaty by acts of its own on `day`.
    pub fn stands(&self, code: &str, day: Date) -> bool {
        let own = self.spells.iter().filter(|spell| spell.participant == code);
        own.filter(|spell| spell.status != Status::None).any(|spell| spell.span().holds(day))
    }

    /// The times within which the answer on one territory does not change.
    pub fn times(&self, row: &ParticipantRow) -> Vec<Span> {
        let ties = row.note.as_deref().map(ties).unwrap_or_default();
        let is_about_it = |territory: &Option<String>| territory.as_ref() == Some(&row.code);
        let said = self.acts.iter().filter(|act| is_about_it(&act.territory)).map(|act| &*act.participant);
        let stated = self.statements.iter().filter(|row| is_about_it(&row.territory));
        let whose: BTreeSet<&str> = said
            .chain(stated.map(|row| &*row.participant))
            .chain(ties.iter().map(|tie| &*tie.0))
            .chain([&*row.code])
            .collect();
        let acts = self.acts.iter().filter(|act| whose.contains(&*act.participant));
        let acts = acts.flat_map(|act| [act.day(), act.effect()]);
        let statements = self.statements.iter().filter(|row| whose.contains(&*row.participant));
        let statements = statements.flat_map(|row| [row.date.or(row.earliest), row.withdrawn_on]);
        let owned = ties.iter().flat_map(|(_, days)| [Some(days.since), days.until]);
        let spells = self.spells.iter().filter(|spell| whose.contains(&*spell.participant));
        let spells = spells.flat_map(|spell| [Some(spell.since), spell.until]);
        let turns = acts.chain(statements).chain(owned).chain(spells);
        let turns = turns.chain([Some(Date::FIRST), row.exists_from, row.exists_until]);
        let turns: Vec<Date> = turns.flatten().collect::<BTreeSet<Date>>().into_iter().collect();
        let ends = turns.iter().skip(1).map(|day| Some(*day)).chain([None]);
        turns.iter().zip(ends).map(|(since, until)| Span { since: *since, until }).collect()
    }
}
