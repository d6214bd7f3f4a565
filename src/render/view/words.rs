//! Words and short sentences that many answers have.

use crate::report::{Computation, Datum, Set, TreatyBrief};

pub fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// These after one another.
pub fn joined<T: ToString>(parts: impl IntoIterator<Item = T>, between: &str) -> String {
    parts.into_iter().map(|part| part.to_string()).collect::<Vec<_>>().join(between)
}

/// What sources a fact has, in one cell, as programs take them apart.
pub fn or_none(codes: &[String]) -> Datum<'static> {
    if codes.is_empty() { "no source".into() } else { Datum::list(codes) }
}

/// The same as people read it.
pub fn sources(codes: &[String]) -> String {
    if codes.is_empty() { "no source".to_owned() } else { codes.join(", ") }
}

/// A set of participants as a title has it, with a blank behind it; nothing where none was asked for.
pub fn of_set(set: Option<&Set>) -> String {
    set.map_or_else(String::new, |set| format!("{} ", set.in_words()))
}

/// A treaty as a title has it: its title where that is short, else the name in daily use.
pub fn title(treaty: &TreatyBrief) -> String {
    const SHORT: usize = 48;
    let name = if treaty.title.chars().count() <= SHORT { &treaty.title } else { &treaty.short_title };
    format!("{name} ({})", treaty.code)
}

/// `n thing`, `n things`.
pub fn count(n: usize, thing: &str, things: &str) -> String {
    format!("{n} {}", if n == 1 { thing } else { things })
}

/// The sentence with a capital letter.
pub fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A rule, its article and how the day follows.
pub fn worked_out(computed: &Computation) -> String {
    format!("{} ({}): {}", computed.rule, computed.article, computed.arithmetic)
}

/// A text, or where it is longer than so many letters its beginning.
pub fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}
