//! What this version's seed says otherwise than the file, and recording it.

use super::options::Args;
use crate::cli::context::Context;
use crate::cli::recording_options::{answer_recorded, recorded_up_to};
use crate::error::{Exit, Result};
use crate::read::seed::COMPILED_BY;
use crate::recording::seed::{self, SeedComparison};
use crate::store::Recording;

/// Shows the plan, and with `--write` records it.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    let mut store = context.write(!args.settling.write, args.settling.create || !args.settling.write)?;
    let mut plan = seed::compare(&store)?;
    if args.settling.write {
        let recording = Recording {
            by: args.settling.by.clone().unwrap_or_else(|| COMPILED_BY.to_owned()),
            at: context.now(),
            reason: args.settling.reason.clone(),
            source: None,
        };
        plan.record(&mut store, &recording)?;
    }
    answer_recorded(
        context,
        &store,
        &plan,
        plan.head.as_ref().map(|head| recorded_up_to("the seed is", head)),
    )?;
    Ok(if plan.count(SeedComparison::Contradicts) > 0 { Exit::No } else { Exit::Done })
}
