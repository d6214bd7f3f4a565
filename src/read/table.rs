//! One way to look at rows, whether they stand in a text or in a sheet.

use crate::model::draft::Place;

/// What stands before words that are struck out: nothing with it is a day, a name or an act.
pub(super) const STRUCK: &str = "struck out: ";

/// What is in a cell beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing but text.
    Text,
    /// A number of a sheet, not styled as a day.
    Number,
    /// A formula of a sheet: its value is what some program made of it.
    Formula,
    /// It is styled as a day and is none, for this reason.
    NoDay(&'static str),
}

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    pub text: &'a str,
    pub kind: Kind,
}

impl Cell<'_> {
    pub(super) const BLANK: Self = Cell { text: "", kind: Kind::Text };

    /// Whether there is nothing in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.kind == Kind::Text
    }
}

/// A row.
pub(super) trait Line {
    /// A cell; a blank one where there is none.
    fn cell(&self, number: usize) -> Cell<'_>;

    /// How many cells it has.
    fn len(&self) -> usize;

    /// Where a cell stands.
    fn place(&self, number: usize) -> Place;

    /// Whether its cells may stand below other headings than their own: it has fewer than the heading has, or more.
    fn is_uneven(&self, width: usize) -> bool;
}
