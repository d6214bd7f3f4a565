//! An open file.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;

use super::cache::Cache;
use super::entry::{Head, Moment};
use super::permits::Wall;
use crate::error::Result;

/// The number of RECORD that this program writes, in `user_version`.
pub const RECORD_VERSION: i32 = 1;

/// Four bytes that tell our files from other programs': "TRTY", in `application_id`.
pub const APPLICATION_ID: i32 = 0x5452_5459;

/// An open file.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    /// The file, where `connection` is to what was derived from it in memory.
    pub(super) behind: Option<Connection>,
    pub(super) path: PathBuf,
    pub(super) access: Access,
    /// The state of the file that was read last: `PRAGMA data_version`.
    pub(super) seen: Option<i64>,
    /// The newest entry up to which the chain was checked.
    pub(super) verified: Option<Head>,
    /// What was read for the act before.
    pub(super) cache: Option<Cache>,
    /// The moment that is looked back at.
    pub(super) moment: Option<Moment>,
    /// The earlier entry that this means.
    pub(super) known: Option<Known>,
    /// The kinds of name by which participants are called, the first that each has; none: by their short names.
    pub(super) naming: Vec<String>,
    /// Whether nothing of what is recorded is kept.
    pub(super) on_trial: bool,
    /// What whoever reads from it should know.
    pub(super) warning: Option<String>,
}

/// The entry at which the record is looked at.
#[derive(Debug)]
pub(super) struct Known {
    pub at: i64,
    /// What stands before the record as it is now.
    pub wall: Wall,
    /// The treaties whose acts were taken in and derived.
    pub taken: RefCell<BTreeSet<String>>,
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
    pub(super) fn of(connection: Connection, path: &Path, access: Access) -> Self {
        Self {
            connection,
            behind: None,
            path: path.to_owned(),
            access,
            seen: None,
            verified: None,
            cache: None,
            moment: None,
            known: None,
            naming: Vec::new(),
            on_trial: false,
            warning: None,
        }
    }

    /// From now on a statement ends with an error, and what it wrote is undone, once `flag` is set.
    pub fn stop_when(&mut self, flag: Arc<AtomicBool>) -> Result<()> {
        const STEPS: i32 = 10_000;
        self.connection.progress_handler(STEPS, Some(move || flag.load(Ordering::Relaxed)))?;
        Ok(())
    }

    /// What whoever reads from it should know: what another program seems to have done to it.
    #[must_use]
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
