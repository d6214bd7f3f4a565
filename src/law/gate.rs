//! Whether an act may be recorded: judged at its own day, against the acts before it, and the later acts are
//! judged again.

use super::eligibility::{Eligibility, Relations};
use super::spells::weigh_all;
use super::transitions::{Verdict, judge};
use super::treaty::{Clause, Treaty};
use super::world::World;
use crate::model::{Act, ActKind, Date};

/// An act that somebody wants to record.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The act, with an id above all others.
    pub act: &'a Act,
    /// The treaty.
    pub treaty: &'a Treaty,
    /// The acts already recorded under it.
    pub acts: &'a [Act],
    /// The treaty's entry into force, where known.
    pub in_force_on: Option<Date>,
    /// Everything that holds for all treaties.
    pub world: &'a World,
    /// What eligibility depends on.
    pub relations: &'a Relations,
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
}

/// Everything there is to say against an act; empty where it is normal.
#[must_use]
pub fn examine(question: &Question) -> Vec<Finding> {
    let mut findings = Vec::new();
    day_is_possible(question, &mut findings);
    participant_exists(question, &mut findings);
    may_join(question, &mut findings);
    effect_is_possible(question, &mut findings);
    status_allows(question, &mut findings);
    findings
}

impl Question<'_> {
    fn who(&self) -> &str {
        let code = &self.act.participant;
        self.world.persons.get(code).map_or(code, |person| &person.name)
    }
}

fn day_is_possible(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, treaty, today, .. } = question;
    let tomorrow = today.plus_days(1);
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
    if let Some(closes) = treaty.signature_closes_on
        && act.kind.is_signature()
        && act.kind != ActKind::SuccessionToSignature
        && act.day > closes
    {
        findings.push(Finding::Refused(format!(
            "{} could be signed until {closes} only",
            treaty.code
        )));
    }
}

fn participant_exists(question: &Question, findings: &mut Vec<Finding>) {
    let (act, world) = (question.act, question.world);
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
    let Question { act, treaty, world, relations, .. } = question;
    let who = question.who();
    let holds = |rule: &Eligibility| rule.holds(&act.participant, act.day, world, relations);
    let said = |clauses: &[(&Eligibility, &Clause)]| {
        let each = clauses.iter().map(|(rule, clause)| format!("{} ({})", rule, clause.article));
        each.collect::<Vec<_>>().join(" or ")
    };

    let signed = question.acts.iter().any(|other| {
        other.participant == act.participant && other.kind.is_signature() && other.day <= act.day
    });
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
        findings.push(if clauses.is_empty() {
            Finding::Refused(format!("{} has no clause on {means}", treaty.code))
        } else if clauses.iter().any(|(rule, _)| matches!(rule, Eligibility::Invited)) {
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

    let stage = if act.kind.is_consent() { "consent" } else { "signature" };
    for (rule, clause) in treaty.requirements(stage) {
        if !holds(rule) {
            findings.push(Finding::Refused(format!(
                "{} takes {stage} only from {rule} ({}), and {who} had not on {}",
                treaty.code, clause.article, act.day
            )));
        }
    }
}

fn effect_is_possible(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, treaty, world, in_force_on, .. } = question;
    if act.kind == ActKind::Succession {
        let mut earlier = world.predecessors.get(&act.participant).into_iter().flatten();
        if act.effective_on.is_none() && earlier.all(|earlier| earlier.on.is_none()) {
            findings.push(Finding::Refused(format!(
                "the date of the succession of {} is not recorded; give it with --effective",
                question.who()
            )));
        }
        return;
    }
    let Some(effective) = act.effective_on else {
        return;
    };
    if effective < act.day {
        findings.push(Finding::Refused(format!(
            "it cannot take effect on {effective}, before it is done on {}; only a succession can",
            act.day
        )));
    }
    if act.kind.is_consent() {
        match in_force_on {
            Some(entry) if effective < *entry => findings.push(Finding::Refused(format!(
                "it cannot take effect on {effective}, before {} enters into force on {entry}",
                treaty.code
            ))),
            None => findings.push(Finding::Unusual(format!(
                "no entry into force of {} is known, yet the act takes effect on {effective}",
                treaty.code
            ))),
            Some(_) => {}
        }
    }
}

fn status_allows(question: &Question, findings: &mut Vec<Finding>) {
    let Question { act, treaty, acts, world, .. } = question;
    let code = &act.participant;
    let same = |other: &&Act| {
        other.participant == *code && other.kind == act.kind && other.day == act.day && other.is_dated()
    };
    if !act.kind.is_territorial()
        && let Some(twin) = acts.iter().find(same)
    {
        findings.push(Finding::Refused(format!(
            "this {} of {} on {} is already recorded as @{}",
            act.kind,
            question.who(),
            act.day,
            twin.id
        )));
        return;
    }

    let mut with: Vec<Act> = acts.to_vec();
    with.push((*act).clone());
    let after = weigh_all(treaty, &with, code, world);
    let before = weigh_all(treaty, acts, code, world);
    let verdicts_before = judge(&before);
    let unchanged = |id: i64, verdict: &Verdict| {
        before.iter().zip(&verdicts_before).any(|(weighed, old)| weighed.act.id == id && old == verdict)
    };
    let who = question.who();
    for (weighed, verdict) in after.iter().zip(judge(&after)) {
        let later = weighed.act;
        let finding = if later.id == act.id {
            match verdict {
                Verdict::Normal => continue,
                Verdict::Refused(text) => {
                    Finding::Refused(format!("{who}, {} of {} on {}: {text}", act.kind, treaty.code, act.day))
                }
                Verdict::Unusual(text) | Verdict::NoChange(text) => Finding::Unusual(format!("{who} {text}")),
            }
        } else if unchanged(later.id, &verdict) {
            continue;
        } else {
            let which = format!("the later {} of {} (@{})", later.kind, later.day, later.id);
            match verdict {
                Verdict::Normal => continue,
                Verdict::Refused(text) => {
                    Finding::Refused(format!("{which} by {who} would no longer be allowed: {text}"))
                }
                Verdict::Unusual(text) | Verdict::NoChange(text) => {
                    Finding::Unusual(format!("{which} becomes unusual: {who} {text}"))
                }
            }
        };
        findings.push(finding);
    }
}
