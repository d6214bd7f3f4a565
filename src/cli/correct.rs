//! `accede correct`: a later entry in place of one that was wrong.

use std::collections::BTreeSet;

use super::context::Context;
use super::recording_options::RecordingOptions;
use super::{cited_entry, claims, resolve, usage, words};
use crate::error::{Error, Result};
use crate::law::{Finding, act_is_sound, statement_is_sound};
use crate::model::{ActKind, Body, ClaimBody, Date, Fact, Sources};
use crate::report::{differences, in_words, judge_statement};
use crate::store::{Store, edited};

/// Correct an entry: a new one takes its place, and the old one stays readable
///
/// Give what was wrong; everything else stays as it is. A corrected act is judged by the law again, at its own day, and
/// so are the acts that rest on it. Where a source is given, it takes the place of those that the entry cited. What is
/// recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede correct @3306 --on 2002-02-27 --reason 'misread the table' --dry-run
  accede correct @3306 --effective 2002-06-01 --source 'JJ4912C' --reason 'the depositary corrected its notice'
  accede correct @775 --set until=2020-01-31 --reason 'last day was counted as the first day outside'
  accede correct @3306 --set note= --reason 'the remark belongs to another entry'")]
pub struct Args {
    /// The entry, as @N
    #[arg(value_name = "@N", value_parser = words::entry)]
    entry: i64,

    /// The right day: of the act or statement; for a membership or a name its first day
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    /// The right day of effect, as the depositary published it
    #[arg(long, value_name = "DATE")]
    effective: Option<Date>,

    /// The right day on which the depositary notified the act
    #[arg(long, value_name = "DATE")]
    notified: Option<Date>,

    /// What was really done: signature, ratification, accession, denunciation …
    #[arg(long, value_name = "ACT", value_parser = words::act(), hide_possible_values = true)]
    act: Option<ActKind>,

    /// Whose it really is, by code or any name it ever had
    #[arg(long, value_name = "PARTICIPANT")]
    participant: Option<String>,

    /// The right territory, by its code or any name
    #[arg(long, value_name = "TERRITORY")]
    territory: Option<String>,

    /// The right part of the treaty, in words
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    scope: Option<String>,

    /// The right remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    /// Another field as accede log @N shows it, with its right value; without a value the field is left out
    #[arg(long, value_name = "FIELD=VALUE", value_parser = field)]
    set: Vec<(String, Option<String>)>,

    #[command(flatten)]
    recording: RecordingOptions,

    /// Record it although the law refuses it
    #[arg(long)]
    force: bool,
}

/// Records the correction, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    args.recording.needs_reason("a correction")?;
    let (_, fact) = cited_entry(&store, args.entry)?;
    let old = fact.body;
    match &old {
        Body::Batch(_) | Body::Retraction(_) => {
            return Err(usage(format!("@{} is a {}: it has nothing to correct", args.entry, old.kind())));
        }
        Body::Treaty(_) | Body::TreatyName(_) | Body::TreatyLink(_) | Body::Clause(_) => {
            return Err(usage(format!(
                "@{} belongs to a treaty's register: correct it with accede treaty amend",
                args.entry
            )));
        }
        _ => {}
    }
    let changes = changes(args, &store, &old)?;
    let wrong = |why: String| usage(format!("@{}: {}", args.entry, without_place(&why)));
    let mut new = edited(&old, &changes).map_err(wrong)?;
    for code in new.sources().iter().flat_map(|sources| &sources.0) {
        if store.source_called(code)?.as_ref() != Some(code) {
            return Err(Error::Unknown { what: "source", name: code.clone(), candidates: Vec::new() });
        }
    }
    if let Body::Claim(claim) = &mut new {
        claim_is_sound(&store, claim, context.when().today)?;
    }
    is_sound(&new).map_err(|why| Error::Refused(format!("@{}: {why}", args.entry)))?;
    if new == old && args.recording.source.is_none() {
        return Err(Error::Refused(format!("@{} says that already: give what was wrong", args.entry)));
    }
    let mut warnings = Vec::new();
    if let (Body::Act(old), Body::Act(new)) = (&old, &mut new) {
        new.forced = None;
        let findings = store.judge(&[(args.entry, old)], Some(new), context.when().today)?;
        let refused = sorted_out(findings, args.force, &mut warnings)?;
        new.forced = Some(refused).filter(|refused| !refused.is_empty());
    }
    if let Body::Reservation(new) = &new {
        let gone = BTreeSet::from([args.entry]);
        let findings = judge_statement(&store, &new.treaty, &gone, Some(new), context.when().today)?;
        sorted_out(findings, args.force, &mut warnings)?;
    }
    let what = format!(
        "Correction of @{}, {} {}: {}",
        args.entry,
        old.kind(),
        old.in_short(),
        in_words(&differences(Some(&old), Some(&new)))
    );
    let replaces = Some(args.entry);
    args.recording.register(context, &mut store, (what, seen, warnings), |given: &Sources| {
        vec![Fact { body: resourced(new, given), replaces }]
    })
}

/// Refusals unless by force, then in words; what is unusual goes to the warnings.
pub(super) fn sorted_out(findings: Vec<Finding>, force: bool, warnings: &mut Vec<String>) -> Result<String> {
    if let (Some(refusal), false) = (Finding::refusal(&findings), force) {
        return Err(Error::Refused(refusal));
    }
    let mut refused = Vec::new();
    for finding in findings {
        match finding {
            Finding::Refused(text) => refused.push(text),
            Finding::Unusual(text) => warnings.push(format!("unusual: {text}")),
            Finding::Consequence(text) => warnings.push(format!("it follows: {text}")),
        }
    }
    warnings.extend(refused.iter().map(|text| format!("by force: {text}")));
    Ok(refused.join("; "))
}

