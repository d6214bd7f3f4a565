//! What a notification of succession rests on: its date, how the State came from the one it succeeds, and to how much of the
//! treaty that one had consented.

use super::case::{Case, place};
use super::world::Predecessor;
use crate::model::{Act, ActKind, Date, How};

/// The date of the succession of States: as given with the act, else as recorded of the State that notified it.
pub(super) fn date_of_succession(case: &Case, act: &Act) -> Option<Date> {
    act.effective_on.or_else(|| case.world.succeeded_on(&act.done_by))
}

/// Whether the State that notifies a succession became independent of the one it succeeds (1978 Vienna Convention art. 2(1)(f)):
/// of several that one which did something under the treaty.
pub(super) fn is_newly_independent(case: &Case, act: &Act) -> bool {
    let links = case.world.successions_of(&act.done_by);
    let acted = |code: &str| case.acts.iter().any(|other| other.done_by == code && other.day <= act.day);
    let by_independence = |link: &&&Predecessor| link.how() == Some(How::Independent);
    let founders: Vec<&&Predecessor> = links.iter().filter(|link| acted(&link.code)).collect();
    if founders.is_empty() {
        links.iter().any(|link| by_independence(&link))
    } else {
        founders.into_iter().all(|link| by_independence(&link))
    }
}

/// The part of the treaty to which a predecessor had consented on the date of the succession of States, in words; none where it
/// had consented to the whole.
pub(super) fn part_succeeded_to<'a>(case: &Case<'a>, act: &Act) -> Option<&'a str> {
    if act.kind != ActKind::Succession || !case.acts.iter().any(|other| other.scope.is_some()) {
        return None;
    }
    let on = date_of_succession(case, act).unwrap_or(act.day);
    let says = |other: &&Act, code: &str| {
        other.done_by == code
            && other.day < on
            && (other.kind.is_consent() || other.kind == ActKind::ChangeOfScope)
    };
    let consented = |code: &str| case.acts.iter().any(|other| says(&other, code));
    let nearest = case.world.nearest(&act.done_by, &consented);
    let last = case.acts.iter().filter(|other| nearest.iter().any(|code| says(other, code)));
    last.max_by_key(|other| place(other))?.scope.as_deref()
}
