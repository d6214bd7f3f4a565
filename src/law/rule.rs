//! Final clauses: the kinds of rule that a treaty may have, and one clause of it.

use std::fmt;

use super::acceptance::Acceptance;
use super::binding::Binding;
use super::clauses::{Cessation, Gap, Means, NoticeWindow};
use super::consent_clauses::{Carried, Deposit, Entailment, Provisional};
use super::duration::Duration;
use super::effect::Effect;
use super::eligibility::Eligibility;
use super::english::Names;
use super::mentions::{Mention, by_kind};
use super::notation::{RuleError, Term};
use super::relation::{Relation, Reservable};
use super::threshold::Threshold;
use crate::model::{ActKind, series};

/// Declares the kinds of clause: the word of each, and what it may apply to.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($rule:ty) = $word:literal $to:tt;)+) => {
        /// What a clause says.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Rule {
            $($(#[$doc])* $kind($rule),)+
        }

        /// Each kind of clause with what it may apply to; any act word may stand for `effect` too.
        const KINDS: &[(&str, &[&str])] = &[$(($word, &$to)),+];

        impl Rule {
            /// Reads a rule; `kind` says how.
            pub fn read(kind: &str, rule: &str) -> Result<Self, RuleError> {
                match kind {
                    $($word => <$rule>::read(rule).map(Self::$kind),)+
                    other => Err(RuleError { rule: rule.to_owned(), at: 1, why: no_kind(other) }),
                }
            }

            /// The word of its kind.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $word,)+
                }
            }
        }

        /// The rule in the notation.
        impl fmt::Display for Rule {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$kind(rule) => rule.fmt(f),)+
                }
            }
        }
    };
}

kinds! {
    /// Who may sign or accede.
    Eligibility(Eligibility) = "eligibility" ["signature", "accession"];
    /// What must come before or with the act.
    Requirement(Eligibility) = "requirement" ["signature", "consent", "accession"];
    /// When the conditions for entry into force are met.
    Threshold(Threshold) = "threshold" ["treaty"];
    /// When an act takes effect.
    Effect(Effect) = "effect" ["treaty", "consent", "territory", "territories"];
    /// When a denunciation or withdrawal takes effect.
    Withdrawal(Effect) = "withdrawal" ["denunciation", "reservation", "declaration"];
    /// What holds for a consent between the conditions and entry into force.
    Gap(Gap) = "gap" ["consent"];
    /// By which acts one can consent.
    Means(Means) = "means" ["signatory", "non-signatory"];
    /// When notice of denunciation may be given.
    Window(NoticeWindow) = "window" ["denunciation"];
    /// When participation ends of itself.
    Cessation(Cessation) = "cessation" ["participation"];
    /// Towards whom an accession takes effect.
    Relation(Relation) = "relation" ["accession"];
    /// Whom the treaty binds without a consent of their own.
    Binding(Binding) = "binding" ["parties", "members", "exit"];
    /// Which reservations are allowed.
    Reservations(Reservable) = "reservations" ["reservation"];
    /// What a reservation needs besides being made, or by what it falls.
    Acceptance(Acceptance) = "acceptance" ["reservation"];
    /// For how long the treaty, or a reservation, stands of itself.
    Duration(Duration) = "duration" ["treaty", "reservation"];
    /// Up to when a reservation can be objected to.
    Objection(Effect) = "objection" ["reservation", "late-reservation"];
    /// By which acts under another treaty one consents to this one too.
    Entailment(Entailment) = "entailment" ["consent"];
    /// Whose instrument waits for another's.
    Deposit(Deposit) = "deposit" ["consent"];
    /// What was said under another treaty that stands under this one too.
    Carried(Carried) = "carried" ["reservation", "declaration"];
    /// When it is applied provisionally without a notification, and until when.
    Provisional(Provisional) = "provisional" ["signature", "treaty"];
}

fn no_kind(word: &str) -> String {
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.0).collect();
    format!("'{word}' is no kind of clause: {}", series(&kinds, "or"))
}

impl Rule {
    /// Reads a rule on its own, and tells its kind by its first word; one of effect where that says nothing.
    pub fn read_any(rule: &str) -> Result<Self, RuleError> {
        let term = Term::read(rule)?;
        let inner = std::iter::successors(Some(&term), |term| {
            term.arguments.first().filter(|_| matches!(term.word, "AND" | "OR"))
        });
        let word = inner.last().map_or("", |term| term.word);
        let kind = match word {
            // Effect and threshold share it: a threshold has one argument.
            "not_before" if term.word != "not_before" || term.arguments.len() == 1 => "threshold",
            word if Effect::WORDS.contains(&word) => "effect",
            word if Threshold::WORDS.contains(&word) => "threshold",
            word if Eligibility::WORDS.contains(&word) => "eligibility",
            word if Gap::WORDS.contains(&word) => "gap",
            "kinds" => "means",
            "after" | "every" => "window",
            word if Duration::WORDS.contains(&word) => "duration",
            word if Cessation::WORDS.contains(&word) => "cessation",
            word if Relation::WORDS.contains(&word) => "relation",
            word if Binding::WORDS.contains(&word) => "binding",
            word if Entailment::WORDS.contains(&word) => "entailment",
            word if Carried::WORDS.contains(&word) => "carried",
            word if Deposit::WORDS.contains(&word) => "deposit",
            word if Provisional::WORDS.contains(&word) => "provisional",
            word if Reservable::WORDS.contains(&word) => "reservations",
            word if Acceptance::WORDS.contains(&word) => "acceptance",
            unknown => {
                return Err(RuleError {
                    rule: rule.to_owned(),
                    at: 1 + rule.find(unknown).map_or(0, |start| rule[..start].chars().count()),
                    why: format!("'{unknown}' is no word of the notation of clauses"),
                });
            }
        };
        Self::read(kind, rule)
    }

