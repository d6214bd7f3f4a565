//! The formats of an answer.

use std::path::Path;

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
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("csv", "text/csv"),
            Self::Ndjson => ("ndjson", "application/x-ndjson"),
            Self::Json => ("json", "application/json"),
            Self::Parquet => ("parquet", "application/vnd.apache.parquet"),
        }
    }
}
