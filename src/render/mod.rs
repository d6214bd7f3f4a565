//! L4: a value to bytes. A `view` declares the columns of a report and lays it out for people; each format is one small file.

mod columns;
mod csv;
mod datapackage;
mod first_rows;
mod ics;
mod json;
mod markdown;
mod marks;
#[cfg(feature = "parquet")]
mod parquet;
mod sheet;
mod table;
mod template;
mod text;
mod treaty_file;
mod view;

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::report::{Description, Field, Reason, Rows};

pub use columns::Table;
pub use datapackage::{Resource, datapackage};
pub use first_rows::FirstRows;
pub use ics::{Calendar, Event};
pub use sheet::{Cell, Head, Section, Sheet};
pub use text::clean;
pub use treaty_file::treaty_file;
pub use view::{Declared, declared};

/// The formats of an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people, fitted to the terminal.
    #[default]
    Table,
    /// One object, stable field order.
    Json,
    /// One header line, one line per row (RFC 4180).
    Csv,
    /// A table for documents.
    Markdown,
    /// A calendar (RFC 5545), of `accede next` only.
    Ics,
    /// One JSON object per line and row.
    Ndjson,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// The format that the ending of a file's name tells.
    #[must_use]
    pub fn by_ending(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Self::Json,
            "csv" => Self::Csv,
            "md" => Self::Markdown,
            "ics" => Self::Ics,
            "ndjson" => Self::Ndjson,
            "parquet" => Self::Parquet,
            _ => return None,
        })
    }

    /// The format as one in which rows are handed on one after the other; none: laid out for people, or as a calendar.
    #[must_use]
    pub fn of_data(self) -> Option<DataFormat> {
        match self {
            Self::Csv => Some(DataFormat::Csv),
            Self::Json => Some(DataFormat::Json),
            Self::Ndjson => Some(DataFormat::Ndjson),
            Self::Parquet => Some(DataFormat::Parquet),
            Self::Table | Self::Markdown | Self::Ics => None,
        }
    }
}

/// The formats in which rows are handed on one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFormat {
    /// One header line, one line per row (RFC 4180).
    Csv,
    /// One JSON object per line.
    Ndjson,
    /// One JSON object with all rows.
    Json,
    /// Apache Parquet, zstd, text by dictionary.
    Parquet,
}

impl DataFormat {
    /// Its name in the description of a file, and its media type.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("csv", "text/csv"),
            Self::Ndjson => ("ndjson", "application/x-ndjson"),
            Self::Json => ("json", "application/json"),
            Self::Parquet => ("parquet", "application/vnd.apache.parquet"),
        }
    }
}

/// A report that can be shown.
pub trait Report: Serialize {
    /// Laid out for people.
    fn sheet(&self) -> Sheet;

    /// For programs: the same columns always, one row per row.
    fn table(&self) -> Table<'_>;

    /// What the answer rests on, for `--why`; none where it is no answer about treaties.
    fn reasons(&self) -> Option<Vec<Reason>> {
        None
    }

    /// As a calendar; none where it is not about days to come.
    fn calendar(&self) -> Option<Calendar> {
        None
    }
}

/// How a table is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Width in columns.
    pub width: u16,
    /// Whether the title is set off with terminal codes.
    pub colour: bool,
}

/// The report in a format.
pub fn render<R: Report>(report: &R, format: Format, style: Style) -> Result<Vec<u8>> {
    // The end of the process frees a layout sooner than it can be freed piece by piece.
    let sheet = || ManuallyDrop::new(report.sheet());
    Ok(match (format, format.of_data()) {
        (Format::Json, _) => json::render(report),
        (_, Some(format)) => {
            let mut bytes = Vec::new();
            let Table { fields, give } = report.table();
            let mut to = writer(format, &fields, None, &mut bytes, "memory")?;
            give(&mut *to)?;
            to.finish()?;
            bytes
        }
        (Format::Markdown, _) => markdown::render(&sheet()).into_bytes(),
        (Format::Ics, _) => report.calendar().as_ref().map_or_else(String::new, ics::render).into_bytes(),
        _ => table::render(&sheet(), style).into_bytes(),
    })
}

/// Rows on their way to bytes.
pub trait Writer: Rows {
    /// Writes what is left; without it the output is not whole.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// A writer of rows with these columns to `out`, which an error calls `name`. What comes before the first row is written
/// at once. A description says what they are.
pub fn writer<'a>(
    format: DataFormat,
    fields: &[Field],
    description: Option<&Description>,
    out: &'a mut (dyn Write + Send),
    name: &str,
) -> Result<Box<dyn Writer + 'a>> {
    let target = Target { out, name: name.to_owned(), piece: Vec::with_capacity(PIECE) };
    Ok(match (format, description) {
        (DataFormat::Csv, _) => Box::new(csv::Csv::to(target, fields)?),
        (DataFormat::Json, Some(description)) => Box::new(json::Json::object(target, fields, description)?),
        (DataFormat::Ndjson | DataFormat::Json, _) => Box::new(json::Json::lines(target, fields)),
        #[cfg(feature = "parquet")]
        (DataFormat::Parquet, _) => Box::new(parquet::Parquet::to(target, fields, description)?),
        #[cfg(not(feature = "parquet"))]
        (DataFormat::Parquet, _) => return Err(no_parquet()),
    })
}

/// Whether this program can write such a format.
pub fn can_write(format: Format) -> Result<()> {
    match format {
        Format::Parquet if cfg!(not(feature = "parquet")) => Err(no_parquet()),
        _ => Ok(()),
    }
}

fn no_parquet() -> Error {
    Error::Usage("this accede was built without Parquet; --format csv or ndjson has the same rows".to_owned())
}

/// How much is put together before it is handed on.
const PIECE: usize = 1 << 16;

/// Where bytes go.
struct Target<'a> {
    out: &'a mut (dyn Write + Send),
    name: String,
    /// What is not handed on yet.
    piece: Vec<u8>,
}

impl Target<'_> {
    /// Hands on what was put together, once it is enough.
    fn hand_on_enough(&mut self) -> Result<()> {
        if self.piece.len() >= PIECE { self.hand_on() } else { Ok(()) }
    }

    /// Hands on what was put together.
    fn hand_on(&mut self) -> Result<()> {
        let written = self.out.write_all(&self.piece);
        self.piece.clear();
        written.map_err(|why| Error::Output { to: self.name.clone(), why: why.to_string() })
    }
}
