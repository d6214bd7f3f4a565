//! Sheets of an Excel workbook, cell by cell. What a program made of a formula is not taken for a value, and a number
//! is a day only where it is styled as one. A workbook is looked through before it is opened: what it claims to hold,
//! and what it grows to when it is unpacked, is never more than fits.

mod bounds;
mod serial;

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxError};

use super::input::Unreadable;
use super::table::{Cell, Kind, Line};
use crate::model::draft::Place;

/// The most columns of a table.
const WIDEST: u32 = 500;

/// The most rows of a table.
const LONGEST: u32 = 200_000;

/// The most letters of one cell, those that Excel allows.
const FULLEST: usize = 32_767;

/// The most bytes of text in all cells: a text that stands once in the file may stand in any number of them.
const MOST_TEXT: usize = 64 << 20;

/// Whether a file is a zip archive, as workbooks are.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Workbooks of the time before, and those with a password, are told as such.
pub(super) fn is_no_old_one(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Unreadable::wrong_form(
            Place::START,
            "it is a workbook of old Excel (.xls), or one with a password: save it as .xlsx or CSV",
        ));
    }
    Ok(())
}

/// One row of a sheet.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    /// Counted from 1.
    number: u32,
    cells: Vec<Option<(Cow<'a, str>, Kind)>>,
}

impl Line for Row<'_> {
    fn cell(&self, number: usize) -> Cell<'_> {
        match self.cells.get(number) {
            Some(Some((text, kind))) => Cell { text, kind: *kind },
            _ => Cell::BLANK,
        }
    }

    fn len(&self) -> usize {
        self.cells.len()
    }

    fn place(&self, number: usize) -> Place {
        Place { line: self.number, column: u32::try_from(number + 1).unwrap_or(u32::MAX) }
    }

    /// Every cell of a sheet has its own column.
    fn is_uneven(&self, _: usize) -> bool {
        false
    }
}

/// Hands over the rows of a sheet that have something in them: the first sheet, or the one of this name.
pub(super) fn each(
    bytes: &[u8],
    sheet: Option<&str>,
    take: impl FnMut(&Row) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    walk(bytes, sheet, u32::MAX, take)
}

/// The same for the first row from `from` on that has something in it, and those before it.
pub(super) fn top(
    bytes: &[u8],
    sheet: Option<&str>,
    from: u32,
    take: impl FnMut(&Row) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    walk(bytes, sheet, from, take)
}

fn walk(
    bytes: &[u8],
    sheet: Option<&str>,
    until: u32,
    mut take: impl FnMut(&Row) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    bounds::hold(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|why| broken(&why))?;
    let name = sheet_called(&workbook, sheet)?;
    let from_1904 = workbook.has_1904_epoch();
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|why| broken(&why))?;
    let (mut row, mut text_so_far) = (Row::default(), 0);
    while let Some(found) = cells.next_cell_with_formula_metadata().map_err(|why| broken(&why))? {
        let is_formula = found.formula.is_some();
        let Some((text, kind)) = content(found.value, is_formula, from_1904) else {
            continue;
        };
        let (line, column) = found.pos;
        let place = Place { line: line.saturating_add(1), column: column.saturating_add(1) };
        text_so_far += text.len();
        in_bounds(place, &text, text_so_far)?;
        if place.line != row.number {
            if place.line < row.number {
                return Err(Unreadable::wrong_form(
                    place,
                    "the rows of the sheet do not stand in their order",
                ));
            }
            if row.number > 0 {
                take(&row)?;
                if row.number >= until {
                    return Ok(());
                }
            }
            row.number = place.line;
            row.cells.clear();
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if row.cells.len() <= column {
            row.cells.resize(column + 1, None);
        }
        if row.cells[column].replace((text, kind)).is_some() {
            return Err(Unreadable::wrong_form(place, "the sheet has two values for this cell"));
        }
    }
    if row.number > 0 { take(&row) } else { Ok(()) }
}

fn sheet_called(workbook: &Xlsx<Cursor<&[u8]>>, wanted: Option<&str>) -> Result<String, Unreadable> {
    let tables = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let mut names = tables.map(|sheet| sheet.name.as_str());
    let found = match wanted {
        None => names.next(),
        Some(wanted) => names.find(|name| *name == wanted),
    };
    found.map(str::to_owned).ok_or_else(|| match wanted {
        Some(wanted) => Unreadable::wrong_form(Place::START, format!("there is no sheet '{wanted}' in it")),
        None => Unreadable::wrong_form(Place::START, "there is no sheet in it"),
    })
}

/// What a cell says; nothing for one that is only styled.
fn content(value: DataRef<'_>, is_formula: bool, from_1904: bool) -> Option<(Cow<'_, str>, Kind)> {
    let (text, kind): (Cow<str>, _) = match value {
        DataRef::Empty if is_formula => (Cow::Borrowed(""), Kind::Text),
        DataRef::Empty => return None,
        DataRef::SharedString(text) => (text.into(), Kind::Text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            (text.into(), Kind::Text)
        }
        DataRef::Int(number) => (number.to_string().into(), Kind::Number),
        DataRef::Float(number) => (number.to_string().into(), Kind::Number),
        DataRef::Bool(yes) => (if yes { "TRUE" } else { "FALSE" }.into(), Kind::Text),
        DataRef::Error(error) => (error.to_string().into(), Kind::Text),
        DataRef::DateTime(day) if day.is_duration() => {
            (day.as_f64().to_string().into(), Kind::NoDay("the cell is styled as a length of time"))
        }
        DataRef::DateTime(day) => match serial::day(day.as_f64(), from_1904) {
            Ok(date) => (date.to_string().into(), Kind::Text),
            Err(why) => (day.as_f64().to_string().into(), Kind::NoDay(why)),
        },
    };
    let kind = if is_formula { Kind::Formula } else { kind };
    (!text.is_empty() || is_formula).then_some((text, kind))
}

fn in_bounds(place: Place, text: &str, text_so_far: usize) -> Result<(), Unreadable> {
    if place.line > LONGEST {
        return Err(Unreadable::wrong_form(
            place,
            format!("a sheet of more than {LONGEST} rows is no table of participants"),
        ));
    }
    if place.column > WIDEST {
        return Err(Unreadable::wrong_form(
            place,
            format!("this row has more than {WIDEST} cells: it is no table of participants"),
        ));
    }
    if text.len() > FULLEST && text.chars().count() > FULLEST {
        return Err(Unreadable::wrong_form(
            place,
            format!("this cell has more than {FULLEST} letters, which no sheet can hold"),
        ));
    }
    if text_so_far > MOST_TEXT {
        return Err(Unreadable::wrong_form(
            place,
            format!("the cells down to this one have more than {} MiB of text", MOST_TEXT >> 20),
        ));
    }
    Ok(())
}

fn broken(why: &XlsxError) -> Unreadable {
    Unreadable::wrong_form(
        Place::START,
        match why {
            XlsxError::Password => "the workbook has a password: save it without one".to_owned(),
            why => format!("it is no workbook that can be read: {why}"),
        },
    )
}
