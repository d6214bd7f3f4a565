//! A writer of rows for each format of data.

use std::io::Write;

#[cfg(feature = "parquet")]
use super::parquet;
use super::target::{PIECE, Target, Writer};
use super::{DataFormat, Format, csv, json};
use crate::error::{Error, Result};
use crate::report::{Description, Field};

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
