//! Whether an act may be recorded: judged at its own day, against the acts before it, and the later acts are
//! judged again.

use std::collections::BTreeSet;

use super::case::Case;
use super::clauses::{Cessation, Gap, Means, Start};
use super::eligibility::{Eligibility, Relations, SpansByCode};
use super::reckoning::date_of_succession;
use super::spells::{Derived, acts_by_participant, derive};
use super::standing::standing;
use super::threshold_words::Names;
use super::transitions::{Verdict, judge};
use super::treaty::{Clause, Treaty};
use crate::model::{Act, ActKind, Date, Mode, Span};

/// An act that somebody wants to record.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The act, with an id above all others.
    pub act: &'a Act,
    /// The treaty with the acts already recorded under it.
    pub case: Case<'a>,
    /// The treaty's entry into force, where known.
    pub in_force_on: Option<Date>,
    /// The treaties whose clauses refer to this one, with the acts under them.
    pub dependents: &'a [(Treaty, Vec<Act>)],
    /// Today, UTC.
    pub today: Date,
}

/// Something to say about an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It may not be recorded, unless by force with a reason.
    Refused(String),
    /// It may be recorded, and this is unusual in it.
    Unusual(String),
    /// It may be recorded, and this follows from it under another treaty.
    Follows(String),
}

/// Everything there is to say against an act; empty where it is normal.
#[must_use]
pub fn examine(question: &Question) -> Vec<Finding> {
    let mut findings = Vec::new();
    day_is_possible(question, &mut findings);
    if question.act.participant.is_empty() {
        treaty_allows(question, &mut findings);
        return findings;
    }
    participant_exists(question, &mut findings);
    succession_is_founded(question, &mut findings);
    if !is_recorded(question, &mut findings) {
        findings.extend(status_allows(question));
        successions_stand(question, &mut findings);
        dependents_stand(question, &mut findings);
        modes_fit(question, &mut findings);
        conditions_stay_met(question, &mut findings);
    }
    may_join(question, &mut findings);
    means_are_provided(question, &mut findings);
    notice_is_in_time(question, &mut findings);
    effect_is_possible(question, &mut findings);
    territory_is_one(question, &mut findings);
    findings
}

impl Question<'_> {
    fn who(&self) -> &str {
        let code = &self.act.participant;
        self.case.world.persons.get(code).map_or(code, |person| &person.name)
    }

    /// The case with the act in it.
    fn with<'b>(&'b self, acts: &'b [Act]) -> Case<'b> {
        Case { acts, ..self.case }
    }

    fn signed(&self) -> bool {
        self.case.acts.iter().any(|other| {
            other.participant == self.act.participant
                && other.kind.is_signature()
                && other.day <= self.act.day
        })
    }
}

fn day_is_possible(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case: Case { treaty, .. }, today, .. } = question;
    let tomorrow = today.plus_days(1).unwrap_or(*today);
    if act.day > tomorrow {
        findings.push(Finding::Refused(format!(
            "{} is later than tomorrow ({tomorrow}, UTC): an act is recorded once it is done",
            act.day
        )));
    }
    if act.day < treaty.opened_on {
        findings.push(Finding::Refused(format!(
            "{} is before {} was opened ({})",
            act.day, treaty.code, treaty.opened_on
        )));
    }
    if let Some(end) = question.case.ends_on().filter(|end| *end <= act.day) {
        findings.push(Finding::Refused(format!("{} ended for all on {end}", treaty.code)));
    }
    if let Some(notified) = act.notified_on.filter(|notified| *notified < act.day) {
        findings.push(Finding::Refused(format!(
            "it cannot be notified on {notified}, before it is done on {}",
            act.day
        )));
    }
    let runs_from_it = || {
        let rule = treaty.later_effect(act.kind);
        rule.is_some_and(|(rule, _)| rule.runs_from_notification())
    };
    if act.notified_on.is_some() && !runs_from_it() {
        findings.push(Finding::Unusual(format!(
            "no clause of {} runs from the notification of a {}; its day is kept and counts for nothing",
            treaty.code, act.kind
        )));
    }
    if let Some(closes) = treaty.signature_closes_on
        && act.kind.is_signature()
        && act.kind != ActKind::SuccessionToSignature
        && act.day > closes
    {
        findings.push(Finding::Refused(format!("{} could be signed until {closes} only", treaty.code)));
    }
}

