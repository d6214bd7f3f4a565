//! Up to which day something can have been recorded.

use crate::model::{COMPILED_AT, Date};

/// The last day on which an entry can have been recorded: tomorrow, as clocks differ. Today is what the machine says, or
/// `ACCEDE_TODAY` where that is later; it is not before the day of the seed that this program holds.
pub(super) fn last_day() -> Date {
    let given: Option<Date> = std::env::var("ACCEDE_TODAY").ok().and_then(|text| text.parse().ok());
    let today = Date::today().max(compiled());
    let today = given.map_or(today, |given| today.max(given));
    today.plus_days(1).unwrap_or(today)
}

/// The last day as of which something may be recorded, whatever `ACCEDE_TODAY` says: tests and reproducible output need no
/// later one, and nothing can be recorded after such an entry until its day has come.
pub(super) fn last_day_to_record() -> Date {
    const AHEAD: i64 = 31;
    let today = Date::today().max(compiled());
    today.plus_days(AHEAD).unwrap_or(today)
}

/// The last day that an entry can bear that was recorded by now.
pub(super) fn last_day_recorded() -> Date {
    last_day().max(last_day_to_record())
}

fn compiled() -> Date {
    day_of(COMPILED_AT).unwrap_or_else(Date::today)
}

/// The day of a moment.
pub(super) fn day_of(moment: &str) -> Option<Date> {
    moment.get(.."YYYY-MM-DD".len())?.parse().ok()
}
