//! The forms in which lists write a name: with abbreviations, without articles, with the words after a comma or in brackets
//! put first. Two names are of one form where the same words are left of them, in the same order.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold;

/// A longer name is no name that a list shortens.
pub(super) const LONGEST: usize = 200;

/// Words that one spelling has and another leaves out.
const LEFT_OUT: [&str; 30] = [
    "the", "of", "and", "et", "du", "de", "des", "la", "le", "les", "und", "der", "die", "das", "del", "los",
    "las", "il", "lo", "gli", "della", "dei", "degli", "het", "van", "da", "do", "dos", "d", "l",
];

/// Abbreviations that need no full stop, and words that stand for each other, with the words that they stand for.
const STAND_FOR: [(&str, &[&str]); 27] = [
    ("rep", &["republic"]),
    ("repub", &["republic"]),
    ("dem", &["democratic"]),
    ("is", &["islands"]),
    ("isl", &["islands"]),
    ("isls", &["islands"]),
    ("island", &["islands"]),
    ("st", &["saint"]),
    ("ste", &["saint"]),
    ("sainte", &["saint"]),
    ("fed", &["federal"]),
    ("federated", &["federal"]),
    ("federation", &["federal"]),
    ("sts", &["states"]),
    ("un", &["united"]),
    ("utd", &["united"]),
    ("terr", &["territory"]),
    ("tr", &["territory"]),
    ("territories", &["territory"]),
    ("people", &["peoples"]),
    ("divoire", &["ivoire"]),
    ("fs", &["federal", "states"]),
    ("dr", &["democratic", "republic"]),
    ("dpr", &["democratic", "peoples", "republic"]),
    ("pdr", &["peoples", "democratic", "republic"]),
    ("ir", &["islamic", "republic"]),
    ("fyr", &["former", "yugoslav", "republic"]),
];

/// Words that many names have.
const COMMON: [&str; 24] = [
    "republic",
    "kingdom",
    "state",
    "states",
    "united",
    "islands",
    "saint",
    "democratic",
    "federal",
    "peoples",
    "islamic",
    "arab",
    "socialist",
    "union",
    "principality",
    "territory",
    "former",
    "new",
    "north",
    "south",
    "east",
    "west",
    "central",
    "great",
];

/// A word of a name, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// Whether a full stop follows, so that it can be the beginning of a longer one.
    pub is_cut: bool,
}

impl Word {
    fn whole(text: &str) -> Self {
        Self { text: text.to_owned(), is_cut: false }
    }

    fn is_letter(&self) -> bool {
        self.text.chars().nth(1).is_none()
    }

    /// Whether it can be this word of a name.
    pub fn can_be(&self, word: &str) -> bool {
        if self.is_cut { word.starts_with(&self.text) } else { word == self.text }
    }
}

/// The words of a name in each order in which it can be meant: as it stands, and with what is behind the comma, or in the
/// brackets at the end, before the rest.
pub(super) fn forms(name: &str) -> Vec<Vec<Word>> {
    let name: String = name.nfkc().collect();
    let turned = parts(&name).map(|Parts { head, rest, .. }| words(&format!("{rest} {head}")));
    let mut forms: Vec<Vec<Word>> = std::iter::once(words(&name)).chain(turned).collect();
    // `Is.` is no Iceland, which is `Island` in German.
    let tells = |words: &Vec<Word>| words.len() > 1 || !COMMON.contains(&words[0].text.as_str());
    forms.retain(|words| !words.is_empty() && tells(words));
    forms.dedup();
    forms
}

/// Whether its words that are cut can be completed: whole ones are there, and they tell one name from others, or what is
/// left of the cut ones does. `Rep.` alone is no name, and `Rep. of C.` is many.
pub(super) fn can_be_completed(words: &[Word]) -> bool {
    const TELLING: usize = 3;
    let tells = |word: &Word| word.text.chars().count() >= TELLING;
    let (cut, whole): (Vec<&Word>, Vec<&Word>) = words.iter().partition(|word| word.is_cut);
    let is_told_by_whole = whole.iter().any(|word| tells(word) && !COMMON.contains(&word.text.as_str()));
    !cut.is_empty() && !whole.is_empty() && (is_told_by_whole || cut.iter().all(|word| tells(word)))
}

