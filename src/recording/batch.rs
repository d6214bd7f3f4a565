//! A batch that should not have been recorded no longer counts, and what it replaced counts again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::findings::sort_findings;
use super::register::Options;
use super::written::{Written, write};
use super::{refused, usage};
use crate::error::Result;
use crate::model::{ActBody, Body, Fact, RetractionBody};
use crate::store::{Head, Recorded, Store};

/// What becomes of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UndoReport {
    /// The batch: @N.
    pub batch: String,
    /// Its name.
    pub name: String,
    /// Whether it is a trial run.
    pub dry_run: bool,
    /// How many facts no longer count, by kind.
    pub retracted: BTreeMap<&'static str, usize>,
    /// How many facts that the batch replaced or retracted count again, by kind.
    pub restored: BTreeMap<&'static str, usize>,
    /// What stays, and why.
    pub kept: Vec<Kept>,
    /// What is unusual in the acts that rest on it.
    pub warnings: Vec<String>,
    /// The entries that record it: @N to @M.
    pub entries: Option<(String, String)>,
    /// The newest entry and its hash; none where nothing was written.
    pub head: Option<Head>,
}

/// An entry of a batch that stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The entry: @N.
    pub entry: String,
    /// Its kind.
    pub kind: &'static str,
    /// Why it stays.
    pub why: String,
}

/// Takes the batch at an entry back; with `force` although the law no longer allows what rests on it.
pub fn undo(store: &mut Store, batch: i64, force: bool, options: &Options) -> Result<UndoReport> {
    let seen = store.head()?.seq;
    options.needs_reason("taking a batch back")?;
    options.cites_no_source("taking a batch back", "where it was read")?;
    let name = match store.entry(batch)? {
        Some((_, fact)) => match fact.body {
            Body::Batch(batch) => batch.name,
            other => {
                let kind = other.kind();
                let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
                return usage(format!(
                    "@{batch} is no batch but {article} {kind}; accede retract takes back single entries"
                ));
            }
        },
        None => return usage(format!("there is no entry @{batch}; the newest is @{seen}")),
    };
    let Undo { mut report, facts, acts } = plan(store, batch, &name)?;
    if facts.is_empty() {
        return refused(format!("nothing of the batch @{batch} counts any more"));
    }
    let acts: Vec<(i64, &ActBody)> = acts.iter().map(|(seq, body)| (*seq, body)).collect();
    sort_findings(store.judge(&acts, &[], options.today)?, force, &mut report.warnings)?;
    report.dry_run = options.dry_run;
    if !options.dry_run {
        let Written { entries, head } = write(store, seen, &options.recording, facts)?;
        (report.entries, report.head) = (Some(entries), Some(head));
    }
    Ok(report)
}

/// What becomes of a batch, and what to record for that.
struct Undo {
    report: UndoReport,
    facts: Vec<Fact>,
    /// The acts that go.
    acts: Vec<(i64, ActBody)>,
}

/// Looks at everything that came with the batch.
fn plan(store: &Store, batch: i64, name: &str) -> Result<Undo> {
    let history = store.history()?;
    let last = store.batch_end(batch)?;
    let mut report = UndoReport {
        batch: format!("@{batch}"),
        name: name.to_owned(),
        dry_run: false,
        retracted: BTreeMap::new(),
        restored: BTreeMap::new(),
        kept: Vec::new(),
        warnings: Vec::new(),
        entries: None,
        head: None,
    };
    let mut going: BTreeSet<i64> = BTreeSet::new();
    let later = history.range(last + 1..).filter(|(_, known)| known.ended_by.is_none());
    let present: HashMap<String, i64> = later.map(|(entry, known)| (written(&known.body), *entry)).collect();
    for (entry, known) in history.range(batch + 1..=last) {
        match known.ended_by {
            _ if matches!(known.body, Body::Retraction(_)) => {}
            Some(by) if !(batch..=last).contains(&by) => {
                // Another batch that was taken back has put it in its place again.
                if let Some(again) = present.get(&written(&known.body)) {
                    going.insert(*again);
                    continue;
                }
                let why = format!("corrected or retracted since, by @{by}");
                report.kept.push(Kept { entry: format!("@{entry}"), kind: known.body.kind(), why });
            }
            Some(_) => {}
            None => {
                going.insert(*entry);
            }
        }
    }
    // What goes takes with it the reason to keep others: what nothing refers to is found in a few rounds.
    loop {
        let mut stays = Vec::new();
        for entry in &going {
            let body = &history[entry].body;
            if is_by_code(body)
                && replaced(&history, *entry).is_none()
                && let Some(other) = store.referring(body, &going)?
            {
                stays.push((*entry, other));
            }
        }
        if stays.is_empty() {
            break;
        }
        for (entry, other) in stays {
            going.remove(&entry);
            let why = format!("@{other} refers to it");
            report.kept.push(Kept { entry: format!("@{entry}"), kind: history[&entry].body.kind(), why });
        }
    }
    let mut facts: Vec<Fact> = Vec::new();
    let mut acts = Vec::new();
    for entry in going.iter().rev() {
        let known = &history[entry];
        if let Some(earlier) = replaced(&history, *entry) {
            *report.restored.entry(earlier.body.kind()).or_default() += 1;
            let by_code = is_by_code(&earlier.body);
            facts.push(Fact { body: earlier.body.clone(), replaces: (!by_code).then_some(*entry) });
            continue;
        }
        *report.retracted.entry(known.body.kind()).or_default() += 1;
        facts.push(Body::Retraction(RetractionBody { entry: *entry }).into());
        if let Body::Act(body) = &known.body {
            acts.push((*entry, body.clone()));
        }
    }
    for (entry, known) in history.range(batch + 1..=last) {
        let Body::Retraction(retraction) = &known.body else { continue };
        // What was retracted and is recorded anew since needs nothing.
        let again = |earlier: &&Recorded| {
            history
                .range(entry + 1..)
                .any(|(_, later)| later.ended_by.is_none() && later.body == earlier.body)
        };
        if let Some(earlier) = history.get(&retraction.entry).filter(|earlier| !again(earlier)) {
            *report.restored.entry(earlier.body.kind()).or_default() += 1;
            facts.push(earlier.body.clone().into());
        }
    }
    Ok(Undo { report, facts, acts })
}

/// A fact in the one form that tells it from all others.
fn written(body: &Body) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

/// Whether a fact takes the place of an earlier one by its code.
fn is_by_code(body: &Body) -> bool {
    matches!(body, Body::Treaty(_) | Body::Source(_) | Body::Participant(_) | Body::Group(_))
}

/// The version that an entry took the place of.
fn replaced(history: &BTreeMap<i64, Recorded>, entry: i64) -> Option<&Recorded> {
    let known = &history[&entry];
    if let Some(earlier) = known.replaces {
        return history.get(&earlier);
    }
    // A treaty or a source is replaced by its code.
    let code = |body: &Body| match body {
        Body::Treaty(body) => Some(("treaty", body.code.clone())),
        Body::Source(body) => Some(("source", body.code.clone())),
        _ => None,
    };
    let own = code(&known.body)?;
    history
        .range(..entry)
        .rev()
        .map(|(_, earlier)| earlier)
        .find(|earlier| code(&earlier.body).as_ref() == Some(&own))
}
