//! `accede curve`: how many had signed, consented and were bound, year by year.

use super::context::Context;
use super::group_option::GroupOption;
use crate::error::{Error, Result};
use crate::report::{Every, curve};
use crate::store::resolve;

/// How many had signed, consented and were bound at the end of each year
///
/// Signatures, consents and obligations that stood on that day: who withdrew is no longer counted, who came back is. Share:
/// those that had consented, of those that could become a party on that day, or had consented. Below: who moved first, and last. With
/// --against two treaties side by side, by whole years since each was opened for signature.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede curve budapest
  accede curve budapest --by decade --group EU
  accede curve budapest --against 'first protocol'
  accede curve 'second protocol' --format csv")]
pub struct Args {
    /// The treaty, by any of its names
    treaty: String,

    /// Another treaty beside it, by years since the opening of each
    #[arg(long, value_name = "TREATY")]
    against: Option<String>,

    /// How often it is counted
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    by: Every,

    #[command(flatten)]
    group: GroupOption,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let treaty = resolve::treaty(&store, &args.treaty)?;
    let against = args.against.as_deref().map(|name| resolve::treaty(&store, name)).transpose()?;
    if against.as_ref().is_some_and(|against| against.code == treaty.code) {
        return Err(Error::usage(format!("--against: it is {} itself; name another treaty", treaty.code)));
    }
    let set = args.group.set(&store, when.as_of)?;
    let why = context.wants_reasons();
    context.answer_from(&store, &curve(&store, &treaty, against.as_ref(), set.as_ref(), args.by, why, when)?)
}
