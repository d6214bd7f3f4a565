//! `accede weight`: what participants weigh in a table of one's own; each command in a file of its own.

mod add;
mod import;

use super::context::Context;
use crate::error::Result;

/// Record what participants weigh in a table that conditions for entry into force ask for
///
/// A weight holds from a day on, until a later one begins; without a day always. A table begins with its first weight, and its
/// unit is what the clause means: tons, per cent. What is recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(
    subcommand_required = true,
    arg_required_else_help = false,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  accede weight add TONNAGE Liberia 15.47 --since 2023-06-26 --dry-run
  accede weight import TONNAGE tonnage.csv
  accede weight import TONNAGE tonnage.csv --write --source 'World Fleet Statistics 2025'"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Add(add::Args),
    Import(import::Args),
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    match &args.command {
        Command::Add(args) => add::run(args, context),
        Command::Import(args) => import::run(args, context),
    }
}
