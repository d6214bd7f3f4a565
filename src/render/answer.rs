//! What a report has to tell of itself to be shown, in whatever format.

use std::mem::ManuallyDrop;

use serde::Serialize;

use super::format::{self, Format};
use super::format_spec::Answer;
use super::{Calendar, Sheet, Style, Table};
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
    Ok(match format.spec().answer {
        Answer::Sheet(render) => {
            // The end of the process frees a layout sooner than it can be freed piece by piece.
            let sheet = ManuallyDrop::new(report.sheet());
            render(&sheet, style).into_bytes()
        }
        Answer::Calendar(render) => report.calendar().as_ref().map_or_else(String::new, render).into_bytes(),
        Answer::Value => format::value(report)?,
        Answer::Rows => {
            let mut bytes = Vec::new();
            let Table { fields, give } = report.table();
            let mut to = format.writer(&fields, None, &mut bytes, "memory")?;
            give(&mut *to)?;
            to.finish()?;
            bytes
        }
    })
}
