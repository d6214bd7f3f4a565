//! The log, newest entries first, or one entry whole.

use serde::Serialize;
use serde_json::Value;

use super::EntryBrief;
use super::act_view::real_sources;
use super::history::{Version, history};
use super::knowledge::Class;
use crate::error::Result;
use crate::model::Body;
use crate::store::{Entry, Head, LogFilter, Store};

/// Entries of the log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogReport {
    /// The newest entry of the whole log.
    pub head: Head,
    /// The entries asked for.
    pub entries: Vec<EntryView>,
    /// Whether one entry is shown whole.
    #[serde(skip)]
    pub whole: bool,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryView {
    /// Which one.
    #[serde(flatten)]
    pub log: EntryBrief,
    /// What it records.
    pub kind: String,
    /// Why, where given.
    pub reason: Option<String>,
    /// The chain up to here.
    pub hash: String,
    /// The fact.
    pub body: Value,
    /// What its sources are, in words; empty where there is none.
    pub citations: Vec<String>,
    /// What it was to those who knew the record before it, where one entry is shown whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// Every version of what it records, the oldest first, where one entry is shown whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Version>,
    /// Whether it is a kind of fact that cites sources.
    #[serde(skip)]
    pub cites: bool,
}

impl EntryView {
    fn of(entry: Entry) -> Self {
        Self {
            log: EntryBrief::of(&entry),
            kind: entry.kind,
            reason: entry.reason,
            hash: entry.hash,
            body: serde_json::from_str(&entry.body).unwrap_or(Value::String(entry.body)),
            citations: Vec::new(),
            class: None,
            history: Vec::new(),
            cites: false,
        }
    }

    /// What it says, in the few fields that its register names for a list.
    #[must_use]
    pub fn in_brief(&self) -> String {
        let fields = Body::register_called(&self.kind).map_or(&[][..], |register| register.brief);
        let shown = fields.iter().filter_map(|name| match self.body.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        shown.collect::<Vec<_>>().join(" ")
    }
}

/// Lists entries.
pub fn log(store: &Store, filter: &LogFilter) -> Result<LogReport> {
    let entries = store.entries(filter)?.into_iter().map(EntryView::of).collect();
    Ok(LogReport { head: store.head()?, entries, whole: false })
}

/// Shows one entry whole, after checking its place in the chain; none if there is no such entry.
pub fn log_entry(store: &Store, seq: i64) -> Result<Option<LogReport>> {
    let Some((entry, fact)) = store.entry(seq)? else { return Ok(None) };
    let mut view = EntryView::of(entry);
    view.history = history(store, seq)?;
    view.class = view.history.iter().find(|version| version.log == view.log).map(|version| version.class);
    if let Some(sources) = fact.body.sources() {
        view.cites = true;
        for code in real_sources(sources.0.clone()) {
            let citation = store.source(&code)?.map(|source| format!("{code}: {}", source.in_words()));
            view.citations.push(citation.unwrap_or(code));
        }
    }
    Ok(Some(LogReport { head: store.head()?, entries: vec![view], whole: true }))
}
