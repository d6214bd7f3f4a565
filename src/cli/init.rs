//! `accede init`: a new file.

use std::path::PathBuf;

use super::context::Context;
use super::place::taken;
use crate::error::Result;
use crate::recording::new_file;

/// Make a new file, with the seed or without treaties
///
/// A file that is there already is left alone. --db and `ACCEDE_DB` are not used.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede init treaties.db
  accede init desk.db --bare")]
pub struct Args {
    /// The new file
    file: PathBuf,

    /// No treaties: only participants, their names and numbers, groups and memberships
    #[arg(long)]
    bare: bool,
}

/// Makes it, and says what is in it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    context.make_data_folder(&args.file)?;
    context.check_free(&args.file)?;
    let made = new_file::make(&args.file, args.bare)?.ok_or_else(|| taken(&args.file))?;
    context.answer(&made)
}
