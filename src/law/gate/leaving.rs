//! Leaving: notice in time, what may be revoked, and what rests on a consent that ends.

use super::question::{Dependent, Derivation, Examined, Finding, Findings, Question};
use crate::law::case::Case;
use crate::law::clauses::Cessation;
use crate::law::leaving_at_once::{Amendment, Right};
use crate::law::spells::Spell;
use crate::law::standing::standing;
use crate::law::treaty::Treaty;
use crate::model::{Act, ActKind, Date};

/// Notice of denunciation is possible on that day, and a day of effect follows.
pub(super) fn notice_is_in_time(examined: &Examined, findings: &mut Findings) {
    let Question { act, case, in_force_on, .. } = &examined.question;
    let treaty = case.treaty;
    if !act.kind.is_exit() || act.kind == ActKind::Cessation || treaty.clauses.is_empty() {
        return;
    }
    if treaty.later_effect(act.kind).is_none() {
        let effect = if act.effective_on.is_none() { ", and no day of effect follows" } else { "" };
        findings.unusual(format!(
            "{} has no clause on denunciation: it is possible only where VCLT art. 56 allows it{effect}",
            treaty.code
        ));
    }
    shorter_notice(examined, findings);
    let own_force = || {
        let acts = examined.before().dated_acts.acts_of(&act.participant);
        let consent = standing(acts, act.day, None).consent?;
        acts.iter().find(|dated| dated.act.id == consent)?.effect
    };
    for (window, clause, opens_on) in treaty.closed_windows(act.day, own_force, *in_force_on) {
        let (when, article) = (window.in_words(), &clause.article);
        findings.unusual(format!("notice may be given {when} ({article}): not before {opens_on}"));
    }
}

/// A day of effect that comes before the end of the notice that the treaty asks for, or where it asks for none, of the
/// twelve months of VCLT art. 56(2): only all parties together can shorten it (art. 54(b)).
fn shorter_notice(examined: &Examined, findings: &mut Findings) {
    let Question { act, case, in_force_on, .. } = &examined.question;
    let moments = case.treaty.moments(*in_force_on, case.relations);
    let (asked_for, article) = match case.treaty.later_effect(act.kind) {
        Some((rule, clause)) => (rule.apply(act.day, &moments).ok(), clause.article.as_str()),
        None => (act.day.plus_months(12), "VCLT art. 56(2)"),
    };
    let right = rights_to_leave(examined).next();
    let who = examined.question.who();
    let Some(effective) = act.effective_on else {
        if let Some(Right { amendment, article, effect, last, .. }) = right.filter(Right::is_open)
            && asked_for.is_none_or(|day| effect < day)
        {
            findings.follows(format!(
                "{who} did not accept {amendment}, and can leave on {effect} by a notice up to {last} that says so ({article}): record \
                 it with --effective {effect}"
            ));
        }
        return;
    };
    let Some(day) = asked_for.filter(|day| act.day <= effective && effective < *day) else { return };
    let agreed = "all parties together can agree to it (VCLT art. 54(b))";
    let shorter =
        format!("{effective} is shorter notice than is asked for, which runs until {day} ({article})");
    findings.push(match right {
        None => Finding::Unusual(format!("{shorter}; {agreed}")),
        Some(right) if right.is_open() && right.effect <= effective => {
            let Right { amendment, article, last, .. } = right;
            Finding::Consequence(format!(
                "{who} leaves on {effective}, because it did not accept {amendment}; notice could be given up to {last} ({article})"
            ))
        }
        Some(right) => Finding::Unusual(format!("{shorter}; {}; {agreed}", right.in_words(who))),
    });
}

/// The rights to leave because of amendments, the one that is open first.
fn rights_to_leave<'a>(examined: &'a Examined) -> impl Iterator<Item = Right<'a>> {
    let Question { act, case, dependents, .. } = &examined.question;
    let was_bound = |day: Date| {
        let spells = &examined.before().derived().spells;
        spells.iter().any(|spell| spell.is_of(&act.participant, day) && spell.status.bound())
    };
    let right = |it: &Dependent<'a>| {
        let amendment = Amendment { treaty: it.treaty, met_on: it.met_on, in_force_on: it.in_force_on };
        amendment.right_to_leave(case.treaty, it.acts.iter(), act, &was_bound)
    };
    let mut rights: Vec<Right> = dependents.iter().filter_map(right).collect();
    rights.sort_by_key(|right| !right.is_open());
    rights.into_iter()
}

