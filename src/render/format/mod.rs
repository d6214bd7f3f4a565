//! The formats of an answer: a file for each, and its line in the list below.

mod csv;
mod ics;
mod json;
mod markdown;
mod parquet;
mod table;

use std::io::Write;
use std::path::Path;

use clap::ValueEnum;

use super::format_spec::FormatSpec;
use super::target::{PIECE, Target, Writer};
use crate::error::{Error, Result};
use crate::report::{Description, Field};

pub(super) use json::render as value;

macro_rules! formats {
    ($($(#[$meaning:meta])* $format:ident($spec:expr),)+) => {
        /// The formats of an answer.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
        pub enum Format {
            $($(#[$meaning])* $format,)+
        }

        impl Format {
            /// What its file says of it.
            #[must_use]
            pub fn spec(self) -> &'static FormatSpec {
                match self {
                    $(Self::$format => &$spec,)+
                }
            }
        }
    };
}

formats! {
    /// For people, fitted to the terminal.
    #[default]
    Table(table::SPEC),
    /// One object, stable field order.
    Json(json::SPEC),
    /// One header line, one line per row (RFC 4180).
    Csv(csv::SPEC),
    /// A table for documents.
    Markdown(markdown::SPEC),
    /// A calendar (RFC 5545), of `accede next` only.
    Ics(ics::SPEC),
    /// One JSON object per line and row.
    Ndjson(json::LINES),
    /// Apache Parquet.
    Parquet(parquet::SPEC),
}

impl Format {
    /// The format that the ending of a file's name tells.
    #[must_use]
    pub fn by_ending(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::value_variants().iter().copied().find(|format| format.spec().ending == ending)
    }

    /// The endings that tell a format.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        Self::value_variants().iter().map(|format| format.spec().ending).filter(|ending| *ending != "txt")
    }

    /// Whether rows are handed on in it one after the other; else it is laid out for people, or a calendar.
    #[must_use]
    pub fn is_of_data(self) -> bool {
        self.spec().rows.is_some()
    }

    /// Refuses a format that this program cannot write.
    pub fn is_built_in(self) -> Result<()> {
        self.spec().is_missing.map_or(Ok(()), |why| Err(Error::usage(why)))
    }

    /// A writer of rows with these columns to `out`, which an error calls `name`. What comes before the first row is
    /// written at once. A description says what they are.
    pub fn writer<'a>(
        self,
        fields: &[Field],
        description: Option<&Description>,
        out: &'a mut (dyn Write + Send),
        name: &str,
    ) -> Result<Box<dyn Writer + 'a>> {
        self.is_built_in()?;
        let to = self
            .spec()
            .rows
            .ok_or_else(|| Error::usage("rows of data go with --format csv, json, ndjson or parquet"))?;
        to(Target { out, name: name.to_owned(), piece: Vec::with_capacity(PIECE) }, fields, description)
    }
}
