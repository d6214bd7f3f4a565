//! The form of a text: how long it can be, how many lines it can have, and by which rule it is written, whoever wrote it.
//! What somebody records, what is read from a log and what `verify` finds are held to the same one.

use super::letters::{is_control, sets_lines};

/// What is asked of a text: the error says what is wrong.
pub type TextRule = fn(&str) -> Result<(), String>;

/// The form of a text.
#[derive(Debug, Clone, Copy)]
pub struct TextForm {
    /// The most bytes it can have.
    pub longest: usize,
    /// Whether it can have more than one line.
    pub has_lines: bool,
    /// Whether it can be empty.
    pub can_be_empty: bool,
    /// What else is asked of it; the error says what is wrong.
    pub rule: Option<TextRule>,
}

impl TextForm {
    /// Words in one line.
    pub const LINE: Self = Self { longest: 10_000, has_lines: false, can_be_empty: false, rule: None };

    /// A title or a name as tables have it, with the line ends that stand in its cell.
    pub const TITLE: Self = Self { has_lines: true, ..Self::LINE };

    /// A text of any number of lines.
    pub const TEXT: Self = Self { longest: 500_000, ..Self::TITLE };

    /// What stands in an imported file, to the letter.
    pub const RAW: Self = Self { can_be_empty: true, ..Self::TEXT };

    /// Words in one line that are written by a rule.
    #[must_use]
    pub const fn by(rule: TextRule) -> Self {
        Self::LINE.ruled(rule)
    }

    /// The same, written by a rule.
    #[must_use]
    pub const fn ruled(self, rule: TextRule) -> Self {
        Self { rule: Some(rule), ..self }
    }

    /// The same, with that many bytes at the most.
    #[must_use]
    pub const fn up_to(self, longest: usize) -> Self {
        Self { longest, ..self }
    }

    /// What is wrong with a text, if anything is.
    pub fn check(&self, text: &str) -> Result<(), String> {
        let Self { longest, has_lines, can_be_empty, rule } = *self;
        if text.len() > longest {
            return Err(format!("it has {} bytes; {longest} is the most", text.len()));
        }
        if !can_be_empty && text.trim().is_empty() {
            return Err("it is empty".to_owned());
        }
        let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !is_plain && text.contains(|letter| is_control(letter) && !(has_lines && sets_lines(letter))) {
            let so = if has_lines { "" } else { ", in one line" };
            return Err(format!("it has control characters; write it in plain text{so}"));
        }
        rule.map_or(Ok(()), |rule| rule(text))
    }
}

/// One of the words of a set; `what` names the set.
pub(super) fn one_of<'a>(
    word: &str,
    what: &str,
    words: impl IntoIterator<Item = &'a str> + Clone,
) -> Result<(), String> {
    if words.clone().into_iter().any(|known| known == word) {
        return Ok(());
    }
    let words: Vec<&str> = words.into_iter().collect();
    Err(format!("'{word}' is no {what}: {}", words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_long_as_it_may_be_and_has_the_lines_it_may_have() {
        let line = TextForm::LINE.up_to(5);
        for (text, wrong) in [
            ("a é", ""),
            ("123456", "it has 6 bytes; 5 is the most"),
            ("", "it is empty"),
            (" \u{a0}", "it is empty"),
            ("a\nb", "in one line"),
            ("a\u{2028}b", "control characters"),
            ("a\u{9b}b", "control characters"),
            ("\u{202e}b", "control characters"),
        ] {
            match line.check(text) {
                Ok(()) => assert_eq!(wrong, "", "{text:?}"),
                Err(why) => assert!(!wrong.is_empty() && why.contains(wrong), "{text:?}: {why}"),
            }
        }
        assert!(TextForm::TEXT.check("a\r\n\tb\u{2029}c").is_ok());
        assert!(TextForm::TEXT.check("a\u{1b}b").is_err() && TextForm::TEXT.check("").is_err());
        assert!(TextForm::RAW.check("").is_ok() && TextForm::RAW.check("\0").is_err());
    }
}