fn participant_exists(question: &Question, findings: &mut Vec<Finding>) {
    let (act, world) = (question.act, question.case.world);
    let Some(person) = world.persons.get(&act.participant) else {
        return;
    };
    match (person.exists_from, person.exists_until) {
        (Some(from), _) if act.day < from => {
            let doer = world.doer(&act.participant, act.day);
            let hint = world.persons.get(&doer).filter(|_| doer != act.participant);
            let hint = hint.map(|union| format!("; record it for {} ({doer})", union.name));
            findings.push(Finding::Refused(format!(
                "{} exists from {from}{}",
                person.name,
                hint.unwrap_or_default()
            )));
        }
        (_, Some(until)) if act.day >= until => findings.push(Finding::Refused(format!(
            "{} ended before {until}; record the act for its successor",
            person.name
        ))),
        (None, _) if person.attested_on.is_none_or(|attested| act.day < attested) => {
            findings.push(Finding::Unusual(format!(
                "whether {} existed on {} is not recorded",
                person.name, act.day
            )));
        }
        _ => {}
    }
}

fn may_join(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case: Case { treaty, world, relations, .. }, .. } = question;
    let who = question.who();
    let holds = |rule: &Eligibility| rule.holds(&act.participant, act.day, world, relations);
    // Where no act under the other treaty is recorded, nothing is known of who did what under it.
    let unknown = |rule: &Eligibility| -> Option<String> {
        let mut others = rule.treaties().into_iter();
        others.find(|other| relations.without_acts.contains(*other)).map(str::to_owned)
    };
    let holds_once_invited = |rule: &Eligibility| {
        let invited = SpansByCode::from([(act.participant.clone(), vec![Span::from(act.day)])]);
        let relations = Relations { invited, ..(*relations).clone() };
        rule.holds(&act.participant, act.day, world, &relations)
    };
    let said = |clauses: &[(&Eligibility, &Clause)]| {
        let each =
            clauses.iter().map(|(rule, clause)| format!("{} ({})", rule.in_words(*world), clause.article));
        each.collect::<Vec<_>>().join(" or ")
    };

    let signed = question.signed();
    let organisation =
        world.persons.get(&act.participant).is_some_and(|person| person.kind == "organisation");
    if act.kind == ActKind::FormalConfirmation && !organisation {
        findings.push(Finding::Refused(format!(
            "formal confirmation is the ratification of an organisation, and {who} is none"
        )));
    }
    let (verb, means) = match act.kind {
        ActKind::Accession => ("accede to", "accession"),
        ActKind::Succession | ActKind::SuccessionToSignature => return,
        kind if kind.is_signature() => ("sign", "signature"),
        kind if kind.is_consent() && !signed => ("become a party to", "signature"),
        kind if kind.is_consent() => ("", "consent"),
        _ => return,
    };
    let clauses: Vec<_> = treaty.eligibility(means).collect();
    let any_clause = treaty.eligibilities().next().is_some();
    if !verb.is_empty() && any_clause && !clauses.iter().any(|(rule, _)| holds(rule)) {
        let unknown = clauses.iter().find_map(|(rule, clause)| Some((unknown(rule)?, *clause)));
        findings.push(if let Some((other, clause)) = unknown {
            Finding::Unusual(format!(
                "whether {who} may {verb} {} follows from {other} ({}), under which no act is recorded",
                treaty.code, clause.article
            ))
        } else if clauses.is_empty() {
            Finding::Refused(format!("{} has no clause on {means}", treaty.code))
        } else if clauses.iter().any(|(rule, _)| holds_once_invited(rule)) {
            Finding::Unusual(format!(
                "no invitation of {who} to accede is recorded ({})",
                clauses[0].1.article
            ))
        } else {
            Finding::Refused(format!(
                "{who} may not {verb} {} on {}: open to {}",
                treaty.code,
                act.day,
                said(&clauses)
            ))
        });
    }

    for (cessation, clause) in treaty.cessations() {
        let Cessation::Joined(other) = cessation else { continue };
        let bound = relations.bound.get(other).and_then(|codes| codes.get(&act.participant));
        if act.kind.is_consent() && bound.is_some_and(|spans| spans.iter().any(|span| span.holds(act.day))) {
            findings.push(Finding::Unusual(format!(
                "{other} is already in force for {who}, which ends {} for it ({})",
                treaty.code, clause.article
            )));
        }
    }

    let stage = if act.kind.is_consent() { "consent" } else { "signature" };
    let of_accession = treaty.requirements("accession").filter(|_| act.kind == ActKind::Accession);
    for (rule, clause) in treaty.requirements(stage).chain(of_accession) {
        if holds(rule) {
            continue;
        }
        if let Some(other) = unknown(rule) {
            findings.push(Finding::Unusual(format!(
                "{} takes {stage} only from {} ({}), and no act under {other} is recorded",
                treaty.code,
                rule.in_words(*world),
                clause.article
            )));
        } else {
            findings.push(Finding::Refused(format!(
                "{} takes {stage} only from {} ({}), and {who} had not on {}",
                treaty.code,
                rule.in_words(*world),
                clause.article,
                act.day
            )));
        }
    }
}