/// A form as one text.
pub(super) fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A name in two parts.
pub(super) struct Parts<'a> {
    pub head: &'a str,
    /// What is behind the first comma, or in the brackets at the end.
    pub rest: &'a str,
    pub in_brackets: bool,
}

/// The parts of a name that has a comma, or brackets at its end.
pub(super) fn parts(name: &str) -> Option<Parts<'_>> {
    let name = name.trim();
    let (head, rest, in_brackets) = if let Some(open) = name.strip_suffix([')', '）']) {
        let mut depth = 1;
        let at = open.char_indices().rev().find(|(_, letter)| {
            depth += i32::from(matches!(letter, ')' | '）')) - i32::from(matches!(letter, '(' | '（'));
            depth == 0
        });
        let (at, bracket) = at?;
        (&open[..at], &open[at + bracket.len_utf8()..], true)
    } else {
        let (head, rest) = name.split_once(',')?;
        (head, rest, false)
    };
    let (head, rest) = (head.trim(), rest.trim());
    (!head.is_empty() && !rest.is_empty()).then_some(Parts { head, rest, in_brackets })
}

/// Words that say that a name is another one's former or present name, or that who bears it is no more.
const OF_TIME: [&str; 24] = [
    "formerly",
    "former",
    "now",
    "previously",
    "ex",
    "ancien",
    "ancienne",
    "antiguo",
    "antigua",
    "antigo",
    "antiga",
    "ehemals",
    "ehemalige",
    "ehemaliger",
    "ehemaliges",
    "frühere",
    "früheres",
    "voormalig",
    "voormalige",
    "бывший",
    "бывшая",
    "бывшее",
    "precedentemente",
    "anciennement",
];

/// A name without the word of time before it: `formerly Congo (Leopoldville)`, `ex-URSS`.
pub(super) fn without_time(name: &str) -> &str {
    let Some((first, rest)) = name.split_once([' ', '-']) else { return name };
    let first = first.to_lowercase();
    if OF_TIME.contains(&first.as_str()) { rest.trim() } else { name }
}

/// Whether a text is the initials of a name: `CE` of `Communauté européenne`, `FAO` of `Food and Agriculture Organization`.
pub(super) fn are_initials(text: &str, name: &str) -> bool {
    const FEWEST: usize = 2;
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let is_short = letters.chars().count() >= FEWEST && !letters.contains(char::is_lowercase);
    let of = |words: &mut dyn Iterator<Item = &str>| {
        words.filter_map(|word| word.chars().next()).collect::<String>()
    };
    let (letters, folded) = (fold(&letters), fold(name));
    is_short
        && (letters == of(&mut folded.split(' '))
            || letters == of(&mut folded.split(' ').filter(|word| !LEFT_OUT.contains(word))))
}

/// The words that are left of a name, in the order in which it has them.
pub(super) fn words(name: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for (place, word) in initials_together(pieces(name)).into_iter().enumerate() {
        let Word { text, is_cut } = &word;
        if let Some((_, meant)) = STAND_FOR.iter().find(|(short, _)| short == text) {
            words.extend(meant.iter().map(|word| Word::whole(word)));
        } else if *is_cut || !LEFT_OUT.contains(&text.as_str()) || (place == 0 && text == "d") {
            words.push(word);
        }
    }
    words
}

/// The words as they are written, folded; an s behind an apostrophe belongs to the word before it.
fn pieces(name: &str) -> Vec<Word> {
    let is_of_word = |letter: char| {
        letter.is_alphanumeric()
            || is_combining_mark(letter)
            || matches!(letter, '\'' | '’' | '‘' | '`' | '&')
    };
    let mut pieces: Vec<Word> = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find(is_of_word) {
        rest = &rest[start..];
        let end = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        for text in fold(word).split(' ').filter(|text| !text.is_empty()) {
            match pieces.last_mut() {
                Some(before) if text == "s" && !before.is_letter() && !behind.starts_with('.') => {
                    if !before.text.ends_with('s') {
                        before.text.push('s');
                    }
                }
                _ => pieces.push(Word::whole(text)),
            }
        }
        if let (true, Some(last)) = (behind.starts_with('.'), pieces.last_mut()) {
            last.is_cut = true;
        }
        rest = behind;
    }
    pieces
}

