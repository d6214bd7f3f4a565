//! The day, the participant, the effect, the territory and the mode of an act are possible at all.

use super::question::{Examined, Finding, Findings, Question};
use crate::law::case::Case;
use crate::law::clauses::Gap;
use crate::law::duration::Duration;
use crate::law::treaty::Treaty;
use crate::law::world::World;
use crate::model::{ActKind, Date, Mode};

pub(super) fn day_is_possible(question: &Question, findings: &mut Findings) {
    let Question { act, case: Case { treaty, .. }, today, .. } = question;
    let tomorrow = today.plus_days(1).unwrap_or(*today);
    if act.day > tomorrow {
        findings.refuse(format!(
            "{} is later than tomorrow ({tomorrow}, UTC): an act is recorded once it is done",
            act.day
        ));
    }
    if let Some(text) = before_its_treaty(act.day, treaty) {
        findings.refuse(text);
    }
    if let Some(end) = question.case.ends_on().filter(|end| *end <= act.day) {
        findings.refuse(format!("{} ended for all on {end}", treaty.code));
    }
    if let Some(notified) = act.notified_on.filter(|notified| *notified < act.day) {
        findings.refuse(format!("it cannot be notified on {notified}, before it is done on {}", act.day));
    }
    let runs_from_it = || {
        let rule = treaty.later_effect(act.kind);
        rule.is_some_and(|(rule, _)| rule.runs_from_notification())
    };
    if act.notified_on.is_some() && !runs_from_it() {
        findings.unusual(format!(
            "no clause of {} runs from the notification of a {}; its day is kept and counts for nothing",
            treaty.code, act.kind
        ));
    }
    if let Some(closes) = treaty.signature_closes_on
        && act.kind.is_signature()
        && act.kind != ActKind::SuccessionToSignature
        && act.day > closes
    {
        findings.refuse(format!("{} could be signed until {closes} only", treaty.code));
    }
}

/// The treaty may have ended because too few were left.
pub(super) fn ended_by_number(examined: &Examined, findings: &mut Findings) {
    let Question { act, case, .. } = &examined.question;
    let counts = |(rule, _): (&Duration, _)| matches!(rule, Duration::Below(_));
    if !case.treaty.durations().any(counts) || case.ends_on().is_some_and(|end| end <= act.day) {
        return;
    }
    if let Some(end) = examined.before().dated_acts.ends_on.filter(|end| *end <= act.day) {
        findings.refuse(format!("{} ended for all on {end}, with too few parties left", case.treaty.code));
    }
}

/// Why nothing can be done on a day, where that is before the treaty was opened, or its text was there.
pub(super) fn before_its_treaty(day: Date, treaty: &Treaty) -> Option<String> {
    let (on, what) = match (treaty.opened_on, treaty.adopted_on) {
        (Some(opened), _) => (opened, "was opened"),
        (None, Some(adopted)) => (adopted, "was concluded"),
        (None, None) => return None,
    };
    (day < on).then(|| format!("{day} is before {} {what} ({on})", treaty.code))
}

pub(super) fn participant_exists(question: &Question, findings: &mut Findings) {
    let Question { act, case: Case { world, .. }, .. } = question;
    // A State may declare before its first day that it will go on with what its predecessor did; it counts from that day.
    let declares_ahead = act.kind.is_succession() || act.kind == ActKind::Continuity;
    let begins = world.persons.get(&act.participant).and_then(|person| person.exists_from);
    match begins.filter(|begins| declares_ahead && act.day < *begins) {
        Some(_) if world.doer(&act.participant, act.day) == act.participant => {}
        _ => exists(world, world.present_code(&act.participant), act.day, findings),
    }
}

pub(super) fn exists(world: &World, code: &str, day: Date, findings: &mut Findings) {
    let Some(person) = world.persons.get(code) else {
        return;
    };
    match (person.exists_from, person.exists_until) {
        (Some(from), _) if day < from => {
            let doer = world.doer(code, day);
            let hint = world.persons.get(&doer).filter(|_| doer != code);
            let hint = hint.map(|union| format!("; record it for {} ({doer})", union.name));
            findings.refuse(format!("{} exists from {from}{}", person.name, hint.unwrap_or_default()));
        }
        (_, Some(until)) if day >= until => {
            findings
                .refuse(format!("{} ended before {until}; record the act for its successor", person.name));
        }
        (None, _)
            if person.attested_on.is_none_or(|attested| day < attested)
                && world.succeeded_on(code).is_none_or(|began| day < began) =>
        {
            findings.unusual(format!("whether {} existed on {} is not recorded", person.name, day));
        }
        _ => {}
    }
}

