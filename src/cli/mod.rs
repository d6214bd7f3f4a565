//! L5: the command line. One file per command; `context` holds what all share.

mod backup;
mod between;
mod changes;
mod check;
mod cite;
mod claims;
mod clause;
mod compare;
mod complaint;
mod completions;
mod conflicts;
mod context;
mod correct;
mod curve;
mod data;
mod departures;
mod dump;
mod durations;
mod events;
mod explain;
mod group;
mod group_option;
mod groups;
mod import;
mod init;
mod load;
mod log;
mod man;
mod matrix;
mod missing;
mod names;
mod next;
mod of_option;
mod overview;
mod panel;
mod participant;
mod participants;
mod pending;
mod place;
mod progress;
mod rebuild;
mod record;
mod recording_options;
mod reservations;
mod retract;
mod spells;
mod sql;
mod status;
mod stream;
mod successions;
mod territories;
mod through;
mod treaties;
mod treaty;
mod update;
mod verify;
mod weight;
mod weights;
mod words;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use crate::error::{Error, Exit, Result};
use complaint::{complain, in_short};
use context::{Context, Shared};

/// The status of treaties on any day: who signed, who ratified, who is bound, since when, and why.
///
/// Without a command: every treaty in one line, and the newest acts.
#[derive(Debug, Parser)]
#[command(name = "accede", version, after_help = EXAMPLES, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    shared: Shared,

    #[command(subcommand)]
    command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  accede status budapest                          who stands where today
  accede status budapest --as-of 2004-07-01       who stood where on that day
  accede pending budapest --group EU              who has not consented
  accede participant Ireland                      everything Ireland has done
  accede record ratification budapest IE --on 2026-11-20 --dry-run
  accede correct @5483 --on 2002-02-27 --reason 'misread the table' --dry-run
  accede status budapest --known-at 2026-11-30    the answer as the record stood then
  accede changes --since 2025-11-20               what changed in law, and in what we know
  accede verify                                   whether the file is what it says

Exit codes: 0 done or yes · 1 no, or findings · 2 cannot be parsed, unknown or ambiguous name ·
3 understood but not allowed · 4 the database or a file cannot be used · 5 the record is broken";

/// The commands, each in the file of its name, in the order of the help.
macro_rules! commands {
    ($($command:ident($file:ident),)+) => {
        #[derive(Debug, Subcommand)]
        // Of forty commands one is asked for: the options of the others are not made.
        #[command(defer = true)]
        enum Command {
            $($command($file::Args),)+
        }

        fn run_once(cli: &Cli, context: &Context) -> Result<Exit> {
            let done = match &cli.command {
                None => overview::run(context).map(Done::exit),
                $(Some(Command::$command(args)) => $file::run(args, context).map(Done::exit),)+
            };
            done.map_err(|error| context.named(error))
        }
    };
}

commands! {
    Status(status),
    Pending(pending),
    Participant(participant),
    Reservations(reservations),
    Territories(territories),
    Between(between),
    Through(through),
    Matrix(matrix),
    Compare(compare),
    Durations(durations),
    Curve(curve),
    Panel(panel),
    Events(events),
    Spells(spells),
    Explain(explain),
    Missing(missing),
    Next(next),
    Departures(departures),
    Successions(successions),
    Changes(changes),
    Claims(claims),
    Check(check),
    Cite(cite),
    Clause(clause),
    Sql(sql),
    Treaties(treaties),
    Treaty(treaty),
    Participants(participants),
    Groups(groups),
    Group(group),
    Weights(weights),
    Weight(weight),
    Record(record),
    Correct(correct),
    Retract(retract),
    Import(import),
    Update(update),
    Names(names),
    Conflicts(conflicts),
    Init(init),
    Log(log),
    Verify(verify),
    Rebuild(rebuild),
    Backup(backup),
    Dump(dump),
    Load(load),
    Completions(completions),
    Man(man),
}

/// What a command that has come to its end exits with.
trait Done {
    fn exit(self) -> Exit;
}

impl Done for () {
    fn exit(self) -> Exit {
        Exit::Done
    }
}

impl Done for Exit {
    fn exit(self) -> Exit {
        self
    }
}

/// Runs one command line and returns its exit code; answers go to standard output, everything else to
/// standard error.
pub fn run(words: impl IntoIterator<Item = OsString>) -> Exit {
    outlive_size_limits();
    let words: Vec<OsString> = words.into_iter().collect();
    match Cli::try_parse_from(&words) {
        Ok(cli) => answer(&cli).unwrap_or_else(|error| {
            complain(&error.to_string(), None);
            error.exit()
        }),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            // Help names what all commands do.
            let error = command_line().try_get_matches_from(&words).err().unwrap_or(error);
            match stream::coloured(error.render().ansi().to_string().as_bytes()) {
                Ok(()) => Exit::Done,
                Err(error) => {
                    complain(&error.to_string(), None);
                    error.exit()
                }
            }
        }
        Err(error) => {
            complain(&in_short(&unadorned(&words).unwrap_or(error)), Some("see accede --help"));
            Exit::Usage
        }
    }
}

/// A write beyond the size that a file may have (`ulimit -f`) is an error to tell, and not the end of the process.
fn outlive_size_limits() {
    #[cfg(unix)]
    // Where the signal cannot be handled, its default stays.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Runs the command; once more where another program recorded something between its reading and its writing, now with
/// the file kept from others before it is read. The first time has written and printed nothing.
fn answer(cli: &Cli) -> Result<Exit> {
    let context = Context::of(&cli.shared)?;
    // What is not an answer is given as it is, whatever the name of its file.
    let text = match &cli.command {
        Some(Command::Dump(_)) => Some("a dump has one form, a line of JSON per entry"),
        Some(Command::Rebuild(_) | Command::Completions(_) | Command::Man(_)) => {
            Some("what this prints has one form")
        }
        Some(Command::Treaty(args)) if args.is_text() => Some("a treaty's file is in TOML"),
        _ => None,
    };
    match text {
        Some(why) => context.refuse_format(why)?,
        None if context.wants_calendar() && !matches!(cli.command, Some(Command::Next(_))) => {
            let asked =
                if context.format_named().is_some() { "--format ics" } else { "a file that ends in .ics" };
            return Err(Error::usage(format!(
                "{asked} is a calendar of what is to come: it goes with accede next only"
            )));
        }
        None => context.format_is_possible()?,
    }
    match run_once(cli, &context) {
        Err(Error::Overtaken { .. }) => {
            context.hold();
            run_once(cli, &context)
        }
        done => done,
    }
}

/// The parser's error without colours of its own: those are told apart from what was typed only by taking both out.
fn unadorned(words: &[OsString]) -> Option<clap::Error> {
    whole(Cli::command().styles(clap::builder::Styles::plain())).try_get_matches_from(words).err()
}

/// The whole command line, with the options of every command.
fn command_line() -> clap::Command {
    whole(Cli::command())
}

fn whole(mut command: clap::Command) -> clap::Command {
    command.build();
    command
}
