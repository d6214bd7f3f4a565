//! A new participant, with its code, its name, and whom it came from.

use super::name::{check_name_is_free, doubts};
use super::predecessor::{Later, Origin, state};
use super::refused;
use super::register::{Options, Planned, Request, warn};
use crate::error::{Error, Result};
use crate::model::{Body, Date, Fact, How, ParticipantBody, Sources};
use crate::store::{Store, resolve};

/// A participant that somebody wants to add, with names as people write them.
#[derive(Debug, Clone)]
pub struct NewParticipant<'a> {
    /// Its stable code.
    pub code: &'a str,
    /// Its short name.
    pub name: &'a str,
    /// What it is.
    pub kind: NewKind,
    /// Its full name; else the short one.
    pub official: Option<&'a str>,
    /// Its ISO 3166-1 alpha-3 code.
    pub alpha3: Option<&'a str>,
    /// The first day of its existence; else the day on which it came from its predecessor.
    pub from: Option<Date>,
    /// The first day it no longer exists.
    pub until: Option<Date>,
    /// Whom it came from.
    pub origin: Option<Origin<'a>>,
    /// Remarks.
    pub note: Option<&'a str>,
}

/// What a new participant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewKind {
    /// A State; where it has ended, a former one.
    State,
    /// An international organisation.
    Organisation,
    /// A territory.
    Territory,
}

impl Request for NewParticipant<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let Self { code, name, from, until, .. } = *self;
        let (today, confidence) = (options.today, options.confidence());
        for code in [Some(code), self.alpha3].into_iter().flatten() {
            check_code_is_free(store, code)?;
        }
        let official = self.official.unwrap_or(name);
        let mut warnings = doubts(store, code, code)?;
        warn(&mut warnings, check_name_is_free(store, name, code, today)?);
        warn(&mut warnings, check_name_is_free(store, official, code, today)?);
        if let (Some(from), Some(until)) = (from, until)
            && until <= from
        {
            return refused(format!(
                "--until {until} is not after --from {from}: it would not exist on any day"
            ));
        }
        let later = Later { code, is_state: self.kind == NewKind::State, from, until };
        let mut predecessors: Vec<Fact> = Vec::new();
        if let Some(origin) = &self.origin {
            let (told, facts) = origin.plan(store, &later, options)?;
            warnings.extend(told);
            predecessors = facts;
        }
        let begins = |origin: &Origin| !matches!(origin.how, How::Absorbs | How::Same);
        let kind = match self.kind {
            NewKind::State => state(until, today),
            NewKind::Organisation => "organisation",
            NewKind::Territory => "territory",
        };
        let body = Body::Participant(ParticipantBody {
            code: code.to_owned(),
            alpha3: self.alpha3.map(str::to_owned),
            participant_kind: kind.to_owned(),
            name: name.to_owned(),
            official_name: official.to_owned(),
            exists_from: from.or(self.origin.filter(begins).and_then(|origin| origin.on)),
            exists_until: until,
            un_member_from: None,
            note: self.note.map(str::to_owned),
            sources: Sources::default(),
            confidence,
        });
        let mut planned = Planned::of(format!("{name} ({code}), {official} · new {kind}"), warnings, [body]);
        planned.facts.extend(predecessors);
        Ok(planned)
    }
}

/// Refuses a code that somebody has, or by which somebody is found: a code goes before a name.
fn check_code_is_free(store: &Store, code: &str) -> Result<()> {
    if let Some(row) = store.participant(code)? {
        return refused(format!("{code} is already the code of {}; take another code", row.name));
    }
    match resolve::find_participant(store, code) {
        Ok(None) => Ok(()),
        Ok(Some(other)) => {
            let name = store.participant(&other)?.map_or_else(String::new, |row| row.name);
            refused(format!("{name} ({other}) is already found as {code}; take another code"))
        }
        Err(Error::Ambiguous { candidates, .. }) => {
            refused(format!("{} are already found as {code}; take another code", candidates.join(", ")))
        }
        Err(other) => Err(other),
    }
}
