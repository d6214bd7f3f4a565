//! What is missing until a treaty enters into force: how many more instruments, of which kind, and whose they can be.

use std::collections::BTreeSet;

use serde::Serialize;

use super::act_view::real_sources;
use super::case_on_day::CaseOnDay;
use super::set::Names;
use super::suppose::{Supposed, Supposition, suppose};
use super::{ActView, ClauseBrief, GroupMember, List, Named, Progress, TreatyBrief, When, progress};
use crate::error::{Error, Result};
use crate::law::{Case, Condition, Derived, Eligibility, Holds, Spell, brought_nearer, conditions, derive};
use crate::model::{ActKind, Date, Decimal, Status};
use crate::store::{ActRow, Store, TreatyRow};

/// What is missing until a treaty enters into force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingReport {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// The day asked about.
    pub as_of: Date,
    /// not-collected, no-clause, open, undetermined, conditions-met, in-force.
    pub state: &'static str,
    /// The conditions for entry into force.
    pub conditions: Option<ClauseBrief>,
    /// How far they are met, before entry into force.
    pub progress: Option<Progress>,
    /// The parts of the conditions, each with what there is and what is needed.
    pub parts: Vec<Part>,
    /// The day on which they were met.
    pub met_on: Option<Date>,
    /// The instrument that met them.
    pub met_by: Option<GroupMember>,
    /// Entry into force, where it is known by then.
    pub in_force_on: Option<Date>,
    /// The list that the candidates are limited to.
    pub of: Option<String>,
    /// How many are on that list, and how many of them have consented.
    pub of_list: Option<(usize, usize)>,
    /// Who can still contribute: signatories first, those that signed first before the others.
    pub candidates: Vec<Candidate>,
    /// What would follow from the consents supposed.
    pub supposition: Option<Supposition>,
    /// Codes of the sources of the clause.
    #[serde(skip)]
    pub clause_sources: Vec<String>,
}

/// A part of the conditions that has no others inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its number, from 1.
    pub number: usize,
    /// In words.
    pub condition: String,
    /// yes, no, unknown.
    pub holds: &'static str,
    /// How much there is: instruments, or their weight.
    pub there: Decimal,
    /// How much is needed; 0 where nothing is counted.
    pub needed: Decimal,
    /// Of those that it names, who has no instrument.
    pub missing: Vec<Named>,
}

/// One that has not consented and can contribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// Who.
    #[serde(flatten)]
    pub participant: Named,
    /// none, signatory, signed-ad-ref, unsigned or former.
    pub status: Status,
    /// Whether it may become a party by the treaty's own clauses.
    pub eligible: bool,
    /// The article by which something else must come first, and the treaties that it concerns.
    pub first: Option<Requirement>,
    /// The signature that stands.
    pub signature: Option<ActView>,
    /// Whole months from that signature to the day.
    pub months_since_signature: Option<u32>,
    /// The parts of the conditions that its consent would bring nearer, by their numbers.
    pub counts_for: Vec<usize>,
}

/// What must come before a consent, and has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// In words: from whom the treaty takes consent only.
    pub only_from: String,
    /// The other treaties concerned.
    pub treaties: Vec<String>,
    /// Where the treaty says so.
    pub article: String,
}

/// Answers what is missing until `treaty` enters into force, by what was done up to the day, and what would follow from
/// the consents `supposed`.
pub fn missing(
    store: &Store,
    treaty: &TreatyRow,
    list: Option<&List>,
    supposed: &[Supposed],
    when: When,
) -> Result<MissingReport> {
    let day = when.as_of;
    let code = &treaty.code;
    if !treaty.collected && !supposed.is_empty() {
        return Err(Error::Refused(format!(
            "no act under {code} is recorded: who has consented is not known, and what would follow cannot be told"
        )));
    }
    let world = store.world()?;
    let gone = || Error::Refused(format!("{code} is no longer in the file"));
    let dossier = store.dossier(code, &world)?.ok_or_else(gone)?;
    let case = dossier.case(&world);
    let on_day = CaseOnDay::certainly(&case, treaty.met_on, day);
    let then = on_day.case(&case);
    let derived = derive(&then);
    let names = Names::of(store)?;
    let clause = store.clauses(code)?.into_iter().find(|clause| clause.kind == "threshold");

    let (met_on, in_force_on) = (derived.entry.met_on, derived.entry.on);
    let condition = conditions(&then, day).filter(|_| treaty.collected);
    let state = match &condition {
        _ if !treaty.collected => "not-collected",
        _ if in_force_on.is_some_and(|on| on <= day) => "in-force",
        _ if met_on.is_some_and(|met| met <= day) => "conditions-met",
        None => "no-clause",
        Some((condition, _)) if condition.holds == Holds::Unknown => "undetermined",
        Some(_) => "open",
    };
    let part = |(place, leaf): (usize, &Condition)| Part {
        number: place + 1,
        condition: leaf.rule.in_short(&*world),
        holds: leaf.holds.word(),
        there: leaf.there,
        needed: leaf.needed,
        missing: names.in_order(leaf.missing.iter().cloned()),
    };
    let parts = condition.as_ref().map_or_else(Vec::new, |(condition, _)| {
        condition.leaves().into_iter().enumerate().map(part).collect()
    });
    let is_open = matches!(state, "open" | "undetermined" | "no-clause");
    let met_by = derived.entry.met_by.filter(|_| met_on.is_some_and(|met| met <= day));
    let met_by = met_by.map_or(Ok(None), |id| store.act(id))?.map(|row| GroupMember {
        participant: names.named(row.done_by.as_ref().unwrap_or(&row.participant)),
        act: ActView::of(row),
        withdrawn_on: None,
    });
    let looked_at = Looked { store, treaty, day, then: &then, derived: &derived, names: &names };
    let (candidates, of_list) = if is_open || (list.is_some() && treaty.collected) {
        looked_at.candidates(list)?
    } else {
        (Vec::new(), None)
    };
    Ok(MissingReport {
        treaty: TreatyBrief::of(treaty),
        as_of: day,
        state,
        progress: progress::of_case(&then, treaty, day).filter(|_| is_open || state == "conditions-met"),
        parts,
        met_on: met_on.filter(|met| *met <= day),
        met_by,
        in_force_on,
        of: list.map(|list| list.in_words(&names)),
        of_list,
        candidates,
        supposition: (!supposed.is_empty())
            .then(|| suppose(&then, supposed, &names, when.today))
            .transpose()?,
        clause_sources: clause.as_ref().map_or_else(Vec::new, |clause| real_sources(clause.sources.clone())),
        conditions: clause.as_ref().map(ClauseBrief::of),
    })
}

