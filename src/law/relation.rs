//! Between which parties a treaty is in force when one of them has acceded, and which reservations it allows.

use std::fmt;

use super::effect::Effect;
use super::mentions::Mention;
use super::notation::{RuleError, Term};
use super::operators::operators;
use crate::model::{Article, series};

operators! {
    /// Towards whom an accession takes effect.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Relation, "'{}' is no relation: open, opt_out(…) or opt_in(…)":
    /// `open`: towards every party.
    Open = "open";
    /// `opt_out(window)`: not towards a party that objects within the window, counted from the notification.
    OptOut(window: Effect) = "opt_out";
    /// `opt_out_or_at_consent(window)`: the same, and one that consents later can object up to the day of its consent.
    OptOutOrAtConsent(window: Effect) = "opt_out_or_at_consent";
    /// `opt_in(effect)`: only towards a party that accepts it, from the day that the rule gives from the acceptance.
    OptIn(effect: Effect) = "opt_in";
}

impl Relation {
    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Open => "in force towards every party".to_owned(),
            Self::OptOut(window) => format!(
                "not in force towards a party that objects to it; objections up to {}",
                window.in_words("its notification")
            ),
            Self::OptOutOrAtConsent(window) => format!(
                "not in force towards a party that objects to it; objections up to {}, or with the consent of one that consents later",
                window.in_words("its notification")
            ),
            Self::OptIn(effect) => format!(
                "in force only towards a party that accepts it, from {}",
                effect.in_words("the acceptance")
            ),
        }
    }

    pub(super) fn mentions(&self) -> Vec<Mention<'_>> {
        match self {
            Self::Open => Vec::new(),
            Self::OptOut(rule) | Self::OptOutOrAtConsent(rule) | Self::OptIn(rule) => rule.mentions(),
        }
    }

    /// Up to when a party can object to an accession, where an objection keeps the two apart; whether one that consents later can
    /// with its consent.
    #[must_use]
    pub fn opt_out(&self) -> Option<(&Effect, bool)> {
        match self {
            Self::OptOut(window) => Some((window, false)),
            Self::OptOutOrAtConsent(window) => Some((window, true)),
            Self::Open | Self::OptIn(_) => None,
        }
    }
}

/// Which reservations a treaty allows (VCLT art. 19).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservable {
    /// Whether it expressly allows them at signature, so that they need not be confirmed on consent.
    pub at_signature: bool,
    /// To what.
    pub to: ReservableTo,
}

/// The provisions to which reservations are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReservableTo {
    /// `free`: to any, if compatible with the object and purpose (art. 19(c)).
    Any,
    /// `prohibited`: to none (art. 19(a)).
    None,
    /// `only(4(2), 6(3), …)`: to these only (art. 19(b)).
    Only(Vec<String>),
}

impl Reservable {
    pub(super) const WORDS: &[&'static str] = &["free", "prohibited", "only", "at_signature"];

    pub(super) fn read(rule: &str) -> Result<Self, RuleError> {
        let term = Term::read(rule)?;
        if term.word == "at_signature" {
            return Ok(Self { at_signature: true, to: ReservableTo::of(term.one()?)? });
        }
        Ok(Self { at_signature: false, to: ReservableTo::of(&term)? })
    }

    /// Whether a reservation to this article is allowed; an article that is named without its paragraph is.
    #[must_use]
    pub fn allows(&self, article: &str) -> bool {
        match &self.to {
            ReservableTo::Any => true,
            ReservableTo::None => false,
            ReservableTo::Only(articles) => articles.iter().any(|known| Article::named_alike(known, article)),
        }
    }

    /// Whether it expressly authorises a reservation to these articles, so that nobody needs to accept it (VCLT art. 20(1)):
    /// where it names each of them by its number. That reservations are free, or free to a whole annex, authorises none.
    #[must_use]
    pub fn authorises(&self, articles: &[String]) -> bool {
        let ReservableTo::Only(known) = &self.to else { return false };
        let has_number = |known: &str| {
            known.chars().all(|letter| {
                letter.is_ascii_digit() || "IVXLC().".contains(letter) || letter.is_ascii_lowercase()
            })
        };
        let holds = |known: &String, article: &String| {
            let (known, article) = (known.parse::<Article>(), article.parse::<Article>());
            matches!((known, article), (Ok(known), Ok(article)) if known.holds(&article))
        };
        let is_named = |article| known.iter().any(|known| has_number(known) && holds(known, article));
        !articles.is_empty() && articles.iter().all(is_named)
    }

    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self) -> String {
        let to = match &self.to {
            ReservableTo::Any => "reservations are allowed".to_owned(),
            ReservableTo::None => return "reservations are not allowed".to_owned(),
            ReservableTo::Only(articles) => {
                let articles: Vec<&str> = articles.iter().map(String::as_str).collect();
                format!("reservations are allowed to {} only", series(&articles, "and"))
            }
        };
        if self.at_signature { format!("{to}, also at signature") } else { to }
    }
}

impl ReservableTo {
    fn of(term: &Term) -> Result<Self, RuleError> {
        match term.word {
            "free" => term.none().map(|()| Self::Any),
            "prohibited" => term.none().map(|()| Self::None),
            "only" if !term.arguments.is_empty() => {
                term.arguments.iter().map(article).collect::<Result<_, _>>().map(Self::Only)
            }
            "only" => Err(term.fault("'only' takes the articles: only(4(2), 6)")),
            word => Err(term.fault(format!(
                "'{word}' does not say which reservations: free, prohibited, only(…) or at_signature(…)"
            ))),
        }
    }
}

/// An article, with its paragraphs in brackets.
pub(super) fn article(term: &Term) -> Result<String, RuleError> {
    if !term.word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-')) {
        return Err(term.fault(format!("'{}' is no article", term.word)));
    }
    match term.arguments.as_slice() {
        [] => Ok(term.word.to_owned()),
        [paragraph] if paragraph.arguments.is_empty() => Ok(format!("{}({})", term.word, paragraph.word)),
        _ => Err(term.fault("an article is written 6 or 6(3)")),
    }
}

impl fmt::Display for Reservable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = match &self.to {
            ReservableTo::Any => "free".to_owned(),
            ReservableTo::None => "prohibited".to_owned(),
            ReservableTo::Only(articles) => format!("only({})", articles.join(", ")),
        };
        if self.at_signature { write!(f, "at_signature({to})") } else { f.write_str(&to) }
    }
}
