//! Instruments that wait for another's: from which day each counts.

use std::collections::HashMap;

use super::case::Case;
use crate::model::{Act, ActKind, Date};

/// An instrument that waits, or waited, for another's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Whose it waits for, by its code.
    pub by: String,
    /// The clause that says so.
    pub clause: i64,
    /// The day from which it counts; none while the other is missing.
    pub until: Option<Date>,
}

/// The instruments that count later than from their own day, by act; nothing where no clause says so.
#[must_use]
pub fn held(case: &Case) -> HashMap<i64, Held> {
    let mut held = HashMap::new();
    for (rule, clause) in case.treaty.deposits() {
        let (other, who) = rule.of();
        let waiting = who.spans(case.world, case.relations);
        for act in case.acts.iter().filter(|act| act.kind.is_consent()) {
            let waits = waiting
                .get(&act.participant)
                .is_some_and(|spans| spans.iter().any(|span| span.holds(act.day)));
            if !waits || act.participant == other {
                continue;
            }
            // A published day of effect shows that the other was there by then.
            let until =
                counts_from(case, act, other).or(act.effective_on).map(|day| match act.effective_on {
                    Some(effect) => day.min(effect).max(act.day),
                    None => day,
                });
            if until != Some(act.day) {
                held.insert(act.id, Held { by: other.to_owned(), clause: clause.id, until });
            }
        }
    }
    held
}

/// The later of the two deposits, where both stand then.
fn counts_from(case: &Case, act: &Act, other: &str) -> Option<Date> {
    let ends = |kind: ActKind| kind.is_exit() || kind == ActKind::WithdrawalOfConsent;
    let is_of = |act: &Act, code: &str| act.participant == code || act.done_by == code;
    let stands = |instrument: &Act, code: &str, day: Date| {
        !case
            .acts
            .iter()
            .any(|end| ends(end.kind) && is_of(end, code) && instrument.day <= end.day && end.day <= day)
    };
    let deposits = case.acts.iter().filter(|deposit| deposit.kind.is_consent() && is_of(deposit, other));
    let both = deposits.filter_map(|deposit| {
        let day = act.day.max(deposit.day);
        (stands(deposit, other, day) && stands(act, &act.participant, day)).then_some(day)
    });
    both.min()
}
