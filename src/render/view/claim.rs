//! One published statement in full, and in sentences how it differs from the record.

use super::claims::{by, capital, last_day};
use super::pending::done;
use super::{Marks, text, title};
use crate::model::{About, ClaimKind, Definition, Form};
use crate::render::{Cell, Column, Section, Sheet};
use crate::report::{
    ActView, ClaimCheck, ClaimLine, ClaimVerdict, Days, Differing, Move, Named, TreatyBrief,
};

/// A claim with everything that is known of it.
pub(super) fn full(line: &ClaimLine, treaty: Option<&TreatyBrief>, party: Option<Definition>) -> Sheet {
    let verdict = line.check.as_ref().map_or_else(String::new, |check| format!(": {}", check.verdict.word()));
    let mut fields = vec![
        ("Treaty", treaty.map_or_else(|| line.treaty.clone(), title)),
        ("Day", line.as_of.to_string()),
        ("Group", text(line.group.as_ref())),
        (
            "Says",
            format!("{}: {}", line.claim, line.meaning.unwrap_or("a word that this program does not know")),
        ),
    ];
    match &line.check {
        None => fields.push(("Published", line.value.replace(';', ", "))),
        Some(check) => {
            fields.push(("Published", named(&line.value, &check.published_names, line)));
            let record = check.record.as_deref().unwrap_or("it cannot tell");
            fields.push(("The record", named(record, &check.record_names, line)));
        }
    }
    fields.push(("Note", text(line.note.as_ref())));
    fields.push(("Recorded as", line.entry.clone()));
    let rows = fields.into_iter().filter(|field| !field.1.is_empty());
    let rows = rows.map(|(name, value)| vec![Cell::from(name), value.into()]).collect();
    let mut sections = vec![Section { title: None, columns: Column::texts(&["Field", "Value"]), rows }];
    let mut notes = Vec::new();
    let mut marks = Marks::default();
    if let (Some(check), Some(party)) = (&line.check, party) {
        let about = ClaimKind::from_word(&line.claim).map(ClaimKind::form);
        if about != Some(Form::Count) {
            let heads = [
                ("In the record, and not in what was published", &check.missing),
                ("In what was published, and not in the record", &check.extra),
            ];
            for (head, who) in heads {
                sections.push(differing(head, who, &mut marks));
            }
        }
        sections.push(Section {
            title: Some("By another meaning of party".to_owned()),
            columns: Column::texts(&["Party", "The record", "Verdict", "Meaning"]),
            rows: check
                .by_definition
                .iter()
                .map(|answer| {
                    vec![
                        Cell::from(answer.party.word()),
                        answer.record.replace(';', ", ").into(),
                        answer.verdict.word().into(),
                        answer.party.meaning().into(),
                    ]
                })
                .collect(),
        });
        notes.extend(because(line, party));
        if check.verdict == ClaimVerdict::Holds {
            notes.push("The record gives what was published.".to_owned());
            notes.extend(check.uncertain.then(|| {
                "This rests on an act whose day is not known, counted from the last day on which it can have been done."
                    .to_owned()
            }));
        }
        if check.right_on.len() > 1 {
            notes.push(format!("The record gives it {}.", spans(&check.right_on)));
        }
    }
    sections.push(Section {
        title: Some("Published by".to_owned()),
        columns: Column::texts(&["Source", "Where it was read"]),
        rows: line
            .citations
            .iter()
            .map(|(code, words)| vec![Cell::from(&**code), (&**words).into()])
            .collect(),
    });
    if line.sources.is_empty() {
        notes.push("No source is recorded for it.".to_owned());
    }
    notes.extend(marks.legend());
    Sheet { title: format!("Claim {}{verdict}", line.code), sections, notes }
}

/// A value with the names behind its codes.
fn named(value: &str, names: &[Named], line: &ClaimLine) -> String {
    let form = ClaimKind::from_word(&line.claim).map(ClaimKind::form);
    let list = || names.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join(", ");
    match form {
        Some(Form::List) if !names.is_empty() => format!("{}: {}", names.len(), list()),
        Some(Form::One) if !names.is_empty() => list(),
        _ => value.replace(';', ", "),
    }
}

