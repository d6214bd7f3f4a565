//! `accede names`: what a participant is called, the names in files that nobody bears, and teaching one.

use std::path::PathBuf;

use super::context::Context;
use super::import::{Given, ReadingOptions};
use super::recording_options::RecordingOptions;
use super::words;
use crate::error::{Exit, Result};
use crate::model::Date;
use crate::recording::name::Alias;
use crate::report::{NamesOfFiles, names_of};
use crate::store::resolve;

/// What a participant is called, the names in files that are not known, and teaching one
///
/// A name finds its participant without regard to case, accents and punctuation, also shortened, with its words turned
/// round, or with its owner in brackets; and never by likeness: the nearest names are shown to choose from.
#[derive(Debug, clap::Args)]
#[command(
    subcommand_required = true,
    arg_required_else_help = false,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  accede names of Nauru
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
    Of(Of),
    Unknown(Unknown),
    Add(Add),
}

/// List every name of a participant: its own, those of lists, former ones, those of each language
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede names of Nauru
  accede names of CI --format csv")]
struct Of {
    /// Its code or any name it ever had
    participant: String,
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
  accede names add 'Upper Volta' BF --to 1984-08-03 --by registry
  accede names add 'Oberer Volta' BF --language de --dry-run")]
struct Add {
    /// The name, as lists write it
    #[arg(value_parser = words::name)]
    name: String,

    /// Whose, by its code or any name it ever had
    participant: String,

    /// The language in which it is its name, by its tag: fr, pt-PT
    #[arg(long, value_name = "LANG", value_parser = words::language)]
    language: Option<String>,

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
        Action::Of(Of { participant }) => {
            context.refuse_why()?;
            let store = context.read()?;
            let report = names_of(&store, resolve::participant(&store, participant)?)?;
            context.answer_from(&store, &report).map(|()| Exit::Done)
        }
        Action::Unknown(unknown) => {
            let given = Given::of(&unknown.files, &unknown.reading, context)?.of_any_treaty();
            let store = context.read()?;
            let mut names = NamesOfFiles::of(&store)?;
            unknown.reading.read(&store, &given, context, |file| names.add(&file))?;
            let report = names.unknown();
            context.answer_from(&store, &report)?;
            Ok(if report.unknown.is_empty() { Exit::Done } else { Exit::No })
        }
        Action::Add(Add { name, participant, language, from, to, recording }) => {
            let alias = Alias { name, participant, language: language.as_deref(), from: *from, to: *to };
            recording.record(context, &alias).map(|()| Exit::Done)
        }
    }
}
