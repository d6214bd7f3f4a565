//! To which territories a treaty applies: acts and declarations on territories, and what follows for one of them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::act_view::real_sources;
use super::set::Names;
use super::{ActView, Named, TreatyBrief, When};
use crate::error::Result;
use crate::law::Spell;
use crate::model::{ActKind, Confidence, Date, Status, words};
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

words! {
    /// Whether a treaty applies to a territory; the surest answer first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
    #[serde(rename_all = "kebab-case")]
    Applies():
    /// By an act on record.
    Yes = "yes";
    /// By the rule that a treaty binds a party for its entire territory (VCLT art. 29); nothing else is on record.
    Presumed = "presumed";
    /// What is on record does not tell.
    NotKnown = "not known";
    /// By an act on record, or because nobody through whom it could apply is bound.
    No = "no";
}

/// Whether a treaty applies to a territory through one participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Through {
    /// Through whom.
    #[serde(flatten)]
    pub participant: Named,
    /// Its status on the day.
    pub status: Status,
    /// Whether it applies.
    pub applies: Applies,
    /// Since when, where that is known.
    pub since: Option<Date>,
    /// Why.
    pub because: String,
    /// The entry on which that rests.
    pub entry: Option<String>,
    /// Codes of its sources.
    pub sources: Vec<String>,
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
    let (mut acts, others): (Vec<ActRow>, Vec<ActRow>) =
        store.acts(&treaty.code)?.into_iter().partition(|act| act.kind.is_territorial());
    acts.retain(|act| act.day().is_some_and(|done| done <= day));
    let mut statements = store.statements(&treaty.code)?;
    statements.retain(|row| {
        (row.statement == "territorial" || row.territory.is_some())
            && row.date.or(row.earliest).is_none_or(|done| done <= day)
    });
    let is_by = |code: &str| by.is_none_or(|by| by.code == code);
    let is_of = |code: Option<&String>| territory.is_none_or(|row| code == Some(&row.code));
    let through = match territory {
        Some(row) => {
            let spells = store.standings(&treaty.code, day)?;
            let (acts, others, statements) = (&*acts, &*others, &*statements);
            let asked = Asked { row, acts, others, statements, spells: &spells, names: &names, day };
            let mut through: Vec<Through> =
                asked.candidates().iter().map(|code| asked.through(code)).collect();
            through.retain(|through| is_by(&through.participant.code));
            through.sort_by_key(|through| through.applies);
            through
        }
        None => Vec::new(),
    };
    let concerned: Vec<&String> = through.iter().map(|through| &through.participant.code).collect();
    let is_of_concerned =
        |row: &ReservationRow| row.territory.is_none() && concerned.contains(&&row.participant);
    let own_acts = acts.iter().filter(|act| is_by(&act.participant) && is_of(act.territory.as_ref()));
    let own_statements = statements
        .iter()
        .filter(|row| is_by(&row.participant) && (is_of(row.territory.as_ref()) || is_of_concerned(row)));
    let mut lines: Vec<TerritoryLine> = own_acts.map(|act| of_act(act, &names)).collect();
    lines.extend(own_statements.map(|row| of_statement(row, &names)));
    lines.sort_by_key(|line| (line.date.or(line.latest), line.entry.len(), line.entry.clone()));
    let mut remarks = Vec::new();
    if let Some(row) = territory {
        if through.is_empty() {
            remarks.push(format!("Through whom a treaty applies to {} is not recorded.", row.name));
        }
        if let Some(owner) = belongs_to(row).filter(|code| concerned.iter().any(|known| known == code)) {
            remarks.push(format!(
                "{} is recorded as a territory of {}; since when is not.",
                row.name,
                names.name(owner)
            ));
        }
        if let Some(end) = row.exists_until.filter(|end| *end <= day) {
            let later = store.successors()?.into_iter().filter(|pair| pair.0 == row.code);
            let later: Vec<String> = later.map(|pair| names.name(&pair.1)).collect();
            let came =
                if later.is_empty() { String::new() } else { format!("; from it came {}", later.join(", ")) };
            remarks.push(format!("{} ended before {end}{came}.", row.name));
        }
    }
    let applies = territory.map(|row| {
        let ended = row.exists_until.is_some_and(|end| end <= day);
        let surest = through.iter().map(|through| through.applies).min();
        if ended { Applies::No } else { surest.unwrap_or(Applies::NotKnown) }
    });
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

/// The code of the State of which a territory is recorded as one: its remark begins with `territory of NL`.
fn belongs_to(row: &ParticipantRow) -> Option<&str> {
    let rest = row.note.as_deref()?.split("territory of ").nth(1)?;
    let code = rest.split([';', ',', ' ', '.']).next().unwrap_or_default();
    (!code.is_empty()).then_some(code)
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

/// What the answer on one territory rests on.
struct Asked<'a> {
    row: &'a ParticipantRow,
    /// Those on territories by the day.
    acts: &'a [ActRow],
    others: &'a [ActRow],
    statements: &'a [ReservationRow],
    spells: &'a [Spell],
    names: &'a Names,
    day: Date,
}

