//! `accede treaties`: the register of treaties.

use super::context::Context;
use crate::error::Result;
use crate::report::treaties;

/// The treaties in the file, with the names they are found by
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede treaties
  accede treaties --as-of 2004-01-01 --format csv")]
pub struct Args {}

/// Answers it.
pub fn run(_: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    context.answer_from(&store, &treaties(&store, context.when())?)
}
