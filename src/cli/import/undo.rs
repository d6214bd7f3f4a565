//! `accede import undo`: a batch that should not have been recorded no longer counts.

use crate::cli::context::Context;
use crate::cli::correct::sorted_out;
use crate::cli::recording_options::RecordingOptions;
use crate::cli::{usage, words};
use crate::error::{Error, Result};
use crate::model::{ActBody, Body};
use crate::report::{Undo, undo};

/// Take a whole batch back: what it recorded no longer counts, what it replaced counts again
///
/// Entries of the batch that were corrected or retracted since stay as they are, and so does what others refer to: a
/// treaty under which somebody recorded an act. The acts that rest on those of the batch are judged again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede import undo @3836 --reason 'an older copy than the one before' --dry-run
  accede import undo @3836 --reason 'an older copy than the one before' --by registry")]
pub struct Args {
    /// The entry of the batch, as @N; accede log shows it
    #[arg(value_name = "@BATCH", value_parser = words::entry)]
    batch: i64,

    #[command(flatten)]
    recording: RecordingOptions,

    /// Take it back although the law no longer allows what rests on it
    #[arg(long)]
    force: bool,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    args.recording.needs_reason("taking a batch back")?;
    args.recording.cites_no_source("taking a batch back", "where it was read")?;
    let name = match store.entry(args.batch)? {
        Some((_, fact)) => match fact.body {
            Body::Batch(batch) => batch.name,
            other => {
                return Err(usage(format!(
                    "@{} is no batch but {} {}; accede retract takes back single entries",
                    args.batch,
                    article(other.kind()),
                    other.kind()
                )));
            }
        },
        None => return Err(usage(format!("there is no entry @{}; the newest is @{seen}", args.batch))),
    };
    let Undo { mut report, facts, acts } = undo(&store, args.batch, &name)?;
    if facts.is_empty() {
        return Err(Error::Refused(format!("nothing of the batch @{} counts any more", args.batch)));
    }
    let acts: Vec<(i64, &ActBody)> = acts.iter().map(|(seq, body)| (*seq, body)).collect();
    sorted_out(store.judge(&acts, None, context.when().today)?, args.force, &mut report.warnings)?;
    report.dry_run = args.recording.dry_run;
    if !args.recording.dry_run {
        let recording = args.recording.of(context)?;
        let registered = store.register(seen, &recording, |_| facts)?;
        report.entries = Some((format!("@{}", seen + 1), format!("@{}", registered.head.seq)));
        report.head = Some(registered.head);
    }
    context.answer(&report).map_err(|error| match (error, &report.head) {
        (Error::Output { to, why }, Some(head)) => {
            Error::Output { to, why: format!("{why}; it is recorded up to @{}", head.seq) }
        }
        (error, _) => error,
    })
}

fn article(kind: &str) -> &'static str {
    if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
