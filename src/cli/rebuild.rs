//! `accede rebuild`: DERIVED anew from RECORD.

use super::context::Context;
use crate::error::Result;

/// Make the derived tables anew from the log, checking its chain on the way
///
/// Nothing that was recorded changes. A missing file is an error here.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede rebuild")]
pub struct Args {}

/// Does it, and prints the head of the log.
pub fn run(_: &Args, context: &Context) -> Result<()> {
    let head = context.existing()?.rebuild()?;
    context.deliver(&format!("Derived anew from {} entries. Head: @{} {}\n", head.seq, head.seq, head.hash))
}
