//! One consent, deposited with several depositaries (VCLT arts 76, 78).

use crate::law::case::Case;
use crate::model::{Act, ActKind};

/// For so long the same consent may still be deposited elsewhere, where the depositaries of a treaty are not recorded.
const MONTHS: u32 = 12;

/// Another deposit of the same consent, which is recorded already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deposited {
    /// The act.
    pub act: i64,
    /// Whether it came before this one, and counts.
    pub is_first: bool,
}

/// The consent that stands, and that this one is too, deposited with another depositary: of the two the first deposit counts,
/// whichever was recorded first. None where the treaty has one depositary, or the participant left in between.
#[must_use]
pub fn deposited_elsewhere(case: &Case, act: &Act) -> Option<Deposited> {
    if !act.kind.is_consent() || act.kind == ActKind::Succession || !act.is_dated() {
        return None;
    }
    let own = || case.acts.iter().filter(|other| other.participant == act.participant && other.is_dated());
    let of_kind = || own().filter(|other| other.kind == act.kind);
    let is_same = |other: &&Act| {
        let (first, last) = (other.day.min(act.day), other.day.max(act.day));
        let ends = |kind: ActKind| kind.is_exit() || kind == ActKind::WithdrawalOfConsent;
        let has_left = own().any(|other| ends(other.kind) && first <= other.day && other.day <= last);
        let may_be = if case.treaty.depositary.is_empty() {
            first.plus_months(MONTHS).is_some_and(|until| last <= until)
        } else {
            has_several(&case.treaty.depositary)
        };
        may_be && !has_left
    };
    let before = of_kind().filter(|other| other.day < act.day).max_by_key(|other| other.day).filter(is_same);
    let after = of_kind().filter(|other| act.day < other.day).min_by_key(|other| other.day).filter(is_same);
    let first = before.map(|before| Deposited { act: before.id, is_first: true });
    first.or_else(|| after.map(|after| Deposited { act: after.id, is_first: false }))
}

/// Whether one consent can be deposited more than once, by what is recorded of the depositary.
#[must_use]
pub fn may_be_deposited_twice(depositary: &str) -> bool {
    depositary.is_empty() || has_several(depositary)
}

/// Whether the words name more than one depositary: Governments, or one and another.
fn has_several(depositary: &str) -> bool {
    [" and ", ";", "Governments"].iter().any(|sign| depositary.contains(sign))
}
