//! `accede group`: a new group, a new member, a member no longer.

use super::context::Context;
use super::recording_options::RecordingOptions;
use super::words;
use crate::error::Result;
use crate::model::Date;
use crate::recording::group::NewGroup;
use crate::recording::membership::{Joining, Leaving};

/// Make a group, and record who joins and leaves it
///
/// What is recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(
    subcommand_required = true,
    arg_required_else_help = false,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  accede group new V4 'Visegrád Group'
  accede group add V4 Hungary --on 1991-02-15
  accede group remove EU HU --on 2027-01-01 --dry-run"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    New(New),
    Add(Add),
    Remove(Remove),
}

/// Make a new group, with no members yet
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede group new V4 'Visegrád Group'
  accede group new X-DESK 'Treaties of our desk' --by registry --dry-run")]
struct New {
    /// Its stable code, 2 to 12 of A-Z, 0-9 and -
    #[arg(value_parser = words::code)]
    code: String,

    /// Its name
    #[arg(value_parser = words::name)]
    name: String,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Record that a participant joins a group
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede group add V4 Hungary --on 1991-02-15
  accede group add EU Montenegro --on 2028-01-01 --dry-run")]
struct Add {
    /// The group, by its code or its name
    group: String,

    /// Who joins, by its code or any name it ever had
    participant: String,

    /// The first day on which it is a member
    #[arg(long, value_name = "DATE")]
    on: Date,

    /// Remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Record that a participant leaves a group
///
/// The day is the first one on which it is no longer a member: the day before is its last one in the group.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede group remove EU HU --on 2027-01-01 --dry-run
  accede group remove V4 Hungary --on 2026-11-01 --reason 'notice of the presidency'")]
struct Remove {
    /// The group, by its code or its name
    group: String,

    /// Who leaves, by its code or any name it ever had
    participant: String,

    /// The first day on which it is no longer a member
    #[arg(long, value_name = "DATE")]
    on: Date,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    match &args.command {
        Command::New(New { code, name, recording }) => recording.record(context, &NewGroup { code, name }),
        Command::Add(Add { group, participant, on, note, recording }) => {
            let note = note.as_deref();
            recording.record(context, &Joining { group, participant, on: *on, note })
        }
        Command::Remove(Remove { group, participant, on, recording }) => {
            recording.record(context, &Leaving { group, participant, on: *on })
        }
    }
}
