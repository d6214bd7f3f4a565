//! Sheets of an Excel workbook, cell by cell. What a program made of a formula is not taken for a value, and a number
//! is a day only where it is styled as one. A workbook is looked through before it is opened: what it claims to hold,
//! and what it grows to when it is unpacked, is never more than fits.

mod bounds;
mod serial;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Cursor;

use calamine::{DataRef, Font, Reader, SheetType, Style, Xlsx, XlsxError};

use super::input::Unreadable;
use super::noticed::noticed;
use super::table::{Cell, Kind, Line, STRUCK};
use crate::model::draft::Place;

/// The most columns of a table.
const WIDEST: u32 = 500;

/// The most rows of a table.
const LONGEST: u32 = 200_000;

/// The most letters of one cell, those that Excel allows.
const FULLEST: usize = 32_767;

/// The most bytes of text in all cells: a text that stands once in the file may stand in any number of them.
const MOST_TEXT: usize = 64 << 20;

/// The most cells whose style is looked at: a table of participants has fewer of them.
const MOST_STYLED: usize = 1_000_000;

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
    take: impl FnMut(&Row) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    bounds::hold(bytes)?;
    let mut workbook: Workbook = Xlsx::new(Cursor::new(bytes)).map_err(|why| broken(&why))?;
    let name = sheet_called(&workbook, sheet)?;
    walk_sheet(&mut workbook, &name, until, take)
}

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// A sheet with days that is not the one that is read.
#[derive(Debug)]
pub(super) struct Unread {
    pub name: String,
    /// The first of its days, and where it stands.
    pub first: (Place, String),
    /// How many there are.
    pub days: usize,
}

/// The sheets beside the first one that have days, hidden ones too.
pub(super) fn others(bytes: &[u8]) -> Result<Vec<Unread>, Unreadable> {
    bounds::hold(bytes)?;
    let mut workbook: Workbook = Xlsx::new(Cursor::new(bytes)).map_err(|why| broken(&why))?;
    let own = sheet_called(&workbook, None)?;
    let tables = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = tables.map(|sheet| sheet.name.clone()).filter(|name| *name != own).collect();
    let mut unread = Vec::new();
    for name in names {
        let (mut first, mut days) = (None, 0);
        walk_sheet(&mut workbook, &name, u32::MAX, |row| {
            for number in 0..row.len() {
                let found = noticed(row.cell(number).text);
                days += found.len();
                first = first.take().or_else(|| Some((row.place(number), found.into_iter().next()?)));
            }
            Ok(())
        })?;
        unread.extend(first.map(|first| Unread { name, first, days }));
    }
    Ok(unread)
}

/// The first sheet as a text, a row in a line with tabs between its cells, for those who read tables of text. A cell that is
/// no plain value there is a word that nobody reads.
pub(super) fn as_text(bytes: &[u8], until: u32) -> Result<String, Unreadable> {
    const MOST: usize = 24 << 20;
    let mut text = String::new();
    let (mut line, mut width) = (1, 0);
    walk(bytes, None, until, |row| {
        width = width.max(row.len());
        let place = row.place(0);
        for _ in line..place.line {
            text.push('\n');
        }
        line = place.line + 1;
        // Blank cells at the end of a row are not in the sheet.
        for number in 0..width {
            if number > 0 {
                text.push('\t');
            }
            let cell = row.cell(number);
            match cell.kind {
                Kind::Text | Kind::Number => {}
                Kind::Formula => text.push_str("formula: "),
                Kind::NoDay(why) => text.extend([why, ": "]),
            }
            text.extend(cell.text.chars().map(|letter| match letter {
                '\t' | '\n' | '\r' => ' ',
                '"' => '\'',
                letter => letter,
            }));
        }
        text.push('\n');
        if text.len() > MOST {
            let why = format!("the sheet has more than {} MiB of text", MOST >> 20);
            return Err(Unreadable::wrong_form(place, why));
        }
        Ok(())
    })?;
    Ok(text)
}

