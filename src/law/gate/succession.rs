//! Successions: what there is to succeed to.

use super::question::{Derivation, Examined, Findings, Question};
use crate::law::case::Case;
use crate::law::derived::Derived;
use crate::law::english::Names;
use crate::law::succession::date_of_succession;
use crate::model::{Act, ActKind};

/// A succession needs a date, and a predecessor that had done what is succeeded to and for which it still stood then.
pub(super) fn succession_is_founded(examined: &Examined, findings: &mut Findings) {
    let Question { act, case, .. } = &examined.question;
    let Case { treaty, world, .. } = case;
    if !act.kind.is_succession() {
        return;
    }
    let who = examined.question.who();
    let predecessors = world.predecessors_of(&act.done_by);
    let codes: Vec<&str> = predecessors.iter().map(|earlier| earlier.code.as_str()).collect();
    if !has_founder(examined.before(), act) {
        let why = if codes.is_empty() {
            format!(
                "no predecessor of it is recorded; accede participant predecessor {} CODE --how independent --on DATE records one",
                act.done_by
            )
        } else {
            format!("no such act of {} that stood then is recorded under {}", codes.join(" or "), treaty.code)
        };
        findings.refuse(format!("there is nothing for {who} to succeed to: {why}"));
        return;
    }
    let derived = examined.before().derived();
    if !predecessors.iter().any(|earlier| stood(case, derived, act, &earlier.code)) {
        findings.unusual(format!(
            "nothing of {} itself that stood then is recorded; the succession is traced to an earlier predecessor",
            codes.join(" or ")
        ));
    }
    if act.kind != ActKind::Succession {
        return;
    }
    let recorded = world.succeeded_on(&act.done_by);
    match date_of_succession(case, act) {
        None => findings.unusual(format!(
            "the date of the succession of {who} is not recorded: it counts from the notification; --effective gives another day"
        )),
        Some(on) if recorded.is_some_and(|recorded| on < recorded) => {
            findings.unusual(format!(
                "the succession of {who} is recorded of {}, not of {on}",
                recorded.unwrap_or(on)
            ));
        }
        Some(_) => {
            let Some(recorded) = recorded.filter(|recorded| act.day < *recorded) else { return };
            // A depositary that gives it effect from a later day has taken it in.
            if act.effective_on.is_some_and(|effect| recorded <= effect) {
                findings.unusual(format!(
                    "{who} notified its succession before it took place on {recorded}, from which day it counts"
                ));
            } else {
                findings.refuse(format!(
                    "{who} cannot notify its succession on {}, before it took place on {recorded}; a published later day is given with --effective",
                    act.day
                ));
            }
        }
    }
}

/// Whether the nearest predecessors that have done something under the treaty had done what is succeeded to, and it
/// stood on the eve of the succession (1978 Vienna Convention arts 17, 34).
fn has_founder(derivation: &Derivation, act: &Act) -> bool {
    let case = &derivation.case;
    case.world.descends_from(&act.done_by, &|earlier| stood(case, derivation.derived(), act, earlier))
}

/// Whether what is succeeded to stood for a predecessor on the eve of the succession, or on its last day before that.
fn stood(case: &Case, derived: &Derived, act: &Act, earlier: &str) -> bool {
    let known = case.world.predecessors_of(&act.done_by).iter();
    let recorded = known.filter(|known| known.code == earlier).find_map(|known| known.on);
    let on = act.effective_on.or(recorded).unwrap_or(act.day);
    let eve = on.plus_days(-1).unwrap_or(on);
    let last = case.world.ends_on(earlier).and_then(|end| end.plus_days(-1)).unwrap_or(eve).min(eve);
    let of_signature = act.kind == ActKind::SuccessionToSignature;
    let stood = derived.spells.iter().any(|spell| {
        let stands = if of_signature { spell.signature.is_some() } else { spell.status.consented() };
        stands && spell.is_of(earlier, last)
    });
    // What was withdrawn on a day that is not known may have stood then.
    stood
        || case.acts.iter().any(|other| {
            let fits = if of_signature { other.kind.is_signature() } else { other.kind.is_consent() };
            other.withdrawn && fits && other.done_by == earlier && other.day <= last
        })
}

/// Successions already recorded still have something to succeed to.
pub(super) fn successions_stand(examined: &Examined, findings: &mut Findings) {
    let Question { act, case, .. } = &examined.question;
    let ends =
        act.kind.is_exit() || act.kind == ActKind::WithdrawalOfConsent || act.kind == ActKind::Unsigning;
    if !ends {
        return;
    }
    for other in case.acts {
        let succeeds = other.kind.is_succession()
            && case.world.descends_from(&other.participant, &|earlier| earlier == act.participant);
        if succeeds && has_founder(examined.before(), other) && !has_founder(examined.after(), other) {
            findings.refuse(format!(
                "the {} {} of {} (@{}) would have nothing to succeed to",
                other.kind,
                other.of_day(),
                case.world.participant(&other.participant),
                other.id
            ));
        }
    }
}
