//! `accede successions`: who came to a treaty by succession of States.

use super::context::Context;
use super::log;
use crate::error::Result;
use crate::report::{Succeeding, successions};
use crate::store::LogFilter;

/// Which States came to a treaty by succession, from whom, from which day, and how long after
///
/// One row for each succession notified up to the day, with the date of the succession of States, the day from which the
/// treaty is in force for the successor, and the days between. A State that continues another needs no notification and
/// is marked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede successions
  accede successions 'CETS 185'
  accede successions Montenegro
  accede successions Yugoslavia --format csv")]
pub struct Args {
    /// Only this treaty; or this participant, as successor or predecessor
    #[arg(value_name = "TREATY|PARTICIPANT")]
    about: Option<String>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let mut filter = LogFilter::default();
    if let Some(about) = &args.about {
        log::about_what(&store, about, &mut filter)?;
    }
    let treaty = filter.treaty.map_or(Ok(None), |code| store.treaty(&code))?;
    let asked = Succeeding { treaty: treaty.as_ref(), participant: filter.participant.as_deref() };
    context.answer_from(&store, &successions(&store, asked, context.when())?)
}
