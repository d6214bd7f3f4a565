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
    let mut trial = Trial { then, names, today, acts: then.acts.to_vec(), unusual: Vec::new() };
    for each in &supposed {
        trial.consent(each)?;
    }
    let Trial { acts, unusual, .. } = trial;
    let with = Case { acts: &acts, ..*then };
    let (before, after) = (derive(then), derive(&with));
    let last = supposed.last().map_or(today, |each| each.on);
    let met_by = acts.iter().find(|act| Some(act.id) == after.entry.met_by);
    let met = after.entry.met_on.is_some();
    let missing = conditions(&with, last).filter(|_| !met);
    let missing = missing.map_or_else(Vec::new, |(condition, _)| condition.shortfalls(then.world));
    let consents = acts.iter().enumerate().filter(|(_, act)| act.kind.is_consent());
    let change = |(place, act): (usize, &Act)| SupposedChange {
        participant: names.named(&act.done_by),
        act: act.kind,
        consented_on: act.day,
        supposed: place >= recorded,
        before: before.counts_from.get(&act.id).copied(),
        with: after.counts_from.get(&act.id).copied(),
    };
    let mut changes: Vec<_> = consents.map(change).filter(|change| change.before != change.with).collect();
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

/// What is supposed so far, beside the acts recorded.
struct Trial<'a> {
    then: &'a Case<'a>,
    names: &'a Names,
    today: Date,
    acts: Vec<Act>,
    unusual: Vec<String>,
}

impl Trial<'_> {
    /// Adds the consent of one: the first that the law allows of those that fit what it has done.
    fn consent(&mut self, supposed: &Supposed) -> Result<()> {
        let Supposed { code, on } = supposed;
        let mut own = self.acts.iter().filter(|act| act.participant == *code);
        let signed = own.any(|act| act.kind.is_signature() && act.day <= *on);
        let mut refusal = None;
        for kinds in ways(self.then, code, signed) {
            let known = self.acts.len();
            match self.judge(supposed, &kinds) {
                Ok(said) => {
                    let who = self.names.name(code);
                    self.unusual.extend(said.into_iter().map(|text| format!("{who}: {text}")));
                    return Ok(());
                }
                Err(why) => {
                    self.acts.truncate(known);
                    refusal = refusal.or(Some(why));
                }
            }
        }
        Err(Error::Refused(format!("--if {code}={on}: {}", refusal.unwrap_or_default())))
    }

    /// Adds acts of one day one by one, as the law allows them; what is unusual in them, or why one is refused.
    fn judge(
        &mut self,
        Supposed { code, on }: &Supposed,
        kinds: &[ActKind],
    ) -> std::result::Result<Vec<String>, String> {
        const FIRST: i64 = Act::NOT_RECORDED - 100_000;
        let mut unusual = Vec::new();
        for kind in kinds {
            let id = FIRST + i64::try_from(self.acts.len()).unwrap_or_default();
            let done_by = self.then.world.doer(code, *on);
            self.acts.push(Act { done_by, ..Act::of(id, code, *kind, *on) });
            let Some((act, earlier)) = self.acts.split_last() else { break };
            let case = Case { acts: earlier, ..*self.then };
            let answer = examine(&Question {
                act,
                case,
                with: &self.acts,
                last: None,
                in_force_on: derive(&case).entry.on,
                dependents: &[],
                today: self.today.max(*on),
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
