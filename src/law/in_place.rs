//! Who stands in whose place under a treaty: by continuing another, by uniting others, or by a succession that was notified. What
//! one of them did or said stands with the last of them, however many there are between; whoever needs that asks here.

use std::collections::BTreeSet;

use super::case::{Case, place};
use super::succession::date_of_succession;
use crate::model::{Act, ActKind, Date, How};

/// One step of the way from one that did something to one with which it stands: who took whose place, when and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step<'a> {
    /// Who stands in the place of the one before.
    pub(super) holder: &'a str,
    /// The day of the change: what stood on its eve goes on.
    pub(super) on: Date,
    /// The day on which it notified its succession, where it did.
    pub(super) notified: Option<Date>,
    /// How.
    pub(super) how: Change,
}

/// How one takes the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It continues it, and is one legal person with it.
    Continues,
    /// It unites it with others (1978 Vienna Convention art. 31).
    Unites,
    /// It notified that it succeeds to it (arts 17, 34).
    Succeeds,
}

/// The way from one that did something to one with which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Whose acts and statements.
    pub(super) author: &'a str,
    /// The steps, the earliest change first; never empty.
    pub(super) steps: Vec<Step<'a>>,
}

impl Line<'_> {
    /// The day by which something has to be done or said to be taken along: that of the first change.
    pub(super) fn leaves_on(&self) -> Date {
        self.steps.iter().map(|step| step.on).min().unwrap_or(Date::FIRST)
    }

    /// Whether it is one legal person from first to last.
    pub(super) fn is_one_person(&self) -> bool {
        self.steps.iter().all(|step| step.how == Change::Continues)
    }
}

/// Every way by which what others did stands with `code`, the nearest first.
pub(super) fn lines<'a>(case: &Case<'a>, code: &'a str) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    collect(case, code, &mut vec![code], &mut lines);
    lines
}

/// The codes of those whose acts and statements may stand with `code`: its own, and those in whose place it stands.
pub(super) fn stood_for<'a>(case: &Case<'a>, code: &'a str) -> Vec<&'a str> {
    let mut codes = vec![code];
    for line in lines(case, code) {
        if !codes.contains(&line.author) {
            codes.push(line.author);
        }
    }
    codes
}

/// The consents that stand with `code`, in their order: its own, and those of the ones in whose place it stands from before it took
/// that. A succession is a consent of its own only where what it succeeds to is not recorded.
pub(super) fn consents<'a>(case: &Case<'a>, code: &'a str) -> Vec<&'a Act> {
    let lines = lines(case, code);
    let is_inherited = |act: &Act| {
        let mut of_others = lines.iter().filter(|line| line.author == act.done_by);
        of_others.any(|line| act.day < line.leaves_on())
    };
    let is_own = |act: &Act| act.done_by == code || act.participant == code;
    let consents = case.acts.iter().filter(|act| act.kind.is_consent());
    let mut consents: Vec<&Act> = consents.filter(|act| is_own(act) || is_inherited(act)).collect();
    if consents.iter().any(|act| act.kind != ActKind::Succession && is_inherited(act)) {
        consents.retain(|act| act.kind != ActKind::Succession);
    }
    consents.sort_unstable_by_key(|act| (act.day, act.kind, act.id));
    consents
}

/// More ways lead from nobody to anybody, nor longer ones; a register made to harm could have as many as it likes.
const MOST_WAYS: usize = 250;

fn collect<'a>(case: &Case<'a>, code: &'a str, way: &mut Vec<&'a str>, lines: &mut Vec<Line<'a>>) {
    for (from, step) in origins(case, code) {
        if way.contains(&from) || lines.len().max(way.len()) >= MOST_WAYS {
            continue;
        }
        lines.push(Line { author: from, steps: vec![step] });
        let mut further = Vec::new();
        way.push(from);
        collect(case, from, way, &mut further);
        way.pop();
        lines.extend(further.into_iter().map(|mut line| {
            line.steps.push(step);
            line
        }));
    }
}

