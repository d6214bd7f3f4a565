//! A decimal number, exact to the millionth: weights and percentages.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Add;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A decimal number from 0 on, in millionths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(u128);

const UNIT: u128 = 1_000_000;

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
        let part: u128 = format!("{part:0<6}").parse().map_err(|_| wrong())?;
        Ok(Self(u128::from(whole) * UNIT + part))
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
        Self((count as u128).saturating_mul(UNIT))
    }
}

impl Decimal {
    /// How far it is from here to `needed`; nothing if it is reached.
    #[must_use]
    pub fn short_of(self, needed: Self) -> Self {
        Self(needed.0.saturating_sub(self.0))
    }

    /// How much of `whole` this is, in per cent and rounded down; nothing where `whole` is nothing.
    #[must_use]
    pub fn per_cent_of(self, whole: Self) -> Self {
        let millionths = self.0.saturating_mul(100 * UNIT).checked_div(whole.0);
        Self(millionths.unwrap_or_default())
    }

    /// How this stands to so many per cent of `whole`, without rounding.
    #[must_use]
    pub fn compared_with(self, per_cent: Self, whole: Self) -> Ordering {
        self.0.saturating_mul(100 * UNIT).cmp(&per_cent.0.saturating_mul(whole.0))
    }
}

/// A whole number as a number, any other as text, so that no reader rounds it.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match u64::try_from(self.0 / UNIT) {
            Ok(whole) if self.0.is_multiple_of(UNIT) => serializer.serialize_u64(whole),
            _ => serializer.collect_str(self),
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

    #[test]
    fn shares_are_compared_without_rounding() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(number("1").per_cent_of(number("3")).to_string(), "33.333333");
        assert_eq!(number("5").per_cent_of(number("0")), Decimal::default());
        assert_eq!(number("1").compared_with(number("33.333333"), number("3")), Ordering::Greater);
        assert_eq!(number("1").compared_with(number("33.333334"), number("3")), Ordering::Less);
        assert_eq!(number("3").compared_with(number("3"), number("100")), Ordering::Equal);
        let most = number("18446744073709551615.999999");
        let sum: Decimal = std::iter::repeat_n(most, 400).sum();
        assert_eq!(sum.compared_with(number("100"), sum), Ordering::Equal);
        assert_eq!(most.compared_with(most, most), Ordering::Less);
    }
}
