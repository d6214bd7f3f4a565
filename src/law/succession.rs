//! What a notification of succession rests on: its date, and how the State came from the one it succeeds.

use std::collections::BTreeSet;

use super::case::Case;
use super::world::{Predecessor, World};
use crate::model::{Act, ActKind, Date, How};

/// The date of the succession of States: as given with the act, else of the change by which it came from the one that did
/// something under the treaty, else as recorded of the State that notified it.
pub(super) fn date_of_succession(case: &Case, act: &Act) -> Option<Date> {
    let by_change = || changes(case, act).into_iter().filter_map(|change| change.on).max();
    act.effective_on.or_else(by_change).or_else(|| case.world.succeeded_on(&act.done_by))
}

/// Whether the State that notifies a succession became independent of the one it succeeds (1978 Vienna Convention art. 2(1)(f)):
/// of several that one which did something under the treaty.
pub(super) fn is_newly_independent(case: &Case, act: &Act) -> bool {
    let by_independence = |link: &&Predecessor| link.how() == Some(How::Independent);
    let changes = changes(case, act);
    if changes.is_empty() {
        case.world.successions_of(&act.done_by).iter().any(by_independence)
    } else {
        changes.iter().all(by_independence)
    }
}

/// Whether what is succeeded to passed by a union of States (arts 31 to 33).
pub(super) fn is_of_union(case: &Case, act: &Act) -> bool {
    let changes = changes(case, act);
    !changes.is_empty() && changes.iter().all(|change| change.how() == Some(How::Unites))
}

/// The changes by which the State that notifies a succession came from the nearest of its predecessors that had done under the
/// treaty what it succeeds to, or else anything; of one that only continues another, those of that one. None where none did
/// anything, or all that happened is that one continues another.
fn changes<'a>(case: &Case<'a>, act: &Act) -> Vec<&'a Predecessor> {
    let succeeds_to = |kind: ActKind| match act.kind {
        ActKind::SuccessionToSignature => kind.is_signature(),
        _ => kind.is_consent(),
    };
    let done = |holds: &dyn Fn(ActKind) -> bool| {
        nearest_changes(case.world, &act.done_by, &|code| {
            let mut acts = case.acts.iter();
            acts.any(|other| other.done_by == code && other.day <= act.day && holds(other.kind))
        })
    };
    done(&succeeds_to).or_else(|| done(&|_| true)).unwrap_or_default()
}

/// A predecessor that is reached, with the first change on the way to it that is more than another name.
#[derive(Clone, Copy)]
struct Reached<'a> {
    code: &'a str,
    change: Option<&'a Predecessor>,
    /// It is one from which a part of a union came, and no part itself.
    is_beyond_union: bool,
}

impl<'a> Reached<'a> {
    fn first(link: &'a Predecessor) -> Self {
        Self {
            code: &link.code,
            change: Some(link).filter(|link| !is_one_person(link)),
            is_beyond_union: false,
        }
    }

    /// The one from which that one came.
    fn next(self, link: &'a Predecessor) -> Self {
        let is_union = |link: &Predecessor| link.how() == Some(How::Unites);
        let change = Self::first(link).change;
        let is_beyond_union = self.is_beyond_union || self.change.is_some_and(is_union);
        let known = self.change.filter(|change| change.how() != Some(How::Unites));
        Self { code: &link.code, change: known.or(change).or(self.change), is_beyond_union }
    }
}

fn is_one_person(link: &Predecessor) -> bool {
    matches!(link.how(), Some(How::Continues | How::Same) | None)
}

/// For the nearest predecessors that are as `holds` says: the change by which what they did may pass. Those of a part of a union only
/// where there are no others. None where there is no such predecessor.
fn nearest_changes<'a>(
    world: &'a World,
    code: &str,
    holds: &dyn Fn(&str) -> bool,
) -> Option<Vec<&'a Predecessor>> {
    let mut generation: Vec<Reached> = world.predecessors_of(code).iter().map(Reached::first).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while !generation.is_empty() {
        let near: Vec<Reached> = generation.iter().copied().filter(|it| holds(it.code)).collect();
        if !near.is_empty() {
            let is_direct = |it: &&Reached| !it.is_beyond_union;
            let all_beyond = !near.iter().any(|it| is_direct(&it));
            let asked = near.iter().filter(|it| all_beyond || is_direct(it));
            return Some(asked.filter_map(|it| it.change).collect());
        }
        seen.extend(generation.iter().map(|it| it.code));
        let further = generation.iter().flat_map(|it| {
            let links = world.predecessors_of(it.code).iter();
            links.map(|link| it.next(link))
        });
        generation = further.filter(|it| !seen.contains(it.code)).collect();
    }
    None
}
