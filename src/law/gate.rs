//! Whether an act may be recorded: judged at its own day, against the acts before it, and the later acts are
//! judged again.

mod basics;
mod consequences;
mod joining;
mod leaving;
mod soundness;
mod statement_words;
mod statements;
mod status;
mod succession;
mod table;
mod whole_treaty;

use std::cell::OnceCell;

use super::case::Case;
use super::spells::{Derived, Reckoning, follow};
use super::treaty::Treaty;
use crate::model::{Act, Date};
pub use consequences::consequences;
pub use soundness::{act_is_sound, statement_is_sound};
pub use statements::{StatementQuestion, examine_statement};
pub use table::{Judged, examine_table};

use basics::{day_is_possible, effect_is_possible, modes_fit, participant_exists, territory_is_one};
use joining::{may_join, means_are_provided};
use leaving::{conditions_stay_met, dependents_stand, notice_is_in_time};
use status::{is_recorded, status_allows};
use succession::{succession_is_founded, successions_stand};
use whole_treaty::treaty_allows;

/// An act that somebody wants to record.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The act, with the id that it would have: above all others.
    pub act: &'a Act,
    /// The treaty with the acts already recorded under it.
    pub case: Case<'a>,
    /// These acts, and the act as the last of them.
    pub with: &'a [Act],
    /// What followed from the acts already recorded, where that is at hand.
    pub last: Option<&'a Derived>,
    /// The treaty's entry into force, where known.
    pub in_force_on: Option<Date>,
    /// The treaties whose clauses refer to this one, with the acts under them.
    pub dependents: &'a [(&'a Treaty, &'a [Act])],
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

impl Finding {
    /// The first refusal among findings, and how many more there are; none where nothing is refused.
    #[must_use]
    pub fn refusal(findings: &[Self]) -> Option<String> {
        let mut refusals = findings.iter().filter_map(|finding| match finding {
            Self::Refused(text) => Some(text),
            _ => None,
        });
        let first = refusals.next()?;
        Some(match refusals.count() {
            0 => first.clone(),
            1 => format!("{first} (and one more reason)"),
            more => format!("{first} (and {more} more reasons)"),
        })
    }
}

/// What the law says of an act.
#[derive(Debug)]
pub struct Answer {
    /// Everything there is to say against it; empty where it is normal.
    pub findings: Vec<Finding>,
    /// What follows under the treaty once it is recorded, where that had to be looked at.
    pub derived: Option<Derived>,
}

/// Examines an act.
#[must_use]
pub fn examine(question: &Question) -> Answer {
    let mut findings = Vec::new();
    day_is_possible(question, &mut findings);
    if question.act.participant.is_empty() {
        treaty_allows(question, &mut findings);
        return Answer { findings, derived: None };
    }
    let examined = Examined::of(*question);
    participant_exists(question, &mut findings);
    succession_is_founded(&examined, &mut findings);
    if !is_recorded(question, &mut findings) {
        findings.extend(status_allows(&examined));
        successions_stand(&examined, &mut findings);
        dependents_stand(&examined, &mut findings);
        modes_fit(&examined, &mut findings);
        conditions_stay_met(&examined, &mut findings);
    }
    may_join(question, &mut findings);
    means_are_provided(question, &mut findings);
    notice_is_in_time(&examined, &mut findings);
    effect_is_possible(question, &mut findings);
    territory_is_one(question, &mut findings);
    let allowed = !findings.iter().any(|finding| matches!(finding, Finding::Refused(_)));
    let derived = examined.after.into_inner().filter(|_| allowed).map(Follows::into_derived);
    Answer { findings, derived }
}

/// A question, and what follows without the act and with it: reckoned where it is asked for, and once.
struct Examined<'a> {
    question: Question<'a>,
    before: OnceCell<Follows<'a>>,
    after: OnceCell<Follows<'a>>,
}

struct Follows<'a> {
    case: Case<'a>,
    last: Option<&'a Derived>,
    reckoning: Reckoning<'a>,
    derived: OnceCell<Derived>,
}

impl<'a> Follows<'a> {
    fn of(case: Case<'a>, last: Option<&'a Derived>) -> Self {
        Self { case, last, reckoning: Reckoning::of(&case), derived: OnceCell::new() }
    }

    fn derived(&self) -> &Derived {
        self.derived.get_or_init(|| follow(&self.case, &self.reckoning, self.last))
    }

    fn into_derived(self) -> Derived {
        let Self { case, last, reckoning, derived } = self;
        derived.into_inner().unwrap_or_else(|| follow(&case, &reckoning, last))
    }
}

impl<'a> Examined<'a> {
    fn of(question: Question<'a>) -> Self {
        Self { question, before: OnceCell::new(), after: OnceCell::new() }
    }

    /// Another question about the same case: what was reckoned of it holds.
    fn about(self, question: Question<'a>) -> Self {
        Self { question, ..self }
    }

    fn before(&self) -> &Follows<'a> {
        self.before.get_or_init(|| Follows::of(self.question.case, self.question.last))
    }

    fn after(&self) -> &Follows<'a> {
        self.after.get_or_init(|| {
            Follows::of(Case { acts: self.question.with, ..self.question.case }, self.question.last)
        })
    }
}

impl Question<'_> {
    fn who(&self) -> &str {
        let code = &self.act.participant;
        self.case.world.persons.get(code).map_or(code, |person| &person.name)
    }

    fn signed(&self) -> bool {
        self.case.acts.iter().any(|other| {
            other.kind.is_signature()
                && other.day <= self.act.day
                && other.participant == self.act.participant
        })
    }
}
