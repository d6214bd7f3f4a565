//! Places where a file is to be written, looked at before any work is done for it.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::files::{BESIDE, Own, beside};
use crate::store::Store;

/// Refuses a place where an answer cannot be written, or where a file of the database is, before any work is done for it.
pub fn check_output(option: &str, output: &Path, own: &Own) -> Result<()> {
    if own.is(output).is_some() {
        return Err(Error::usage(format!(
            "{option}: {} is the database itself; name another file",
            output.display()
        )));
    }
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty());
    let failed = |why: &str| Error::Output { to: output.display().to_string(), why: why.to_owned() };
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(failed("its folder does not exist"));
    }
    if output.is_dir() {
        return Err(failed("it is a folder"));
    }
    Ok(())
}

/// Refuses a place where no new database can be made, as far as can be told before. A journal left there by an earlier
/// one would be played back into the new one.
pub fn check_new(path: &Path) -> Result<()> {
    let beside = BESIDE.map(|end| beside(path, end));
    for place in [path].into_iter().chain(beside.iter().map(PathBuf::as_path)) {
        if place.symlink_metadata().is_ok() {
            return Err(taken(place));
        }
    }
    Store::is_missing(path).map(drop)
}

/// The error where something stands in the place of a new file.
pub fn taken(path: &Path) -> Error {
    let path = path.display();
    Error::Refused(format!("{path}: there is something already, and it stays; name a new file"))
}
