//! Whom a treaty binds without a consent of their own: the parties to a treaty that it amends, and the members of an
//! organisation that has the competence for all of it.

use std::fmt;

use super::effect::Effect;
use super::eligibility::Eligibility;
use super::english::Names;
use super::mentions::{Mention, by_kind};
use super::notation::{RuleError, Term};
use super::operators::{Argument, Arguments, Written, operators};
use super::tacit::Tacit;
use crate::model::Article;

operators! {
    /// Whom a treaty binds besides those that consent to it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Binding, "'{}' does not say whom a treaty binds without consent: all, unless_objected, later, own_consent, may_leave or through":
    /// `all(T)`: every party to the treaty T that it amends.
    All(amended: String) = "all";
    /// `unless_objected(T, x, …)`: every party to T but those that object up to the day that x gives from its adoption, unless so
    /// many do that it is not accepted.
    UnlessObjected(tacit: Tacit) = "unless_objected";
    /// `later(T)`: those that join T once it is in force (VCLT art. 40(5)); so it is where a treaty amends another and says
    /// nothing.
    Later(amended: String) = "later";
    /// `own_consent`: nobody.
    OwnConsent = "own_consent";
    /// `may_leave(T, x, y)`: nobody; those that it binds without their consent may leave T instead.
    MayLeave(right: RightToLeave) = "may_leave";
    /// `through(E, article, when, x)`: those of x, where the organisation E declared under the article that it has the competence.
    Through(organisation: String, article: Provision, when: Admitted, members: Box<Eligibility>) = "through";
}

by_kind!(Binding);

/// An article, with its paragraph in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision(pub String);

impl Argument for Provision {
    fn from_term(term: &Term) -> Result<Self, RuleError> {
        super::relation::article(term).map(Self)
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Provision {
    /// Whether a statement that names these articles is made under it.
    #[must_use]
    pub fn is_named(&self, articles: &[String]) -> bool {
        articles.iter().any(|article| Article::named_alike(article, &self.0))
    }
}

/// When the organisation can declare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admitted {
    /// `at_consent`: by the day of its consent.
    AtConsent,
    /// At any time; a declaration after the consent takes effect on the day that the rule gives from its receipt.
    AnyTime(Effect),
}

impl Argument for Admitted {
    fn from_term(term: &Term) -> Result<Self, RuleError> {
        if term.word == "at_consent" {
            return term.none().map(|()| Self::AtConsent);
        }
        Effect::from_term(term).map(Self::AnyTime)
    }
}

impl fmt::Display for Admitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtConsent => f.write_str("at_consent"),
            Self::AnyTime(effect) => effect.fmt(f),
        }
    }
}

/// Whoever an amendment binds though it did not accept it may leave the amended treaty (Rome Statute art. 121(6)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightToLeave {
    /// The amended treaty.
    pub amended: String,
    /// When it is out, counted from the receipt of the notice.
    pub effect: Effect,
    /// The last day for the notice, counted from the entry into force of the amendment.
    pub until: Effect,
}

impl Arguments for RightToLeave {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let [amended, effect, until] = term.arguments.as_slice() else {
            return Err(term.fault(format!("'{}' takes a treaty and two rules of effect", term.word)));
        };
        let (effect, until) = (Effect::from_term(effect)?, Effect::from_term(until)?);
        Ok(Self { amended: amended.plain()?, effect, until })
    }
}

impl Written for RightToLeave {
    fn written(&self) -> Vec<String> {
        vec![self.amended.clone(), self.effect.to_string(), self.until.to_string()]
    }
}

impl Binding {
    /// The treaty that it amends, where it binds parties to that.
    #[must_use]
    pub fn amended(&self) -> Option<&str> {
        match self {
            Self::All(amended) | Self::UnlessObjected(Tacit { amended, .. }) | Self::Later(amended) => {
                Some(amended)
            }
            Self::OwnConsent | Self::MayLeave(_) | Self::Through(..) => None,
        }
    }

    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self, names: &dyn Names) -> String {
        match self {
            Self::All(amended) => format!("every party to {amended}, once it is in force"),
            Self::UnlessObjected(tacit) => tacit.in_words(names),
            Self::Later(amended) => format!("those that become parties to {amended} once it is in force"),
            Self::OwnConsent => "nobody but those that consent to it".to_owned(),
            Self::MayLeave(RightToLeave { amended, effect, until }) => format!(
                "a party to {amended} that it binds though it did not consent to it may leave {amended}, with effect {}, by a notice \
                 given up to {}",
                effect.in_words("receipt of the notice"),
                until.in_words("its entry into force")
            ),
            Self::Through(organisation, article, when, members) => {
                let organisation = names.participant(organisation);
                let late = match when {
                    Admitted::AtConsent => "at the latest when it consented".to_owned(),
                    Admitted::AnyTime(effect) => {
                        let words = effect.in_words("receipt");
                        let the = if words.starts_with("first ") { "the " } else { "" };
                        format!(
                            "a declaration after its consent from {the}{}",
                            words.trim_start_matches("on ")
                        )
                    }
                };
                format!(
                    "{}, while {organisation} is a party and has declared under art. {article} that it has the competence; {late}",
                    members.in_words(names)
                )
            }
        }
    }

    /// What it names.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention<'_>> {
        match self {
            Self::All(amended) | Self::Later(amended) => vec![Mention::Treaty(amended)],
            Self::UnlessObjected(tacit) => tacit.mentions(),
            Self::MayLeave(RightToLeave { amended, effect, until }) => {
                let rules = effect.mentions().into_iter().chain(until.mentions());
                std::iter::once(Mention::Treaty(amended)).chain(rules).collect()
            }
            Self::OwnConsent => Vec::new(),
            Self::Through(organisation, _, when, members) => {
                let mut mentions = vec![Mention::Participant(organisation)];
                if let Admitted::AnyTime(effect) = when {
                    mentions.extend(effect.mentions());
                }
                mentions.extend(members.mentions());
                mentions
            }
        }
    }
}
