//! A new participant, with its code, its name, and whom it came from.

use super::name::{check_name_is_free, doubts};
use super::refused;
use super::register::{Options, Planned, Request, warn};
use crate::error::{Error, Result};
use crate::model::{Body, Date, Fact, How, ParticipantBody, PredecessorBody, Sources};
use crate::store::{ParticipantRow, Store, resolve};

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

/// Whom a participant came from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The predecessor.
    pub predecessor: &'a str,
    /// How.
    pub how: How,
    /// On which day.
    pub on: Date,
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
        let mut predecessors: Vec<Fact> = Vec::new();
        if let Some(Origin { predecessor, how, on }) = self.origin {
            let earlier = resolve::participant(store, predecessor)?;
            self.follows(&earlier, how, on)?;
            let ParticipantRow { code: its_code, name: its_name, exists_until, .. } = &earlier;
            let link = Body::Predecessor(PredecessorBody {
                participant: code.to_owned(),
                predecessor: its_code.clone(),
                link: how.word().to_owned(),
                on: Some(on),
                sources: Sources::default(),
                confidence,
            });
            predecessors.push(link.into());
            if how != How::Separated && exists_until.is_none() {
                let last = on.plus_days(-1).unwrap_or(on);
                warnings.push(format!("{its_name} ({its_code}) ends: its last day is {last}"));
                predecessors.push(ended(store, its_code, on, today)?);
            }
            match how {
                How::Continues => warnings.push(format!(
                    "seats of {its_name} in groups are not carried over: accede group add records them"
                )),
                How::Same => warnings
                    .push(format!("acts of {its_name} are not carried over: they stay under its old code")),
                How::Separated | How::Succeeds | How::Absorbs => {}
            }
        }
        let begins = |origin: &Origin| matches!(origin.how, How::Continues | How::Separated | How::Succeeds);
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
            exists_from: from.or(self.origin.filter(begins).map(|origin| origin.on)),
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

impl NewParticipant<'_> {
    /// The day on which it came from its predecessor fits the days on which both exist.
    fn follows(&self, predecessor: &ParticipantRow, how: How, on: Date) -> Result<()> {
        let code = self.code;
        let earlier = format!("{} ({})", predecessor.name, predecessor.code);
        let is_state = self.kind == NewKind::State;
        if how == How::Continues && is_state != predecessor.kind.ends_with("state") {
            return refused(format!(
                "{earlier} is a {}, and {code} is to be of another kind",
                predecessor.kind
            ));
        }
        if let Some(from) = self.from.filter(|from| on < *from) {
            return refused(format!("--on {on} is before {code} exists (--from {from})"));
        }
        if let Some(until) = self.until.filter(|until| *until <= on) {
            return refused(format!("--on {on} is after {code} has ended (--until {until})"));
        }
        if let Some(from) = predecessor.exists_from.filter(|from| on <= *from) {
            return refused(format!("--on {on} is not after the first day of {earlier}, {from}"));
        }
        if let Some(until) = predecessor.exists_until.filter(|until| *until < on) {
            return refused(format!("{earlier} has ended before {on}: it exists until {until}"));
        }
        if how == How::Same
            && let Some(other) = &predecessor.old_name_of
        {
            return refused(format!("{earlier} is already an old name of {other}"));
        }
        Ok(())
    }
}

/// A State; where it has ended, a former one.
fn state(until: Option<Date>, today: Date) -> &'static str {
    if until.is_some_and(|until| until <= today) { "former-state" } else { "state" }
}

/// What a participant's entry says, with an end.
fn ended(store: &Store, code: &str, on: Date, today: Date) -> Result<Fact> {
    let mut facts = store.present_facts()?.into_iter().rev();
    let found = facts.find_map(|(entry, (_, body))| match body {
        Body::Participant(body) if body.code == code => Some((entry, body)),
        _ => None,
    });
    let (entry, mut body) = found.ok_or_else(|| {
        Error::Refused(format!("{code} is no longer in the log; accede rebuild makes the tables anew"))
    })?;
    body.exists_until = Some(on);
    if body.participant_kind == "state" {
        state(Some(on), today).clone_into(&mut body.participant_kind);
    }
    Ok(Fact { body: Body::Participant(body), replaces: Some(entry) })
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
