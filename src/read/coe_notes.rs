//! The letters under Notes in the Council of Europe's charts, and the legend that explains them.

use super::days::{self, Forms};
use super::noticed::noticed;
use super::text::offset;
use crate::model::ActKind;
use crate::names::fold;

const FOLDED: &str = "the chart does not tell ratification, acceptance and approval apart";
const R_IS_OPEN: &str = "the note 'r' is explained as accession in one place and as signature ad referendum in another, and the chart does not say which";
const CONFLICT: &str = "the notes say more than one thing of the consent";

/// The marks of the chart, which stand under Notes or behind a day.
pub(super) const KNOWN_MARKS: [&str; 4] = ["a", "r", "s", "su"];

/// The lines that can be headings or remarks.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    const LONGEST: usize = 10_000;
    text.lines().filter(|line| line.len() <= LONGEST)
}

/// What the legend says of the letter `r`.
pub(super) fn meaning_of_r(text: &str) -> Option<ActKind> {
    let says = |words: &str| lines(text).any(|line| format!(" {}", fold(line)).contains(words));
    match (says(" r signature ad referendum"), says(" r accession")) {
        (true, false) => Some(ActKind::SignatureAdReferendum),
        (false, true) => Some(ActKind::Accession),
        _ => None,
    }
}

/// What stands under Notes.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    /// Those of the letters a, r, s and su that stand there.
    letters: Vec<&'a str>,
    /// Footnotes, and what is not known.
    pub others: String,
    /// The day of a denunciation that the notes tell, and that of its effect.
    pub denounced: Option<(&'a str, Option<&'a str>)>,
    /// Days of which they do not tell what was done.
    pub unread: bool,
}

/// A day without the mark behind it, `20/04/2017 a`, and the mark.
pub(super) fn without_mark(cell: &str) -> (&str, &str) {
    let cell = cell.trim();
    match cell.rsplit_once(' ') {
        Some((day, mark)) if KNOWN_MARKS.contains(&mark) => (day.trim_end(), mark),
        _ => (cell, ""),
    }
}

/// The denunciation that a note tells with its days, `Denunciation on 16/03/2022, effect 16/09/2022`, and whether there are
/// days in it of which it does not tell what was done.
fn days_of(cell: &str) -> (Option<(&str, Option<&str>)>, bool) {
    let days = days::inside(cell, &Forms::default());
    let folded = fold(cell);
    // Only the denunciation itself, and not that of a declaration, or one that was withdrawn.
    let first = days.first().map_or(cell, |day| &cell[..offset(cell, day)]);
    let denounces = ["denunciation", "denonciation"].iter().any(|word| {
        fold(first)
            .strip_prefix(word)
            .is_some_and(|rest| ["", " on", " le", " notified on", " received on"].contains(&rest))
    });
    let behind = days.last().map_or("", |day| &cell[offset(cell, day) + day.len()..]);
    let denounces = denounces && !behind.contains(char::is_alphabetic);
    match days.as_slice() {
        [] => (None, !noticed(cell).is_empty()),
        [day] if denounces && !folded.contains("effect") && !folded.contains("effet") => {
            (Some((day, None)), false)
        }
        [day, effect] if denounces && (folded.contains("effect") || folded.contains("effet")) => {
            (Some((day, Some(effect))), false)
        }
        _ => (None, true),
    }
}

impl<'a> Notes<'a> {
    pub(super) fn read(cell: &'a str) -> Self {
        let words = cell.split([' ', ',', ';', '/', '\t']).map(|word| word.trim_end_matches('.'));
        let words = words.filter(|word| !word.is_empty());
        let (letters, others): (Vec<&str>, Vec<&str>) = words.partition(|word| KNOWN_MARKS.contains(word));
        let others = if others.is_empty() { String::new() } else { format!("notes {}", others.join(" ")) };
        let (denounced, unread) = days_of(cell);
        Self { letters, others, denounced, unread }
    }

    /// One more mark, such as one that stands behind the day.
    pub(super) fn add(&mut self, mark: &'a str) {
        if !mark.is_empty() && !self.letters.contains(&mark) {
            self.letters.push(mark);
        }
    }

    pub(super) fn has(&self, letter: &str) -> bool {
        self.letters.contains(&letter)
    }

    pub(super) fn signature(&self, r: Option<ActKind>) -> (ActKind, &'static str) {
        match (self.has("s"), self.has("r"), r) {
            (true, ..) => (ActKind::DefinitiveSignature, ""),
            (_, true, Some(ActKind::SignatureAdReferendum)) => (ActKind::SignatureAdReferendum, ""),
            (_, true, None) => (ActKind::Signature, R_IS_OPEN),
            _ => (ActKind::Signature, ""),
        }
    }

    pub(super) fn consent(&self, r: Option<ActKind>) -> (ActKind, &'static str) {
        let by_r = self.has("r") && r == Some(ActKind::Accession);
        match (self.has("a") || by_r, self.has("su")) {
            (true, true) => (ActKind::ConsentToBeBound, CONFLICT),
            (true, false) => (ActKind::Accession, ""),
            (false, true) => (ActKind::Succession, ""),
            (false, false) if self.has("r") && r.is_none() => (ActKind::ConsentToBeBound, R_IS_OPEN),
            (false, false) => (ActKind::Ratification, FOLDED),
        }
    }
}
