//! Everything that can be said of an entry by itself and by its place in the chain.

use super::chain::{Chain, broken};
use super::codec::Canonical;
use super::entry::{EntryRef, Head};
use crate::error::Result;
use crate::model::{Date, Fact};

/// Looks at entries in turn: the chain, the form of the moment of recording, and that each body is written in the one
/// form that it can have.
#[derive(Debug)]
pub(super) struct Inspector {
    chain: Chain,
    canonical: Canonical,
    newest: String,
}

impl Inspector {
    pub(super) fn new() -> Self {
        Self { chain: Chain::new(), canonical: Canonical::default(), newest: String::new() }
    }

    /// The newest entry looked at.
    pub(super) fn head(&self) -> Head {
        self.chain.head()
    }

    /// The number of the entry that has to come next.
    pub(super) fn next(&self) -> i64 {
        self.chain.next()
    }

    /// What the next entry records, if all of it is as it has to be.
    pub(super) fn entry(&mut self, entry: &EntryRef) -> Result<Fact> {
        self.chain.check(entry)?;
        let broken = |why: &str| broken(entry.seq, why);
        if self.newest != entry.recorded_at {
            if !is_moment(entry.recorded_at) {
                return Err(broken("when it was recorded is not written YYYY-MM-DDThh:mm:ssZ"));
            }
            self.newest.clear();
            self.newest.push_str(entry.recorded_at);
        }
        let fact = self.canonical.read(entry.body).map_err(|why| broken(&why))?;
        if fact.body.kind() != entry.kind {
            return Err(broken("its kind is not that of its body"));
        }
        Ok(fact)
    }
}

fn is_moment(text: &str) -> bool {
    let (Some((day, time)), true) = (text.split_once('T'), text.len() == 20) else {
        return false;
    };
    let bytes = time.as_bytes();
    let below = |at: usize, most: u8| {
        bytes[at..at + 2].iter().all(u8::is_ascii_digit)
            && (bytes[at] - b'0') * 10 + bytes[at + 1] - b'0' < most
    };
    day.parse::<Date>().is_ok()
        && bytes[2] == b':'
        && bytes[5] == b':'
        && bytes[8] == b'Z'
        && below(0, 24)
        && below(3, 60)
        && below(6, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_one_form() {
        assert!(is_moment("2026-11-23T00:00:00Z") && is_moment("2028-02-29T23:59:59Z"));
        for wrong in [
            "2026-11-23T24:00:00Z",
            "2026-11-23T00:60:00Z",
            "2026-11-23T00:00:60Z",
            "2026-02-29T00:00:00Z",
            "2026-11-23 00:00:00Z",
            "2026-11-23T00:00:00z",
            "2026-11-23T0:00:00ZZ",
            "2026-11-23T00:00:00",
            "2026-1é-23T00:00:0Z",
            "T2026-11-23T00:00:0Z",
            "2026-11-23T00:00é0Z",
            "",
        ] {
            assert!(!is_moment(wrong), "{wrong}");
        }
    }
}
