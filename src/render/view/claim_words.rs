//! How a published statement differs from the record, in sentences.

use super::{capital, joined};
use crate::model::{About, ClaimKind, Date, Definition, Form, Span};
use crate::report::{ActView, ClaimCheck, ClaimLine, ClaimVerdict, Differing, Move};

/// How a claim that does not hold differs from the record, in sentences; of one that holds, nothing.
pub(super) fn because(line: &ClaimLine, party: Definition) -> Vec<String> {
    let Some(check) = line.check.as_ref().filter(|check| check.verdict != ClaimVerdict::Holds) else {
        return Vec::new();
    };
    let mut said = Vec::new();
    if let Some(why) = &check.undecided_because {
        said.push(format!("The record cannot tell: {why}."));
    }
    let (Some(record), Some(kind)) = (&check.record, ClaimKind::from_word(&line.claim)) else {
        return said;
    };
    match kind.form() {
        Form::Count => figure(line, check, record, &mut said),
        Form::List => lists(check, &mut said),
        Form::One | Form::Place => one(line, check, kind, record, &mut said),
    }
    said.extend(other_meanings(check, party));
    if let Some(last) = check.collected_to.filter(|_| check.is_beyond && check.undecided_because.is_none()) {
        said.push(format!("Acts were collected up to {last}."));
    }
    said
}

fn figure(line: &ClaimLine, check: &ClaimCheck, record: &str, said: &mut Vec<String>) {
    let difference = check.difference.unwrap_or_default();
    let way = if difference > 0 { "too many" } else { "too few" };
    said.push(format!(
        "{} published, {record} in the record: {} {way}.",
        line.value,
        difference.unsigned_abs()
    ));
    match check.nearest(line.as_of) {
        Some(days) => said.push(right(&line.value, days, line, &check.between)),
        None => said.extend(check.highest.map(|(most, day)| {
            format!("The record gives {} on no day; the most it gives is {most}, from {day}.", line.value)
        })),
    }
}

/// On which days a figure was right, and who made the difference between these and the day of the claim.
fn right(value: &str, days: Span, line: &ClaimLine, moves: &[Move]) -> String {
    let listed = |begins: bool| {
        let of = moves.iter().filter(|step| step.begins == begins);
        let each = of.map(|step| match step.on {
            Some(on) => format!("{} ({on})", step.who.name),
            None => step.who.name.clone(),
        });
        joined(each, ", ")
    };
    let (came, went) = (listed(true), listed(false));
    let parts = [("came", came), ("went", went)].into_iter().filter(|part| !part.1.is_empty());
    let parts = joined(parts.map(|(verb, who)| format!("{who} {verb}")), ", ");
    let after = days.since > line.as_of;
    let since = if after { "after the day of the claim" } else { "since then" };
    let between = if parts.is_empty() { String::new() } else { format!("; {since} {parts}") };
    format!("{value} was right {}{between}.", days_in_words(days))
}

fn days_in_words(days: Span) -> String {
    match days.until {
        None => format!("from {}", days.since),
        Some(until) if last_day(until) == days.since => format!("on {}", days.since),
        Some(until) => format!("from {} to {}", days.since, last_day(until)),
    }
}

/// On which days it was right.
pub(super) fn spans(right: &[Span]) -> String {
    joined(right.iter().map(|days| days_in_words(*days)), ", ")
}

fn lists(check: &ClaimCheck, said: &mut Vec<String>) {
    let each = |who: &[Differing]| {
        joined(who.iter().map(|who| format!("{} ({})", who.who.name, signed_days(who))), ", ")
    };
    if !check.missing.is_empty() {
        let n = check.missing.len();
        said.push(format!("{n} missing from the published list: {}.", each(&check.missing)));
    }
    if !check.extra.is_empty() {
        said.push(format!("{} too many in it: {}.", check.extra.len(), each(&check.extra)));
    }
    if let [days] = check.right_on.as_slice() {
        said.push(format!("The list was right {}.", days_in_words(*days)));
    }
}

fn one(line: &ClaimLine, check: &ClaimCheck, kind: ClaimKind, record: &str, said: &mut Vec<String>) {
    for who in &check.extra {
        said.push(match (kind.form(), kind.about()) {
            (Form::Place, _) if !record.ends_with("not party") => {
                format!("The record gives {record}: {} ({}).", who.who.name, signed_days(who))
            }
            (_, About::NotSignatories) => format!("{} had signed: {}.", who.who.name, signed_days(who)),
            (_, About::Signatories) => format!("{} had not signed: {}.", who.who.name, signed_days(who)),
            _ => format!("{} was no party then: {}.", who.who.name, signed_days(who)),
        });
    }
    said.push(match check.nearest(line.as_of) {
        Some(days) => format!("It was right {}.", days_in_words(days)),
        None => "By the record it was right on no day.".to_owned(),
    });
}

/// What somebody had done by the day of the claim, and did next.
fn signed_days(who: &Differing) -> String {
    let mut parts = Vec::new();
    if !who.in_group {
        parts.push("no member of the group".to_owned());
    }
    let day = |act: &ActView| match act.date {
        Some(day) => day.to_string(),
        None => act.latest.map_or_else(|| "on a day not known".to_owned(), |latest| format!("by {latest}")),
    };
    parts.extend(who.signature.as_ref().map(|act| format!("signed {}", day(act))));
    parts.extend(who.consent.as_ref().map(|act| format!("{} {}", act.act.verb(), day(act))));
    parts.extend(who.later.as_ref().map(|act| format!("{} only {}", act.act.verb(), day(act))));
    if parts.is_empty() { "no act recorded".to_owned() } else { parts.join(", ") }
}

/// Whether another meaning of "party" would change the answer.
fn other_meanings(check: &ClaimCheck, party: Definition) -> Option<String> {
    if check.by_definition.is_empty() {
        return None;
    }
    let others = || check.by_definition.iter().filter(|answer| answer.party != party);
    let holds = others().filter(|answer| answer.verdict == ClaimVerdict::Holds);
    let holds = joined(holds.map(|answer| format!("it would hold with party = {}", answer.party)), "; ");
    Some(if holds.is_empty() {
        let each = others().map(|answer| match answer.record.split(';').count() {
            n if n > 3 => format!("{} {n} names", answer.party),
            _ => format!("{} {}", answer.party, answer.record.replace(';', ", ")),
        });
        format!("No other meaning of party makes it true ({}).", joined(each, "; "))
    } else {
        format!("{}.", capital(&holds))
    })
}

/// The verdict by a definition of "party"; none where the claim does not depend on it.
pub(super) fn by(check: &ClaimCheck, party: Definition) -> Option<ClaimVerdict> {
    check.by_definition.iter().find(|answer| answer.party == party).map(|answer| answer.verdict)
}

/// The day before the first one that no longer counts: people name the last day.
pub(super) fn last_day(until: Date) -> Date {
    until.plus_days(-1).unwrap_or(until)
}
