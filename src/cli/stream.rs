//! Output that is written piece by piece, because it can be larger than the memory.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::files::{Making, Reach};

/// How much is kept for whoever takes it from a pipe, and may take any time: up to this size all is read from the database
/// before they have to be waited for.
const ROOM: usize = 64 << 20;

/// Where the pieces go.
pub struct Sink<'a> {
    out: BufWriter<Box<dyn Write + Send + 'a>>,
    to: String,
    bytes: u64,
    reader_is_gone: bool,
}

impl<'a> Sink<'a> {
    fn of(out: impl Write + Send + 'a, to: String) -> Self {
        Self::with_room(1 << 16, out, to)
    }

    fn with_room(room: usize, out: impl Write + Send + 'a, to: String) -> Self {
        Self { out: BufWriter::with_capacity(room, Box::new(out)), to, bytes: 0, reader_is_gone: false }
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

/// A file for an answer.
#[derive(Debug, Clone)]
pub struct Output {
    path: PathBuf,
    reach: Reach,
}

impl Output {
    /// At `path`: for nobody who may not read the database, or what was there before.
    pub fn of(path: &Path, db: &Path) -> Self {
        Self { path: path.to_owned(), reach: Reach::default().within(db).within(path) }
    }

    /// Where it is to stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is there and stays what it is: a device, a pipe, or what this process was given open.
    pub fn is_stream(&self) -> bool {
        self.path.exists() && (!self.path.is_file() || is_open_already(&self.path))
    }

    /// Begins to make it.
    pub fn begin(&self) -> Result<Making> {
        Making::beside(&self.path, self.reach.clone()).map_err(|why| self.failed(&why))
    }

    /// Writes it, and gives it no name yet.
    pub fn written<T>(
        &self,
        durable: Durable,
        write: impl FnOnce(&mut Sink) -> Result<T>,
    ) -> Result<(Unnamed, T)> {
        let making = self.begin()?;
        let file = making.file().map_err(|why| self.failed(&why))?;
        let name = self.path.display().to_string();
        let done = into_file(&file, &name, durable, write)?;
        Ok((Unnamed { making, name }, done))
    }

    /// The error where it cannot be written.
    pub fn failed(&self, why: &std::io::Error) -> Error {
        failed(&self.path.display().to_string(), why)
    }
}

/// A file that is whole, and has no name yet.
pub struct Unnamed {
    making: Making,
    name: String,
}

impl Unnamed {
    /// Gives it its name, in the place of what has it.
    pub fn replace(self) -> Result<()> {
        self.making.replace().map_err(|why| failed(&self.name, &why))
    }
}

fn failed(to: &str, why: &std::io::Error) -> Error {
    Error::Output { to: to.to_owned(), why: why.to_string() }
}

/// Whether a path leads to an open file of a process, as `/dev/stdout` does.
fn is_open_already(path: &Path) -> bool {
    let folder_of = |path: &Path| path.parent().and_then(|folder| std::fs::canonicalize(folder).ok());
    let target = std::fs::read_link(path).ok();
    let folders = [folder_of(path), target.as_deref().and_then(folder_of)];
    folders
        .into_iter()
        .flatten()
        .any(|folder| ["/proc", "/dev/fd"].iter().any(|open| folder.starts_with(open)))
}

/// Hands a sink to `write`: a file, which appears whole or not at all, or standard output, where a reader
/// that has seen enough is no error.
pub fn to(output: Option<&Output>, write: impl FnOnce(&mut Sink) -> Result<()>) -> Result<()> {
    to_then(output, Durable::Yes, write, |()| Ok(()))
}

/// The same; `then` is done once all is written, and before a file gets its name.
pub fn to_then<T>(
    output: Option<&Output>,
    durable: Durable,
    write: impl FnOnce(&mut Sink) -> Result<T>,
    then: impl FnOnce(T) -> Result<()>,
) -> Result<()> {
    let Some(output) = output else { return to_standard_output(std::io::stdout(), write, then) };
    if output.is_stream() {
        // It has no place for a second name.
        let file = File::options().append(true).open(&output.path).map_err(|why| output.failed(&why))?;
        let mut sink = Sink::with_room(ROOM, file, output.path.display().to_string());
        let written = write(&mut sink)?;
        return sink.finish().and_then(|()| then(written));
    }
    let (unnamed, written) = output.written(durable, write)?;
    then(written)?;
    unnamed.replace()
}

/// Writes what is at hand as a whole.
pub fn whole(output: Option<&Output>, bytes: &[u8]) -> Result<()> {
    to(output, |sink| sink.put(bytes))
}

/// Writes what is at hand to standard output, its colours as far as they are wanted there.
pub fn coloured(bytes: &[u8]) -> Result<()> {
    let out = anstream::AutoStream::auto(std::io::stdout());
    to_standard_output(out, |sink| sink.put(bytes), |()| Ok(()))
}

fn to_standard_output<T>(
    out: impl Write + Send,
    write: impl FnOnce(&mut Sink) -> Result<T>,
    then: impl FnOnce(T) -> Result<()>,
) -> Result<()> {
    let mut sink = Sink::with_room(ROOM, out, "standard output".to_owned());
    let written = write(&mut sink).and_then(|written| sink.finish().map(|()| written));
    if sink.reader_is_gone { Ok(()) } else { written.and_then(then) }
}

/// Whether a file has to be on disk, and not only on its way there, before it gets its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durable {
    /// It may be all there is.
    Yes,
    /// The same command makes it again, and it can be large.
    No,
}

/// Writes a file that was just made; an error names it `name`.
pub fn into_file<T>(
    file: &File,
    name: &str,
    durable: Durable,
    write: impl FnOnce(&mut Sink) -> Result<T>,
) -> Result<T> {
    let mut sink = Sink::of(file, name.to_owned());
    let written = write(&mut sink).and_then(|written| sink.finish().map(|()| written));
    // What did not get through the first time must not be tried again.
    let _ = sink.out.into_parts();
    let written = written?;
    if durable == Durable::Yes {
        file.sync_all().map_err(|why| failed(name, &why))?;
    }
    Ok(written)
}
