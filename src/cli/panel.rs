//! `accede panel`: one row per participant, treaty and year.

use super::context::Context;
use super::group_option::GroupOption;
use super::{resolve, usage};
use crate::error::Result;
use crate::report::panel;

/// A country-year panel: one row per participant, treaty and year
///
/// The status on the last day of each year, only while the participant existed, with a code (0 signed, 1 consented and not
/// in force for it, 2 bound), whether a reservation stood, and the day of entry into force. Take --format csv for every
/// row; the table shows the years in which something changes. Without --group: those that have acted under the treaty.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede panel budapest --from 1990 --to 2025 --format csv
  accede panel budapest 189 --from 2001 --to 2025 --group EU")]
pub struct Args {
    /// The treaties, by any of their names
    #[arg(value_name = "TREATY", required = true)]
    treaties: Vec<String>,

    /// The first year
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1600..=2200))]
    from: i32,

    /// The last year [default: that of the day asked about]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1600..=2200))]
    to: Option<i32>,

    #[command(flatten)]
    group: GroupOption,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let when = context.when();
    let to = args.to.unwrap_or(when.as_of.year());
    if to < args.from {
        return Err(usage(format!("--to {to} is before --from {}; give the first year first", args.from)));
    }
    let store = context.read()?;
    let treaties = resolve::treaties(&store, &args.treaties)?;
    let set = args.group.set(&store, when.as_of)?;
    context.answer(&panel(&store, &treaties, set.as_ref(), (args.from, to), when)?)
}
