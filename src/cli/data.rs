//! Delivering data for research: to a file with its description beside it, to standard output, to a folder divided by a
//! column; or its first rows to people.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::context::{Context, beside};
use super::progress::Progress;
use super::stream::Durable;
use super::{resolve, stream, usage};
use crate::error::{Error, Result};
use crate::render::{DataFormat, DataSheet, Format, Resource, clean, datapackage, writer};
use crate::report::{Datum, Description, Period, Rows, act_reasons};
use crate::store::{Store, TreatyRow};

/// What `panel`, `events` and `spells` take.
#[derive(Debug, clap::Args)]
pub struct DataOptions {
    /// The treaties, by any of their names
    #[arg(value_name = "TREATY", required_unless_present = "all")]
    treaties: Vec<String>,

    /// All treaties of which acts were collected
    #[arg(long, conflicts_with = "treaties")]
    all: bool,

    /// Write the description of the data to this file [default: the name of the --output file with
    /// .datapackage.json behind it; none for standard output]
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,

    /// Write a folder of Parquet files divided by this column, which other programs read as one table; --output names it
    #[arg(long, value_name = "COLUMN", value_enum)]
    partition: Option<Partition>,
}

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

/// The part of the data that is wanted.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// All of it.
    Whole,
    /// What is under one treaty.
    Treaty(&'a TreatyRow),
    /// What is in one year.
    Year(i32),
}

/// Hands on the rows of a part.
pub type Give<'a> = dyn Fn(Part, &mut dyn Rows) -> Result<()> + 'a;

impl DataOptions {
    /// The treaties asked for, and those left out of all because no acts under them were collected. Says so of those that
    /// were asked for by name.
    pub fn treaties(&self, store: &Store) -> Result<(Vec<TreatyRow>, Vec<String>)> {
        if self.all {
            let mut all = store.treaties()?;
            all.sort_by(|a, b| a.code.cmp(&b.code));
            let (there, not): (Vec<_>, Vec<_>) = all.into_iter().partition(|treaty| treaty.collected);
            return Ok((there, not.into_iter().map(|treaty| treaty.code).collect()));
        }
        let treaties = resolve::treaties(store, &self.treaties)?;
        for treaty in treaties.iter().filter(|treaty| !treaty.collected) {
            // The data does not depend on anybody reading this.
            let _ = writeln!(
                anstream::stderr(),
                "accede: no acts under {} were collected: who stands where is not known",
                clean(&treaty.code)
            );
        }
        Ok((treaties, Vec::new()))
    }

    /// The column by which a folder is to be divided.
    pub fn partition(&self) -> Option<Partition> {
        self.partition
    }

    /// What was asked, for the description.
    pub fn asked(&self) -> Vec<(&'static str, String)> {
        if self.all { vec![("all", "true".to_owned())] } else { Vec::new() }
    }

    /// Delivers data: `years` are those by which a folder can be divided.
    pub fn deliver(
        &self,
        context: &Context,
        store: &Store,
        description: &Description,
        (treaties, years): (&[TreatyRow], &[i32]),
        give: &Give,
    ) -> Result<()> {
        if let Some(path) = &self.metadata {
            context.is_possible("--metadata", path)?;
        }
        let format = match (self.partition, context.format()) {
            (Some(_), Format::Table | Format::Parquet) => Some(DataFormat::Parquet),
            (Some(_), _) => {
                return Err(usage("--partition is a folder of Parquet files; leave --format out"));
            }
            (None, format) => format.of_data(),
        };
        let Some(format) = format else { return self.show(context, store, description, give) };
        if context.wants_reasons() {
            return Err(usage(
                "--why goes with --format table here; in the other formats each row names its act",
            ));
        }
        let progress = if context.is_seen() {
            Progress::unseen(context)
        } else {
            Progress::counted(description.name, 0, context)
        };
        let output = context.output();
        match (self.partition, output) {
            (Some(partition), Some(folder)) => {
                let parts: Vec<Part> = match partition {
                    Partition::Treaty => treaties.iter().map(Part::Treaty).collect(),
                    Partition::Year => years.iter().copied().map(Part::Year).collect(),
                };
                self.folder(folder, partition.column(), &parts, description, give, &progress)
            }
            (Some(_), None) => Err(usage("--partition writes a folder: name it with --output")),
            (None, Some(file)) => self.file(file, format, description, give, &progress),
            (None, None) => {
                if format == DataFormat::Parquet && context.is_seen() {
                    return Err(usage("a Parquet file is not for a terminal: name a file with --output"));
                }
                let mut rows = 0;
                let mut bytes = 0;
                stream::to(None, |sink| {
                    rows = write(format, description, sink, Part::Whole, give, &progress)?;
                    bytes = sink.bytes();
                    Ok(())
                })?;
                let Some(path) = &self.metadata else { return Ok(()) };
                let resource =
                    Resource { paths: &["-".to_owned()], format, bytes: Some(bytes), rows, partition: None };
                stream::to(Some(path), |sink| sink.put(datapackage(description, resource).as_bytes()))
            }
        }
    }

    fn show(&self, context: &Context, store: &Store, description: &Description, give: &Give) -> Result<()> {
        if self.metadata.is_some() {
            return Err(usage(
                "--metadata describes data: give --format csv, ndjson, json or parquet as well",
            ));
        }
        let mut sheet = DataSheet::of(description);
        give(Part::Whole, &mut sheet)?;
        if context.wants_reasons() {
            let rows: Vec<_> = sheet.rows.iter().map(|row| (row.of.as_str(), row.act.as_deref())).collect();
            let why = act_reasons(store, &rows)?;
            sheet.why = why;
        }
        context.answer(&sheet)
    }

