//! A folder of Parquet files divided by a column, which other programs read as one table.

use std::io::ErrorKind;

use super::source::{Part, Source, file_name};
use crate::cli::place::taken;
use crate::cli::stream::{self, Durable, Output};
use crate::error::Result;
use crate::files::Making;
use crate::render::{Format, Resource, datapackage};
use crate::report::Description;

/// A column by which a folder is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Partition {
    /// A file for each treaty.
    Treaty,
    /// A file for each year, of accede panel only.
    Year,
}

impl Partition {
    fn column(self) -> &'static str {
        match self {
            Self::Treaty => "treaty",
            Self::Year => "year",
        }
    }
}

impl Source<'_> {
    /// The folder, which appears with all its files or not at all.
    pub(super) fn folder(
        &self,
        output: &Output,
        described: &Output,
        partition: Partition,
        parts: &[Part],
    ) -> Result<()> {
        let path = output.path();
        if path.symlink_metadata().is_ok() {
            return Err(taken(path));
        }
        let making = output.begin()?;
        let (paths, rows) = self.fill(&making, output, partition.column(), parts)?;
        let resource = Resource {
            paths: &paths,
            format: Format::Parquet.spec(),
            bytes: None,
            rows,
            partition: Some(partition.column()),
        };
        let text = datapackage(self.description, resource);
        let (description, ()) = described.written(Durable::No, |sink| sink.put(text.as_bytes()))?;
        making.place().map_err(|why| match why.kind() {
            ErrorKind::AlreadyExists => taken(path),
            _ => output.failed(&why),
        })?;
        description.replace()
    }

    /// Fills it under another name; returns its files, as seen from beside it, and the number of rows.
    fn fill(
        &self,
        making: &Making,
        output: &Output,
        column: &str,
        parts: &[Part],
    ) -> Result<(Vec<String>, u64)> {
        let failed = |why: std::io::Error| output.failed(&why);
        let folder = making.path();
        making.folder_at(&folder).map_err(failed)?;
        let mut paths = Vec::new();
        let mut rows = 0;
        for (done, part) in (0..).zip(parts) {
            self.progress.at(done, parts.len() as u64);
            let (value, within) = within(part, self.description, column);
            let inside = format!("{column}={}", in_a_path(&value));
            let own = folder.join(&inside);
            making.folder_at(&own).map_err(failed)?;
            let file = making.file_at(&own.join(FILE)).map_err(failed)?;
            let shown = output.path().join(&inside).join(FILE).display().to_string();
            let here = stream::into_file(&file, &shown, Durable::No, |sink| {
                self.write_part(Format::Parquet, &within, sink, *part)
            })?;
            if here == 0 {
                std::fs::remove_dir_all(&own).map_err(failed)?;
                continue;
            }
            rows += here;
            paths.push(format!("{}/{inside}/{FILE}", file_name(output.path())));
        }
        Ok((paths, rows))
    }
}

/// The file in the folder of a part.
const FILE: &str = "data.parquet";

/// The value of a part's column, and the description that its file carries, without that column.
fn within(part: &Part, description: &Description, column: &str) -> (String, Description) {
    let mut within = description.clone();
    within.fields.retain(|field| field.name != column);
    let value = match part {
        Part::Treaty(treaty) => {
            within.treaties.retain(|covered| covered.code == treaty.code);
            treaty.code.clone()
        }
        Part::Year(year) => {
            within.treaties.clear();
            year.to_string()
        }
        Part::Whole => String::new(),
    };
    within.left_out.clear();
    (value, within)
}

/// A value as the name of a folder: what is neither letter, figure, point, hyphen nor low line as %XX, as those that read
/// such folders expect it.
fn in_a_path(value: &str) -> String {
    let bytes = value.bytes().map(|byte| match byte {
        b'.' | b'-' | b'_' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    bytes.collect()
}
