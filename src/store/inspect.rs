//! Everything that can be said of an entry by itself, by its place in the chain, and beside those before it.

use rusqlite::Connection;

use super::chain::{Chain, broken};
use super::codec::Canonical;
use super::earlier;
use super::entry::{EntryRef, Head};
use super::read_before::ReadBefore;
use crate::error::{Error, Result};
use crate::law::Clause;
use crate::model::{BatchBody, Body, Date, Fact, TextForm};

/// Looks at entries in turn: the chain, the moment, that each body is written in the one form that it can have, and that
/// accede could have written it there.
#[derive(Debug)]
pub(super) struct Inspector<'a> {
    chain: Chain,
    canonical: Canonical,
    before: ReadBefore<'a>,
    /// The last day on which anything can have been recorded, where days are looked at: else the clock does not count.
    last_day: Option<Date>,
    newest: Said,
    /// The first moment at which the next entry can have been recorded.
    not_before: String,
    /// The last entry that came with the newest batch.
    end_of_batch: i64,
}

/// How many days before the one that it bears a seed can have been in use.
const COMPILED_AHEAD: i64 = 31;

/// When something was recorded, by whom and why.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    at: String,
    by: String,
    reason: Option<String>,
}

impl Said {
    fn is(&self, entry: &EntryRef) -> bool {
        self.at == entry.recorded_at && self.by == entry.recorded_by && self.reason.as_deref() == entry.reason
    }
}

impl<'a> Inspector<'a> {
    /// One for a log from its first entry on, of which `connection` has those that were looked at.
    pub(super) fn new(connection: &'a Connection, last_day: Option<Date>) -> Self {
        Self {
            chain: Chain::new(),
            canonical: Canonical::default(),
            before: ReadBefore::nothing(connection),
            last_day,
            newest: Said::default(),
            not_before: String::new(),
            end_of_batch: 0,
        }
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
        let in_batch = entry.seq <= self.end_of_batch;
        if !self.newest.is(entry) {
            if in_batch {
                return Err(broken("it came with a batch, and not when, by whom or why that did"));
            }
            self.not_before = self.moment(entry).map_err(|why| broken(&why))?;
            let line = TextForm::LINE;
            line.check(entry.recorded_by).map_err(|why| broken(&format!("recorded_by: {why}")))?;
            let reason = entry.reason.map_or(Ok(()), |reason| line.check(reason));
            reason.map_err(|why| broken(&format!("reason: {why}")))?;
            self.newest = Said {
                at: entry.recorded_at.to_owned(),
                by: entry.recorded_by.to_owned(),
                reason: entry.reason.map(str::to_owned),
            };
        }
        let fact = self.canonical.read(entry.body).map_err(|why| broken(&why))?;
        if fact.body.kind() != entry.kind {
            return Err(broken("its kind is not that of its body"));
        }
        fact.body.check().map_err(|why| broken(&why))?;
        match &fact.body {
            Body::Batch(_) if in_batch => return Err(broken("a batch does not come with another")),
            Body::Batch(batch) => self.end_of_batch = BatchBody::last(batch, entry.seq),
            Body::Clause(clause) => {
                if let Some((field, why)) = Clause::misfit(&clause.clause_kind, &clause.applies_to) {
                    let field = if field == "kind" { "clause_kind" } else { field };
                    return Err(broken(&format!("{field}: {why}")));
                }
            }
            _ => {}
        }
        earlier::check(&self.before, entry.seq, &fact).map_err(|error| match error {
            Error::Refused(why) => broken(&why),
            other => other,
        })?;
        self.before.add(&fact);
        Ok(fact)
    }

    /// A moment is written in one form; where days are looked at, it is not before that of the entry before, and not to come.
    /// Returns the first moment of what follows.
    fn moment(&self, entry: &EntryRef) -> std::result::Result<String, String> {
        let at = entry.recorded_at;
        let Some(day) = day_of(at) else {
            return Err("when it was recorded is not written YYYY-MM-DDThh:mm:ssZ".to_owned());
        };
        let Some(last_day) = self.last_day else { return Ok(String::new()) };
        if at < self.not_before.as_str() {
            return Err(format!("it was recorded at {at}, before the entry before it: {}", self.newest.at));
        }
        if last_day < day {
            return Err(format!(
                "it was recorded on {day}, which is still to come; if it is not, set the clock"
            ));
        }
        // A file begins with the seed, which bears the day on which it was compiled and no clock's.
        let compiled_for = (entry.seq == 1).then(|| day.plus_days(-COMPILED_AHEAD)).flatten();
        Ok(compiled_for.map_or_else(|| at.to_owned(), |day| format!("{day}T00:00:00Z")))
    }
}

/// The day of a moment; none where that is not written in the one form that it can have.
fn day_of(text: &str) -> Option<Date> {
    let (day, time) = text.split_once('T').filter(|_| text.len() == 20)?;
    let bytes = time.as_bytes();
    let below = |at: usize, most: u8| {
        bytes[at..at + 2].iter().all(u8::is_ascii_digit)
            && (bytes[at] - b'0') * 10 + bytes[at + 1] - b'0' < most
    };
    let is_time = bytes.len() == 9
        && bytes[2] == b':'
        && bytes[5] == b':'
        && bytes[8] == b'Z'
        && below(0, 24)
        && below(3, 60)
        && below(6, 60);
    day.parse().ok().filter(|_| is_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_one_form() {
        assert!(day_of("2026-11-23T00:00:00Z").is_some() && day_of("2028-02-29T23:59:59Z").is_some());
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
            assert!(day_of(wrong).is_none(), "{wrong}");
        }
    }
}
