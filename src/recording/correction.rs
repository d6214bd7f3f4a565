//! A later entry in place of one that was wrong: judged as if it were new, and so is what rests on it.

use std::collections::BTreeSet;

use super::claim::{claim_kind, claim_value};
use super::findings::{entry_that_counts, sort_findings};
use super::register::{Options, Planned, Request};
use super::statement_law::judge_statement;
use super::{refused, usage};
use crate::error::{Error, Result};
use crate::law::statement_is_sound;
use crate::model::{Body, ClaimBody, Date, Fact, differences, in_words};
use crate::store::{Store, edited, resolve};

/// What is wrong in an entry, and what is right.
#[derive(Debug, Clone)]
pub struct Correction {
    /// The entry.
    pub entry: i64,
    /// Entries in which the same is wrong, corrected in one step: neither would be allowed without the other.
    pub together: Vec<i64>,
    /// The right day of what it records, whatever that is called in its kind of fact.
    pub on: Option<Date>,
    /// Other fields with their right values; none leaves the field out. Names of participants as people write them.
    pub fields: Vec<(String, Option<String>)>,
    /// Whether it is to be recorded even if the law refuses it.
    pub force: bool,
}

impl Request for Correction {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        options.needs_reason("a correction")?;
        let mut entries = vec![self.entry];
        for entry in &self.together {
            if entries.contains(entry) {
                return usage(format!("@{entry} is named twice"));
            }
            entries.push(*entry);
        }
        let corrected = entries.iter().map(|entry| self.corrected(store, *entry, options));
        let corrected = corrected.collect::<Result<Vec<Corrected>>>()?;
        let mut warnings = Vec::new();
        let forced = judge(store, &corrected, self.force, options.today, &mut warnings)?;
        let whats: Vec<String> = corrected.iter().map(Corrected::in_words).collect();
        let mut facts = Vec::new();
        for Corrected { entry, mut new, .. } in corrected {
            if let Body::Act(new) = &mut new {
                new.forced.clone_from(&forced);
            }
            // A source that is given takes the place of those cited.
            if let Some(sources) = new.sources_mut().filter(|_| options.recording.source.is_some()) {
                sources.0.clear();
            }
            facts.push(Fact { body: new, replaces: Some(entry) });
        }
        Ok(Planned { what: whats.join("; "), warnings, facts })
    }
}

/// One entry, as it is and as it should be.
struct Corrected {
    entry: i64,
    old: Body,
    new: Body,
}

impl Corrected {
    fn in_words(&self) -> String {
        let Self { entry, old, new } = self;
        let differences = in_words(&differences(Some(old), Some(new)));
        format!("Correction of @{entry}, {} {}: {differences}", old.kind(), old.in_short())
    }
}

/// What the law says of the acts and statements as they should be; what was refused and is recorded by force.
fn judge(
    store: &Store,
    corrected: &[Corrected],
    force: bool,
    today: Date,
    warnings: &mut Vec<String>,
) -> Result<Option<String>> {
    let (mut gone, mut new_acts) = (Vec::new(), Vec::new());
    for Corrected { entry, old, new } in corrected {
        match (old, new) {
            (Body::Act(old), Body::Act(new)) => {
                gone.push((*entry, old));
                new_acts.push(new.clone());
            }
            (_, Body::Reservation(new)) => {
                let gone = BTreeSet::from([*entry]);
                let findings = judge_statement(store, &new.treaty, &gone, Some(new), today)?;
                sort_findings(findings, force, warnings)?;
            }
            _ => {}
        }
    }
    if gone.is_empty() {
        return Ok(None);
    }
    sort_findings(store.judge(&gone, &new_acts, today)?, force, warnings)
}