/// Whether it applies, since when and why, and the entry with the sources that this rests on.
type Answer<'a> = (Applies, Option<Date>, String, Option<(i64, &'a [String])>);

impl Asked<'_> {
    fn spell(&self, code: &str) -> Option<&Spell> {
        self.spells.iter().find(|spell| spell.participant == code)
    }

    fn is_about_it(&self, territory: Option<&String>) -> bool {
        territory == Some(&self.row.code)
    }

    /// Those through whom the treaty can apply to it: who said so, whose territory it is recorded as, itself.
    fn candidates(&self) -> BTreeSet<String> {
        let said = self.acts.iter().filter(|act| self.is_about_it(act.territory.as_ref()));
        let stated = self.statements.iter().filter(|row| self.is_about_it(row.territory.as_ref()));
        let itself = self.spell(&self.row.code).map(|spell| spell.participant.clone());
        said.map(|act| act.participant.clone())
            .chain(stated.map(|row| row.participant.clone()))
            .chain(belongs_to(self.row).map(str::to_owned))
            .chain(itself)
            .collect()
    }

    fn through(&self, code: &str) -> Through {
        let spell = self.spell(code);
        let status = spell.map_or(Status::None, |spell| spell.status);
        let participant = self.names.named(code);
        let consent = spell.and_then(|spell| spell.consent);
        let consent = self.others.iter().find(|act| Some(act.id) == consent);
        let (applies, since, because, rests_on) = if status.bound() {
            self.by_act(&participant, consent).unwrap_or_else(|| self.by_rule(&participant, consent))
        } else {
            let because = format!("{} is not bound: its status is {status}", participant.name);
            (Applies::No, None, because, None)
        };
        let entry = rests_on.map(|(id, _)| format!("@{id}"));
        let sources = rests_on.map_or_else(Vec::new, |(_, sources)| real_sources(sources.to_vec()));
        Through { participant, status, applies, since, because, entry, sources }
    }

    /// By the act on it that took effect last, else by an extension whose day of effect is to come.
    fn by_act(&self, Named { code, name }: &Named, consent: Option<&ActRow>) -> Option<Answer<'_>> {
        let effect = |act: &ActRow| act.effect().or(act.day());
        let own = self.acts.iter().filter(|act| act.participant == *code);
        let mut own: Vec<&ActRow> = own.filter(|act| self.is_about_it(act.territory.as_ref())).collect();
        own.sort_by_key(|act| (effect(act), act.id));
        let last = own.iter().rev().find(|act| effect(act).is_some_and(|since| since <= self.day));
        let to_come = own.last().filter(|act| act.kind == ActKind::TerritorialExtension);
        let (act, is_to_come) = (*last.or(to_come)?, last.is_none());
        let (applies, how, since) = match act.kind {
            ActKind::TerritorialExtension => {
                (Applies::Yes, "extended it there", effect(act).max(consent.and_then(ActRow::effect)))
            }
            ActKind::TerritorialExclusion => (Applies::No, "excluded it", effect(act)),
            _ => (Applies::No, "withdrew its extension", effect(act)),
        };
        let only = if is_to_come { " only" } else { "" };
        let by = act.article.as_ref().map_or_else(String::new, |article| format!(", by {article}"));
        let because = format!("{name} {how} (@{}), with effect from {}{only}{by}", act.id, shown(since));
        let (applies, since) = if is_to_come { (Applies::No, None) } else { (applies, since) };
        Some((applies, since, because, Some((act.id, &act.sources))))
    }

    /// Where no act decides: a declaration on territories, extensions to others, or the rule of art. 29.
    fn by_rule<'a>(&'a self, Named { code, name }: &Named, consent: Option<&'a ActRow>) -> Answer<'a> {
        let open = self.statements.iter().find(|row| {
            row.participant == *code
                && row.statement == "territorial"
                && (row.territory.is_none() || self.is_about_it(row.territory.as_ref()))
                && row.withdrawn_on.is_none_or(|end| self.day < end)
        });
        if let Some(row) = open {
            let because = format!(
                "{name} made a declaration on territories, and which ones it concerns is not recorded (@{}): “{}”",
                row.id, row.summary
            );
            return (Applies::NotKnown, None, because, Some((row.id, &row.sources.0)));
        }
        let is_extension =
            |act: &&ActRow| act.participant == *code && act.kind == ActKind::TerritorialExtension;
        if let Some(act) = self.acts.iter().find(is_extension) {
            let other = act.territory.as_ref().map_or_else(String::new, |code| self.names.name(code));
            let because = format!(
                "{name} extended it to {other} (@{}) by an act, and none for {} is recorded",
                act.id, self.row.name
            );
            return (Applies::NotKnown, None, because, Some((act.id, &act.sources)));
        }
        let because = format!(
            "{name} is bound, and a treaty binds for the entire territory unless another intention appears (VCLT art. 29); \
             none is recorded"
        );
        let rests_on = consent.map(|act| (act.id, &*act.sources));
        (Applies::Presumed, consent.and_then(ActRow::effect), because, rests_on)
    }
}

fn shown(day: Option<Date>) -> String {
    day.map_or_else(|| "a day not known".to_owned(), |day| day.to_string())
}
