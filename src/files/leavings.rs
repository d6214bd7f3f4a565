//! What makers that were killed have left: known by its name, and by the lock that nobody holds any more.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Result};
use std::path::Path;
use std::time::{Duration, SystemTime};

const PREFIX: &str = ".accede-new-";

/// How many figures follow: 64 bits.
const FIGURES: usize = 16;

/// How old a folder must be where a lock does not tell whether its maker lives: other machines may write there too.
const LONG_AGO: Duration = Duration::from_secs(24 * 60 * 60);

/// A name that nobody can foretell.
pub(super) fn new_name() -> Result<String> {
    let random = getrandom::u64().map_err(std::io::Error::other)?;
    Ok(format!("{PREFIX}{random:0FIGURES$x}"))
}

fn is_ours(name: &OsStr) -> bool {
    let figures = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    figures.is_some_and(|figures| {
        figures.len() == FIGURES && figures.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// Locks a folder that was just made; an error where somebody else has locked or removed it meanwhile. Where the system
/// knows no such lock, none is held.
pub(super) fn hold(folder: &Path) -> Result<Option<File>> {
    let Ok(file) = open(folder) else {
        return if folder.is_dir() { Ok(None) } else { Err(ErrorKind::NotFound.into()) };
    };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(ErrorKind::WouldBlock.into()),
        Err(TryLockError::Error(_)) => Ok(None),
        Ok(()) if is_same(&file, folder) => Ok(Some(file)),
        Ok(()) => Err(ErrorKind::NotFound.into()),
    }
}

/// Removes what killed makers have left in the folder of a file.
pub fn clear_beside(path: &Path) {
    clear(folder_of(path));
}

/// The folder in which a file stands.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes what is left in a folder. What cannot be read or removed stays: it is somebody else's.
pub(super) fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if is_ours(&entry.file_name()) && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            clear_one(&entry.path());
        }
    }
}

fn clear_one(folder: &Path) {
    let locked = open(folder).ok();
    // The lock is held until the folder is gone.
    let is_left = match locked.as_ref().map(File::try_lock) {
        Some(Err(TryLockError::WouldBlock)) => false,
        Some(Ok(())) if locked.as_ref().is_some_and(is_on_this_machine) => true,
        _ => is_old(folder),
    };
    if is_left {
        let _ = fs::remove_dir_all(folder);
    }
}

fn is_old(folder: &Path) -> bool {
    let changed = fs::symlink_metadata(folder).and_then(|data| data.modified());
    changed.is_ok_and(|then| SystemTime::now().duration_since(then).is_ok_and(|age| age > LONG_AGO))
}

#[cfg(unix)]
fn open(folder: &Path) -> Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::DIRECTORY | rustix::fs::OFlags::NOFOLLOW;
    File::options().read(true).custom_flags(flags.bits().cast_signed()).open(folder)
}

#[cfg(not(unix))]
fn open(folder: &Path) -> Result<File> {
    File::open(folder)
}

/// Whether a name still means the open file.
#[cfg(unix)]
pub(super) fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(named)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    (open.dev(), open.ino()) == (named.dev(), named.ino())
}

#[cfg(not(unix))]
pub(super) fn is_same(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Whether every process that can lock this file runs on this machine, so that a lock which nobody holds tells that nobody
/// is at work.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_on_this_machine(file: &File) -> bool {
    // NFS, SMB, CIFS, 9P, FUSE, Ceph, AFS, Coda, Lustre, GFS2, OCFS2, BeeGFS, shared folders of virtual machines.
    const SHARED: [u32; 15] = [
        0x6969,
        0x517B,
        0xFE53_4D42,
        0xFF53_4D42,
        0x0102_1997,
        0x6573_5546,
        0x00C3_6400,
        0x5346_414F,
        0x6B41_4653,
        0x7375_7245,
        0x0BD0_0BD0,
        0x0116_1970,
        0x7461_636F,
        0x1983_0326,
        0x786F_4256,
    ];
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the kernel's magic numbers have 32 bits"
    )]
    rustix::fs::fstatfs(file).is_ok_and(|system| !SHARED.contains(&(system.f_type as u32)))
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn is_on_this_machine(_: &File) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_ours_goes_once_nobody_holds_it_and_no_other_does() {
        let here = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let path = here.path().join(name);
            fs::create_dir(&path).unwrap();
            fs::write(path.join("new-journal"), "half").unwrap();
            path
        };
        let left = folder(&new_name().unwrap());
        let at_work = folder(&new_name().unwrap());
        let held = hold(&at_work).unwrap();
        let others =
            [".accede-new-", ".accede-new-0123456789ABCDEF", ".accede-new-0123456789abcdef0", "accede"]
                .map(folder);
        let file = here.path().join(new_name().unwrap());
        fs::write(&file, "no folder").unwrap();
        clear(here.path());
        assert!(!left.exists() && at_work.exists() && file.exists());
        assert!(others.iter().all(|other| other.exists()), "{others:?}");
        drop(held);
        clear(here.path());
        assert!(!at_work.exists());
    }

    #[test]
    #[cfg(unix)]
    fn a_link_that_has_such_a_name_is_left_and_so_is_what_it_leads_to() {
        let here = tempfile::tempdir().unwrap();
        let target = here.path().join("precious");
        fs::create_dir(&target).unwrap();
        let link = here.path().join(new_name().unwrap());
        std::os::unix::fs::symlink(&target, &link).unwrap();
        clear(here.path());
        clear_one(&link);
        assert!(target.exists() && link.symlink_metadata().is_ok());
    }

    #[test]
    #[cfg(unix)]
    fn where_a_lock_does_not_tell_a_day_has_to_pass() {
        let here = tempfile::tempdir().unwrap();
        let aged = |hours: u64| {
            let file = open(here.path()).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3600)).unwrap();
            is_old(here.path())
        };
        assert!(!aged(0) && !aged(23) && aged(25));
    }
}
