//! L5: the command line. One file per command; `context` holds what all share, `resolve` finds names.

mod backup;
mod between;
mod changes;
mod check;
mod cite;
mod claims;
mod clause;
mod compare;
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
mod overview;
mod panel;
mod participant;
mod participants;
mod pending;
mod progress;
mod rebuild;
mod record;
mod recording_options;
mod reservations;
mod resolve;
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
mod treaty_check;
mod treaty_plan;
mod verify;
mod words;

use std::ffi::OsString;
use std::io::Write;

use clap::error::{ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};

use crate::error::{Error, Exit, Result};
use crate::model::{Body, Fact};
use crate::render::clean;
use crate::store::{Entry, Store};
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
  accede correct @3306 --on 2002-02-27 --reason 'misread the table' --dry-run
  accede status budapest --known-at 2026-11-23    the answer as the record stood then
  accede changes --since 2025-11-20               what changed in law, and in what we know
  accede verify                                   whether the file is what it says

Exit codes: 0 done or yes · 1 no, or findings · 2 cannot be parsed, unknown or ambiguous name ·
3 understood but not allowed · 4 the database or a file cannot be used · 5 the record is broken";

#[derive(Debug, Subcommand)]
enum Command {
    Status(status::Args),
    Pending(pending::Args),
    Participant(participant::Args),
    Reservations(reservations::Args),
    Territories(territories::Args),
    Between(between::Args),
    Through(through::Args),
    Matrix(matrix::Args),
    Compare(compare::Args),
    Durations(durations::Args),
    Curve(curve::Args),
    Panel(panel::Args),
    Events(events::Args),
    Spells(spells::Args),
    Explain(explain::Args),
    Missing(missing::Args),
    Next(next::Args),
    Departures(departures::Args),
    Successions(successions::Args),
    Changes(changes::Args),
    Claims(claims::Args),
    Check(check::Args),
    Cite(cite::Args),
    Clause(clause::Args),
    Sql(sql::Args),
    Treaties(treaties::Args),
    Treaty(treaty::Args),
    Participants(participants::Args),
    Groups(groups::Args),
    Group(group::Args),
    Record(record::Args),
    Correct(correct::Args),
    Retract(retract::Args),
    Import(import::Args),
    Names(names::Args),
    Conflicts(conflicts::Args),
    Init(init::Args),
    Log(log::Args),
    Verify(verify::Args),
    Rebuild(rebuild::Args),
    Backup(backup::Args),
    Dump(dump::Args),
    Load(load::Args),
    Completions(completions::Args),
    Man(man::Args),
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
            match stream::coloured(error.render().ansi().to_string().as_bytes()) {
                Ok(()) => Exit::Done,
                Err(error) => {
                    complain(&error.to_string(), None);
                    error.exit()
                }
            }
        }
        Err(error) => {
            complain(&in_short(&unadorned(words).unwrap_or(error)), Some("see accede --help"));
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
    let is_text = matches!(cli.command, Some(Command::Dump(_) | Command::Completions(_) | Command::Man(_)));
    if context.wants_calendar() && !matches!(cli.command, Some(Command::Next(_))) && !is_text {
        return Err(usage("--format ics is a calendar of what is to come: it goes with accede next only"));
    }
    if !is_text {
        context.format_is_possible()?;
    }
    match run_once(cli, &context) {
        Err(Error::Overtaken { .. }) => {
            context.hold();
            run_once(cli, &context)
        }
        done => done,
    }
}

