//! Output that is written piece by piece, because it can be larger than the memory.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

use super::context::beside;
use crate::error::{Error, Result};

/// Where the pieces go.
pub struct Sink<'a> {
    out: BufWriter<Box<dyn Write + 'a>>,
    to: String,
    reader_is_gone: bool,
}

impl<'a> Sink<'a> {
    fn of(out: impl Write + 'a, to: String) -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, Box::new(out)), to, reader_is_gone: false }
    }

    /// Writes a piece.
    pub fn write(&mut self, piece: &[u8]) -> Result<()> {
        let written = self.out.write_all(piece);
        self.checked(written)
    }

    fn flush(&mut self) -> Result<()> {
        let flushed = self.out.flush();
        self.checked(flushed)
    }

    fn checked(&mut self, done: std::io::Result<()>) -> Result<()> {
        done.map_err(|why| {
            self.reader_is_gone = why.kind() == ErrorKind::BrokenPipe;
            Error::Output { to: self.to.clone(), why: why.to_string() }
        })
    }
}

/// Hands a sink to `write`: a file, which appears whole and on disk or not at all, or standard output, where a reader
/// that has seen enough is no error.
pub fn to(output: Option<&Path>, write: impl FnOnce(&mut Sink) -> Result<()>) -> Result<()> {
    let Some(path) = output else {
        let mut sink = Sink::of(std::io::stdout().lock(), "standard output".to_owned());
        let written = write(&mut sink).and_then(|()| sink.flush());
        return if sink.reader_is_gone { Ok(()) } else { written };
    };
    let name = path.display().to_string();
    let failed = |why: std::io::Error| Error::Output { to: name.clone(), why: why.to_string() };
    if path.exists() && !path.is_file() {
        // A device or a pipe has no place for a second name.
        let file = File::options().write(true).open(path).map_err(failed)?;
        let mut sink = Sink::of(file, name.clone());
        return write(&mut sink).and_then(|()| sink.flush());
    }
    let beside = beside(path);
    let file = File::create(&beside).map_err(failed)?;
    let mut sink = Sink::of(&file, name.clone());
    let written = write(&mut sink).and_then(|()| sink.flush());
    // What did not get through the first time must not be tried again.
    let _ = sink.out.into_parts();
    let written =
        written.and_then(|()| file.sync_all().and_then(|()| std::fs::rename(&beside, path)).map_err(failed));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}