/// Those in whose place `code` steps itself.
fn origins<'a>(case: &Case<'a>, code: &'a str) -> Vec<(&'a str, Step<'a>)> {
    let world = case.world;
    let mut origins: Vec<(&str, Step)> = Vec::new();
    for known in world.predecessors_of(code) {
        let how = match known.how() {
            Some(How::Continues) if !world.is_old_code(&known.code) => Change::Continues,
            Some(How::Unites) => Change::Unites,
            _ => continue,
        };
        if let Some(on) = known.on {
            origins.push((&known.code, Step { holder: code, on, notified: None, how }));
        }
    }
    origins.sort_by_key(|(_, step)| step.how == Change::Unites);
    for act in case.acts.iter().filter(|act| act.kind == ActKind::Succession && act.done_by == code) {
        let on = date_of_succession(case, act).unwrap_or(act.day);
        for from in founders(case, act, on) {
            if !origins.iter().any(|(known, _)| *known == from) {
                let step = Step { holder: code, on, notified: Some(act.day), how: Change::Succeeds };
                origins.push((from, step));
            }
        }
    }
    origins
}

/// Those to whose consent a notification succeeds: the nearest predecessors that had consented before that day themselves, or in
/// whose place, by what others did, they stood.
fn founders<'a>(case: &Case<'a>, act: &Act, on: Date) -> BTreeSet<&'a str> {
    let consented = |code: &str| {
        let mut acts = case.acts.iter();
        acts.any(|other| other.done_by == code && other.kind.is_consent() && other.day < on)
    };
    let stood = |code: &str| {
        let known = case.world.persons.get_key_value(code);
        consented(code)
            || known.is_some_and(|(code, _)| lines(case, code).iter().any(|line| consented(line.author)))
    };
    case.world.nearest(&act.done_by, &stood)
}

/// The part of the treaty to which a predecessor had consented on the date of the succession of States, in words: itself, or by
/// what it had succeeded to. None where that was the whole.
pub(super) fn part_succeeded_to<'a>(case: &Case<'a>, act: &'a Act) -> Option<&'a str> {
    if !case.acts.iter().any(|other| other.scope.is_some()) {
        return None;
    }
    let mut act = act;
    // A successor may itself have a successor.
    for _ in 0..=case.world.predecessors.len() {
        if act.kind != ActKind::Succession {
            return None;
        }
        let on = date_of_succession(case, act).unwrap_or(act.day);
        let founders = founders(case, act, on);
        let of_founders: BTreeSet<&str> = founders.iter().flat_map(|code| stood_for(case, code)).collect();
        let says = |other: &&Act| {
            of_founders.contains(other.done_by.as_str())
                && other.day < on
                && (other.kind.is_consent() || other.kind == ActKind::ChangeOfScope)
        };
        let last = case.acts.iter().filter(says).max_by_key(|other| place(other))?;
        if last.scope.is_some() {
            return last.scope.as_deref();
        }
        act = last;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{MOST_WAYS, lines};
    use crate::law::{Case, Predecessor, Relations, Treaty, World};

    #[test]
    fn ways_without_end_are_not_all_gone() {
        let treaty = Treaty {
            code: "LAKE".to_owned(),
            depositary: String::new(),
            adopted_on: None,
            opened_on: None,
            signature_closes_on: None,
            in_force_on: None,
            amends: Vec::new(),
            clauses: Vec::new(),
        };
        let mut world = World::default();
        let unites =
            |code: String| Predecessor { code, kind: "unites".to_owned(), on: "2001-01-01".parse().ok() };
        for layer in 0..60 {
            for (later, earlier) in [("A", "A"), ("A", "B"), ("B", "A"), ("B", "B")] {
                world.came_from(format!("{later}{layer}"), unites(format!("{earlier}{}", layer + 1)));
            }
        }
        for link in 0..100_000 {
            world.came_from(format!("L{link}"), unites(format!("L{}", link + 1)));
        }
        let relations = Relations::default();
        let case =
            Case { treaty: &treaty, acts: &[], treaty_acts: &[], world: &world, relations: &relations };
        for code in ["A0", "L0"] {
            let ways = lines(&case, code).len();
            assert!(ways > 50 && ways <= 2 * MOST_WAYS * 60, "{code}: {ways}");
        }
    }
}
