//! Every form in which sources write a day. In days of numbers the day comes first, unless somebody says otherwise who knows.
//! Where only a year or a month is given it stays that; nothing is made up.

use super::footnotes::without_brackets;
use super::months;
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

/// What comes first in days of numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// `31/12/2016`.
    #[default]
    DayFirst,
    /// `12/31/2016`.
    MonthFirst,
    /// Some cells of the column show the one, or could, and others the other: a day that can be read both ways is not read.
    Unclear,
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
    /// What comes first in days of numbers.
    pub order: Order,
}

/// Reads a cell.
///
/// Errors: why it is no day, in words.
pub(super) fn read(cell: &str, forms: &Forms) -> Result<Day, String> {
    let text = cell.split(|letter: char| letter.is_whitespace() || is_unseen(letter));
    let text = text.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
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
    let unmarked = without_brackets(&text).0;
    let (plain, doubtful) = match unmarked.strip_suffix(['?', '~', '%']) {
        Some(plain) if !plain.is_empty() => (plain, true),
        _ => (unmarked, false),
    };
    let day = match plain.split_once("..").filter(|_| plain.contains(|letter: char| letter.is_ascii_digit()))
    {
        Some((first, last)) => range(first, last)?,
        None => one(plain, forms)?,
    };
    Ok(Day::Known { day, doubtful })
}

/// A letter that only says in which direction others are written, or joins them.
pub(super) fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The day at the beginning of a text, as it stands there; of several readings the longest.
pub(super) fn leading<'a>(text: &'a str, forms: &Forms) -> Option<&'a str> {
    pieces_at(text.trim_start()).filter(|part| matches!(read(part, forms), Ok(Day::Known { .. }))).last()
}

/// The first words of a text: one, two and so on, as far as a day can reach.
pub(super) fn pieces_at(text: &str) -> impl Iterator<Item = &str> {
    const MOST_WORDS: usize = 6;
    const LONGEST: usize = 100;
    let near =
        (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    let end = (near == text.len()).then_some(near);
    let ends = text[..near].match_indices(char::is_whitespace).map(|(at, _)| at).chain(end);
    ends.take(MOST_WORDS).map(|end| text[..end].trim_end_matches(['.', ',', ';', ')', ':']))
}

/// A text, or as many of its first bytes as are whole letters.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

/// The whole days in a text, or in the beginning of an endless one, each as it stands there.
pub(super) fn inside<'a>(text: &'a str, forms: &Forms) -> Vec<&'a str> {
    let is_whole =
        |day: &&str| matches!(read(day, forms), Ok(Day::Known { day: DraftDay { date: Some(_), .. }, .. }));
    inside_where(text, |rest| leading(rest, forms).filter(is_whole))
}

/// What `at` finds at the beginnings of words.
pub(super) fn inside_where<'a>(text: &'a str, at: impl Fn(&'a str) -> Option<&'a str>) -> Vec<&'a str> {
    const LONGEST: usize = 10_000;
    let text = beginning(text, LONGEST);
    let (mut found, mut from) = (Vec::new(), 0);
    if !text.contains(|letter: char| letter.is_ascii_digit()) {
        return found;
    }
    let starts = text.match_indices(|letter: char| !letter.is_alphanumeric()).map(|(at, end)| at + end.len());
    for start in [0].into_iter().chain(starts) {
        let rest = &text[start..];
        let is_between =
            BETWEEN.iter().any(|word| rest.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')));
        if start < from || is_between || !rest.starts_with(char::is_alphanumeric) {
            continue;
        }
        if let Some(day) = at(rest) {
            from = start + day.len();
            found.push(day);
        }
    }
    found
}

/// Whether a cell gives a whole day, in whatever form, with or without a word before it and a mark behind it.
pub(super) fn is_one(cell: &str) -> bool {
    // A long text is no cell of a day.
    const LONGEST: usize = 60;
    let is_whole = |text: &str| {
        let read = |order| {
            let forms = Forms { two_digit_years_from: Date::of(1950, 1, 1), order, ..Forms::default() };
            matches!(read(text, &forms), Ok(Day::Known { day: DraftDay { date: Some(_), .. }, .. }))
        };
        read(Order::DayFirst) || read(Order::MonthFirst)
    };
    let inner = |text: &str| {
        let text = text.trim().trim_matches(['[', ']', '*']).trim();
        let before_a_mark = text.rsplit_once([' ', '(']).map(|(day, _)| day.trim());
        is_whole(text) || before_a_mark.is_some_and(is_whole)
    };
    let cell = without_brackets(cell).0;
    cell.contains(|letter: char| letter.is_ascii_digit())
        && cell.len() <= LONGEST
        && (inner(cell) || cell.split_once(": ").is_some_and(|(_, day)| inner(day)))
}

