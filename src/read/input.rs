//! A file that is to be read, and why it cannot be.

use std::fmt;

use super::bytes::looked_at;
use crate::model::draft::{Finding, Place, Reading, Reason};

/// The most rows of a list or table whose file may be of any size up to the largest.
pub(super) const MOST_ROWS: usize = 100_000;

/// What stands for the treaty where only the names in a file are wanted, whichever treaty it is about.
pub const WHICHEVER_TREATY: &str = "whichever";

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
        let bytes = &self.bytes[..self.bytes.len().min(LOOK)];
        let beginning = looked_at(bytes);
        let beginning = without_separator_line(&beginning);
        // Some files end their lines with a carriage return alone.
        if beginning.contains('\n') { beginning.to_owned() } else { beginning.replace('\r', "\n") }
    }

    /// The treaty that the file is about: the one whose code it gives itself, `own`, else the one that the user names. That the
    /// user named another one is told where files are compared with the record.
    pub(super) fn about(&self, own: Option<String>) -> Result<String, Unreadable> {
        own.map_or_else(|| self.named_treaty().map(str::to_owned), Ok)
    }

    /// The treaty that the user names, or an error that asks for it.
    pub fn named_treaty(&self) -> Result<&'a str, Unreadable> {
        self.treaty.ok_or(Unreadable::NeedsTreaty)
    }
}

/// A text without the line that tells Excel by which sign its cells are separated: `sep=;`.
fn without_separator_line(text: &str) -> &str {
    separator_line(text).map_or(text, |end| text[end..].trim_start_matches('\r').trim_start_matches('\n'))
}

/// Where the line that tells Excel the separator ends, if a text begins with one.
pub(super) fn separator_line(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let line = text[start..].split(['\n', '\r']).next()?;
    let sign = line
        .get(..4)
        .filter(|front| front.eq_ignore_ascii_case("sep="))
        .map(|_| line[4..].trim_end_matches([',', ';']));
    let is_one = sign.is_some_and(|sign| sign.chars().count() <= 1);
    is_one.then_some(start + line.len())
}

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not say which treaty it is about.
    NeedsTreaty,
    /// It does not say which participant it is about.
    NeedsParticipant,
    /// It says itself which participants it is about.
    NamesParticipants,
    /// No reader or map is called so; the nearest that are.
    NoReader(Vec<String>),
    /// Something in it shows that it is not what it should be.
    Finding(Finding),
}

impl Unreadable {
    /// More rows than are read from one file.
    pub(super) fn too_many_rows(place: Place) -> Self {
        Self::wrong_form(place, format!("it has more than {MOST_ROWS} rows; give it in parts"))
    }

    /// It is not of the form that it was taken for.
    pub(super) fn wrong_form(place: Place, why: impl Into<String>) -> Self {
        Self::because(Reason::NotOfThisForm, place, "", why)
    }

    /// A table without its first row.
    pub(super) fn no_heading() -> Self {
        Self::because(Reason::Truncated, Place::START, "", "there is no heading in it")
    }

    /// A finding about the file as a whole.
    pub fn because(reason: Reason, place: Place, cell: &str, why: impl Into<String>) -> Self {
        Self::Finding(finding(place, reason, cell, why))
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeedsTreaty => {
                f.write_str("it does not say which treaty it is about: name it with --treaty")
            }
            Self::NeedsParticipant => {
                f.write_str("it does not say which participant it is about: name it with --participant")
            }
            Self::NamesParticipants => {
                f.write_str("it names its participants itself: leave out --participant")
            }
            Self::NoReader(near) => write!(f, "no reader or map is called so; nearest: {}", near.join(", ")),
            Self::Finding(finding) => f.write_str(&finding.why),
        }
    }
}

/// What reading a whole file comes to.
pub type Read = Result<Reading, Unreadable>;

/// A finding that quotes nothing endless.
pub(super) fn finding(place: Place, reason: Reason, cell: &str, why: impl Into<String>) -> Finding {
    Finding { place, reason, cell: shortened(cell), why: without_middle(why.into()) }
}

/// A reason that quotes an endless cell says at its end what is wrong with it.
fn without_middle(why: String) -> String {
    const LONGEST_REASON: usize = 600;
    const START: usize = 60;
    const END: usize = 120;
    if why.chars().count() <= LONGEST_REASON {
        return why;
    }
    let start = why.char_indices().nth(START).map_or(why.len(), |(at, _)| at);
    let end = why.char_indices().nth_back(END - 1).map_or(0, |(at, _)| at);
    format!("{}…{}", &why[..start], &why[end..])
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 2_000;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
