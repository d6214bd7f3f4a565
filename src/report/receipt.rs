//! What recording an act changed in law.

use serde::Serialize;

use super::history::known_from;
use super::knowledge::{Class, class};
use super::reasoning::{self, Computation};
use super::set::Names;
use super::{ActView, ModeLine, Named, TreatyBrief, progress};
use crate::error::Result;
use crate::law::{Finding, Spell, derive};
use crate::model::{Date, Decimal, Status};
use crate::names::fold;
use crate::store::{Head, Outcome, Store, statuses};

/// The receipt for a recorded act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// The entry that records it: @N; none where nothing was written.
    pub entry: Option<String>,
    /// The newest entry and its hash; none where nothing was written.
    pub head: Option<Head>,
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// Whose act; none for the whole treaty.
    pub participant: Option<Named>,
    /// Who did it, where that is another: the one in whose place this one stands later, or a union of which it was a part.
    #[serde(skip)]
    pub done_by: Option<Named>,
    /// The act.
    pub act: ActView,
    /// Name of the territory concerned.
    pub territory: Option<String>,
    /// Whether a consent or an exit counts, or another act stands in its place.
    #[serde(skip)]
    pub counts: bool,
    /// What it is to those who knew the record before: a new fact, or a late one.
    pub class: Class,
    /// The day up to which the record reached before it.
    #[serde(skip)]
    pub reach: Date,
    /// The day on which the two statuses are compared: the act's own, unless asked otherwise.
    pub as_of: Date,
    /// The status on that day without the act, of the one that did it.
    pub status_before: Status,
    /// The status on that day with it.
    pub status_after: Status,
    /// How the day of effect follows from the clause.
    pub computation: Option<Computation>,
    /// The treaty's own entry into force by the clause, where this act brings it about or moves it.
    pub entry_into_force: Option<Computation>,
    /// The treaty's own entry into force as published, which stands.
    pub entry_published: Option<Date>,
    /// Consents there are and consents needed, while the conditions for entry into force are not met.
    pub consents: Option<(Decimal, Decimal)>,
    /// What changes in law, from day to day.
    pub changes: Vec<Change>,
    /// What the act makes hold beside the status.
    pub modes: Vec<ModeLine>,
    /// What is unusual in the act.
    pub unusual: Vec<String>,
    /// What follows under other treaties.
    pub follows: Vec<String>,
    /// What was refused and recorded by force.
    pub forced: Vec<String>,
}

/// A status that a participant has for some days because of the act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Under which treaty, where it is another one than the act's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treaty: Option<String>,
    /// Who.
    pub participant: Named,
    /// First day.
    pub since: Date,
    /// First day no longer; none if no end is known.
    pub until: Option<Date>,
    /// It has this status.
    pub status: Status,
}

