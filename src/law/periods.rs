//! Days of the year and lengths of time, as rules write them.

use std::fmt;
use std::str::FromStr;

use super::notation::{RuleError, Term};
use super::operators::{Argument, operators};
use crate::model::Date;

/// A day of the year, `mm-dd`; 02-29 is 28 February in other years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
}

impl MonthDay {
    /// That day of a year.
    pub(super) fn of_year(self, year: i32) -> Option<Date> {
        Date::of(year, self.month, self.day).or_else(|| Date::of(year, self.month, self.day - 1))
    }

    /// In words: `1 January`.
    pub(super) fn in_words(self) -> String {
        let of_2000 = self.of_year(2000).map_or_else(String::new, Date::in_words);
        of_2000.trim_end_matches(" 2000").to_owned()
    }
}

impl FromStr for MonthDay {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let date: Date = format!("2000-{text}").parse().map_err(|_| ())?;
        Ok(Self { month: date.month(), day: date.day() })
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl Argument for MonthDay {
    fn from_term(term: &Term) -> Result<Self, RuleError> {
        term.parsed("a day of the year, written mm-dd: 01-01 is one")
    }
}

operators! {
    /// A length of time in whole months.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    Period, "'{}' is no length of time; write M(n) or Y(n)":
    /// `M(n)`: months.
    Months(n: u32) = "M";
    /// `Y(n)`: years.
    Years(n: u32) = "Y";
}

impl Period {
    /// Its months.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Self::Months(n) => n,
            Self::Years(n) => 12 * n,
        }
    }
}
