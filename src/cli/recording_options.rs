//! The options of every command that records: the source, the role, the reason, a trial run.

use std::mem::ManuallyDrop;

use super::context::{Context, environment};
use super::words;
use crate::error::{Error, Result};
use crate::recording::{Options, Request, record};
use crate::render::Report;
use crate::store::{Head, Recording, Store};

/// How something is recorded.
#[derive(Debug, clap::Args)]
pub struct RecordingOptions {
    /// Where it was read: the code of a source, or words
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    source: Option<String>,

    #[arg(
        long,
        value_name = "ROLE",
        value_parser = words::text,
        help = "The role that records it; it stays in the log for good \
                [default: $ACCEDE_BY, else unnamed]"
    )]
    by: Option<String>,

    /// Show what would follow, and write nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Why, for the log
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    reason: Option<String>,

    /// Make the database from the seed first, where there is none
    #[arg(long, conflicts_with = "dry_run")]
    create: bool,
}

impl RecordingOptions {
    /// The file to record in; for a trial run, to read.
    pub fn open(&self, context: &Context) -> Result<ManuallyDrop<Store>> {
        context.write(self.dry_run, self.create)
    }

    /// Records what is wanted, or shows what would follow, and gives the receipt.
    pub fn record(&self, context: &Context, request: &impl Request) -> Result<()> {
        let mut store = self.open(context)?;
        let receipt = record(&mut store, request, &self.options(context)?)?;
        let done = receipt.head.as_ref().map(|head| recorded_up_to("it is", head));
        answer_recorded(context, &store, &receipt, done.map(|done| format!("{done}, do not record it again")))
    }

    /// Who records, when, why, where it was read, and whether it is only a trial.
    pub fn options(&self, context: &Context) -> Result<Options> {
        let recording = Recording {
            by: role(self.by.as_ref())?,
            at: context.now(),
            reason: self.reason.clone(),
            source: self.source.clone(),
        };
        Ok(Options { recording, today: context.when().today, dry_run: self.dry_run })
    }
}

/// Gives the answer; where it cannot be written, the error says what was done all the same.
pub fn answer_recorded(
    context: &Context,
    store: &Store,
    answer: &impl Report,
    done: Option<String>,
) -> Result<()> {
    context.answer_from(store, answer).map_err(|error| match (error, done) {
        (Error::Output { to, why }, Some(done)) => Error::Output { to, why: format!("{why}; {done}") },
        (error, _) => error,
    })
}

/// What was recorded, in words: `it is recorded up to @N`.
pub fn recorded_up_to(what: &str, head: &Head) -> String {
    format!("{what} recorded up to @{}", head.seq)
}

/// The role that records: as given, else by the environment.
pub fn role(given: Option<&String>) -> Result<String> {
    if let Some(role) = given {
        return Ok(role.clone());
    }
    match environment("ACCEDE_BY")? {
        Some(role) => words::text(&role).map_err(|why| Error::usage(format!("ACCEDE_BY: {why}"))),
        None => Ok("unnamed".to_owned()),
    }
}
