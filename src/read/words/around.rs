//! The words that may stand around that of an act and leave it what it is: the table `data/words_around_acts.csv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::names::fold;

/// The most words of a row of the tables, in any of its spellings: no longer beginning of a phrase can be one.
pub(super) const MOST_WORDS: usize = 16;

/// Where words stand, and what they do there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// Before anything: that its day is given.
    Date,
    /// Before an act: that it was done.
    Before,
    /// Before what is taken back: a consent, a signature, an end, a statement.
    Withdrawal,
    /// Before an end that is taken back.
    Revocation,
    /// Before what lasts and is ended: provisional application, a suspension.
    End,
    /// Behind an act: of which treaty, by whom, that its day is given.
    Behind,
    /// Behind an act: that statements were made with it.
    Statements,
    /// Behind a signature, and before the words for a consent: that this has to follow.
    Subject,
    /// Behind a signature without reservation, and before the words for a consent.
    AsTo,
    /// A word for a consent, or between two of them.
    ConsentWord,
    /// Behind an act or a statement: on what it rests.
    Grounds,
    /// Behind a statement: what it is about.
    About,
    /// A word of grounds, and of what a statement is about.
    GroundWord,
}

const PLACES: [(&str, Place); 13] = [
    ("date", Place::Date),
    ("before", Place::Before),
    ("withdrawal", Place::Withdrawal),
    ("revocation", Place::Revocation),
    ("end", Place::End),
    ("behind", Place::Behind),
    ("statements", Place::Statements),
    ("subject", Place::Subject),
    ("as-to", Place::AsTo),
    ("consent-word", Place::ConsentWord),
    ("grounds", Place::Grounds),
    ("about", Place::About),
    ("ground-word", Place::GroundWord),
];

static AROUND: LazyLock<HashMap<Place, HashSet<String>>> = LazyLock::new(|| {
    let mut around: HashMap<Place, HashSet<String>> = HashMap::new();
    for line in include_str!("../../../data/words_around_acts.csv").lines().skip(1) {
        let Some((place, words)) = line.split_once(',') else { continue };
        let known = PLACES.iter().find(|(word, _)| *word == place).expect("a test reads the table");
        around.entry(known.1).or_default().extend(spelt_out(words));
    }
    around
});

/// The rest of a folded text behind the longest words of this place with which it begins.
pub(super) fn behind(place: Place, text: &str) -> Option<&str> {
    let words = AROUND.get(&place)?;
    let ends: Vec<usize> =
        text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).take(MOST_WORDS).collect();
    let end = ends.into_iter().rev().find(|end| words.contains(&text[..*end]))?;
    Some(text[end..].trim_start())
}

/// The first word of a folded text that is none of this place.
pub(super) fn stranger(place: Place, text: &str) -> Option<&str> {
    let is_known = |word: &str| AROUND.get(&place).is_some_and(|words| words.contains(word));
    text.split(' ').find(|word| !is_known(word))
}

/// Every way in which a phrase of a table can be spelt, folded: `(the |a |)state(s|)` has six.
pub(super) fn spelt_out(phrase: &str) -> Vec<String> {
    let mut rest = phrase;
    alternatives(&mut rest).iter().map(|phrase| fold(phrase)).collect()
}

/// What stands up to the bracket that closes, or up to the end.
fn alternatives(rest: &mut &str) -> Vec<String> {
    let (mut done, mut open) = (Vec::new(), vec![String::new()]);
    while let Some(letter) = rest.chars().next() {
        *rest = &rest[letter.len_utf8()..];
        match letter {
            '(' => {
                let inner = alternatives(rest);
                let joined = |one: &String| inner.iter().map(|other| one.clone() + other).collect::<Vec<_>>();
                open = open.iter().flat_map(joined).collect();
            }
            '|' => done.append(&mut std::mem::replace(&mut open, vec![String::new()])),
            ')' => break,
            letter => open.iter_mut().for_each(|text| text.push(letter)),
        }
    }
    done.append(&mut open);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_spelt_out_with_each_of_its_words() {
        assert_eq!(spelt_out("(the |)state(s|)"), ["the states", "the state", "states", "state"]);
        assert_eq!(spelt_out("a|b (c (d|e)|)"), ["a", "b c d", "b c e", "b"]);
        assert_eq!(spelt_out("dépôt d'"), ["depot d"]);
    }

    #[test]
    fn every_row_of_the_table_is_of_a_place() {
        let rows = include_str!("../../../data/words_around_acts.csv").lines().skip(1);
        for row in rows {
            let place = row.split_once(',').unwrap().0;
            assert!(PLACES.iter().any(|(word, _)| *word == place), "{row}");
        }
        for words in AROUND.values().flatten() {
            assert!(words.split(' ').count() <= MOST_WORDS, "{words}");
        }
    }

    #[test]
    fn the_longest_words_count() {
        assert_eq!(behind(Place::Date, "date of ratification"), Some("ratification"));
        assert_eq!(behind(Place::Behind, "of the agreement as amended by"), Some("by"));
        assert_eq!(behind(Place::Behind, "of the budget"), None);
        assert_eq!(stranger(Place::GroundWord, "the article withdrawn"), Some("withdrawn"));
    }
}
