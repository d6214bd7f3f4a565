//! Who may read a new file: never more people than may read the files that it is made from, or the one that it replaces.

use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::io::Result;
use std::path::Path;

/// How far a new file may be open to others; the user's mask narrows it further.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// The files that it is made from: their modes and groups.
    #[cfg(unix)]
    of: Vec<(u32, u32)>,
}

impl Reach {
    /// No further than a file, where there is one.
    #[must_use]
    pub fn within(mut self, path: &Path) -> Self {
        if let Ok(found) = std::fs::metadata(path)
            && found.is_file()
        {
            self.add(&found);
        }
        self
    }

    #[cfg(unix)]
    fn add(&mut self, found: &Metadata) {
        use std::os::unix::fs::MetadataExt;
        self.of.push((found.mode(), found.gid()));
    }

    #[cfg(not(unix))]
    fn add(&mut self, _: &Metadata) {}

    /// How a file is opened that is not there yet, and that is no link.
    pub(super) fn exclusively(&self) -> OpenOptions {
        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(self.mode(None)).custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
        }
        options
    }

    /// How a folder is made: who may read its files may enter it.
    pub(super) fn folder(&self) -> DirBuilder {
        #[cfg_attr(not(unix), expect(unused_mut, reason = "only there a folder has a mode"))]
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, entered(self.mode(None)));
        builder
    }

    /// Where a new file belongs to another group than what it is made from, that group is everybody else.
    #[cfg(unix)]
    pub(super) fn narrow(&self, file: &File) -> Result<()> {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let found = file.metadata()?;
        let allowed = self.mode(Some(found.gid()));
        let allowed = if found.is_dir() { entered(allowed) } else { allowed };
        let narrow = found.mode() & 0o777 & allowed;
        if narrow == found.mode() & 0o777 {
            return Ok(());
        }
        // The bit that hands a folder's group on stays.
        file.set_permissions(PermissionsExt::from_mode(found.mode() & 0o7000 | narrow))
    }

    #[cfg(not(unix))]
    pub(super) fn narrow(&self, _: &File) -> Result<()> {
        Ok(())
    }

    /// The mode of a file of this group; none: of the same group as each that it is made from.
    #[cfg(unix)]
    fn mode(&self, group: Option<u32>) -> u32 {
        self.of.iter().fold(0o666, |most, (mode, own)| {
            let (for_group, for_others) = ((mode & 0o060) >> 3, mode & 0o006);
            let is_same = group.is_none_or(|group| group == *own);
            let all = for_group & for_others;
            most & if is_same { 0o600 | for_group << 3 | for_others } else { 0o600 | all << 3 | all }
        })
    }
}

/// The mode of a folder whose files have this one.
#[cfg(unix)]
fn entered(mode: u32) -> u32 {
    mode | (mode & 0o444) >> 2
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_open_to_nobody_who_may_not_read_what_it_is_made_from() {
        let of = |files: &[(u32, u32)]| Reach { of: files.to_vec() };
        for (files, same, other) in [
            (&[] as &[(u32, u32)], 0o666, 0o666),
            (&[(0o100_644, 7)], 0o644, 0o644),
            (&[(0o100_600, 7)], 0o600, 0o600),
            (&[(0o100_660, 7)], 0o660, 0o600),
            (&[(0o100_640, 7)], 0o640, 0o600),
            (&[(0o100_664, 7)], 0o664, 0o644),
            // Whoever makes it may write to it.
            (&[(0o100_444, 7)], 0o644, 0o644),
            (&[(0o100_604, 7)], 0o604, 0o600),
            (&[(0o100_755, 7)], 0o644, 0o644),
            (&[(0o100_664, 7), (0o100_640, 7)], 0o640, 0o600),
        ] {
            assert_eq!((of(files).mode(Some(7)), of(files).mode(Some(8))), (same, other), "{files:?}");
        }
        assert_eq!([0o600, 0o640, 0o644, 0o666].map(entered), [0o700, 0o750, 0o755, 0o777]);
    }
}
