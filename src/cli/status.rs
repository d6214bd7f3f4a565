//! `accede status`: who stands where under a treaty.

use super::context::Context;
use super::group_option::GroupOption;
use super::words;
use crate::error::Result;
use crate::model::{Mode, Status};
use crate::report::status;
use crate::store::resolve;

/// Who signed, consented and is bound under a treaty, as depositaries print it
///
/// Lists everybody who has a status under the treaty; with --group, every member of the group. The line below
/// counts the whole set: bound (in force for them), consented (in force for them or not), signatories (signed,
/// not consented) and those with nothing, of all who have acted or may become parties.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede status budapest
  accede status 'CETS 185' --as-of 2004-07-01
  accede status budapest --group EU --only signatory,none --format csv")]
pub struct Args {
    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    #[command(flatten)]
    group: GroupOption,

    /// Only participants with one of these statuses
    #[arg(long, value_name = "STATUS,…", value_delimiter = ',', value_parser = words::status())]
    only: Vec<Status>,

    /// Only participants for whom the treaty is in one of these modes: provisional, suspended, partial, as-amended,
    /// through-organisation, not-determined
    #[arg(long, value_name = "MODE,…", value_delimiter = ',', value_parser = words::mode())]
    mode: Vec<Mode>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let treaty = resolve::treaty(&store, &args.treaty)?;
    let set = args.group.set(&store, when.as_of)?;
    context.answer_from(&store, &status(&store, &treaty, set.as_ref(), &args.only, when)?.in_mode(&args.mode))
}
