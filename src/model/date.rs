//! A day, written YYYY-MM-DD and nothing else.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar day (proleptic Gregorian), from 1000-01-01 to 9999-12-31. No time, no zone: the depositary's
/// local date of receipt counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The first day that can be written.
    pub const FIRST: Self = Self(NaiveDate::from_ymd_opt(1000, 1, 1).expect("a day"));

    /// The last day that can be written.
    pub const LAST: Self = Self(NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day"));

    /// The day from which computers count: 1 January 1970.
    pub const EPOCH: Self = Self(NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day"));

    /// The day of a year, month and day of month; none if there is no such day.
    #[must_use]
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        (1000..=9999).contains(&year).then_some(Self(date))
    }

    /// Today in UTC.
    #[must_use]
    pub fn today() -> Self {
        Self(chrono::Utc::now().date_naive())
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// `n` days later, earlier where negative; none beyond the last or before the first day that can be written.
    #[must_use]
    pub fn plus_days(self, n: i64) -> Option<Self> {
        let days = Days::new(n.unsigned_abs());
        let moved = if n < 0 { self.0.checked_sub_days(days) } else { self.0.checked_add_days(days) };
        moved.map(Self).filter(|day| (Self::FIRST..=Self::LAST).contains(day))
    }

    /// The same day of the month `n` months later; in a shorter month its last day (depositary practice: no
    /// overflow into the next month). None beyond the last day that can be written.
    #[must_use]
    pub fn plus_months(self, n: u32) -> Option<Self> {
        self.0.checked_add_months(Months::new(n)).map(Self).filter(|day| *day <= Self::LAST)
    }

    /// The first day of the month after this day's month; none after the last year that can be written.
    #[must_use]
    pub fn first_of_next_month(self) -> Option<Self> {
        Self::of(self.year(), self.month(), 1)?.plus_months(1)
    }

    /// Days from an earlier day to this one; negative if that day is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// Whole months from this day to a later one; 0 if it is not later.
    #[must_use]
    pub fn months_until(self, later: Self) -> u32 {
        let months = (later.year() - self.year()) * 12 + later.month().cast_signed()
            - self.month().cast_signed()
            - i32::from(later.day() < self.day());
        u32::try_from(months).unwrap_or(0)
    }

    /// The day in words, as lawyers write it: 3 May 2012.
    #[must_use]
    pub fn in_words(self) -> String {
        self.0.format("%-d %B %Y").to_string()
    }
}

/// Why a text is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a day of the calendar, written YYYY-MM-DD: 2012-05-03 is one")]
pub struct NotADay(String);

impl FromStr for Date {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let not_a_day = || NotADay(text.to_owned());
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| match i {
                4 | 7 => *b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !shape {
            return Err(not_a_day());
        }
        let number = |range: std::ops::Range<usize>| {
            bytes[range].iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0'))
        };
        Self::of(number(0..4).cast_signed(), number(5..7), number(8..10)).ok_or_else(not_a_day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = *b"0000-00-00";
        let digit = |number: u32| u8::try_from(number % 10).unwrap_or_default();
        let mut write = |place: usize, number: u32| {
            text[place] += digit(number / 10);
            text[place + 1] += digit(number);
        };
        let year = self.year().unsigned_abs();
        write(0, year / 100);
        write(2, year);
        write(5, self.month());
        write(8, self.day());
        f.pad(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl Visitor<'_> for Written {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_form_is_a_day() {
        for good in ["2012-02-29", "1000-01-01", "9999-12-31"] {
            assert_eq!(good.parse::<Date>().unwrap().to_string(), good);
        }
        for bad in [
            "",
            "2023-2-3",
            "+2023-02-03",
            " 2023-02-03",
            "2023-02-29",
            "2023-00-01",
            "0999-12-31",
            "2023/02/03",
            "2023-02-03T00:00",
            "12023-02-03",
            "２０２３-02-03",
        ] {
            assert!(bad.parse::<Date>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn months_clamp_to_the_end_of_a_shorter_month() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let plus = |text: &str, months| day(text).plus_months(months);
        assert_eq!(plus("2012-11-30", 3), Some(day("2013-02-28")));
        assert_eq!(plus("2024-01-31", 1), Some(day("2024-02-29")));
        assert_eq!(plus("2023-02-28", 3), Some(day("2023-05-28")));
        assert_eq!(plus("9999-12-01", 3), None);
        assert_eq!(day("9999-12-31").plus_days(1), None);
        assert_eq!(day("9999-12-31").first_of_next_month(), None);
    }

    #[test]
    fn whole_months_between_two_days() {
        let months = |a: &str, b: &str| a.parse::<Date>().unwrap().months_until(b.parse().unwrap());
        assert_eq!(months("2001-11-23", "2012-05-03"), 125);
        assert_eq!(months("2001-11-23", "2001-12-22"), 0);
        assert_eq!(months("2001-11-23", "2001-12-23"), 1);
        assert_eq!(months("2012-05-03", "2001-11-23"), 0);
    }
}
