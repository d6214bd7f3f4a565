//! One consent, deposited with several depositaries (VCLT arts 76, 78).

use crate::law::case::Case;
use crate::model::{Act, ActKind};

/// For so long the same consent may still be deposited elsewhere, where the depositaries of a treaty are not recorded.
const MONTHS: u32 = 12;

/// The consent that stands, and that this one is too, deposited later with another depositary: the first deposit counts.
/// None where the treaty has one depositary, or the participant left in between.
#[must_use]
pub fn deposited_before(case: &Case, act: &Act) -> Option<i64> {
    let own = || case.acts.iter().filter(|other| other.participant == act.participant && other.is_dated());
    if !act.kind.is_consent() || act.kind == ActKind::Succession || !act.is_dated() {
        return None;
    }
    let first =
        own().filter(|other| other.kind == act.kind && other.day < act.day).max_by_key(|other| other.day)?;
    let ends = |kind: ActKind| kind.is_exit() || kind == ActKind::WithdrawalOfConsent;
    let has_left = own().any(|other| ends(other.kind) && first.day <= other.day && other.day <= act.day);
    let may_be = if case.treaty.depositary.is_empty() {
        first.day.plus_months(MONTHS).is_some_and(|last| act.day <= last)
    } else {
        has_several(&case.treaty.depositary)
    };
    (may_be && !has_left).then_some(first.id)
}

/// Whether the words name more than one depositary: Governments, or one and another.
fn has_several(depositary: &str) -> bool {
    [" and ", ";", "Governments"].iter().any(|sign| depositary.contains(sign))
}
