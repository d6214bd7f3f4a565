//! A treaty's final clauses, read and ready to apply.

use super::effect::Effect;
use super::eligibility::Eligibility;
use super::notation::RuleError;
use super::threshold::Threshold;
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
        let rule = match kind {
            "eligibility" => Eligibility::read(rule).map(Rule::Eligibility),
            "requirement" => Eligibility::read(rule).map(Rule::Requirement),
            "threshold" => Threshold::read(rule).map(Rule::Threshold),
            "effect" => Effect::read(rule).map(Rule::Effect),
            "withdrawal" => Effect::read(rule).map(Rule::Withdrawal),
            other => Err(RuleError {
                rule: rule.to_owned(),
                at: 1,
                why: format!("'{other}' is no kind of clause"),
            }),
        }?;
        Ok(Self { id, applies_to: applies_to.to_owned(), rule, article: article.to_owned() })
    }
}

/// A treaty as the law sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Treaty {
    /// The depositary's number.
    pub code: String,
    /// Opened for signature.
    pub opened_on: Date,
    /// Last day to sign.
    pub signature_closes_on: Option<Date>,
    /// Entry into force as published.
    pub in_force_on: Option<Date>,
    /// The clauses.
    pub clauses: Vec<Clause>,
}

impl Treaty {
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
        if kind == ActKind::Cessation {
            None
        } else if kind.is_exit() {
            self.clauses.iter().find_map(|clause| match &clause.rule {
                Rule::Withdrawal(effect) => Some((effect, clause)),
                _ => None,
            })
        } else if kind == ActKind::TerritorialExtension {
            self.effect_for("territory")
        } else if kind == ActKind::Accession {
            self.effect_for("accession").or_else(|| self.effect_for("consent"))
        } else if kind.is_consent() {
            self.effect_for("consent")
        } else {
            None
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
        self.clauses
            .iter()
            .flat_map(|clause| match &clause.rule {
                Rule::Eligibility(rule) | Rule::Requirement(rule) => rule.treaties(),
                _ => Vec::new(),
            })
            .collect()
    }
}
