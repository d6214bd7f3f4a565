//! A treaty's final clauses, read and ready to apply.

use std::fmt;

use super::clauses::{Cessation, Gap, Means, Window};
use super::effect::{Effect, Moments};
use super::eligibility::{Eligibility, Relations};
use super::english::list;
use super::notation::{RuleError, Term};
use super::relation::{Relation, Reservable};
use super::threshold::Threshold;
use super::threshold_words::Names;
use crate::model::{ActKind, Date};

/// What a clause says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Who may sign or accede.
    Eligibility(Eligibility),
    /// What must come before or with the act.
    Requirement(Eligibility),
    /// When the conditions for entry into force are met.
    Threshold(Threshold),
    /// When an act takes effect.
    Effect(Effect),
    /// When a denunciation or withdrawal takes effect.
    Withdrawal(Effect),
    /// What holds for a consent between the conditions and entry into force.
    Gap(Gap),
    /// By which acts one can consent.
    Means(Means),
    /// When notice of denunciation may be given.
    Window(Window),
    /// When participation ends of itself.
    Cessation(Cessation),
    /// Towards whom an accession takes effect.
    Relation(Relation),
    /// Which reservations are allowed.
    Reservations(Reservable),
    /// Up to when a reservation can be objected to.
    Objection(Effect),
}

/// Each kind of clause with what it may apply to; any act word may stand for `effect` too.
const KINDS: [(&str, &[&str]); 12] = [
    ("eligibility", &["signature", "accession"]),
    ("requirement", &["signature", "consent", "accession"]),
    ("threshold", &["treaty"]),
    ("effect", &["treaty", "consent", "territory"]),
    ("withdrawal", &["denunciation", "reservation"]),
    ("gap", &["consent"]),
    ("means", &["signatory", "non-signatory"]),
    ("window", &["denunciation"]),
    ("cessation", &["participation"]),
    ("relation", &["accession"]),
    ("reservations", &["reservation"]),
    ("objection", &["reservation", "late-reservation"]),
];

fn no_kind(word: &str) -> String {
    format!("'{word}' is no kind of clause: {}", list(&KINDS.map(|kind| kind.0), "or"))
}

impl Rule {
    /// Reads a rule; `kind` says how.
    pub fn read(kind: &str, rule: &str) -> Result<Self, RuleError> {
        match kind {
            "eligibility" => Eligibility::read(rule).map(Self::Eligibility),
            "requirement" => Eligibility::read(rule).map(Self::Requirement),
            "threshold" => Threshold::read(rule).map(Self::Threshold),
            "effect" => Effect::read(rule).map(Self::Effect),
            "withdrawal" => Effect::read(rule).map(Self::Withdrawal),
            "gap" => Gap::read(rule).map(Self::Gap),
            "means" => Means::read(rule).map(Self::Means),
            "window" => Window::read(rule).map(Self::Window),
            "cessation" => Cessation::read(rule).map(Self::Cessation),
            "relation" => Relation::read(rule).map(Self::Relation),
            "reservations" => Reservable::read(rule).map(Self::Reservations),
            "objection" => Effect::read(rule).map(Self::Objection),
            other => Err(RuleError { rule: rule.to_owned(), at: 1, why: no_kind(other) }),
        }
    }

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
            "MAX" | "OWN" | "WITH_E" => "gap",
            "kinds" => "means",
            "after" | "every" => "window",
            "left" | "joined" => "cessation",
            word if Relation::WORDS.contains(&word) => "relation",
            word if Reservable::WORDS.contains(&word) => "reservations",
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