/// What an act that was recorded has changed; with `dry_run` on a copy in memory that is not kept. The two statuses are
/// compared on `as_of`, or on the act's own day.
pub fn receipt(store: &Store, outcome: Outcome, as_of: Option<Date>, dry_run: bool) -> Result<Receipt> {
    let treaty = &outcome.treaty_after;
    let code = outcome.participant.clone().unwrap_or_default();
    let acts = if code.is_empty() { store.treaty_acts(&treaty.code)? } else { store.acts(&treaty.code)? };
    let act = match acts.into_iter().find(|act| act.id == outcome.act) {
        Some(act) => act,
        None => store.act_in_whose_place_another_is_shown(outcome.act)?.ok_or_else(not_derived)?,
    };
    let (recorded, fact) = store.entry(outcome.act)?.ok_or_else(not_derived)?;
    let reach = known_from(store, &recorded, &fact.body)?;
    let names = Names::of(store)?.on(store, act.day().unwrap_or(Date::LAST))?;
    let day = as_of.or(act.day()).unwrap_or(Date::FIRST);
    let done_by = act.done_by.clone().filter(|doer| *doer != code && !code.is_empty());
    let status = |spells: &[Spell]| {
        let on_day = spells.iter().find(|spell| spell.is_of(done_by.as_ref().unwrap_or(&code), day));
        on_day.map_or(Status::None, |spell| spell.status)
    };
    let world = store.world()?;
    let dossier = store.dossier(&treaty.code, &world)?.ok_or_else(not_derived)?;
    let case = dossier.case(&world);
    let derived = derive(&case);
    let effective = derived.effects.iter().find(|effective| effective.act == outcome.act);
    let computation = effective.and_then(|effective| reasoning::of_act(&case, &derived.entry, effective));
    let moved = outcome.treaty_before.computed_on != treaty.computed_on;
    let entry_into_force = reasoning::of_entry(&case, &derived.entry).filter(|_| moved);
    let done = act.day().unwrap_or(Date::FIRST);
    let in_force = treaty.entry_into_force().is_some_and(|entry| entry <= done);
    let progress = progress::of_case(&case, treaty, done).filter(|_| !in_force);
    let consents = progress
        .filter(|progress| act.kind.is_consent() && progress.met_on.is_none() && entry_into_force.is_none())
        .map(|progress| (progress.counted, progress.needed));
    let [mut unusual, mut follows, mut forced] = <[Vec<String>; 3]>::default();
    for finding in &outcome.findings {
        let (list, text) = match finding {
            Finding::Unusual(text) => (&mut unusual, text),
            Finding::Consequence(text) => (&mut follows, text),
            Finding::Refused(text) => (&mut forced, text),
        };
        list.push(text.clone());
    }
    Ok(Receipt {
        dry_run,
        entry: (!dry_run).then(|| format!("@{}", outcome.act)),
        treaty: TreatyBrief::of(treaty),
        participant: (!code.is_empty()).then(|| names.named(&code)),
        entry_published: treaty.in_force_on,
        done_by: done_by.as_ref().map(|doer| names.named(doer)),
        status_before: status(&outcome.before),
        status_after: status(&outcome.after),
        as_of: day,
        class: class(&fact.body, None, reach),
        reach,
        computation,
        entry_into_force,
        consents,
        changes: changes(&outcome, &names),
        territory: act.territory.as_ref().map(|code| names.name(code)),
        counts: !(act.kind.is_exit() || act.kind.is_consent())
            || outcome.before.len() != outcome.after.len()
            || outcome.before.iter().zip(&outcome.after).any(|(was, is)| !was.says_as(is))
            || outcome
                .after
                .iter()
                .any(|spell| spell.exit == Some(outcome.act) || spell.consent == Some(outcome.act)),
        modes: derived
            .modes
            .iter()
            .filter(|mode| {
                mode.opened_by == Some(outcome.act) && (code.is_empty() || mode.participant == code)
            })
            .map(|mode| ModeLine::of(mode, &case))
            .collect(),
        unusual,
        follows,
        forced,
        act: if dry_run {
            ActView { entry: "not recorded".to_owned(), ..ActView::of(act) }
        } else {
            ActView::of(act)
        },
        head: (!dry_run).then_some(outcome.head),
    })
}

fn not_derived() -> crate::error::Error {
    crate::error::Error::Refused("the entry was recorded, but is not derived; run accede rebuild".to_owned())
}

/// The statuses that are new, or last for other days, under the treaty and under those that depend on it; which act they
/// rest on does not matter here.
fn changes(outcome: &Outcome, names: &Names) -> Vec<Change> {
    let elsewhere = outcome.elsewhere.iter();
    let all = std::iter::once((None, &outcome.before, &outcome.after))
        .chain(elsewhere.map(|(treaty, (before, after))| (Some(treaty), before, after)));
    let mut changes = Vec::new();
    for (treaty, before, after) in all {
        let before = statuses(before);
        let mut new = statuses(after);
        new.retain(|run| !before.contains(run));
        new.sort_by_cached_key(|run| (fold(&names.name(run.0)), run.1));
        changes.extend(new.into_iter().map(|(code, since, until, status)| Change {
            treaty: treaty.cloned(),
            participant: names.named(code),
            since,
            until,
            status,
        }));
    }
    changes
}
