//! `accede load`: a new file from a dump.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use super::context::Context;
use super::place::taken;
use super::words;
use crate::error::{Error, Result};
use crate::files::{Own, Reach};
use crate::report::NewCopy;
use crate::store::{Head, Store};

/// Make a new database from a dump
///
/// The new file is the one that --db or `ACCEDE_DB` names; nothing is overwritten, and nothing is seeded. Every entry
/// is checked on the way, and the file appears complete or not at all. A dump that was cut off between two lines shows
/// only with --head.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede load accede.ndjson --db new.db
  gunzip < accede.ndjson.gz | accede load - --db new.db
  accede load accede.ndjson --db new.db --head @27944:417c69bc0931da37125d76d180dcc7e5d2d814ea283b0762da9741fc0c16bf43")]
pub struct Args {
    /// The dump; - is standard input
    file: PathBuf,

    /// A head noted earlier, which has to be in the chain; can be given more than once
    #[arg(long = "head", value_name = "N:HASH", value_parser = words::head)]
    heads: Vec<Head>,
}

/// Makes it, and prints its head.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let path = context.new_path()?;
    context.check_free(&path)?;
    let (name, mut lines) = open(&args.file, &context.own_files()?)?;
    let reach = Reach::default().within(if is_standard_input(&args.file) {
        Path::new("/dev/stdin")
    } else {
        &args.file
    });
    let head = Store::load_within(&path, reach, (&name, &mut *lines), &args.heads)?;
    let head = head.ok_or_else(|| taken(&path))?;
    let bytes = std::fs::metadata(&path).map_or(0, |found| found.len());
    let file = path.display().to_string();
    context.answer(&NewCopy { file, made_from: name, entries: head.seq, bytes, head })
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

fn open(file: &Path, own: &Own) -> Result<(String, Box<dyn BufRead>)> {
    if is_standard_input(file) {
        own.check_standard_input()?;
        return Ok(("standard input".to_owned(), Box::new(std::io::stdin().lock())));
    }
    let refuse = |why: String| Error::Database { path: file.to_owned(), why };
    if file.is_dir() {
        return Err(refuse("it is a folder; name a dump".to_owned()));
    }
    match own.open_other(file)? {
        Ok(opened) => Ok((file.display().to_string(), Box::new(BufReader::with_capacity(1 << 16, opened)))),
        Err(why) => Err(refuse(format!("it cannot be read: {why}"))),
    }
}
