//! Tables of weights: which there are, and what each participant weighs by one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::act_view::real_sources;
use super::set::Names;
use super::{Named, Reason, When};
use crate::error::{Error, Result};
use crate::law::Threshold;
use crate::model::{Confidence, Date, Decimal};
use crate::names::{fold, nearest};
use crate::store::{Store, WeightRow};

/// The tables of weights on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeightTablesReport {
    /// The day asked about.
    pub as_of: Date,
    /// By code; also those that a clause asks for and that hold nothing.
    pub tables: Vec<WeightTableLine>,
}

/// A table on the day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct WeightTableLine {
    /// Its code.
    pub table: String,
    /// How many participants have a weight on the day.
    pub participants: usize,
    /// What they weigh together.
    pub total: Decimal,
    /// The day on which the newest of these weights began.
    pub since: Option<Date>,
    /// Numbers of the treaties whose conditions for entry into force ask for it.
    pub treaties: Vec<String>,
}

/// What each participant weighs by one table on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeightsReport {
    /// Code of the table.
    pub table: String,
    /// The day asked about.
    pub as_of: Date,
    /// Numbers of the treaties whose conditions for entry into force ask for it.
    pub treaties: Vec<String>,
    /// What all weigh together.
    pub total: Decimal,
    /// How many weights begin later.
    pub later: usize,
    /// By name of the participant.
    pub weights: Vec<WeightLine>,
}

/// What a participant weighs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeightLine {
    /// Whose weight.
    #[serde(flatten)]
    pub participant: Named,
    /// How much, in the unit of the table.
    pub weight: Decimal,
    /// From which day on; always where there is none.
    pub since: Option<Date>,
    /// Remarks.
    pub note: Option<String>,
    /// The entry that recorded it: @N.
    pub entry: String,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

/// Lists the tables of weights.
pub fn weight_tables(store: &Store, when: When) -> Result<WeightTablesReport> {
    let mut tables: BTreeMap<String, WeightTableLine> = BTreeMap::new();
    let rows = store.weights()?;
    for row in on_day(&rows, when.as_of) {
        let line = tables.entry(row.table.clone()).or_default();
        line.participants += 1;
        line.total = line.total + row.number();
        line.since = line.since.max(row.since);
    }
    for row in &rows {
        tables.entry(row.table.clone()).or_default();
    }
    for (table, treaties) in asked_for(store)? {
        tables.entry(table).or_default().treaties = treaties.into_iter().collect();
    }
    let tables = tables.into_iter().map(|(table, line)| WeightTableLine { table, ..line }).collect();
    Ok(WeightTablesReport { as_of: when.as_of, tables })
}

/// Lists what participants weigh by the table with this code.
pub fn weights(store: &Store, table: &str, when: When) -> Result<WeightsReport> {
    let mut rows = store.weights()?;
    let mut asked_for = asked_for(store)?;
    let tables: BTreeSet<String> =
        rows.iter().map(|row| row.table.clone()).chain(asked_for.keys().cloned()).collect();
    let Some(table) = tables.iter().find(|known| fold(known) == fold(table)) else {
        let near = nearest(table, tables.iter().map(String::as_str), 5);
        let candidates = near.into_iter().map(str::to_owned).collect();
        return Err(Error::Unknown { what: "table of weights", name: table.to_owned(), candidates });
    };
    rows.retain(|row| row.table == *table);
    let day = when.as_of;
    let then: BTreeMap<&str, &WeightRow> =
        on_day(&rows, day).into_iter().map(|row| (row.participant.as_str(), row)).collect();
    let names = Names::of(store)?;
    let codes = then.keys().map(|code| (*code).to_owned());
    let weights = names.in_order(codes).into_iter().map(|participant| {
        let row = then[participant.code.as_str()];
        WeightLine {
            participant,
            weight: row.number(),
            since: row.since,
            note: row.note.clone(),
            entry: format!("@{}", row.id),
            confidence: row.confidence,
            sources: real_sources(row.sources.clone()),
        }
    });
    Ok(WeightsReport {
        as_of: day,
        treaties: asked_for.remove(table).unwrap_or_default().into_iter().collect(),
        total: then.values().map(|row| row.number()).sum(),
        later: rows.iter().filter(|row| row.since.is_some_and(|since| day < since)).count(),
        weights: weights.collect(),
        table: table.clone(),
    })
}

impl WeightsReport {
    /// What each row rests on.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason> {
        Reason::of_rows(&self.weights, |line| {
            let from = line.since.map_or_else(|| "always".to_owned(), |since| format!("from {since}"));
            let because = format!("{} {from} ({}), {}", line.weight, line.entry, line.confidence);
            Some(Reason::of(&line.participant.name, because).from(&line.sources))
        })
    }
}

/// The weights that count on a day, of rows in order of time: of each participant the one that began last.
fn on_day(rows: &[WeightRow], day: Date) -> Vec<&WeightRow> {
    let begun = rows.iter().filter(|row| row.since.is_none_or(|since| since <= day));
    let latest: BTreeMap<(&str, &str), &WeightRow> =
        begun.map(|row| ((row.table.as_str(), row.participant.as_str()), row)).collect();
    latest.into_values().collect()
}

/// The tables that conditions for entry into force ask for, with the numbers of the treaties.
fn asked_for(store: &Store) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut asked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (treaty, rule) in store.rules_on_weights()? {
        let rule = Threshold::read(&rule).ok();
        for table in rule.iter().flat_map(Threshold::tables) {
            asked.entry(table.to_owned()).or_default().insert(treaty.clone());
        }
    }
    Ok(asked)
}
