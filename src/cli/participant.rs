//! `accede participant`: everything one participant has done.

use super::context::Context;
use super::resolve;
use crate::error::Result;
use crate::report::participant;

/// Everything a participant has done under every treaty, pending ones first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede participant IE
  accede participant 'Serbia and Montenegro' --as-of 2005-12-31
  accede participant Swaziland --format json")]
pub struct Args {
    /// The participant, by its code or any name it ever had
    participant: String,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let row = resolve::participant(&store, &args.participant)?;
    context.answer(&participant(&store, row, context.when())?)
}