    /// The word of its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Eligibility(_) => "eligibility",
            Self::Requirement(_) => "requirement",
            Self::Threshold(_) => "threshold",
            Self::Effect(_) => "effect",
            Self::Withdrawal(_) => "withdrawal",
            Self::Gap(_) => "gap",
            Self::Means(_) => "means",
            Self::Window(_) => "window",
            Self::Cessation(_) => "cessation",
            Self::Relation(_) => "relation",
            Self::Reservations(_) => "reservations",
            Self::Objection(_) => "objection",
        }
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
            Self::Reservations(rule) => rule.in_words(),
            Self::Objection(rule) => rule.in_words("notification"),
        }
    }

    /// The other treaties that it refers to.
    #[must_use]
    pub fn treaties(&self) -> Vec<&str> {
        match self {
            Self::Eligibility(rule) | Self::Requirement(rule) => rule.treaties(),
            Self::Threshold(rule) => rule.treaties(),
            Self::Effect(rule) | Self::Withdrawal(rule) | Self::Objection(rule) => rule.treaties(),
            Self::Cessation(rule) => vec![rule.treaty()],
            Self::Relation(rule) => rule.treaties(),
            Self::Gap(_) | Self::Means(_) | Self::Window(_) | Self::Reservations(_) => Vec::new(),
        }
    }

    /// The participants that it names.
    #[must_use]
    pub fn participants(&self) -> Vec<&str> {
        match self {
            Self::Eligibility(rule) | Self::Requirement(rule) => rule.participants(),
            Self::Threshold(rule) => rule.participants(),
            _ => Vec::new(),
        }
    }

    /// The groups that it asks about.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        match self {
            Self::Eligibility(rule) | Self::Requirement(rule) => rule.groups(),
            Self::Threshold(rule) => rule.groups(),
            _ => Vec::new(),
        }
    }

    /// The tables of weights that it asks.
    #[must_use]
    pub fn tables(&self) -> Vec<&str> {
        match self {
            Self::Threshold(rule) => rule.tables(),
            _ => Vec::new(),
        }
    }
}

/// The rule in the notation.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Eligibility(rule) | Self::Requirement(rule) => rule.fmt(f),
            Self::Threshold(rule) => rule.fmt(f),
            Self::Effect(rule) | Self::Withdrawal(rule) | Self::Objection(rule) => rule.fmt(f),
            Self::Gap(rule) => rule.fmt(f),
            Self::Means(rule) => rule.fmt(f),
            Self::Window(rule) => rule.fmt(f),
            Self::Cessation(rule) => rule.fmt(f),
            Self::Relation(rule) => rule.fmt(f),
            Self::Reservations(rule) => rule.fmt(f),
        }
    }
}

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
                format!("a clause of {kind} applies to {}, not to '{applies_to}'", list(may, "or")),
            )
        })
    }
}

/// A treaty as the law sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Treaty {
    /// The depositary's number.
    pub code: String,
    /// Text adopted.
    pub adopted_on: Option<Date>,
    /// Opened for signature.
    pub opened_on: Option<Date>,
    /// Last day to sign.
    pub signature_closes_on: Option<Date>,
    /// Entry into force as published.
    pub in_force_on: Option<Date>,
    /// The clauses.
    pub clauses: Vec<Clause>,
}

impl Treaty {
    /// The day on which it begins: opened for signature, else its text concluded, where either is known.
    #[must_use]
    pub fn begins_on(&self) -> Option<Date> {
        self.opened_on.or(self.adopted_on)
    }

    /// The threshold, with its clause.
    #[must_use]
    pub fn threshold(&self) -> Option<(&Threshold, &Clause)> {
        self.clauses.iter().find_map(|clause| match &clause.rule {
            Rule::Threshold(threshold) => Some((threshold, clause)),
            _ => None,
        })
    }

    /// The rule of effect for the first group, with its clause.
    #[must_use]
    pub fn first_effect(&self) -> Option<(&Effect, &Clause)> {
        self.effect_for("treaty")
    }

    /// The rule of effect for an act that comes later, with its clause; an accession without a rule of its
    /// own follows that of other consents. A cessation is no notice, and follows no clause.
    #[must_use]
    pub fn later_effect(&self, kind: ActKind) -> Option<(&Effect, &Clause)> {
        let own = || self.effect_for(kind.word());
        if kind == ActKind::Cessation {
            None
        } else if kind.is_exit() {
            self.clauses.iter().find_map(|clause| match &clause.rule {
                Rule::Withdrawal(effect) if clause.applies_to == "denunciation" => Some((effect, clause)),
                _ => None,
            })
        } else if kind == ActKind::TerritorialExtension {
            own().or_else(|| self.effect_for("territory"))
        } else if kind.is_consent() && kind != ActKind::Succession {
            own().or_else(|| self.effect_for("consent"))
        } else {
            own()
        }
    }

    /// What holds for a consent between the conditions and entry into force: `MAX` where no clause says otherwise.
    #[must_use]
    pub fn gap(&self) -> (Gap, Option<&Clause>) {
        let found = self.clauses.iter().find_map(|clause| match &clause.rule {
            Rule::Gap(gap) => Some((*gap, Some(clause))),
            _ => None,
        });
        found.unwrap_or_default()
    }

