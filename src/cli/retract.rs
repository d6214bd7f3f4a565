//! `accede retract`: entries that should not have been recorded no longer count.

use std::collections::BTreeSet;

use super::context::Context;
use super::correct::sorted_out;
use super::recording_options::RecordingOptions;
use super::{cited_entry, usage, words};
use crate::error::{Error, Result};
use crate::model::{ActBody, Body, Fact, RetractionBody};
use crate::report::judge_statement;

/// Retract entries: what they record no longer counts, and stays readable
///
/// For what should never have been recorded; where only something in it is wrong, correct it. The acts that rest on it
/// are judged again. A version that took the place of an earlier one is retracted with that: the earlier one does not
/// count again. What is recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede retract @3306 --reason 'recorded under the wrong treaty' --dry-run
  accede retract @3838 @3839 --reason 'entered twice' --by registry")]
pub struct Args {
    /// The entries, each as @N; all are retracted, or none
    #[arg(value_name = "@N", value_parser = words::entry, required = true)]
    entries: Vec<i64>,

    #[command(flatten)]
    recording: RecordingOptions,

    /// Retract them although the law no longer allows what rests on them
    #[arg(long)]
    force: bool,
}

/// Records the retractions, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    args.recording.needs_reason("a retraction")?;
    args.recording.cites_no_source("a retraction", "where it was read")?;
    let entries: BTreeSet<i64> = args.entries.iter().copied().collect();
    let mut facts: Vec<(i64, Body)> = Vec::new();
    for seq in &entries {
        let (_, fact) = cited_entry(&store, *seq)?;
        match &fact.body {
            Body::Batch(_) => {
                return Err(usage(format!("@{seq} is a batch: name the entries that came with it")));
            }
            Body::Retraction(_) => {
                return Err(usage(format!(
                    "@{seq} is a retraction: record the fact anew, if it counts after all"
                )));
            }
            _ => {}
        }
        if let Some(other) = store.referring(&fact.body, &entries)? {
            return Err(Error::Refused(format!(
                "@{seq} is what @{other} refers to; retract that first, or both together"
            )));
        }
        facts.push((*seq, fact.body));
    }
    let acts: Vec<(i64, &ActBody)> = facts
        .iter()
        .filter_map(|(seq, body)| match body {
            Body::Act(act) => Some((*seq, act)),
            _ => None,
        })
        .collect();
    let mut warnings = Vec::new();
    sorted_out(store.judge(&acts, None, context.when().today)?, args.force, &mut warnings)?;
    let treaties: BTreeSet<&String> = facts
        .iter()
        .filter_map(|(_, body)| if let Body::Reservation(body) = body { Some(&body.treaty) } else { None })
        .collect();
    for treaty in treaties {
        let findings = judge_statement(&store, treaty, &entries, None, context.when().today)?;
        sorted_out(findings, args.force, &mut warnings)?;
    }
    let what = match facts.as_slice() {
        [(seq, body)] => format!("Retraction of @{seq}: {} {}", body.kind(), body.in_short()),
        several => format!("Retraction of {} entries", several.len()),
    };
    args.recording.register(context, &mut store, (what, seen, warnings), |_| {
        entries.iter().map(|entry| Fact::from(Body::Retraction(RetractionBody { entry: *entry }))).collect()
    })
}
