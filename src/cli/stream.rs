//! Output that is written piece by piece, because it can be larger than the memory.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Where the pieces go.
pub struct Sink<'a> {
    out: BufWriter<Box<dyn Write + Send + 'a>>,
    to: String,
    bytes: u64,
    reader_is_gone: bool,
}

impl<'a> Sink<'a> {
    fn of(out: impl Write + Send + 'a, to: String) -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, Box::new(out)), to, bytes: 0, reader_is_gone: false }
    }

    /// Writes a piece.
    pub fn put(&mut self, piece: &[u8]) -> Result<()> {
        self.write_all(piece).map_err(|why| self.failed(&why))
    }

    /// How many bytes were written so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The name of the place.
    pub fn name(&self) -> &str {
        &self.to
    }

    fn finish(&mut self) -> Result<()> {
        self.flush().map_err(|why| self.failed(&why))
    }

    fn failed(&self, why: &std::io::Error) -> Error {
        Error::Output { to: self.to.clone(), why: why.to_string() }
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(piece).inspect_err(|why| {
            self.reader_is_gone |= why.kind() == ErrorKind::BrokenPipe;
        })?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush().inspect_err(|why| {
            self.reader_is_gone |= why.kind() == ErrorKind::BrokenPipe;
        })
    }
}

/// Hands a sink to `write`: a file, which appears whole or not at all, or standard output, where a reader
/// that has seen enough is no error.
pub fn to(output: Option<&Path>, write: impl FnOnce(&mut Sink) -> Result<()>) -> Result<()> {
    to_then(output, Durable::Yes, write, || Ok(()))
}

/// The same; `then` is done once all is written, and before a file gets its name.
pub fn to_then(
    output: Option<&Path>,
    durable: Durable,
    write: impl FnOnce(&mut Sink) -> Result<()>,
    then: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let Some(path) = output else { return to_standard_output(std::io::stdout(), write, then) };
    let name = path.display().to_string();
    let failed = |why: std::io::Error| Error::Output { to: name.clone(), why: why.to_string() };
    if path.exists() && !path.is_file() {
        // A device or a pipe has no place for a second name.
        let file = File::options().write(true).open(path).map_err(failed)?;
        let mut sink = Sink::of(file, name.clone());
        return write(&mut sink).and_then(|()| sink.finish()).and_then(|()| then());
    }
    let unfinished = unfinished(path);
    let written = new_file(&unfinished, &name, durable, write)
        .and_then(|()| then())
        .and_then(|()| std::fs::rename(&unfinished, path).map_err(failed));
    if written.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    written
}

/// Writes what is at hand as a whole.
pub fn whole(output: Option<&Path>, bytes: &[u8]) -> Result<()> {
    to_then(output, Durable::No, |sink| sink.put(bytes), || Ok(()))
}

/// Writes what is at hand to standard output, its colours as far as they are wanted there.
pub fn coloured(bytes: &[u8]) -> Result<()> {
    let out = anstream::AutoStream::auto(std::io::stdout());
    to_standard_output(out, |sink| sink.put(bytes), || Ok(()))
}

fn to_standard_output(
    out: impl Write + Send,
    write: impl FnOnce(&mut Sink) -> Result<()>,
    then: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let mut sink = Sink::of(out, "standard output".to_owned());
    let written = write(&mut sink).and_then(|()| sink.finish());
    if sink.reader_is_gone { Ok(()) } else { written.and_then(|()| then()) }
}

/// Where a file is written before it gets its name.
pub fn unfinished(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    path.with_file_name(name)
}

/// Whether a file has to be on disk, and not only on its way there, before it gets its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durable {
    /// It is all there is: a copy of the record.
    Yes,
    /// The same command makes it again.
    No,
}

/// Writes a file; an error names it `name`.
pub fn new_file(
    path: &Path,
    name: &str,
    durable: Durable,
    write: impl FnOnce(&mut Sink) -> Result<()>,
) -> Result<()> {
    let failed = |why: std::io::Error| Error::Output { to: name.to_owned(), why: why.to_string() };
    let file = File::create(path).map_err(failed)?;
    let mut sink = Sink::of(&file, name.to_owned());
    let written = write(&mut sink).and_then(|()| sink.finish());
    // What did not get through the first time must not be tried again.
    let _ = sink.out.into_parts();
    match durable {
        Durable::Yes => written.and_then(|()| file.sync_all().map_err(failed)),
        Durable::No => written,
    }
}
