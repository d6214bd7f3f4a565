//! What is recorded on the territories of a treaty, as an answer on a day takes it.

use std::collections::BTreeSet;

use super::set::Names;
use super::territory::Territory;
use super::territory_through::Asked;
use super::territory_words::Says;
use crate::error::Result;
use crate::law::Spell;
use crate::model::{Date, Span, Status};
use crate::store::{ActRow, ReservationRow, Store, TreatyRow};

/// What is recorded under a treaty that bears on territories.
pub(super) struct TerritoryRecord {
    /// Those on territories.
    acts: Vec<ActRow>,
    /// All others.
    others: Vec<ActRow>,
    /// Those on territories.
    statements: Vec<ReservationRow>,
    /// Those that may be on one in their words.
    declarations: Vec<ReservationRow>,
    spells: Vec<Spell>,
}

impl TerritoryRecord {
    pub fn of(store: &Store, treaty: &TreatyRow) -> Result<Self> {
        let (acts, others) =
            store.acts(&treaty.code)?.into_iter().partition(|act: &ActRow| act.kind.is_territorial());
        let (statements, mut declarations): (Vec<ReservationRow>, Vec<ReservationRow>) = store
            .statements(&treaty.code)?
            .into_iter()
            .partition(|row: &ReservationRow| row.statement == "territorial" || row.territory.is_some());
        declarations.retain(|row| row.statement == "declaration" && row.articles.is_none());
        Ok(Self { acts, others, statements, declarations, spells: store.spells(&treaty.code)? })
    }

    /// The acts on territories by `day`.
    pub fn acts(&self, day: Date) -> Vec<&ActRow> {
        self.acts.iter().filter(|act| act.day().is_some_and(|done| done <= day)).collect()
    }

    /// The statements on territories by `day`, with the declarations that have one in their words.
    pub fn statements(&self, territory: Option<&Territory>, day: Date) -> Vec<&ReservationRow> {
        let by_then = |row: &&ReservationRow| row.date.or(row.earliest).is_none_or(|done| done <= day);
        let in_words =
            |row: &&ReservationRow| territory.is_some_and(|it| Says::of(row, &it.called, false).is_some());
        let declarations = self.declarations.iter().filter(in_words);
        self.statements.iter().chain(declarations).filter(by_then).collect()
    }

    /// What the answer on one territory rests on.
    pub fn on<'a>(&'a self, territory: &'a Territory<'a>, names: &'a Names, day: Date) -> Asked<'a> {
        let later = self.acts.iter().filter(|act| act.day().is_some_and(|done| day < done)).collect();
        Asked {
            territory,
            acts: self.acts(day),
            later,
            others: &self.others,
            statements: self.statements(Some(territory), day),
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
    pub fn times(&self, it: &Territory) -> Vec<Span> {
        let (row, ties) = (it.row, &it.whose.ties);
        let said = self.acts.iter().filter(|act| it.is_meant_by(act.territory.as_ref(), act.day()));
        let said = said.map(|act| &*act.participant);
        let statements = || self.statements.iter().chain(&self.declarations);
        let stated = statements().filter(|row| row.territory.as_ref() == Some(&it.row.code));
        let whose: BTreeSet<&str> = said
            .chain(stated.map(|row| &*row.participant))
            .chain(ties.iter().map(|tie| &*tie.0))
            .chain([&*row.code])
            .collect();
        let acts = self.acts.iter().filter(|act| whose.contains(&*act.participant));
        let acts = acts.flat_map(|act| [act.day(), act.effect()]);
        let statements = statements().filter(|row| whose.contains(&*row.participant));
        let days_of = |row: &ReservationRow| [row.date.or(row.earliest), row.effective_on, row.withdrawn_on];
        let statements = statements.flat_map(days_of);
        let owned = ties.iter().flat_map(|(_, days)| [Some(days.since), days.until]);
        let spells = self.spells.iter().filter(|spell| whose.contains(&*spell.participant));
        let spells = spells.flat_map(|spell| [Some(spell.since), spell.until]);
        let turns = acts.chain(statements).chain(owned).chain(spells);
        let parts = it.whose.part_of.iter().map(|(_, until)| Some(*until));
        let turns = turns.chain([Some(Date::FIRST), row.exists_from, row.exists_until]).chain(parts);
        let turns: Vec<Date> = turns.flatten().collect::<BTreeSet<Date>>().into_iter().collect();
        let ends = turns.iter().skip(1).map(|day| Some(*day)).chain([None]);
        turns.iter().zip(ends).map(|(since, until)| Span { since: *since, until }).collect()
    }
}
