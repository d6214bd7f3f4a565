//! What recording in a register changed in law.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::law::{Eligible, Spell};
use crate::model::{Body, Date, Fact, Named, Span, Status, union_of, without};
use crate::store::{Head, Names, Registered, Store, TreatyRow, statuses};

/// The receipt for what was recorded in a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// What was done, in words.
    pub what: String,
    /// The entries, in order.
    pub entries: Vec<NewEntry>,
    /// The newest entry and its hash; none where nothing was written.
    pub head: Option<Head>,
    /// What changes in law, treaty by treaty.
    pub changes: Vec<LawChange>,
    /// What the reader should know besides.
    pub warnings: Vec<String>,
    /// The option that records what was only tried; empty where leaving one out does.
    #[serde(skip)]
    pub records_with: &'static str,
}

/// One entry that was recorded.
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

/// Something that holds in law from day to day and did not before, or no longer holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LawChange {
    /// Number of the treaty.
    pub treaty: String,
    /// Who; none for the treaty itself.
    pub participant: Option<Named>,
    /// What: a status, `may become a party`, `enters into force` …
    pub change: String,
    /// First day.
    pub since: Option<Date>,
    /// First day no longer; none if no end is known.
    pub until: Option<Date>,
}

impl Registration {
    /// Where nothing is recorded yet, or there is nothing to record: the record says it already.
    pub(super) fn nothing(dry_run: bool, what: String, warnings: Vec<String>) -> Self {
        Self {
            dry_run,
            what,
            entries: Vec::new(),
            head: None,
            changes: Vec::new(),
            warnings,
            records_with: "",
        }
    }

    /// What was recorded, and what it changed.
    pub(super) fn fill_in(&mut self, store: &Store, before: &InLaw, registered: Registered) -> Result<()> {
        let after = InLaw::of(store)?;
        let names = Names::of(store)?;
        for treaty in after.treaties.values() {
            let code = &treaty.code;
            if let Some(before) = before.treaties.get(code) {
                of_treaty(before, treaty, &mut self.changes);
            }
            if let Some((before, after)) = registered.spells.get(code) {
                of_statuses(code, before, after, &names, &mut self.changes);
            }
            if before.treaties.contains_key(code) {
                of_eligibility(code, before, &after, &names, &mut self.changes);
            } else {
                // Of a new treaty it is enough to know how many.
                let may = after.eligibility.get(code).map_or(0, BTreeMap::len);
                let of_eligibility = |fact: &Fact| matches!(&fact.body, Body::Clause(clause) if clause.treaty == *code && clause.clause_kind == "eligibility");
                let says_who = registered.facts.iter().any(of_eligibility);
                self.changes.push(LawChange {
                    treaty: code.clone(),
                    participant: None,
                    change: if says_who {
                        format!("{may} participants may become a party")
                    } else {
                        "everybody may become a party: no clause says who".to_owned()
                    },
                    since: treaty.begins_on(),
                    until: None,
                });
            }
        }
        for (seq, fact) in (registered.first..).zip(&registered.facts) {
            self.entries.push(new_entry(store, (!self.dry_run).then_some(seq), fact)?);
        }
        self.head = Some(registered.head).filter(|_| !self.dry_run);
        Ok(())
    }
}

fn new_entry(store: &Store, seq: Option<i64>, fact: &Fact) -> Result<NewEntry> {
    let (what, ends) = match &fact.body {
        Body::Retraction(retraction) => {
            let ended = store.entry(retraction.entry)?.map(|(_, fact)| fact.body);
            let ended = ended.map_or_else(String::new, |body| format!("{} {}", body.kind(), body.in_short()));
            (ended, Some(retraction.entry))
        }
        body => (body.in_short(), fact.replaces),
    };
    Ok(NewEntry {
        entry: seq.map(|seq| format!("@{seq}")),
        kind: fact.body.kind(),
        what,
        ends: ends.map(|seq| format!("@{seq}")),
    })
}

type Eligibility = BTreeMap<String, Vec<Span>>;