/// `2017-02-15` from a year, a month by its number or its name, and a day; what is put together of what is none stays as it
/// is. Where the day is blank, or the month too, it is that month or year.
pub(super) fn of_parts(year: &str, month: &str, day: &str) -> String {
    let [year, month, day] = [year, month, day].map(str::trim);
    let month = months::called(month).map_or_else(|| month.to_owned(), |number| number.to_string());
    let parts = [year.to_owned(), month, day.to_owned()];
    let known: Vec<String> = parts.iter().take_while(|part| !part.is_empty()).cloned().collect();
    let is_number = |part: &String| part.bytes().all(|byte| byte.is_ascii_digit());
    // A year of two digits stands behind the month in every form in which one is read.
    if year.len() == 2 && known.len() == 3 {
        return [day, &parts[1], year].join("-");
    }
    if parts[known.len()..].iter().all(String::is_empty) && known.iter().all(is_number) {
        known.iter().map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-")
    } else {
        parts.join(" ").trim().to_owned()
    }
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
    let text = before_midnight(text).unwrap_or(text);
    let read = iso(text).or_else(|| odata(text)).map(Ok).or_else(|| in_words(text, forms));
    read.or_else(|| of_month(text).map(Ok)).unwrap_or_else(|| in_numbers(text, forms))
}

