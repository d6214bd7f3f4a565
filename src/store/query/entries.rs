//! Entries of the log, for reading.

use std::collections::BTreeMap;

use rusqlite::named_params;

use crate::error::{Error, Result};
use crate::model::{Body, Date, Fact, Noun};
use crate::store::entry::{Entry, Head};
use crate::store::file::Store;
use crate::store::log;
use crate::store::rows::{one, rows, select};

/// Which entries to list.
#[derive(Debug, Clone, Default)]
pub struct LogFilter {
    /// Only those about this treaty.
    pub treaty: Option<String>,
    /// Only those about this participant.
    pub participant: Option<String>,
    /// Only acts and statements done on or before this day.
    pub as_of: Option<Date>,
    /// At most so many.
    pub limit: u32,
}

rows! {
    /// Where a fact was read.
    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
    pub struct SourceRow {
        /// Publisher, title and place, in words.
        pub citation: String = "citation",
        /// The date that the copy bears.
        pub dated: Option<Date> = "dated",
        /// When it was read, where recorded.
        pub retrieved_on: Option<Date> = "retrieved_on",
    }
}

impl SourceRow {
    /// The source with its days.
    #[must_use]
    pub fn in_words(&self) -> String {
        let dated = self.dated.map_or_else(String::new, |day| format!("; dated {day}"));
        let read = self.retrieved_on.map_or_else(|| "not recorded".to_owned(), |day| day.to_string());
        format!("{}{dated}; retrieved: {read}", self.citation)
    }
}

/// A fact as it was recorded, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The role that recorded it.
    pub by: String,
    /// The batch that it came with.
    pub batch: Option<String>,
    /// The entry that it replaced or retracted.
    pub replaces: Option<i64>,
    /// The entry that replaced or retracted it; none while it counts.
    pub ended_by: Option<i64>,
    /// The fact.
    pub body: Body,
}

/// The condition that an entry is about what has this code: what the registers show, of which each has a key or an index,
/// and whatever replaced or was replaced; of these, those that say so.
fn is_about(noun: Noun, code: &str) -> String {
    let fields = || {
        Body::REGISTERS
            .iter()
            .flat_map(|register| register.all_about(noun).map(move |field| (register, field)))
    };
    let shown = fields().filter_map(|(register, field)| {
        Some(format!(
            "SELECT recorded_seq FROM {} WHERE \"{}\" = {code} UNION ALL ",
            register.table?, field.column?
        ))
    });
    let says = fields().map(|(register, field)| {
        format!("about_kind = '{}' AND about ->> '{}' = {code}", register.word, field.name)
    });
    format!(
        "seq IN ({}SELECT seq FROM ended UNION ALL SELECT by_seq FROM ended) AND ({})",
        shown.collect::<String>(),
        says.collect::<Vec<_>>().join(" OR ")
    )
}

impl Store {
    /// The newest entry's number and hash.
    pub fn head(&self) -> Result<Head> {
        log::head(&self.connection)
    }

