//! Figures, names and lists in plain English, for the rules that the law explains.

use crate::model::{ActKind, series};

/// What to call a group or a participant in a sentence, by its code.
pub trait Names {
    /// A group: `the Council of Europe`.
    fn group(&self, code: &str) -> String;

    /// A participant: `Canada`.
    fn participant(&self, code: &str) -> String;
}

/// Groups and participants called by their codes, where nobody knows their names.
#[derive(Debug, Clone, Copy)]
pub struct Codes;

impl Names for Codes {
    fn group(&self, code: &str) -> String {
        code.to_owned()
    }

    fn participant(&self, code: &str) -> String {
        code.to_owned()
    }
}

/// A number in words up to twelve, in figures above.
pub(super) fn number(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// `three months`, `one day`.
pub(super) fn counted(n: u32, unit: &str) -> String {
    format!("{} {unit}{}", number(n as usize), plural(n))
}

/// `3 months`, `1 day`.
pub(super) fn in_figures(n: u32, unit: &str) -> String {
    format!("{n} {unit}{}", plural(n))
}

fn plural(n: u32) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// `1st`, `60th`; up to tenth in words.
pub(super) fn ordinal(n: u32) -> String {
    const WORDS: [&str; 11] = [
        "0th", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ];
    if let Some(word) = WORDS.get(n as usize) {
        return (*word).to_owned();
    }
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// Kinds of act: `ratification, acceptance or approval`.
pub(super) fn either(kinds: &[ActKind]) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    series(&words, "or")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_in_words() {
        assert_eq!(counted(3, "month"), "three months");
        assert_eq!(counted(1, "year"), "one year");
        assert_eq!(number(13), "13");
        for (n, word) in
            [(1, "first"), (11, "11th"), (21, "21st"), (60, "60th"), (92, "92nd"), (113, "113th")]
        {
            assert_eq!(ordinal(n), word);
        }
        assert_eq!(series(&["a", "b", "c"], "and"), "a, b and c");
    }
}
