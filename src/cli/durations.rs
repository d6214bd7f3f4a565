//! `accede durations`: how long it takes to consent, and to be bound.

use super::context::Context;
use super::group_option::GroupOption;
use crate::error::Result;
use crate::report::{By, durations};
use crate::store::resolve;

/// How long it takes from signature to consent, and from there to entry into force
///
/// Medians and quartiles in days, by the Kaplan–Meier estimate: who has signed and not consented counts for as long as
/// it has waited, and is listed below. With --format csv or json every case. A group is that of the day of the signature,
/// or of the consent.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede durations budapest
  accede durations budapest 189 --group EU
  accede durations --by decade
  accede durations budapest --by group --as-of 2015-12-31")]
pub struct Args {
    /// The treaties, by any of their names; none: all whose acts were collected
    #[arg(value_name = "TREATY")]
    treaties: Vec<String>,

    #[command(flatten)]
    group: GroupOption,

    /// What a row stands for
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    by: By,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let treaties = resolve::treaties(&store, &args.treaties)?;
    let set = args.group.set(&store, when.as_of)?;
    context.answer_from(&store, &durations(&store, &treaties, set.as_ref(), args.by, when)?)
}