impl Correction {
    /// One of the entries, with what was wrong put right.
    fn corrected(&self, store: &Store, entry: i64, options: &Options) -> Result<Corrected> {
        let old = entry_that_counts(store, entry)?.1.body;
        match &old {
            Body::Batch(_) | Body::Retraction(_) => {
                return usage(format!("@{entry} is a {}: it has nothing to correct", old.kind()));
            }
            Body::Treaty(_) | Body::TreatyName(_) | Body::TreatyLink(_) | Body::Clause(_) => {
                return usage(format!(
                    "@{entry} belongs to a treaty's register: correct it with accede treaty amend"
                ));
            }
            _ => {}
        }
        let changes = self.changes(store, (entry, &old), options)?;
        let wrong = |why: String| Error::Usage(format!("@{entry}: {}", without_place(&why)));
        let mut new = edited(&old, &changes).map_err(wrong)?;
        for code in new.sources().iter().flat_map(|sources| &sources.0) {
            if store.source_called(code)?.as_ref() != Some(code) {
                return Err(Error::Unknown { what: "source", name: code.clone(), candidates: Vec::new() });
            }
        }
        if let Body::Claim(claim) = &mut new {
            claim_is_sound(store, claim, options.today)?;
        }
        is_sound(&new).map_err(|why| Error::Refused(format!("@{entry}: {why}")))?;
        if new == old && options.recording.source.is_none() {
            return refused(format!("@{entry} says that already: give what was wrong"));
        }
        if let Body::Act(new) = &mut new {
            new.forced = None;
        }
        Ok(Corrected { entry, old, new })
    }

    /// What changes, by the names of the fields, with the codes of participants.
    fn changes(
        &self,
        store: &Store,
        (entry, old): (i64, &Body),
        options: &Options,
    ) -> Result<Vec<(String, Option<String>)>> {
        let mut changes: Vec<(String, Option<String>)> = Vec::new();
        changes.extend(self.on.map(|on| (own_day(old).to_owned(), Some(on.to_string()))));
        changes.extend(self.fields.iter().cloned());
        let allowed = old.register().correctable();
        let is_set = changes.iter().any(|(field, _)| field == "confidence");
        if options.recording.source.is_some() && allowed.contains(&"confidence") && !is_set {
            changes.push(("confidence".to_owned(), Some(options.confidence().word().to_owned())));
        }
        for (place, (field, value)) in changes.iter().enumerate() {
            if !allowed.contains(&field.as_str()) {
                return usage(format!(
                    "@{}: '{field}' of this {} cannot be corrected; what can: {}",
                    entry,
                    old.kind(),
                    allowed.join(", ")
                ));
            }
            if changes[..place].iter().any(|(other, _)| other == field) {
                return usage(format!("'{field}' is given twice: {}", value.as_deref().unwrap_or_default()));
            }
        }
        for (field, value) in &mut changes {
            if let ("participant" | "territory" | "towards", Some(name)) = (field.as_str(), &value) {
                *value = Some(resolve::participant(store, name)?.code);
            }
        }
        // A day that is known has no window.
        let known = |name: &str| changes.iter().any(|(field, value)| field == name && value.is_some());
        if known("date") || (known("since") && matches!(old, Body::Membership(_))) {
            let ends = ["earliest", "latest"].into_iter().filter(|end| allowed.contains(end) && !known(end));
            let without: Vec<_> = ends.map(|end| (end.to_owned(), None)).collect();
            changes.extend(without);
        }
        Ok(changes)
    }
}

/// The field that has the day of what a fact records.
fn own_day(body: &Body) -> &'static str {
    match body {
        Body::Membership(_) | Body::Name(_) => "since",
        Body::Predecessor(_) => "on",
        Body::Claim(_) => "as_of",
        _ => "date",
    }
}

/// A claim says something that is one of ours, of a day that has come; names are made codes.
fn claim_is_sound(store: &Store, claim: &mut ClaimBody, today: Date) -> Result<()> {
    let kind = claim_kind(&claim.claim)?;
    claim.value = claim_value(store, kind, &claim.value)?.to_string();
    claim.treaty = resolve::treaty(store, &claim.treaty)?.code;
    if let Some(group) = &mut claim.group {
        *group = resolve::group(store, group, today)?.code;
    }
    if claim.as_of > today {
        return refused(format!("{} is in the future: today is {today}", claim.as_of));
    }
    Ok(())
}

/// It is in form, and a statement has what its kind needs.
fn is_sound(body: &Body) -> std::result::Result<(), String> {
    match body {
        Body::Reservation(body) => statement_is_sound(body),
        other => other.check(),
    }
}

/// What is wrong with a value, without where it would stand in a text that nobody wrote.
fn without_place(why: &str) -> &str {
    let is_place = |rest: &str| rest.split(" column ").all(|number| number.parse::<u32>().is_ok());
    why.rsplit_once(" at line ").filter(|(_, rest)| is_place(rest)).map_or(why, |(before, _)| before)
}