/// What the style of a cell says of the day in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Day,
    Month,
    Year,
    /// A day of no year: which one was meant is not seen.
    DayOfNoYear,
    /// It is struck out.
    Struck,
}

impl Shown {
    fn of(style: &Style) -> Self {
        if style.font.as_ref().is_some_and(Font::has_strikethrough) {
            return Self::Struck;
        }
        let code = style.number_format.as_ref().map_or("", |format| format.format_code.as_str());
        let (mut quoted, mut in_brackets, mut escaped) = (false, false, false);
        let (mut day, mut month, mut year) = (false, false, false);
        for letter in code.chars() {
            match letter {
                _ if escaped => escaped = false,
                '\\' | '_' | '*' if !quoted => escaped = true,
                '"' => quoted = !quoted,
                '[' if !quoted => in_brackets = true,
                ']' if !quoted => in_brackets = false,
                ';' if !quoted && !in_brackets => break,
                letter if !quoted && !in_brackets => match letter.to_ascii_lowercase() {
                    'd' => day = true,
                    'm' => month = true,
                    'y' | 'e' => year = true,
                    _ => {}
                },
                _ => {}
            }
        }
        match (day, month, year) {
            (false, true, true) => Self::Month,
            (false, false, true) => Self::Year,
            (true, _, false) => Self::DayOfNoYear,
            _ => Self::Day,
        }
    }
}

/// The cells of a sheet whose style says more than that they are days, by row and column.
fn shown(workbook: &mut Workbook, name: &str) -> Result<HashMap<(u32, u32), Shown>, Unreadable> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|why| broken(&why))?;
    let styles: Vec<Shown> = cells.styles().iter().map(Shown::of).collect();
    let mut found = HashMap::new();
    if styles.iter().all(|shown| *shown == Shown::Day) {
        return Ok(found);
    }
    while let Some((row, column, style)) = cells.next_style_id().map_err(|why| broken(&why))? {
        let shown = styles.get(style).copied().filter(|shown| *shown != Shown::Day);
        if let Some(shown) = shown.filter(|_| row < LONGEST && column < WIDEST && found.len() < MOST_STYLED) {
            found.insert((row, column), shown);
        }
    }
    Ok(found)
}

fn walk_sheet(
    workbook: &mut Workbook,
    name: &str,
    until: u32,
    mut take: impl FnMut(&Row) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let from_1904 = workbook.has_1904_epoch();
    let shown = shown(workbook, name)?;
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|why| broken(&why))?;
    let (mut row, mut text_so_far) = (Row::default(), 0);
    while let Some(found) = cells.next_cell_with_formula_metadata().map_err(|why| broken(&why))? {
        let is_formula = found.formula.is_some();
        let shown = shown.get(&found.pos).copied().unwrap_or(Shown::Day);
        let Some((text, kind)) = content(found.value, is_formula, from_1904, shown) else {
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
fn content(
    value: DataRef<'_>,
    is_formula: bool,
    from_1904: bool,
    shown: Shown,
) -> Option<(Cow<'_, str>, Kind)> {
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
            Ok(_) if shown == Shown::DayOfNoYear => {
                (day.as_f64().to_string().into(), Kind::NoDay("the cell shows a day and no year"))
            }
            Ok(date) => {
                let whole = date.to_string();
                let end = match shown {
                    Shown::Month => whole.len() - "-01".len(),
                    Shown::Year => whole.len() - "-01-01".len(),
                    _ => whole.len(),
                };
                (whole[..end].to_owned().into(), Kind::Text)
            }
            Err(why) => (day.as_f64().to_string().into(), Kind::NoDay(why)),
        },
    };
    let kind = if is_formula { Kind::Formula } else { kind };
    let text =
        if shown == Shown::Struck && !text.is_empty() { format!("{STRUCK}{text}").into() } else { text };
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
