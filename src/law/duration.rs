//! For how long a treaty, or a reservation, stands by the treaty itself.

use super::effect::Effect;
use super::effect_words::length;
use super::operators::operators;
use super::periods::Period;

operators! {
    /// For how long something stands of itself.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Duration, "'{}' is no duration: lasts(…), below(n) or prolonged(…)":
    /// `lasts(x)`: the treaty from its entry into force, or a reservation from that for its author, to the day that a rule of
    /// effect gives, which is the first without.
    Lasts(rule: Effect) = "lasts";
    /// `below(n)`: the treaty, until those that leave bring its parties below so many.
    Below(n: u32) = "below";
    /// `prolonged(time)`: a statement that is not renewed by its last day stands for so long more.
    Prolonged(time: Period) = "prolonged";
}

impl Duration {
    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Lasts(rule) => format!("until {}", rule.in_words("the entry into force")),
            Self::Below(n) => {
                format!("until the number of its parties falls below {n} as some of them leave")
            }
            Self::Prolonged(time) => format!("{} more where it is not renewed in time", length(*time)),
        }
    }
}
