//! Names that people take for each other though they are written with other letters, and words that mix scripts: by the
//! tables of Unicode Technical Standard 39.

use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

use super::fold;

/// How a name looks, as it is written and in capital and small letters.
#[derive(Debug, Clone)]
pub struct Look {
    folded: String,
    shapes: [String; 3],
}

impl Look {
    /// That of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let shape = |name: &str| fold(&skeleton(name).collect::<String>());
        let shapes = [shape(name), shape(&name.to_uppercase()), shape(&name.to_lowercase())];
        Self { folded: fold(name), shapes }
    }

    /// Whether one is taken for the other, and is not the same in other case, accents or punctuation.
    #[must_use]
    pub fn is_taken_for(&self, other: &Self) -> bool {
        let mut shapes = self.shapes.iter().zip(&other.shapes);
        self.folded != other.folded && shapes.any(|(one, other)| one == other && !one.is_empty())
    }
}

/// The first word of a name that mixes scripts.
#[must_use]
pub fn mixed_word(name: &str) -> Option<&str> {
    let is_between = |letter: char| letter.is_whitespace() || letter.is_ascii_punctuation();
    name.split(is_between).find(|word| !word.is_ascii() && !word.is_single_script())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_in_other_letters_is_taken_for_it() {
        let is_taken_for = |one: &str, other: &str| Look::of(one).is_taken_for(&Look::of(other));
        for (twin, name) in [
            ("CЕTS 185", "CETS 185"),
            ("сеts 185", "CETS 185"),
            ("CETS l85", "CETS 185"),
            ("ΑTT", "ATT"),
            ("Frаnce", "France"),
            ("FRАNCE", "France"),
            ("Іreland", "Ireland"),
            ("lreland", "Ireland"),
            ("ICCPR\u{200d} ", "ICCPR1"),
        ] {
            assert_eq!(is_taken_for(twin, name), !twin.starts_with("ICCPR"), "{twin} {name}");
        }
        for (one, other) in
            [("Ireland", "IRELAND"), ("Côte d'Ivoire", "Cote d’Ivoire"), ("Niger", "Nigeria"), ("-", "–")]
        {
            assert!(!is_taken_for(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_word_has_one_script() {
        for name in [
            "Côte d'Ivoire",
            "Российская Федерация (Russia)",
            "日本のひと",
            "대한민국",
            "Ελλάδα/Greece",
            "5µm",
            "می\u{200c}خواهم",
        ] {
            assert_eq!(mixed_word(name), None, "{name}");
        }
        for (name, word) in
            [("Kingdom of Frаnce", "Frаnce"), ("Αlbania", "Αlbania"), ("(Іreland)", "Іreland")]
        {
            assert_eq!(mixed_word(name), Some(word), "{name}");
        }
    }
}
