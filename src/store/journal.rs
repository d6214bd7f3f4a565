//! A rollback journal as `SQLite` writes it (sqlite.org/fileformat2.html, section 3): the pages of the file as they were
//! before a transaction.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Result, Seek, SeekFrom};

/// What a journal begins with.
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// What the file was before the transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Before {
    /// The size of a page.
    pub page: u64,
    /// How many there were.
    pub pages: u32,
}

/// One of the headers of a journal; each is followed by so many pages.
struct Header {
    pages: u32,
    nonce: u32,
    sector: u64,
    before: Before,
}

/// Hands over the pages that would be put back, by their numbers from 1 on, and says what size the file would get; none
/// where this is no journal and nothing would be done.
pub(super) fn each_page(
    journal: &File,
    mut take: impl FnMut(u32, &[u8]) -> Result<()>,
) -> Result<Option<Before>> {
    let size = journal.metadata()?.len();
    let mut input = BufReader::with_capacity(1 << 16, journal);
    let Some(Header { sector, before, .. }) = header(&mut input, 0)? else { return Ok(None) };
    let mut bytes = vec![0; usize::try_from(before.page).unwrap_or_default()];
    let (mut at, record) = (0, before.page + 8);
    while let Some(Header { pages, nonce, .. }) = header(&mut input, at)? {
        at += sector;
        input.seek(SeekFrom::Start(at))?;
        // Where nothing is synced, nothing is counted.
        let pages = if pages == u32::MAX { size.saturating_sub(at) / record } else { pages.into() };
        for _ in 0..pages {
            let page = number(&mut input)?;
            let whole = input.read_exact(&mut bytes).is_ok();
            let every = bytes.iter().rev().skip(199).step_by(200);
            let sum = every.fold(nonce, |sum, byte| sum.wrapping_add((*byte).into()));
            match page {
                // From here on it did not reach the disk.
                _ if !whole || number(&mut input)? != Some(sum) => return Ok(Some(before)),
                None | Some(0) => return Ok(Some(before)),
                Some(page) if page <= before.pages => take(page, &bytes)?,
                Some(_) => {}
            }
            at += record;
        }
        at = at.next_multiple_of(sector);
    }
    Ok(Some(before))
}

/// The header at a place; none where there is none.
fn header(input: &mut BufReader<&File>, at: u64) -> Result<Option<Header>> {
    input.seek(SeekFrom::Start(at))?;
    let mut magic = [0; MAGIC.len()];
    match input.read_exact(&mut magic) {
        Err(why) if why.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        done => done?,
    }
    let mut next = || number(input).map(Option::unwrap_or_default);
    let (pages, nonce, before, sector, page) = (next()?, next()?, next()?, next()?, next()?);
    let is_size = |size: u32, least: u32| size.is_power_of_two() && (least..=1 << 16).contains(&size);
    let is_one = magic == MAGIC && is_size(page, 512) && is_size(sector, 32);
    let before = Before { page: page.into(), pages: before };
    Ok(is_one.then_some(Header { pages, nonce, sector: sector.into(), before }))
}

fn number(input: &mut BufReader<&File>) -> Result<Option<u32>> {
    let mut bytes = [0; 4];
    match input.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(u32::from_be_bytes(bytes))),
        Err(why) if why.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(why) => Err(why),
    }
}
