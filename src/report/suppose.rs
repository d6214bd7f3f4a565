//! What would follow from consents that nobody has given: worked out in memory, judged as if they were recorded.

use serde::Serialize;

use super::Named;
use super::reasoning::{self, Computation};
use super::set::Names;
use crate::error::{Error, Result};
use crate::law::{Case, Finding, Question, conditions, derive, examine};
use crate::model::{Act, ActKind, Date};

/// A consent that is supposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supposed {
    /// Whose.
    pub code: String,
    /// On which day.
    pub on: Date,
}

/// What would follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Supposition {
    /// The acts supposed, in order of time.
    pub acts: Vec<SupposedAct>,
    /// The day on which the conditions would be met; none if they still would not.
    pub met_on: Option<Date>,
    /// Whose instrument would meet them; none where a day alone does.
    pub met_by: Option<Named>,
    /// The day on which the treaty would enter into force.
    pub in_force_on: Option<Date>,
    /// How that day follows.
    pub computation: Option<Computation>,
    /// What would still be missing.
    pub missing: Vec<String>,
    /// For whom the treaty would enter into force on another day than without, or at all.
    pub changes: Vec<SupposedChange>,
    /// What would be unusual in them.
    pub unusual: Vec<String>,
}

/// An act that is supposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupposedAct {
    /// Whose.
    pub participant: Named,
    /// What: the consent that fits what it has done.
    pub act: ActKind,
    /// On which day.
    pub on: Date,
}

/// A day in force that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupposedChange {
    /// For whom.
    pub participant: Named,
    /// Its consent.
    pub act: ActKind,
    /// The day of that.
    pub consented_on: Date,
    /// Whether that is only supposed.
    pub supposed: bool,
    /// In force for it without what is supposed; none: not known yet.
    pub before: Option<Date>,
    /// In force for it with that.
    pub with: Option<Date>,
}

/// Supposes consents under a treaty as it was on a day. Each is judged after those of earlier days.
///
/// Errors: the law would refuse one of them.
pub(super) fn suppose(then: &Case, supposed: &[Supposed], names: &Names, today: Date) -> Result<Supposition> {
    let mut supposed = supposed.to_vec();
    supposed.sort_by(|one, other| (one.on, &one.code).cmp(&(other.on, &other.code)));
    let recorded = then.acts.len();
    let mut acts = then.acts.to_vec();
    let mut unusual = Vec::new();
    for each in &supposed {
        consent(then, &mut acts, each, names, today, &mut unusual)?;
    }
    let with = Case { acts: &acts, ..*then };
    let (before, after) = (derive(then), derive(&with));
    let last = supposed.last().map_or(today, |each| each.on);
    let met_by = acts.iter().find(|act| Some(act.id) == after.entry.met_by);
    let met = after.entry.met_on.is_some();
    let missing = conditions(&with, last).filter(|_| !met);
    let missing = missing.map_or_else(Vec::new, |(condition, _)| condition.shortfalls(then.world));
    let mut changes: Vec<SupposedChange> = Vec::new();
    for (place, act) in acts.iter().enumerate().filter(|(_, act)| act.kind.is_consent()) {
        let (was, is) = (before.counts_from.get(&act.id), after.counts_from.get(&act.id));
        if was != is {
            changes.push(SupposedChange {
                participant: names.named(&act.done_by),
                act: act.kind,
                consented_on: act.day,
                supposed: place >= recorded,
                before: was.copied(),
                with: is.copied(),
            });
        }
    }
    changes.sort_by_cached_key(|one| (one.with, one.consented_on, one.participant.name.clone()));
    let of =
        |act: &Act| SupposedAct { participant: names.named(&act.participant), act: act.kind, on: act.day };
    Ok(Supposition {
        acts: acts[recorded..].iter().map(of).collect(),
        met_on: after.entry.met_on,
        met_by: met_by.map(|act| names.named(&act.done_by)),
        in_force_on: after.entry.on,
        computation: reasoning::of_entry(&with, &after.entry),
        missing,
        changes,
        unusual,
    })
}

