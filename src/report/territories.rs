//! To which territories a treaty applies: acts and declarations on territories, and what follows for one of them.

use serde::Serialize;

use super::act_view::real_sources;
use super::set::Names;
use super::territory::Territory;
use super::territory_record::TerritoryRecord;
use super::territory_through::{Applies, Through, applies};
use super::{ActView, Named, TreatyBrief, When};
use crate::error::Result;
use crate::model::{Confidence, Date, Tie};
use crate::store::{ActRow, ParticipantRow, ReservationRow, Store, TreatyRow};

/// What is recorded on the territories of a treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TerritoriesReport {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// The day asked about.
    pub as_of: Date,
    /// The territory asked about.
    pub territory: Option<Named>,
    /// Whose acts and statements; none: everybody's.
    pub by: Option<Named>,
    /// Whether the treaty applies there; none where no territory was asked about.
    pub applies: Option<Applies>,
    /// Through whom it applies, or not.
    pub through: Vec<Through>,
    /// Acts and statements, in order of time.
    pub lines: Vec<TerritoryLine>,
    /// What the reader should know of the territory.
    pub remarks: Vec<String>,
}

/// An act or a statement on a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TerritoryLine {
    /// The log entry, as it is cited: @N.
    pub entry: String,
    /// Whose.
    #[serde(flatten)]
    pub author: Named,
    /// The act, or the kind of statement.
    pub what: String,
    /// Which territory; none where a statement does not have it.
    pub territory: Option<Named>,
    /// Its day; none where that is not known.
    pub date: Option<Date>,
    /// Window of an unknown day: not after.
    pub latest: Option<Date>,
    /// Day of effect.
    pub effective_on: Option<Date>,
    /// By which article that follows.
    pub article: Option<String>,
    /// First day it no longer stands; of a statement.
    pub ended_on: Option<Date>,
    /// What it says.
    pub summary: Option<String>,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

/// Answers to which territories a treaty applies.
pub fn territories(
    store: &Store,
    treaty: &TreatyRow,
    territory: Option<&ParticipantRow>,
    by: Option<&ParticipantRow>,
    when: When,
) -> Result<TerritoriesReport> {
    let day = when.as_of;
    let names = Names::of(store)?;
    let record = TerritoryRecord::of(store, treaty)?;
    let asked = territory.map_or(Ok(None), |row| Territory::of(store, row))?;
    let (acts, statements) = (record.acts(day), record.statements(asked.as_ref(), day));
    let is_by = |code: &str| by.is_none_or(|by| by.code == code);
    let is_of = |code: Option<&String>, on: Option<Date>| {
        asked.as_ref().is_none_or(|territory| territory.is_meant_by(code, on))
    };
    let mut through =
        asked.as_ref().map_or_else(Vec::new, |territory| record.on(territory, &names, day).answers());
    through.retain(|through| is_by(&through.participant.code));
    let concerned: Vec<&String> = through.iter().map(|through| &through.participant.code).collect();
    let is_of_concerned =
        |row: &ReservationRow| row.territory.is_none() && concerned.contains(&&row.participant);
    let own_acts =
        acts.iter().filter(|act| is_by(&act.participant) && is_of(act.territory.as_ref(), act.day()));
    let own_statements = statements
        .iter()
        .filter(|row| is_by(&row.participant))
        .filter(|row| is_of(row.territory.as_ref(), row.date.or(row.earliest)) || is_of_concerned(row));
    let mut lines: Vec<TerritoryLine> = own_acts.map(|act| of_act(act, &names)).collect();
    lines.extend(own_statements.map(|row| of_statement(row, &names)));
    lines.sort_by_key(|line| (line.date.or(line.latest), line.entry.len(), line.entry.clone()));
    let mut remarks = Vec::new();
    if let Some((row, whose)) = asked.as_ref().map(|asked| (asked.row, &asked.whose)) {
        if through.is_empty() {
            remarks.push(format!("Through whom a treaty applies to {} is not recorded.", row.name));
        }
        let shown = |(code, _): &&Tie| concerned.contains(&code);
        remarks.extend(whose.ties.iter().filter(shown).map(|tie| in_words(row, tie, &names)));
        let was_part = |(whole, until): &(String, Date)| {
            format!("{} was a part of {} until {until}.", row.name, names.name(whole))
        };
        remarks.extend(whose.part_of.iter().map(was_part));
        if let Some(end) = row.exists_until.filter(|end| *end <= day) {
            let later = store.successors()?.into_iter().filter(|pair| pair.0 == row.code);
            let later: Vec<String> = later.map(|pair| names.name(&pair.1)).collect();
            let came =
                if later.is_empty() { String::new() } else { format!("; from it came {}", later.join(", ")) };
            remarks.push(format!("{} ended before {end}{came}.", row.name));
        }
    }
    let applies = territory.map(|row| applies(row, &through, day));
    Ok(TerritoriesReport {
        treaty: TreatyBrief::of(treaty),
        as_of: day,
        territory: territory.map(Named::from),
        by: by.map(Named::from),
        applies,
        through,
        lines,
        remarks,
    })
}

/// Whose a territory is, with the days that are recorded.
fn in_words(row: &ParticipantRow, (code, days): &Tie, names: &Names) -> String {
    let (territory, state) = (&row.name, names.name(code));
    let since = (days.since > Date::FIRST).then_some(days.since);
    match (since, days.until) {
        (None, None) => format!("{territory} is recorded as a territory of {state}; since when is not."),
        (None, Some(until)) => format!("{territory} was a territory of {state} until {until}."),
        (Some(since), None) => format!("{territory} is a territory of {state} from {since} on."),
        (Some(since), Some(until)) => {
            format!("{territory} was a territory of {state} from {since} until {until}.")
        }
    }
}

fn of_act(act: &ActRow, names: &Names) -> TerritoryLine {
    let view = ActView::of(act.clone());
    TerritoryLine {
        entry: view.entry,
        author: names.named(&act.participant),
        what: act.kind.word().to_owned(),
        territory: act.territory.as_deref().map(|code| names.named(code)),
        date: view.date,
        latest: view.latest,
        effective_on: view.effective_on,
        article: view.article,
        ended_on: None,
        summary: view.note,
        confidence: view.confidence,
        sources: view.sources,
    }
}

fn of_statement(row: &ReservationRow, names: &Names) -> TerritoryLine {
    TerritoryLine {
        entry: format!("@{}", row.id),
        author: names.named(&row.participant),
        what: row.statement.clone(),
        territory: row.territory.as_deref().map(|code| names.named(code)),
        date: row.date,
        latest: row.latest,
        effective_on: row.effective_on,
        article: None,
        ended_on: row.withdrawn_on,
        summary: Some(row.summary.clone()),
        confidence: row.confidence,
        sources: real_sources(row.sources.0.clone()),
    }
}
