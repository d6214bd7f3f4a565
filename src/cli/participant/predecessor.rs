//! `accede participant predecessor`: whom a participant came from.

use crate::cli::context::Context;
use crate::cli::recording_options::RecordingOptions;
use crate::error::Result;
use crate::model::{Date, How};
use crate::recording::predecessor::{NewPredecessor, Origin};

/// Record whom a participant came from, so that it can succeed to what that one did
///
/// What is recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede participant predecessor PK IN --how separated --on 1947-08-14 --dry-run
  accede participant predecessor PK IN --how separated --on 1947-08-14 --by registry")]
pub struct Args {
    /// The later one, by its code or any name it ever had
    participant: String,

    /// The earlier one, by its code or any name it ever had
    predecessor: String,

    /// How it came from its predecessor
    #[arg(long, value_enum)]
    how: How,

    /// The day on which it came from its predecessor: the date of the succession of States [default: not recorded]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let Args { participant, predecessor, how, on, recording } = args;
    recording
        .record(context, &NewPredecessor { participant, origin: Origin { predecessor, how: *how, on: *on } })
}
