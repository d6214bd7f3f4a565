//! The log as text, one entry per line: the form for archives, and a new file from it. A letter that nobody sees stands in a
//! line by its number, and in the new file as it was.

use std::borrow::Cow;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::chain::broken;
use super::create::{appear, build};
use super::entry::{EntryRef, Head};
use super::file::Store;
use super::inspect::Inspector;
use super::rebuild::{complete, does_not_follow};
use super::touched::Touched;
use super::{apply, clock, log, schema, verify};
use crate::error::{Error, Result};
use crate::files::Reach;
use crate::model::letters::{make_visible, stored_json, visible_json};

/// One line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    seq: i64,
    recorded_at: Text<'a>,
    recorded_by: Text<'a>,
    kind: Text<'a>,
    #[serde(borrow)]
    body: &'a RawValue,
    #[serde(borrow, deserialize_with = "present")]
    reason: Option<Text<'a>>,
    hash: Text<'a>,
    /// The body as it is stored, where the line writes a letter of it by its number.
    #[serde(skip)]
    stored: Option<String>,
}

/// A text, borrowed where it holds no escapes.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A field that has to be there, also where it is null.
fn present<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    field: D,
) -> std::result::Result<T, D::Error> {
    T::deserialize(field)
}

impl<'a> Line<'a> {
    fn of(entry: &EntryRef<'a>) -> serde_json::Result<Self> {
        let text = |text: &'a str| Text(text.into());
        Ok(Self {
            seq: entry.seq,
            recorded_at: text(entry.recorded_at),
            recorded_by: text(entry.recorded_by),
            kind: text(entry.kind),
            body: serde_json::from_str(entry.body)?,
            reason: entry.reason.map(text),
            hash: text(entry.hash),
            stored: None,
        })
    }

    fn entry(&self) -> EntryRef<'_> {
        EntryRef {
            seq: self.seq,
            recorded_at: &self.recorded_at.0,
            recorded_by: &self.recorded_by.0,
            kind: &self.kind.0,
            body: self.stored.as_deref().unwrap_or(self.body.get()),
            reason: self.reason.as_ref().map(|text| &*text.0),
            hash: &self.hash.0,
        }
    }

    fn write(&self, line: &mut Vec<u8>) {
        line.clear();
        serde_json::to_writer(&mut *line, self).expect("a line has only plain fields");
        make_visible(line, 0);
        line.push(b'\n');
    }
}

impl Store {
    /// Hands over the log in pieces of whole lines. All of it is checked before the first line, so that nothing comes out
    /// of a record that is broken. Returns the newest entry, which is the last line: what is recorded meanwhile is not in
    /// it, and nobody who records has to wait until a piece is taken.
    pub fn dump(&self, mut take: impl FnMut(&[u8]) -> Result<()>) -> Result<Head> {
        const PIECE: usize = 1 << 20;
        let steady = self.steady()?;
        schema::record_is_whole(&schema::differences(&self.connection, false)?)?;
        let head = log::inspect(&self.connection, None, |_, _| {})?;
        drop(steady);
        let (mut piece, mut line) = (Vec::new(), Vec::new());
        let mut next = 1;
        while next <= head.seq {
            piece.clear();
            log::some(&self.connection, (next, head.seq), |entry| {
                let why = |why: serde_json::Error| Error::Broken { seq: entry.seq, why: why.to_string() };
                Line::of(entry).map_err(why)?.write(&mut line);
                piece.extend_from_slice(&line);
                next = entry.seq + 1;
                Ok(if piece.len() < PIECE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
            })?;
            if piece.is_empty() {
                return Err(broken(next, "it is missing"));
            }
            take(&piece)?;
        }
        Ok(head)
    }

    /// Makes a new file at `path` from the lines of a dump, which `name` names in messages; none if something is there
    /// already, which then stays. Every entry is checked, and the `noted` ones have to be among them. The file appears
    /// complete or not at all.
    pub fn load(path: &Path, name: &str, lines: &mut dyn BufRead, noted: &[Head]) -> Result<Option<Head>> {
        Self::load_within(path, Reach::default(), (name, lines), noted)
    }

    /// The same; the file is open to nobody beyond `reach`.
    pub fn load_within(
        path: &Path,
        reach: Reach,
        (name, lines): (&str, &mut dyn BufRead),
        noted: &[Head],
    ) -> Result<Option<Head>> {
        appear(path, reach, |beside| {
            build(beside, |connection| {
                let head = fill(connection, name, lines)?;
                verify::check_noted(connection, &head, noted)?;
                Ok(head)
            })
        })
    }
}

/// Fills a file that has only its schema.
fn fill(connection: &Connection, name: &str, lines: &mut dyn BufRead) -> Result<Head> {
    let mut inspector = Inspector::new(connection, Some(clock::last_day_recorded()));
    let mut touched = Touched::default();
    let mut dump = Lines { name, input: lines, number: 0, text: Vec::new(), again: Vec::new() };
    while let Some(line) = dump.next()? {
        let entry = line.entry();
        let number = inspector.next();
        let fact = inspector.entry(&entry).map_err(|error| at_line(error, name, number))?;
        log::keep(connection, &entry)?;
        apply::fact(connection, entry.seq, &fact, &mut touched)
            .map_err(|error| at_line(does_not_follow(number, error), name, number))?;
    }
    let head = inspector.head();
    if head.seq == 0 {
        return Err(Error::Usage(format!(
            "{name}: there is nothing in it; accede dump writes one line per entry"
        )));
    }
    complete(connection, &touched).map_err(|error| does_not_follow(head.seq, error))?;
    Ok(head)
}

/// The error of an entry, with its line: they have the same number up to here.
fn at_line(error: Error, name: &str, line: i64) -> Error {
    match error {
        Error::Broken { seq, why } => Error::Broken { seq, why: format!("{name}:{line}: {why}") },
        other => other,
    }
}

/// The lines of a dump, read one after the other.
struct Lines<'a> {
    name: &'a str,
    input: &'a mut dyn BufRead,
    number: u64,
    text: Vec<u8>,
    again: Vec<u8>,
}

impl Lines<'_> {
    fn next(&mut self) -> Result<Option<Line<'_>>> {
        const LONGEST: u64 = 32 * 1024 * 1024;
        let Self { name, input, number, text, again } = self;
        *number += 1;
        let wrong = |why: &str| Error::Usage(format!("{name}:{number}: {why}"));
        text.clear();
        let read = input.take(LONGEST).read_until(b'\n', text);
        let read = read.map_err(|why| Error::Database {
            path: (*name).into(),
            why: format!("it cannot be read: {why}"),
        })?;
        if read == 0 {
            return Ok(None);
        }
        if !text.ends_with(b"\n") {
            let cut = text.len() as u64 != LONGEST;
            return Err(wrong(if cut {
                "the line has no end: the dump is cut off"
            } else {
                "the line is too long for an entry"
            }));
        }
        let mut line: Line = serde_json::from_slice(text)
            .map_err(|why| wrong(&format!("it is not an entry as accede dump writes it: {why}")))?;
        line.write(again);
        // Dumps of 0.1.0 have each letter as it is.
        let shown = std::str::from_utf8(text).map(visible_json);
        if shown.is_ok_and(|shown| shown.as_bytes() != *again) {
            return Err(wrong(
                "it is not written in the form of accede dump: field order, blanks or escapes differ",
            ));
        }
        if let Cow::Owned(stored) = stored_json(line.body.get()) {
            line.stored = Some(stored);
        }
        Ok(Some(line))
    }
}
