//! The months by their names, in the languages in which depositaries write days.

use crate::names::fold;

/// The number of the month that a word means: a name in any of the languages, or a Roman numeral.
pub(super) fn called(word: &str) -> Option<u32> {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let roman = ROMAN.iter().position(|month| *month == word).and_then(|place| u32::try_from(place + 1).ok());
    // The abbreviation of März leaves out a letter in the middle.
    let short = word.trim_end_matches('.').eq_ignore_ascii_case("mrz").then_some(3);
    roman.or(short).or_else(|| in_any(word, &MONTHS))
}

/// The number of the month that a word means in English.
pub(super) fn called_in_english(word: &str) -> Option<u32> {
    in_any(word, &MONTHS[..1])
}

fn in_any(word: &str, languages: &[[&str; 12]]) -> Option<u32> {
    // Most of what stands in a day is a number.
    if word.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let word = word.trim_end_matches('.');
    let folded;
    let word = if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        word
    } else {
        folded = fold(word);
        &folded
    };
    languages.iter().find_map(|months| among(word, months))
}

/// The month of a language by its folded name, or by the first letters that only it has: three, or four.
fn among(word: &str, months: &[&str; 12]) -> Option<u32> {
    let begins = |month: &str| month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let is = |month: &&&str| begins(month) && (month.len() == word.len() || (3..=4).contains(&word.len()));
    let mut fits = months.iter().enumerate().filter(|(_, month)| is(month));
    let (place, _) = fits.next()?;
    if fits.next().is_some() { None } else { u32::try_from(place + 1).ok() }
}

/// The months in English, French, Spanish, Portuguese, Italian, German and Dutch, as names are compared.
const MONTHS: [[&str; 12]; 7] = [
    [
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
    ],
    [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "janeiro",
        "fevereiro",
        "marco",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    [
        "januar",
        "februar",
        "marz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
];
