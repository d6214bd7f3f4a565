//! The letters of a text: which are never shown as they are, and which a code may have.

use std::borrow::Cow;
use std::fmt::Write;

/// The first letter that JSON does not write by its number of itself.
const BEYOND_JSON: char = '\u{7f}';

/// Whether a letter is an order to whatever shows it: it moves, colours or clears, ends a line, or turns the direction of
/// what follows. Such a letter is taken in from nobody.
#[must_use]
pub fn is_control(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
}

/// Whether an order of these sets or ends a line of a text that has several.
pub(super) fn sets_lines(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Whether a letter is never shown as it is: it is an order, or nobody sees that it is there. The joiners, which words in
/// Persian and in Indic scripts need, and the selectors of variants are no such letters.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    const NO_LETTER: u32 = 0xFFFE;
    is_control(letter)
        || matches!(letter,
            '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{3164}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
        || u32::from(letter) & NO_LETTER == NO_LETTER
}

/// A letter for a message: as it is where it can be seen, and by its number.
#[must_use]
pub fn in_message(letter: char) -> String {
    let number = format!("U+{:04X}", u32::from(letter));
    let is_seen = letter.is_alphanumeric() || letter.is_ascii_punctuation();
    if is_seen && !is_hidden(letter) { format!("'{letter}' ({number})") } else { number }
}

/// JSON with every letter that is never shown as it is written by its number: the same value, because such letters stand
/// within its texts only.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let is_to_be_written = |letter: char| letter >= BEYOND_JSON && is_hidden(letter);
    if !json.contains(is_to_be_written) {
        return Cow::Borrowed(json);
    }
    let mut visible = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if is_to_be_written(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(visible, "\\u{unit:04x}").expect("a string takes everything");
            }
        } else {
            visible.push(letter);
        }
    }
    Cow::Owned(visible)
}

/// The same of JSON from a place on, which is the beginning of a value.
pub fn make_visible(json: &mut Vec<u8>, from: usize) {
    let value = &json[from..];
    if value.is_ascii() && !value.contains(&(BEYOND_JSON as u8)) {
        return;
    }
    if let Ok(Cow::Owned(visible)) = std::str::from_utf8(value).map(visible_json) {
        json.truncate(from);
        json.extend_from_slice(visible.as_bytes());
    }
}

/// JSON as it was before [`visible_json`].
#[must_use]
pub fn stored_json(json: &str) -> Cow<'_, str> {
    if !json.contains("\\u") {
        return Cow::Borrowed(json);
    }
    let mut stored = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        stored.push_str(before);
        let unit = |place: usize| {
            let digits = escape.get(place..place + 6).and_then(|escape| escape.strip_prefix("\\u"));
            digits.and_then(|digits| u16::from_str_radix(digits, 16).ok())
        };
        let letter = unit(0)
            .and_then(|first| char::decode_utf16([Some(first), unit(6)].into_iter().flatten()).next()?.ok());
        let hidden = letter.filter(|letter| *letter >= BEYOND_JSON && is_hidden(*letter));
        let length = hidden.map_or(2, |letter| 6 * letter.len_utf16());
        match hidden {
            Some(letter) => stored.push(letter),
            None => stored.extend(escape.get(..length)),
        }
        rest = escape.get(length..).unwrap_or_default();
    }
    stored.push_str(rest);
    Cow::Owned(stored)
}

