//! What a declaration says of a territory, where that is recorded in words only.

use crate::names::fold;
use crate::store::ReservationRow;

/// What a declaration says of a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// That the treaty applies there.
    Extends,
    /// That it does not.
    Excludes,
}

/// They are folded, as the text is.
const EXCLUDING: [&str; 14] = [
    "not apply",
    "not applied",
    "not be applied",
    "not applicable",
    "not be applicable",
    "not extend",
    "not be extended",
    "not include",
    "not cover",
    "but not",
    "exclud",
    "exception of",
    "except",
    "unless and until",
];
const EXTENDING: [&str; 7] =
    ["extended to", "extends to", "extend to", "applies to", "apply to", "applicable to", "includ"];

impl Says {
    /// What a statement says of one that is called so; none where it does not tell. `is_about_it`: it is recorded as about it.
    pub fn of(row: &ReservationRow, called: &[String], is_about_it: bool) -> Option<Self> {
        let is_on_territories = row.statement == "territorial";
        // One that names articles is about these, and not about the treaty.
        if !is_on_territories && (row.statement != "declaration" || row.articles.is_some()) {
            return None;
        }
        let mut texts = [Some(&row.summary), row.text.as_ref()].into_iter().flatten();
        texts.find_map(|text| Self::in_words(text, called, is_about_it))
    }

    fn in_words(text: &str, called: &[String], is_about_it: bool) -> Option<Self> {
        text.split(['.', ';']).map(fold).find_map(|sentence| {
            if sentence.contains("other than") {
                return None;
            }
            let named = called.iter().filter_map(|name| whole_words(&sentence, name)).min();
            match named {
                Some(at) => last_before(&sentence[..at]).or_else(|| first_in(&sentence[at..])),
                None if is_about_it => first_in(&sentence),
                None => None,
            }
        })
    }
}

fn whole_words(sentence: &str, name: &str) -> Option<usize> {
    let at = sentence.find(name)?;
    let ends = sentence[at + name.len()..].chars().next().is_none_or(|next| !next.is_alphanumeric());
    let begins = sentence[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
    (ends && begins).then_some(at)
}

/// By the words that stand nearest before it; a word inside one that denies it does not count.
fn last_before(text: &str) -> Option<Says> {
    let last = |words: &[&str]| words.iter().filter_map(|word| Some((text.rfind(word)?, word.len()))).max();
    match (last(&EXCLUDING), last(&EXTENDING)) {
        (None, None) => None,
        (None, Some(_)) => Some(Says::Extends),
        (Some((at, len)), Some((other, _))) if at + len < other => Some(Says::Extends),
        (Some(_), _) => Some(Says::Excludes),
    }
}

fn first_in(text: &str) -> Option<Says> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&EXCLUDING) {
        return Some(Says::Excludes);
    }
    has(&EXTENDING).then_some(Says::Extends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_nearest_to_a_territory_say_what_is_meant() {
        let called = [fold("Greenland")];
        let says = |text: &str| Says::in_words(text, &called, false);
        for text in [
            "Not applied to the Faroe Islands and Greenland until further notice",
            "The Convention shall not apply to Greenland",
            "It applies to Denmark with the exception of Greenland",
            "It applies to the Faroe Islands but not Greenland",
            "Greenland is excluded",
        ] {
            assert_eq!(says(text), Some(Says::Excludes), "{text}");
        }
        for text in
            ["Extended to Greenland", "It does not apply to the Faroe Islands, and applies to Greenland"]
        {
            assert_eq!(says(text), Some(Says::Extends), "{text}");
        }
        for text in
            ["It does not apply to the Faroe Islands", "Greenland has laws of its own", "Greenlanders"]
        {
            assert_eq!(says(text), None, "{text}");
        }
        assert_eq!(Says::in_words("does not apply there", &called, true), Some(Says::Excludes));
    }
}