/// The treaty provides for this way of consenting, or of applying it provisionally.
fn means_are_provided(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case: Case { treaty, .. }, .. } = question;
    let (signatory, other) = (treaty.means("signatory"), treaty.means("non-signatory"));
    let listed =
        |means: Option<(&Means, &Clause)>| means.is_some_and(|(means, _)| means.0.contains(&act.kind));
    if act.kind == ActKind::ProvisionalApplication {
        if (signatory.or(other)).is_some() && !listed(signatory) && !listed(other) {
            findings.push(Finding::Unusual(format!(
                "{} does not provide for provisional application; it rests on agreement otherwise (VCLT art. 25(1)(b))",
                treaty.code
            )));
        }
        return;
    }
    if !act.kind.is_consent() || act.kind == ActKind::Succession {
        return;
    }
    let (own, provided) = if question.signed() {
        (signatory, listed(signatory) || listed(other))
    } else {
        (other, listed(other) || (act.kind == ActKind::DefinitiveSignature && listed(signatory)))
    };
    // A ratification without a signature is refused as that.
    let said_already =
        matches!(act.kind, ActKind::Ratification | ActKind::FormalConfirmation) && !question.signed();
    if let Some((means, clause)) = own.filter(|_| !provided && !said_already) {
        let who = if question.signed() { "a signatory" } else { "a State that has not signed" };
        findings.push(Finding::Refused(format!(
            "{} provides for {who} to consent by {} ({}), not by {}",
            treaty.code,
            means.in_words(),
            clause.article,
            act.kind
        )));
    }
}

/// Notice of denunciation is possible on that day, and a day of effect follows.
fn notice_is_in_time(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case, in_force_on, .. } = question;
    let treaty = case.treaty;
    if !act.kind.is_exit() || act.kind == ActKind::Cessation || treaty.clauses.is_empty() {
        return;
    }
    if treaty.later_effect(act.kind).is_none() {
        let effect = if act.effective_on.is_none() { ", and no day of effect follows" } else { "" };
        findings.push(Finding::Unusual(format!(
            "{} has no clause on denunciation: it is possible only where VCLT art. 56 allows it{effect}",
            treaty.code
        )));
    }
    let own_force = || {
        let acts = acts_by_participant(case);
        let acts = acts.get(act.participant.as_str())?;
        let consent = standing(acts, act.day, None).consent?;
        acts.iter().find(|weighed| weighed.act.id == consent)?.effect
    };
    for (window, clause) in treaty.windows() {
        let start = match window.start() {
            Start::Own => own_force(),
            Start::Treaty => *in_force_on,
        };
        let open = start.and_then(|start| window.next(start, act.day));
        if let Some(open) = open.filter(|open| act.day < open.since) {
            findings.push(Finding::Unusual(format!(
                "notice may be given {} ({}): not before {}",
                window.in_words(),
                clause.article,
                open.since
            )));
        }
    }
}

