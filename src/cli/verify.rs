//! `accede verify`: whether the file is what it says.

use super::context::Context;
use super::words;
use crate::error::{Exit, Result};
use crate::report::verify;
use crate::store::{Access, Head};

/// Check the whole file: the record, what is derived from it, and the database
///
/// The log alone does not show that its end was cut off, or that somebody computed its chain anew from some entry on: a
/// head noted elsewhere does. Every receipt prints the head; give it with --head. A missing file is an error here.
/// Exit code 1: the record holds, and accede rebuild restores the rest. Exit code 5: the record is broken.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede verify
  accede verify --head @27944:417c69bc0931da37125d76d180dcc7e5d2d814ea283b0762da9741fc0c16bf43
  accede verify --format json")]
pub struct Args {
    /// A head noted earlier, which has to be in the chain still; can be given more than once
    #[arg(long = "head", value_name = "N:HASH", value_parser = words::head)]
    heads: Vec<Head>,
}

/// Checks, and says what was checked.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    let store = context.existing_as_is(Access::Read)?;
    let report = verify(&store, &args.heads)?;
    context.answer(&report)?;
    Ok(if report.sound { Exit::Done } else { Exit::No })
}
