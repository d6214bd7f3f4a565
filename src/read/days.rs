//! Every form in which sources write a day. The day comes first: a date with bars is never read the American way.
//! Where only a year or a month is given it stays that; nothing is made up.

use crate::model::Date;
use crate::model::draft::DraftDay;

/// What a cell says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// Nothing.
    Blank,
    /// That it is open, or never was: a sentinel.
    Open,
    /// That the day is not known: a sentinel.
    Unknown,
    /// A day or a window; `doubtful` where the source marks it as uncertain.
    Known { day: DraftDay, doubtful: bool },
}

/// What a source means by its cells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Forms<'a> {
    /// Cells that say that the day is not known.
    pub unknown: &'a [String],
    /// Cells that say that it is open, or that there is none.
    pub open: &'a [String],
    /// A year of two digits is the first one from this day on.
    pub two_digit_years_from: Option<Date>,
}

/// Reads a cell.
///
/// Errors: why it is no day, in words.
pub(super) fn read(cell: &str, forms: &Forms) -> Result<Day, String> {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_one_of = |sentinels: &[String]| sentinels.iter().any(|known| known.eq_ignore_ascii_case(&text));
    if text.is_empty() {
        return Ok(Day::Blank);
    }
    if is_one_of(forms.open) {
        return Ok(Day::Open);
    }
    if is_one_of(forms.unknown) {
        return Ok(Day::Unknown);
    }
    let (plain, doubtful) = match text.strip_suffix(['?', '~', '%']) {
        Some(plain) => (plain, true),
        None => (text.as_str(), false),
    };
    let day = match plain.split_once("..") {
        Some((first, last)) => range(first, last)?,
        None => one(plain, forms)?,
    };
    Ok(Day::Known { day, doubtful })
}

/// A range of EDTF: from the beginning of the one to the end of the other.
fn range(first: &str, last: &str) -> Result<DraftDay, String> {
    let edge = |text: &str| {
        let text = text.trim_end_matches(['?', '~', '%']);
        iso(text).ok_or_else(|| format!("'{text}' is no year, month or day at the end of a range"))
    };
    let (first, last) = (edge(first)?, edge(last)?);
    let (earliest, latest) = (first.date.or(first.earliest), last.date.or(last.latest));
    match (earliest, latest) {
        (Some(earliest), Some(latest)) if earliest == latest => Ok(earliest.into()),
        (Some(earliest), Some(latest)) if earliest < latest => {
            Ok(DraftDay { date: None, earliest: Some(earliest), latest: Some(latest) })
        }
        _ => Err("the range ends before it begins".to_owned()),
    }
}

fn one(text: &str, forms: &Forms) -> Result<DraftDay, String> {
    let read = iso(text)
        .or_else(|| at_midnight(text))
        .or_else(|| odata(text))
        .or_else(|| in_words(text))
        .or_else(|| month_first(text));
    match read {
        Some(day) => Ok(day),
        None => in_numbers(text, forms),
    }
}

