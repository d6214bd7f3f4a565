//! Invitations to accede.

use crate::model::Date;

/// Years after which an invitation to accede to a convention of the Council of Europe lapses where it was not used: the
/// practice of the Committee of Ministers, which no clause says.
pub(super) const YEARS: u32 = 5;

/// The day on which an invitation of the Committee of Ministers lapses: the first on which it can no longer be used.
#[must_use]
pub fn invitation_lapses_on(invited: Date) -> Option<Date> {
    invited.plus_months(12 * YEARS)
}

/// The first day of the invitations that lapse on `day` or later.
#[must_use]
pub fn first_invitation_alive(day: Date) -> Option<Date> {
    // In a shorter month the day is clamped, so that one day more may be looked at.
    Date::of(day.year() - YEARS.cast_signed(), day.month(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_years_with_the_day_of_the_month_clamped() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(invitation_lapses_on(day("2021-11-26")), Some(day("2026-11-26")));
        assert_eq!(invitation_lapses_on(day("2020-02-29")), Some(day("2025-02-28")));
        assert!(first_invitation_alive(day("2025-02-28")).unwrap() <= day("2020-02-29"));
    }
}