pub(super) fn digits(text: &str, least: usize, most: usize) -> Option<u32> {
    let fits = (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

pub(super) fn year(text: &str) -> Option<i32> {
    digits(text, 4, 4).map(u32::cast_signed).filter(|year| *year >= 1000)
}

/// `1972`, `1972-05`, `1972-05-01`, and `+1972-05-00` where the day, or the month too, is told as not known.
fn iso(text: &str) -> Option<DraftDay> {
    let mut parts = text.strip_prefix('+').filter(|text| text.contains('-')).unwrap_or(text).split('-');
    let year = year(parts.next()?)?;
    let (month, day) = (parts.next(), parts.next());
    let (month, day) = match (month, day) {
        (Some("00"), None | Some("00")) => (None, None),
        (Some(month), Some("00")) => (Some(month), None),
        known => known,
    };
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

/// The day in `2001-11-23T00:00:00`, `+2001-11-23T00:00:00Z`, `2000-09-05T00:00:00+00:00`, `05/09/2000 00:00:00`: where the
/// time is midnight.
fn before_midnight(text: &str) -> Option<&str> {
    let at = text.find("T00:00").or_else(|| text.find(" 00:00"))?;
    let time = text[at + 1..].trim_end_matches('Z');
    let time = ["+00:00", "-00:00", "+0000", "-0000", "+00"]
        .iter()
        .find_map(|zone| time.strip_suffix(zone))
        .unwrap_or(time);
    let fraction = time.strip_prefix("00:00:00").or_else(|| time.strip_prefix("00:00"))?;
    let zeros = fraction.strip_prefix('.').unwrap_or(fraction);
    zeros.bytes().all(|byte| byte == b'0').then_some(&text[..at])
}

/// `September 2000`, `septiembre de 2000`: a month and nothing else.
fn of_month(text: &str) -> Option<DraftDay> {
    let words: Vec<&str> = text.split(' ').filter(|word| !BETWEEN.contains(word)).take(3).collect();
    let [month, year_of] = words[..] else { return None };
    let is_name = month.chars().filter(|letter| letter.is_alphabetic()).count() >= 3;
    let month = months::called(month.trim_end_matches(',')).filter(|_| is_name)?;
    iso(&format!("{:04}-{month:02}", year(year_of)?))
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

/// Words between the parts of a day.
const BETWEEN: [&str; 4] = ["de", "del", "di", "le"];

/// `24 Jan 1983`, `5 Sept 2000`, `04-Feb-85`, `3-VIII-1994`, `5/Sep/2000`, `5.IX.2000`, `1er mars 2001`,
/// `15 de febrero de 2017`, `3. Mai 1999`, `October 5, 1986`; none where no month stands there by its name.
fn in_words(text: &str, forms: &Forms) -> Option<Result<DraftDay, String>> {
    let words =
        text.split([' ', '-', ',', '/', '.']).filter(|word| !word.is_empty() && !BETWEEN.contains(word));
    let words: Vec<&str> = words.take(4).collect();
    let [first, second, year_of] = words[..] else { return None };
    let (day, month) = match (months::called(first), months::called(second)) {
        (None, Some(month)) => (first, month),
        (Some(month), None) if months::called_in_english(first).is_some() => (second, month),
        _ => return None,
    };
    let day = digits(without_ordinal(day), 1, 2)?;
    let year = match year_in(year_of, text, forms)? {
        Ok(year) => year,
        Err(why) => return Some(Err(why)),
    };
    Some(Ok(Date::of(year, month, day)?.into()))
}

/// The number in `1er`, `3rd`, `3.`, `1º`.
pub(super) fn without_ordinal(day: &str) -> &str {
    let end = day.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(day.len());
    let is_ordinal = matches!(&day[end..], "er" | "." | "º" | "°" | "st" | "nd" | "rd" | "th" | "ª");
    if is_ordinal { &day[..end] } else { day }
}

/// A year of four digits, or of two where it is known from when on they count; none where it is neither.
fn year_in(year_of: &str, text: &str, forms: &Forms) -> Option<Result<i32, String>> {
    if let Some(year) = year(year_of) {
        return Some(Ok(year));
    }
    let short = digits(year_of, 2, 2)?;
    let Some(from) = forms.two_digit_years_from else {
        return Some(Err(format!(
            "'{text}' has a year of two digits, and the day of the treaty that would tell the century is not known"
        )));
    };
    let first = from.year();
    Some(Ok(first + (short.cast_signed() - first).rem_euclid(100)))
}

/// `15/02/2017`, `26-08-1998`, `06.07.1906`, `03-09-03`, `2000/09/05`, `2000-9-5`.
fn in_numbers(text: &str, forms: &Forms) -> Result<DraftDay, String> {
    let not_a_day = || format!("'{text}' is a day in no form that depositaries use");
    let separator = text.chars().find(|letter| matches!(letter, '/' | '-' | '.')).ok_or_else(not_a_day)?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [first, second, year_of] = parts[..] else {
        return Err(not_a_day());
    };
    if let (Some(year), Some(month), Some(day)) = (year(first), digits(second, 1, 2), digits(year_of, 1, 2)) {
        let no_day = || format!("'{text}' is no day of the calendar");
        return Date::of(year, month, day).map(DraftDay::from).ok_or_else(no_day);
    }
    let (Some(first), Some(second)) = (digits(first, 1, 2), digits(second, 1, 2)) else {
        return Err(not_a_day());
    };
    let year = year_in(year_of, text, forms).ok_or_else(not_a_day)??;
    let is_month_first = forms.order == Order::MonthFirst;
    let (day, month) = if is_month_first { (second, first) } else { (first, second) };
    if forms.order == Order::Unclear && first != second && first.max(second) <= 12 {
        return Err(format!(
            "'{text}' can be read with the day or the month first, and its column has days that can only be read the other way; month_first in a column map says which is meant"
        ));
    }
    if month > 12 && day <= 12 && forms.order == Order::MonthFirst {
        return Err(format!("'{text}' has no month {month}: the month comes first here"));
    }
    if month > 12 && day <= 12 {
        return Err(format!(
            "'{text}' has no month {month}: the day comes first, and it is not read the other way round"
        ));
    }
    Date::of(year, month, day)
        .map(DraftDay::from)
        .ok_or_else(|| format!("'{text}' is no day of the calendar"))
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
            let order = match &row[3] {
                "month first" => Order::MonthFirst,
                "unclear" => Order::Unclear,
                _ => Order::DayFirst,
            };
            let forms = Forms { unknown: &unknown, open: &open, two_digit_years_from: from, order };
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
