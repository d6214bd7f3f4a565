//! The days in what nothing reads, in whatever form they stand there, so that each of them can be told: in more forms than are
//! read, since here nothing is taken in.

use super::days::{
    Day, Forms, Order, beginning, digits, inside_where, is_one, is_unseen, pieces_at, read, without_ordinal,
    year,
};
use super::months;
use crate::model::Date;
use crate::model::draft::DraftDay;
use crate::names::fold;

/// The days and months in a text that nothing reads, in more forms than are read, so that each can be told: as they stand
/// there, in plain signs. A year alone is none.
pub(super) fn noticed(text: &str) -> Vec<String> {
    const LONGEST: usize = 4_000;
    if !text.chars().take(LONGEST).any(char::is_numeric) {
        return Vec::new();
    }
    let plain = in_plain_signs(text.chars().take(LONGEST));
    plain.split([';', '\n', '|']).map(str::trim).flat_map(noticed_in).collect()
}

/// The most bytes of the name of a month.
const LONGEST_MONTH: usize = 16;

fn noticed_in(piece: &str) -> Vec<String> {
    let is_month = |text: &str| {
        // A longer text is none.
        const LONGEST: usize = 60;
        if text.len() > LONGEST {
            return false;
        }
        let known = match read(text, &Forms::default()) {
            Ok(Day::Known { day: DraftDay { date: None, earliest, latest }, .. }) => earliest.zip(latest),
            _ => None,
        };
        known.is_some_and(|(first, last)| first.year() == last.year() && first.month() == last.month())
    };
    if piece.is_empty() {
        return Vec::new();
    }
    if is_one(piece) || is_month(piece) || is_compact(piece) || is_month_of_numbers(piece) {
        return vec![piece.to_owned()];
    }
    let from = Date::of(1950, 1, 1);
    let is_day = |text: &str| {
        let has_letters = text.contains(char::is_alphabetic);
        let read = |order, from| {
            let forms = Forms { order, two_digit_years_from: from, ..Forms::default() };
            matches!(read(text, &forms), Ok(Day::Known { day: DraftDay { date: Some(_), .. }, .. }))
        };
        // Numbers of sections are written with stops and hyphens too.
        let from = from.filter(|_| has_letters || text.contains('/'));
        read(Order::DayFirst, from) || read(Order::MonthFirst, from) || (has_letters && is_month(text))
    };
    let may_begin = |rest: &str| {
        let first =
            beginning(rest, LONGEST_MONTH + 1).split([' ', ',', '.', '-', '/']).next().unwrap_or_default();
        first.starts_with(|letter: char| letter.is_ascii_digit())
            || (first.len() <= LONGEST_MONTH && months::called(first).is_some())
    };
    let found = inside_where(piece, |rest| {
        may_begin(rest).then(|| pieces_at(rest).filter(|part| is_day(part)).last()).flatten()
    });
    let found: Vec<String> = found.into_iter().map(str::to_owned).collect();
    if found.is_empty() { in_other_languages(piece) } else { found }
}

/// `19940511`.
fn is_compact(text: &str) -> bool {
    let is_number = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    is_number
        && part(0, 4).is_some_and(|year| (1800..=2100).contains(&year))
        && part(0, 4)
            .zip(part(4, 6))
            .zip(part(6, 8))
            .is_some_and(|((year, month), day)| Date::of(year.cast_signed(), month, day).is_some())
}

/// `05/1994`, `1994-5`.
fn is_month_of_numbers(text: &str) -> bool {
    let text = text.trim_end_matches('-').trim();
    let parts = text.split_once('/').or_else(|| text.split_once('-'));
    let is = |month: &str, year_of: &str| {
        digits(month, 1, 2).is_some_and(|month| (1..=12).contains(&month)) && year(year_of).is_some()
    };
    parts.is_some_and(|(first, last)| is(first, last) || (is(last, first) && text.contains('-')))
}

