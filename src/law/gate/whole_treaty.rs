//! Acts of the depositary for the whole treaty.

use super::question::{Findings, Question};
use crate::law::english::Names;
use crate::model::{Act, ActKind};

/// An act of the depositary for the whole treaty fits what the treaty is on that day.
pub(super) fn treaty_allows(question: &Question, findings: &mut Findings) {
    let Question { act, case, in_force_on, .. } = question;
    let code = &case.treaty.code;
    let effect = act.effective_on.unwrap_or(act.day);
    let mut refuse = |why: String| findings.refuse(why);
    if case.treaty_acts.iter().any(|other| other.kind == act.kind && other.day == act.day) {
        refuse(format!("the {} of {code} of {} is already recorded", act.kind, act.day));
        return;
    }
    if act.kind == ActKind::Correction {
        return;
    }
    if act.kind == ActKind::EntryIntoForce {
        let known = case.treaty.in_force_on.or(case.effect_of(ActKind::EntryIntoForce));
        match (known, in_force_on) {
            (Some(known), _) => refuse(format!("{code} is already recorded as in force on {known}")),
            (None, Some(computed)) if *computed != effect => findings
                .unusual(format!("by the clauses {code} enters into force on {computed}, not on {effect}")),
            (None, None) => findings.unusual(format!(
                "by the acts recorded the conditions for the entry into force of {code} are not met"
            )),
            _ => {}
        }
        return;
    }
    if in_force_on.is_none_or(|in_force| effect < in_force) {
        refuse(format!("{code} is not in force on {effect}, so that there is nothing to end or to suspend"));
    }
    let of_kind =
        |kind| case.treaty_acts.iter().filter(move |other: &&Act| other.kind == kind && other.day < act.day);
    let last = |kind| of_kind(kind).map(|other| other.day).max();
    let suspended = last(ActKind::Suspension) > last(ActKind::Resumption);
    match act.kind {
        ActKind::Suspension if suspended => refuse(format!("{code} is already suspended")),
        ActKind::Resumption if !suspended => refuse(format!("{code} is not suspended")),
        ActKind::Termination => {
            let after = case.acts.iter().filter(|other| effect <= other.day).min_by_key(|other| other.day);
            if let Some(other) = after {
                refuse(format!(
                    "the {} {} of {} (@{}) would come after its end",
                    other.kind,
                    other.of_day(),
                    case.world.participant(&other.participant),
                    other.id
                ));
            }
        }
        _ => {}
    }
}
