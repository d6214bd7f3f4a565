//! A decimal number, exact to the millionth: weights and percentages.

use std::fmt;
use std::ops::Add;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A decimal number from 0 on, in millionths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(u64);

const UNIT: u64 = 1_000_000;

/// Why a text is not such a number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a number from 0 on with at most six decimals: 20.09 is one")]
pub struct NotANumber(String);

impl FromStr for Decimal {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let wrong = || NotANumber(text.to_owned());
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 6 {
            return Err(wrong());
        }
        let whole: u64 = whole.parse().map_err(|_| wrong())?;
        let part: u64 = format!("{part:0<6}").parse().map_err(|_| wrong())?;
        whole.checked_mul(UNIT).and_then(|whole| whole.checked_add(part)).map(Self).ok_or_else(wrong)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:06}", self.0 / UNIT, self.0 % UNIT);
        f.pad(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Add for Decimal {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

impl From<usize> for Decimal {
    fn from(count: usize) -> Self {
        Self((count as u64).saturating_mul(UNIT))
    }
}

impl Decimal {
    /// How far it is from here to `needed`; nothing if it is reached.
    #[must_use]
    pub fn short_of(self, needed: Self) -> Self {
        Self(needed.0.saturating_sub(self.0))
    }
}

/// A whole number as a number, any other as text, so that no reader rounds it.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(UNIT) {
            serializer.serialize_u64(self.0 / UNIT)
        } else {
            serializer.collect_str(self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        for text in ["0", "55", "20.09", "0.000001", "7.5"] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
        for bad in ["", "-1", "1.", ".5", "1,5", "1e3", "0.0000001", "99999999999999999999"] {
            assert!(bad.parse::<Decimal>().is_err(), "{bad:?}");
        }
        let sum: Decimal = ["0.1", "0.2"].iter().map(|text| text.parse::<Decimal>().unwrap()).sum();
        assert_eq!(sum, "0.3".parse().unwrap());
    }
}
