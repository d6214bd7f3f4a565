//! `accede weight add`: one weight.

use crate::cli::context::Context;
use crate::cli::recording_options::RecordingOptions;
use crate::cli::words;
use crate::error::Result;
use crate::model::{Date, Decimal};
use crate::recording::weight::NewWeight;

/// Record what a participant weighs in a table
#[derive(Debug, clap::Args)]
#[command(
    allow_negative_numbers = true,
    after_help = "\
Examples:
  accede weight add TONNAGE Liberia 15.47 --since 2023-06-26 --dry-run
  accede weight add TONNAGE LR 16.02 --since 2024-01-01 --source 'World Fleet Statistics 2024' --by registry"
)]
pub struct Args {
    /// The table, by its code, 2 to 30 of A-Z, 0-9 and -
    #[arg(value_parser = words::weight_table)]
    table: String,

    /// Whose weight, by its code or any name it ever had
    participant: String,

    /// How much, in the unit of the table: a number from 0 on with at most six decimals
    #[arg(value_name = "NUMBER")]
    weight: Decimal,

    /// The first day on which it is so much [default: always]
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,

    /// Remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let Args { table, participant, weight, since, note, recording } = args;
    let note = note.as_deref();
    recording.record(context, &NewWeight { table, participant, weight: *weight, since: *since, note })
}
