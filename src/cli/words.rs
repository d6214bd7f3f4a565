//! Words on the command line that must be of a kind.

use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::model::letters::{in_message, is_hidden};
use crate::model::{
    ActKind, Article, Mode, StatementKind, Status, TextForm, is_alpha3, is_code, is_language_tag,
    is_weight_table,
};
use crate::names::fold;
use crate::render::clean;
use crate::store::{Head, Moment};

/// Parses the word of an act.
pub fn act() -> impl TypedValueParser<Value = ActKind> {
    PossibleValuesParser::new(ActKind::ALL.into_iter().map(ActKind::word))
        .map(|word| ActKind::from_word(&word).expect("one of these words"))
}

/// The tag of a language.
pub fn language(tag: &str) -> Result<String, String> {
    is_language_tag(tag).map(|()| tag.to_owned())
}

/// What can be recorded of a participant: an act, or a statement beside its acts.
#[derive(Debug, Clone, Copy)]
pub enum Deed {
    /// An act.
    Act(ActKind),
    /// A statement.
    Statement(StatementKind),
}

/// Parses the word of an act or of a statement.
pub fn deed() -> impl TypedValueParser<Value = Deed> {
    let words = ActKind::ALL
        .into_iter()
        .map(ActKind::word)
        .chain(StatementKind::ALL.into_iter().map(StatementKind::word));
    PossibleValuesParser::new(words).map(|word| {
        let act = ActKind::from_word(&word).map(Deed::Act);
        let statement = || StatementKind::from_word(&word).map(Deed::Statement);
        act.or_else(statement).expect("one of these words")
    })
}

/// Parses the word of a statement.
pub fn statement() -> impl TypedValueParser<Value = StatementKind> {
    PossibleValuesParser::new(StatementKind::ALL.into_iter().map(StatementKind::word))
        .map(|word| StatementKind::from_word(&word).expect("one of these words"))
}

/// The statement with this word.
pub fn statement_named(word: &str) -> Result<StatementKind, String> {
    StatementKind::ALL.into_iter().find(|kind| kind.word() == word).ok_or_else(|| {
        let words: Vec<&str> = StatementKind::ALL.into_iter().map(StatementKind::word).collect();
        format!("it is no kind of statement: {} or all", words.join(", "))
    })
}

/// Parses the word of a status.
pub fn status() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.map(Status::word))
        .map(|word| Status::from_word(&word).expect("one of these words"))
}

/// Parses the word of a mode.
pub fn mode() -> impl TypedValueParser<Value = Mode> {
    PossibleValuesParser::new(Mode::ALL.map(Mode::word))
        .map(|word| Mode::from_word(&word).expect("one of these words"))
}

/// Words to keep in the record: not empty, not endless, and without control characters.
pub fn text(words: &str) -> Result<String, String> {
    TextForm::LINE.check(words)?;
    match words.chars().enumerate().find(|(_, letter)| is_hidden(*letter)) {
        None => Ok(words.to_owned()),
        Some((place, letter)) => {
            let (place, letter) = (place + 1, in_message(letter));
            Err(format!("letter {place} is {letter}, which nobody sees; write it without that"))
        }
    }
}

/// A stable code: 2 to 12 of A-Z, 0-9 and -.
pub fn code(word: &str) -> Result<String, String> {
    is_code(word).map(|()| word.to_owned())
}

/// The code of a table of weights: 2 to 30 of A-Z, 0-9 and -.
pub fn weight_table(word: &str) -> Result<String, String> {
    is_weight_table(word).map(|()| word.to_owned())
}

/// An ISO 3166-1 alpha-3 code.
pub fn alpha3(word: &str) -> Result<String, String> {
    is_alpha3(word).map(|()| word.to_owned())
}

/// A name to be found by: a text with a letter or a digit in it, not long.
pub fn name(words: &str) -> Result<String, String> {
    const LONGEST: usize = 300;
    let words = text(words)?;
    if words.len() > LONGEST {
        return Err(format!("it has {} bytes; {LONGEST} is the most", words.len()));
    }
    if fold(&words).is_empty() {
        return Err("it has no letter and no digit".to_owned());
    }
    Ok(words.trim().to_owned())
}

