//! What kind of name a name is: whose list it stands in, or in which language it is.

use super::text_form::one_of;

/// The kinds of name that are no language: its own, those in the lists of others, those it no longer has, and any other
/// that it is found by.
const KINDS: [&str; 6] = ["short", "official", "un", "coe", "former", "alias"];

/// Words that records had before languages had tags. Names in Dutch lists were in English as well.
const OLD_WORDS: [(&str, &str); 2] = [("dutch", "alias"), ("portuguese", "pt")];

/// The kind in today's words.
pub(super) fn present_kind(kind: &str) -> &str {
    OLD_WORDS.iter().find(|(old, _)| *old == kind).map_or(kind, |(_, tag)| tag)
}

/// Whether it is one, also by an old word.
pub(super) fn is_kind(word: &str) -> Result<(), String> {
    if is_language(word) || OLD_WORDS.iter().any(|(old, _)| *old == word) {
        return Ok(());
    }
    one_of(word, "kind of name", KINDS).map_err(|why| format!("{why}, or the tag of a language: fr, pt-PT"))
}

/// The tag of a language, and of its script and country where they matter: `fr`, `pt-PT`, `zh-Hant`.
pub fn is_language_tag(tag: &str) -> Result<(), String> {
    if is_language(tag) && !KINDS.contains(&tag) {
        return Ok(());
    }
    Err("a language is told by its tag: two or three small letters, and its script or country where they matter: fr, zh-Hant, pt-PT".to_owned())
}

/// Whether a kind of name is a language other than English.
#[must_use]
pub fn is_foreign(kind: &str) -> bool {
    is_language_tag(kind).is_ok() && kind.split('-').next() != Some("en")
}

fn is_language(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let is_of = |tag: &str, lengths: &[usize], is: fn(&u8) -> bool| {
        lengths.contains(&tag.len()) && tag.as_bytes().iter().all(is)
    };
    let is_script = |tag: &str| {
        tag.len() == 4
            && tag.as_bytes()[0].is_ascii_uppercase()
            && is_of(&tag[1..], &[3], u8::is_ascii_lowercase)
    };
    let is_country =
        |tag: &str| is_of(tag, &[2], u8::is_ascii_uppercase) || is_of(tag, &[3], u8::is_ascii_digit);
    subtags.next().is_some_and(|tag| is_of(tag, &[2, 3], u8::is_ascii_lowercase))
        && match (subtags.next(), subtags.next(), subtags.next()) {
            (None, ..) => true,
            (Some(one), None, _) => is_script(one) || is_country(one),
            (Some(script), Some(country), None) => is_script(script) && is_country(country),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_name_is_a_word_or_the_tag_of_a_language() {
        for kind in ["short", "un", "alias", "fr", "pt-PT", "zh-Hant", "zh-Hant-HK", "es-419", "gsw", "dutch"]
        {
            assert_eq!(is_kind(kind), Ok(()), "{kind}");
        }
        for kind in [
            "",
            "french",
            "FR",
            "fr-",
            "fr-fr",
            "zh-hant",
            "zh-HK-Hant",
            "fr-FR-x",
            "f1",
            "é",
            "fr-éa",
            "zh-éant",
        ] {
            assert!(is_kind(kind).is_err(), "{kind}");
        }
        assert_eq!(is_language_tag("fr"), Ok(()));
        assert!(is_language_tag("un").is_err() && is_language_tag("coe").is_err());
    }
}
