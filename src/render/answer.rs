//! What a report has to tell of itself to be shown, in whatever format.

use std::mem::ManuallyDrop;

use serde::Serialize;

use super::writer::writer;
use super::{Calendar, Format, Sheet, Style, Table, ics, json, markdown, table};
use crate::error::Result;
use crate::report::Reason;

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

/// The report in a format.
pub fn render<R: Report>(report: &R, format: Format, style: Style) -> Result<Vec<u8>> {
    // The end of the process frees a layout sooner than it can be freed piece by piece.
    let sheet = || ManuallyDrop::new(report.sheet());
    Ok(match format {
        Format::Table => table::render(&sheet(), style).into_bytes(),
        Format::Markdown => markdown::render(&sheet()).into_bytes(),
        Format::Ics => report.calendar().as_ref().map_or_else(String::new, ics::render).into_bytes(),
        Format::Json => json::render(report),
        Format::Csv | Format::Ndjson | Format::Parquet => {
            let mut bytes = Vec::new();
            let Table { fields, give } = report.table();
            let mut to = writer(format, &fields, None, &mut bytes, "memory")?;
            give(&mut *to)?;
            to.finish()?;
            bytes
        }
    })
}
