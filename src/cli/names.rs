//! `accede names`: the names in files that nobody bears, and teaching one.

use std::path::PathBuf;

use super::context::Context;
use super::import::ReadingOptions;
use super::recording_options::RecordingOptions;
use super::{resolve, usage, words};
use crate::error::{Error, Exit, Result};
use crate::model::{Body, Date, Fact, NameBody};
use crate::names::directory::Found;
use crate::names::fold;
use crate::report::unknown_names;

/// Find the names in files that are not known, and teach them
///
/// A name finds its participant without regard to case, accents and punctuation, and never by likeness: the nearest names
/// are shown to choose from.
#[derive(Debug, clap::Args)]
#[command(
    subcommand_required = true,
    arg_required_else_help = false,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  accede names unknown mtdsg/
  accede names add Naoero NR --dry-run
  accede names add 'Upper Volta' BF --to 1984-08-03 --by registry"
)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Unknown(Unknown),
    Add(Add),
}

/// List the names in files that nobody in the record bears, with the nearest that somebody does
///
/// Exit code 1 where there are any.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede names unknown IV-11.en.xml
  accede names unknown mtdsg/ --format csv")]
struct Unknown {
    /// Files to read; of a folder every file in it
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    #[command(flatten)]
    reading: ReadingOptions,
}

/// Teach a name by which lists call a participant
///
/// From then on files and command lines find it. A name that others bore on other days needs days. To give a participant
/// a new name of its own: accede participant rename.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede names add Naoero NR --dry-run
  accede names add 'Upper Volta' BF --to 1984-08-03 --by registry")]
struct Add {
    /// The name, as lists write it
    #[arg(value_parser = words::name)]
    name: String,

    /// Whose, by its code or any name it ever had
    participant: String,

    /// The first day on which it means this participant
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,

    /// The last day on which it does
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Lists names, or records one.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    match &args.action {
        Action::Unknown(unknown) => {
            let store = context.read()?;
            let files = unknown.reading.read(&store, &unknown.files, context)?;
            let report = unknown_names(&store, &files)?;
            context.answer(&report)?;
            Ok(if report.unknown.is_empty() { Exit::Done } else { Exit::No })
        }
        Action::Add(add) => self::add(add, context).map(|()| Exit::Done),
    }
}

fn add(args: &Add, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    let row = resolve::participant(&store, &args.participant)?;
    let until = args
        .to
        .map(|last| last.plus_days(1).ok_or_else(|| usage(format!("--to: {last} is the last day there is"))))
        .transpose()?;
    if let (Some(from), Some(to)) = (args.from, args.to)
        && to < from
    {
        return Err(usage(format!("--to {to} is before --from {from}")));
    }
    if fold(&args.name).is_empty() {
        return Err(usage(format!("'{}' has no letter and no digit: no list calls anybody so", args.name)));
    }
    let code = args.name.trim().to_uppercase();
    if let Some(other) = store.participant(&code)?.filter(|other| other.code != row.code) {
        return Err(Error::Refused(format!("'{}' is the code of {}", args.name, other.name)));
    }
    let known = store.names_folded(&fold(&args.name))?;
    if let Some(same) = known
        .iter()
        .find(|known| known.participant == row.code && (known.since, known.until) == (args.from, until))
    {
        return Err(Error::Refused(format!("{} ({}) is called {} already", row.name, row.code, same.name)));
    }
    let mut warnings = Vec::new();
    let directory = store.directory()?;
    for day in [args.from.unwrap_or(Date::FIRST), args.to.unwrap_or_else(|| context.when().today)] {
        let others = known.iter().filter(|known| known.participant != row.code);
        let others: Vec<&str> = others.map(|known| known.participant.as_str()).collect();
        if !others.is_empty() && directory.find(&args.name, Some(day)) != Found::One(row.code.clone()) {
            let warning = format!(
                "{} bears this name too; a list that has it is told apart by its days only",
                others.join(", ")
            );
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
    }
    let days = match (args.from, args.to) {
        (None, None) => String::new(),
        (from, to) => format!(
            "{}{}",
            from.map_or_else(String::new, |from| format!(" from {from}")),
            to.map_or_else(String::new, |to| format!(" to {to}"))
        ),
    };
    let what = format!("{} ({}) · found as {}{days}", row.name, row.code, args.name);
    let confidence = args.recording.confidence();
    let (name, code) = (args.name.clone(), row.code.clone());
    args.recording.register(context, &mut store, (what, seen, warnings), |sources| {
        vec![Fact::from(Body::Name(NameBody {
            participant: code,
            name,
            name_kind: "alias".to_owned(),
            since: args.from,
            until,
            sources: sources.clone(),
            confidence,
        }))]
    })
}
