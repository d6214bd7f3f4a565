//! Something new is made in a private folder beside its place, and gets its name once it is whole.

use std::fs::{self, DirBuilder, File};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

use super::leavings;
use super::reach::Reach;

/// A file or folder that is being made. What is not placed goes away with it.
#[derive(Debug)]
pub struct Making {
    place: PathBuf,
    folder: PathBuf,
    reach: Reach,
    /// Held as long as this process lives: by it others see that the folder is no leaving.
    _lock: Option<File>,
}

impl Making {
    /// Begins something that is to stand at `place`, and clears what killed makers have left there.
    pub fn beside(place: &Path, reach: Reach) -> Result<Self> {
        const TRIES: usize = 100;
        let name = place.file_name().ok_or(ErrorKind::InvalidFilename)?;
        // No link on the way: what was looked at is what is written to.
        let parent = fs::canonicalize(leavings::folder_of(place))?;
        leavings::clear(&parent);
        for _ in 0..TRIES {
            let folder = parent.join(leavings::new_name()?);
            match private_folder(&folder) {
                Err(why) if why.kind() == ErrorKind::AlreadyExists => continue,
                made => made?,
            }
            // Between making and locking it, another process may have taken it for a leaving.
            if let Ok(lock) = leavings::hold(&folder) {
                return Ok(Self { place: parent.join(name), folder, reach, _lock: lock });
            }
        }
        Err(Error::new(ErrorKind::AlreadyExists, "no name for a new file is free in its folder"))
    }

    /// Where it is made.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// Makes the file, which nobody else has open.
    pub fn file(&self) -> Result<File> {
        self.file_at(&self.path())
    }

    /// Makes a file within the folder that is made.
    pub fn file_at(&self, path: &Path) -> Result<File> {
        let file = self.reach.exclusively().open(path)?;
        self.reach.narrow(&file)?;
        Ok(file)
    }

    /// Makes the folder, or one within it.
    pub fn folder_at(&self, path: &Path) -> Result<()> {
        self.reach.folder().create(path)?;
        #[cfg(unix)]
        self.reach.narrow(&File::open(path)?)?;
        Ok(())
    }

    /// Gives it its name, unless something has that name already: then the error is `AlreadyExists`.
    pub fn place(self) -> Result<()> {
        rename_to_nothing(&self.path(), &self.place)?;
        self.last();
        Ok(())
    }

    /// Gives it its name, in the place of a file that has it.
    pub fn replace(self) -> Result<()> {
        fs::rename(self.path(), &self.place)?;
        self.last();
        Ok(())
    }

    /// The name lasts like the bytes, where the system lets a folder be synced.
    fn last(&self) {
        let _ = fs::remove_dir(&self.folder);
        if let Some(parent) = self.place.parent() {
            let _ = File::open(parent).and_then(|parent| parent.sync_all());
        }
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A folder that only this user may enter, from the moment it is there.
fn private_folder(path: &Path) -> Result<()> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only there a folder has a mode"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Renames, and never replaces anything.
fn rename_to_nothing(from: &Path, to: &Path) -> Result<()> {
    let taken = |why: &Error| why.kind() == ErrorKind::AlreadyExists;
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        // Where the kernel or the file system does not know this, what comes next fails for every other reason again.
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(Error::from) {
            Err(why) if !taken(&why) => {}
            done => return done,
        }
    }
    if from.is_dir() {
        return claim_folder(from, to);
    }
    match fs::hard_link(from, to) {
        Err(why) if !taken(&why) => claim(from, to),
        done => done,
    }
}

/// Where the system can neither rename without replacing nor link: an empty file takes the name, and it alone is replaced.
fn claim(from: &Path, to: &Path) -> Result<()> {
    let claimed = Reach::default().exclusively().open(to)?;
    let is_ours = || leavings::is_same(&claimed, to) && claimed.metadata().is_ok_and(|data| data.len() == 0);
    if !is_ours() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to).inspect_err(|_| {
        if is_ours() {
            let _ = fs::remove_file(to);
        }
    })
}

/// The same for a folder: a rename replaces an empty one, and no other.
fn claim_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir(to)?;
    fs::rename(from, to).inspect_err(|_| {
        let _ = fs::remove_dir(to);
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn written(place: &Path) -> Making {
        let making = Making::beside(place, Reach::default()).unwrap();
        making.file().unwrap().write_all(b"new").unwrap();
        making
    }

    #[test]
    fn a_file_appears_whole_and_replaces_only_where_that_is_meant() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("a.csv");
        let making = written(&place);
        assert!(!place.exists());
        making.place().unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"new");
        fs::write(&place, "old").unwrap();
        assert_eq!(written(&place).place().unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&place).unwrap(), b"old");
        written(&place).replace().unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"new");
        drop(written(&place));
        assert_eq!(names(here.path()), ["a.csv"]);
    }

    #[test]
    fn what_is_made_has_no_name_that_can_be_foretold_and_is_open_to_nobody() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("a.csv");
        let (one, other) = (written(&place), written(&place));
        assert_ne!(one.path(), other.path());
        assert_eq!(one.file().unwrap_err().kind(), ErrorKind::AlreadyExists);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&one.folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
        one.place().unwrap();
        assert_eq!(other.place().unwrap_err().kind(), ErrorKind::AlreadyExists);
    }

    #[test]
    fn where_the_system_knows_neither_way_nothing_is_replaced_either() {
        let here = tempfile::tempdir().unwrap();
        let (new, place) = (here.path().join("new"), here.path().join("a.db"));
        fs::write(&new, "new").unwrap();
        fs::write(&place, "old").unwrap();
        assert_eq!(claim(&new, &place).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&place).unwrap(), b"old");
        fs::remove_file(&place).unwrap();
        claim(&new, &place).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"new");
        assert!(claim(&new, &here.path().join("b.db")).is_err());
        assert_eq!(names(here.path()), ["a.db"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_folder_is_not_put_into_the_place_of_another() {
        let here = tempfile::tempdir().unwrap();
        let (new, place) = (here.path().join("new"), here.path().join("data"));
        fs::create_dir(&new).unwrap();
        fs::create_dir_all(place.join("inside")).unwrap();
        for rename in [claim_folder, rename_to_nothing] {
            assert_eq!(rename(&new, &place).unwrap_err().kind(), ErrorKind::AlreadyExists);
        }
        fs::remove_dir_all(&place).unwrap();
        claim_folder(&new, &place).unwrap();
        assert_eq!(names(here.path()), ["data"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_in_the_place_is_not_followed() {
        let here = tempfile::tempdir().unwrap();
        let (place, other) = (here.path().join("a.csv"), here.path().join("precious"));
        for target in [&other, &here.path().join("nowhere")] {
            fs::write(&other, "precious").unwrap();
            std::os::unix::fs::symlink(target, &place).unwrap();
            assert_eq!(written(&place).place().unwrap_err().kind(), ErrorKind::AlreadyExists);
            assert_eq!(fs::read(&other).unwrap(), b"precious");
            fs::remove_file(&place).unwrap();
        }
    }
}