/// `D. P. R.`, `D.P.R` as `DPR`.
fn initials_together(pieces: Vec<Word>) -> Vec<Word> {
    let mut together: Vec<Word> = Vec::with_capacity(pieces.len());
    // Whether the word before is made of initials to which another can be added.
    let mut is_open = false;
    for word in pieces {
        let is_letter = word.is_letter();
        let goes_on = is_letter && word.is_cut;
        match together.last_mut() {
            Some(before) if is_open && is_letter => {
                before.text.push_str(&word.text);
                before.is_cut = false;
            }
            _ => together.push(word),
        }
        is_open = goes_on;
    }
    together
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(name: &str) -> Vec<String> {
        forms(name).iter().map(|words| joined(words)).collect()
    }

    #[test]
    fn a_name_is_of_one_form_however_it_is_shortened() {
        for (one, other) in [
            ("Congo, Dem. Rep. of", "Democratic Republic of the Congo"),
            ("Congo Rep", "Congo (Republic)"),
            ("Iran (I.R.)", "Islamic Republic of Iran"),
            ("Korea, DPR", "Democratic People's Republic of Korea"),
            ("Korea (D.P.R.)", "Democratic People’s Republic of Korea"),
            ("Micronesia (F.S.)", "Federated States of Micronesia"),
            ("St Vincent/Grenadines", "Saint Vincent and the Grenadines"),
            ("Tanzania, Un. Rep. of", "United Republic of Tanzania"),
            ("The FYR of Macedonia", "former Yugoslav Republic of Macedonia"),
            ("Gambia (the)", "Gambia"),
            ("Kuwait, the State of", "State of Kuwait"),
            ("Lao Peoples Democratic Republic", "Lao People's Democratic Republic"),
            ("Cote dIvoire", "Côte d'Ivoire"),
            ("D.R. Congo", "DR Congo"),
        ] {
            assert!(all(one).iter().any(|form| all(other).contains(form)), "{one}: {:?}", all(one));
        }
    }

    #[test]
    fn what_makes_another_name_stays() {
        for (one, other) in [
            ("S. Sudan", "Sudan"),
            ("D. Yemen", "Yemen"),
            ("E. Timor", "Timor"),
            ("Niger", "Nigeria"),
            ("Republic of the Congo", "Democratic Republic of the Congo"),
            ("Korea, Republic of", "Korea, Democratic Republic of"),
        ] {
            assert!(!all(one).iter().any(|form| all(other).contains(form)), "{one}: {:?}", all(one));
        }
        for none in [" .,() ", "Is.", "Islands", "Rep.", "The"] {
            assert_eq!(all(none), [] as [&str; 0], "{none}");
        }
    }

    #[test]
    fn a_name_has_two_parts_at_most() {
        let told = |name| parts(name).map(|parts| (parts.head, parts.rest, parts.in_brackets));
        assert_eq!(told("Bermuda (UK)"), Some(("Bermuda", "UK", true)));
        let zaire = "Zaire (formerly Congo (Leopoldville))";
        assert_eq!(told(zaire), Some(("Zaire", "formerly Congo (Leopoldville)", true)));
        assert_eq!(
            told("Falkland Islands (Malvinas) (UK)"),
            Some(("Falkland Islands (Malvinas)", "UK", true))
        );
        assert_eq!(told("Korea, Republic of"), Some(("Korea", "Republic of", false)));
        for none in ["Chad", "(Chad)", "Chad)", "Chad,", ", Chad", "()", ")", ""] {
            assert_eq!(told(none), None, "{none}");
        }
        assert_eq!(without_time("formerly Congo (Leopoldville)"), "Congo (Leopoldville)");
        assert_eq!(without_time("Congo"), "Congo");
        assert_eq!(without_time("ex-URSS"), "URSS");
        assert_eq!(without_time("Бывшая Югославия"), "Югославия");
    }

    #[test]
    fn initials_are_those_of_the_words() {
        for (text, name) in [
            ("CE", "Communauté européenne"),
            ("FAO", "Food and Agriculture Organization"),
            ("R.A.U.", "República Árabe Unida"),
            ("ЕС", "Европейский союз"),
        ] {
            assert!(are_initials(text, name), "{text}");
        }
        for (text, name) in [("UK", "Bermuda"), ("C", "Congo"), ("ce", "Communauté européenne"), ("", "Chad")]
        {
            assert!(!are_initials(text, name), "{text}");
        }
    }
}
