//! To which territories a treaty applies: acts and declarations on territories, and what follows for one of them.

use serde::Serialize;

use super::act_view::real_sources;
use super::set::Names;
use super::{ActView, Named, TreatyBrief, When};
use crate::error::Result;
use crate::model::{ActKind, Confidence, Date, Status};
use crate::store::{ActRow, ParticipantRow, ReservationRow, SpellRow, Store, TreatyRow};

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

/// Whether a treaty applies to a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applies {
    /// By an act on record.
    Yes,
    /// By the rule that a treaty binds a party for its entire territory (VCLT art. 29); nothing else is on record.
    Presumed,
    /// What is on record does not tell.
    NotKnown,
    /// By an act on record, or because nobody through whom it could apply is bound.
    No,
}

impl Applies {
    /// In words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Presumed => "presumed",
            Self::NotKnown => "not known",
            Self::No => "no",
        }
    }
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
    let with_name = |code: &str| Named { name: names.name(code), code: code.to_owned() };
    let acts = store.acts(&treaty.code)?;
    let mut statements = store.statements(&treaty.code)?;
    statements.retain(|row| {
        (row.kind == "territorial" || row.territory.is_some())
            && row.date.or(row.earliest).is_none_or(|done| done <= day)
    });
    let is_by = |code: &str| by.is_none_or(|by| by.code == code);
    let is_of = |code: Option<&String>| territory.is_none_or(|row| code == Some(&row.code));
    let on_territories =
        acts.iter().filter(|act| act.kind.is_territorial() && act.day().is_some_and(|done| done <= day));
    let mut lines: Vec<TerritoryLine> = on_territories
        .clone()
        .filter(|act| is_by(&act.participant) && is_of(act.territory.as_ref()))
        .map(|act| of_act(act, &with_name))
        .collect();
    let through = match territory {
        Some(row) => {
            let spells = store.standings(&treaty.code, day)?;
            let asked =
                Asked { row, acts: &acts, statements: &statements, spells: &spells, names: &names, day };
            let mut through: Vec<Through> =
                asked.candidates().iter().map(|code| asked.through(code)).collect();
            through.retain(|through| is_by(&through.participant.code));
            through.sort_by_key(|through| through.applies as u8);
            through
        }
        None => Vec::new(),
    };
    let concerned: Vec<&String> = through.iter().map(|through| &through.participant.code).collect();
    lines.extend(
        statements
            .iter()
            .filter(|row| is_by(&row.participant))
            .filter(|row| {
                is_of(row.territory.as_ref())
                    || (row.territory.is_none() && concerned.contains(&&row.participant))
            })
            .map(|row| of_statement(row, &with_name)),
    );
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
            let later: Vec<String> = store
                .successors()?
                .into_iter()
                .filter(|pair| pair.0 == row.code)
                .map(|pair| names.name(&pair.1))
                .collect();
            let came =
                if later.is_empty() { String::new() } else { format!("; from it came {}", later.join(", ")) };
            remarks.push(format!("{} ended before {end}{came}.", row.name));
        }
    }
    let applies = territory.map(|row| {
        let ended = row.exists_until.is_some_and(|end| end <= day);
        let all = through.iter().map(|through| through.applies);
        if ended {
            Applies::No
        } else {
            all.min_by_key(|applies| *applies as u8).unwrap_or(Applies::NotKnown)
        }
    });
    Ok(TerritoriesReport {
        treaty: TreatyBrief::of(treaty),
        as_of: day,
        territory: territory.map(|row| with_name(&row.code)),
        by: by.map(|row| with_name(&row.code)),
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

fn of_act(act: &ActRow, named: &impl Fn(&str) -> Named) -> TerritoryLine {
    let view = ActView::of(act.clone());
    TerritoryLine {
        entry: view.entry,
        author: named(&act.participant),
        what: act.kind.word().to_owned(),
        territory: act.territory.as_deref().map(named),
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

fn of_statement(row: &ReservationRow, named: &impl Fn(&str) -> Named) -> TerritoryLine {
    TerritoryLine {
        entry: format!("@{}", row.id),
        author: named(&row.participant),
        what: row.kind.clone(),
        territory: row.territory.as_deref().map(named),
        date: row.date,
        latest: row.latest,
        effective_on: row.effective_on,
        article: None,
        ended_on: row.withdrawn_on,
        summary: Some(row.summary.clone()),
        confidence: row.confidence,
        sources: real_sources(row.sources.clone()),
    }
}

/// What the answer on one territory rests on.
struct Asked<'a> {
    row: &'a ParticipantRow,
    acts: &'a [ActRow],
    statements: &'a [ReservationRow],
    spells: &'a [SpellRow],
    names: &'a Names,
    day: Date,
}

impl Asked<'_> {
    fn on_territories(&self, code: &str) -> impl Iterator<Item = &ActRow> {
        let acts = self.acts.iter().filter(|act| act.kind.is_territorial());
        acts.filter(move |act| act.participant == code && act.day().is_some_and(|done| done <= self.day))
    }

    fn spell(&self, code: &str) -> Option<&SpellRow> {
        self.spells.iter().find(|spell| spell.participant == code)
    }

    /// Those through whom the treaty can apply to it: who said so, whose territory it is recorded as, itself.
    fn candidates(&self) -> Vec<String> {
        let said = self.acts.iter().filter(|act| {
            act.kind.is_territorial()
                && act.territory.as_ref() == Some(&self.row.code)
                && act.day().is_some_and(|done| done <= self.day)
        });
        let stated = self.statements.iter().filter(|row| row.territory.as_ref() == Some(&self.row.code));
        let itself = self.spell(&self.row.code).map(|spell| spell.participant.clone());
        let mut codes: Vec<String> = said
            .map(|act| act.participant.clone())
            .chain(stated.map(|row| row.participant.clone()))
            .chain(belongs_to(self.row).map(str::to_owned))
            .chain(itself)
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    fn through(&self, code: &str) -> Through {
        let spell = self.spell(code);
        let status = spell.map_or(Status::None, |spell| spell.status);
        let who = self.names.name(code);
        let mut through = Through {
            participant: Named { name: who.clone(), code: code.to_owned() },
            status,
            applies: Applies::No,
            since: None,
            because: format!("{who} is not bound: its status is {status}"),
            entry: None,
            sources: Vec::new(),
        };
        if !status.bound() {
            return through;
        }
        let consent = spell.and_then(|spell| spell.consent);
        let consent = self.acts.iter().find(|act| Some(act.id) == consent);
        let bound_since = consent.and_then(ActRow::effect);
        let own = self.on_territories(code).filter(|act| act.territory.as_ref() == Some(&self.row.code));
        let effect = |act: &ActRow| act.effect().or(act.day());
        let mut decided: Vec<&ActRow> = own.collect();
        decided.sort_by_key(|act| (effect(act), act.id));
        let last = decided.iter().rev().find(|act| effect(act).is_some_and(|since| since <= self.day));
        let (act, is_to_come) = match (last, decided.last()) {
            (Some(act), _) => (act, false),
            (None, Some(act)) if act.kind == ActKind::TerritorialExtension => (act, true),
            _ => {
                self.by_rule(code, &who, consent, &mut through);
                return through;
            }
        };
        let (applies, how, since) = match act.kind {
            ActKind::TerritorialExtension => {
                (Applies::Yes, "extended it there", effect(act).max(bound_since))
            }
            ActKind::TerritorialExclusion => (Applies::No, "excluded it", effect(act)),
            _ => (Applies::No, "withdrew its extension", effect(act)),
        };
        let only = if is_to_come { " only" } else { "" };
        let by = act.article.as_ref().map_or_else(String::new, |article| format!(", by {article}"));
        through.because = format!("{who} {how} (@{}), with effect from {}{only}{by}", act.id, shown(since));
        through.applies = if is_to_come { Applies::No } else { applies };
        through.since = since.filter(|_| !is_to_come);
        through.entry = Some(format!("@{}", act.id));
        through.sources = real_sources(act.sources.clone());
        through
    }

    /// Where no act decides: a declaration on territories, extensions to others, or the rule of art. 29.
    fn by_rule(&self, code: &str, who: &str, consent: Option<&ActRow>, through: &mut Through) {
        let open = self.statements.iter().find(|row| {
            row.participant == code
                && row.kind == "territorial"
                && row.territory.as_ref().is_none_or(|territory| *territory == self.row.code)
                && row.withdrawn_on.is_none_or(|end| self.day < end)
        });
        if let Some(row) = open {
            through.applies = Applies::NotKnown;
            through.because = format!(
                "{who} made a declaration on territories, and which ones it concerns is not recorded (@{}): “{}”",
                row.id, row.summary
            );
            through.entry = Some(format!("@{}", row.id));
            through.sources = real_sources(row.sources.clone());
        } else if let Some(act) =
            self.on_territories(code).find(|act| act.kind == ActKind::TerritorialExtension)
        {
            let other = act.territory.as_ref().map_or_else(String::new, |code| self.names.name(code));
            through.applies = Applies::NotKnown;
            through.because = format!(
                "{who} extended it to {other} (@{}) by an act, and none for {} is recorded",
                act.id, self.row.name
            );
            through.entry = Some(format!("@{}", act.id));
            through.sources = real_sources(act.sources.clone());
        } else {
            through.applies = Applies::Presumed;
            through.since = consent.and_then(ActRow::effect);
            through.because = format!(
                "{who} is bound, and a treaty binds for the entire territory unless another intention appears (VCLT art. 29); \
                 none is recorded"
            );
            through.entry = consent.map(|act| format!("@{}", act.id));
            through.sources = consent.map_or_else(Vec::new, |act| real_sources(act.sources.clone()));
        }
    }
}

fn shown(day: Option<Date>) -> String {
    day.map_or_else(|| "a day not known".to_owned(), |day| day.to_string())
}
