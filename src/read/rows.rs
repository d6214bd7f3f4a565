//! Tables of text with the place of every cell: separated by commas, semicolons, tabs or bars.

use std::cell::Cell;

use csv::{ReaderBuilder, StringRecord};

use super::input::{MOST_ROWS, Unreadable};
use super::table::{self, Kind, Line};
use crate::model::draft::{Place, Reason};

/// The most cells that a row may have.
const WIDEST: usize = 500;

/// The most bytes of one row.
const LONGEST: usize = 1 << 20;

/// One row of a table.
#[derive(Debug)]
pub(super) struct Row<'a> {
    record: &'a StringRecord,
    text: &'a str,
    /// Where the row begins in the text.
    start: usize,
    line: u32,
    separator: u8,
    /// How far the row has been looked through.
    reached: Cell<Reached>,
}

/// A character of a row: in which cell it is, and where.
#[derive(Debug, Clone, Copy)]
struct Reached {
    offset: usize,
    cell: usize,
    quoted: bool,
    place: Place,
}

impl<'a> Row<'a> {
    /// Whether it begins before a byte of the text.
    pub(super) fn starts_before(&self, byte: usize) -> bool {
        self.start < byte
    }

    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.record.len()
    }

    /// A cell as it stands there; nothing where the row is too short.
    pub(super) fn cell(&self, number: usize) -> &'a str {
        self.record.get(number).unwrap_or_default()
    }

    /// Every cell.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'a str> {
        self.record.iter()
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }

    /// Where a cell stands; of one that is not there, the end of the row. Asked from the first to the last, each
    /// character is looked at once.
    pub(super) fn place(&self, number: usize) -> Place {
        let first = Reached {
            offset: self.start,
            cell: 0,
            quoted: false,
            place: Place { line: self.line, column: 1 },
        };
        let reached = Some(self.reached.get()).filter(|reached| reached.cell < number);
        let Reached { mut offset, mut cell, mut quoted, mut place } = reached.unwrap_or(first);
        for letter in self.text[offset..].chars() {
            if cell == number && (quoted || letter != '"') {
                break;
            }
            match letter {
                '"' => quoted = !quoted,
                '\n' if !quoted => break,
                letter if !quoted && u32::from(letter) == u32::from(self.separator) => cell += 1,
                _ => {}
            }
            if letter == '\n' {
                place = Place { line: place.line + 1, column: 1 };
            } else {
                place.column += 1;
            }
            offset += letter.len_utf8();
        }
        self.reached.set(Reached { offset, cell, quoted, place });
        place
    }
}

impl Line for Row<'_> {
    fn cell(&self, number: usize) -> table::Cell<'_> {
        table::Cell { text: self.cell(number), kind: Kind::Text }
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

/// Hands over every row of a table, the first one too; blank lines are no rows.
///
/// Errors: a row that is too wide or too long for a table of a depositary, or a quotation mark that is never closed.
pub(super) fn each(
    text: &str,
    separator: u8,
    mut take: impl FnMut(Row) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    in_bounds(text, separator)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut seen = 0;
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|why| Unreadable::wrong_form(Place::START, format!("it is no table: {why}")))?;
        if !more {
            return Ok(());
        }
        let position = record.position();
        let mut start = position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default());
        let mut line = position.map_or(1, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        // The position of a row is that of the blank lines before it.
        while let Some(end) =
            text[start..].find(|letter| letter != '\r').filter(|end| text[start + end..].starts_with('\n'))
        {
            start += end + 1;
            line += 1;
        }
        let place = Place { line, column: 1 };
        seen += 1;
        if seen > MOST_ROWS {
            return Err(Unreadable::too_many_rows(place));
        }
        let reached = Cell::new(Reached { offset: start, cell: 0, quoted: false, place });
        take(Row { record: &record, text, start, line, separator, reached })?;
    }
}

/// Every row ends within reach, and has no more cells than a table can have. Where a quotation mark is never closed,
/// everything after it would be one cell.
fn in_bounds(text: &str, separator: u8) -> Result<(), Unreadable> {
    let (mut quoted, mut cells, mut row, mut line, mut open) = (false, 1, 0, 1, 1);
    let place = |line: u32| Place { line, column: 1 };
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => {
                quoted = !quoted;
                open = line;
            }
            b'\n' => {
                line += 1;
                if !quoted {
                    (cells, row) = (1, at + 1);
                }
            }
            byte if byte == separator && !quoted => cells += 1,
            _ => {}
        }
        if cells > WIDEST {
            let why = format!("this row has more than {WIDEST} cells: it is no table of participants");
            return Err(Unreadable::wrong_form(place(line), why));
        }
        if at - row.min(at) > LONGEST {
            let why = if quoted {
                "a quotation mark is opened here and not closed within 1 MiB"
            } else {
                "this row is longer than 1 MiB"
            };
            return Err(Unreadable::because(
                Reason::Truncated,
                place(if quoted { open } else { line }),
                "",
                why,
            ));
        }
    }
    if quoted {
        let why = "a quotation mark is opened here and never closed: the file is cut off, or it is no table";
        return Err(Unreadable::because(Reason::Truncated, place(open), "", why));
    }
    Ok(())
}

/// The separator of a table, by its first line: the one of comma, semicolon, tab and bar that stands in it most often
/// outside quotation marks.
pub(super) fn separator_of(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |wanted: u8| {
        let mut quoted = false;
        first
            .bytes()
            .filter(|byte| {
                quoted ^= *byte == b'"';
                !quoted && *byte == wanted
            })
            .count()
    };
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}
