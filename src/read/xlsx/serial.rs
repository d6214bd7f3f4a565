//! The numbers by which Excel counts days.

use crate::model::Date;

/// The day of 1 March 1900, the first one that Excel counts as others do: to it, 1900 was a leap year.
const AFTER_NO_LEAP_DAY: f64 = 61.0;

/// The day of a number in a cell that is styled as one. Where the workbook counts from 1904 there is no wrong leap day
/// in it.
///
/// Errors: why it is none.
pub(super) fn day(serial: f64, from_1904: bool) -> Result<Date, &'static str> {
    const NONE: &str = "the number in the cell is no day of the calendar";
    if serial.fract() != 0.0 {
        return Err("the cell gives a time of day, not only a day");
    }
    if !(0.0..=3_000_000.0).contains(&serial) {
        return Err(NONE);
    }
    if !from_1904 && serial < AFTER_NO_LEAP_DAY {
        return Err("before 1900-03-01 Excel counts a day that never was: give such days as text");
    }
    let first = if from_1904 { Date::of(1904, 1, 1) } else { Date::of(1899, 12, 30) };
    #[expect(clippy::cast_possible_truncation, reason = "it is a whole number of at most seven digits")]
    let days = serial as i64;
    first.and_then(|first| first.plus_days(days)).ok_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_epoch_of_the_workbook() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(day(61.0, false), Ok(date("1900-03-01")));
        assert_eq!(day(37218.0, false), Ok(date("2001-11-23")));
        assert_eq!(day(2_958_465.0, false), Ok(date("9999-12-31")));
        assert_eq!(day(0.0, true), Ok(date("1904-01-01")));
        assert_eq!(day(35756.0, true), Ok(date("2001-11-23")));
        for bad in [60.0, 1.0, 0.0, -1.0, 37218.5, 2_958_466.0, 1e18, f64::NAN, f64::INFINITY] {
            assert!(day(bad, false).is_err(), "{bad}");
        }
    }
}
