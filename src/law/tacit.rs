//! Tacit acceptance: an amendment is deemed accepted on a day unless too many of the parties to the amended treaty object before
//! (SOLAS art. VIII(b)(vi), MARPOL art. 16(2)(f)(iii)).

use super::effect::Effect;
use super::english::Names;
use super::mentions::Mention;
use super::notation::{RuleError, Term};
use super::operators::{Argument, Arguments, Written};
use super::threshold::Threshold;

/// When an amendment is deemed accepted, and what keeps it from that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tacit {
    /// The treaty that it amends.
    pub amended: String,
    /// The day, counted from the adoption of the amendment.
    pub on: Effect,
    /// Whether the last day to object is the one before.
    pub before: bool,
    /// By whose objections it is deemed not accepted; counted are those that object as if they were instruments.
    pub blocked_by: Option<Threshold>,
}

/// The option of a time to object that ends with the day before.
const BEFORE: &str = "before";

impl Arguments for Tacit {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let (amended, on, options) = match term.arguments.as_slice() {
            [amended, on, options @ ..] if options.len() <= 2 => (amended, on, options),
            _ => {
                return Err(term.fault(format!(
                    "'{}' takes a treaty, a rule of effect, and may take '{BEFORE}' and a condition",
                    term.word
                )));
            }
        };
        let mut tacit =
            Self { amended: amended.plain()?, on: Effect::from_term(on)?, before: false, blocked_by: None };
        for option in options {
            if option.word == BEFORE && !tacit.before {
                option.none()?;
                tacit.before = true;
            } else if tacit.blocked_by.is_none() {
                tacit.blocked_by = Some(Threshold::from_term(option)?);
            } else {
                return Err(option.fault("one condition is enough: put two together with OR"));
            }
        }
        Ok(tacit)
    }
}

impl Written for Tacit {
    fn written(&self) -> Vec<String> {
        let before = self.before.then(|| BEFORE.to_owned());
        let blocked_by = self.blocked_by.as_ref().map(Threshold::to_string);
        [self.amended.clone(), self.on.to_string()].into_iter().chain(before).chain(blocked_by).collect()
    }
}

impl Tacit {
    pub(super) fn in_words(&self, names: &dyn Names) -> String {
        let up_to = if self.before { "up to the day before" } else { "up to" };
        let blocked = self.blocked_by.as_ref().map_or_else(String::new, |rule| {
            format!("; it is deemed not accepted by the {}", of_objections(rule, names))
        });
        format!(
            "every party to {}, once it is in force, but those that object to it {up_to} {}{blocked}",
            self.amended,
            self.on.in_words("its adoption")
        )
    }

    pub(super) fn mentions(&self) -> Vec<Mention<'_>> {
        let blocked_by = self.blocked_by.iter().flat_map(Threshold::mentions);
        std::iter::once(Mention::Treaty(&self.amended)).chain(self.on.mentions()).chain(blocked_by).collect()
    }
}

/// A condition in the words of those that object: the same as of consents.
fn of_objections(rule: &Threshold, names: &dyn Names) -> String {
    rule.in_words(names).replace("consents", "objections").replace("consent ", "objection ")
}