pub(super) fn effect_is_possible(question: &Question, findings: &mut Findings) {
    let Question { act, case: Case { treaty, .. }, in_force_on, .. } = question;
    let Some(effective) = act.effective_on else {
        return;
    };
    if !act.kind.takes_effect() {
        findings.refuse(format!("{} has no day of effect of its own; leave out --effective", act.kind));
        return;
    }
    if act.kind.reaches_back() {
        return;
    }
    // Where its own day is not known, it may have been done in time.
    if effective < act.earliest {
        let day = act.earliest;
        match act.kind {
            ActKind::Denunciation | ActKind::Withdrawal => findings.refuse(format!(
                "it cannot take effect on {effective}, before it is received on {day} (VCLT arts 54, 78)"
            )),
            kind => {
                let article = if kind.is_consent() { " (VCLT art. 24(1), (3))" } else { "" };
                findings.unusual(format!(
                    "it takes effect on {effective}, before it is done on {day}: only as the treaty provides, or those that it \
                     binds agree{article}"
                ));
            }
        }
    }
    if act.kind.is_consent() && treaty.gap().0 != Gap::Own {
        match in_force_on {
            Some(entry) if effective < *entry => findings.refuse(format!(
                "it cannot take effect on {effective}, before {} enters into force on {entry}",
                treaty.code
            )),
            None if treaty.threshold().is_none() => {
                findings.unusual(format!("no entry into force of {} is known", treaty.code));
            }
            None => findings.refuse(format!(
                "it cannot take effect on {effective}: no entry into force of {} is known",
                treaty.code
            )),
            Some(_) => {}
        }
    }
}

pub(super) fn territory_is_one(question: &Question, findings: &mut Findings) {
    let Question { act, case: Case { world, .. }, .. } = question;
    if let Some(code) = &act.territory {
        let day = act.effective_on.map_or(act.day, |on| on.min(act.day));
        findings.extend(no_territory(world, code, day).map(Finding::Refused));
    }
}

/// A State speaks of its own territories, and of one that is to pass to it.
pub(super) fn territory_is_its_own(question: &Question, findings: &mut Findings) {
    let Question { act, case: Case { world, .. }, .. } = question;
    let Some((code, whose)) = act.territory.as_ref().and_then(|code| Some((code, world.whose.get(code)?)))
    else {
        return;
    };
    let day = act.effective_on.map_or(act.day, |on| on.max(act.day));
    let own = [&act.participant, &act.done_by].into_iter().any(|who| whose.is_of(who, day));
    if let Some(other) = whose.on(day).filter(|_| !own && world.takes_over(act).is_none()) {
        findings.unusual(format!(
            "{} was no territory of {} on {day}, by what is recorded, but of {}",
            world.called(code),
            world.called(&act.participant),
            world.called(other)
        ));
    }
}

/// Why one is no territory on a day: it is a State, or an organisation.
pub(super) fn no_territory(world: &World, code: &str, day: Date) -> Option<String> {
    let name = world.called(code);
    if world.is_territory(code, day) {
        return None;
    }
    let last = world.whose.get(code).and_then(|whose| whose.ties.last());
    let was = last.and_then(|(state, days)| {
        Some(format!(" on {day}: it was one of {} until {}", world.called(state), days.until?))
    });
    Some(format!("{name} is not a territory{}", was.unwrap_or_default()))
}

/// What is ended or begun beside the status is there, or is not yet.
pub(super) fn modes_fit(examined: &Examined, findings: &mut Findings) {
    let Question { act, case, .. } = &examined.question;
    let holds = |mode: Mode| {
        examined.before().derived().modes.iter().any(|known| {
            known.participant == act.participant && known.mode == mode && known.span().holds(act.day)
        })
    };
    let suspended_for_all = || {
        let opened = |id: i64| case.treaty_acts.iter().any(|act| act.id == id);
        examined.before().derived().modes.iter().any(|known| {
            known.participant == act.participant
                && known.span().holds(act.day)
                && known.opened_by.is_some_and(opened)
        })
    };
    let who = examined.question.who();
    let odd = match act.kind {
        ActKind::EndOfProvisionalApplication if !holds(Mode::Provisional) => {
            format!("{who} has no provisional application in effect")
        }
        ActKind::ProvisionalApplication if holds(Mode::Provisional) => {
            format!("{who} applies {} provisionally already", case.treaty.code)
        }
        ActKind::Resumption if holds(Mode::Suspended) && suspended_for_all() => {
            format!("{} is suspended for all, and only a resumption for all ends that", case.treaty.code)
        }
        ActKind::Resumption if !holds(Mode::Suspended) => format!("nothing is suspended for {who}"),
        ActKind::Suspension if holds(Mode::Suspended) => format!("it is already suspended for {who}"),
        ActKind::TerritorialWithdrawal
            if !case.acts.iter().any(|other| {
                matches!(other.kind, ActKind::TerritorialExtension | ActKind::TerritorialExclusion)
                    && other.territory == act.territory
                    && other.participant == act.participant
                    && other.day <= act.day
            }) =>
        {
            format!("no extension to that territory by {who} is recorded, and no exclusion of it")
        }
        _ => return,
    };
    findings.unusual(odd);
}
