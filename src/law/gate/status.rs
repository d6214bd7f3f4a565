//! What the table of transitions says of an act, and of every later act because of it.

use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap};

use super::question::{Examined, Finding, Findings, Question};
use crate::law::case::Case;
use crate::law::effect_dates::DatedActs;
use crate::law::transitions::{Verdict, judge_in};

/// Whether the very act is recorded already, or one whose day is not known and may be this one.
pub(super) fn is_recorded(question: &Question, findings: &mut Findings) -> bool {
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
pub(super) fn status_allows(examined: &Examined) -> Vec<Finding> {
    let question = &examined.question;
    let late = verdicts(question, || &examined.before().dated_acts, &examined.after().dated_acts);
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
    if moved.is_empty() {
        return late;
    }
    let mut with = first.clone();
    with.push(question.act.clone());
    let dated_acts = |acts| DatedActs::of(&Case { acts, ..question.case });
    let (before, after) = (dated_acts(&first), dated_acts(&with));
    let mut early = verdicts(question, || &before, &after);
    if refusals(&early) > 0 {
        return late;
    }
    early.push(Finding::Unusual(format!("this holds only if {} came first", moved.join(" and "))));
    early
}

/// What changes with the act; what was before is only asked where an act that is not new stands out.
fn verdicts<'r, 'a: 'r>(
    question: &Question,
    before: impl Fn() -> &'r DatedActs<'a>,
    after: &DatedActs,
) -> Vec<Finding> {
    let Question { act, case: Case { treaty, world, .. }, .. } = question;
    let ends_on = after.ends_on;
    let with = Case { acts: question.with, ..question.case };
    let stage = question.case.stage_of_signature();
    let mut findings = Vec::new();
    let mut said = BTreeSet::new();
    for (code, after) in after.by_participant() {
        let who = world.called(code);
        let was = LazyCell::new(|| {
            let before = before().acts_of(code);
            // The first of those that have one number counts.
            let verdicts = before.iter().zip(judge_in(&question.case, before, ends_on));
            verdicts
                .map(|(known, verdict)| (known.act.id, verdict.on_entry(known.act.kind, stage)))
                .rev()
                .collect::<HashMap<i64, Verdict>>()
        });
        for (dated, verdict) in after.iter().zip(judge_in(&with, after, ends_on)) {
            let verdict = verdict.on_entry(dated.act.kind, stage);
            let this = dated.act;
            let own = code == act.participant;
            let is_new = this.id == act.id;
            if this.under.is_some() || (is_new && !own) || verdict == Verdict::Normal {
                continue;
            }
            if !is_new && was.get(&this.id) == Some(&verdict) {
                continue;
            }
            let which = format!("the later {} {} (@{})", this.kind, this.of_day(), this.id);
            let finding = match verdict {
                Verdict::Refused(text) if is_new => {
                    let first = if question.case.acts.is_empty() {
                        format!("; no act under {} is recorded yet", treaty.code)
                    } else {
                        String::new()
                    };
                    let instead = question.signature_to_succeed_to();
                    Finding::Refused(format!(
                        "{who}, {} of {} on {}: {text}{first}{instead}",
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
