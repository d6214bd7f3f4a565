//! What becomes of the acts that stay, where one is corrected or retracted: each is judged again.

use std::collections::BTreeMap;

use super::leaving::{consented_on, lacks_consent, needed};
use super::question::{Dependent, Finding};
use crate::law::case::Case;
use crate::law::derived::follow;
use crate::law::effect_dates::DatedActs;
use crate::law::transitions::{Verdict, judge_in};
use crate::model::Act;

/// The acts that the law allowed before and would refuse after, and those that become unusual; under the treaty itself
/// and under those whose clauses refer to it. `changed` are the acts that go or come.
#[must_use]
pub fn consequences(before: &Case, after: &Case, changed: &[i64], dependents: &[Dependent]) -> Vec<Finding> {
    let (was, is) = (DatedActs::of(before), DatedActs::of(after));
    let old = verdicts(before, &was);
    let mut findings = Vec::new();
    for (id, (who, act, verdict)) in verdicts(after, &is) {
        let known = old.get(&id).map(|known| &known.2);
        if changed.contains(&id) || known == Some(&verdict) {
            continue;
        }
        let which = format!("the {} {} (@{id})", act.kind, act.of_day());
        findings.extend(match verdict.on_entry(act.kind, after.stage_of_signature()) {
            Verdict::Refused(text) => Some(Finding::Refused(format!(
                "{which} by {who} would no longer be allowed: {text}; correct or retract that first"
            ))),
            verdict => {
                verdict.text().map(|text| Finding::Unusual(format!("{which} becomes unusual: {who} {text}")))
            }
        });
    }
    if dependents.is_empty() {
        return findings;
    }
    let (spells_before, spells_after) = (follow(before, &was, None).spells, follow(after, &is, None).spells);
    for Dependent { treaty: dependent, acts, .. } in dependents {
        for act in *acts {
            let Some(article) = needed(dependent, before.treaty, act) else {
                continue;
            };
            let consented = |spells| consented_on(spells, &act.participant, act.day);
            if consented(&spells_before) && !consented(&spells_after) {
                findings.push(lacks_consent(before, dependent, act, article));
            }
        }
    }
    findings
}

type Judged<'a> = (&'a str, &'a Act, Verdict);

/// The verdict on each act under the treaty, by the name of the one whose it is.
fn verdicts<'a>(case: &Case<'a>, dated_acts: &DatedActs<'a>) -> BTreeMap<i64, Judged<'a>> {
    let mut verdicts = BTreeMap::new();
    for (code, acts) in dated_acts.by_participant() {
        let who = case.world.called(code);
        for (dated, verdict) in acts.iter().zip(judge_in(case, acts, dated_acts.ends_on)) {
            if dated.act.under.is_none() {
                verdicts.entry(dated.act.id).or_insert((who, dated.act, verdict));
            }
        }
    }
    verdicts
}
