//! A half-open interval of days.

use serde::Serialize;

use super::Date;

/// The days `[since, until)`; without `until`, to the present and on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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

/// The days in `spans` and in none of `others`, in order.
#[must_use]
pub fn without(spans: Vec<Span>, others: &[Span]) -> Vec<Span> {
    let mut left = union_of(spans);
    for other in others {
        left = left
            .into_iter()
            .flat_map(|span| {
                let before = span.and(Span { since: Date::FIRST, until: Some(other.since) });
                let after = other.until.and_then(|until| span.and(Span::from(until)));
                [before, after].into_iter().flatten()
            })
            .collect();
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_taken_out_leave_the_days_around_them() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let span = |since, until| Span { since: day(since), until: Some(day(until)) };
        let year = span("2020-01-01", "2021-01-01");
        let left = without(vec![year], &[span("2020-03-01", "2020-04-01"), Span::from(day("2020-12-01"))]);
        assert_eq!(left, [span("2020-01-01", "2020-03-01"), span("2020-04-01", "2020-12-01")]);
        assert_eq!(without(vec![year], &[span("2019-01-01", "2022-01-01")]), []);
    }
}
