//! The options of every command that records: the source, the role, the reason, a trial run.

use std::mem::ManuallyDrop;

use super::context::{Context, environment};
use super::words;
use crate::error::{Error, Result};
use crate::model::{Confidence, Fact, Sources};
use crate::report::{Registering, register};
use crate::store::{Recording, Store};

/// How something is recorded.
#[derive(Debug, clap::Args)]
pub struct RecordingOptions {
    /// Where it was read: the code of a source, or words
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    pub source: Option<String>,

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
}

impl RecordingOptions {
    /// The file to record in; for a trial run, to read.
    pub fn open(&self, context: &Context) -> Result<ManuallyDrop<Store>> {
        context.write(self.dry_run)
    }

    /// How well a fact is supported that is recorded like this.
    pub fn confidence(&self) -> Confidence {
        if self.source.is_some() { Confidence::Verified } else { Confidence::Unverified }
    }

    /// Records facts in a register, or shows what would follow, and gives the receipt. `what` says in words
    /// what is done; `seen` is the newest entry when the facts were found to be in order.
    pub fn register(
        &self,
        context: &Context,
        store: &mut Store,
        (what, seen, warnings): (String, i64, Vec<String>),
        facts: impl FnOnce(&Sources) -> Vec<Fact>,
    ) -> Result<()> {
        let recording = self.of(context)?;
        let dry_run = self.dry_run;
        let registering = Registering { what, recording: &recording, seen, warnings, dry_run };
        let receipt = register(store, registering, facts)?;
        context.answer(&receipt).map_err(|error| match (error, &receipt.head) {
            (Error::Output { to, why }, Some(head)) => Error::Output {
                to,
                why: format!("{why}; it is recorded up to @{}, do not record it again", head.seq),
            },
            (error, _) => error,
        })
    }

    /// A reason is given, for what cannot be recorded without one.
    pub fn needs_reason(&self, what: &str) -> Result<()> {
        match self.reason {
            Some(_) => Ok(()),
            None => Err(super::usage(format!("{what} needs a --reason, which stays in the log"))),
        }
    }

    /// No source is cited, for what rests on none; `instead` is what --reason is to say.
    pub fn cites_no_source(&self, what: &str, instead: &str) -> Result<()> {
        match self.source {
            None => Ok(()),
            Some(_) => Err(super::usage(format!("{what} cites no source: say in --reason {instead}"))),
        }
    }

    /// Who records, when, why, and where it was read.
    pub fn of(&self, context: &Context) -> Result<Recording> {
        Ok(Recording {
            by: self.by()?,
            at: context.now(),
            reason: self.reason.clone(),
            source: self.source.clone(),
        })
    }

    fn by(&self) -> Result<String> {
        role(self.by.as_ref())
    }
}

/// The role that records: as given, else by the environment.
pub fn role(given: Option<&String>) -> Result<String> {
    if let Some(role) = given {
        return Ok(role.clone());
    }
    match environment("ACCEDE_BY")? {
        Some(role) => words::text(&role).map_err(|why| super::usage(format!("ACCEDE_BY: {why}"))),
        None => Ok("unnamed".to_owned()),
    }
}
