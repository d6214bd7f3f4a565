//! Reservations that a State keeps though another made them, in words.

use crate::law::{Case, Statement, carried_over};
use crate::model::{ActKind, Date};

/// Whether a participant stands under a treaty in the place of another, so that reservations of that one may be its own.
pub(super) fn may_be_carried(case: &Case, code: &str) -> bool {
    let succeeds = case.acts.iter().any(|act| act.kind == ActKind::Succession && act.done_by == code);
    succeeds || case.world.takes_over_on(code).is_some()
}

/// What of this stands on a day, a sentence each; only of one participant, where that is named.
pub(super) fn in_words(case: &Case, statements: &[Statement], by: Option<&str>, day: Date) -> Vec<String> {
    let mut codes: Vec<&str> = match by {
        Some(code) => vec![code],
        None => case.acts.iter().map(|act| act.done_by.as_str()).chain(stood_by(case)).collect(),
    };
    codes.sort_unstable();
    codes.dedup();
    codes.retain(|code| may_be_carried(case, code));
    let carried = codes.into_iter().flat_map(|code| carried_over(case, statements, code));
    let standing = carried.filter(|carried| carried.span.holds(day));
    standing
        .map(|carried| {
            let until = carried.span.until.map_or_else(String::new, |until| format!(" until {until}"));
            format!(
                "{} keeps the reservation of {} (@{}), from {}{until} (1978 Vienna Convention art. 20).",
                case.world.called(carried.participant),
                case.world.called(&carried.statement.participant),
                carried.statement.id,
                carried.span.since,
            )
        })
        .collect()
}

/// Those that continue or unite others: they may have done nothing themselves.
fn stood_by<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a str> {
    let world = case.world;
    world.continuations().into_iter().chain(world.unions()).map(|(later, ..)| later)
}
