//! The formats of an answer.

use std::path::Path;

use clap::ValueEnum;

/// The formats of an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
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
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::value_variants().iter().copied().find(|format| format.names().0 == ending)
    }

    /// How its files end, which is its name in the description of data too, and their media type.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Table => ("txt", "text/plain"),
            Self::Json => ("json", "application/json"),
            Self::Csv => ("csv", "text/csv"),
            Self::Markdown => ("md", "text/markdown"),
            Self::Ics => ("ics", "text/calendar"),
            Self::Ndjson => ("ndjson", "application/x-ndjson"),
            Self::Parquet => ("parquet", "application/vnd.apache.parquet"),
        }
    }

    /// Whether rows are handed on in it one after the other; else it is laid out for people, or a calendar.
    #[must_use]
    pub fn is_of_data(self) -> bool {
        matches!(self, Self::Csv | Self::Json | Self::Ndjson | Self::Parquet)
    }
}
