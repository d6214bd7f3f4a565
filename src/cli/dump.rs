//! `accede dump`: the log as text.

use super::context::Context;
use super::stream;
use crate::error::Result;
use crate::store::Access;

/// Write the log as text, one entry per line: the form for archives
///
/// Each line is a JSON object of the entry's fields, its hash last. Everything else in a file follows from them, so that
/// accede load makes a file of them again. The whole record is checked before the first line; a missing file is an
/// error here.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede dump --output accede.ndjson
  accede dump | gzip > accede.ndjson.gz")]
pub struct Args {}

/// Writes it.
pub fn run(_: &Args, context: &Context) -> Result<()> {
    let store = context.existing_as_is(Access::Read)?;
    stream::to(context.output().as_ref(), |sink| store.dump(|line| sink.put(line)).map(drop))
}
