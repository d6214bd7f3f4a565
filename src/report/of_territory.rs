//! A territory in an answer about States: it is never a third State, and a treaty applies to it through one or not at all.

use serde::Serialize;

use super::When;
use super::set::Names;
use super::territory::Territory;
use super::territory_record::TerritoryRecord;
use super::territory_through::{Applies, Through, applies};
use crate::error::Result;
use crate::model::{Date, Span};
use crate::store::{Store, TreatyRow};

/// Whether a treaty applies to a territory that has done nothing itself, and through whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfTerritory {
    /// Whether it applies.
    pub applies: Applies,
    /// Through whom, or not; the surest answer first.
    pub through: Vec<Through>,
}

impl OfTerritory {
    fn on(record: &TerritoryRecord, territory: &Territory, names: &Names, day: Date) -> Option<Self> {
        if !territory.is_one(day) || record.stands(&territory.row.code, day) {
            return None;
        }
        let through = record.on(territory, names, day).answers();
        Some(Self { applies: applies(territory.row, &through, day), through })
    }

    /// The one through whom the answer holds.
    #[must_use]
    pub fn by(&self) -> Option<&Through> {
        self.through.iter().find(|through| through.applies == self.applies)
    }

    /// In a few words, for a heading.
    #[must_use]
    pub fn in_short(&self) -> String {
        let by = self.by().map_or_else(String::new, |by| format!(" through {}", by.participant.name));
        match self.applies {
            Applies::Yes => format!("applies{by}"),
            Applies::Presumed => format!("presumed to apply{by}"),
            Applies::NotKnown => "not known".to_owned(),
            Applies::No => "does not apply".to_owned(),
        }
    }

    /// In a sentence, with the reason.
    #[must_use]
    pub fn in_words(&self, treaty: &str, territory: &str) -> String {
        let because = self.by().map_or_else(
            || "through whom a treaty applies to it is not recorded".to_owned(),
            |by| by.because.clone(),
        );
        let by = self.by().map_or_else(String::new, |by| format!(" through {}", by.participant.name));
        let short = match self.applies {
            Applies::Yes => format!("{treaty} applies to {territory}{by}"),
            Applies::Presumed => format!("{treaty} is presumed to apply to {territory}{by}"),
            Applies::NotKnown => format!("Whether {treaty} applies to {territory} is not known"),
            Applies::No => format!("{treaty} does not apply to {territory}"),
        };
        format!("{short}: {because}.")
    }
}

/// How a treaty stands to a territory on a day; none for anybody else, and where the territory has a status of its own.
pub(super) fn of_territory(
    store: &Store,
    treaty: &TreatyRow,
    territory: Option<&Territory>,
    when: When,
) -> Result<Option<OfTerritory>> {
    let Some(territory) = territory.filter(|it| treaty.collected && it.is_one(when.as_of)) else {
        return Ok(None);
    };
    let (record, names) = (TerritoryRecord::of(store, treaty)?, Names::of(store)?);
    Ok(OfTerritory::on(&record, territory, &names, when.as_of))
}

/// The times in which one answer holds for a territory, with the answer; none of it for anybody else.
pub(super) fn in_time(
    store: &Store,
    treaty: &TreatyRow,
    territory: Option<&Territory>,
    names: &Names,
) -> Result<Vec<(Span, Option<OfTerritory>)>> {
    let Some(territory) = territory.filter(|_| treaty.collected) else {
        return Ok(vec![(Span::from(Date::FIRST), None)]);
    };
    let record = TerritoryRecord::of(store, treaty)?;
    let answer = |days: Span| (days, OfTerritory::on(&record, territory, names, days.since));
    Ok(record.times(territory).into_iter().map(answer).collect())
}
