//! One file on its way in: what it is, and the drafts and findings as they come.

use std::fmt;

use crate::model::draft::{DraftAct, DraftTreaty, Edition, Finding, Place, Reading, Reason};

/// The most findings of one file; a file with more is not of the form that it was taken for.
const MOST_FINDINGS: usize = 10_000;

/// The most characters of a name, a heading or a cell that are kept or shown.
const LONGEST: usize = 2_000;

/// The most rows of a list or table whose file may be of any size up to the largest.
pub(super) const MOST_ROWS: usize = 100_000;

/// A file that is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Its name without the folder: some sources give the number of the treaty there and nowhere else.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The treaty that it is about, by its code, where the user says so.
    pub treaty: Option<&'a str>,
}

impl<'a> Input<'a> {
    /// The first bytes as text, whatever they are, for a look at what the file is.
    #[must_use]
    pub fn beginning(&self) -> String {
        const LOOK: usize = 4096;
        String::from_utf8_lossy(&self.bytes[..self.bytes.len().min(LOOK)]).into_owned()
    }

    /// The treaty that the user names, or an error that asks for it.
    pub fn named_treaty(&self) -> Result<&'a str, Unreadable> {
        self.treaty.ok_or(Unreadable::NeedsTreaty)
    }
}

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not say which treaty it is about.
    NeedsTreaty,
    /// No reader or map is called so; the nearest that are.
    NoReader(Vec<String>),
    /// Something in it shows that it is not what it should be.
    Finding(Finding),
}

impl Unreadable {
    /// More rows than are read from one file.
    pub(super) fn too_many_rows(place: Place) -> Self {
        let why = format!("it has more than {MOST_ROWS} rows; give it in parts");
        Self::because(Reason::NotOfThisForm, place, "", why)
    }

    /// A finding about the file as a whole.
    pub fn because(reason: Reason, place: Place, cell: &str, why: impl Into<String>) -> Self {
        Self::Finding(Finding { place, reason, cell: shortened(cell), why: why.into() })
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeedsTreaty => {
                f.write_str("it does not say which treaty it is about: name it with --treaty")
            }
            Self::NoReader(near) => write!(f, "no reader or map is called so; nearest: {}", near.join(", ")),
            Self::Finding(finding) => f.write_str(&finding.why),
        }
    }
}

/// The drafts and findings of one file.
#[derive(Debug)]
pub(super) struct Intake {
    reading: Reading,
}

impl Intake {
    pub(super) fn new(edition: Edition) -> Self {
        let (treaties, findings) = (Vec::new(), Vec::new());
        Self { reading: Reading { reader: String::new(), edition, treaties, findings, dated_cells: 0 } }
    }

    /// What the file is a copy of, to be said more exactly.
    pub(super) fn edition(&mut self) -> &mut Edition {
        &mut self.reading.edition
    }

    /// A treaty, and the number by which its acts are added.
    pub(super) fn treaty(&mut self, mut treaty: DraftTreaty) -> Result<usize, Unreadable> {
        let place = treaty.place;
        let texts = [&mut treaty.title, &mut treaty.short_title, &mut treaty.note, &mut treaty.opened_at];
        for text in texts.into_iter().flatten() {
            if !is_plain(text) {
                self.finding(place, Reason::ControlCharacter, text, STEERS)?;
                text.retain(|letter| !letter.is_control());
            }
        }
        self.reading.treaties.push(treaty);
        Ok(self.reading.treaties.len() - 1)
    }

    /// A treaty of which the rows after its first one say more.
    pub(super) fn more_of(&mut self, treaty: usize) -> Option<&mut DraftTreaty> {
        self.reading.treaties.get_mut(treaty)
    }

    /// How many findings there are so far.
    pub(super) fn findings(&self) -> usize {
        self.reading.findings.len()
    }

    /// One cell that gives a day or an act: it has to become a draft or a finding.
    pub(super) fn counted(&mut self) {
        self.reading.dated_cells += 1;
    }

    /// An act under the treaty with this number. One whose texts steer a terminal becomes a finding.
    pub(super) fn act(&mut self, treaty: usize, act: DraftAct) -> Result<(), Unreadable> {
        let texts = [Some(&act.raw_name), Some(&act.raw_header), act.note.as_ref(), Some(&act.raw_cell)];
        if let Some(text) = texts.into_iter().flatten().find(|text| !is_plain(text)) {
            return self.finding(act.place, Reason::ControlCharacter, text, STEERS);
        }
        self.reading.treaties[treaty].acts.push(act);
        Ok(())
    }

    /// A cell that gives a day or an act, or may give one, and is not taken in.
    pub(super) fn lost(
        &mut self,
        place: Place,
        reason: Reason,
        cell: &str,
        why: impl Into<String>,
    ) -> Result<(), Unreadable> {
        self.counted();
        self.finding(place, reason, cell, why)
    }

    /// Something that is not taken in. Error: there are too many of them.
    pub(super) fn finding(
        &mut self,
        place: Place,
        reason: Reason,
        cell: &str,
        why: impl Into<String>,
    ) -> Result<(), Unreadable> {
        let finding = Finding { place, reason, cell: shortened(cell), why: why.into() };
        if self.reading.findings.len() >= MOST_FINDINGS {
            let why =
                format!("more than {MOST_FINDINGS} findings: the file is not of the form that it is read as");
            return Err(Unreadable::Finding(Finding { reason: Reason::NotOfThisForm, why, ..finding }));
        }
        self.reading.findings.push(finding);
        Ok(())
    }

    pub(super) fn done(self) -> Reading {
        self.reading
    }
}

const STEERS: &str = "a character in it steers a terminal";

/// Nothing in it steers a terminal; tabs and line ends are white space.
fn is_plain(text: &str) -> bool {
    let steers = |letter: char| {
        (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'))
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
    };
    !text.chars().any(steers)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
