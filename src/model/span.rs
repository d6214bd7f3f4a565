//! A half-open interval of days.

use super::Date;

/// The days `[since, until)`; without `until`, to the present and on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First day inside.
    pub since: Date,
    /// First day outside; none if no end is known.
    pub until: Option<Date>,
}

impl Span {
    /// The days from `since` on.
    #[must_use]
    pub fn from(since: Date) -> Self {
        Self { since, until: None }
    }

    /// Whether `day` is inside.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day < until)
    }

    /// The days in both; none if there are none.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        let since = self.since.max(other.since);
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        until.is_none_or(|until| since < until).then_some(Self { since, until })
    }
}

/// The days in any of `spans`, as the fewest spans, in order: those that touch are one.
#[must_use]
pub fn union_of(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.until.is_none_or(|until| span.since <= until) => {
                last.until = match (last.until, span.until) {
                    (Some(a), Some(b)) => Some(a.max(b)),
                    _ => None,
                };
            }
            _ => merged.push(span),
        }
    }
    merged
}
