//! `accede departures`: who left, and who came back.

use super::context::Context;
use super::group_option::GroupOption;
use crate::error::Result;
use crate::report::{Leaving, departures};
use crate::store::resolve;

/// Who denounced, withdrew or ceased to be a party; who took that back, and who came back
///
/// One row for each exit received up to the day: when it took or takes effect and by which clause, whether it was
/// revoked before, and the consent by which its author came back. Who left with another treaty, and who left on a day
/// that no source gives, is among them. A withdrawal of consent before entry into force is no exit.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede departures
  accede departures budapest
  accede departures --revoked
  accede departures --came-back --group UN --format csv")]
pub struct Args {
    /// Only this treaty, by any of its names
    treaty: Option<String>,

    #[command(flatten)]
    group: GroupOption,

    /// Only notices that were revoked before they took effect
    #[arg(long)]
    revoked: bool,

    /// Only those that consented again
    #[arg(long, conflicts_with = "revoked")]
    came_back: bool,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let treaty = args.treaty.as_deref().map(|name| resolve::treaty(&store, name)).transpose()?;
    let set = args.group.set(&store, when.as_of)?;
    let asked = Leaving {
        treaty: treaty.as_ref(),
        set: set.as_ref(),
        revoked: args.revoked,
        came_back: args.came_back,
    };
    context.answer_from(&store, &departures(&store, asked, when)?)
}
