//! The lines of a status page of the United Nations: names, days that stand alone, and words with their place.

use super::days::{self, Day, Forms};
use super::footnotes::{without_notes, without_tags};
use crate::model::Date;
use crate::model::draft::{DraftDay, Place};

/// Words with the place at which they stand.
pub(super) type Words = (Place, String);

/// A day that stands alone in a line, with the marks and brackets that may be about it; none where it does not.
pub(super) fn only_day(line: &str) -> Option<Date> {
    const LONGEST: usize = 40;
    if line.len() > LONGEST {
        return None;
    }
    let line = without_tags(line).0;
    let line = line.trim_matches(|letter: char| "()[]*.: ".contains(letter));
    let line = line.strip_prefix("On ").unwrap_or(line);
    match days::read(line, &Forms::default()) {
        Ok(Day::Known { day: DraftDay { date, .. }, doubtful: false }) => date,
        _ => None,
    }
}

/// Whether a line should be a day, though none that can be read: `14 July1994`.
pub(super) fn is_like_day(line: &str) -> bool {
    const LONGEST: usize = 30;
    let line = line.trim_matches(|letter: char| "()[]*.: ".contains(letter));
    let letters = line.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    line.len() <= LONGEST
        && digits.starts_with(' ')
        && (3..=12).contains(&letters)
        && line.starts_with(|letter: char| letter.is_ascii_digit())
        && line.ends_with(|letter: char| letter.is_ascii_digit())
}

/// One more line of a text that is one paragraph.
pub(super) fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// A name without the marks of its footnotes.
pub(super) fn plain(name: &str) -> String {
    without_notes(name).0
}

/// Whether it is the letter of a smaller part, as in `2. c`, `27. 7 d`.
pub(super) fn is_part(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The day with which a text begins: `On 25 July 2014, the Government informed …`.
pub(super) fn begins_on(text: &str) -> Option<Date> {
    let forms = Forms::default();
    let day = days::leading(text.trim_start_matches(['"', '“']).strip_prefix("On ")?, &forms)?;
    match days::read(day, &forms) {
        Ok(Day::Known { day, .. }) => day.date,
        _ => None,
    }
}