/// A day with the name of a month in a language in which days are not read: `11 мая 1994`, `11 maja 1994`.
fn in_other_languages(piece: &str) -> Vec<String> {
    // Polish, Turkish, Czech, Finnish and Danish, by what they begin with.
    const MONTHS: [&str; 42] = [
        "stycz", "lut", "marc", "kwie", "maj", "czerw", "lip", "sierp", "wrze", "pazdz", "listop", "grud",
        "ocak", "subat", "mart", "nisan", "may", "haziran", "temmuz", "agustos", "eylul", "ekim", "kas",
        "aral", "ledna", "unora", "brezna", "dubna", "kvetna", "cervna", "cervence", "srpna", "zari",
        "rijna", "prosince", "marts", "tammikuu", "helmikuu", "toukokuu", "kesakuu", "lokakuu", "joulukuu",
    ];
    let words: Vec<&str> = piece.split_whitespace().collect();
    let is_day = |words: &&[&str]| {
        let day = without_ordinal(words[0].trim_start_matches('('));
        let is_day = digits(day, 1, 2).is_some_and(|day| (1..=31).contains(&day));
        let other = |letter: char| letter.is_alphabetic() && u32::from(letter) >= 0x370;
        let is_month = words[1].contains(other) && words[1].chars().count() >= 2 || {
            let folded = fold(words[1]);
            MONTHS.iter().any(|month| folded.starts_with(month))
        };
        let year = words[2].trim_matches(|letter: char| !letter.is_ascii_digit());
        is_day && is_month && digits(year, 4, 4).is_some_and(|year| (1500..=2700).contains(&year))
    };
    words.windows(3).filter(is_day).map(|words| words.join(" ")).collect()
}

/// A text with the hyphens, digits and days of other scripts in plain signs, without raised digits, and with spaces around
/// the name of a month that stands in one word with its day and year.
fn in_plain_signs(text: impl Iterator<Item = char>) -> String {
    /// The zeros of Arabic, Persian, Devanagari, Bengali, Thai and full-width digits.
    const ZEROS: [u32; 6] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
    let plain: String = text
        .map(|letter| match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' | '年' | '년' | '月' | '월' => {
                '-'
            }
            '日' | '일' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => ' ',
            '\r' => '\n',
            '\n' | ';' => letter,
            letter if letter.is_whitespace() => ' ',
            letter => {
                let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&u32::from(letter)));
                zero.and_then(|zero| char::from_digit(u32::from(letter) - zero, 10)).unwrap_or(letter)
            }
        })
        .filter(|letter| !is_unseen(*letter))
        .collect();
    let plain = plain.replace("- ", "-");
    let mut spaced = String::with_capacity(plain.len());
    for word in plain.split_inclusive([' ', '\n', ';', ',', '(']) {
        let (core, end) = word.split_at(word.trim_end_matches([' ', '\n', ';', ',', '(']).len());
        let start = core.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(core.len());
        let rest = &core[start..];
        let stop = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
        let is_glued = (start > 0 || stop < rest.len())
            && stop >= 3
            && core[..start].bytes().all(|byte| byte.is_ascii_digit())
            && rest[stop..].bytes().all(|byte| byte.is_ascii_digit())
            && months::called(&rest[..stop]).is_some();
        if is_glued {
            spaced.extend([&core[..start], " ", &rest[..stop], " ", &rest[stop..], end]);
        } else {
            spaced.push_str(word);
        }
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_nothing_reads_is_noticed_in_any_form() {
        let mut rows = csv::Reader::from_reader(include_str!("../../tests/read/days_noticed.csv").as_bytes());
        let (mut seen, mut wrong) = (0, Vec::new());
        for row in rows.records() {
            let row = row.unwrap();
            let found = noticed(&row[0]);
            if found.len().to_string() != row[1] {
                wrong.push(format!("{}: {found:?}", &row[0]));
            }
            seen += 1;
        }
        assert_eq!(wrong, [""; 0]);
        assert!(seen > 50, "{seen}");
    }
}
