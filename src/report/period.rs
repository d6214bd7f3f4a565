//! The period of a row: a year, a month or a day.

use std::fmt::Write;

use crate::model::{Date, Span};

/// One period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// 2012, 2012-05 or 2012-05-03.
    pub label: Label,
    /// The year it lies in.
    pub year: i32,
    /// Its first day.
    pub first: Date,
    /// Its last day; of the period that is not over yet the last one known.
    pub last: Date,
}

/// The text of a period: at most ten bytes, kept in place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Label {
    bytes: [u8; 10],
    length: u8,
}

impl Label {
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// As bytes of ASCII.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

impl Write for Label {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for byte in text.bytes() {
            *self.bytes.get_mut(usize::from(self.length)).ok_or(std::fmt::Error)? = byte;
            self.length += 1;
        }
        Ok(())
    }
}

impl Period {
    /// Stands for rows that have none.
    pub const NONE: Self =
        Self { label: Label { bytes: [0; 10], length: 0 }, year: 0, first: Date::FIRST, last: Date::FIRST };

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.last.days_since(self.first) + 1
    }

    /// How many of its days lie in `span`.
    #[must_use]
    pub fn days_in(&self, span: Span) -> i64 {
        let after = self.last.plus_days(1).unwrap_or(Date::LAST);
        let until = span.until.map_or(after, |until| until.min(after));
        until.days_since(span.since.max(self.first)).max(0)
    }
}
