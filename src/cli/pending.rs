//! `accede pending`: who has not consented.

use super::context::Context;
use super::group_option::GroupOption;
use super::of_option::OfOption;
use super::words;
use crate::error::{Error, Result};
use crate::model::Status;
use crate::report::{pending, pending_by_treaty};
use crate::store::resolve;

/// Who has not consented to be bound ("who has not ratified")
///
/// Lists those that have signed only, and for how long; those with nothing at all; and those that have left.
/// Those that have consented and wait for entry into force are named below and not counted. Without --group:
/// those that may become parties under the treaty's own clause.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede pending budapest --group EU --as-of 2012-05-03
  accede pending 'second protocol' --group parties:budapest
  accede pending 'second protocol' --group EU --only none
  accede pending --by-treaty --of NATO
  accede pending --by-treaty --of Ireland")]
pub struct Args {
    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    #[arg(required_unless_present = "by_treaty")]
    treaty: Option<String>,

    /// Every treaty that those of --of may join and have not consented to
    #[arg(long, requires = "of", conflicts_with_all = ["treaty", "group", "only"])]
    by_treaty: bool,

    #[command(flatten)]
    of: OfOption,

    #[command(flatten)]
    group: GroupOption,

    /// Only participants with one of these statuses: none for those that have done nothing
    #[arg(long, value_name = "STATUS,…", value_delimiter = ',', value_parser = words::status())]
    only: Vec<Status>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let treaty = match (&args.treaty, args.of.list(&store, when.as_of)?) {
        (None, Some(list)) => return context.answer_from(&store, &pending_by_treaty(&store, &list, when)?),
        (Some(name), None) => resolve::treaty(&store, name)?,
        _ => return Err(Error::usage("--of goes with --by-treaty; for one treaty name a --group")),
    };
    let set = args.group.set(&store, when.as_of)?;
    context.answer_from(&store, &pending(&store, &treaty, set.as_ref(), when)?.limited_to(&args.only))
}
