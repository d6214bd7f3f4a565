//! `accede import`: what this version's seed says otherwise than the file, and recording it.

use super::context::Context;
use super::{usage, words};
use crate::error::{Error, Exit, Result};
use crate::model::{BatchBody, Body};
use crate::read::seed;
use crate::report::{Verdict, plan};
use crate::store::Recording;

/// Bring a file up to date with this version's seed
///
/// Without --write it only shows what would be recorded. What others recorded or changed stays as it is. Exit
/// code 1: the seed contradicts an act or a membership that somebody recorded; that one is not recorded.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede import --seed
  accede import --seed --write
  accede import --seed --format json")]
pub struct Args {
    /// Compare with the seed of this version
    #[arg(long)]
    seed: bool,

    /// Record what is new, changed or gone, as one batch
    #[arg(long, requires = "seed")]
    write: bool,

    /// The role that records it; it stays in the log for good [default: accede seed]
    #[arg(long, value_name = "ROLE", value_parser = words::text, requires = "write")]
    by: Option<String>,

    /// Why, for the log
    #[arg(long, value_name = "TEXT", value_parser = words::text, requires = "write")]
    reason: Option<String>,
}

/// Shows the plan, and with `--write` records it.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    if !args.seed {
        return Err(usage("files are not read yet: accede import --seed compares with this version's seed"));
    }
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