/// A cessation is no notice that could be revoked; and a consent that goes after the conditions were met does not undo
/// them (VCLT art. 55).
pub(super) fn conditions_stay_met(examined: &Examined, findings: &mut Findings) {
    let Question { act, case, in_force_on, .. } = &examined.question;
    if act.kind == ActKind::RevocationOfDenunciation {
        let own = examined.before().dated_acts.acts_of(&act.participant);
        let exit = standing(own, act.day, None).exit;
        let cessation =
            own.iter().any(|dated| Some(dated.act.id) == exit && dated.act.kind == ActKind::Cessation);
        if cessation {
            findings.refuse(format!(
                "the participation of {} ceases by the treaty itself; only its own notice can be revoked (VCLT art. 68)",
                examined.question.who()
            ));
        }
    }
    if act.kind == ActKind::WithdrawalOfConsent {
        let met = examined.before().dated_acts.entry.met_on;
        if met.is_some_and(|met| met <= act.day) && in_force_on.is_none_or(|on| act.day < on) {
            findings.unusual(format!(
                "the conditions for the entry into force of {} were met on {}, and stay met (VCLT art. 55)",
                case.treaty.code,
                met.unwrap_or(act.day)
            ));
        }
    }
}

/// Acts under other treaties that needed this consent, and Protocols that outlive it.
pub(super) fn dependents_stand(examined: &Examined, findings: &mut Findings) {
    let Question { act, case: Case { treaty, .. }, dependents, .. } = &examined.question;
    let ends = act.kind.is_exit() || act.kind == ActKind::WithdrawalOfConsent;
    if !ends {
        return;
    }
    let who = examined.question.who();
    let consented = |derivation: &Derivation, day: Date| {
        consented_on(&derivation.derived().spells, &act.participant, day)
    };
    for Dependent { treaty: dependent, acts: theirs, .. } in *dependents {
        let leaves_too =
            dependent.cessations().find(|(rule, _)| **rule == Cessation::Left(treaty.code.clone()));
        ends_with_amended(&examined.question, dependent, theirs, findings);
        let mut stays = false;
        for other in theirs.iter().filter(|other| other.participant == act.participant) {
            let Some(article) = needed(dependent, treaty, other) else {
                continue;
            };
            stays |= other.kind.is_consent();
            if consented(examined.before(), other.day) && !consented(examined.after(), other.day) {
                findings.push(lacks_consent(&examined.question.case, dependent, other, article));
            }
        }
        if let Some((_, clause)) = leaves_too.filter(|_| stays) {
            findings.follows(format!(
                "{who} leaves {} too, on the same day ({})",
                dependent.code, clause.article
            ));
        } else if stays {
            findings.unusual(format!(
                "{who} has also consented to {}, which rests on {}; record what becomes of that too",
                dependent.code, treaty.code
            ));
        }
    }
}

/// What becomes of an amendment that has no clause on leaving, where its author leaves what it amends.
fn ends_with_amended(question: &Question, amending: &Treaty, acts: &[Act], findings: &mut Findings) {
    let treaty = &question.case.treaty.code;
    let by_clause = amending.cessations().any(|(rule, _)| rule.treaty() == treaty);
    let is_own =
        |other: &&Act| other.participant == question.act.participant && other.day <= question.act.day;
    let has_consented = acts.iter().filter(is_own).any(|other| other.kind.is_consent());
    if has_consented && !by_clause && amending.ends_with().contains(&Cessation::Left(treaty.clone())) {
        findings.follows(format!(
            "{} is no longer bound by {} from the same day, which amends {treaty} (VCLT arts 39, 40)",
            question.who(),
            amending.code
        ));
    }
}

/// The article of a treaty by which an act under it needs consent to another one; none where it does not.
pub(super) fn needed<'a>(dependent: &'a Treaty, other: &Treaty, act: &Act) -> Option<&'a str> {
    let stage = if act.kind.is_consent() {
        "consent"
    } else if act.kind.is_signature() {
        "signature"
    } else {
        return None;
    };
    let mut required = dependent.requirements(stage);
    let found = required.find(|(rule, _)| rule.treaties().contains(&other.code.as_str()));
    found.map(|(_, clause)| clause.article.as_str())
}

/// Whether the consent of a participant stands on a day.
pub(super) fn consented_on(spells: &[Spell], participant: &str, day: Date) -> bool {
    spells.iter().any(|spell| spell.is_of(participant, day) && spell.status.consented())
}

/// An act under another treaty that would no longer rest on consent to this one.
pub(super) fn lacks_consent(case: &Case, dependent: &Treaty, act: &Act, article: &str) -> Finding {
    let who = case.world.called(&act.participant);
    Finding::Refused(format!(
        "the {} of {} {} by {who} (@{}) would lack consent to {} ({article})",
        act.kind,
        dependent.code,
        act.of_day(),
        act.id,
        case.treaty.code,
    ))
}
