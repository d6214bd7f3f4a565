//! Text that reaches people: nothing in it that they do not see.

use std::borrow::Cow;

use crate::model::letters::is_hidden;

/// The text with every letter that is never shown as it is written as `\u{…}`.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    // Most texts are plain ASCII, which is told faster than what a letter is.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_hidden(letter) {
            plain.extend(letter.escape_unicode());
        } else {
            plain.push(letter);
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_gets_through() {
        assert_eq!(clean("Côte d'Ivoire"), "Côte d'Ivoire");
        assert_eq!(clean("a\u{1b}[31mb\n\u{9b}c\u{202e}"), "a\\u{1b}[31mb\\u{a}\\u{9b}c\\u{202e}");
        assert_eq!(clean("a\u{61c}b\u{200f}"), "a\\u{61c}b\\u{200f}");
        assert_eq!(clean("a\u{ad}b\u{e0041}"), "a\\u{ad}b\\u{e0041}");
    }
}
