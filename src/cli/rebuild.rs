//! `accede rebuild`: DERIVED anew from RECORD.

use super::context::Context;
use crate::error::Result;
use crate::render::clean;
use crate::store::Access;

/// Make the derived tables anew from the log, checking its chain on the way
///
/// Nothing that was recorded changes, and what others put into the file goes. A missing file is an error here.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede rebuild")]
pub struct Args {}

/// Does it, and prints the head of the log.
pub fn run(_: &Args, context: &Context) -> Result<()> {
    const LISTED: usize = 20;
    let (head, removed) = context.existing_as_is(Access::Write)?.rebuild()?;
    let removed = match removed.as_slice() {
        [] => String::new(),
        foreign => {
            let listed = &foreign[..foreign.len().min(LISTED)];
            let more = match foreign.len() - listed.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("Removed, because accede does not make them: {}{more}.\n", clean(&listed.join(", ")))
        }
    };
    context.deliver(&format!(
        "{removed}Derived anew from {} entries. Head: @{} {}\n",
        head.seq, head.seq, head.hash
    ))
}
