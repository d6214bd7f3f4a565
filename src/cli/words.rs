//! Words on the command line that must be of a kind.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::model::{ActKind, Status};
use crate::render::clean;

/// Parses the word of an act.
pub fn act() -> impl TypedValueParser<Value = ActKind> {
    PossibleValuesParser::new(ActKind::all().map(ActKind::word))
        .map(|word| ActKind::from_word(&word).expect("one of these words"))
}

/// Parses the word of a status.
pub fn status() -> impl TypedValueParser<Value = Status> {
    PossibleValuesParser::new(Status::ALL.map(Status::word))
        .map(|word| Status::from_word(&word).expect("one of these words"))
}

/// Words to keep in the record: not empty, not endless, and nothing in them that steers a terminal.
pub fn text(words: &str) -> Result<String, String> {
    const LONGEST: usize = 10_000;
    if words.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    if words.len() > LONGEST {
        return Err(format!("it has {} bytes; {LONGEST} is the most", words.len()));
    }
    if clean(words) != words {
        return Err("it has control characters; write it in plain text, in one line".to_owned());
    }
    Ok(words.to_owned())
}

/// A whole number from 0 on.
pub fn count(word: &str) -> Result<u32, String> {
    word.parse().map_err(|_| "it is not a whole number from 0 on".to_owned())
}