/// An entry of the log, as @N.
pub fn entry(word: &str) -> Result<i64, String> {
    let number = word.strip_prefix('@').filter(|number| number.bytes().all(|b| b.is_ascii_digit()));
    let number = number.and_then(|number| number.parse().ok());
    number.ok_or_else(|| format!("'{}' is not an entry: write @ and a number", clean(word)))
}

/// A parameter and its value, as name=value.
pub fn parameter(word: &str) -> Result<(String, String), String> {
    let is_name = |name: &str| {
        let letters = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        letters && name.bytes().next().is_some_and(|b| !b.is_ascii_digit())
    };
    match word.split_once('=') {
        Some((name, value)) if is_name(name) => Ok((name.to_owned(), value.to_owned())),
        _ => Err("it is name=value, the name of letters, digits and _".to_owned()),
    }
}

/// A length of time, up to an hour: 10s, 500ms, 2m.
pub fn time(word: &str) -> Result<Duration, String> {
    const LONGEST: Duration = Duration::from_secs(3600);
    let digits = word.len() - word.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, unit) = word.split_at(digits);
    let in_ms = match unit {
        "ms" => Some(1),
        "s" => Some(1_000),
        "m" => Some(60_000),
        _ => None,
    };
    let number: Option<u64> = number.parse().ok();
    let time =
        number.zip(in_ms).and_then(|(number, unit)| number.checked_mul(unit)).map(Duration::from_millis);
    let time = time.filter(|time| !time.is_zero() && *time <= LONGEST);
    time.ok_or_else(|| "it is a number and ms, s or m, up to an hour: 10s".to_owned())
}

/// An article by its number or letter; the preamble and an annex have none.
pub fn article(word: &str) -> Result<Article, String> {
    let article: Article = word.parse()?;
    let is_number = |part: &str| {
        // Small letters would make numerals of words: xx, mix, civil.
        let is_roman = part.bytes().all(|letter| b"IVXLC".contains(&letter));
        part.bytes().any(|letter| letter.is_ascii_digit()) || part.len() == 1 || is_roman
    };
    let mut parts = word.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    let first = article.to_string();
    if parts.any(is_number) || ["preamble", "annex", "appendix"].contains(&first.as_str()) {
        Ok(article)
    } else {
        Err(format!("'{}' is no article: write 9, 9(2) or XII", clean(word)))
    }
}

/// A moment in the history of the record: a day, or an entry as @N.
pub fn moment(word: &str) -> Result<Moment, String> {
    if word.starts_with('@') {
        return entry(word).map(Moment::Entry);
    }
    word.parse().map(Moment::Day).map_err(|why| format!("{why}; or write an entry as @N"))
}

/// A head of the log: the number of its newest entry, with or without @, and the hash of that.
pub fn head(word: &str) -> Result<Head, String> {
    let read = || {
        let (seq, hash) = word.strip_prefix('@').unwrap_or(word).split_once(':')?;
        let is_number = seq.bytes().all(|digit| digit.is_ascii_digit());
        let is_hash = hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
        let seq = seq.parse().ok().filter(|_| is_number && is_hash)?;
        Some(Head { seq, hash: hash.to_ascii_lowercase() })
    };
    read().ok_or_else(|| {
        "a head is a number, a colon and 64 hexadecimal digits, as receipts print them".to_owned()
    })
}

/// A whole number from 0 on.
pub fn count(word: &str) -> Result<u32, String> {
    word.parse().map_err(|_| format!("it is not a whole number from 0 to {}", u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_has_a_number_or_a_letter() {
        for (word, shown) in [
            ("40", "40"),
            ("4(2)", "4(2)"),
            ("36(1) ", "36(1)"),
            ("XII", "xii"),
            ("Article VI bis", "vi(bis)"),
            ("36bis", "36bis"),
            ("Annex A", "annex(a)"),
            ("Preamble", "preamble"),
        ] {
            assert_eq!(article(word).map(|it| it.to_string()).as_deref(), Ok(shown), "{word}");
        }
        for word in ["xx", "nothing", "civil", "art."] {
            assert!(article(word).unwrap_err().contains("write 9, 9(2) or XII"), "{word}");
        }
    }
}
