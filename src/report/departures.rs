//! Who left a treaty: when that was received and took effect, by which clause, whether it was revoked, and who came back.

use std::collections::BTreeMap;

use serde::Serialize;

use super::set::Names;
use super::{ActView, Named, Set, TreatyBrief, When};
use crate::error::Result;
use crate::model::{ActKind, Date, Status};
use crate::store::{ActRow, Lost, Store, TreatyRow};

/// The exits under one treaty or all, up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeparturesReport {
    /// The day asked about.
    pub as_of: Date,
    /// Number of the treaty it is limited to; none: all.
    pub only: Option<String>,
    /// The group it is limited to.
    pub group: Option<String>,
    /// One for each exit.
    pub departures: Vec<Departure>,
    /// How many there were before they were limited to those revoked or those that came back.
    pub all: usize,
    /// Those asked for: `revoked`, `came-back`; empty: all.
    pub limits: Vec<&'static str>,
    /// The treaties asked about.
    #[serde(skip)]
    pub treaties: Vec<TreatyBrief>,
    /// The set in words.
    #[serde(skip)]
    pub set: String,
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
    /// The rule that gives the day of effect.
    pub rule: Option<String>,
    /// The first day on which it is no longer bound, if nothing came between; none where that is not known.
    pub effective_on: Option<Date>,
    /// What took it back before it took effect.
    pub revocation: Option<ActView>,
    /// Its next consent.
    #[serde(rename = "return")]
    pub return_: Option<ActView>,
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
    let names = Names::of(store)?;
    let rows = store.acts_of_leavers(only, on)?;
    let lost = store.lost(only, on)?;
    let mut found = Vec::new();
    for acts in
        rows.chunk_by(|one, other| (&one.treaty, &one.participant) == (&other.treaty, &other.participant))
    {
        for (place, exit) in acts.iter().enumerate().filter(|(_, act)| act.kind.is_exit()) {
            found.push(departure(acts, place, exit, &names));
        }
    }
    for lost in lost {
        found.push(with_another(store, lost, &names, on)?);
    }
    if let Some(set) = asked.set {
        let members = set.members(store, on)?;
        found.retain(|row| members.contains(&row.participant.code));
    }
    let all = found.len();
    found.retain(|row| {
        (!asked.revoked || row.revocation.is_some()) && (!asked.came_back || row.return_.is_some())
    });
    let mut standing: BTreeMap<String, Vec<crate::store::SpellRow>> = BTreeMap::new();
    for row in &mut found {
        if !standing.contains_key(&row.treaty) {
            standing.insert(row.treaty.clone(), store.standings(&row.treaty, on)?);
        }
        let spells = standing.get(&row.treaty).into_iter().flatten();
        let spell = spells.into_iter().find(|spell| spell.participant == row.participant.code);
        row.status = spell.map_or(Status::None, |spell| spell.status);
    }
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
        group: asked.set.map(Set::code),
        departures: found,
        all,
        limits: limits.into_iter().filter(|limit| limit.1).map(|limit| limit.0).collect(),
        treaties,
        set: asked.set.map_or_else(String::new, Set::in_words),
    })
}

/// One exit, with what came after it. `acts` are those of one participant under one treaty, in order of time.
fn departure(acts: &[ActRow], place: usize, exit: &ActRow, names: &Names) -> Departure {
    let (before, after) = (&acts[..place], &acts[place + 1..]);
    let effect = exit.effect().or(exit.computed_on);
    // Before it takes effect, and before another notice (VCLT art. 68).
    let revocation = after
        .iter()
        .take_while(|act| !act.kind.is_exit())
        .find(|act| act.kind == ActKind::RevocationOfDenunciation)
        .filter(|act| effect.is_none_or(|effect| act.day().is_some_and(|day| day < effect)));
    // On one day a consent stands before an exit, whichever was meant to be first.
    let consents = |act: &&ActRow| act.kind.is_consent();
    let same_day: Vec<&ActRow> =
        before.iter().filter(consents).filter(|act| act.day() == exit.day()).collect();
    let earlier = before.iter().rev().filter(consents).find(|act| act.day() < exit.day());
    let back = after.iter().find(consents).or_else(|| earlier.and(same_day.first().copied()));
    let consent = earlier.or_else(|| same_day.last().copied());
    Departure {
        treaty: exit.treaty.clone(),
        participant: names.named(&exit.participant),
        under: None,
        rule: exit.rule.clone(),
        effective_on: effect,
        revocation: revocation.cloned().map(ActView::of),
        return_: back.filter(|_| revocation.is_none()).cloned().map(ActView::of),
        consent: consent.cloned().map(ActView::of),
        exit: Some(ActView::of(exit.clone())),
        status: Status::None,
    }
}

/// What was lost with another treaty, or on a day that is not known.
fn with_another(store: &Store, lost: Lost, names: &Names, on: Date) -> Result<Departure> {
    let exit = lost.exit.map_or(Ok(None), |id| store.act(id))?;
    let consent = lost.consent.map_or(Ok(None), |id| store.act(id))?;
    // Its own later consents, read only where there is one to ask for.
    let own = match &exit {
        Some(exit) => store
            .acts(&lost.treaty)?
            .into_iter()
            .filter(|act| act.participant == lost.participant)
            .filter(|act| act.kind.is_consent() && exit.day() < act.day())
            .find(|act| act.day().is_some_and(|day| day <= on)),
        None => None,
    };
    Ok(Departure {
        under: exit.as_ref().map(|exit| exit.treaty.clone()),
        rule: exit.as_ref().and_then(|exit| exit.rule.clone()),
        effective_on: exit.as_ref().and_then(|exit| lost.former_from.or(exit.effect()).or(exit.computed_on)),
        revocation: None,
        return_: own.map(ActView::of),
        consent: consent.map(ActView::of),
        exit: exit.map(ActView::of),
        participant: names.named(&lost.participant),
        treaty: lost.treaty,
        status: Status::None,
    })
}
