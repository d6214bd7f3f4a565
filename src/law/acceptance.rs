//! What a reservation needs besides being made: the acceptance of all parties or of an organ, or that not too many object
//! (VCLT arts 20(2) and 20(3), or the treaty itself).

use super::effect::Effect;
use super::mentions::Mention;
use super::notation::{RuleError, Term};
use super::operators::{Argument, Arguments, Written, operators};
use super::threshold::Share;

operators! {
    /// What a reservation needs besides being made.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Acceptance, "'{}' is no rule of acceptance: unless_objected_by(…), by_all or by_organ(…)":
    /// `unless_objected_by(2/3, window)`: that fewer than such a share object within the window, counted from the notification.
    UnlessObjectedBy(share: Objecting) = "unless_objected_by";
    /// `by_all`: the acceptance of all the parties, each of which may be silent (VCLT arts 20(2) and 20(5)).
    ByAll = "by_all";
    /// `by_organ(words)`: the acceptance of the competent organ (VCLT art. 20(3)).
    ByOrgan(organ: String) = "by_organ";
}

/// By whose objections a reservation falls, and up to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objecting {
    /// The share.
    pub share: Share,
    /// The last day to object, counted from the notification; on it those are counted of whom that is a share.
    pub window: Effect,
    /// Of whom: of the parties, else of all that have consented.
    pub of_parties: bool,
}

/// The option of a share of all that have consented.
const CONSENTED: &str = "consented";

impl Objecting {
    /// Of whom the share is one.
    #[must_use]
    pub fn of_whom(&self) -> &'static str {
        if self.of_parties { "the parties" } else { "those that have consented" }
    }
}

impl Arguments for Objecting {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let (share, window, of) = match term.arguments.as_slice() {
            [share, window] => (share, window, None),
            [share, window, of] => (share, window, Some(of)),
            _ => return Err(term.fault(format!("'{}' takes a share and a rule of effect", term.word))),
        };
        if let Some(of) = of {
            of.none()?;
            if of.word != CONSENTED {
                return Err(of.fault(format!("'{}' is not '{CONSENTED}', the one option here", of.word)));
            }
        }
        let share = share.parsed("a share, written as a fraction: 2/3 is one")?;
        Ok(Self { share, window: Effect::from_term(window)?, of_parties: of.is_none() })
    }
}

impl Written for Objecting {
    fn written(&self) -> Vec<String> {
        let of = (!self.of_parties).then(|| CONSENTED.to_owned());
        [self.share.to_string(), self.window.to_string()].into_iter().chain(of).collect()
    }
}

impl Acceptance {
    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::UnlessObjectedBy(objecting) => format!(
                "a reservation falls if {} of {} object to it up to {}",
                objecting.share,
                objecting.of_whom(),
                objecting.window.in_words("its notification")
            ),
            Self::ByAll => "a reservation needs the acceptance of all the parties".to_owned(),
            Self::ByOrgan(organ) => format!("a reservation needs the acceptance of {organ}"),
        }
    }

    pub(super) fn mentions(&self) -> Vec<Mention<'_>> {
        match self {
            Self::UnlessObjectedBy(objecting) => objecting.window.mentions(),
            Self::ByAll | Self::ByOrgan(_) => Vec::new(),
        }
    }
}
