//! Why: the whole reasoning behind a treaty's own entry into force.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::act_view::treaty_acts;
use super::reasoning::OwnEntry;
use super::set::Names;
use super::treaty::gone;
use super::{ActView, ClauseBrief, Named, Progress, TreatyBrief, When, progress};
use crate::error::Result;
use crate::law::{Case, Holds, Statement, absent_predecessors, consents_on, derive};
use crate::model::{ActKind, Date};
use crate::store::{ActRow, Store, TreatyRow};

/// Why a treaty entered into force when it did, or what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyExplanation {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// The day asked about.
    pub as_of: Date,
    /// open, conditions-met, in-force, ended; not-open before its opening.
    pub state: &'static str,
    /// The conditions for entry into force.
    pub conditions: Option<ClauseBrief>,
    /// Whether it is deemed accepted by those that are silent, in a sentence; none where no clause says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deemed: Option<String>,
    /// How its own day follows from them.
    pub effect: Option<ClauseBrief>,
    /// The treaty's own entry into force.
    pub entry: OwnEntry,
    /// The instrument that met the conditions.
    pub met_by: Option<GroupMember>,
    /// Those for whom it entered into force with the treaty: every instrument up to the day the conditions were met.
    pub first_group: Vec<GroupMember>,
    /// Before that: the instruments that stand on the day.
    pub so_far: Vec<GroupMember>,
    /// Those whose instruments are not recorded though others succeeded to them: the conditions may have been met before.
    pub absent: Vec<AbsentPredecessor>,
    /// How far the conditions are met, before entry into force.
    pub progress: Option<Progress>,
    /// The acts of the depositary for the whole treaty.
    pub treaty_acts: Vec<ActView>,
}

/// A State of which no act is recorded under a treaty, and to which others succeeded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AbsentPredecessor {
    /// Which.
    pub predecessor: Named,
    /// Who succeeded to it.
    pub successors: Vec<Named>,
}

/// One instrument of the first group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupMember {
    /// Whose.
    pub participant: Named,
    /// The instrument.
    #[serde(flatten)]
    pub act: ActView,
    /// The day on which it was withdrawn, after the conditions were met and before entry into force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<Date>,
}

/// Explains a treaty's own entry into force.
pub fn explain_treaty(store: &Store, treaty: &TreatyRow, when: When) -> Result<TreatyExplanation> {
    let day = when.as_of;
    let world = store.world()?;
    let dossier = store.dossier(&treaty.code, &world)?.ok_or_else(|| gone(&treaty.code))?;
    let case = dossier.case(&world);
    let derived = derive(&case);
    let names = Names::of(store)?;
    let clauses = store.clauses(&treaty.code)?;
    let clause = |kind: &str| {
        let mut own = clauses.iter().filter(|clause| clause.applies_to == "treaty");
        own.find(|clause| clause.kind == kind).map(ClauseBrief::of)
    };
    let entry = &derived.entry;
    let is_there = |on: Option<Date>| on.is_some_and(|on| on <= day);
    let is_in_force = is_there(treaty.entry_into_force());
    let states = [
        (is_there(treaty.ended_on), "ended"),
        (is_in_force, "in-force"),
        (is_there(entry.met_on), "conditions-met"),
        (treaty.is_there(day), "open"),
    ];
    let state = states.iter().find(|state| state.0).map_or("not-open", |state| state.1);
    let rows = store.acts(&treaty.code)?;
    let member = |row: &ActRow| {
        let doer = row.done_by.as_ref().unwrap_or(&row.participant);
        let withdrawn = |other: &&ActRow| {
            let is_own = other.participant == row.participant && other.kind == ActKind::WithdrawalOfConsent;
            is_own && other.day() >= row.day() && other.day() > entry.met_on && other.day() <= Some(day)
        };
        GroupMember {
            participant: names.named(doer),
            act: ActView::of(row.clone()),
            withdrawn_on: rows.iter().filter(withdrawn).filter_map(ActRow::day).min(),
        }
    };
    let met = entry.met_on.filter(|met| *met <= day);
    let of_first_group = met.map(|met| consents_on(&case, met)).unwrap_or_default();
    let mut first: Vec<&ActRow> = rows.iter().filter(|row| of_first_group.contains(&row.id)).collect();
    first.sort_by_key(|row| (row.day(), row.id));
    let standing = if met.is_none() && !is_in_force { consents_on(&case, day) } else { BTreeSet::new() };
    let mut so_far: Vec<&ActRow> = rows.iter().filter(|row| standing.contains(&row.id)).collect();
    so_far.sort_by_key(|row| (row.day(), row.id));
    // A published day that the replay gives too leaves no doubt.
    let is_certain = treaty.in_force_on.is_some() && treaty.in_force_on == entry.computed_on;
    let is_replayed = case.treaty.threshold().is_some() && (entry.met_on.is_some() || !is_in_force);
    let absent = if is_replayed && !is_certain {
        absent_predecessors(&case, entry.met_on.unwrap_or(day).min(day))
    } else {
        BTreeMap::new()
    };
    let absent = absent.into_iter().map(|(earlier, later)| AbsentPredecessor {
        predecessor: names.named(earlier),
        successors: later.into_iter().map(|code| names.named(code)).collect(),
    });
    Ok(TreatyExplanation {
        absent: absent.collect(),
        treaty: TreatyBrief::of(treaty),
        as_of: day,
        state,
        conditions: clause("threshold").or_else(|| {
            let (_, tacit) = case.treaty.tacit()?;
            clauses.iter().find(|clause| clause.id == tacit.id).map(ClauseBrief::of)
        }),
        deemed: deemed(&case, day),
        effect: clause("effect"),
        entry: OwnEntry::of(&case, &derived, treaty),
        met_by: rows.iter().find(|row| Some(row.id) == entry.met_by && met.is_some()).map(member),
        first_group: first.into_iter().map(member).collect(),
        so_far: so_far.into_iter().map(member).collect(),
        progress: progress::of_case(&case, treaty, day).filter(|_| !is_in_force && treaty.collected),
        treaty_acts: treaty_acts(store, &treaty.code, day)?,
    })
}

/// Whether an amendment is deemed accepted, by the objections up to a day.
fn deemed(case: &Case, day: Date) -> Option<String> {
    let (tacit, clause) = case.treaty.tacit()?;
    let (code, article) = (&case.treaty.code, &clause.article);
    let (Some(on), Some(last)) = (tacit.deemed_on(case), tacit.last_day(case)) else {
        return Some(format!("On which day {code} is deemed accepted is not known ({article})."));
    };
    let by_then: Vec<Statement> =
        case.relations.statements.iter().filter(|made| made.day <= day).cloned().collect();
    let objections = tacit.objecting(case, &by_then).len();
    let objections =
        format!("{objections} in time so far of those that were parties on {last}, the last day to object");
    Some(match tacit.blocked(case, &by_then).map_or(Holds::No, |blocked| blocked.holds) {
        Holds::Yes => format!("{code} is deemed not accepted ({article}). Objections: {objections}."),
        Holds::No if on <= day => {
            format!("{code} was deemed accepted on {on} ({article}). Objections: {objections}.")
        }
        Holds::No => {
            format!(
                "{code} is deemed accepted on {on}, unless too many object ({article}). Objections: {objections}."
            )
        }
        Holds::Unknown => format!(
            "Whether so many object that {code} is deemed not accepted is not known ({article}). Objections: {objections}."
        ),
    })
}
