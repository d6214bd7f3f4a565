//! `accede cite`: the sentence by which a treaty is cited.

use super::context::Context;
use crate::error::Result;
use crate::report::cite;
use crate::store::resolve;

/// The sentence to cite a treaty by, or what one participant did under it; with the sources and when they were read
///
/// It gives the number of those for which the treaty is in force, of those that have consented and wait, and of the
/// signatories that have not consented, as at the day. Where acts have not been collected it gives no number.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede cite budapest
  accede cite budapest Ireland
  accede cite 'second protocol' --as-of 2024-12-31 --format markdown")]
pub struct Args {
    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    /// Cite what this participant did, by its code or any name it ever had
    participant: Option<String>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let treaty = resolve::treaty(&store, &args.treaty)?;
    let who = args.participant.as_deref().map(|name| resolve::participant(&store, name)).transpose()?;
    context.answer_from(&store, &cite(&store, &treaty, who.as_ref(), context.when())?)
}
