//! Text that reaches people: no control characters in it.

use std::borrow::Cow;

/// The text with every control character, and every character that reorders what follows, written as `\u{…}`.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_control(letter) {
            plain.extend(letter.escape_unicode());
        } else {
            plain.push(letter);
        }
    }
    Cow::Owned(plain)
}

/// Whether it is a control character, or one that hides or reorders text.
#[must_use]
pub fn is_control(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_gets_through() {
        assert_eq!(clean("Côte d'Ivoire"), "Côte d'Ivoire");
        assert_eq!(clean("a\u{1b}[31mb\n\u{9b}c\u{202e}"), "a\\u{1b}[31mb\\u{a}\\u{9b}c\\u{202e}");
        assert_eq!(clean("a\u{61c}b\u{200f}"), "a\\u{61c}b\\u{200f}");
    }
}
