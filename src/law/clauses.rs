//! Clauses of the smaller kinds: the gap between the conditions and entry into force, the means of consent, when
//! notice may be given, and when participation ends of itself.

use std::fmt;

use super::effect_words::length;
use super::english::either;
use super::notation::{RuleError, Term};
use super::operators::{Argument, operators};
use super::periods::Period;
use crate::model::{ActKind, Date, Span};

operators! {
    /// What holds for a consent after the conditions were met.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    Gap, "'{}' is no rule for the gap: MAX, OWN or WITH_E":
    /// `MAX`: its own day, and not before the treaty itself.
    #[default]
    Later = "MAX";
    /// `OWN`: its own day, whatever the treaty's.
    Own = "OWN";
    /// `WITH_E`: up to the day of entry into force, with the treaty; then its own day.
    WithTreaty = "WITH_E";
}

impl Gap {
    /// The rule in plain English.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Later => "its own day, and not before the treaty is in force",
            Self::Own => "its own day, also before the treaty is in force",
            Self::WithTreaty => "until the treaty is in force, together with it; then its own day",
        }
    }
}

/// `kinds(…)`: the acts by which one can consent, or apply provisionally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Means(pub Vec<ActKind>);

impl Means {
    pub(super) fn read(rule: &str) -> Result<Self, RuleError> {
        let term = Term::read(rule)?;
        let may = |kind: ActKind| kind.is_consent() || kind == ActKind::ProvisionalApplication;
        if term.word == "kinds" {
            term.kinds(may).map(Self)
        } else {
            Err(term.fault("the means are written kinds(…)"))
        }
    }

    /// The means in plain English.
    #[must_use]
    pub fn in_words(&self) -> String {
        either(&self.0)
    }
}

impl fmt::Display for Means {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.0.iter().map(|kind| kind.word()).collect();
        write!(f, "kinds({})", words.join(", "))
    }
}

operators! {
    /// From whose entry into force a time runs.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    Start, "'{}' is no start: OWN (its own entry into force) or EIF":
    /// `OWN`: that of the treaty for the participant.
    Own = "OWN";
    /// `EIF`: that of the treaty itself.
    Treaty = "EIF";
}

impl Start {
    fn in_words(self) -> &'static str {
        match self {
            Self::Own => "its entry into force for that party",
            Self::Treaty => "the treaty's entry into force",
        }
    }
}

/// When notice of denunciation may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeWindow {
    /// `after(time, start)`: from so long after.
    After(Period, Start),
    /// `every(time, open, start)`: for so long after each such time. `every(first, time, open, start)`: after the first time,
    /// and after each of the others.
    Every(Recurring),
}

/// Times that come round, after each of which notice may be given for a while, the last day of it included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recurring {
    /// The first.
    pub first: Period,
    /// Each further one.
    pub next: Period,
    /// For how long after each.
    pub open: Period,
    /// From where they run.
    pub start: Start,
}

impl NoticeWindow {
    pub(super) fn read(rule: &str) -> Result<Self, RuleError> {
        let term = Term::read(rule)?;
        match (term.word, term.arguments.as_slice()) {
            ("after", [time, start]) => Ok(Self::After(Period::from_term(time)?, Start::from_term(start)?)),
            ("every", [first, rest @ .., open, start]) if rest.len() <= 1 => {
                let (first, open) = (Period::from_term(first)?, Period::from_term(open)?);
                let next = rest.first().map_or(Ok(first), Period::from_term)?;
                if [first, next, open].iter().any(|time| time.months() == 0) {
                    return Err(term.fault("a time cannot last no time"));
                }
                Ok(Self::Every(Recurring { first, next, open, start: Start::from_term(start)? }))
            }
            ("after", _) => Err(term.fault("'after' takes two arguments: a length of time and a start")),
            ("every", _) => Err(term.fault("'every' takes two or three lengths of time and a start")),
            (word, _) => Err(term.fault(format!("'{word}' is no window for notice: after(…) or every(…)"))),
        }
    }

    /// Where its time starts.
    #[must_use]
    pub fn start(self) -> Start {
        match self {
            Self::After(_, start) | Self::Every(Recurring { start, .. }) => start,
        }
    }

    /// The first days from `day` on when notice may be given, where the time runs from `start`; none if it never
    /// may again.
    #[must_use]
    pub fn next(self, start: Date, day: Date) -> Option<Span> {
        match self {
            Self::After(time, _) => Some(Span::from(start.plus_months(time.months())?)),
            Self::Every(Recurring { first, next, open, .. }) => (0..)
                .map_while(|times| {
                    let since = start.plus_months(first.months() + times * next.months())?;
                    // A time that ends on a day includes that day.
                    let until = since.plus_months(open.months())?.plus_days(1)?;
                    Some(Span { since, until: Some(until) })
                })
                .find(|span| span.until.is_some_and(|until| day < until)),
        }
    }

    /// The window in plain English.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::After(time, start) => format!("from {} after {} on", length(time), start.in_words()),
            Self::Every(Recurring { first, next, open, start }) if first == next => {
                format!("for {} after each {} from {}", length(open), length(next), start.in_words())
            }
            Self::Every(Recurring { first, next, open, start }) => format!(
                "for {} after the first {} from {}, and after each {} more",
                length(open),
                length(first),
                start.in_words(),
                length(next)
            ),
        }
    }
}

impl fmt::Display for NoticeWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::After(time, start) => write!(f, "after({time}, {start})"),
            Self::Every(Recurring { first, next, open, start }) if first == next => {
                write!(f, "every({next}, {open}, {start})")
            }
            Self::Every(Recurring { first, next, open, start }) => {
                write!(f, "every({first}, {next}, {open}, {start})")
            }
        }
    }
}

operators! {
    /// When participation ends of itself, because of an act under another treaty.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Cessation, "'{}' is no cessation: left(T) or joined(T)":
    /// `left(T)`: whoever leaves T leaves this treaty with it.
    Left(treaty: String) = "left";
    /// `joined(T)`: for whom T enters into force, this treaty ends.
    Joined(treaty: String) = "joined";
}

impl Cessation {
    /// The other treaty.
    #[must_use]
    pub fn treaty(&self) -> &str {
        match self {
            Self::Left(treaty) | Self::Joined(treaty) => treaty,
        }
    }

    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Left(treaty) => format!("when it leaves {treaty}"),
            Self::Joined(treaty) => format!("when {treaty} enters into force for it"),
        }
    }
}
