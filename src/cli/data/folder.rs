//! A folder of Parquet files divided by a column, which other programs read as one table.

use std::path::Path;

use super::source::{Part, Source, failed, file_name, rename};
use crate::cli::place::taken;
use crate::cli::stream::{self, Durable, unfinished};
use crate::error::Result;
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
        path: &Path,
        described: &Path,
        partition: Partition,
        parts: &[Part],
    ) -> Result<()> {
        if path.symlink_metadata().is_ok() {
            return Err(taken(path));
        }
        let unfinished = unfinished(path);
        let made = self.fill(&unfinished, path, partition.column(), parts).and_then(|resource| {
            let (paths, rows) = &resource;
            let resource = Resource {
                paths,
                format: Format::Parquet.spec(),
                bytes: None,
                rows: *rows,
                partition: Some(partition.column()),
            };
            let text = datapackage(self.description, resource);
            stream::to(Some(described), |sink| sink.put(text.as_bytes()))?;
            rename(&unfinished, path)
        });
        if made.is_err() {
            let _ = std::fs::remove_dir_all(&unfinished);
        }
        made
    }

    /// Fills it under another name; returns its files, as seen from beside it, and the number of rows.
    fn fill(&self, folder: &Path, path: &Path, column: &str, parts: &[Part]) -> Result<(Vec<String>, u64)> {
        make_folder(folder)?;
        let mut paths = Vec::new();
        let mut rows = 0;
        for (done, part) in (0..).zip(parts) {
            self.progress.at(done, parts.len() as u64);
            let (value, within) = within(part, self.description, column);
            let inside = format!("{column}={}", in_a_path(&value));
            let own = folder.join(&inside);
            make_folder(&own)?;
            let shown = path.join(&inside).join(FILE).display().to_string();
            let mut here = 0;
            stream::new_file(&own.join(FILE), &shown, Durable::No, |sink| {
                here = self.write_part(Format::Parquet, &within, sink, *part)?;
                Ok(())
            })?;
            if here == 0 {
                std::fs::remove_dir_all(&own).map_err(|why| failed(&own, &why))?;
                continue;
            }
            rows += here;
            paths.push(format!("{}/{inside}/{FILE}", file_name(path)));
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

fn make_folder(path: &Path) -> Result<()> {
    std::fs::create_dir(path).map_err(|why| failed(path, &why))
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
