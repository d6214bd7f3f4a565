//! How codes are written, by which others refer to what has them.

/// A stable code: 2 to 12 of A-Z, 0-9 and -.
pub fn is_code(word: &str) -> Result<(), String> {
    if is_of_capitals(word, 12) {
        Ok(())
    } else {
        Err("a code is 2 to 12 of A-Z, 0-9 and -, with at least one letter: IE, X-SFRY".to_owned())
    }
}

/// The code of a group: the same, and up to 20 of them.
pub(super) fn is_group_code(word: &str) -> Result<(), String> {
    if is_of_capitals(word, 20) {
        Ok(())
    } else {
        Err("the code of a group is 2 to 20 of A-Z, 0-9 and -, with at least one letter".to_owned())
    }
}

/// The code of a table of weights: the same as of a group, and up to 30 of them.
pub fn is_weight_table(word: &str) -> Result<(), String> {
    if is_of_capitals(word, 30) {
        Ok(())
    } else {
        Err("the code of a table of weights is 2 to 30 of A-Z, 0-9 and -, with at least one letter: TONNAGE"
            .to_owned())
    }
}

fn is_of_capitals(word: &str, longest: usize) -> bool {
    let letters = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    letters && (2..=longest).contains(&word.len()) && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// An ISO 3166-1 alpha-3 code.
pub fn is_alpha3(word: &str) -> Result<(), String> {
    if word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err("it is three of A-Z: IRL".to_owned())
    }
}

/// The code of a source: a word, or @ and the number of an entry.
pub(super) fn is_source_code(word: &str) -> Result<(), String> {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    let is_word = !word.is_empty() && word.bytes().all(is_letter);
    let is_entry = word.strip_prefix('@').is_some_and(|number| {
        number.parse::<i64>().is_ok_and(|entry| entry > 0 && entry.to_string() == number)
    });
    if is_entry || is_word {
        Ok(())
    } else {
        Err("the code of a source is of letters, digits, - and _, or @ and a number".to_owned())
    }
}

/// The number of a treaty by which it is known.
pub fn is_treaty_code(code: &str) -> Result<(), String> {
    let why = if code.trim() != code {
        "it begins or ends with a blank"
    } else if code.starts_with(['@', '-']) {
        "it begins with @ or -"
    } else if !code.contains(char::is_alphanumeric) {
        "it has no letter and no digit"
    } else {
        return Ok(());
    };
    Err(format!("'{code}' cannot be a code: {why}"))
}
