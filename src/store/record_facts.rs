//! Recording facts, all or none: what is registered, corrected, imported or taken back. One act alone, judged first, is in
//! `record_act`.

use rusqlite::Connection;

use super::append::{self, Recording};
use super::derive::Changes;
use super::entry::Head;
use super::file::Store;
use super::log;
use super::reflected::Reflected;
use super::rows::{column, one};
use crate::error::{Error, Result};
use crate::model::{Body, Fact, SourceBody, Sources};
use crate::names::looks::Look;

/// What became of facts that were recorded.
#[derive(Debug, Clone)]
pub struct Registered {
    /// The first entry.
    pub first: i64,
    /// What the entries from there on record.
    pub facts: Vec<Fact>,
    /// The newest entry and its hash.
    pub head: Head,
    /// The spells of every treaty concerned, before and after.
    pub spells: Changes,
}

impl Store {
    /// Records facts, all or none, unless something was recorded after the entry `seen`: what was asked of the file
    /// before it need no longer hold (`Error::Overtaken`). `facts` gets the sources that each of them should cite.
    pub(crate) fn register(
        &mut self,
        seen: i64,
        recording: &Recording,
        facts: impl FnOnce(&Sources) -> Vec<Fact>,
    ) -> Result<Registered> {
        let registered = self.in_one_transaction(|store| store.append_after(seen, recording, facts))?;
        self.verified = Some(registered.head.clone());
        Ok(registered)
    }

    /// Records facts that may be too many for memory, all or none, unless something was recorded after the entry `seen`;
    /// returns the newest entry.
    pub(crate) fn register_each(
        &mut self,
        seen: i64,
        recording: &Recording,
        facts: impl Iterator<Item = Result<Fact>>,
    ) -> Result<Head> {
        let head = self.in_one_transaction(|store| {
            let before = store.not_overtaken(seen)?;
            append::each(&store.connection, &before, facts, recording)
        })?;
        self.verified = Some(head.clone());
        Ok(head)
    }

    /// The newest entry, where it is the one `seen`.
    fn not_overtaken(&self, seen: i64) -> Result<Head> {
        let before = log::verify(&self.connection, self.verified.as_ref())?;
        if before.seq != seen || !Reflected::read(&self.connection)?.reflects(&before) {
            return Err(Error::Overtaken { path: self.path.clone() });
        }
        Ok(before)
    }

    fn append_after(
        &self,
        seen: i64,
        recording: &Recording,
        facts: impl FnOnce(&Sources) -> Vec<Fact>,
    ) -> Result<Registered> {
        let connection = &self.connection;
        let before = self.not_overtaken(seen)?;
        let first = seen + 1;
        let (sources, new) = cited(connection, recording.source.as_deref(), first)?;
        let mut facts = facts(&sources);
        facts.splice(0..0, new);
        // Each statement is held to the references of its rows, so that the whole file need not be searched for them.
        let (head, _, spells) = append::facts(connection, &before, &facts, recording, None)?;
        Ok(Registered { first, facts, head, spells })
    }
}

impl Store {
    /// Checks the chain before others have to wait: what they add meanwhile is checked once nobody else can write. Whoever
    /// derived the tables up to some entry had the chain up to there; that is not looked at again for each recording, but for
    /// the entry itself. `verify` looks at all of it.
    pub(super) fn check_chain(&mut self) -> Result<()> {
        if self.verified.is_none() {
            let reflected = Reflected::read(&self.connection)?.head();
            self.verified = Some(log::verify(&self.connection, reflected.as_ref())?);
        }
        Ok(())
    }

    /// The code of the source with this code, or cited in these words.
    pub fn source_called(&self, words: &str) -> Result<Option<String>> {
        source_called(&self.connection, words)
    }
}

fn source_called(connection: &Connection, words: &str) -> Result<Option<String>> {
    let sql = "SELECT code FROM source WHERE (code = ?1 OR citation = ?1) AND superseded_seq IS NULL ORDER BY code LIMIT 1";
    let found = one(connection, sql, [words])?;
    if found.is_none() && !words.is_ascii() && !words.contains(' ') {
        let look = Look::of(words);
        let codes: Vec<String> = column(connection, "SELECT code FROM source WHERE code NOT LIKE '@%'", [])?;
        if let Some(code) = codes.iter().find(|code| look.is_taken_for(&Look::of(code))) {
            return Err(Error::Usage(format!(
                "the source '{words}' looks like {code}, and is written with other letters; write {code}, or say in words what it is"
            )));
        }
    }
    Ok(found)
}

/// The source to cite, and the fact that records it where it is new: `@N` for one given in words with entry N.
pub(super) fn cited(
    connection: &Connection,
    words: Option<&str>,
    next: i64,
) -> Result<(Sources, Option<Fact>)> {
    let Some(words) = words else {
        return Ok((Sources::default(), None));
    };
    if let Some(code) = source_called(connection, words)? {
        return Ok((Sources(vec![code]), None));
    }
    let code = format!("@{next}");
    let source = SourceBody::of(&code, words);
    Ok((Sources(vec![code]), Some(Body::Source(source).into())))
}