fn differing(head: &str, who: &[Differing], marks: &mut Marks) -> Section {
    let rows = who.iter().map(|who| {
        vec![
            Cell::from(&*who.name),
            who.status.word().into(),
            who.signature.as_ref().map_or_else(String::new, |act| marks.act(act)).into(),
            who.consent.as_ref().map_or_else(String::new, |act| marks.act(act)).into(),
            who.later
                .as_ref()
                .map_or_else(String::new, |act| format!("{} {}", done(act.act), marks.act(act)))
                .into(),
            text(who.in_force_on.as_ref()).into(),
        ]
    });
    Section {
        title: Some(head.to_owned()),
        columns: Column::texts(&["Who", "Status", "Signed", "Consented", "Later", "In force"]),
        rows: rows.collect(),
    }
}

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
fn right(value: &str, days: Days, line: &ClaimLine, moves: &[Move]) -> String {
    let listed = |begins: bool| {
        let of = moves.iter().filter(|step| step.begins == begins);
        let each = of.map(|step| match step.on {
            Some(on) => format!("{} ({on})", step.name),
            None => step.name.clone(),
        });
        each.collect::<Vec<_>>().join(", ")
    };
    let (came, went) = (listed(true), listed(false));
    let parts: Vec<String> = [("came", came), ("went", went)]
        .into_iter()
        .filter(|part| !part.1.is_empty())
        .map(|(verb, who)| format!("{who} {verb}"))
        .collect();
    let between = if parts.is_empty() {
        String::new()
    } else if days.since > line.as_of {
        format!("; after the day of the claim {}", parts.join(", "))
    } else {
        format!("; since then {}", parts.join(", "))
    };
    format!("{value} was right {}{between}.", days_in_words(days))
}

fn days_in_words(days: Days) -> String {
    match days.until {
        None => format!("from {}", days.since),
        Some(until) if last_day(until) == days.since => format!("on {}", days.since),
        Some(until) => format!("from {} to {}", days.since, last_day(until)),
    }
}

fn spans(right: &[Days]) -> String {
    right.iter().map(|days| days_in_words(*days)).collect::<Vec<_>>().join(", ")
}

fn lists(check: &ClaimCheck, said: &mut Vec<String>) {
    let each = |who: &[Differing]| {
        who.iter().map(|who| format!("{} ({})", who.name, signed_days(who))).collect::<Vec<_>>().join(", ")
    };
    if !check.missing.is_empty() {
        said.push(format!(
            "{} missing from the published list: {}.",
            check.missing.len(),
            each(&check.missing)
        ));
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
            (Form::Place, _) if record.ends_with("not party") => {
                format!("{} was no party then: {}.", who.name, signed_days(who))
            }
            (Form::Place, _) => format!("The record gives {record}: {} ({}).", who.name, signed_days(who)),
            (_, About::NotSignatories) => format!("{} had signed: {}.", who.name, signed_days(who)),
            (_, About::Signatories) => format!("{} had not signed: {}.", who.name, signed_days(who)),
            _ => format!("{} was no party then: {}.", who.name, signed_days(who)),
        });
    }
    said.push(match check.nearest(line.as_of) {
        Some(days) => format!("It was right {}.", days_in_words(days)),
        None => "By the record it was right on no day.".to_owned(),
    });
}

/// What somebody had done by the day of the claim, and did next.
pub(super) fn signed_days(who: &Differing) -> String {
    let mut parts = Vec::new();
    if !who.in_group {
        parts.push("no member of the group".to_owned());
    }
    let day = |act: &ActView| match act.date {
        Some(day) => day.to_string(),
        None => act.latest.map_or_else(|| "on a day not known".to_owned(), |latest| format!("by {latest}")),
    };
    parts.extend(who.signature.as_ref().map(|act| format!("signed {}", day(act))));
    parts.extend(who.consent.as_ref().map(|act| format!("{} {}", done(act.act), day(act))));
    parts.extend(who.later.as_ref().map(|act| format!("{} only {}", done(act.act), day(act))));
    if parts.is_empty() { "no act recorded".to_owned() } else { parts.join(", ") }
}

/// Whether another meaning of "party" would change the answer.
fn other_meanings(check: &ClaimCheck, party: Definition) -> Option<String> {
    if check.by_definition.is_empty() {
        return None;
    }
    let others: Vec<Definition> = Definition::ALL.into_iter().filter(|other| *other != party).collect();
    let holds: Vec<String> = others
        .iter()
        .filter(|other| by(check, **other) == Some(ClaimVerdict::Holds))
        .map(|other| format!("it would hold with party = {other}"))
        .collect();
    Some(if holds.is_empty() {
        let records = check.by_definition.iter().filter(|answer| answer.party != party);
        let each = records.map(|answer| match answer.record.split(';').count() {
            n if n > 3 => format!("{} {n} names", answer.party),
            _ => format!("{} {}", answer.party, answer.record.replace(';', ", ")),
        });
        format!("No other meaning of party makes it true ({}).", each.collect::<Vec<_>>().join("; "))
    } else {
        format!("{}.", capital(&holds.join("; ")))
    })
}