/// What the options change, by the names of the fields.
fn changes(args: &Args, store: &Store, old: &Body) -> Result<Vec<(String, Option<String>)>> {
    let mut changes: Vec<(String, Option<String>)> = Vec::new();
    let mut change = |field: &str, value: Option<String>| {
        changes.extend(value.map(|value| (field.to_owned(), Some(value))));
    };
    let day = match old {
        Body::Membership(_) | Body::Name(_) => "since",
        Body::Predecessor(_) => "on",
        Body::Claim(_) => "as_of",
        _ => "date",
    };
    change(day, args.on.map(|on| on.to_string()));
    change("effective_on", args.effective.map(|on| on.to_string()));
    change("notified_on", args.notified.map(|on| on.to_string()));
    change("act", args.act.map(|act| act.word().to_owned()));
    change("participant", args.participant.clone());
    change("territory", args.territory.clone());
    change("scope", args.scope.clone());
    change("note", args.note.clone());
    changes.extend(args.set.iter().cloned());
    let allowed = old.register().correctable();
    let is_set = changes.iter().any(|(field, _)| field == "confidence");
    if args.recording.source.is_some() && allowed.contains(&"confidence") && !is_set {
        changes.push(("confidence".to_owned(), Some(args.recording.confidence().word().to_owned())));
    }
    for (place, (field, value)) in changes.iter().enumerate() {
        if !allowed.contains(&field.as_str()) {
            return Err(usage(format!(
                "@{}: '{field}' of this {} cannot be corrected; what can: {}",
                args.entry,
                old.kind(),
                allowed.join(", ")
            )));
        }
        if changes[..place].iter().any(|(other, _)| other == field) {
            return Err(usage(format!("'{field}' is given twice: {}", value.as_deref().unwrap_or_default())));
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
        changes.extend(
            ["earliest", "latest"]
                .iter()
                .filter(|end| allowed.contains(end) && !known(end))
                .map(|end| ((*end).to_owned(), None))
                .collect::<Vec<_>>(),
        );
    }
    Ok(changes)
}

/// A claim says something that is one of ours, of a day that has come; names are made codes.
fn claim_is_sound(store: &Store, claim: &mut ClaimBody, today: Date) -> Result<()> {
    let kind = claims::kind(&claim.claim)?;
    claim.value = claims::value(store, kind, &claim.value)?.to_string();
    claim.treaty = resolve::treaty(store, &claim.treaty)?.code;
    if let Some(group) = &mut claim.group {
        *group = resolve::group(store, group, today)?.code;
    }
    if claim.as_of > today {
        return Err(Error::Refused(format!("{} is in the future: today is {today}", claim.as_of)));
    }
    Ok(())
}

/// The days of a fact are in order, and its words are words of ours.
fn is_sound(body: &Body) -> std::result::Result<(), String> {
    let in_order = |from: Option<Date>, until: Option<Date>, what: &str| match (from, until) {
        (Some(from), Some(until)) if until <= from => Err(format!("{what}: {until} is not after {from}")),
        _ => Ok(()),
    };
    let window = |earliest: Option<Date>, latest: Option<Date>| match (earliest, latest) {
        (Some(earliest), Some(latest)) if latest < earliest => {
            Err(format!("latest: {latest} is before {earliest}"))
        }
        (Some(_), None) => Err("earliest: a window has an end too; give latest".to_owned()),
        _ => Ok(()),
    };
    match body {
        Body::Act(body) => act_is_sound(body).and_then(|()| window(body.earliest, body.latest)),
        Body::Membership(body) => in_order(body.since.or(body.latest), body.until, "until")
            .and_then(|()| window(body.earliest, body.latest)),
        Body::Name(body) => in_order(body.since, body.until, "until"),
        Body::Participant(body) => in_order(body.exists_from, body.exists_until, "exists_until"),
        Body::Weight(body) => {
            body.weight.parse::<crate::model::Decimal>().map(|_| ()).map_err(|why| why.to_string())
        }
        Body::Reservation(body) => statement_is_sound(body),
        Body::StateNumber(body) => match body.last_year {
            Some(last) if last < body.first_year => {
                Err(format!("last_year: {last} is before {}", body.first_year))
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// The fact with the source that was given, where it can cite one.
fn resourced(mut body: Body, given: &Sources) -> Body {
    if given.is_empty() {
        return body;
    }
    if let Some(sources) = body.sources_mut() {
        sources.clone_from(given);
    }
    body
}

/// What is wrong with a value, without where it would stand in a text that nobody wrote.
fn without_place(why: &str) -> &str {
    let is_place = |rest: &str| rest.split(" column ").all(|number| number.parse::<u32>().is_ok());
    why.rsplit_once(" at line ").filter(|(_, rest)| is_place(rest)).map_or(why, |(before, _)| before)
}

fn field(word: &str) -> std::result::Result<(String, Option<String>), String> {
    let (name, value) = word.split_once('=').ok_or("write FIELD=VALUE, as in until=2020-01-31")?;
    let value = if value.is_empty() { None } else { Some(words::text(value)?) };
    Ok((words::text(name)?.trim().to_owned(), value))
}
