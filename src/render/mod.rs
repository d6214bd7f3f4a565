//! L4: a value to bytes. A `view` lays a report out as a sheet (for people) and as records (for programs);
//! each format is one small file.

mod csv;
mod dataset;
mod ics;
mod json;
mod markdown;
mod sheet;
mod table;
mod text;
mod treaty_file;
mod view;

use std::mem::ManuallyDrop;

use serde::Serialize;

use crate::report::Reason;

pub use dataset::{DataFormat, DataSheet, Resource, Writer, datapackage, writer};
pub use ics::{Calendar, Event};
pub use sheet::{Cell, Column, Records, Section, Sheet};
pub use text::clean;
pub use treaty_file::treaty_file;

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
    /// One JSON object per line, of `panel`, `events` and `spells` only.
    Ndjson,
    /// Apache Parquet, of `panel`, `events` and `spells` only.
    Parquet,
}

impl Format {
    /// The format as one in which data is handed on row by row; none: laid out for people, or as a calendar.
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

/// A report that can be shown.
pub trait Report: Serialize {
    /// Laid out for people.
    fn sheet(&self) -> Sheet;

    /// Laid out for programs: one record per row, the same columns always.
    fn records(&self) -> Records;

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
#[must_use]
pub fn render<R: Report>(report: &R, format: Format, style: Style) -> String {
    match format {
        Format::Table => table::render(&left(report.sheet()), style),
        Format::Json => json::render(report),
        Format::Csv => csv::render(&left(report.records())),
        Format::Markdown => markdown::render(&report.sheet()),
        Format::Ics => report.calendar().as_ref().map_or_else(String::new, ics::render),
        // Only data has these, and it is not rendered as a whole.
        Format::Ndjson | Format::Parquet => String::new(),
    }
}

/// What the end of the process frees, sooner than piece by piece.
fn left<T>(layout: T) -> ManuallyDrop<T> {
    ManuallyDrop::new(layout)
}
