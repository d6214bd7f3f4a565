//! The chain of hashes through the log: what an entry is chained to, and whether one fits after another.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::entry::{EntryRef, Head};
use crate::error::{Error, Result};

/// The chain up to an entry, as it grows.
#[derive(Debug)]
pub(super) struct Chain {
    seq: i64,
    hash: [u8; 32],
    /// What is hashed next, and the number in it; kept for their room.
    bytes: Vec<u8>,
    number: String,
}

impl Chain {
    /// The chain before the first entry.
    pub(super) fn new() -> Self {
        Self::at(0, Sha256::digest(b"accede log").into())
    }

    /// The chain up to an entry whose hash is known.
    pub(super) fn after(head: &Head) -> Result<Self> {
        let hash = unhex(&head.hash).ok_or_else(|| broken(head.seq, "its hash is not a hash"))?;
        Ok(Self::at(head.seq, hash))
    }

    fn at(seq: i64, hash: [u8; 32]) -> Self {
        Self { seq, hash, bytes: Vec::new(), number: String::new() }
    }

    /// The newest entry of it.
    pub(super) fn head(&self) -> Head {
        Head { seq: self.seq, hash: text(&hex(&self.hash)).to_owned() }
    }

    /// The number of the entry that has to come next.
    pub(super) fn next(&self) -> i64 {
        self.seq + 1
    }

    /// Adds an entry, whose own hash is not looked at, and returns its hash. What is hashed: the previous hash, then
    /// each field after its length (eight bytes, big-endian).
    pub(super) fn add(&mut self, entry: &EntryRef) -> String {
        self.follow(entry);
        text(&hex(&self.hash)).to_owned()
    }

    /// Adds an entry that has to be the next one and to bear the hash that it should.
    pub(super) fn check(&mut self, entry: &EntryRef) -> Result<()> {
        let next = self.next();
        if entry.seq < next {
            return Err(broken(entry.seq, "it stands where no entry can be"));
        }
        if entry.seq > next {
            return Err(broken(next, "it is missing"));
        }
        self.follow(entry);
        if hex(&self.hash) != entry.hash.as_bytes() {
            return Err(broken(next, "its hash does not fit what it says and what came before"));
        }
        Ok(())
    }

    fn follow(&mut self, entry: &EntryRef) {
        let Self { bytes, number, .. } = self;
        bytes.clear();
        bytes.extend(self.hash);
        number.clear();
        write!(number, "{}", entry.seq).expect("memory takes everything");
        for field in [number, entry.recorded_at, entry.recorded_by, entry.kind, entry.body]
            .map(Some)
            .iter()
            .chain([&entry.reason])
        {
            match field {
                Some(field) => {
                    bytes.extend((field.len() as u64).to_be_bytes());
                    bytes.extend(field.as_bytes());
                }
                None => bytes.extend(u64::MAX.to_be_bytes()),
            }
        }
        self.hash = Sha256::digest(bytes).into();
        self.seq = entry.seq;
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

fn hex(hash: &[u8; 32]) -> [u8; 64] {
    let mut digits = [0; 64];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(hash) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    digits
}

fn unhex(hash: &str) -> Option<[u8; 32]> {
    let value =
        |digit: u8| DIGITS.iter().position(|known| *known == digit).and_then(|at| u8::try_from(at).ok());
    let mut link = [0; 32];
    if hash.len() != 64 {
        return None;
    }
    for (byte, pair) in link.iter_mut().zip(hash.as_bytes().chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(link)
}

fn text(digits: &[u8]) -> &str {
    std::str::from_utf8(digits).expect("digits are text")
}

pub(super) fn broken(seq: i64, why: &str) -> Error {
    Error::Broken { seq, why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: EntryRef = EntryRef {
        seq: 1,
        recorded_at: "2026-11-23T00:00:00Z",
        recorded_by: "a",
        kind: "act",
        body: "{}",
        reason: None,
        hash: "",
    };

    #[test]
    fn the_hash_is_the_one_that_the_schema_describes() {
        let mut bytes = Sha256::digest(b"accede log").to_vec();
        for field in ["1", "2026-11-23T00:00:00Z", "a", "act", "{}"] {
            bytes.extend((field.len() as u64).to_be_bytes());
            bytes.extend(field.as_bytes());
        }
        bytes.extend([0xff; 8]);
        let expected: [u8; 32] = Sha256::digest(&bytes).into();
        assert_eq!(unhex(&Chain::new().add(&ENTRY)), Some(expected));
    }

    #[test]
    fn every_field_counts_and_none_runs_into_the_next() {
        let base = Chain::new().add(&ENTRY);
        let changed = [
            EntryRef { seq: 2, ..ENTRY },
            EntryRef { recorded_by: "aa", kind: "ct", ..ENTRY },
            EntryRef { reason: Some(""), ..ENTRY },
            EntryRef { body: "{ }", ..ENTRY },
        ];
        for other in changed {
            assert_ne!(Chain::new().add(&other), base, "{other:?}");
        }
    }

    #[test]
    fn a_hash_is_written_in_one_way() {
        assert!(
            unhex(&"A".repeat(64)).is_none() && unhex(&"+f".repeat(32)).is_none() && unhex("0").is_none()
        );
    }
}
