//! `accede treaty`: a treaty of one's own, from a file; and everything about one treaty.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::context::Context;
use super::recording_options::RecordingOptions;
use super::words;
use crate::error::{Error, Result};
use crate::files::Own;
use crate::model::Date;
use crate::read::treaty_file::TreatyFile;
use crate::recording::treaty::{Amendment, NewTreaty};
use crate::recording::treaty_reach::TreatyReach;
use crate::render::treaty_file;
use crate::report::{treaty, treaty_document};
use crate::store::resolve;

/// The most bytes that a file of a treaty may have.
const LARGEST: u64 = 1 << 20;

/// Add a treaty of your own from a file, amend one, say how far its acts reach, or show everything about one
///
/// A treaty is written in a TOML file: its number, titles and days, the names it is found by, its links to other
/// treaties, and its final clauses in the notation of docs/clauses.md. `accede treaty show TREATY --toml` prints
/// one that is complete.
#[derive(Debug, clap::Args)]
#[command(
    subcommand_required = true,
    arg_required_else_help = false,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  accede treaty show budapest
  accede treaty show budapest --toml > budapest.toml
  accede treaty add mine.toml --dry-run
  accede treaty amend mine.toml --source 'Official Gazette 2026, 12'
  accede treaty complete rome --to 2026-10-01"
)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Add(Add),
    Amend(Amend),
    Complete(Complete),
    Show(Show),
}

/// Record a new treaty from a file
///
/// Everything in the file is checked before anything is recorded, and it is recorded whole or not at all.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede treaty add mine.toml --dry-run
  accede treaty add mine.toml --source 'Official Gazette 2026, 12' --by registry")]
struct Add {
    #[command(flatten)]
    from: From,
}

/// Bring the record of a treaty to what a file says
///
/// What differs is recorded: what is new in the file, what says something else, and what is no longer there. The
/// acts under the treaty stay, and what follows from them is derived anew.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede treaty show budapest --toml > budapest.toml
  accede treaty amend budapest.toml --dry-run
  accede treaty amend budapest.toml --source 'Procès-verbal of rectification' --reason 'article corrected'")]
struct Amend {
    #[command(flatten)]
    from: From,
}

/// Say up to which day all acts under a treaty are in the record
///
/// Answers about later days say so, and a published number about a later day is not decided. Acts after that day stay in
/// the record and count.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede treaty complete rome --to 2026-10-01
  accede treaty complete 'UN IV-4' --to 2026-11-01 --source 'UN Treaty Collection, status table'")]
struct Complete {
    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    /// The day up to which its acts were collected
    #[arg(long, value_name = "DATE")]
    to: Date,

    #[command(flatten)]
    recording: RecordingOptions,
}

#[derive(Debug, clap::Args)]
struct From {
    /// The file, in TOML; - is standard input
    #[arg(value_name = "FILE.toml")]
    file: PathBuf,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Everything about one treaty: names, days, links, clauses, entry into force
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede treaty show budapest
  accede treaty show 'CETS 224' --format json
  accede treaty show budapest --toml > budapest.toml")]
struct Show {
    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    /// As a file that add and amend read
    #[arg(long, conflicts_with = "format")]
    toml: bool,
}

impl Args {
    /// Whether the answer is a text of its own kind, and comes in no format.
    pub fn is_text(&self) -> bool {
        matches!(&self.action, Action::Show(show) if show.toml)
    }
}

/// Does it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    match &args.action {
        Action::Add(Add { from }) => from.recording.record(context, &NewTreaty(&from.file(context)?)),
        Action::Amend(Amend { from }) => from.recording.record(context, &Amendment(&from.file(context)?)),
        Action::Complete(Complete { treaty, to, recording }) => {
            recording.record(context, &TreatyReach { treaty, to: *to })
        }
        Action::Show(show) => {
            let store = context.read()?;
            let row = resolve::treaty(&store, &show.treaty)?;
            if show.toml {
                return context.deliver_from(&store, &treaty_file(&treaty_document(&store, &row.code)?));
            }
            context.answer_from(&store, &treaty(&store, row, context.when())?)
        }
    }
}

impl From {
    /// What the file says. What was read from standard input cannot be read once more, should another program record
    /// meanwhile.
    fn file(&self, context: &Context) -> Result<TreatyFile> {
        let file = read(&self.file, &context.own_files()?)?;
        if self.file == Path::new("-") {
            context.hold();
        }
        Ok(file)
    }
}

/// Reads the file, whose size has a limit.
fn read(path: &Path, own: &Own) -> Result<TreatyFile> {
    let failed = |why: &str| Error::Database { path: path.to_owned(), why: why.to_owned() };
    let mut bytes = Vec::new();
    let (name, done) = if path == Path::new("-") {
        own.check_standard_input()?;
        let read = std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes);
        ("standard input".to_owned(), read)
    } else {
        if path.is_dir() {
            return Err(failed("it is a folder; name a file in TOML"));
        }
        let read = own.open_other(path)?.and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
        (path.display().to_string(), read)
    };
    match done {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Err(failed("there is no such file")),
        Err(why) => Err(failed(&format!("it cannot be read: {why}"))),
        Ok(_) if bytes.len() as u64 > LARGEST => {
            Err(failed("it has more than 1 MiB; a treaty's final clauses need far less"))
        }
        Ok(_) => TreatyFile::read(&name, &bytes, words::text),
    }
}
