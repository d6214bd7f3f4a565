//! The days that an answer rests on.

use crate::model::Date;

/// The day asked about, and today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The legal day asked about.
    pub as_of: Date,
    /// Today, UTC.
    pub today: Date,
}

impl When {
    /// The one day asked about, as the first and the last.
    #[must_use]
    pub fn one_day(self) -> (Date, Date) {
        (self.as_of, self.as_of)
    }
}