/// What follows by law, as far as a receipt compares it.
pub(super) struct InLaw {
    treaties: BTreeMap<String, TreatyRow>,
    eligibility: BTreeMap<String, Eligibility>,
}

impl InLaw {
    pub(super) fn of(store: &Store) -> Result<Self> {
        let treaties = store.treaties()?.into_iter().map(|row| (row.code.clone(), row)).collect();
        let mut eligibility: BTreeMap<String, Eligibility> = BTreeMap::new();
        for (treaty, Eligible { participant, since, until, .. }) in store.eligibility()? {
            let of = eligibility.entry(treaty).or_default().entry(participant).or_default();
            of.push(Span { since, until });
        }
        Ok(Self { treaties, eligibility })
    }

    fn spans(&self, treaty: &str, participant: &str) -> Vec<Span> {
        let spans = self.eligibility.get(treaty).and_then(|of| of.get(participant));
        union_of(spans.cloned().unwrap_or_default())
    }
}

fn of_treaty(before: &TreatyRow, after: &TreatyRow, changes: &mut Vec<LawChange>) {
    for (was, is, comes, goes) in [
        (
            before.met_on,
            after.met_on,
            "conditions for entry into force met",
            "conditions for entry into force not met",
        ),
        (
            before.undetermined_on,
            after.undetermined_on,
            "conditions for entry into force cannot be told",
            "conditions for entry into force can be told",
        ),
        (
            before.in_force_on,
            after.in_force_on,
            "entry into force as published",
            "no entry into force published",
        ),
        (
            before.computed_on,
            after.computed_on,
            "entry into force by the clause",
            "no entry into force by the clause",
        ),
        (before.ended_on, after.ended_on, "ends for all", "does not end for all"),
    ] {
        if was != is {
            changes.push(LawChange {
                treaty: after.code.clone(),
                participant: None,
                change: if is.is_some() { comes } else { goes }.to_owned(),
                since: is,
                until: None,
            });
        }
    }
}

fn of_statuses(treaty: &str, before: &[Spell], after: &[Spell], names: &Names, changes: &mut Vec<LawChange>) {
    let (before, after) = (statuses(before), statuses(after));
    let mut change = |code: &str, since: Date, until: Option<Date>, status: Status| {
        changes.push(LawChange {
            treaty: treaty.to_owned(),
            participant: Some(Named { code: code.to_owned(), name: names.name(code) }),
            change: status.word().to_owned(),
            since: Some(since),
            until,
        });
    };
    for (code, since, until, status) in after.iter().filter(|run| !before.contains(run)) {
        change(code, *since, *until, *status);
    }
    let mut vanished: Vec<(&str, Date)> = Vec::new();
    for (code, since, ..) in &before {
        let still = after.iter().any(|run| run.0 == *code);
        if !still && vanished.last().is_none_or(|last| last.0 != *code) {
            vanished.push((code, *since));
        }
    }
    for (code, since) in vanished {
        change(code, since, None, Status::None);
    }
}

fn of_eligibility(treaty: &str, before: &InLaw, after: &InLaw, names: &Names, changes: &mut Vec<LawChange>) {
    let of = |law: &InLaw| law.eligibility.get(treaty).map(|of| of.keys().cloned().collect::<Vec<_>>());
    let concerned = [of(before), of(after)].into_iter().flatten().flatten();
    for Named { code, name } in names.in_order(concerned.collect::<std::collections::BTreeSet<_>>()) {
        let (was, is) = (before.spans(treaty, &code), after.spans(treaty, &code));
        let gained = without(is.clone(), &was).into_iter().map(|span| (span, "may become a party"));
        let lost = without(was, &is).into_iter().map(|span| (span, "may not become a party"));
        changes.extend(gained.chain(lost).map(|(span, change)| LawChange {
            treaty: treaty.to_owned(),
            participant: Some(Named { code: code.clone(), name: name.clone() }),
            change: change.to_owned(),
            since: Some(span.since),
            until: span.until,
        }));
    }
}