fn digits(text: &str, least: usize, most: usize) -> Option<u32> {
    let fits = (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn year(text: &str) -> Option<i32> {
    digits(text, 4, 4).map(u32::cast_signed).filter(|year| *year >= 1000)
}

/// `1972`, `1972-05`, `1972-05-01`.
fn iso(text: &str) -> Option<DraftDay> {
    let mut parts = text.split('-');
    let year = year(parts.next()?)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let window = |earliest: Option<Date>, latest: Option<Date>| {
        Some(DraftDay { date: None, earliest: Some(earliest?), latest: Some(latest?) })
    };
    match (month, day) {
        (None, _) => window(Date::of(year, 1, 1), Date::of(year, 12, 31)),
        (Some(month), None) => {
            let first = Date::of(year, digits(month, 2, 2)?, 1)?;
            let last = match first.first_of_next_month() {
                Some(next) => next.plus_days(-1),
                None => Some(Date::LAST),
            };
            window(Some(first), last)
        }
        (Some(month), Some(day)) => {
            Date::of(year, digits(month, 2, 2)?, digits(day, 2, 2)?).map(DraftDay::from)
        }
    }
}

/// `2001-11-23T00:00:00`, `2001-11-23 00:00:00`, also `15/02/2017 00:00:00`: a day, where the time is midnight.
fn at_midnight(text: &str) -> Option<DraftDay> {
    let (day, time) = text.split_once(['T', ' '])?;
    let time = time.trim_end_matches('Z');
    let fraction = time.strip_prefix("00:00:00").or_else(|| time.strip_prefix("00:00"))?;
    let zeros = fraction.strip_prefix('.').unwrap_or(fraction);
    (zeros.bytes().all(|byte| byte == b'0')).then(|| iso(day).filter(|day| day.date.is_some())).flatten()
}

/// `/Date(1330214400000)/`: milliseconds from 1970 on, at midnight UTC.
fn odata(text: &str) -> Option<DraftDay> {
    const A_DAY: i64 = 24 * 60 * 60 * 1000;
    let inside = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let inside = inside.strip_suffix("+0000").or_else(|| inside.strip_suffix("-0000")).unwrap_or(inside);
    let milliseconds: i64 = inside.parse().ok()?;
    if milliseconds % A_DAY != 0 {
        return None;
    }
    Date::of(1970, 1, 1)?.plus_days(milliseconds / A_DAY).map(DraftDay::from)
}

/// `24 Jan 1983`, `5 Sept 2000`, `23 May 1969`, `04-Feb-1985`, `3-VIII-1994`.
fn in_words(text: &str) -> Option<DraftDay> {
    let mut parts = if text.contains('-') { text.split('-') } else { text.split(' ') };
    let (day, month, year_of) = (parts.next()?.trim(), parts.next()?.trim(), parts.next()?.trim());
    if parts.next().is_some() {
        return None;
    }
    let month = month_called(month)?;
    Date::of(year(year_of)?, month, digits(day, 1, 2)?).map(DraftDay::from)
}

/// `October 5, 1986`.
fn month_first(text: &str) -> Option<DraftDay> {
    let (front, year_of) = text.split_once(',')?;
    let (month, day) = front.trim().split_once(' ')?;
    let month = english(month)?;
    Date::of(year(year_of.trim())?, month, digits(day.trim(), 1, 2)?).map(DraftDay::from)
}

/// `15/02/2017`, `26-08-1998`, `06.07.1906`, `03-09-03`.
fn in_numbers(text: &str, forms: &Forms) -> Result<DraftDay, String> {
    let not_a_day = || format!("'{text}' is a day in no form that depositaries use");
    let separator = text.chars().find(|letter| matches!(letter, '/' | '-' | '.')).ok_or_else(not_a_day)?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [day, month, year_of] = parts[..] else {
        return Err(not_a_day());
    };
    let (Some(day), Some(month)) = (digits(day, 1, 2), digits(month, 1, 2)) else {
        return Err(not_a_day());
    };
    let year = match (year(year_of), digits(year_of, 2, 2)) {
        (Some(year), _) => year,
        (None, Some(short)) => {
            let from = forms.two_digit_years_from.ok_or_else(|| {
                format!("'{text}' has a year of two digits, and the day of the treaty that would tell the century is not known")
            })?;
            let first = from.year();
            first + (short.cast_signed() - first).rem_euclid(100)
        }
        _ => return Err(not_a_day()),
    };
    if month > 12 && day <= 12 {
        return Err(format!(
            "'{text}' has no month {month}: the day comes first, and it is not read the other way round"
        ));
    }
    Date::of(year, month, day)
        .map(DraftDay::from)
        .ok_or_else(|| format!("'{text}' is no day of the calendar"))
}

fn month_called(word: &str) -> Option<u32> {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let roman = ROMAN.iter().position(|month| *month == word).and_then(|place| u32::try_from(place + 1).ok());
    roman.or_else(|| english(word))
}

fn english(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    let is =
        |month: &&str| **month == *word || month[..3] == *word || (**month == *"september" && word == "sept");
    MONTHS.iter().position(is).and_then(|place| u32::try_from(place + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_in_the_table_reads_as_it_says() {
        let mut rows = csv::Reader::from_reader(include_str!("../../tests/read/days.csv").as_bytes());
        let mut seen = 0;
        for row in rows.records() {
            let row = row.unwrap();
            let unknown = ["NK".to_owned(), "01/01/1900".to_owned(), "2899-01-01".to_owned()];
            let open = ["9999-12-31".to_owned(), "0001-01-01".to_owned()];
            let from = row[1].parse().ok();
            let forms = Forms { unknown: &unknown, open: &open, two_digit_years_from: from };
            let read = match read(&row[0], &forms) {
                Ok(Day::Blank) => "blank".to_owned(),
                Ok(Day::Open) => "open".to_owned(),
                Ok(Day::Unknown) => "unknown".to_owned(),
                Ok(Day::Known { day: DraftDay { date: Some(date), .. }, doubtful }) => {
                    format!("{date}{}", if doubtful { "?" } else { "" })
                }
                Ok(Day::Known { day: DraftDay { earliest, latest, .. }, doubtful }) => {
                    format!("{}..{}{}", earliest.unwrap(), latest.unwrap(), if doubtful { "?" } else { "" })
                }
                Err(_) => "error".to_owned(),
            };
            assert_eq!(read, row[2], "{}", &row[0]);
            seen += 1;
        }
        assert!(seen > 50, "{seen}");
    }
}
