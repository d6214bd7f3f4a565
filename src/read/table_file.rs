//! The table of a file: a text with separators, a sheet of a workbook, or the largest table of a saved page with those that go
//! on with it.

use super::html::{Page, Table};
use super::input::{Input, Unreadable};
use super::noticed::noticed;
use super::table::Line;
use super::{json_rows, rows, text, xlsx};
use crate::model::draft::Place;
use crate::names::fold;

/// Which table of a file, where the map says so.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Which<'a> {
    pub separator: Option<u8>,
    pub sheet: Option<&'a str>,
    /// The row of the heading; those before it are none of the table.
    pub heading_row: u32,
    /// The encoding of a text, where it is not UTF-8.
    pub encoding: Option<&'a str>,
    /// Where the records of a JSON file stand.
    pub list: &'a [String],
}

/// A file in which a table is looked for. A page is taken apart once, however often its table is looked at.
pub(super) struct Opened<'a> {
    pub input: Input<'a>,
    page: Option<Result<Tables, Unreadable>>,
}

/// The longest cell of a table that is not read in which days are looked for: what is laid out as a table has cells with whole
/// texts of the page.
const LONGEST_CELL: usize = 80;

/// The tables of a page: the largest with those that go on with it, and the others.
struct Tables {
    own: Vec<Table>,
    others: Vec<Table>,
}

impl<'a> Opened<'a> {
    pub(super) fn of(input: &Input<'a>) -> Self {
        let is_page = !xlsx::is_one(input.bytes) && text::is_page(input);
        Self { input: *input, page: is_page.then(|| Page::read(input).map(Tables::of)) }
    }

    /// The same of a page that was read.
    pub(super) fn page(input: &Input<'a>, page: Page) -> Self {
        Self { input: *input, page: Some(Ok(Tables::of(page))) }
    }

    /// Hands over every row that is not blank, from that of the heading on.
    pub(super) fn each(
        &self,
        which: Which,
        mut take: impl FnMut(&dyn Line) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        let input = &self.input;
        let mut from_heading_on = |line: &dyn Line| {
            let is_blank = (0..line.len()).all(|number| line.cell(number).is_blank());
            if line.place(0).line < which.heading_row || is_blank { Ok(()) } else { take(line) }
        };
        if xlsx::is_one(input.bytes) {
            return xlsx::each(input.bytes, which.sheet, |row| from_heading_on(row));
        }
        if let Some(page) = &self.page {
            let tables = page.as_ref().map_err(Clone::clone)?;
            if tables.own.is_empty() {
                return text::is_no_page(input);
            }
            return tables.own.iter().flat_map(|table| &table.rows).try_for_each(|row| from_heading_on(row));
        }
        xlsx::is_no_old_one(input.bytes)?;
        let text = text::decode(input, which.encoding)?;
        if json_rows::is_one(&text) {
            return json_rows::each(&text, which.list, |row| take(row));
        }
        let separator = which.separator.unwrap_or_else(|| separator_of(&text, which.heading_row));
        rows::each(&text, separator, |row| from_heading_on(&row))
    }

    /// Whether a page, where it is one, can be taken apart.
    pub(super) fn is_whole(&self) -> Result<(), Unreadable> {
        self.page.as_ref().map_or(Ok(()), |page| page.as_ref().map(drop).map_err(Clone::clone))
    }

    /// The days in those tables of a page, or sheets of a workbook, that are not read, each where it stands, and why it is not.
    pub(super) fn unread(&self, which: Which) -> Result<Vec<(Place, String, String)>, Unreadable> {
        if xlsx::is_one(self.input.bytes) {
            let sheets = if which.sheet.is_none() { xlsx::others(self.input.bytes)? } else { Vec::new() };
            let why = |sheet: &xlsx::Unread| {
                let days = if sheet.days == 1 { "a day".to_owned() } else { format!("{} days", sheet.days) };
                let name = &sheet.name;
                format!(
                    "the sheet '{name}' has {days} and is not read: name it in a map, sheet = \"{name}\", or give it by itself"
                )
            };
            return Ok(sheets
                .iter()
                .map(|sheet| (sheet.first.0, sheet.first.1.clone(), why(sheet)))
                .collect());
        }
        let others = self.page.iter().flatten().flat_map(|tables| &tables.others);
        let cells = others.flat_map(|table| table.rows.iter().flatten());
        let cells = cells.filter(|cell| cell.text.len() <= LONGEST_CELL);
        let why = "it stands in another table of the page, with other headings; save that one by itself";
        let told = |cell: &super::html::Cell| {
            let place = cell.place;
            noticed(&cell.text).into_iter().map(move |day| (place, day, why.to_owned()))
        };
        Ok(cells.flat_map(told).collect())
    }

    /// The headings at the top of a file, for a look at what it is: of a text only as far as it is looked at.
    pub(super) fn headings(&self, which: Which) -> Option<Vec<String>> {
        let input = &self.input;
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
        if let Some(page) = &self.page {
            page.as_ref().ok()?.own.first()?.rows.iter().try_for_each(|row| take(row)).ok()?;
            return found;
        }
        let beginning = input.beginning();
        let beginning = beginning.trim_start_matches('\u{feff}');
        if json_rows::is_one(beginning) {
            let text = text::decode(input, which.encoding).ok()?;
            return json_rows::headings(&text, which.list);
        }
        let separator = which.separator.unwrap_or_else(|| separator_of(beginning, which.heading_row));
        // The last line may be cut off in the middle of a quotation.
        let lines = beginning.lines().count();
        let top = beginning.lines().take(usize::try_from(which.heading_row).map_or(lines, |row| row.max(1)));
        let top = top.collect::<Vec<_>>().join("\n");
        rows::each(&top, separator, |row| take(&row)).ok()?;
        found
    }
}

impl Tables {
    /// The largest is that with the most cells in rows of several, since what is laid out as a table has few; those with the same
    /// heading go on with it.
    fn of(page: Page) -> Self {
        let size = |table: &Table| table.rows.iter().map(Vec::len).filter(|cells| *cells > 1).sum::<usize>();
        let heading = |table: &Table| {
            let first = table.rows.iter().find(|row| row.iter().any(|cell| !cell.text.trim().is_empty()));
            first.map_or_else(Vec::new, |row| row.iter().map(|cell| fold(&cell.text)).collect::<Vec<_>>())
        };
        let largest = page.tables.iter().max_by_key(|table| size(table)).filter(|table| size(table) > 0);
        let Some(own) = largest.map(heading) else { return Self { own: Vec::new(), others: page.tables } };
        let (own, others) = page.tables.into_iter().partition(|table| heading(table) == own);
        Self { own, others }
    }
}

fn separator_of(text: &str, heading_row: u32) -> u8 {
    let before = usize::try_from(heading_row.saturating_sub(1)).unwrap_or_default();
    let start = text.match_indices('\n').nth(before.wrapping_sub(1)).map_or(0, |(at, _)| at + 1);
    rows::separator_of(&text[start..])
}
