//! The one course of everything that goes into a register: a request is judged and planned, what it takes is written, and
//! a receipt says what came of it.

use super::receipt::{InLaw, Registration};
use super::usage;
use crate::error::Result;
use crate::model::{Body, Confidence, Date, Fact, Sources};
use crate::store::{Recording, Store};

/// How something is recorded.
#[derive(Debug, Clone)]
pub struct Options {
    /// Who records it, when, why, and where it was read.
    pub recording: Recording,
    /// Today, UTC.
    pub today: Date,
    /// Whether to find out what would follow, and write nothing.
    pub dry_run: bool,
}

impl Options {
    /// How well a fact is supported that is recorded like this.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        if self.recording.source.is_some() { Confidence::Verified } else { Confidence::Unverified }
    }

    /// A reason is given, for what cannot be recorded without one.
    pub(super) fn needs_reason(&self, what: &str) -> Result<()> {
        match self.recording.reason {
            Some(_) => Ok(()),
            None => usage(format!("{what} needs a --reason, which stays in the log")),
        }
    }

    /// No source is cited, for what rests on none; `instead` is what the reason is to say.
    pub(super) fn cites_no_source(&self, what: &str, instead: &str) -> Result<()> {
        match self.recording.source {
            None => Ok(()),
            Some(_) => usage(format!("{what} cites no source: say in --reason {instead}")),
        }
    }
}

/// What somebody wants to have recorded in a register.
pub trait Request {
    /// What it takes, or why it may not be recorded.
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned>;
}

/// What is to be recorded: judged, and in order. Only a request makes one.
#[derive(Debug, Clone)]
pub struct Planned {
    /// What is done, in words.
    pub(super) what: String,
    /// What the reader should know besides.
    pub(super) warnings: Vec<String>,
    /// What to record; each fact that can will cite the source that is given, beside its own.
    pub(super) facts: Vec<Fact>,
}

impl Planned {
    pub(super) fn of(what: String, warnings: Vec<String>, bodies: impl IntoIterator<Item = Body>) -> Self {
        Self { what, warnings, facts: bodies.into_iter().map(Fact::from).collect() }
    }
}

/// Records what is wanted, all of it or nothing, or with `dry_run` finds out what would follow.
pub fn record(store: &mut Store, request: &impl Request, options: &Options) -> Result<Registration> {
    let seen = store.head()?.seq;
    let Planned { what, warnings, mut facts } = request.plan(store, options)?;
    let mut receipt = Registration::nothing(options.dry_run, what, warnings);
    if facts.is_empty() {
        return Ok(receipt);
    }
    if options.dry_run {
        store.try_out()?;
    }
    let before = InLaw::of(store)?;
    let registered = store.register(seen, &options.recording, |given| {
        for sources in facts.iter_mut().filter_map(|fact| fact.body.sources_mut()) {
            cite(sources, &given.0);
        }
        facts
    })?;
    receipt.fill_in(store, &before, registered)?;
    Ok(receipt)
}

/// Cites more sources, each once.
pub(super) fn cite<'a>(sources: &mut Sources, more: impl IntoIterator<Item = &'a String>) {
    for code in more {
        if !sources.0.contains(code) {
            sources.0.push(code.clone());
        }
    }
}

/// Adds what is not among the warnings yet.
pub(super) fn warn(warnings: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    for warning in more {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
}
