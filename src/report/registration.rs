//! What recording in the registers changed: the entries, and what follows from them in law.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Named;
use super::set::Names;
use crate::error::Result;
use crate::model::{Body, Date, Fact, Status};
use crate::store::{Head, Registered, SpellRow, Store};

/// The receipt for facts other than acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// Whether nothing was written because a trial run was asked for.
    pub dry_run: bool,
    /// What was done, in words.
    pub what: String,
    /// The entries; none where there was nothing to change.
    pub entries: Vec<NewEntry>,
    /// The newest entry and its hash; none where nothing was written.
    pub head: Option<Head>,
    /// The treaties whose own entry into force is another day now, or would be by their clauses.
    pub entries_into_force: Vec<EntryChange>,
    /// What changes in law for participants, from day to day.
    pub changes: Vec<LawChange>,
    /// What the reader should know about it.
    pub warnings: Vec<String>,
}

/// An entry that was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewEntry {
    /// As it is cited: @N; none where nothing was written.
    pub entry: Option<String>,
    /// The kind of fact.
    pub kind: &'static str,
    /// What it says, in a few words.
    pub what: String,
    /// The earlier entry that no longer counts because of it: @N.
    pub ends: Option<String>,
}

/// A treaty that enters into force on another day than before, or would by its clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryChange {
    /// The treaty.
    pub treaty: String,
    /// The day before: as published, else by the clauses.
    pub before: Option<Date>,
    /// The day now.
    pub after: Option<Date>,
    /// The day before by the clauses.
    pub computed_before: Option<Date>,
    /// The day now by the clauses.
    pub computed_after: Option<Date>,
}

/// Days on which a participant has another status than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LawChange {
    /// Under which treaty.
    pub treaty: String,
    /// Who.
    pub participant: Named,
    /// First day.
    pub since: Date,
    /// First day no longer; none if no end is known.
    pub until: Option<Date>,
    /// The status it had on them.
    pub before: Status,
    /// The status it has.
    pub after: Status,
}

/// Lets `record` do its work, on a copy in memory with `dry_run`, and says what came of it.
pub fn registration(
    store: &mut Store,
    dry_run: bool,
    what: String,
    warnings: Vec<String>,
    record: impl FnOnce(&mut Store) -> Result<Registered>,
) -> Result<Registration> {
    if dry_run {
        store.work_on_a_copy()?;
    }
    let in_force = |store: &Store| -> Result<BTreeMap<String, [Option<Date>; 2]>> {
        let treaties = store.treaties()?.into_iter();
        let days = treaties.map(|treaty| {
            let days = [treaty.entry_into_force(), treaty.computed_on];
            (treaty.code, days)
        });
        Ok(days.collect())
    };
    let before = in_force(store)?;
    let registered = record(store)?;
    let after = in_force(store)?;
    let moved = before.into_iter().filter_map(|(treaty, [before, computed_before])| {
        let [after, computed_after] = after.get(&treaty).copied().unwrap_or_default();
        ([before, computed_before] != [after, computed_after]).then_some(EntryChange {
            treaty,
            before,
            after,
            computed_before,
            computed_after,
        })
    });
    let names = Names::of(store)?;
    let mut entries = Vec::new();
    for (seq, fact) in &registered.entries {
        entries.push(new_entry(store, (!dry_run).then_some(*seq), fact)?);
    }
    let nothing = Vec::new();
    let changes = registered.after.iter().flat_map(|(treaty, after)| {
        let before = registered.before.get(treaty).unwrap_or(&nothing);
        law_changes(treaty, before, after, &names)
    });
    Ok(Registration {
        dry_run,
        what,
        entries,
        entries_into_force: moved.collect(),
        changes: changes.collect(),
        warnings,
        head: (!dry_run).then_some(registered.head),
    })
}

impl Registration {
    /// Where the record already says what was to be recorded.
    #[must_use]
    pub fn nothing(dry_run: bool, what: String, warnings: Vec<String>) -> Self {
        Self {
            dry_run,
            what,
            entries: Vec::new(),
            head: None,
            entries_into_force: Vec::new(),
            changes: Vec::new(),
            warnings,
        }
    }
}