    /// The rule in plain English; `from` is what an effect runs from, such as `deposit`.
    #[must_use]
    pub fn in_words(&self, from: &str, names: &dyn Names) -> String {
        match self {
            Self::Eligibility(rule) | Self::Requirement(rule) => rule.in_words(names),
            Self::Threshold(rule) => rule.in_words(names),
            Self::Effect(rule) | Self::Withdrawal(rule) => rule.in_words(from),
            Self::Gap(rule) => rule.in_words().to_owned(),
            Self::Means(rule) => rule.in_words(),
            Self::Window(rule) => rule.in_words(),
            Self::Cessation(rule) => rule.in_words(),
            Self::Relation(rule) => rule.in_words(),
            Self::Binding(rule) => rule.in_words(names),
            Self::Reservations(rule) => rule.in_words(),
            Self::Acceptance(rule) => rule.in_words(),
            Self::Duration(rule) => rule.in_words(),
            Self::Objection(rule) => rule.in_words("notification"),
            Self::Entailment(rule) => rule.in_words(),
            Self::Carried(rule) => rule.in_words(),
            Self::Deposit(rule) => rule.in_words(names),
            Self::Provisional(rule) => rule.in_words(),
        }
    }

    /// What it names.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention<'_>> {
        match self {
            Self::Eligibility(rule) | Self::Requirement(rule) => rule.mentions(),
            Self::Threshold(rule) => rule.mentions(),
            Self::Effect(rule)
            | Self::Withdrawal(rule)
            | Self::Objection(rule)
            | Self::Duration(Duration::Lasts(rule)) => rule.mentions(),
            Self::Cessation(rule) => vec![Mention::Treaty(rule.treaty())],
            Self::Relation(rule) => rule.mentions(),
            Self::Binding(rule) => rule.mentions(),
            Self::Acceptance(rule) => rule.mentions(),
            Self::Entailment(rule) => vec![Mention::Treaty(rule.of().0)],
            Self::Carried(rule) => vec![Mention::Treaty(rule.of().0)],
            Self::Deposit(rule) => rule.mentions(),
            Self::Provisional(rule) => rule.mentions(),
            Self::Gap(_)
            | Self::Means(_)
            | Self::Window(_)
            | Self::Reservations(_)
            | Self::Duration(Duration::Below(_) | Duration::Prolonged(_)) => Vec::new(),
        }
    }
}

by_kind!(Rule);

/// One clause: the rule, what it applies to, and where the treaty says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The log entry that recorded it.
    pub id: i64,
    /// treaty, consent, accession, signature, territory, denunciation.
    pub applies_to: String,
    /// The rule.
    pub rule: Rule,
    /// Where the treaty says so.
    pub article: String,
}

impl Clause {
    /// Reads a clause as recorded: `kind` says how `rule` is to be read.
    pub fn read(id: i64, kind: &str, applies_to: &str, rule: &str, article: &str) -> Result<Self, RuleError> {
        let read = Rule::read(kind, rule)?;
        if let Some((_, why)) = Self::misfit(kind, applies_to) {
            return Err(RuleError { rule: rule.to_owned(), at: 1, why });
        }
        let is_of_exit = matches!(read, Rule::Binding(Binding::MayLeave(_)));
        if matches!(read, Rule::Binding(_)) && is_of_exit != (applies_to == "exit") {
            let why = "a clause of binding for exit is may_leave(…), which is for nothing else".to_owned();
            return Err(RuleError { rule: rule.to_owned(), at: 1, why });
        }
        Ok(Self { id, applies_to: applies_to.to_owned(), rule: read, article: article.to_owned() })
    }

    /// What is wrong with a kind of clause or with what it applies to: which of the two, and why; none if nothing is.
    #[must_use]
    pub fn misfit(kind: &str, applies_to: &str) -> Option<(&'static str, String)> {
        let Some((_, may)) = KINDS.iter().find(|known| known.0 == kind) else {
            return Some(("kind", no_kind(kind)));
        };
        // A succession and a cessation have a day of their own.
        let own_day = |act: ActKind| matches!(act, ActKind::Succession | ActKind::Cessation);
        let act = || {
            kind == "effect"
                && ActKind::from_word(applies_to)
                    .is_some_and(|act| act.takes_effect() && act.is_of_participant() && !own_day(act))
        };
        (!may.contains(&applies_to) && !act()).then(|| {
            (
                "applies_to",
                format!("a clause of {kind} applies to {}, not to '{applies_to}'", series(may, "or")),
            )
        })
    }
}
