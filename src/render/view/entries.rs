//! Entries of the log.

use serde_json::Value;

use super::text;
use crate::model::in_words;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Class, EntryView, LogReport};

impl Report for LogReport {
    fn sheet(&self) -> Sheet {
        let head = format!("Head: @{} {}", self.head.seq, self.head.hash);
        match self.entries.as_slice() {
            [entry] if self.whole => whole(entry, head),
            entries => Sheet {
                title: "Log, newest first".to_owned(),
                sections: vec![Section {
                    title: None,
                    columns: Column::texts(&["Entry", "Recorded", "By", "What"]),
                    rows: entries
                        .iter()
                        .map(|entry| {
                            vec![
                                Cell::from(&*entry.entry),
                                (&*entry.recorded_at).into(),
                                (&*entry.recorded_by).into(),
                                summary(entry).into(),
                            ]
                        })
                        .collect(),
                }],
                notes: vec![head],
            },
        }
    }

    fn records(&self) -> Records {
        let rows = self.entries.iter().map(|entry| {
            vec![
                entry.entry.clone(),
                entry.recorded_at.clone(),
                entry.recorded_by.clone(),
                entry.kind.clone(),
                entry.body.to_string(),
                text(entry.reason.as_ref()),
                entry.hash.clone(),
            ]
        });
        Records::of(
            vec!["entry", "recorded_at", "recorded_by", "kind", "body", "reason", "hash"],
            rows.collect(),
        )
    }
}

fn whole(entry: &EntryView, head: String) -> Sheet {
    let mut rows = vec![
        vec![Cell::from("recorded_at"), (&*entry.recorded_at).into()],
        vec!["recorded_by".into(), (&*entry.recorded_by).into()],
    ];
    if let Some(class) = entry.class.filter(|class| *class != Class::Other) {
        rows.push(vec!["class".into(), class.word().into()]);
    }
    for (name, value) in entry.body.as_object().into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        rows.push(vec![Cell::from(&**name), value.into()]);
    }
    if let Some(reason) = &entry.reason {
        rows.push(vec!["reason".into(), (&**reason).into()]);
    }
    rows.push(vec!["hash".into(), (&*entry.hash).into()]);
    let mut notes: Vec<String> = entry.citations.iter().map(|words| format!("Source {words}.")).collect();
    if entry.cites && notes.is_empty() {
        notes.push("no source".to_owned());
    }
    notes.push(head);
    Sheet {
        title: format!("Entry {}", entry.entry),
        sections: vec![
            Section { title: None, columns: Column::texts(&["Field", "Value"]), rows },
            versions(entry),
        ],
        notes,
    }
}

/// What it says before and after; nothing where there is one version only.
fn versions(entry: &EntryView) -> Section {
    let several = if entry.history.len() > 1 { entry.history.as_slice() } else { &[] };
    let rows = several.iter().enumerate().map(|(place, version)| {
        let what = match place {
            _ if version.retracts => "no longer counts".to_owned(),
            0 => "recorded".to_owned(),
            _ => in_words(&version.differences),
        };
        let here = if version.entry == entry.entry { "→ " } else { "" };
        vec![
            Cell::from(format!("{here}{}", version.entry)),
            Cell {
                text: version.recorded_at.clone(),
                short: version.recorded_at.split('T').next().map(str::to_owned),
                legend: None,
            },
            (&*version.recorded_by).into(),
            version.class.word().into(),
            what.into(),
            text(version.reason.as_ref()).into(),
        ]
    });
    Section {
        title: Some("History".to_owned()),
        columns: Column::texts(&["Entry", "Recorded", "By", "Class", "What it says otherwise", "Reason"]),
        rows: rows.collect(),
    }
}

/// What an entry says, in a few words.
fn summary(entry: &EntryView) -> String {
    let fields: &[&str] = match entry.kind.as_str() {
        "act" => &["treaty", "participant", "act", "date", "latest"],
        "reservation" => &["treaty", "participant", "statement", "articles", "date"],
        "clause" => &["treaty", "clause_kind", "applies_to", "rule", "article"],
        "membership" => &["group", "participant", "since", "until"],
        "name" => &["participant", "name_kind", "name"],
        "predecessor" => &["participant", "link", "predecessor", "on"],
        "claim" => &["code", "as_of", "treaty", "claim", "value"],
        "treaty-name" => &["treaty", "name"],
        "treaty-link" => &["treaty", "link", "other", "article"],
        "weight" => &["table", "participant", "weight"],
        "state-number" => &["scheme", "number", "participant", "name", "first_year", "last_year"],
        "batch" => &["name"],
        _ => &["code", "name", "title", "citation"],
    };
    let shown = |name: &&str| match entry.body.get(*name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let values: Vec<String> = fields.iter().filter_map(shown).collect();
    let forced = if entry.field("forced").is_some() { ", forced" } else { "" };
    let cited = |name: &str| entry.body.get(name).map(|number| format!("@{number}"));
    if let Some(ended) = cited("entry") {
        return format!("{} of {ended}", entry.kind);
    }
    let replaced = cited("replaces").map_or_else(String::new, |number| format!(", in place of {number}"));
    format!("{} {}{forced}{replaced}", entry.kind, values.join(" "))
}
