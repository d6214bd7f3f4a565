//! A copy of a file, made while others go on writing in it.

use std::path::Path;

use rusqlite::OpenFlags;

use super::create::{self, appear};
use super::entry::Head;
use super::file::{Access, Store};
use super::{open, schema};
use crate::error::{Error, FailureKind, Result};
use crate::files::Reach;

/// A copy that was made: its newest entry, and its size in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The newest entry, as read from the copy.
    pub head: Head,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// Copies the file to `path` as it stands at one moment; none if something is there already, which then stays. The
    /// copy appears complete or not at all, and nobody may read it who may not read the file.
    pub fn backup(&self, path: &Path) -> Result<Option<Copied>> {
        let steady = self.steady()?;
        appear(path, Reach::default().within(&self.path), |beside| {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NOFOLLOW;
            let mut copy = open::connect(beside, flags)?;
            // Nobody sees it before it is complete and synced.
            copy.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")?;
            open::copy_pages(&self.connection, &mut copy).map_err(|error| self.or_the_copy(error))?;
            drop((copy, steady));
            let copied = Self::open_as_is(beside, Access::Read)?;
            let head = copied.head().or_else(|error| {
                schema::record_is_whole(&schema::differences(&copied.connection, true)?)?;
                Err(error.at(&self.path))
            })?;
            let bytes =
                std::fs::metadata(beside).map_err(|why| create::cannot_make(path, &why.to_string()))?.len();
            Ok(Copied { head, bytes })
        })
        .map_err(|error| match error {
            Error::Database { path: at, why } if at != path && at != self.path => {
                Error::Database { path: path.to_owned(), why }
            }
            other => other,
        })
    }

    /// Names this file in an error of copying it, unless writing failed: that is about the copy.
    fn or_the_copy(&self, error: Error) -> Error {
        match error {
            Error::Store(failure) if failure.kind == FailureKind::CannotWrite => Error::Store(failure),
            other => other.at(&self.path),
        }
    }
}
