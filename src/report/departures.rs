//! Who left a treaty: when that was received and took effect, by which clause, whether it was revoked, and who came back.

use std::collections::HashMap;

use serde::Serialize;

use super::set::Names;
use super::{ActView, Named, Set, TreatyBrief, When};
use crate::error::Result;
use crate::law;
use crate::law::{Cessation, Spell};
use crate::model::{Date, Status};
use crate::store::{ClauseRow, Store, TreatyRow};

/// The exits under one treaty or all, up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeparturesReport {
    /// The day asked about.
    pub as_of: Date,
    /// Number of the treaty it is limited to; none: all.
    pub only: Option<String>,
    /// The group it is limited to.
    pub group: Option<Set>,
    /// One for each exit.
    pub departures: Vec<Departure>,
    /// How many there were before they were limited to those revoked or those that came back.
    pub all: usize,
    /// Those asked for: `revoked`, `came-back`; empty: all.
    pub limits: Vec<&'static str>,
    /// The treaties asked about.
    #[serde(skip)]
    pub treaties: Vec<TreatyBrief>,
}

/// One exit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Departure {
    /// Number of the treaty.
    pub treaty: String,
    /// Who.
    pub participant: Named,
    /// The notice, or the cessation; none where a source shows only that it left.
    pub exit: Option<ActView>,
    /// The other treaty under which it was done, where that ended participation in this one.
    pub under: Option<String>,
    /// The rule that gives the day of effect; where the act was done under another treaty, the one by which that ends
    /// participation in this one.
    pub rule: Option<String>,
    /// The article of that rule.
    #[serde(skip)]
    pub article: Option<String>,
    /// The first day on which it is no longer bound, if nothing came between; none where that is not known, where
    /// nothing ended, and where another exit counts in its place.
    pub effective_on: Option<Date>,
    /// The exit that counts in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overtaken_by: Option<ActView>,
    /// What took it back before it took effect.
    pub revocation: Option<ActView>,
    /// Its next consent.
    #[serde(rename = "return")]
    pub return_: Option<ActView>,
    /// The first day on which the treaty is in force for it again.
    #[serde(skip)]
    pub in_force_again_on: Option<Date>,
    /// The consent that it left.
    pub consent: Option<ActView>,
    /// Its status on the day asked about.
    pub status: Status,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    /// The treaty; none: all.
    pub treaty: Option<&'a TreatyRow>,
    /// The group.
    pub set: Option<&'a Set>,
    /// Only notices that were revoked.
    pub revoked: bool,
    /// Only those that came back.
    pub came_back: bool,
}

/// Answers who left.
pub fn departures(store: &Store, asked: Leaving, when: When) -> Result<DeparturesReport> {
    let on = when.as_of;
    let only = asked.treaty.map(|treaty| treaty.code.as_str());
    let mut rows = store.departures(only, on)?;
    if let Some(set) = asked.set {
        let members = set.members(store, on)?;
        rows.retain(|(_, row)| members.contains(&row.participant));
    }
    let all = rows.len();
    rows.retain(|(_, row)| {
        (!asked.revoked || row.revoked_by.is_some()) && (!asked.came_back || row.returned_by.is_some())
    });
    let mut found = shown(store, rows, on)?;
    found.sort_by_cached_key(|row| {
        let received = row.exit.as_ref().and_then(ActView::day);
        (received.is_none(), received, row.treaty.clone(), row.participant.name.clone())
    });
    let treaties = match asked.treaty {
        Some(treaty) => vec![TreatyBrief::of(treaty)],
        None => store
            .treaties()?
            .iter()
            .filter(|row| row.collected && row.is_there(on))
            .map(TreatyBrief::of)
            .collect(),
    };
    let limits = [("revoked", asked.revoked), ("came-back", asked.came_back)];
    Ok(DeparturesReport {
        as_of: on,
        only: only.map(str::to_owned),
        group: asked.set.cloned(),
        departures: found,
        all,
        limits: limits.into_iter().filter(|limit| limit.1).map(|limit| limit.0).collect(),
        treaties,
    })
}

/// The exits with their acts, and where each participant stands on the day.
fn shown(store: &Store, rows: Vec<(String, law::Departure)>, on: Date) -> Result<Vec<Departure>> {
    let names = Names::of(store)?;
    let of_row = |row: &law::Departure| {
        let others = [row.overtaken_by, row.revoked_by, row.returned_by, row.consent];
        others.into_iter().flatten().chain([row.act])
    };
    let acts = store.acts_numbered(&rows.iter().flat_map(|(_, row)| of_row(row)).collect())?;
    let view = |id: Option<i64>| id.and_then(|id| acts.get(&id)).cloned().map(ActView::of);
    let mut standings: HashMap<String, Vec<Spell>> = HashMap::new();
    let mut found = Vec::new();
    for (treaty, row) in rows {
        if !standings.contains_key(&treaty) {
            standings.insert(treaty.clone(), store.standings(&treaty, on)?);
        }
        let standing = standings[&treaty].iter().find(|spell| spell.participant == row.participant);
        let exit = acts.get(&row.act).filter(|_| row.is_dated);
        let under = exit.map(|act| &act.treaty).filter(|other| **other != treaty).cloned();
        let linked = under.as_ref().map(|other| cessation(store, &treaty, other)).transpose()?.flatten();
        let by_rule = match linked {
            Some(clause) => Some((clause.rule, clause.article)),
            None => exit.and_then(|act| Some((act.rule.clone()?, act.article.clone().unwrap_or_default()))),
        };
        let (rule, article) = by_rule.unzip();
        found.push(Departure {
            participant: names.named(&row.participant),
            under,
            rule,
            article: article.filter(|article| !article.is_empty()),
            exit: exit.cloned().map(ActView::of),
            effective_on: row.effective_on,
            overtaken_by: view(row.overtaken_by),
            revocation: view(row.revoked_by),
            return_: view(row.returned_by),
            in_force_again_on: row.back_on,
            consent: view(row.consent),
            status: standing.map_or(Status::None, |spell| spell.status),
            treaty,
        });
    }
    Ok(found)
}

/// The clause by which an act under another treaty ends participation in this one.
fn cessation(store: &Store, treaty: &str, other: &str) -> Result<Option<ClauseRow>> {
    let ends = |clause: &ClauseRow| {
        clause.kind == "cessation"
            && Cessation::read(&clause.rule).is_ok_and(|cessation| cessation.treaty() == other)
    };
    Ok(store.clauses(treaty)?.into_iter().find(ends))
}