/// Adds the consent of one: the first that the law allows of those that fit what it has done.
fn consent(
    then: &Case,
    acts: &mut Vec<Act>,
    supposed: &Supposed,
    names: &Names,
    today: Date,
    unusual: &mut Vec<String>,
) -> Result<()> {
    let signed = acts
        .iter()
        .any(|act| act.participant == supposed.code && act.kind.is_signature() && act.day <= supposed.on);
    let mut refusal = None;
    for kinds in ways(then, &supposed.code, signed) {
        let known = acts.len();
        match judge(then, acts, supposed, &kinds, today) {
            Ok(said) => {
                let who = names.name(&supposed.code);
                unusual.extend(said.into_iter().map(|text| format!("{who}: {text}")));
                return Ok(());
            }
            Err(why) => {
                acts.truncate(known);
                refusal = refusal.or(Some(why));
            }
        }
    }
    let why = refusal.unwrap_or_default();
    Err(Error::Refused(format!("--if {}={}: {why}", supposed.code, supposed.on)))
}

/// The acts by which one can come to consent, the likeliest way first.
fn ways(then: &Case, code: &str, signed: bool) -> Vec<Vec<ActKind>> {
    use ActKind::{
        Acceptance, Accession, Approval, DefinitiveSignature, FormalConfirmation, Ratification, Signature,
    };
    let is_organisation = then.world.persons.get(code).is_some_and(|person| person.kind == "organisation");
    let of_signatory: &[ActKind] = if is_organisation {
        &[FormalConfirmation, Approval, Acceptance, Ratification]
    } else {
        &[Ratification, Acceptance, Approval]
    };
    let provided = |of: &str| then.treaty.means(of).map_or_else(Vec::new, |(means, _)| means.0.clone());
    let alone =
        |kinds: Vec<ActKind>| kinds.into_iter().filter(|kind| kind.is_consent()).map(|kind| vec![kind]);
    if signed {
        return alone(of_signatory.to_vec()).chain(alone(provided("signatory"))).collect();
    }
    let both = of_signatory.iter().map(|kind| vec![Signature, *kind]);
    let first = alone(vec![Accession]).chain(alone(provided("non-signatory")));
    first.chain(both).chain(alone(vec![DefinitiveSignature])).collect()
}

/// Adds acts of one day one by one, as the law allows them; what is unusual in them, or why one is refused.
fn judge(
    then: &Case,
    acts: &mut Vec<Act>,
    supposed: &Supposed,
    kinds: &[ActKind],
    today: Date,
) -> std::result::Result<Vec<String>, String> {
    const FIRST: i64 = Act::NOT_RECORDED - 100_000;
    let mut unusual = Vec::new();
    for kind in kinds {
        acts.push(Act {
            id: FIRST + i64::try_from(acts.len()).unwrap_or_default(),
            participant: supposed.code.clone(),
            done_by: then.world.doer(&supposed.code, supposed.on),
            kind: *kind,
            earliest: supposed.on,
            day: supposed.on,
            notified_on: None,
            effective_on: None,
            territory: None,
            scope: None,
            under: None,
            withdrawn: false,
        });
        let Some((act, earlier)) = acts.split_last() else { break };
        let case = Case { acts: earlier, ..*then };
        let answer = examine(&Question {
            act,
            case,
            with: acts,
            last: None,
            in_force_on: derive(&case).entry.on,
            dependents: &[],
            today: today.max(supposed.on),
        });
        if let Some(why) = Finding::refusal(&answer.findings) {
            return Err(why);
        }
        unusual.extend(answer.findings.into_iter().filter_map(|finding| match finding {
            Finding::Unusual(text) => Some(text),
            _ => None,
        }));
    }
    Ok(unusual)
}
