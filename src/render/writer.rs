//! A writer of rows for each format of data.

use std::io::Write;

#[cfg(feature = "parquet")]
use super::parquet;
use super::target::{PIECE, Target, Writer};
use super::{Format, csv, json};
use crate::error::{Error, Result};
use crate::report::{Description, Field};

/// A writer of rows with these columns to `out`, which an error calls `name`. What comes before the first row is written
/// at once. A description says what they are.
pub fn writer<'a>(
    format: Format,
    fields: &[Field],
    description: Option<&Description>,
    out: &'a mut (dyn Write + Send),
    name: &str,
) -> Result<Box<dyn Writer + 'a>> {
    let target = Target { out, name: name.to_owned(), piece: Vec::with_capacity(PIECE) };
    Ok(match (format, description) {
        (Format::Csv, _) => Box::new(csv::Csv::to(target, fields)?),
        (Format::Json, Some(description)) => Box::new(json::Json::object(target, fields, description)?),
        (Format::Ndjson | Format::Json, _) => Box::new(json::Json::lines(target, fields)),
        (Format::Table | Format::Markdown | Format::Ics, _) => {
            return Err(Error::Usage(
                "rows of data go with --format csv, json, ndjson or parquet".to_owned(),
            ));
        }
        #[cfg(feature = "parquet")]
        (Format::Parquet, _) => Box::new(parquet::Parquet::to(target, fields, description)?),
        #[cfg(not(feature = "parquet"))]
        (Format::Parquet, _) => return Err(no_parquet()),
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
