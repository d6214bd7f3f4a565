//! The day of an act, or the month or the year in which it was done where no more is known.

use std::str::FromStr;

use super::date::{Date, NotADay};

/// When an act was done: the first and the last day on which it can have been; the same where its day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActDay {
    /// Not before.
    pub earliest: Date,
    /// Not after; from here on it counts.
    pub latest: Date,
}

impl ActDay {
    /// The day, where it is known.
    #[must_use]
    pub fn known(self) -> Option<Date> {
        (self.earliest == self.latest).then_some(self.earliest)
    }

    /// The same of what is done already: nothing was done after `today`.
    #[must_use]
    pub fn by(self, today: Date) -> Self {
        let is_under_way = self.earliest < today && today < self.latest;
        if is_under_way { Self { latest: today, ..self } } else { self }
    }
}

impl From<Date> for ActDay {
    fn from(day: Date) -> Self {
        Self { earliest: day, latest: day }
    }
}

/// Why a text is neither a day nor a month nor a year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}; a month or a year will do where no more is known: 2012-05, 2012")]
pub struct NotAnActDay(NotADay);

impl FromStr for ActDay {
    type Err = NotAnActDay;

    /// `2016-08-11`, or `2016-08` or `2016` where no more is known.
    fn from_str(text: &str) -> Result<Self, NotAnActDay> {
        let within = |first: String, months: u32| {
            let earliest: Date = first.parse().ok()?;
            let latest = earliest.plus_months(months).map_or(Some(Date::LAST), |next| next.plus_days(-1))?;
            Some(Self { earliest, latest })
        };
        let period = match text.len() {
            4 => within(format!("{text}-01-01"), 12),
            7 => within(format!("{text}-01"), 1),
            _ => None,
        };
        period.map_or_else(|| text.parse::<Date>().map(Self::from).map_err(NotAnActDay), Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::ActDay;

    #[test]
    fn a_month_or_a_year_is_a_window() {
        for (text, first, last) in [
            ("2016-08-11", "2016-08-11", "2016-08-11"),
            ("2016-08", "2016-08-01", "2016-08-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2016", "2016-01-01", "2016-12-31"),
            ("9999", "9999-01-01", "9999-12-31"),
        ] {
            let day: ActDay = text.parse().unwrap();
            assert_eq!((day.earliest.to_string(), day.latest.to_string()), (first.into(), last.into()));
        }
        for bad in ["", "2016-13", "2016-8", "16-08", "2016-08-32", "0999", "2016-00"] {
            assert!(bad.parse::<ActDay>().is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_done_was_done_by_today() {
        let today = "2016-08-11".parse().unwrap();
        let by = |text: &str| text.parse::<ActDay>().unwrap().by(today).latest.to_string();
        assert_eq!(by("2016-08"), "2016-08-11");
        assert_eq!(by("2016-07"), "2016-07-31");
        assert_eq!(by("2016-09"), "2016-09-30", "the law says that this is to come");
    }
}
