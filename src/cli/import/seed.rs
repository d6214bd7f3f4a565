//! What this version's seed says otherwise than the file, and recording it.

use super::Args;
use crate::cli::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::{BatchBody, Body};
use crate::read::seed;
use crate::report::{Verdict, plan};
use crate::store::Recording;

/// Shows the plan, and with `--write` records it.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    let mut store = context.write(!args.write)?;
    let seen = store.head()?.seq;
    let mut plan = plan(seed::COMPILED_AT, seed::BATCH, &seed::facts(), &store.history()?);
    if args.write && !plan.facts.is_empty() {
        let recording = Recording {
            by: args.by.clone().unwrap_or_else(|| seed::COMPILED_BY.to_owned()),
            at: context.now(),
            reason: args.reason.clone(),
            source: None,
        };
        let mut facts = plan.facts.clone();
        let entries = facts.len() as u64;
        facts.insert(0, Body::Batch(BatchBody { name: seed::BATCH.to_owned(), entries }).into());
        let registered = store.register(seen, &recording, |_| facts)?;
        plan.written = true;
        plan.entries = Some((format!("@{}", seen + 1), format!("@{}", registered.head.seq)));
        plan.head = Some(registered.head);
    }
    context.answer(&plan).map_err(|error| match (error, &plan.head) {
        (Error::Output { to, why }, Some(head)) => {
            Error::Output { to, why: format!("{why}; the seed is recorded up to @{}", head.seq) }
        }
        (error, _) => error,
    })?;
    Ok(if plan.count(Verdict::Contradicts) > 0 { Exit::No } else { Exit::Done })
}
