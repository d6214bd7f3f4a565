//! `accede participants`: the register of participants, or the members of a group.

use super::context::Context;
use super::group_option::GroupOption;
use crate::error::Result;
use crate::report::participants;

/// The participants that exist on the day, or the members of a group
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede participants --group EU --as-of 2012-05-03
  accede participants --group signatories:budapest
  accede participants --format csv")]
pub struct Args {
    #[command(flatten)]
    group: GroupOption,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let set = args.group.set(&store, when.as_of)?;
    context.answer_from(&store, &participants(&store, set.as_ref(), when)?)
}
