//! Looks at a file that stays open: each answer rests on one state of it, the newest, and between answers nobody has to
//! wait for whoever reads.

use std::ops::Deref;
use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use super::entry::Moment;
use super::file::{Access, Store};
use super::rows::data_version;
use super::{open, opening, rebuild};
use crate::error::Result;

/// A look at the file as it stands at one moment. Others may write again once it is dropped; the next one sees what they
/// wrote.
#[derive(Debug)]
pub struct Look<'a>(&'a mut Store);

impl Deref for Look<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.0
    }
}

impl Drop for Look<'_> {
    fn drop(&mut self) {
        self.0.end_look();
    }
}

impl Store {
    /// Opens an existing file.
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        let mut store = Self::open_as_is(path, access)?;
        match access {
            Access::Read => {
                store.begin_look()?;
                store.end_look();
            }
            Access::Write => rebuild::bring_up_to_date(&mut store)?,
        }
        Ok(store)
    }

    /// From now on answers as the record stood at `moment`; returns the number and the time of the entry that was then
    /// the newest.
    ///
    /// Errors: nothing was recorded by then, or there is no such entry yet.
    pub fn look_back(&mut self, moment: Moment) -> Result<(i64, String)> {
        self.begin_look()?;
        let found = self.look_back_within(moment);
        self.moment = found.is_ok().then_some(moment);
        self.end_look();
        found
    }

    /// Begins a look, for one answer that asks more than one question of the file:
    ///
    /// ```no_run
    /// # use accede::store::{Access, Store};
    /// # fn main() -> accede::error::Result<()> {
    /// let mut store = Store::open("accede.db".as_ref(), Access::Read)?;
    /// let entries = store.look()?.head()?.seq;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// An open store that is not looked at keeps nobody from writing.
    pub fn look(&mut self) -> Result<Look<'_>> {
        self.begin_look()?;
        Ok(Look(self))
    }

    /// The same for a look that is ended by `end_look`.
    pub(crate) fn begin_look(&mut self) -> Result<()> {
        if !self.connection.is_autocommit() {
            return Ok(());
        }
        let begun = self.begin().and_then(|version| self.catch_up(version));
        if begun.is_err() {
            self.end_look();
            self.seen = None;
        }
        begun
    }

    /// Ends a look, or holding the file; nothing was written then, and what was derived in memory stays.
    pub(crate) fn end_look(&self) {
        open::end(&self.connection);
    }

    /// One state of the file for several questions, also where no look is going on.
    pub(super) fn steady(&self) -> Result<Steady<'_>> {
        let begun = self.connection.is_autocommit();
        if begun {
            self.connection.execute_batch(open::BEGIN)?;
        }
        Ok(Steady(begun.then_some(&self.connection)))
    }

    /// Begins to read; returns the number of the state, which is another one whenever somebody else has written.
    fn begin(&mut self) -> Result<i64> {
        if let Some(file) = &self.behind {
            let version = data_version(file)?;
            if Some(version) == self.seen {
                self.connection.execute_batch("BEGIN")?;
                return Ok(version);
            }
        }
        if let Some(file) = self.behind.take() {
            self.connection = file;
            self.known = None;
        }
        let begun = self.connection.execute_batch(open::BEGIN);
        if let Err(why) = begun {
            open::end(&self.connection);
            if self.access != Access::Read || why.sqlite_error_code() != Some(ErrorCode::ReadOnly) {
                return Err(why.into());
            }
            // Somebody was interrupted in writing, which has to be taken back first.
            self.connection = opening::reading(&self.path)?;
            self.known = None;
            self.seen = None;
            self.connection.execute_batch(open::BEGIN)?;
        }
        Ok(data_version(&self.connection)?)
    }

    /// Forgets what was read of another state than this one.
    fn catch_up(&mut self, version: i64) -> Result<()> {
        if self.seen == Some(version) {
            return Ok(());
        }
        self.cache = None;
        if self.access == Access::Read {
            rebuild::bring_up_to_date(self)?;
        }
        if self.connection.is_autocommit() {
            self.connection.execute_batch("BEGIN")?;
        }
        if let Some(moment) = self.moment {
            self.look_back_within(moment)?;
        }
        self.call_anew()?;
        self.seen = Some(version);
        Ok(())
    }
}

/// Ends the reading that it began, if it began one.
pub(super) struct Steady<'a>(Option<&'a Connection>);

impl Drop for Steady<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.0 {
            open::end(connection);
        }
    }
}