/// Why a text cannot be a code from now on; older records may have other codes. A code is read aloud, typed and compared: it
/// has no letter that looks like another one.
#[must_use]
pub fn code_fault(code: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let fits = |letter: char| letter.is_ascii_alphanumeric() || " -./_:'".contains(letter);
    let misfit = code.chars().enumerate().find(|(_, letter)| !fits(*letter));
    Some(if code.trim() != code {
        "it begins or ends with a blank".to_owned()
    } else if code.starts_with(['@', '-']) {
        "it begins with @ or -".to_owned()
    } else if code.contains(['(', ')', ',', ';']) {
        "it has a bracket, a comma or a semicolon".to_owned()
    } else if let Some((place, letter)) = misfit {
        let place = place + 1;
        format!(
            "letter {place} is {}; a code has A-Z, a-z, digits, blanks and - . / _ : ' only",
            in_message(letter)
        )
    } else if !code.contains(|letter: char| letter.is_ascii_alphanumeric()) {
        "it has no letter and no digit".to_owned()
    } else if !code.starts_with(|letter: char| letter.is_ascii_alphanumeric()) {
        "it begins with no letter and no digit".to_owned()
    } else if code.contains("  ") {
        "it has two blanks one after the other".to_owned()
    } else if code.len() > LONGEST {
        format!("it has more than {LONGEST} characters")
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter there is, and what becomes of it on the way out and back.
    #[test]
    fn json_shows_every_hidden_letter_and_loses_none() {
        for letter in ('\0'..=char::MAX)
            .filter(|letter| *letter < '\u{3000}' || is_hidden(*letter) || *letter > '\u{e0000}')
        {
            let text = format!("a{letter}\\u{letter}\"b\\");
            let json = serde_json::to_string(&text).unwrap();
            let visible = visible_json(&json);
            assert!(!visible.contains(is_hidden), "{letter:?}");
            assert_eq!(serde_json::from_str::<String>(&visible).unwrap(), text, "{letter:?}");
            assert_eq!(stored_json(&visible), json, "{letter:?}");
            assert_eq!(stored_json(&json), json, "{letter:?}");
            let mut bytes = [b"raw \x7f ", json.as_bytes()].concat();
            make_visible(&mut bytes, 6);
            assert_eq!(bytes, [b"raw \x7f ", visible.as_bytes()].concat(), "{letter:?}");
        }
    }

    #[test]
    fn what_is_cut_off_is_left_as_it_is() {
        for json in ["\\", "\\u", "\\u20", "\\u202", "\\ud83c", "\\udb40\\udc01\\", "\\u+02e", "\\é"] {
            assert!(stored_json(json).len() <= json.len(), "{json}");
        }
        assert_eq!(stored_json("\\\\u202e"), "\\\\u202e");
        assert_eq!(stored_json("\\u202E\\u00ad\\u001b\\ud83d\\ude00"), "\u{202e}\u{ad}\\u001b\\ud83d\\ude00");
    }

    #[test]
    fn joiners_accents_and_variants_are_seen() {
        for text in ["می\u{200c}خواهم", "क्\u{200d}ष", "e\u{301}", "❤\u{fe0f}", "葛\u{e0100}", "ﬁ", "\u{a0}"]
        {
            assert!(!text.contains(is_hidden), "{text}");
        }
    }

    #[test]
    fn a_code_has_letters_that_look_like_no_others() {
        for code in
            ["CETS 185", "UN XXVII-7-d", "PL-729", "A/RES/55/25", "C190", "TEST_1", "O'Brien 1", "x:y.z"]
        {
            assert_eq!(code_fault(code), None, "{code}");
        }
        for (code, why) in [
            ("CЕTS 185", "letter 2 is 'Е' (U+0415); a code has"),
            ("CETS １８５", "letter 6 is '１' (U+FF11)"),
            ("CETS\u{a0}185", "letter 5 is U+00A0"),
            ("CETS 185\u{200d}", "letter 9 is U+200D"),
            ("CETS 18\u{200b}5", "letter 8 is U+200B"),
            ("ĊETS 185", "letter 1 is 'Ċ' (U+010A)"),
            ("C\u{307}ETS 185", "letter 2 is U+0307"),
            ("=cmd", "letter 1 is '=' (U+003D)"),
            ("", "it has no letter and no digit"),
            (". .", "it has no letter and no digit"),
            ("../../x", "it begins with no letter and no digit"),
            ("CETS  185", "it has two blanks"),
            (" CETS 185", "it begins or ends with a blank"),
            ("CETS 185\u{3000}", "it begins or ends with a blank"),
            ("-x", "it begins with @ or -"),
            ("@5", "it begins with @ or -"),
            ("X, 1", "it has a bracket, a comma or a semicolon"),
            ("a\nb", "letter 2 is U+000A"),
        ] {
            let fault = code_fault(code).unwrap_or_default();
            assert!(fault.starts_with(why), "{code}: {fault}");
        }
        assert_eq!(code_fault(&"x".repeat(61)).unwrap(), "it has more than 60 characters");
    }
}