fn new_entry(store: &Store, seq: Option<i64>, fact: &Fact) -> Result<NewEntry> {
    let (what, ends) = match &fact.body {
        Body::Retraction(retraction) => {
            let ended = store.entry(retraction.entry)?.map(|(_, fact)| fact.body);
            let ended = ended.map_or_else(String::new, |body| format!("{} {}", body.kind(), in_short(&body)));
            (ended, Some(retraction.entry))
        }
        body => (in_short(body), fact.replaces),
    };
    Ok(NewEntry {
        entry: seq.map(|seq| format!("@{seq}")),
        kind: fact.body.kind(),
        what,
        ends: ends.map(|seq| format!("@{seq}")),
    })
}

/// What a fact says, in a few words.
fn in_short(body: &Body) -> String {
    let since = |day: Option<Date>| day.map_or_else(String::new, |day| format!(" from {day}"));
    let until = |day: Option<Date>| day.map_or_else(String::new, |day| format!(" until {day}"));
    match body {
        Body::Batch(body) => format!("{}, {} entries", body.name, body.entries),
        Body::Source(body) => format!("{}: {}", body.code, body.citation),
        Body::Group(body) => format!("{}: {}", body.code, body.name),
        Body::Participant(body) => format!("{}: {}, {}", body.code, body.name, body.participant_kind),
        Body::Name(body) => format!(
            "{}: {} ({}){}{}",
            body.participant,
            body.name,
            body.name_kind,
            since(body.since),
            until(body.until)
        ),
        Body::Predecessor(body) => {
            let on = body.on.map_or_else(String::new, |day| format!(" on {day}"));
            format!("{} {} {}{on}", body.participant, body.link, body.predecessor)
        }
        Body::Membership(body) => {
            let first = since(body.since.or(body.latest));
            format!("{} of {}{first}{}", body.participant, body.group, until(body.until))
        }
        Body::Treaty(body) => format!("{}: {}", body.code, body.short_title),
        Body::TreatyName(body) => format!("{}: {}", body.treaty, body.name),
        Body::TreatyLink(body) => format!("{} {} {}", body.treaty, body.link, body.other),
        Body::Clause(body) => {
            format!("{} of {}: {}, {}", body.clause_kind, body.applies_to, body.rule, body.article)
        }
        Body::Weight(body) => format!("{} of {}: {}", body.participant, body.table, body.weight),
        Body::Act(body) => {
            let whose = body.participant.as_deref().unwrap_or("the treaty");
            let on = body.date.map_or_else(String::new, |day| format!(" on {day}"));
            format!("{} of {} by {whose}{on}", body.act, body.treaty)
        }
        Body::Reservation(body) => format!("{} to {} by {}", body.statement, body.treaty, body.participant),
        Body::Claim(body) => format!("{}: {} {}", body.code, body.claim, body.value),
        Body::Retraction(body) => format!("@{}", body.entry),
    }
}

/// The days on which somebody has another status than before, neighbours with the same change joined.
fn law_changes(treaty: &str, before: &[SpellRow], after: &[SpellRow], names: &Names) -> Vec<LawChange> {
    let mut whose: BTreeMap<&str, (Vec<&SpellRow>, Vec<&SpellRow>)> = BTreeMap::new();
    for spell in before {
        whose.entry(&spell.participant).or_default().0.push(spell);
    }
    for spell in after {
        whose.entry(&spell.participant).or_default().1.push(spell);
    }
    let mut changes: Vec<LawChange> = Vec::new();
    for (code, (before, after)) in whose {
        let participant = Named { code: code.to_owned(), name: names.name(code) };
        let spells = || before.iter().chain(&after);
        let days: BTreeSet<Date> =
            spells().map(|spell| spell.since).chain(spells().filter_map(|spell| spell.until)).collect();
        let mut own: Vec<LawChange> = Vec::new();
        for (place, day) in days.iter().enumerate() {
            let (before, after) = (status(&before, *day), status(&after, *day));
            let until = days.iter().nth(place + 1).copied();
            match own.last_mut() {
                _ if before == after => {}
                Some(last) if last.until == Some(*day) && (last.before, last.after) == (before, after) => {
                    last.until = until;
                }
                _ => own.push(LawChange {
                    treaty: treaty.to_owned(),
                    participant: participant.clone(),
                    since: *day,
                    until,
                    before,
                    after,
                }),
            }
        }
        changes.extend(own);
    }
    changes
}

fn status(spells: &[&SpellRow], day: Date) -> Status {
    let on_day =
        spells.iter().find(|spell| spell.since <= day && spell.until.is_none_or(|until| day < until));
    on_day.map_or(Status::None, |spell| spell.status)
}
