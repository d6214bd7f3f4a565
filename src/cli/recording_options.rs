//! The options of every command that records: the source, the role, the reason, a trial run.

use super::context::Context;
use super::words;
use crate::error::Result;
use crate::store::Recording;

/// How something is recorded.
#[derive(Debug, clap::Args)]
pub struct RecordingOptions {
    /// Where it was read: the code of a source, or words
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    pub source: Option<String>,

    /// The role that records it; it stays in the log for good [default: $`ACCEDE_BY`, else unnamed]
    #[arg(long, value_name = "ROLE", value_parser = words::text)]
    by: Option<String>,

    /// Show what would follow, and write nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Why, for the log
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    reason: Option<String>,
}

impl RecordingOptions {
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
        if let Some(role) = &self.by {
            return Ok(role.clone());
        }
        match std::env::var("ACCEDE_BY").ok().filter(|role| !role.is_empty()) {
            Some(role) => words::text(&role).map_err(|why| super::usage(format!("ACCEDE_BY: {why}"))),
            None => Ok("unnamed".to_owned()),
        }
    }
}
