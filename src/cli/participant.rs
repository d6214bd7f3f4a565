//! `accede participant`: everything one participant has done; `add`, `rename` and `predecessor` in files of their own.

mod add;
mod predecessor;
mod rename;

use super::context::Context;
use super::words;
use crate::error::{Error, Result};
use crate::model::Date;
use crate::report::{UnderFilter, participant};
use crate::store::resolve;

/// Everything a participant has done under every treaty, pending ones first; add and rename participants, and say whom they came from
#[derive(Debug, clap::Args)]
#[command(
    subcommand_negates_reqs = true,
    disable_help_subcommand = true,
    override_usage = "accede participant [OPTIONS] <PARTICIPANT>\n       accede participant [OPTIONS] <COMMAND>",
    after_help = "\
Examples:
  accede participant IE
  accede participant 'Serbia and Montenegro' --as-of 2005-12-31
  accede participant Swaziland --format json
  accede participant Ireland --pending --depositary 'council of europe' --signed-before 2016-11-23
  accede participant add X-SCT Scotland --kind state --from 2026-11-01 --dry-run
  accede participant rename CZ Bohemia --on 2026-11-20 --dry-run
  accede participant predecessor PK IN --how separated --on 1947-08-14 --dry-run"
)]
pub struct Args {
    /// The participant, by its code or any name it ever had
    #[arg(required = true)]
    participant: Option<String>,

    /// Only treaties that it has still to consent to
    #[arg(long)]
    pending: bool,

    /// Only treaties whose depositary has this in its name: 'council of europe'
    #[arg(long, value_name = "TEXT", value_parser = words::name)]
    depositary: Option<String>,

    /// Only treaties that it signed before this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    signed_before: Option<Date>,

    /// Every act and statement; else of more than forty the newest twenty
    #[arg(long)]
    all: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Add(add::Args),
    Rename(rename::Args),
    Predecessor(predecessor::Args),
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let name = match (&args.command, &args.participant) {
        (Some(command), None) => {
            return match command {
                Command::Add(args) => add::run(args, context),
                Command::Rename(args) => rename::run(args, context),
                Command::Predecessor(args) => predecessor::run(args, context),
            };
        }
        (None, Some(name)) => name,
        _ => {
            return Err(Error::usage(
                "add, rename and predecessor come directly after participant: accede participant add …",
            ));
        }
    };
    let store = context.read()?;
    let row = resolve::participant(&store, name)?;
    let filter = UnderFilter {
        pending: args.pending,
        depositary: args.depositary.clone(),
        signed_before: args.signed_before,
        all_acts: args.all,
    };
    context.answer_from(&store, &participant(&store, row, context.when())?.limited_to(&filter))
}
