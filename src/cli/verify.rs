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
  accede verify --head @27692:0143a01e704a967e2f18bbb5907ceadf54ae9b1a6292ba50ee59f1d47d4f3b55
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
