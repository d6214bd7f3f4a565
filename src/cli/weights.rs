//! `accede weights`: the tables of weights.

use super::context::Context;
use crate::error::Result;
use crate::report::{weight_tables, weights};

/// The tables of weights that conditions for entry into force ask for, or what each participant weighs by one on the day
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede weights
  accede weights PARIS
  accede weights PARIS --as-of 2016-10-05 --format csv")]
pub struct Args {
    /// A table, by its code: PARIS
    table: Option<String>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    match &args.table {
        Some(table) => context.answer_from(&store, &weights(&store, table, context.when())?),
        None => context.answer_from(&store, &weight_tables(&store, context.when())?),
    }
}
