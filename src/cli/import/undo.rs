//! `accede import undo`: a batch that should not have been recorded no longer counts.

use crate::cli::context::Context;
use crate::cli::recording_options::{RecordingOptions, answer_recorded, recorded_up_to};
use crate::cli::words;
use crate::error::Result;
use crate::recording::batch::undo;

/// Take a whole batch back: what it recorded no longer counts, what it replaced counts again
///
/// Entries of the batch that were corrected or retracted since stay as they are, and so does what others refer to: a
/// treaty under which somebody recorded an act. The acts that rest on those of the batch are judged again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede import undo @N --reason 'an older copy than the one before' --dry-run
  accede import undo @N --reason 'an older copy than the one before' --by registry")]
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
    let report = undo(&mut store, args.batch, args.force, &args.recording.options(context)?)?;
    answer_recorded(context, &store, &report, report.head.as_ref().map(|head| recorded_up_to("it is", head)))
}