    /// The acts by which a `signatory` or a `non-signatory` can consent, with its clause; none where the clauses do
    /// not say.
    #[must_use]
    pub fn means(&self, of: &str) -> Option<(&Means, &Clause)> {
        self.clauses.iter().find_map(|clause| match &clause.rule {
            Rule::Means(means) if clause.applies_to == of => Some((means, clause)),
            _ => None,
        })
    }

    /// When notice of denunciation may be given, with its clauses.
    pub fn windows(&self) -> impl Iterator<Item = (Window, &Clause)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Window(window) => Some((*window, clause)),
            _ => None,
        })
    }

    /// When participation ends of itself, with its clauses.
    pub fn cessations(&self) -> impl Iterator<Item = (&Cessation, &Clause)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Cessation(cessation) => Some((cessation, clause)),
            _ => None,
        })
    }

    /// Towards whom an accession takes effect, with its clause.
    #[must_use]
    pub fn relation(&self) -> Option<(&Relation, &Clause)> {
        self.clauses.iter().find_map(|clause| match &clause.rule {
            Rule::Relation(relation) => Some((relation, clause)),
            _ => None,
        })
    }

    /// Which reservations are allowed, with its clause.
    #[must_use]
    pub fn reservable(&self) -> Option<(&Reservable, &Clause)> {
        self.clauses.iter().find_map(|clause| match &clause.rule {
            Rule::Reservations(reservable) => Some((reservable, clause)),
            _ => None,
        })
    }

    /// Up to when a `reservation`, or a `late-reservation`, can be objected to, with its clause.
    #[must_use]
    pub fn objection(&self, to: &str) -> Option<(&Effect, &Clause)> {
        self.clauses.iter().find_map(|clause| match &clause.rule {
            Rule::Objection(effect) if clause.applies_to == to => Some((effect, clause)),
            _ => None,
        })
    }

    /// When the withdrawal of a reservation takes effect, with its clause.
    #[must_use]
    pub fn withdrawal_of_reservation(&self) -> Option<(&Effect, &Clause)> {
        self.clauses.iter().find_map(|clause| match &clause.rule {
            Rule::Withdrawal(effect) if clause.applies_to == "reservation" => Some((effect, clause)),
            _ => None,
        })
    }

    /// The treaty's own days, for rules that count from them.
    #[must_use]
    pub fn moments<'a>(&self, in_force_on: Option<Date>, relations: &'a Relations) -> Moments<'a> {
        Moments {
            in_force_on,
            opened_on: self.opened_on,
            adopted_on: self.adopted_on,
            specified_on: None,
            others: Some(&relations.in_force),
        }
    }

    fn effect_for(&self, applies_to: &str) -> Option<(&Effect, &Clause)> {
        self.clauses.iter().find_map(|clause| match &clause.rule {
            Rule::Effect(effect) if clause.applies_to == applies_to => Some((effect, clause)),
            _ => None,
        })
    }

    /// Who may become a party by this means (`signature`, `accession`), with its clauses.
    pub fn eligibility<'a>(&'a self, means: &'a str) -> impl Iterator<Item = (&'a Eligibility, &'a Clause)> {
        self.eligibilities().filter(move |(_, clause)| clause.applies_to == means)
    }

    /// Every rule of who may become a party, with its clause.
    pub fn eligibilities(&self) -> impl Iterator<Item = (&Eligibility, &Clause)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Eligibility(eligibility) => Some((eligibility, clause)),
            _ => None,
        })
    }

    /// What must come before or with an act (`signature`, `consent`), with its clauses.
    pub fn requirements<'a>(
        &'a self,
        before: &'a str,
    ) -> impl Iterator<Item = (&'a Eligibility, &'a Clause)> {
        self.clauses.iter().filter_map(move |clause| match &clause.rule {
            Rule::Requirement(rule) if clause.applies_to == before => Some((rule, clause)),
            _ => None,
        })
    }

    /// The other treaties that the clauses refer to.
    #[must_use]
    pub fn refers_to(&self) -> Vec<&str> {
        self.clauses.iter().flat_map(|clause| clause.rule.treaties()).collect()
    }
}