/// An act of the depositary for the whole treaty fits what the treaty is on that day.
fn treaty_allows(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case, in_force_on, .. } = question;
    let code = &case.treaty.code;
    let effect = act.effective_on.unwrap_or(act.day);
    let mut refuse = |why: String| findings.push(Finding::Refused(why));
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
            (None, Some(computed)) if *computed != effect => findings.push(Finding::Unusual(format!(
                "by the clauses {code} enters into force on {computed}, not on {effect}"
            ))),
            (None, None) => findings.push(Finding::Unusual(format!(
                "by the acts recorded the conditions for the entry into force of {code} are not met"
            ))),
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

fn effect_is_possible(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case: Case { treaty, .. }, in_force_on, .. } = question;
    let Some(effective) = act.effective_on else {
        return;
    };
    if !act.kind.takes_effect() {
        findings.push(Finding::Refused(format!(
            "{} has no day of effect of its own; leave out --effective",
            act.kind
        )));
        return;
    }
    if act.kind == ActKind::Succession {
        return;
    }
    if effective < act.day {
        findings.push(Finding::Refused(format!(
            "it cannot take effect on {effective}, before it is done on {}; only a succession can",
            act.day
        )));
    }
    if act.kind.is_consent() && treaty.gap().0 != Gap::Own {
        match in_force_on {
            Some(entry) if effective < *entry => findings.push(Finding::Refused(format!(
                "it cannot take effect on {effective}, before {} enters into force on {entry}",
                treaty.code
            ))),
            None if treaty.threshold().is_none() => {
                findings.push(Finding::Unusual(format!("no entry into force of {} is known", treaty.code)));
            }
            None => findings.push(Finding::Refused(format!(
                "it cannot take effect on {effective}: no entry into force of {} is known",
                treaty.code
            ))),
            Some(_) => {}
        }
    }
}

/// A succession needs a date, and a predecessor that had done what is succeeded to and for which it still stood then.
fn succession_is_founded(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case, .. } = question;
    let Case { treaty, world, .. } = case;
    if !matches!(act.kind, ActKind::Succession | ActKind::SuccessionToSignature) {
        return;
    }
    let who = question.who();
    let predecessors = world.predecessors.get(&act.participant).map_or(&[][..], Vec::as_slice);
    let codes: Vec<&str> = predecessors.iter().map(|earlier| earlier.code.as_str()).collect();
    if !has_founder(case, act) {
        let why = if codes.is_empty() {
            "no predecessor of it is recorded".to_owned()
        } else {
            format!("no such act of {} that stood then is recorded under {}", codes.join(" or "), treaty.code)
        };
        findings.push(Finding::Refused(format!("there is nothing for {who} to succeed to: {why}")));
        return;
    }
    let derived = derive(case);
    if !predecessors.iter().any(|earlier| stood(case, &derived, act, &earlier.code)) {
        findings.push(Finding::Unusual(format!(
            "nothing of {} itself that stood then is recorded; the succession is traced to an earlier predecessor",
            codes.join(" or ")
        )));
    }
    if act.kind != ActKind::Succession {
        return;
    }
    let recorded = predecessors.iter().filter_map(|earlier| earlier.on).max();
    match date_of_succession(case, act) {
        None => findings.push(Finding::Refused(format!(
            "the date of the succession of {who} is not recorded; give it with --effective"
        ))),
        Some(on) if act.day < on => findings.push(Finding::Refused(format!(
            "{who} cannot notify its succession on {}, before it took place on {on}",
            act.day
        ))),
        Some(on) if recorded.is_some_and(|recorded| on < recorded) => {
            findings.push(Finding::Unusual(format!(
                "the succession of {who} is recorded of {}, not of {on}",
                recorded.unwrap_or(on)
            )));
        }
        Some(_) => {}
    }
}

