//! Consents under another treaty that are consent to this one too: what each means here, and which of them count.

use std::collections::HashMap;

use super::consent_clauses::Entailment;
use crate::model::{Act, ActKind, Date};

/// A consent under another treaty that counts here, and when it takes effect here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntailedConsent {
    /// Whose.
    pub participant: String,
    /// The act under the other treaty.
    pub act: i64,
    /// The clause of this treaty that makes it count.
    pub clause: i64,
    /// The day of effect here that counts; none for one that never came into force.
    pub counts_from: Option<Date>,
    /// Day of effect here by the clause.
    pub computed_on: Option<Date>,
    /// The clause that gives it.
    pub computed_by: Option<i64>,
    /// Whether that is only the earliest possible day.
    pub estimated: bool,
}

/// What an act under another treaty means in this one by such a clause: a consent is one here, of its day; one that was taken
/// back before it took effect is taken back here too.
#[must_use]
pub fn entailed_by(rule: &Entailment, act: &Act) -> Option<Act> {
    let (treaty, since) = rule.of();
    let counts = match act.kind {
        // It takes the place of what another did before, and is no new instrument.
        ActKind::Succession => false,
        kind => kind.is_consent() || kind == ActKind::WithdrawalOfConsent,
    };
    (counts && since <= act.day).then(|| Act {
        notified_on: None,
        effective_on: None,
        territory: None,
        scope: None,
        waits: false,
        under: Some(treaty.to_owned()),
        ..act.clone()
    })
}

/// Whether an act is a consent under another treaty that counts here.
pub(super) fn is_entailed(act: &Act) -> bool {
    act.under.is_some() && act.kind.is_consent()
}

/// Leaves out what follows from another treaty where a consent of its own stands already: that one goes before it, also on one
/// day. `ordered` are the acts in their order.
pub(super) fn without_repeated(ordered: &mut Vec<&Act>) {
    let mut own: HashMap<&str, Vec<&Act>> = HashMap::new();
    for act in ordered.iter().filter(|act| !is_entailed(act)) {
        own.entry(&act.participant).or_default().push(act);
    }
    let ends = |act: &&Act| act.kind.is_exit() || act.kind == ActKind::WithdrawalOfConsent;
    let repeats = |entailed: &Act| {
        let own = own.get(entailed.participant.as_str()).into_iter().flatten();
        let by_then: Vec<&&Act> = own.filter(|act| act.day <= entailed.day).collect();
        let consent = by_then.iter().rposition(|act| act.kind.is_consent() && act.under.is_none());
        consent.is_some_and(|place| !by_then[place..].iter().any(|act| ends(act)))
    };
    let gone: Vec<i64> =
        ordered.iter().filter(|act| is_entailed(act) && repeats(act)).map(|act| act.id).collect();
    ordered.retain(|act| !(is_entailed(act) && gone.contains(&act.id)));

    // Only what followed from an instrument is taken back with it.
    let mut last: HashMap<String, bool> = HashMap::new();
    ordered.retain(|act| {
        if act.kind.is_consent() {
            last.insert(act.participant.clone(), act.under.is_some());
        }
        let is_taken_back = act.under.is_some() && act.kind == ActKind::WithdrawalOfConsent;
        !is_taken_back || last.get(&act.participant) == Some(&true)
    });
}