/// Candidates; and how many are on the list asked for, how many of them have consented.
type Found = (Vec<Candidate>, Option<(usize, usize)>);

/// What candidates are looked for in.
struct Looked<'a> {
    store: &'a Store,
    treaty: &'a TreatyRow,
    day: Date,
    then: &'a Case<'a>,
    derived: &'a Derived,
    names: &'a Names,
}

impl Looked<'_> {
    /// What the treaty asks for before or with a consent, where that is missing and can be told.
    fn first(&self, code: &str) -> Option<Requirement> {
        let Case { treaty, world, relations, .. } = self.then;
        let known =
            |rule: &Eligibility| !rule.treaties().iter().any(|it| relations.without_acts.contains(*it));
        let mut unmet = treaty
            .requirements("consent")
            .filter(|(rule, _)| known(rule) && !rule.holds(code, self.day, world, relations));
        unmet.next().map(|(rule, clause)| Requirement {
            only_from: rule.in_words(*world),
            treaties: rule.treaties().into_iter().map(str::to_owned).collect(),
            article: clause.article.clone(),
        })
    }

    /// Those that have not consented; and how many are on the list, how many of them have.
    fn candidates(&self, list: Option<&List>) -> Result<Found> {
        let day = self.day;
        let holds = |spell: &&Spell| spell.since <= day && spell.until.is_none_or(|until| day < until);
        let standing: Vec<&Spell> = self.derived.spells.iter().filter(holds).collect();
        let of = |code: &str| standing.iter().find(|spell| spell.participant == code);
        let status = |code: &str| of(code).map_or(Status::None, |spell| spell.status);
        let eligible: BTreeSet<String> = self.store.eligible(&self.treaty.code, day)?.into_iter().collect();
        let pool = if let Some(list) = list {
            list.members(self.store, day)?
        } else {
            let signed = standing
                .iter()
                .filter(|spell| matches!(spell.status, Status::Signatory | Status::SignedAdRef));
            eligible.iter().cloned().chain(signed.map(|spell| spell.participant.clone())).collect()
        };
        let of_list = list.map(|_| (pool.len(), pool.iter().filter(|code| status(code).consented()).count()));
        let pending: Vec<Named> =
            self.names.in_order(pool.into_iter().filter(|code| !status(code).consented()));
        let more = pending.iter().map(|who| {
            let signed = of(&who.code).is_some_and(|spell| spell.signature.is_some());
            (who.code.as_str(), if signed { ActKind::Ratification } else { ActKind::Accession })
        });
        let more: Vec<(&str, ActKind)> = more.collect();
        let nearer = brought_nearer(self.then, day, &more).unwrap_or_else(|| vec![Vec::new(); pending.len()]);
        let acts = self.store.acts(&self.treaty.code)?;
        let mut candidates: Vec<Candidate> = Vec::new();
        for (participant, nearer) in pending.into_iter().zip(nearer) {
            let signature = of(&participant.code).and_then(|spell| spell.signature);
            let signature = signature.and_then(|id| acts.iter().find(|act| act.id == id));
            let signed_on = signature.and_then(ActRow::day);
            let eligible = eligible.contains(&participant.code) || signature.is_some();
            let nearer = if eligible { nearer } else { Vec::new() };
            candidates.push(Candidate {
                status: status(&participant.code),
                eligible,
                first: self.first(&participant.code).filter(|_| eligible),
                signature: signature.cloned().map(ActView::of),
                months_since_signature: signed_on.map(|signed| signed.months_until(day)),
                counts_for: nearer.into_iter().map(|place| place + 1).collect(),
                participant,
            });
        }
        candidates.sort_by_key(|candidate| {
            let signed_on = candidate.signature.as_ref().and_then(ActView::day);
            (signed_on.is_none(), signed_on)
        });
        Ok((candidates, of_list))
    }
}
