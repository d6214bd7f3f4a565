//! What `accede import` takes.

use std::path::PathBuf;

use super::reading::ReadingOptions;
use super::undo;
use crate::cli::words;
use crate::model::Date;

/// Read official tables, show what they would change, and record it
///
/// Each file, and each file in a folder, is read by the reader that knows its form, or by a column map. What it says is
/// compared with the record, and the law judges it. Without --write nothing is recorded. Exit code 1: something in the
/// files is not taken in; then --write records nothing, unless --partial leaves that out. What is recorded cannot be
/// erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  accede import IV-11.en.xml
  accede import mtdsg/ --status-as-at 2015-03-14 --write --by registry
  accede import chart.csv --reader coe-chart --treaty 'CETS 185' --format json
  accede import parties.xlsx --map ministry.toml --write --partial
  accede import acts.csv --complete-to 2026-10-01 --write
  accede import https://treaties.un.org/doc/Publication/MTDSG/Volume%20I/Chapter%20IV/IV-11.en.xml
  accede import undo @N --reason 'an older copy than the one before'
  accede import --seed --write

Readers and maps: accede import --readers"
)]
pub struct Args {
    #[command(subcommand)]
    pub action: Option<Action>,

    /// Files to read, or addresses with https://; of a folder every file in it, by name
    #[arg(value_name = "FILE", required_unless_present_any = ["seed", "readers"], conflicts_with = "seed")]
    pub files: Vec<PathBuf>,

    #[command(flatten)]
    pub reading: ReadingOptions,

    /// The day whose status the files give, where they do not say so themselves
    #[arg(long, value_name = "DATE", conflicts_with = "seed")]
    pub status_as_at: Option<Date>,

    /// The day on which the files were copied from their source, where they do not say so themselves
    #[arg(long, value_name = "DATE", conflicts_with = "seed")]
    pub copied_on: Option<Date>,

    /// The day up to which the files hold every act of their treaties
    #[arg(long, value_name = "DATE", conflicts_with = "seed")]
    pub complete_to: Option<Date>,

    /// Compare with the seed of this version instead
    #[arg(long, conflicts_with = "partial")]
    pub seed: bool,

    /// List the readers and column maps, and read nothing
    #[arg(long, conflicts_with_all = ["seed", "files"])]
    pub readers: bool,

    #[command(flatten)]
    pub settling: Settling,
}

/// What becomes of a plan.
#[derive(Debug, clap::Args)]
pub struct Settling {
    /// Record what is new, changed or gone, as one batch
    #[arg(long)]
    pub write: bool,

    /// Leave out what is not taken in, and record the rest
    #[arg(long, requires = "write")]
    pub partial: bool,

    #[arg(
        long,
        value_name = "ROLE",
        value_parser = words::text,
        requires = "write",
        help = "The role that records it; it stays in the log for good \
                [default: $ACCEDE_BY, else unnamed; the seed: accede seed]"
    )]
    pub by: Option<String>,

    /// Why, for the log
    #[arg(long, value_name = "TEXT", value_parser = words::text, requires = "write")]
    pub reason: Option<String>,

    /// Make the database from the seed first, where there is none; without --write that is done anyway
    #[arg(long, requires = "write")]
    pub create: bool,
}

/// What is done with batches.
#[derive(Debug, clap::Subcommand)]
pub enum Action {
    Undo(undo::Args),
}
