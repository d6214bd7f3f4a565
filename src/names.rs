//! L1: names compared without case, accents and punctuation. A similar name is suggested, never assumed.

mod by_words;
pub mod called;
pub mod directory;
mod forms;
pub mod looks;
mod official;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form in which names are compared: lower case, no accents, letters and digits separated by one blank.
#[must_use]
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return folded(name.chars().map(|letter| letter.to_ascii_lowercase()), name.len());
    }
    let letters = name.nfkd().filter(|letter| !is_combining_mark(*letter));
    folded(letters.flat_map(char::to_lowercase), name.len())
}

/// Small letters without accents as names are compared.
fn folded(letters: impl Iterator<Item = char>, length: usize) -> String {
    let mut folded = String::with_capacity(length);
    let mut blank = false;
    for letter in letters {
        // An apostrophe inside a word joins its parts in one spelling and is left out in another.
        let plain: &str = match letter {
            'ø' => "o",
            'đ' | 'ð' => "d",
            'ł' => "l",
            'ß' => "ss",
            'ı' => "i",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            '&' => " and ",
            // It only makes a word longer.
            'ـ' => continue,
            // Apostrophes that count as letters.
            'ʹ'..='ʿ' => {
                blank = true;
                continue;
            }
            _ if letter.is_alphanumeric() => {
                if blank && !folded.is_empty() {
                    folded.push(' ');
                }
                blank = false;
                folded.push(letter);
                continue;
            }
            _ => {
                blank = true;
                continue;
            }
        };
        for piece in plain.chars() {
            if piece == ' ' {
                blank = true;
            } else {
                if blank && !folded.is_empty() {
                    folded.push(' ');
                }
                blank = false;
                folded.push(piece);
            }
        }
    }
    folded
}

/// A name as it is written where there are no letters with dots or rings: `Oesterreich`, `Tuerkei`, `Aaland`. None where it
/// has none of these letters.
#[must_use]
pub fn spelt_out(name: &str) -> Option<String> {
    const PAIRS: [(char, &str); 8] = [
        ('ä', "ae"),
        ('ö', "oe"),
        ('ü', "ue"),
        ('å', "aa"),
        ('Ä', "Ae"),
        ('Ö', "Oe"),
        ('Ü', "Ue"),
        ('Å', "Aa"),
    ];
    let pair = |letter: char| PAIRS.iter().find(|(dotted, _)| *dotted == letter).map(|(_, pair)| *pair);
    let name: String = name.nfc().collect();
    name.contains(|letter| pair(letter).is_some()).then(|| {
        let letters = name.chars().map(|letter| pair(letter).map_or(letter.to_string(), str::to_owned));
        letters.collect()
    })
}

/// The names most like `wanted`, best first: those that contain it, then those spelt nearly so. None where none is near.
#[must_use]
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let wanted = fold(wanted);
    let mut scored: Vec<(bool, f64, &str)> = names
        .filter_map(|name| {
            let folded = fold(name);
            let contains = !wanted.is_empty() && folded.split(' ').any(|word| word.starts_with(&wanted));
            if !contains && !is_near(&wanted, &folded) {
                return None;
            }
            Some((contains, strsim::jaro_winkler(&wanted, &folded), name))
        })
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
    let mut best = Vec::new();
    for (.., name) in scored {
        if best.len() < most && !best.contains(&name) {
            best.push(name);
        }
    }
    best
}

/// Whether one is the other with a slip in four letters at the most, or a word that begins as the other does to the half.
fn is_near(wanted: &str, name: &str) -> bool {
    const SAME_BEGINNING: usize = 4;
    let (letters, others) = (wanted.chars().count(), name.chars().count());
    let slips = (letters / 4).max(1);
    let begins = wanted.chars().zip(name.chars()).take_while(|(one, other)| one == other).count();
    let most = letters.max(others);
    // Of a short word a slip in the first letter makes another word.
    let can_slip = most > 4 || begins > 0;
    (begins >= SAME_BEGINNING && 2 * begins >= most && !wanted.contains(' '))
        || (can_slip && letters.abs_diff(others) <= slips && strsim::osa_distance(wanted, name) <= slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_accents_and_punctuation() {
        for (one, other) in [
            ("Côte d'Ivoire", "COTE D’IVOIRE"),
            ("Türkiye", "Turkiye"),
            ("Saint Kitts & Nevis", "saint kitts and nevis"),
            ("Łódź", "lodz"),
            ("  Bosnia-Herzegovina ", "bosnia herzegovina"),
            ("Åland Islands", "aland  islands"),
            ("Côte dʼIvoire", "Cote d'Ivoire"),
            ("TÜRKİYE", "türkiye"),
            ("مصـر", "مصر"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} / {other}");
        }
        assert_ne!(fold("Niger"), fold("Nigeria"));
        assert_eq!(fold(" .- "), "");
    }

    #[test]
    fn the_nearest_names_come_best_first() {
        let names = ["Ireland", "Iceland", "Northern Ireland", "Poland", "Chad"];
        assert_eq!(nearest("irland", names.into_iter(), 2), ["Ireland"]);
        assert_eq!(nearest("ireland", names.into_iter(), 2), ["Ireland", "Northern Ireland"]);
        for far in ["zzzzzz", "Holland", "Aotearoa", "nptx", "", "x"] {
            assert_eq!(nearest(far, names.into_iter(), 5), [] as [&str; 0], "{far}");
        }
    }
}