/// Whether the nearest predecessors that have done something under the treaty had done what is succeeded to, and it
/// stood on the eve of the succession (1978 Vienna Convention arts 17, 34).
fn has_founder(case: &Case, act: &Act) -> bool {
    let derived = derive(case);
    case.world.descends_from(&act.participant, &|earlier| stood(case, &derived, act, earlier))
}

/// Whether what is succeeded to stood for a predecessor on the eve of the succession, or on its last day before that.
fn stood(case: &Case, derived: &Derived, act: &Act, earlier: &str) -> bool {
    let known = case.world.predecessors.get(&act.participant).into_iter().flatten();
    let recorded = known.filter(|known| known.code == earlier).find_map(|known| known.on);
    let on = act.effective_on.or(recorded).unwrap_or(act.day);
    let eve = on.plus_days(-1).unwrap_or(on);
    let last = case.world.ends_on(earlier).and_then(|end| end.plus_days(-1)).unwrap_or(eve).min(eve);
    derived.spells.iter().any(|spell| {
        let stands = match act.kind {
            ActKind::SuccessionToSignature => spell.standing.signature.is_some(),
            _ => spell.standing.status.consented(),
        };
        spell.participant == earlier
            && stands
            && spell.since <= last
            && spell.until.is_none_or(|until| last < until)
    })
}

/// Successions already recorded still have something to succeed to.
fn successions_stand(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case, .. } = question;
    let ends =
        act.kind.is_exit() || act.kind == ActKind::WithdrawalOfConsent || act.kind == ActKind::Unsigning;
    if !ends {
        return;
    }
    let mut with: Vec<Act> = case.acts.to_vec();
    with.push((*act).clone());
    let after = question.with(&with);
    for other in case.acts {
        let succeeds = matches!(other.kind, ActKind::Succession | ActKind::SuccessionToSignature)
            && case.world.descends_from(&other.participant, &|earlier| earlier == act.participant);
        if succeeds && has_founder(case, other) && !has_founder(&after, other) {
            findings.push(Finding::Refused(format!(
                "the {} {} of {} (@{}) would have nothing to succeed to",
                other.kind,
                other.of_day(),
                case.world.participant(&other.participant),
                other.id
            )));
        }
    }
}

/// What is ended or begun beside the status is there, or is not yet.
fn modes_fit(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case, .. } = question;
    let holds = |mode: Mode| {
        derive(case).modes.iter().any(|known| {
            known.participant == act.participant && known.mode == mode && known.span.holds(act.day)
        })
    };
    let who = question.who();
    let odd = match act.kind {
        ActKind::EndOfProvisionalApplication if !holds(Mode::Provisional) => {
            format!("{who} has no provisional application in effect")
        }
        ActKind::ProvisionalApplication if holds(Mode::Provisional) => {
            format!("{who} applies {} provisionally already", case.treaty.code)
        }
        ActKind::Resumption if !holds(Mode::Suspended) => format!("nothing is suspended for {who}"),
        ActKind::Suspension if holds(Mode::Suspended) => format!("it is already suspended for {who}"),
        ActKind::TerritorialWithdrawal
            if !case.acts.iter().any(|other| {
                other.kind == ActKind::TerritorialExtension
                    && other.territory == act.territory
                    && other.participant == act.participant
                    && other.day <= act.day
            }) =>
        {
            format!("no extension to that territory by {who} is recorded")
        }
        _ => return,
    };
    findings.push(Finding::Unusual(odd));
}