    /// Entries, newest first.
    pub fn entries(&self, filter: &LogFilter) -> Result<Vec<Entry>> {
        // A retraction is about what it retracts.
        let treaty = filter.treaty.as_ref().map(|_| is_about(Noun::Treaty, ":treaty"));
        let participant = filter.participant.as_ref().map(|_| is_about(Noun::Participant, ":participant"));
        let treaty = treaty.as_deref().unwrap_or(":treaty IS NULL");
        let participant = participant.as_deref().unwrap_or(":participant IS NULL");
        let rest = format!(
            "FROM (
               SELECT l.*, iif(l.kind = 'retraction', ended.kind, l.kind) AS about_kind,
                      iif(l.kind = 'retraction', ended.body, l.body) AS about
               FROM log l LEFT JOIN log ended ON l.kind = 'retraction' AND ended.seq = l.body ->> 'entry')
             WHERE {treaty} AND {participant}
               AND (:as_of IS NULL OR coalesce(about ->> 'date', about ->> 'latest') <= :as_of)
             ORDER BY seq DESC LIMIT :limit"
        );
        let parameters = named_params! {
            ":treaty": filter.treaty,
            ":participant": filter.participant,
            ":as_of": filter.as_of,
            ":limit": filter.limit,
        };
        select(&self.connection, &rest, parameters)
    }

    /// One entry, whose place in the chain is checked; none if there is no such entry.
    pub fn entry(&self, seq: i64) -> Result<Option<(Entry, Fact)>> {
        let mut found = None;
        let newest = self.head()?.seq;
        if (1..=newest).contains(&seq) {
            log::replay(&self.connection, seq, seq, |entry, fact| {
                found = Some((Entry::from(*entry), fact));
                Ok(())
            })?;
            if found.is_none() {
                return Err(Error::Broken { seq, why: "it is missing".to_owned() });
            }
        }
        Ok(found)
    }

    /// The number of the newest entry recorded on or before the end of this day, UTC; 0 if there is none. No entry is
    /// older than the one before it, so that a few looks are enough.
    pub fn entry_on(&self, day: Date) -> Result<i64> {
        let (mut before, mut after) = (0, self.head()?.seq + 1);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.recorded_day(middle)? <= day {
                before = middle;
            } else {
                after = middle;
            }
        }
        Ok(before)
    }

    /// The day on which an entry was recorded, UTC; none if there is no such entry.
    pub fn recorded_on(&self, seq: i64) -> Result<Option<Date>> {
        let there = (1..=self.head()?.seq).contains(&seq);
        there.then(|| self.recorded_day(seq)).transpose()
    }

    fn recorded_day(&self, seq: i64) -> Result<Date> {
        let broken = |why: &str| Error::Broken { seq, why: why.to_owned() };
        let at = one::<String>(&self.connection, "SELECT recorded_at FROM log WHERE seq = ?1", [seq])?;
        let at = at.ok_or_else(|| broken("it is missing"))?;
        let day = at.get(..10).and_then(|day| day.parse().ok());
        day.ok_or_else(|| broken("its recorded_at is not a moment"))
    }

    /// Hands every entry from `first` to `last` to `take`, in order, after checking its place in the chain.
    pub fn each_entry(
        &self,
        first: i64,
        last: i64,
        mut take: impl FnMut(&Entry, Fact) -> Result<()>,
    ) -> Result<()> {
        log::replay(&self.connection, first, last, |entry, fact| take(&Entry::from(*entry), fact))
    }

    /// The batch in which an entry came, other than as its first entry: the number of the batch's own entry.
    pub fn batch_around(&self, seq: i64) -> Result<Option<i64>> {
        let sql = "SELECT recorded_seq FROM (
                       SELECT recorded_seq, entries FROM batch WHERE recorded_seq < ?1 ORDER BY recorded_seq DESC LIMIT 1)
                   WHERE ?1 - recorded_seq <= entries";
        one(&self.connection, sql, [seq])
    }

    /// The last entry of the batch that begins with an entry; the entry itself where it is none.
    pub fn batch_end(&self, seq: i64) -> Result<i64> {
        Ok(match self.entry(seq)? {
            Some((_, Fact { body: Body::Batch(batch), .. })) => batch.last(seq),
            _ => seq,
        })
    }

    /// Every fact that still counts, with the role that recorded it: what was replaced or retracted is left out.
    pub fn present_facts(&self) -> Result<BTreeMap<i64, (String, Body)>> {
        let present = self.history()?.into_iter().filter(|(_, known)| known.ended_by.is_none());
        let present = present.filter(|(_, known)| !matches!(known.body, Body::Retraction(_)));
        Ok(present.map(|(seq, known)| (seq, (known.by, known.body))).collect())
    }

    /// Every fact that was ever recorded, also what was replaced or retracted; batches are not facts.
    pub fn history(&self) -> Result<BTreeMap<i64, Recorded>> {
        let mut history: BTreeMap<i64, Recorded> = BTreeMap::new();
        let mut open: Option<(String, i64)> = None;
        log::replay(&self.connection, 1, i64::MAX, |entry, fact| {
            let replaces = match &fact.body {
                Body::Batch(batch) => {
                    open = Some((batch.name.clone(), batch.last(entry.seq)));
                    return Ok(());
                }
                Body::Retraction(retraction) => Some(retraction.entry),
                _ => fact.replaces,
            };
            if let Some(earlier) = replaces.and_then(|earlier| history.get_mut(&earlier)) {
                earlier.ended_by.get_or_insert(entry.seq);
            }
            let batch = open.as_ref().filter(|(_, last)| entry.seq <= *last).map(|(name, _)| name.clone());
            let by = entry.recorded_by.to_owned();
            let recorded = Recorded { by, batch, replaces, ended_by: None, body: fact.body };
            history.insert(entry.seq, recorded);
            Ok(())
        })?;
        Ok(history)
    }

    /// A source by its code.
    pub fn source(&self, code: &str) -> Result<Option<SourceRow>> {
        Ok(select(&self.connection, "FROM source WHERE code = ?1", [code])?.pop())
    }
}
