//! What an entry says of earlier ones: that they are there, and that it can say so of them. The writer asks the tables, who
//! reads a log what it has read before; the rules are the same.

use rusqlite::Connection;

use super::codec;
use super::rows::one;
use crate::error::{Error, Result};
use crate::model::{AttestationBody, Body, Declaration, Fact, Noun, Reference, Referred, SourceBody};

/// What is known of the entries before one.
pub(super) trait Earlier {
    /// The register of an earlier entry, and whether it still counts; none if there is no such entry before.
    fn entry(&self, seq: i64) -> Result<Option<(&'static Declaration, bool)>>;

    /// Whether an earlier entry gives this code.
    fn gives(&self, noun: Noun, code: &str) -> Result<bool>;

    /// What an earlier entry records.
    fn fact(&self, seq: i64) -> Result<Fact>;
}

/// Whether what the entry `seq` says of earlier ones can be said of them.
pub(super) fn check(earlier: &impl Earlier, seq: i64, fact: &Fact) -> Result<()> {
    if let Some(replaced) = fact.replaces {
        can_replace(earlier, replaced, &fact.body)?;
    }
    let said = fact.body.said();
    said.each_reference(&mut |field, referred| match (referred, field.reference, field.entry_of) {
        // A treaty may name others that are not in the file.
        (Referred::Code(_), Some(Reference::Gives(_) | Reference::Names(Noun::Treaty)), _) => Ok(()),
        (Referred::Code(code), Some(Reference::About(noun) | Reference::Names(noun)), _) => {
            is_given(earlier, field.name, noun, code)
        }
        (Referred::Entry(entry), _, Some(register)) => is_of(earlier, field.name, entry, register),
        _ => Ok(()),
    })?;
    for code in said.sources().iter().flat_map(|sources| &sources.0) {
        is_given(earlier, "sources", Noun::Source, code)?;
    }
    match &fact.body {
        Body::Source(source) => is_numbered(source, seq),
        Body::Retraction(retraction) => can_be_retracted(earlier, retraction.entry),
        Body::Attestation(attestation) => are_acts(earlier, attestation, seq),
        Body::Act(act) => match act.beside {
            Some(beside) if fixed(&earlier.fact(beside)?.body) != fixed(&fact.body) => {
                refuse(format!("beside: @{beside} is an act under another treaty"))
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

fn refuse<T>(why: String) -> Result<T> {
    Err(Error::Refused(why))
}

/// An entry takes the place of one that counts, and says something of the same.
fn can_replace(earlier: &impl Earlier, replaced: i64, new: &Body) -> Result<()> {
    let Some((register, counts)) = earlier.entry(replaced)? else {
        return refuse(format!("replaces: there is no entry @{replaced} before it"));
    };
    if register.word != new.kind() {
        return refuse(format!(
            "replaces: @{replaced} is of the kind {}, and not {}",
            register.word,
            new.kind()
        ));
    }
    if !register.has_key() {
        return refuse(format!(
            "replaces: @{replaced} is of the kind {}, of which none is replaced",
            register.word
        ));
    }
    if !counts {
        return refuse(format!("replaces: @{replaced} no longer counts"));
    }
    let old = earlier.fact(replaced)?.body;
    match fixed(&old).into_iter().zip(fixed(new)).find(|(old, new)| old.1 != new.1) {
        Some(((field, _), _)) => refuse(format!(
            "replaces: @{replaced} has another {field}, which none that takes its place can have"
        )),
        None => Ok(()),
    }
}

/// What every version of a fact has in common, field by field.
fn fixed(body: &Body) -> Vec<(&'static str, String)> {
    let said = body.said();
    let fields = said.declaration().fields.iter().zip(said.values());
    fields
        .filter(|(field, _)| field.is_fixed())
        .map(|(field, value)| (field.name, value.to_string()))
        .collect()
}

fn can_be_retracted(earlier: &impl Earlier, entry: i64) -> Result<()> {
    match earlier.entry(entry)? {
        None => refuse(format!("entry: there is no entry @{entry} before it")),
        Some((register, _)) if [BATCH, RETRACTION].contains(&register.word) => {
            refuse(format!("entry: @{entry} is a {}, which is not retracted", register.word))
        }
        Some((_, false)) => refuse(format!("entry: @{entry} no longer counts")),
        Some(_) => Ok(()),
    }
}

const BATCH: &str = crate::model::BatchBody::DECLARATION.word;
const RETRACTION: &str = crate::model::RetractionBody::DECLARATION.word;
const ACT: &str = crate::model::ActBody::DECLARATION.word;

fn is_given(earlier: &impl Earlier, field: &str, noun: Noun, code: &str) -> Result<()> {
    if earlier.gives(noun, code)? {
        return Ok(());
    }
    let code: String = code.chars().take(60).collect();
    refuse(format!("{field}: it refers to '{code}', a {} that does not exist by then", noun.word()))
}

fn is_of(earlier: &impl Earlier, field: &str, entry: i64, register: &str) -> Result<()> {
    match earlier.entry(entry)? {
        None => refuse(format!("{field}: there is no entry @{entry} before it")),
        Some((known, _)) if known.word != register => {
            refuse(format!("{field}: @{entry} is of the kind {}, and not {register}", known.word))
        }
        Some(_) => Ok(()),
    }
}

/// A source in words has the number of the entry that recorded it first.
fn is_numbered(source: &SourceBody, seq: i64) -> Result<()> {
    match source.code.strip_prefix('@').and_then(|number| number.parse::<i64>().ok()) {
        Some(number) if number > seq => refuse(format!("code: there is no entry {} yet", source.code)),
        _ => Ok(()),
    }
}

fn are_acts(earlier: &impl Earlier, attestation: &AttestationBody, seq: i64) -> Result<()> {
    is_given(earlier, "source", Noun::Source, &attestation.source)?;
    if attestation.last().is_none_or(|last| last >= seq) {
        return refuse("acts: not all of these entries are before it".to_owned());
    }
    for entry in attestation.entries().unwrap_or_default() {
        is_of(earlier, "acts", entry, ACT)?;
    }
    Ok(())
}

/// What the tables have of the entries before one.
pub(super) struct InTables<'a> {
    /// The file.
    pub connection: &'a Connection,
    /// The number of that entry.
    pub before: i64,
}

impl Earlier for InTables<'_> {
    fn entry(&self, seq: i64) -> Result<Option<(&'static Declaration, bool)>> {
        let sql = "SELECT kind, NOT EXISTS (SELECT 1 FROM ended WHERE ended.seq = log.seq) FROM log WHERE seq = ?1 AND seq < ?2";
        let found = super::rows::all::<(String, bool)>(self.connection, sql, [seq, self.before])?.pop();
        Ok(found.and_then(|(kind, counts)| Some((Body::register_called(&kind)?, counts))))
    }

    /// Each row that is written is held to its references.
    fn gives(&self, _: Noun, _: &str) -> Result<bool> {
        Ok(true)
    }

    fn fact(&self, seq: i64) -> Result<Fact> {
        recorded(self.connection, seq)
    }
}

/// What an entry records.
pub(super) fn recorded(connection: &Connection, seq: i64) -> Result<Fact> {
    let body: Option<String> = one(connection, "SELECT body FROM log WHERE seq = ?1", [seq])?;
    let broken = |why: &str| Error::Broken { seq, why: why.to_owned() };
    codec::decode(&body.ok_or_else(|| broken("it is missing"))?).map_err(|why| broken(&why))
}