/// A cessation is no notice that could be revoked; and a consent that goes after the conditions were met does not undo
/// them (VCLT art. 55).
fn conditions_stay_met(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case, in_force_on, .. } = question;
    if act.kind == ActKind::RevocationOfDenunciation {
        let acts = acts_by_participant(case);
        let own = acts.get(act.participant.as_str()).map_or(&[][..], Vec::as_slice);
        let exit = standing(own, act.day, None).exit;
        let cessation =
            own.iter().any(|weighed| Some(weighed.act.id) == exit && weighed.act.kind == ActKind::Cessation);
        if cessation {
            findings.push(Finding::Refused(format!(
                "the participation of {} ceases by the treaty itself; only its own notice can be revoked (VCLT art. 68)",
                question.who()
            )));
        }
    }
    if act.kind == ActKind::WithdrawalOfConsent {
        let met = derive(case).entry.met_on;
        if met.is_some_and(|met| met <= act.day) && in_force_on.is_none_or(|on| act.day < on) {
            findings.push(Finding::Unusual(format!(
                "the conditions for the entry into force of {} were met on {}, and stay met (VCLT art. 55)",
                case.treaty.code,
                met.unwrap_or(act.day)
            )));
        }
    }
}

fn territory_is_one(question: &Question, findings: &mut Vec<Finding>) {
    let person = question.act.territory.as_ref().and_then(|code| question.case.world.persons.get(code));
    if let Some(person) = person.filter(|person| person.kind != "territory") {
        findings.push(Finding::Refused(format!("{} is not a territory", person.name)));
    }
}

/// Whether the very act is recorded already, or one whose day is not known and may be this one.
fn is_recorded(question: &Question, findings: &mut Vec<Finding>) -> bool {
    let act = question.act;
    let twin = question.case.acts.iter().find(|other| {
        let same_doer = other.participant == act.participant || other.done_by == act.participant;
        let same_day = other.earliest <= act.day && act.day <= other.day;
        same_doer && other.kind == act.kind && other.territory == act.territory && same_day
    });
    findings.extend(twin.map(|twin| {
        let day = if twin.is_dated() { "" } else { ", on a day that is not known" };
        Finding::Refused(format!(
            "the {} {} of {} is already recorded as @{}{day}",
            act.kind,
            twin.of_day(),
            question.who(),
            twin.id
        ))
    }));
    twin.is_some()
}

/// What the table of transitions says of the act, and of every later act because of it. An act whose day is
/// not known counts from the end of its window; where only that stands in the way, it may have come first.
fn status_allows(question: &Question) -> Vec<Finding> {
    let late = verdicts(question, question.case.acts);
    let refusals = |findings: &[Finding]| {
        findings.iter().filter(|finding| matches!(finding, Finding::Refused(_))).count()
    };
    if refusals(&late) == 0 {
        return late;
    }
    let mut first = question.case.acts.to_vec();
    let mut moved = Vec::new();
    for other in &mut first {
        let may_come_first = other.earliest <= question.act.day && question.act.day < other.day;
        if !other.is_dated() && may_come_first && other.participant == question.act.participant {
            moved.push(format!("the {} {} (@{})", other.kind, other.of_day(), other.id));
            other.day = other.earliest;
        }
    }
    let mut early = verdicts(question, &first);
    if moved.is_empty() || refusals(&early) > 0 {
        return late;
    }
    early.push(Finding::Unusual(format!("this holds only if {} came first", moved.join(" and "))));
    early
}

