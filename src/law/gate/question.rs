//! What is asked of the gate, and what it says.

use std::cell::OnceCell;

use crate::law::case::Case;
use crate::law::derived::{Derived, follow};
use crate::law::effect_dates::DatedActs;
use crate::law::signed_before::{rests_on_signature, signed_before};
use crate::law::treaty::Treaty;
use crate::model::{Act, Date, series};

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
    /// The treaties whose clauses refer to this one.
    pub dependents: &'a [Dependent<'a>],
    /// Today, UTC.
    pub today: Date,
}

/// A treaty whose clauses refer to another, or that amends it.
#[derive(Debug, Clone, Copy)]
pub struct Dependent<'a> {
    /// The treaty.
    pub treaty: &'a Treaty,
    /// The acts under it.
    pub acts: &'a [Act],
    /// The day on which its conditions were met, where known.
    pub met_on: Option<Date>,
    /// Its entry into force, where known.
    pub in_force_on: Option<Date>,
}

/// Something to say about an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It may not be recorded, unless by force with a reason.
    Refused(String),
    /// It may be recorded, and this is unusual in it.
    Unusual(String),
    /// It may be recorded, and this follows from it under another treaty.
    Consequence(String),
}

/// What there is to say so far.
#[derive(Debug, Default)]
pub(super) struct Findings(pub Vec<Finding>);

impl Findings {
    pub(super) fn refuse(&mut self, why: impl Into<String>) {
        self.0.push(Finding::Refused(why.into()));
    }

    pub(super) fn unusual(&mut self, what: impl Into<String>) {
        self.0.push(Finding::Unusual(what.into()));
    }

    pub(super) fn follows(&mut self, what: impl Into<String>) {
        self.0.push(Finding::Consequence(what.into()));
    }

    pub(super) fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    pub(super) fn extend(&mut self, more: impl IntoIterator<Item = Finding>) {
        self.0.extend(more);
    }
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

/// A question, and what follows without the act and with it: looked at where that is asked for, and once.
pub(super) struct Examined<'a> {
    pub question: Question<'a>,
    before: OnceCell<Derivation<'a>>,
    after: OnceCell<Derivation<'a>>,
}

/// What follows from one set of acts: dated at once, derived where that is asked for.
pub(super) struct Derivation<'a> {
    pub case: Case<'a>,
    last: Option<&'a Derived>,
    pub dated_acts: DatedActs<'a>,
    derived: OnceCell<Derived>,
}

impl<'a> Derivation<'a> {
    pub fn of(case: Case<'a>, last: Option<&'a Derived>) -> Self {
        Self { case, last, dated_acts: DatedActs::of(&case), derived: OnceCell::new() }
    }

    pub fn derived(&self) -> &Derived {
        self.derived.get_or_init(|| follow(&self.case, &self.dated_acts, self.last))
    }

    fn into_derived(self) -> Derived {
        let Self { case, last, dated_acts, derived } = self;
        derived.into_inner().unwrap_or_else(|| follow(&case, &dated_acts, last))
    }
}

impl<'a> Examined<'a> {
    pub fn of(question: Question<'a>) -> Self {
        Self { question, before: OnceCell::new(), after: OnceCell::new() }
    }

    /// Another question about the same case: what follows without its act holds.
    pub fn about(self, question: Question<'a>) -> Self {
        Self { question, ..self }
    }

    /// What follows with the act, where that had to be looked at.
    pub fn into_after(self) -> Option<Derived> {
        self.after.into_inner().map(Derivation::into_derived)
    }

    /// Without the act.
    pub fn before(&self) -> &Derivation<'a> {
        self.before.get_or_init(|| Derivation::of(self.question.case, self.question.last))
    }

    /// With the act.
    pub fn after(&self) -> &Derivation<'a> {
        self.after.get_or_init(|| {
            Derivation::of(Case { acts: self.question.with, ..self.question.case }, self.question.last)
        })
    }
}

impl Question<'_> {
    /// The name of the one that does it.
    pub(super) fn who(&self) -> &str {
        self.case.world.called(&self.act.done_by)
    }

    /// Whether it had signed by then.
    pub(super) fn signed(&self) -> bool {
        let mut signatures =
            self.case.acts.iter().filter(|other| other.kind.is_signature() && other.day <= self.act.day);
        if signatures.clone().any(|other| other.participant == self.act.participant) {
            return true;
        }
        let own = self.case.world.stands_for(&self.act.done_by);
        signatures.any(|other| own.contains(&other.done_by.as_str()))
            || signed_before(&self.case, self.act).is_some()
    }

    /// What to do where a consent that lacks a signature may have one of a predecessor that is not recorded; else nothing.
    pub(super) fn signature_to_succeed_to(&self) -> String {
        let world = self.case.world;
        let mut links = world.successions_of(&self.act.done_by);
        // One that was gone before the treaty was there had not signed it.
        let begins = self.case.treaty.begins_on();
        links.retain(|link| {
            link.on
                .or_else(|| world.ends_on(&link.code))
                .is_none_or(|on| begins.is_none_or(|begins| begins < on))
        });
        if links.is_empty() || !rests_on_signature(self.act.kind) || self.signed() {
            return String::new();
        }
        let names: Vec<&str> = links.iter().map(|link| world.called(&link.code)).collect();
        format!(
            "; where {} had signed, record that signature first: one can ratify on it (1978 Vienna Convention arts 19, 37), or \
             succeed to it with succession-to-signature",
            series(&names, "or")
        )
    }
}
