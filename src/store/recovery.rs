//! Before a journal is played back: whether it is of this file. Where a copy was put in the place of a file whose writer was
//! interrupted, its journal would be played into the copy and spoil it.

use std::fs::File;
use std::io::{ErrorKind, Read, Result as Done, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use rusqlite::OpenFlags;

use super::entry::Head;
use super::file::{APPLICATION_ID, Access, Store};
use super::journal::{self, Before};
use super::open;
use crate::error::{Error, Result};
use crate::files::{Identity, with_end};

/// Where in a file its change counter, its size in pages, its free pages and the number of its schema stand, which a
/// transaction changes; and where what wrote it last.
const CHANGING: [Range<usize>; 2] = [24..44, 92..100];

/// How much of a file is its header; where in it stand whether it is written ahead (1: it is not), how often it was
/// changed, and whose it is.
const HEADER: usize = 100;
const WRITES_AHEAD: usize = 18;
const COUNTER: Range<usize> = 24..28;
const OF_PROGRAM: Range<usize> = 68..72;

/// Refuses what would be played into the file and spoil it. `real` is the path without links.
pub(super) fn check(path: &Path, real: &Path) -> Result<()> {
    let [journal, log] = ["-journal", "-wal"].map(|end| with_end(real, end));
    let refused = |left: &Path| Error::Database {
        path: left.to_owned(),
        why: format!(
            "an interrupted writer left it beside another state of {}, which was put back since: move it away, and try again",
            path.display()
        ),
    };
    let holds_something = |file: &Path| file.symlink_metadata().is_ok_and(|found| found.len() > 0);
    if holds_something(&log) && header(path).is_ok_and(|header| header[WRITES_AHEAD] == 1) {
        return Err(refused(&log));
    }
    let stamp = |found: std::fs::Metadata| Some((found.len(), found.modified().ok()?));
    let stamp = || journal.symlink_metadata().ok().and_then(stamp);
    while holds_something(&journal) && open::has_hot_journal(path)? {
        let before = stamp();
        if header(path).is_ok_and(|header| header[OF_PROGRAM] != APPLICATION_ID.to_be_bytes()) {
            return Err(open::refuse(path, open::FOREIGN));
        }
        // What cannot be read cannot be played back either.
        match judged(path, &journal).unwrap_or(Verdict::Needed) {
            Verdict::Needed => return Ok(()),
            // Unless somebody else has played it back meanwhile.
            Verdict::Foreign if before == stamp() && open::has_hot_journal(path)? => {
                return Err(refused(&journal));
            }
            Verdict::Settled | Verdict::Foreign => {}
        }
    }
    Ok(())
}

fn header(path: &Path) -> Done<[u8; HEADER]> {
    with_file(path, |file| {
        let mut header = [0; HEADER];
        file.seek(SeekFrom::Start(0))?;
        file.read_exact(&mut header)?;
        Ok(header)
    })
}

/// What a journal is to the file beside it.
enum Verdict {
    /// It takes back what was not written to its end.
    Needed,
    /// All was written before the writer was interrupted, and it is no journal any more.
    Settled,
    /// It is of another state than the file.
    Foreign,
}

fn judged(path: &Path, journal: &Path) -> Done<Verdict> {
    let journal = File::options().read(true).write(true).open(journal).or_else(|_| File::open(journal))?;
    with_file(path, |file| {
        let mut first: Option<Vec<u8>> = None;
        let mut changes = false;
        let before = journal::each_page(&journal, |number, was| {
            if number == 1 {
                first = Some(was.to_vec());
            }
            let mut now = vec![0; was.len()];
            file.seek(SeekFrom::Start(u64::from(number - 1) * was.len() as u64))?;
            changes |= file.read_exact(&mut now).is_err() || now != was;
            Ok(())
        })?;
        let Some(Before { page, pages }) = before else { return Ok(Verdict::Needed) };
        let size = file.metadata()?.len();
        let had = u64::from(pages) * page;
        if !changes && (had..had + page).contains(&size) {
            return Ok(Verdict::Needed);
        }
        let mut now = [0; HEADER];
        file.seek(SeekFrom::Start(0))?;
        file.read_exact(&mut now)?;
        if size < had || first.is_some_and(|was| !follows(&was, &now)) {
            return Ok(Verdict::Foreign);
        }
        let as_it_is = tried(path, file, None)?;
        if !as_it_is.is_sound {
            return Ok(Verdict::Needed);
        }
        let played = tried(path, file, Some(&journal))?;
        match (played.is_sound, played.head == as_it_is.head) {
            // Nothing was recorded that would go.
            (true, true) => return Ok(Verdict::Needed),
            (false, false) => return Ok(Verdict::Foreign),
            // All that the writer meant to record is there; or what a rebuild mends, which was not sound before.
            (true, false) | (false, true) => {}
        }
        // Whether this is what the writer wrote or a copy put in its place: it is whole, and nothing of it is taken back.
        file.sync_all()?;
        Ok(match journal.set_len(0).and_then(|()| journal.sync_all()) {
            Ok(()) => Verdict::Settled,
            Err(_) => Verdict::Needed,
        })
    })
}

/// Whether a file begins as it was before a transaction, or as it is after that one.
fn follows(was: &[u8], now: &[u8; HEADER]) -> bool {
    let counter = |bytes: &[u8]| bytes[COUNTER].iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
    let is_next = counter(now) == counter(was).wrapping_add(1);
    let may_change = |at: usize| is_next && CHANGING.iter().any(|changing| changing.contains(&at));
    (0..HEADER).all(|at| was[at] == now[at] || may_change(at))
}

/// What a copy of a file turned out to be.
struct Tried {
    head: Option<Head>,
    is_sound: bool,
}

/// Examines a copy of the file, with its journal played into it or without one.
fn tried(path: &Path, file: &mut File, journal: Option<&File>) -> Done<Tried> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("copy.db");
    let copied = |from: &mut File, to: &Path| {
        from.seek(SeekFrom::Start(0))?;
        std::io::copy(from, &mut File::create(to)?)
    };
    copied(file, &copy)?;
    if let Some(mut journal) = journal.map(File::try_clone).transpose()? {
        copied(&mut journal, &with_end(&copy, "-journal"))?;
    }
    let open = || {
        let connection = open::connect(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        Ok::<_, Error>(Store::of(connection, path, Access::Read))
    };
    Ok(match open() {
        Ok(copy) => Tried {
            head: copy.verify_record().ok(),
            is_sound: copy.examine(&[]).is_ok_and(|verified| verified.is_sound()),
        },
        Err(_) => Tried { head: None, is_sound: false },
    })
}

/// Reads from the file past `SQLite`, which shows none whose journal is not played back. It stays open for good: to close
/// it would let go of the locks that the whole process holds on it.
fn with_file<T>(path: &Path, read: impl FnOnce(&mut File) -> Done<T>) -> Done<T> {
    static OPEN: Mutex<Vec<(Identity, File)>> = Mutex::new(Vec::new());
    let mut open = OPEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let identity = Identity::of(path).ok_or(ErrorKind::NotFound)?;
    if let Some((_, file)) = open.iter_mut().find(|(known, _)| *known == identity) {
        return read(file);
    }
    open.push((identity, File::open(path)?));
    read(&mut open.last_mut().ok_or(ErrorKind::NotFound)?.1)
}
