//! `accede groups`: the register of groups.

use super::context::Context;
use crate::error::Result;
use crate::report::groups;

/// The groups, and how many members each has on the day
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede groups
  accede groups --as-of 2012-05-03 --format json")]
pub struct Args {}

/// Answers it.
pub fn run(_: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    context.answer_from(&store, &groups(&store, context.when())?)
}