fn verdicts(question: &Question, acts: &[Act]) -> Vec<Finding> {
    let Question { act, case: Case { treaty, world, .. }, .. } = question;
    let ends_on = question.case.ends_on();
    let mut with: Vec<Act> = acts.to_vec();
    with.push((*act).clone());
    let (case_before, case_after) = (question.with(acts), question.with(&with));
    let before = acts_by_participant(&case_before);
    let mut findings = Vec::new();
    let mut said = BTreeSet::new();
    for (code, after) in acts_by_participant(&case_after) {
        let who = world.persons.get(code).map_or(code, |person| &person.name);
        let before = before.get(code).map_or(&[][..], Vec::as_slice);
        let old: Vec<(i64, Verdict)> =
            before.iter().map(|weighed| weighed.act.id).zip(judge(before, ends_on)).collect();
        for (weighed, verdict) in after.iter().zip(judge(&after, ends_on)) {
            let this = weighed.act;
            let own = code == act.participant;
            let is_new = this.id == act.id;
            if this.under.is_some() || (is_new && !own) || old.contains(&(this.id, verdict.clone())) {
                continue;
            }
            let which = format!("the later {} {} (@{})", this.kind, this.of_day(), this.id);
            let finding = match verdict {
                Verdict::Normal => continue,
                Verdict::Refused(text) if is_new => {
                    let first = if question.case.acts.is_empty() {
                        format!("; no act under {} is recorded yet", treaty.code)
                    } else {
                        String::new()
                    };
                    Finding::Refused(format!(
                        "{who}, {} of {} on {}: {text}{first}",
                        act.kind, treaty.code, act.day
                    ))
                }
                Verdict::Refused(text) => {
                    Finding::Refused(format!("{which} by {who} would no longer be allowed: {text}"))
                }
                verdict => {
                    let text = verdict.text().unwrap_or_default();
                    Finding::Unusual(if is_new {
                        format!("{who} {text}")
                    } else {
                        format!("{which} becomes unusual: {who} {text}")
                    })
                }
            };
            if said.insert(this.id) {
                findings.push(finding);
            }
        }
    }
    findings
}

/// Acts under other treaties that needed this consent, and Protocols that outlive it.
fn dependents_stand(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, case: Case { treaty, acts, .. }, .. } = question;
    let ends = act.kind.is_exit() || act.kind == ActKind::WithdrawalOfConsent;
    if !ends {
        return;
    }
    let who = question.who();
    let mut with: Vec<Act> = acts.to_vec();
    with.push((*act).clone());
    let consented = |acts: &[Act], day: Date| {
        let spells = derive(&question.with(acts)).spells;
        spells.iter().any(|spell| {
            spell.participant == act.participant
                && spell.standing.status.consented()
                && spell.since <= day
                && spell.until.is_none_or(|until| day < until)
        })
    };
    for (dependent, theirs) in question.dependents {
        let needed = |stage| {
            dependent.requirements(stage).find(|(rule, _)| rule.treaties().contains(&treaty.code.as_str()))
        };
        let own = theirs.iter().filter(|other| other.participant == act.participant);
        let leaves_too =
            dependent.cessations().find(|(rule, _)| **rule == Cessation::Left(treaty.code.clone()));
        let mut stays = false;
        for other in own {
            let stage = if other.kind.is_consent() { "consent" } else { "signature" };
            let concerned = other.kind.is_consent() || other.kind.is_signature();
            let Some((_, clause)) = needed(stage).filter(|_| concerned) else {
                continue;
            };
            stays |= other.kind.is_consent();
            if consented(acts, other.day) && !consented(&with, other.day) {
                findings.push(Finding::Refused(format!(
                    "the {} of {} {} by {who} (@{}) would lack consent to {} ({})",
                    other.kind,
                    dependent.code,
                    other.of_day(),
                    other.id,
                    treaty.code,
                    clause.article
                )));
            }
        }
        if let Some((_, clause)) = leaves_too.filter(|_| stays) {
            findings.push(Finding::Follows(format!(
                "{who} leaves {} too, on the same day ({})",
                dependent.code, clause.article
            )));
        } else if stays {
            findings.push(Finding::Unusual(format!(
                "{who} has also consented to {}, which rests on {}; record what becomes of that too",
                dependent.code, treaty.code
            )));
        }
    }
}
