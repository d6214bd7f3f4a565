//! How a day of effect, or the first day of a status, is known.

use serde::Serialize;

use super::{ActKind, Date};

/// How a day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayBasis {
    /// A source gives it.
    Published,
    /// It follows from the clause.
    Computed,
    /// The earliest possible day by the clause: a notification that it runs from is not recorded.
    Estimated,
    /// An end of the window of an act whose day is not known.
    Window,
    /// By the practice of the depositary, which no clause says.
    Practice,
}

impl DayBasis {
    /// How the first day of a status can be known.
    pub const OF_STATUS: [Self; 4] = [Self::Published, Self::Computed, Self::Estimated, Self::Window];

    /// The word used everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Computed => "computed",
            Self::Estimated => "estimated",
            Self::Window => "window",
            Self::Practice => "practice",
        }
    }

    /// The one of a status with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::OF_STATUS.into_iter().find(|basis| basis.word() == word)
    }

    /// How the day of effect of an act that counts is known: `published` as its source gives it, `computed` by the clause,
    /// and then whether that is `estimated`. What is given of a succession is its date, unless it comes after the
    /// notification; the day in force follows from it.
    /// A day that neither gives was published for the treaty.
    #[must_use]
    pub fn of_effect(
        (kind, done): (ActKind, Option<Date>),
        day: Date,
        published: Option<Date>,
        computed: Option<Date>,
        estimated: bool,
    ) -> Self {
        let is_date_of_succession = kind == ActKind::Succession && done.is_none_or(|done| day <= done);
        let is_given = published == Some(day) && !is_date_of_succession;
        if is_given || computed != Some(day) {
            Self::Published
        } else if estimated {
            Self::Estimated
        } else {
            Self::Computed
        }
    }
}
