//! Many acts at once, as a depositary's table has them: each judged at its own day against all the others, with one
//! look at the whole treaty.

use std::collections::{BTreeMap, BTreeSet};

use super::basics::{day_is_possible, effect_is_possible, participant_exists, territory_is_one};
use super::joining::{may_join, means_are_provided};
use super::question::{Examined, Finding, Findings, Question};
use super::succession::succession_is_founded;
use crate::law::case::Case;
use crate::law::effect_dates::DatedActs;
use crate::law::transitions::{Verdict, judge_in};
use crate::model::{Act, Date, series};

/// What the law says of one act of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judged {
    /// Why it may not be recorded.
    pub refused: Vec<String>,
    /// What is unusual in it, and would not be seen again from the acts alone.
    pub unusual: Vec<String>,
    /// What is unusual in it by the table of transitions: derived whenever the treaty is.
    pub remarks: Vec<String>,
    /// Whether its participant existed on its day is not recorded.
    pub existence_is_unknown: bool,
}

impl Judged {
    fn add(&mut self, findings: Findings) {
        for finding in findings.0 {
            match finding {
                Finding::Refused(text) => self.refused.push(text),
                Finding::Unusual(text) | Finding::Consequence(text) => self.unusual.push(text),
            }
        }
    }
}

/// What the law says of the acts `new`, which are among those of the case: by act, and only where there is something to
/// say. An act that is recorded already and would no longer be allowed is said of the new acts of its participant.
///
/// What nobody may enter by hand is unusual here, not refused: that a consent follows no recorded signature, that a
/// signature comes after consent, or that no predecessor's act is recorded to succeed to. Tables leave such acts out.
#[must_use]
pub fn examine_table(
    case: &Case,
    new: &BTreeSet<i64>,
    in_force_on: Option<Date>,
    today: Date,
) -> BTreeMap<i64, Judged> {
    let mut findings: BTreeMap<i64, Judged> = BTreeMap::new();
    let dated_acts = DatedActs::of(case);
    let ends_on = dated_acts.ends_on;
    let is_signed = case.acts.iter().any(|act| act.kind.is_signature());
    for (code, acts) in dated_acts.by_participant() {
        if !acts.iter().any(|dated| new.contains(&dated.act.id) && dated.act.participant == code) {
            continue;
        }
        let verdicts = judge_in(case, acts, ends_on);
        let kept: Vec<_> = acts.iter().filter(|dated| !new.contains(&dated.act.id)).cloned().collect();
        let before = if verdicts.iter().any(|verdict| matches!(verdict, Verdict::Refused(_))) {
            judge_in(case, &kept, ends_on)
        } else {
            Vec::new()
        };
        for (dated, verdict) in acts.iter().zip(&verdicts) {
            let act = dated.act;
            if act.under.is_some() || act.participant != code {
                continue;
            }
            let verdict = verdict.clone().of_a_table(is_signed, act.kind);
            if new.contains(&act.id) {
                let own = findings.entry(act.id).or_default();
                match verdict {
                    Verdict::Refused(text) => own.refused.push(text),
                    other => own.remarks.extend(other.text().map(str::to_owned)),
                }
                continue;
            }
            let was = kept.iter().zip(&before).find(|(known, _)| known.act.id == act.id);
            let was_refused = was.is_some_and(|(_, was)| matches!(was, Verdict::Refused(_)));
            if let Verdict::Refused(text) = verdict
                && !was_refused
            {
                let (kind, of_day, id) = (act.kind, act.of_day(), act.id);
                let text = format!("the {kind} {of_day} (@{id}) would no longer be allowed: {text}");
                for other in acts.iter().filter(|other| new.contains(&other.act.id)) {
                    findings.entry(other.act.id).or_default().refused.push(text.clone());
                }
            }
        }
    }
    let question =
        |act| Question { act, case: *case, with: case.acts, last: None, in_force_on, dependents: &[], today };
    for act in case.acts.iter().filter(|act| new.contains(&act.id)) {
        let mut said = Findings::default();
        let question = question(act);
        for look in [day_is_possible, effect_is_possible, territory_is_one, may_join, means_are_provided] {
            look(&question, &mut said);
        }
        let mut existence = Findings::default();
        participant_exists(&question, &mut existence);
        // Tables repeat in the row of a State what it did under its earlier form.
        if !existence.0.is_empty() && !was_there(case, act) {
            let own = findings.entry(act.id).or_default();
            own.existence_is_unknown =
                existence.0.iter().all(|finding| matches!(finding, Finding::Unusual(_)));
            if let Some(text) = done_by_one_of(case, act) {
                own.unusual.push(text);
            } else if !own.existence_is_unknown {
                own.add(existence);
            }
        }
        if !said.0.is_empty() {
            findings.entry(act.id).or_default().add(said);
        }
    }
    successions(case, new, &question, &mut findings);
    findings.retain(|_, own| *own != Judged::default());
    findings
}

/// Whether another participant did an act that stands in the row of this one, and existed then.
fn was_there(case: &Case, act: &Act) -> bool {
    act.done_by != act.participant
        && case.world.persons.get(&act.done_by).is_some_and(|person| person.existence().holds(act.day))
}

/// A table repeats in the row of a State what one of those did from whom it came, and does not say which.
fn done_by_one_of(case: &Case, act: &Act) -> Option<String> {
    let world = case.world;
    let person = world.persons.get(&act.participant)?;
    let begins = person.exists_from.filter(|begins| act.day < *begins)?;
    let existed = |code: &&str| {
        let earlier = world.persons.get(*code);
        earlier.is_some_and(|earlier| earlier.is_state() && earlier.existence().holds(act.day))
    };
    let mut direct = world.nearest(&act.participant, &|code| world.ends_on(code) == Some(begins));
    // One of those may not have been there yet itself.
    for _ in 0..world.persons.len() {
        let [later] = direct.iter().copied().collect::<Vec<_>>()[..] else { break };
        let Some(began) = world.persons.get(later).and_then(|person| person.exists_from) else { break };
        if act.day >= began {
            break;
        }
        direct = world.nearest(later, &|code| world.ends_on(code) == Some(began));
    }
    let names: Vec<&str> =
        direct.iter().filter(|code| existed(code)).map(|code| world.called(code)).collect();
    (!names.is_empty())
        .then(|| format!("{} exists from {begins}; it was done by {}", person.name, series(&names, "or")))
}

/// What there is to say of successions, derived once for all of them.
fn successions<'a>(
    case: &Case<'a>,
    new: &BTreeSet<i64>,
    question: &dyn Fn(&'a Act) -> Question<'a>,
    findings: &mut BTreeMap<i64, Judged>,
) {
    let succeeds = |act: &&Act| act.kind.is_succession() && new.contains(&act.id);
    let mut shared: Option<Examined> = None;
    for act in case.acts.iter().filter(succeeds) {
        let question = question(act);
        let examined = match shared.take() {
            Some(known) => known.about(question),
            None => Examined::of(question),
        };
        let mut said = Findings::default();
        succession_is_founded(&examined, &mut said);
        let soft = said.0.into_iter().map(|finding| match finding {
            Finding::Refused(text) => Finding::Unusual(text),
            other => other,
        });
        findings.entry(act.id).or_default().add(Findings(soft.collect()));
        shared = Some(examined);
    }
}
