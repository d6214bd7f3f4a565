//! `accede init`: a new file.

use std::path::PathBuf;

use super::context::Context;
use crate::error::Result;
use crate::read::seed;
use crate::report::new_file;

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
    let facts = if args.bare { seed::bare_facts() } else { seed::facts() };
    let store = context.make(&args.file, &facts)?;
    let name = args.file.display().to_string();
    context.answer(&new_file(name, args.bare, &facts, store.head()?))
}