fn run_once(cli: &Cli, context: &Context) -> Result<Exit> {
    let done = match &cli.command {
        None => overview::run(context),
        Some(Command::Status(args)) => status::run(args, context),
        Some(Command::Panel(args)) => panel::run(args, context),
        Some(Command::Events(args)) => events::run(args, context),
        Some(Command::Spells(args)) => spells::run(args, context),
        Some(Command::Pending(args)) => pending::run(args, context),
        Some(Command::Participant(args)) => participant::run(args, context),
        Some(Command::Between(args)) => {
            return between::run(args, context).map_err(|error| context.named(error));
        }
        Some(Command::Durations(args)) => durations::run(args, context),
        Some(Command::Through(args)) => through::run(args, context),
        Some(Command::Reservations(args)) => reservations::run(args, context),
        Some(Command::Territories(args)) => territories::run(args, context),
        Some(Command::Curve(args)) => curve::run(args, context),
        Some(Command::Compare(args)) => compare::run(args, context),
        Some(Command::Matrix(args)) => matrix::run(args, context),
        Some(Command::Explain(args)) => explain::run(args, context),
        Some(Command::Clause(args)) => {
            return clause::run(args, context).map_err(|error| context.named(error));
        }
        Some(Command::Cite(args)) => cite::run(args, context),
        Some(Command::Claims(args)) => {
            return claims::run(args, context).map_err(|error| context.named(error));
        }
        Some(Command::Next(args)) => next::run(args, context),
        Some(Command::Missing(args)) => missing::run(args, context),
        Some(Command::Departures(args)) => departures::run(args, context),
        Some(Command::Successions(args)) => successions::run(args, context),
        Some(Command::Changes(args)) => changes::run(args, context),
        Some(Command::Treaties(args)) => treaties::run(args, context),
        Some(Command::Treaty(args)) => treaty::run(args, context),
        Some(Command::Participants(args)) => participants::run(args, context),
        Some(Command::Groups(args)) => groups::run(args, context),
        Some(Command::Group(args)) => group::run(args, context),
        Some(Command::Record(args)) => record::run(args, context),
        Some(Command::Correct(args)) => correct::run(args, context),
        Some(Command::Retract(args)) => retract::run(args, context),
        Some(Command::Import(args)) => {
            return import::run(args, context).map_err(|error| context.named(error));
        }
        Some(Command::Names(args)) => {
            return names::run(args, context).map_err(|error| context.named(error));
        }
        Some(Command::Conflicts(args)) => conflicts::run(args, context),
        Some(Command::Init(args)) => init::run(args, context),
        Some(Command::Log(args)) => log::run(args, context),
        Some(Command::Sql(args)) => sql::run(args, context),
        Some(Command::Check(args)) => {
            return check::run(args, context).map_err(|error| context.named(error));
        }
        Some(Command::Verify(args)) => {
            return verify::run(args, context).map_err(|error| context.named(error));
        }
        Some(Command::Backup(args)) => backup::run(args, context),
        Some(Command::Dump(args)) => dump::run(args, context),
        Some(Command::Load(args)) => load::run(args, context),
        Some(Command::Rebuild(args)) => rebuild::run(args, context),
        Some(Command::Completions(args)) => completions::run(args, context),
        Some(Command::Man(args)) => man::run(args, context),
    };
    done.map(|()| Exit::Done).map_err(|error| context.named(error))
}

/// One message on standard error, in one or two lines, without control characters.
fn complain(message: &str, hint: Option<&str>) {
    let red = anstyle::AnsiColor::Red.on_default().bold();
    let hint = hint.map_or_else(String::new, |hint| format!("\n  {hint}"));
    // Nobody can be told if standard error is gone.
    let _ = writeln!(anstream::stderr(), "{red}accede:{red:#} {}{hint}", in_bounds(message));
}

/// A line that is not endless, without control characters.
fn in_bounds(line: &str) -> String {
    const LONGEST: usize = 400;
    let mut shown: String = line.chars().take(LONGEST).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    clean(&shown).into_owned()
}

/// The parser's error without colours of its own: those are told apart from what was typed only by taking both out.
fn unadorned(words: Vec<OsString>) -> Option<clap::Error> {
    let plain = Cli::command().styles(clap::builder::Styles::plain());
    plain.try_get_matches_from(words).err()
}

/// What the parser says, without its usage page: the fault, and the nearest right word.
fn in_short(error: &clap::Error) -> String {
    let mut full = error.render().ansi().to_string();
    for (_, typed) in error.context() {
        if let ContextValue::String(typed) = typed {
            full = full.replace(typed, &as_typed(typed));
        }
    }
    let lines = full.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut fault = String::new();
    let mut tips = String::new();
    for line in lines.take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more")) {
        match line.strip_prefix("tip: ") {
            Some(tip) => tips = format!("{tips}; {tip}"),
            None if line.starts_with('[') && !tips.is_empty() => {}
            None if fault.is_empty() => fault.push_str(line.trim_start_matches("error: ")),
            None if line.starts_with("[possible values") && line.len() > 120 => {}
            None => fault = format!("{fault} {line}"),
        }
    }
    format!("{fault}{tips}")
}

/// A word as it was typed, in one line, and short enough that the reason still fits behind it.
fn as_typed(word: &str) -> String {
    const LONGEST: usize = 100;
    let mut shown = clean(word).into_owned();
    if shown.chars().count() > LONGEST {
        shown = shown.chars().take(LONGEST).collect();
        shown.push('…');
    }
    shown
}

/// The whole command line, for completions and manual pages.
fn command_line() -> clap::Command {
    Cli::command()
}

/// The entry with this number, which still counts.
fn cited_entry(store: &Store, seq: i64) -> Result<(Entry, Fact)> {
    let Some(found) = store.entry(seq)? else {
        let newest = store.head()?.seq;
        return Err(usage(format!("there is no entry @{seq}; the newest is @{newest}")));
    };
    if let Some(by) = store.ended_by(seq)? {
        let instead = match store.entry(by)? {
            Some((_, Fact { body: Body::Retraction(_), .. })) => format!("@{by} retracted it"),
            _ => format!("@{by} took its place; name that one"),
        };
        return Err(Error::Refused(format!("@{seq} no longer counts: {instead}")));
    }
    Ok(found)
}

fn usage(why: impl Into<String>) -> Error {
    Error::Usage(why.into())
}
