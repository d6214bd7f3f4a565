//! Delivering data for research: to a file with its description beside it, to standard output, to a folder divided by a
//! column; or its first rows to people.

mod folder;
mod source;

use std::ffi::OsString;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

pub use folder::Partition;
pub use source::Part;
use source::{Give, Source};

use super::context::Context;
use super::group_option::GroupOption;
use super::progress::Progress;
use super::stream::{self, Output};
use crate::error::{Error, Result};
use crate::render::{FirstRows, Format, Resource, clean, datapackage};
use crate::report::{Description, People, Set, act_reasons, description};
use crate::store::{Store, TreatyRow, resolve};

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

/// What data about acts or spells is made from.
pub struct Begun {
    /// The file.
    pub store: ManuallyDrop<Store>,
    /// The treaties.
    pub treaties: Vec<TreatyRow>,
    /// The set, where one was asked for.
    pub set: Option<Set>,
    /// What the data is.
    pub about: Description,
    /// Everybody that it can be about.
    pub people: People,
}

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

    /// What a question about acts or spells begins with; `what` they are in the plural.
    pub fn begin(
        &self,
        context: &Context,
        group: &GroupOption,
        (name, title, what): (&'static str, &str, &str),
    ) -> Result<Begun> {
        if self.partition == Some(Partition::Year) {
            return Err(Error::usage(format!(
                "--partition year goes with accede panel only; {what} can be divided by treaty"
            )));
        }
        let when = context.when();
        let store = context.read()?;
        let (treaties, left_out) = self.treaties(&store)?;
        let set = group.set(&store, when.as_of)?;
        let mut about = description(&store, (name, title), &treaties, context.known_at(), when)?;
        about.left_out = left_out;
        about.asked = self.asked();
        let people = People::of(&store)?;
        Ok(Begun { store, treaties, set, about, people })
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
            context.check_second_output("--metadata", path)?;
        }
        let format = match (self.partition, context.format_named()) {
            (Some(_), None | Some(Format::Table | Format::Parquet)) => Some(Format::Parquet),
            (Some(_), _) => {
                return Err(Error::usage("--partition is a folder of Parquet files; leave --format out"));
            }
            (None, _) => Some(context.format()).filter(|format| format.is_of_data()),
        };
        let Some(format) = format else { return self.show(context, store, description, give) };
        if context.wants_reasons() {
            return Err(Error::usage(
                "--why goes with --format table here; in the other formats each row names its act",
            ));
        }
        if let (None, Some(file)) = (&self.metadata, context.output())
            && !file.is_stream()
        {
            context
                .check_second_output("--output and its description", &self.description_path(file.path()))?;
        }
        let progress = if context.is_seen() {
            Progress::unseen(context)
        } else {
            Progress::counted(description.name, 0, context)
        };
        let source = Source { description, give, progress: &progress };
        let described = |output: &Output| context.output_at(&self.description_path(output.path()));
        match (self.partition, context.output()) {
            (Some(partition), Some(folder)) => {
                let parts: Vec<Part> = match partition {
                    Partition::Treaty => treaties.iter().map(Part::Treaty).collect(),
                    Partition::Year => years.iter().copied().map(Part::Year).collect(),
                };
                source.folder(&folder, &described(&folder), partition, &parts)
            }
            (Some(_), None) => Err(Error::usage("--partition writes a folder: name it with --output")),
            // A device or a pipe has nothing beside it.
            (None, Some(file)) if self.metadata.is_none() && file.is_stream() => {
                stream::to(Some(&file), |sink| source.write(format, sink).map(|_| store.end_look()))
            }
            (None, Some(file)) => source.file(&file, &described(&file), format),
            (None, None) => {
                let write = |sink: &mut stream::Sink| {
                    let written = (source.write(format, sink)?, sink.bytes());
                    store.end_look();
                    Ok(written)
                };
                // A reader that has seen enough has not seen what would be described.
                stream::to_then(None, stream::Durable::Yes, write, |(rows, bytes)| {
                    let Some(path) = &self.metadata else { return Ok(()) };
                    let resource = Resource {
                        paths: &["-".to_owned()],
                        format: format.spec(),
                        bytes: Some(bytes),
                        rows,
                        partition: None,
                    };
                    let description = datapackage(description, resource);
                    stream::whole(Some(&context.output_at(path)), description.as_bytes())
                })
            }
        }
    }

    fn show(&self, context: &Context, store: &Store, description: &Description, give: &Give) -> Result<()> {
        if self.metadata.is_some() {
            return Err(Error::usage(
                "--metadata describes data: give --format csv, ndjson, json or parquet as well",
            ));
        }
        let mut sheet = FirstRows::of(description);
        give(Part::Whole, &mut sheet)?;
        if context.wants_reasons() {
            let rows: Vec<_> = sheet.rows.iter().map(|row| (row.of.as_str(), row.act.as_deref())).collect();
            let why = act_reasons(store, &rows)?;
            sheet.why = why;
        }
        context.answer_from(store, &sheet)
    }

    fn description_path(&self, data: &Path) -> PathBuf {
        self.metadata.clone().unwrap_or_else(|| {
            let mut name: OsString = data.file_name().unwrap_or_default().to_owned();
            name.push(".datapackage.json");
            data.with_file_name(name)
        })
    }
}
