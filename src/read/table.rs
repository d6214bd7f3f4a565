//! One way to read rows, whether they stand in a text or in a sheet.

use super::intake::{Input, Unreadable};
use super::{rows, text, xlsx};
use crate::model::draft::Place;

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

impl Line for rows::Row<'_> {
    fn cell(&self, number: usize) -> Cell<'_> {
        Cell { text: self.cell(number), kind: Kind::Text }
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn place(&self, number: usize) -> Place {
        self.place(number)
    }

    fn is_uneven(&self, width: usize) -> bool {
        self.len() < width || (width..self.len()).any(|number| !self.cell(number).trim().is_empty())
    }
}

/// Which table of a file, where the map says so.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Which<'a> {
    pub separator: Option<u8>,
    pub sheet: Option<&'a str>,
    /// The row of the heading; those before it are none of the table.
    pub heading_row: u32,
}

/// Hands over every row that is not blank, from that of the heading on.
pub(super) fn each(
    input: &Input,
    which: Which,
    mut take: impl FnMut(&dyn Line) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    text::is_no_page(input)?;
    let mut from_heading_on = |line: &dyn Line| {
        let is_blank = (0..line.len()).all(|number| line.cell(number).is_blank());
        if line.place(0).line < which.heading_row || is_blank { Ok(()) } else { take(line) }
    };
    if xlsx::is_one(input.bytes) {
        return xlsx::each(input.bytes, which.sheet, |row| from_heading_on(row));
    }
    xlsx::is_no_old_one(input.bytes)?;
    let text = text::decode(input, None)?;
    let separator = which.separator.unwrap_or_else(|| separator_of(&text, which.heading_row));
    rows::each(&text, separator, |row| from_heading_on(&row))
}

/// The headings at the top of a file, for a look at what it is: of a text only as far as it is looked at.
pub(super) fn headings(input: &Input, which: Which) -> Option<Vec<String>> {
    let mut found = None;
    let mut take = |line: &dyn Line| {
        if found.is_none() && line.place(0).line >= which.heading_row {
            let cells: Vec<String> =
                (0..line.len()).map(|number| line.cell(number).text.to_owned()).collect();
            found = cells.iter().any(|cell| !cell.trim().is_empty()).then_some(cells);
        }
        Ok(())
    };
    if xlsx::is_one(input.bytes) {
        let _ = xlsx::top(input.bytes, which.sheet, which.heading_row, |row| take(row));
        return found;
    }
    let beginning = input.beginning();
    let beginning = beginning.trim_start_matches('\u{feff}');
    let separator = which.separator.unwrap_or_else(|| separator_of(beginning, which.heading_row));
    // The last line may be cut off in the middle of a quotation.
    let lines = beginning.lines().count();
    let top = beginning.lines().take(usize::try_from(which.heading_row).map_or(lines, |row| row.max(1)));
    let top = top.collect::<Vec<_>>().join("\n");
    rows::each(&top, separator, |row| take(&row)).ok()?;
    found
}

fn separator_of(text: &str, heading_row: u32) -> u8 {
    let before = usize::try_from(heading_row.saturating_sub(1)).unwrap_or_default();
    let start = text.match_indices('\n').nth(before.wrapping_sub(1)).map_or(0, |(at, _)| at + 1);
    rows::separator_of(&text[start..])
}
