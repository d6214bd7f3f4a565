//! Recording one act: the law is asked, then one transaction appends to the log and updates DERIVED.

use super::append::{self, Recording};
use super::cache::Cache;
use super::derive::Changes;
use super::entry::Head;
use super::file::Store;
use super::query::{self, TreatyRow};
use super::reflected::Reflected;
use super::{law_input, log, record_facts};
use crate::error::{Error, Result};
use crate::law::{Answer, Finding, Spell, deposited_elsewhere};
use crate::model::{Act, ActBody, Body, Date, Fact};

/// An act that somebody wants to record.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The act; its sources are not filled in yet.
    pub act: ActBody,
    /// Who records it.
    pub recording: Recording,
    /// Today, UTC.
    pub today: Date,
    /// Whether it is to be recorded even if the law refuses it.
    pub force: bool,
}

/// What became of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The entry that records it.
    pub act: i64,
    /// Whose act; none for the whole treaty.
    pub participant: Option<String>,
    /// The newest entry and its hash.
    pub head: Head,
    /// What is unusual in it, and what was refused and forced.
    pub findings: Vec<Finding>,
    /// The treaty before.
    pub treaty_before: TreatyRow,
    /// The treaty after.
    pub treaty_after: TreatyRow,
    /// Its spells before.
    pub before: Vec<Spell>,
    /// Its spells after.
    pub after: Vec<Spell>,
    /// The spells before and after under the treaties that depend on it.
    pub elsewhere: Changes,
}

impl Store {
    /// Records an act, or says why it may not be recorded; then nothing is changed.
    pub(crate) fn record(&mut self, draft: Draft) -> Result<Outcome> {
        let (outcome, cache) = self.in_one_transaction(|store| store.judge_and_append(draft))?;
        self.verified = Some(outcome.head.clone());
        self.cache = cache;
        Ok(outcome)
    }

    /// Returns what was read for it too, where that still holds once it is recorded.
    fn judge_and_append(&mut self, draft: Draft) -> Result<(Outcome, Option<Cache>)> {
        let connection = &self.connection;
        let head = log::verify(connection, self.verified.as_ref())?;
        if !Reflected::read(connection)?.reflects(&head) {
            return Err(Error::Overtaken { path: self.path.clone() });
        }
        let mut body = draft.act;
        let code = body.treaty.clone();
        let gone = || Error::Refused(format!("{code} is no longer in the file"));

        let mut cache = Cache::at(connection, head.seq, self.cache.take())?;
        if !cache.load(connection, &code, true)? {
            return Err(gone());
        }
        for dependent in cache.treaties[&code].dependents.clone() {
            cache.load(connection, &dependent, true)?;
        }
        let treaty_before = query::treaty(connection, &code)?.ok_or_else(gone)?;
        let (sources, new) =
            record_facts::cited(connection, draft.recording.source.as_deref(), head.seq + 1)?;
        let id = head.seq + if new.is_some() { 2 } else { 1 };
        let act = Act { id, ..law_input::proposed(&body, &cache.world, None)? };
        let case = cache.treaties[&code].dossier.case(&cache.world);
        body.beside = deposited_elsewhere(&case, &act).map(|other| other.act);
        let Answer { findings, derived } =
            cache.examine(&code, act, treaty_before.entry_into_force(), draft.today);
        let refused: Vec<&str> = findings
            .iter()
            .filter_map(|finding| match finding {
                Finding::Refused(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        if !refused.is_empty() {
            let refused = refused.join("; ");
            if !draft.force {
                self.cache = Some(cache);
                return Err(Error::Refused(Finding::refusal(&findings).unwrap_or_default()));
            }
            body.forced = Some(refused);
        }

        let participant = body.participant.clone();
        let is_beside = body.beside.is_some();
        body.sources = sources;
        let mut facts: Vec<Fact> = new.into_iter().collect();
        facts.push(Body::Act(body).into());
        cache.foresee(&code, derived);
        // Which of the acts of one event is shown is settled where everything is read anew.
        let known = Some(&mut cache).filter(|_| !is_beside);
        let (head, same_world, mut elsewhere) =
            append::facts(connection, &head, &facts, &draft.recording, known)?;
        let (before, after) = elsewhere.remove(&code).unwrap_or_default();
        let outcome = Outcome {
            act: head.seq,
            participant,
            head,
            findings,
            treaty_before,
            treaty_after: query::treaty(connection, &code)?.ok_or_else(gone)?,
            before,
            after,
            elsewhere,
        };
        Ok((outcome, Some(cache).filter(|_| same_world && !is_beside)))
    }
}
