//! L2: the only SQL. `open` makes every connection, `create` a new file by the `schema`. RECORD is the `log` of each
//! `entry`, held together by its `chain`; `record_act` and `record_facts` `append` to it. DERIVED follows: `apply` writes
//! the rows of an entry, `derive` what follows by law, with what the `cache` has kept; `rebuild` makes all of it anew, and
//! the `query` files read it. `ask` answers a statement that somebody else wrote.

mod append;
mod apply;
mod ask;
mod cache;
mod chain;
mod clause;
mod codec;
mod column;
mod compare;
mod copy;
mod correct;
mod create;
mod derive;
mod derived_rows;
mod derived_state;
mod dump;
mod entry;
mod failure;
mod inspect;
mod known;
mod law_input;
mod log;
mod names;
mod open;
mod query;
mod rebuild;
mod record_act;
mod record_facts;
mod references;
mod register_row;
pub mod resolve;
mod rows;
mod schema;
mod short_names;
mod shown_acts;
mod status_runs;
mod supersede;
mod touched;
mod verify;
mod window;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;

pub use append::Recording;
pub use ask::{Cut, LONGEST_STATEMENT, Question, Table, Value};
pub use copy::Copied;
pub use correct::edited;
pub use entry::{Entry, Head};
pub use known::Moment;
pub use law_input::Dossier;
pub use query::{
    ActRow, ChangesOf, ClaimRow, ClauseRow, ConflictingAct, DatedSpell, EventRow, GivenAct, GivenStatement,
    GroupRow, InvitationRow, LogFilter, MembershipRow, ModeChange, NameRow, ParticipantRow, Recorded,
    ReservationRow, SeatChange, SeatRow, SourceRow, SpellAct, SpellInFull, SpellRow, SpellWithActs,
    StandingConsent, StateNumberRow, StatusChange, TreatyFacts, TreatyRow,
};
pub use record_act::{Draft, Outcome};
pub use record_facts::Registered;
pub use short_names::Names;
pub use status_runs::statuses;
pub use verify::Verified;

use crate::error::Result;
use cache::Cache;

/// The number of RECORD that this program writes, in `user_version`.
pub const RECORD_VERSION: i32 = 1;

/// Four bytes that tell our files from other programs': "TRTY", in `application_id`.
pub const APPLICATION_ID: i32 = 0x5452_5459;

/// An open file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// The newest entry up to which the chain was checked.
    verified: Option<Head>,
    /// What was read for the act before.
    cache: Option<Cache>,
    /// The earlier entry that is looked back at.
    known: Option<known::Known>,
}

/// What a command means to do with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Answer from it.
    Read,
    /// Change it.
    Write,
}

impl Store {
    fn of(connection: Connection, path: &Path) -> Self {
        Self { connection, path: path.to_owned(), verified: None, cache: None, known: None }
    }

    /// Opens an existing file whatever is in its derived tables: to look at the log, or to make the rest anew.
    pub fn open_as_is(path: &Path, access: Access) -> Result<Self> {
        open::existing(path, access)
    }

    /// Opens an existing file.
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        let mut store = open::existing(path, access)?;
        rebuild::bring_up_to_date(&mut store, access)?;
        Ok(store)
    }

    /// Whether there is no file yet; an unusable one is an error.
    pub fn is_missing(path: &Path) -> Result<bool> {
        open::is_missing(path)
    }

    /// Makes a new file with these facts as its first entries; false if another process made it first, and
    /// that one stays. The file appears complete or not at all.
    pub fn create(path: &Path, facts: &[crate::model::Fact], by: &str, at: &str) -> Result<bool> {
        create::file(path, facts, by, at)
    }

    /// From now on a statement ends with an error, and what it wrote is undone, once `flag` is set.
    pub fn stop_when(&mut self, flag: Arc<AtomicBool>) -> Result<()> {
        const STEPS: i32 = 10_000;
        self.connection.progress_handler(STEPS, Some(move || flag.load(Ordering::Relaxed)))?;
        Ok(())
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
