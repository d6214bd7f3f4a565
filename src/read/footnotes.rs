//! Marks of footnotes beside names and headings, and the notes they stand for.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

/// A name or heading without the marks of its footnotes, and these marks. Markup is text here: what stands in
/// `<superscript>` is a mark, other tags are taken off; where a copy lost the tags, the digits at the end are marks.
pub(super) fn without_notes(raw: &str) -> (String, Option<String>) {
    let (plain, marks) = without_tags(raw);
    let (unmarked, in_brackets) = without_brackets(&plain);
    let marks: Vec<String> = marks.into_iter().chain(in_brackets).collect();
    let mut plain = unmarked.to_owned();
    let marks = (!marks.is_empty()).then(|| marks.join(","));
    let digits = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | ' ');
    let name = plain.trim_end_matches(digits).len();
    let tail = plain[name..].trim().to_owned();
    if name > 0 && tail.contains(|letter: char| letter.is_ascii_digit()) {
        plain.truncate(name);
        let marks = marks.into_iter().chain([tail]).collect::<Vec<_>>().join(",");
        return (plain, Some(marks));
    }
    (plain, marks)
}

/// A text without the marks in brackets at its end, `[2]`, `[note 1]`, `[a]`, and the raised ones, `³`, and these.
pub(super) fn without_brackets(raw: &str) -> (&str, Option<String>) {
    let (mut plain, mut marks) = (raw.trim(), Vec::new());
    let before = plain.trim_end_matches(is_raised);
    if !before.trim().is_empty() && before.len() < plain.len() {
        marks.push(plain[before.len()..].nfkc().collect());
        plain = before.trim_end();
    }
    while let Some((before, mark)) = plain.strip_suffix(']').and_then(|text| text.rsplit_once('['))
        && is_note(mark.trim())
        && !before.trim().is_empty()
    {
        plain = before.trim_end();
        marks.insert(0, mark.trim().to_owned());
    }
    (plain, (!marks.is_empty()).then(|| marks.join(",")))
}

/// A digit above the line.
fn is_raised(letter: char) -> bool {
    matches!(letter, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// `2`, `a`, `note 1`, `nb 3`.
fn is_note(mark: &str) -> bool {
    let is_number =
        |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let called = mark.rsplit_once([' ', '\u{a0}']).filter(|(word, _)| {
        ["note", "n", "nb", "fn", "footnote", "anm.", "nota"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    });
    let number = called.map_or(mark, |(_, number)| number);
    is_number(number) || is_letter(number)
}

/// A text without its tags, and the marks of footnotes that stand in them; its digits stay.
pub(super) fn without_tags(raw: &str) -> (String, Option<String>) {
    let mut notes: Vec<&str> = Vec::new();
    let mut plain = String::new();
    let mut rest = raw;
    // Looked for once where it is not there, however many tags would need one.
    let mut is_closed = true;
    while let Some(start) = rest.find('<') {
        plain.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else {
            rest = &rest[start..];
            break;
        };
        let tag = &rest[start + 1..start + end];
        rest = &rest[start + end + 1..];
        if is_closed && tag.trim().eq_ignore_ascii_case("superscript") {
            match rest.split_once("</superscript>") {
                Some((note, after)) => {
                    notes.push(note.trim());
                    rest = after;
                }
                None => is_closed = false,
            }
        }
    }
    plain.push_str(rest);
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (plain, (!notes.is_empty()).then(|| notes.join(",")))
}

/// The texts of footnotes, by their marks.
#[derive(Debug, Default)]
pub(super) struct Footnotes(BTreeMap<String, String>);

impl Footnotes {
    /// One more paragraph of a note; one that does not begin with a mark goes on with the note before it.
    pub(super) fn add(&mut self, mark: &str, text: &str) {
        let known = self.0.entry(mark.to_owned()).or_default();
        if !known.is_empty() {
            known.push('\n');
        }
        known.push_str(text);
    }

    /// What a participant's marks stand for: the marks, and the texts where the source gives them.
    pub(super) fn told(&self, marks: &str) -> String {
        // The notes of one name are not endless.
        const LONGEST: usize = 200_000;
        let mut told = format!("footnotes {marks}");
        let marks: BTreeSet<&str> = marks.split([',', ' ']).collect();
        for (mark, text) in marks.into_iter().filter_map(|mark| Some((mark, self.0.get(mark)?))) {
            if told.len() + text.len() < LONGEST {
                told.extend(["\n", mark, ": ", text]);
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_footnotes_are_taken_off_names_and_kept() {
        for (raw, name, notes) in [
            ("China<superscript>4,7,8</superscript>", "China", Some("4,7,8")),
            ("China4,7,8", "China", Some("4,7,8")),
            ("Participant3,4", "Participant", Some("3,4")),
            ("Netherlands (Kingdom of the)3, 4", "Netherlands (Kingdom of the)", Some("3, 4")),
            ("  Viet \t Nam ", "Viet Nam", None),
            ("<b>Chad</b>", "Chad", None),
            ("a < b", "a < b", None),
            ("1994", "1994", None),
            ("Chad[2]", "Chad", Some("2")),
            ("Chad¹²", "Chad", Some("12")),
            ("Chad [a]³", "Chad", Some("a,3")),
            ("²", "²", None),
            ("Chad [note 1][b]", "Chad", Some("note 1,b")),
            ("[2]", "[2]", None),
            ("Chad [sic]", "Chad [sic]", None),
        ] {
            assert_eq!(without_notes(raw), (name.to_owned(), notes.map(str::to_owned)), "{raw}");
        }
    }
}
