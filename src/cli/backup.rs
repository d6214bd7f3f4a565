//! `accede backup`: a copy of the file.

use std::path::PathBuf;

use super::context::Context;
use super::place::taken;
use crate::error::Result;
use crate::report::NewCopy;
use crate::store::Access;

/// Copy the database to a new file, also while others write in it
///
/// The copy is the file as it stands at one moment. It appears complete or not at all, and nothing is overwritten. A
/// missing database is an error here.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede backup /mnt/backup/accede-2026-11-30.db
  accede backup copy.db --db desk.db")]
pub struct Args {
    /// The new file
    file: PathBuf,
}

/// Makes it, and prints its head.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.existing_as_is(Access::Read)?;
    context.check_free(&args.file)?;
    let copied = store.backup(&args.file)?.ok_or_else(|| taken(&args.file))?;
    context.answer(&NewCopy {
        file: args.file.display().to_string(),
        made_from: store.path().display().to_string(),
        entries: copied.head.seq,
        bytes: copied.bytes,
        head: copied.head,
    })
}
