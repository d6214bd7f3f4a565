//! `accede participant rename`: a new name from a day on.

use crate::cli::context::Context;
use crate::cli::recording_options::RecordingOptions;
use crate::cli::words;
use crate::error::Result;
use crate::model::Date;
use crate::recording::name::Renaming;

/// Give a participant a new name from a day on; the old one still finds it
///
/// What is recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede participant rename CZ Bohemia --on 2026-11-20 --dry-run
  accede participant rename CZ Bohemia --official 'Kingdom of Bohemia' --on 2026-11-20 --by registry")]
pub struct Args {
    /// Whose name, by its code or any name it ever had
    participant: String,

    /// The new short name
    #[arg(value_parser = words::name)]
    name: String,

    /// The first day of the new name
    #[arg(long, value_name = "DATE")]
    on: Date,

    /// The new full name [default: it stays as it is]
    #[arg(long, value_name = "NAME", value_parser = words::name)]
    official: Option<String>,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let Args { participant, name, on, official, recording } = args;
    recording.record(context, &Renaming { participant, name, official: official.as_deref(), on: *on })
}
