//! What lies beside a file under the names that `SQLite` takes for its own: it would be played into whatever has the name of
//! the file now.

use std::fs::{DirEntry, Metadata};
use std::path::{Path, PathBuf};

use super::file::Access;
use crate::error::{Error, Result};
use crate::files::{BESIDE, beside, with_end};

/// Refuses a place beside which something of an earlier file is left: a new one there would be spoilt by it.
pub(super) fn refuse_left(path: &Path) -> Result<()> {
    if stands(path).is_some() {
        return Ok(());
    }
    let Some(left) = BESIDE.map(|end| beside(path, end)).into_iter().find(|left| stands(left).is_some())
    else {
        return Ok(());
    };
    Err(Error::Database {
        path: path.to_owned(),
        why: format!(
            "there is no such file, but {} is there, left by one that was: put that file back, or move this one away",
            left.display()
        ),
    })
}

/// What is said of a file that has a name where nobody looks.
const ELSEWHERE: &str =
    "it has another name in some other folder (a hard link), beside which a journal would not be found";

/// Refuses a file beside which stands what `SQLite` did not leave there, or which has a name beside which something could;
/// for reading that is only said. `real` is the path without links.
pub(super) fn check(path: &Path, real: &Path, access: Access) -> Result<Option<&'static str>> {
    for end in BESIDE {
        let file = with_end(real, end);
        if let Some(what) = stands(&file).and_then(|found| strange(&found)) {
            let why = format!("it is {what} where SQLite keeps a file of {}: remove it", path.display());
            return Err(Error::Database { path: file, why });
        }
    }
    check_names(path, real, access)
}

fn stands(path: &Path) -> Option<Metadata> {
    std::fs::symlink_metadata(path).ok()
}

/// What something is that is no file of one name.
fn strange(found: &Metadata) -> Option<&'static str> {
    let kind = found.file_type();
    if kind.is_symlink() {
        Some("a link")
    } else if kind.is_dir() {
        Some("a folder")
    } else if !kind.is_file() {
        Some("a pipe, a socket or a device")
    } else if names(found) > 1 {
        Some("a file with other names (hard links)")
    } else {
        None
    }
}

#[cfg(unix)]
fn names(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(found)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn is_one(entry: &DirEntry, found: &Metadata) -> bool {
    use std::os::unix::fs::{DirEntryExt, MetadataExt};
    entry.ino() == found.ino() && entry.metadata().is_ok_and(|own| own.dev() == found.dev() && own.is_file())
}

#[cfg(not(unix))]
fn is_one(_: &DirEntry, _: &Metadata) -> bool {
    false
}

/// `SQLite` keeps a journal beside the name by which a file was opened, and under its other names nobody finds it.
fn check_names(path: &Path, real: &Path, access: Access) -> Result<Option<&'static str>> {
    // A file that was just made has two names for a moment.
    const TRIES: u32 = 5;
    for attempt in 1..=TRIES {
        let Ok(found) = std::fs::metadata(real) else { return Ok(None) };
        if names(&found) < 2 {
            return Ok(None);
        }
        let others = other_names(real, &found);
        let journal = others.iter().flat_map(|other| ["-journal", "-wal"].map(|end| with_end(other, end)));
        if let Some(journal) = { journal }.find(|journal| stands(journal).is_some()) {
            let why = format!(
                "it has another name beside which {} is left: open it by that name first, and keep one name only",
                journal.display()
            );
            return Err(Error::Database { path: path.to_owned(), why });
        }
        if names(&found) == 1 + others.len() as u64 {
            return Ok(None);
        }
        if attempt == TRIES && access == Access::Write {
            let why = format!("{ELSEWHERE}: remove that name, or work on a copy by accede backup");
            return Err(Error::Database { path: path.to_owned(), why });
        }
    }
    Ok(Some(ELSEWHERE))
}

/// The other names of a file in its folder.
fn other_names(real: &Path, found: &Metadata) -> Vec<PathBuf> {
    let Some(entries) = real.parent().and_then(|folder| std::fs::read_dir(folder).ok()) else {
        return Vec::new();
    };
    let same = entries.flatten().filter(|entry| is_one(entry, found));
    same.map(|entry| entry.path()).filter(|other| other != real).collect()
}
