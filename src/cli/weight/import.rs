//! `accede weight import`: a file of weights as one batch.

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::import::bytes_of;
use crate::cli::recording_options::{answer_recorded, recorded_up_to, role};
use crate::cli::words;
use crate::error::{Error, Result};
use crate::read::{Input, WeightFile};
use crate::recording::weight::WeightsOfFile;
use crate::recording::{Options, record};
use crate::render::clean;
use crate::store::Recording;

/// Record a file of weights for a table, all of it or nothing
///
/// A table of text with the columns participant and weight, and where wanted since, note and sources, in any order. Without
/// --write it shows what would follow. A row that is recorded already is left as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede weight import TONNAGE tonnage.csv
  accede weight import TONNAGE tonnage.csv --write --source 'World Fleet Statistics 2025'")]
pub struct Args {
    /// The table, by its code, 2 to 30 of A-Z, 0-9 and -
    #[arg(value_parser = words::weight_table)]
    table: String,

    /// The file; - is standard input
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,

    /// Record it, as one batch
    #[arg(long)]
    write: bool,

    /// Where it was read, for every row: the code of a source, or words
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    source: Option<String>,

    #[arg(
        long,
        value_name = "ROLE",
        value_parser = words::text,
        requires = "write",
        help = "The role that records it; it stays in the log for good \
                [default: $ACCEDE_BY, else unnamed]"
    )]
    by: Option<String>,

    /// Why, for the log
    #[arg(long, value_name = "TEXT", value_parser = words::text, requires = "write")]
    reason: Option<String>,

    /// Make the database from the seed first, where there is none; without --write that is done anyway
    #[arg(long, requires = "write")]
    create: bool,
}

/// Shows what would follow, and with `--write` records it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let bytes = bytes_of(&args.file, &context.own_files()?)?;
    if args.file.as_os_str() == "-" {
        // What was read from standard input cannot be read once more, should another program record meanwhile.
        context.hold();
    }
    let name = args.file.file_name().unwrap_or(args.file.as_os_str()).to_string_lossy();
    let name = clean(&name).into_owned();
    let file = WeightFile::read(&Input { name: &name, bytes: &bytes, treaty: None });
    let file = file.map_err(|why| Error::usage(format!("{name}: {why}")))?;
    let mut store = context.write(!args.write, args.create || !args.write)?;
    let options = Options {
        recording: Recording {
            by: role(args.by.as_ref())?,
            at: context.now(),
            reason: args.reason.clone(),
            source: args.source.clone(),
        },
        today: context.when().today,
        dry_run: !args.write,
    };
    let mut receipt = record(&mut store, &WeightsOfFile { table: &args.table, file: &file }, &options)?;
    receipt.records_with = "--write";
    let done = receipt.head.as_ref().map(|head| recorded_up_to("the file is", head));
    answer_recorded(context, &store, &receipt, done.map(|done| format!("{done}, do not import it again")))
}
