//! Where rows of data come from, and one file of them with its description beside it.

use std::path::Path;

use crate::cli::progress::Progress;
use crate::cli::stream::{self, Durable, Output};
use crate::error::Result;
use crate::render::{Format, Resource, datapackage};
use crate::report::{Datum, Description, Period, Rows};
use crate::store::TreatyRow;

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

/// Where the rows come from.
pub struct Source<'a> {
    pub description: &'a Description,
    pub give: &'a Give<'a>,
    pub progress: &'a Progress,
}

impl Source<'_> {
    /// One file; it and its description get their names once both are whole.
    pub fn file(&self, output: &Output, described: &Output, format: Format) -> Result<()> {
        let described_too = |sink: &mut stream::Sink| {
            let rows = self.write(format, sink)?;
            let resource = Resource {
                paths: &[file_name(output.path())],
                format: format.spec(),
                bytes: Some(sink.bytes()),
                rows,
                partition: None,
            };
            let text = datapackage(self.description, resource);
            described.written(Durable::No, |sink| sink.put(text.as_bytes()))
        };
        stream::to_then(Some(output), Durable::No, described_too, |(description, ())| description.replace())
    }

    /// Writes all of it, and says how many rows there are.
    pub fn write(&self, format: Format, sink: &mut stream::Sink) -> Result<u64> {
        self.write_part(format, self.description, sink, Part::Whole)
    }

    /// Writes a part with the columns that `within` has, and says how many rows there are.
    pub fn write_part(
        &self,
        format: Format,
        within: &Description,
        sink: &mut stream::Sink,
        part: Part,
    ) -> Result<u64> {
        let name = sink.name().to_owned();
        let mut to = format.writer(&within.fields, Some(within), sink, &name)?;
        let without = self.description.fields.iter().position(|field| !within.fields.contains(field));
        let mut counted = Counted { inner: &mut *to, rows: 0, without, progress: self.progress };
        (self.give)(part, &mut counted)?;
        let rows = counted.rows;
        to.finish()?;
        Ok(rows)
    }
}

/// Counts the rows on their way, and stops where the user asks to.
struct Counted<'a, R: Rows + ?Sized> {
    inner: &'a mut R,
    rows: u64,
    /// The place of a cell that is left out.
    without: Option<usize>,
    progress: &'a Progress,
}

impl<R: Rows + ?Sized> Rows for Counted<'_, R> {
    fn rows(&mut self, cells: &[Datum], periods: &[Period]) -> Result<()> {
        self.progress.check()?;
        self.rows += periods.len() as u64;
        let Some(place) = self.without else { return self.inner.rows(cells, periods) };
        let rest: Vec<Datum> = cells[..place].iter().chain(&cells[place + 1..]).cloned().collect();
        self.inner.rows(&rest, periods)
    }

    fn progress(&mut self, done: u64, of: u64) -> Result<()> {
        // Of the parts of a folder the parts are counted.
        if self.without.is_none() {
            self.progress.at(done, of);
        }
        self.progress.check()
    }
}

/// The name of a file without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
