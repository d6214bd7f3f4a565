//! The periods of a panel: years, months or days, both ends included.

use std::fmt::Write;

use serde::Serialize;

use crate::model::{Date, Span};
use crate::report::{Label, Period};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodLength {
    /// A calendar year.
    Year,
    /// A calendar month.
    Month,
    /// A day.
    Day,
}

/// The periods of a panel, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periods {
    /// How long each is.
    pub step: PeriodLength,
    /// They touch.
    pub all: Vec<Period>,
}

impl Periods {
    /// Those from the first day of the year `from` to the last day of the year `to`, as far as they have begun on `known`,
    /// the last day that is known: the one that is not over then ends with it.
    #[must_use]
    pub fn between(step: PeriodLength, (from, to): (i32, i32), known: Date) -> Self {
        let mut all = Vec::new();
        let mut next = Date::of(from, 1, 1);
        while let Some(first) = next.filter(|first| first.year() <= to && *first <= known) {
            let begins_next = match step {
                PeriodLength::Year => first.plus_months(12),
                PeriodLength::Month => first.plus_months(1),
                PeriodLength::Day => first.plus_days(1),
            };
            let last = begins_next.and_then(|day| day.plus_days(-1)).unwrap_or(Date::LAST).min(known);
            let mut label = Label::default();
            let written = match step {
                PeriodLength::Year => write!(label, "{:04}", first.year()),
                PeriodLength::Month => write!(label, "{:04}-{:02}", first.year(), first.month()),
                PeriodLength::Day => write!(label, "{first}"),
            };
            debug_assert!(written.is_ok(), "a label is short");
            all.push(Period { label, year: first.year(), first, last });
            next = begins_next;
        }
        Self { step, all }
    }

    /// The periods of which a day lies in `span`.
    #[must_use]
    pub fn touching(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.all.partition_point(|period| period.last < span.since);
        let to = span.until.map_or(self.all.len(), |until| self.all.partition_point(|it| it.first < until));
        from..to.max(from)
    }

    /// The periods whose last day lies in `span`.
    #[must_use]
    pub fn ending_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.all.partition_point(|period| period.last < span.since);
        let to = span.until.map_or(self.all.len(), |until| self.all.partition_point(|it| it.last < until));
        from..to.max(from)
    }

    /// The periods whose first day lies in `span`.
    #[must_use]
    pub fn beginning_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.all.partition_point(|period| period.first < span.since);
        let to = span.until.map_or(self.all.len(), |until| self.all.partition_point(|it| it.first < until));
        from..to.max(from)
    }

    /// The periods of these years, both included.
    #[must_use]
    pub fn in_years(&self, first: i32, last: Option<i32>) -> std::ops::Range<usize> {
        let from = self.all.partition_point(|period| period.year < first);
        let to = last.map_or(self.all.len(), |last| self.all.partition_point(|it| it.year <= last));
        from..to.max(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn periods_touch_and_the_last_ends_with_the_last_known_day() {
        let months = Periods::between(PeriodLength::Month, (2024, 2030), day("2025-02-10"));
        assert_eq!(months.all.len(), 14);
        assert_eq!(months.all[1].label.as_str(), "2024-02");
        assert_eq!((months.all[1].first, months.all[1].last), (day("2024-02-01"), day("2024-02-29")));
        assert_eq!(months.all[13].last, day("2025-02-10"));
        let years = Periods::between(PeriodLength::Year, (2024, 2024), day("2025-02-10"));
        assert_eq!(years.all.iter().map(Period::days).collect::<Vec<_>>(), [366]);
        let days = Periods::between(PeriodLength::Day, (2025, 2025), day("2025-02-10"));
        assert_eq!(days.all.len(), 41);
        assert_eq!(days.all[40].label.as_str(), "2025-02-10");
        assert_eq!(Periods::between(PeriodLength::Year, (2026, 2030), day("2025-02-10")).all, []);
    }

    #[test]
    fn a_span_takes_in_periods_by_their_end_their_start_or_any_day() {
        let years = Periods::between(PeriodLength::Year, (2010, 2014), day("2020-01-01"));
        let span = Span { since: day("2011-07-01"), until: Some(day("2013-07-01")) };
        assert_eq!(years.ending_in(span), 1..3);
        assert_eq!(years.beginning_in(span), 2..4);
        assert_eq!(years.touching(span), 1..4);
        assert_eq!(years.all[1].days_in(span), 184);
        assert_eq!(years.all[2].days_in(span), 366);
        assert_eq!(years.all[0].days_in(span), 0);
        let single = Span { since: day("2012-03-01"), until: Some(day("2012-03-02")) };
        assert_eq!((years.ending_in(single).len(), years.touching(single)), (0, 2..3));
        assert_eq!(years.in_years(2011, Some(2012)), 1..3);
    }
}
