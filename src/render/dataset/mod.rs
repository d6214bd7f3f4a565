//! Data for research to bytes, row by row: one file per format, and the description beside it.

mod csv;
mod datapackage;
mod json;
mod parquet;
mod sheet;
mod template;

use std::io::Write;

pub use datapackage::{Resource, datapackage, footer};
pub use sheet::DataSheet;

use crate::error::{Error, Result};
use crate::report::{Description, Rows};

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

/// Rows on their way to bytes.
pub trait Writer: Rows {
    /// Writes what is left; without it the output is not whole.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// A writer to `out`, which an error calls `name`. What comes before the first row is written at once.
pub fn writer<'a>(
    format: DataFormat,
    description: &Description,
    out: &'a mut (dyn Write + Send),
    name: &str,
) -> Result<Box<dyn Writer + 'a>> {
    let target = Target { out, name: name.to_owned(), piece: Vec::with_capacity(2 * PIECE) };
    Ok(match format {
        DataFormat::Csv => Box::new(csv::Csv::to(target, &description.fields)?),
        DataFormat::Ndjson => Box::new(json::Json::lines(target, &description.fields)),
        DataFormat::Json => Box::new(json::Json::object(target, description)?),
        DataFormat::Parquet => Box::new(parquet::Parquet::to(target, description)?),
    })
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
