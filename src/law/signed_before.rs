//! Consent on a signature that another gave: of a treaty that its predecessor had signed a State may become a party as if it had
//! signed itself (1978 Vienna Convention arts 19, 37).

use std::collections::BTreeSet;

use super::case::Case;
use crate::model::{Act, ActKind, How};

/// A signature of a predecessor on which a State can ratify.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SignedBefore<'a> {
    /// Code of the predecessor.
    by: &'a str,
    /// Whether the State became independent of it (art. 19), and did not separate (art. 37).
    by_independence: bool,
    /// Whether the predecessor had consented too.
    consented: bool,
}

/// The signature of a predecessor that stood on the eve of the succession of States, on which this consent can rest.
pub(super) fn signed_before<'a>(case: &Case<'a>, act: &Act) -> Option<SignedBefore<'a>> {
    if !rests_on_signature(act.kind) {
        return None;
    }
    let world = case.world;
    let done_by = |codes: &[&str], holds: &dyn Fn(ActKind) -> bool, last| {
        let own = case.acts.iter().filter(|other| {
            codes.contains(&other.done_by.as_str()) && other.day <= last && holds(other.kind)
        });
        own.map(|other| other.day).max()
    };
    let mut seen = BTreeSet::new();
    let mut waiting = world.successions_of(&act.done_by);
    while let Some(link) = waiting.pop() {
        let code = link.code.as_str();
        if !seen.insert(code) {
            continue;
        }
        let on = link.on.or_else(|| world.succeeded_on(&act.done_by)).unwrap_or(act.day).min(act.day);
        let eve = on.plus_days(-1).unwrap_or(on);
        let last = world.ends_on(code).and_then(|end| end.plus_days(-1)).unwrap_or(eve).min(eve);
        let codes = world.stands_for(code);
        let signed = done_by(&codes, &ActKind::is_signature, last);
        let taken_back = done_by(&codes, &|kind| kind == ActKind::Unsigning, last);
        if signed.is_some() && taken_back < signed {
            return Some(SignedBefore {
                by: code,
                by_independence: link.how() == Some(How::Independent),
                consented: done_by(&codes, &ActKind::is_consent, last).is_some(),
            });
        }
        if done_by(&codes, &|_| true, last).is_none() {
            waiting.extend(world.successions_of(code));
        }
    }
    None
}

/// Whether a consent of this kind is one of a signatory.
pub(super) fn rests_on_signature(kind: ActKind) -> bool {
    matches!(kind, ActKind::Ratification | ActKind::Approval)
}

impl SignedBefore<'_> {
    /// What is unusual in it, as part of a sentence about the State.
    pub(super) fn in_words(self, case: &Case, kind: ActKind) -> String {
        let by = case.world.called(self.by);
        let verb = if kind == ActKind::Approval { "approves" } else { "ratifies" };
        let when = if self.by_independence {
            ", as it may where that was meant to extend to its territory (1978 Vienna Convention art. 19)"
        } else {
            ", as if it had signed itself (1978 Vienna Convention art. 37)"
        };
        let consented = if self.consented {
            format!("; {by} had consented too, and to go on with that is a succession")
        } else {
            String::new()
        };
        format!("{verb} on the signature of {by}{when}{consented}")
    }
}