    /// One file; it and its description get their names once both are whole.
    fn file(
        &self,
        path: &Path,
        format: DataFormat,
        description: &Description,
        give: &Give,
        progress: &Progress,
    ) -> Result<()> {
        let described = self.description_path(path);
        let unfinished = beside(&described);
        let written = stream::to_then(
            Some(path),
            Durable::No,
            |sink| {
                let rows = write(format, description, sink, Part::Whole, give, progress)?;
                let file = file_name(path);
                let resource =
                    Resource { paths: &[file], format, bytes: Some(sink.bytes()), rows, partition: None };
                let text = datapackage(description, resource);
                stream::new_file(&unfinished, &described.display().to_string(), Durable::No, |sink| {
                    sink.put(text.as_bytes())
                })
            },
            || rename(&unfinished, &described),
        );
        if written.is_err() {
            let _ = std::fs::remove_file(&unfinished);
        }
        written
    }

    /// A folder, which appears with all its files or not at all.
    fn folder(
        &self,
        path: &Path,
        column: &str,
        parts: &[Part],
        description: &Description,
        give: &Give,
        progress: &Progress,
    ) -> Result<()> {
        if path.symlink_metadata().is_ok() {
            return Err(Context::is_there(path));
        }
        let unfinished = beside(path);
        let described = self.description_path(path);
        let made = (|| {
            make_folder(&unfinished)?;
            let mut paths = Vec::new();
            let mut rows = 0;
            for (done, part) in (0..).zip(parts) {
                progress.at(done, parts.len() as u64);
                let (value, within) = within(part, description, column);
                let inside = format!("{column}={}", in_a_path(&value));
                let folder = unfinished.join(&inside);
                make_folder(&folder)?;
                let file = folder.join("data.parquet");
                let shown = path.join(&inside).join("data.parquet").display().to_string();
                let mut here = 0;
                stream::new_file(&file, &shown, Durable::No, |sink| {
                    here = write_part(&within, column, description, sink, *part, give, progress)?;
                    Ok(())
                })?;
                if here == 0 {
                    std::fs::remove_dir_all(&folder).map_err(|why| failed(&folder, &why))?;
                    continue;
                }
                rows += here;
                paths.push(format!("{}/{inside}/data.parquet", file_name(path)));
            }
            let partition = Some(column);
            let resource =
                Resource { paths: &paths, format: DataFormat::Parquet, bytes: None, rows, partition };
            let text = datapackage(description, resource);
            stream::to(Some(&described), |sink| sink.put(text.as_bytes()))?;
            rename(&unfinished, path)
        })();
        if made.is_err() {
            let _ = std::fs::remove_dir_all(&unfinished);
        }
        made
    }

    fn description_path(&self, data: &Path) -> PathBuf {
        self.metadata.clone().unwrap_or_else(|| {
            let mut name: OsString = data.file_name().unwrap_or_default().to_owned();
            name.push(".datapackage.json");
            data.with_file_name(name)
        })
    }
}

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

/// Writes a part, and says how many rows it has.
fn write(
    format: DataFormat,
    description: &Description,
    sink: &mut stream::Sink,
    part: Part,
    give: &Give,
    progress: &Progress,
) -> Result<u64> {
    let name = sink.name().to_owned();
    let mut to = writer(format, description, sink, &name)?;
    let mut counted = Counted { inner: &mut *to, rows: 0, without: None, progress, shows: true };
    give(part, &mut counted)?;
    let rows = counted.rows;
    to.finish()?;
    Ok(rows)
}

/// Writes the file of a part, without the column that its folder gives.
fn write_part(
    within: &Description,
    column: &str,
    whole: &Description,
    sink: &mut stream::Sink,
    part: Part,
    give: &Give,
    progress: &Progress,
) -> Result<u64> {
    let name = sink.name().to_owned();
    let mut to = writer(DataFormat::Parquet, within, sink, &name)?;
    let without = whole.fields.iter().position(|field| field.name == column);
    let mut counted = Counted { inner: &mut *to, rows: 0, without, progress, shows: false };
    give(part, &mut counted)?;
    let rows = counted.rows;
    to.finish()?;
    Ok(rows)
}

/// Counts the rows on their way, and stops where the user asks to.
struct Counted<'a, R: Rows + ?Sized> {
    inner: &'a mut R,
    rows: u64,
    /// The place of a cell that is left out.
    without: Option<usize>,
    progress: &'a Progress,
    shows: bool,
}

impl<R: Rows + ?Sized> Rows for Counted<'_, R> {
    fn rows(&mut self, cells: &[Datum], periods: &[Period]) -> Result<()> {
        self.progress.check()?;
        self.rows += periods.len() as u64;
        let Some(place) = self.without else { return self.inner.rows(cells, periods) };
        let rest: Vec<Datum> = cells[..place].iter().chain(&cells[place + 1..]).copied().collect();
        self.inner.rows(&rest, periods)
    }

    fn progress(&mut self, done: u64, of: u64) -> Result<()> {
        if self.shows {
            self.progress.at(done, of);
        }
        self.progress.check()
    }
}

fn make_folder(path: &Path) -> Result<()> {
    std::fs::create_dir(path).map_err(|why| failed(path, &why))
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).map_err(|why| failed(to, &why))
}

fn failed(path: &Path, why: &std::io::Error) -> Error {
    Error::Output { to: path.display().to_string(), why: why.to_string() }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
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
