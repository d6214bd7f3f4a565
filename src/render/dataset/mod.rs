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

/// A writer to `out`, which an error calls `name`. The first bytes are written with the first row.
pub fn writer<'a>(
    format: DataFormat,
    description: &Description,
    out: &'a mut (dyn Write + Send),
    name: &str,
) -> Result<Box<dyn Writer + 'a>> {
    let target = Target { out, name: name.to_owned() };
    Ok(match format {
        DataFormat::Csv => Box::new(csv::Csv::to(target, &description.fields)?),
        DataFormat::Ndjson => Box::new(json::Json::lines(target, &description.fields)),
        DataFormat::Json => Box::new(json::Json::object(target, description)?),
        DataFormat::Parquet => Box::new(parquet::Parquet::to(target, description)?),
    })
}

/// Where bytes go.
struct Target<'a> {
    out: &'a mut (dyn Write + Send),
    name: String,
}

impl Target<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes).map_err(|why| self.failed(&why))
    }

    fn failed(&self, why: &dyn std::error::Error) -> Error {
        Error::Output { to: self.name.clone(), why: why.to_string() }
    }
}
