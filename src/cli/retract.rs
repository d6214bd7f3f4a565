//! `accede retract`: entries that should not have been recorded no longer count.

use super::context::Context;
use super::recording_options::RecordingOptions;
use super::words;
use crate::error::Result;
use crate::recording::retraction::Retraction;

/// Retract entries: what they record no longer counts, and stays readable
///
/// For what should never have been recorded; where only something in it is wrong, correct it. The acts that rest on it
/// are judged again. A version that took the place of an earlier one is retracted with that: the earlier one does not
/// count again. What is recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede retract @5483 --reason 'recorded under the wrong treaty' --dry-run
  accede retract @21398 @21399 --reason 'entered twice' --by registry")]
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
    args.recording.record(context, &Retraction { entries: &args.entries, force: args.force })
}
