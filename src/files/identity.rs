//! Which file a path leads to, by whatever name, and the files of a database, which nobody opens but `SQLite`: whoever
//! opens and closes one of them besides lets go of the locks that the whole process holds on it.

use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// What `SQLite` puts behind the name of a database for the files beside it.
pub const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];

/// The file that a path leads to. Two paths to one file, by a link of either kind or another spelling, have the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// A file by its device and number there.
    #[cfg(unix)]
    Numbered(u64, u64),
    /// A file by its path without links.
    #[cfg(not(unix))]
    Called(PathBuf),
    /// A name that is still free, in the folder with this identity. Many systems do not tell its letters by their case.
    Free(Box<Identity>, String),
}

impl Identity {
    /// Of what a path leads to, or would once it is made; none where its folder cannot be looked into. Nothing is opened.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        // As many links in a row as Linux follows.
        const LINKS: usize = 40;
        let mut path = path.to_owned();
        for _ in 0..LINKS {
            match std::fs::metadata(&path) {
                Ok(found) => return Some(Self::found(&path, &found)),
                Err(why) if why.kind() == std::io::ErrorKind::NotFound => {}
                Err(_) => return None,
            }
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).to_owned();
            let Ok(target) = std::fs::read_link(&path) else {
                let found = std::fs::metadata(&folder).ok()?;
                let free = path.file_name()?.to_string_lossy().to_lowercase();
                return Some(Self(Kind::Free(Box::new(Self::found(&folder, &found)), free)));
            };
            path = folder.join(target);
        }
        None
    }

    #[cfg(unix)]
    fn found(_: &Path, found: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(Kind::Numbered(found.dev(), found.ino()))
    }

    #[cfg(not(unix))]
    fn found(path: &Path, _: &Metadata) -> Self {
        Self(Kind::Called(std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())))
    }
}

/// Whether two paths lead to one file, or would.
#[must_use]
pub fn are_one(a: &Path, b: &Path) -> bool {
    Identity::of(a).is_some_and(|a| Some(a) == Identity::of(b))
}

/// The path of a file beside a database. Where its own path is a link, `SQLite` puts them beside what that leads to.
#[must_use]
pub fn beside(db: &Path, end: &str) -> PathBuf {
    with_end(&std::fs::canonicalize(db).unwrap_or_else(|_| db.to_owned()), end)
}

/// The same where the path is no link.
#[must_use]
pub fn with_end(db: &Path, end: &str) -> PathBuf {
    let mut name = db.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// The files of a database, itself and those beside it, and the files that a command writes: none of them is an input.
#[derive(Debug, Clone)]
pub struct Own {
    files: Vec<(Identity, PathBuf)>,
    written: Vec<(Identity, String)>,
}

impl Own {
    /// Those of the database at `db`, as they are now; also where there is none yet.
    #[must_use]
    pub fn of(db: &Path) -> Self {
        let paths = [db.to_owned()].into_iter().chain(BESIDE.map(|end| beside(db, end)));
        let files = paths.filter_map(|path| Some((Identity::of(&path)?, path))).collect();
        Self { files, written: Vec::new() }
    }

    /// With a file that is written because an option asks for it. What is there and no file, as a device, may be read too.
    #[must_use]
    pub fn and_written(mut self, option: &str, path: &Path) -> Self {
        if !path.exists() || path.is_file() {
            let named = format!("{option}: {}", path.display());
            self.written.extend(Identity::of(path).map(|identity| (identity, named)));
        }
        self
    }

    /// Which file of the database a path leads to, by its usual path.
    #[must_use]
    pub fn is(&self, path: &Path) -> Option<&Path> {
        self.found(&Identity::of(path)?)
    }

    fn found(&self, identity: &Identity) -> Option<&Path> {
        self.files.iter().find(|own| own.0 == *identity).map(|own| own.1.as_path())
    }

    /// Refuses to read a file that is one of these.
    fn check(&self, path: &Path, identity: &Identity) -> Result<()> {
        if let Some(own) = self.found(identity) {
            let why =
                format!("it is the database itself, or a file of it ({}); name another file", own.display());
            return Err(Error::Database { path: path.to_owned(), why });
        }
        match self.written.iter().find(|written| written.0 == *identity) {
            None => Ok(()),
            Some((_, written)) => Err(Error::Usage(format!(
                "{written} is read by the same command ({}); name another file",
                path.display()
            ))),
        }
    }

    /// Opens a file to be read, unless it is one of these, which is an error of its own.
    pub fn open_other(&self, path: &Path) -> Result<std::io::Result<File>> {
        Identity::of(path).map_or(Ok(()), |identity| self.check(path, &identity))?;
        let file = match File::open(path) {
            Ok(file) => file,
            Err(why) => return Ok(Err(why)),
        };
        let Ok(found) = file.metadata() else { return Ok(Ok(file)) };
        match self.check(path, &Identity::found(path, &found)) {
            Ok(()) => Ok(Ok(file)),
            Err(refused) => {
                // It got this name a moment ago; closed, it would let go of the locks.
                std::mem::forget(file);
                Err(refused)
            }
        }
    }

    /// Refuses standard input that is one of these.
    pub fn check_standard_input(&self) -> Result<()> {
        let path = Path::new("/dev/stdin");
        match Identity::of(path).filter(|_| path.is_file()) {
            Some(identity) => self.check(Path::new("standard input"), &identity),
            None => Ok(()),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_one_by_all_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a.db"), "x").unwrap();
        std::fs::create_dir(at("in")).unwrap();
        std::fs::hard_link(at("a.db"), at("in/hard")).unwrap();
        std::os::unix::fs::symlink(at("a.db"), at("soft")).unwrap();
        std::os::unix::fs::symlink("soft", at("soft again")).unwrap();
        std::os::unix::fs::symlink("in/new", at("soft to nothing")).unwrap();
        std::os::unix::fs::symlink("round", at("round")).unwrap();
        for same in ["in/hard", "soft", "soft again", "in/../a.db", "./a.db"] {
            assert!(are_one(&at("a.db"), &at(same)), "{same}");
            assert_eq!(Own::of(&at(same)).is(&at("a.db")), Some(&*at(same)), "{same}");
        }
        assert!(are_one(&at("in/new"), &at("soft to nothing")) && are_one(&at("new"), &at("in/../new")));
        assert!(!are_one(&at("a.db"), &at("new")) && !are_one(&at("new"), &at("in/new")));
        assert!(!are_one(&at("nowhere/new"), &at("nowhere/new")) && !are_one(&at("round"), &at("round")));
    }

    #[test]
    fn the_files_beside_a_database_are_its_own_also_before_they_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("real")).unwrap();
        std::fs::write(at("real/a.db"), "x").unwrap();
        std::os::unix::fs::symlink("real/a.db", at("soft.db")).unwrap();
        let own = Own::of(&at("soft.db"));
        for end in BESIDE {
            assert!(own.is(&at(&format!("real/a.db{end}"))).is_some(), "{end}");
            assert!(own.is(&at(&format!("soft.db{end}"))).is_none(), "{end}");
        }
        std::fs::write(at("other"), "y").unwrap();
        assert!(
            own.open_other(&at("other")).unwrap().is_ok() && own.open_other(&at("none")).unwrap().is_err()
        );
        let refused = own.open_other(&at("real/a.db")).unwrap_err().to_string();
        assert!(refused.contains("it is the database itself"), "{refused}");
    }
}
