//! `accede territories`: to which territories a treaty applies, and through whom.

use super::context::Context;
use crate::error::{Error, Result};
use crate::report::territories;
use crate::store::resolve;

/// To which territories a treaty was extended, from which it was kept away, and whether it applies to one of them
///
/// Lists extensions, exclusions and their withdrawal with their days of effect, and declarations on territories. With a
/// territory: whether the treaty applies there on the day, through whom, and since when (VCLT art. 29).
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede territories budapest
  accede territories budapest Curaçao --as-of 2024-09-30
  accede territories budapest --by Denmark")]
pub struct Args {
    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    /// The territory, by its code or any name
    territory: Option<String>,

    /// Only what this participant did and said
    #[arg(long, value_name = "PARTICIPANT")]
    by: Option<String>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let treaty = resolve::treaty(&store, &args.treaty)?;
    let territory = args.territory.as_ref().map(|name| resolve::participant(&store, name)).transpose()?;
    if let Some(row) = territory.as_ref().filter(|row| row.kind != "territory")
        && store.whose(&row.code)?.is_nobodys()
    {
        return Err(Error::Refused(format!("{} is a {}, not a territory", row.name, row.kind)));
    }
    let by = args.by.as_ref().map(|name| resolve::participant(&store, name)).transpose()?;
    context
        .answer_from(&store, &territories(&store, &treaty, territory.as_ref(), by.as_ref(), context.when())?)
}
