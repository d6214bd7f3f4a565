//! What recording an act changed.

use super::explain_words::beside;
use super::{Columns, cells, text, title};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{ActView, Class, Computation, Receipt, columns as shared};

/// One row: the act.
pub(super) fn columns() -> Columns<Receipt, ()> {
    Columns::<Receipt, ()>::new()
        .field(shared::DRY_RUN, |it, ()| it.dry_run.into())
        .field(shared::ENTRY, |it, ()| (&it.entry).into())
        .field(shared::TREATY, |it, ()| (&it.treaty.code).into())
        .field(shared::CODE, |it, ()| it.participant.as_ref().map(|who| &who.code).into())
        .field(shared::ACT, |it, ()| it.act.act.into())
        .field(shared::DATE, |it, ()| it.act.date.into())
        .field(shared::AS_OF, |it, ()| it.as_of.into())
        .text("status_before", "status on the day asked about before it was recorded", |it, ()| {
            it.status_before.into()
        })
        .text("status_after", "status on that day now", |it, ()| it.status_after.into())
        .field(shared::EFFECTIVE_ON, |it, ()| it.act.effective_on.into())
        .field(shared::EFFECTIVE_FROM, |it, ()| it.act.effective_from.into())
        .field(shared::COMPUTED_ON, |it, ()| it.act.computed_on.into())
        .field(shared::ARTICLE, |it, ()| (&it.act.article).into())
        .field(shared::HEAD_SEQ, |it, ()| it.head.as_ref().map(|head| head.seq).into())
        .field(shared::HEAD_HASH, |it, ()| it.head.as_ref().map(|head| &head.hash).into())
}

impl Receipt {
    /// The statuses that the act changes, also under the treaties that depend on it.
    fn what_changes(&self) -> Section {
        let changes = self.changes.iter().map(|change| {
            let who = match &change.treaty {
                None => change.participant.name.clone(),
                Some(treaty) => format!("{} ({treaty})", change.participant.name),
            };
            cells![who, change.status.word(), change.since, change.until]
        });
        Section::of(["What changes", "Status", "From", "Until"], changes)
    }

    /// From which day the act has effect, and how that day is known.
    fn effect(&self, who: &str) -> Option<String> {
        let act = &self.act;
        let effect = match (&self.territory, act.act) {
            (None, kind) if self.participant.is_none() => {
                format!("The {kind} takes effect for the whole treaty")
            }
            (Some(territory), kind) => format!("The {kind} takes effect for {territory}"),
            (None, kind) if kind.is_consent() => format!("In force for {who}"),
            (None, kind) if kind.is_exit() => format!("Ends for {who}"),
            (None, kind) => format!("The {kind} takes effect"),
        };
        if !self.counts {
            return Some("It has no effect of its own: another act stands.".to_owned());
        }
        let Some(day) = act.effective_on else {
            let waits = act.waits_for.as_ref().map(|what| {
                let after = self
                    .computation
                    .as_ref()
                    .map(|computed| format!("; not before {}: {}", computed.on, super::worked_out(computed)));
                format!(
                    "{effect} on no day that is known yet: it waits for {what}{}.",
                    after.unwrap_or_default()
                )
            });
            return waits.or_else(|| act.act.is_consent().then(|| format!("{effect}: not yet known.")));
        };
        let published = act.effective_from == Some("published");
        let known = match &self.computation {
            None if self.participant.is_none() => String::new(),
            None if published => ", as published".to_owned(),
            None => ", computed".to_owned(),
            Some(computed) if published && computed.on != day => {
                format!(", as published; the clause gives {}: {}", computed.on, worked_out(computed))
            }
            Some(computed) if published => {
                format!(", as published and by the clause: {}", worked_out(computed))
            }
            Some(computed) => format!(": {}", worked_out(computed)),
        };
        Some(format!("{effect} on {day}{known}."))
    }
}

impl Report for Receipt {
    fn sheet(&self) -> Sheet {
        let act = &self.act;
        let who = self.participant.as_ref().map_or("everybody", |participant| &participant.name);
        let doer = self.done_by.as_ref().map_or(who, |doer| &doer.name);
        let mut notes: Vec<String> = Vec::new();
        notes.extend(self.done_by.as_ref().map(|by| format!("Done by {} ({}).", by.name, by.code)));
        notes.push(if self.participant.is_none() {
            format!("An act for the whole treaty {}.", self.treaty.code)
        } else if self.status_before == self.status_after {
            format!("{doer} on {}: {}, unchanged.", self.as_of, self.status_after)
        } else {
            format!("{doer} on {}: {} → {}.", self.as_of, self.status_before, self.status_after)
        });
        notes.extend(self.effect(doer));
        match self.modes.as_slice() {
            [] => {}
            [one] => notes.push(beside(one)),
            [first, ..] => {
                notes.push(format!("{} For {} participants.", beside(first), self.modes.len()));
            }
        }
        if let Some(entry) = &self.entry_into_force {
            let code = &self.treaty.code;
            notes.push(match self.entry_published {
                Some(published) if published != entry.on => format!(
                    "The entry into force of {code} stays {published}, as published; by the acts now recorded it would be {}: {}.",
                    entry.on,
                    worked_out(entry)
                ),
                _ => format!("{code} enters into force on {}: {}.", entry.on, worked_out(entry)),
            });
        }
        if let Some((there_are, needed)) = self.consents {
            notes.push(format!(
                "{} was not in force on {}: {there_are} of the {needed} consents needed.",
                self.treaty.code,
                act.date.or(act.latest).map_or_else(String::new, |day| day.to_string())
            ));
        }
        notes.extend(self.follows.iter().map(|text| format!("It follows: {text}.")));
        notes.extend(self.unusual.iter().map(|text| format!("Unusual: {text}.")));
        notes.extend(self.forced.iter().map(|text| format!("By force: {text}.")));
        if self.class == Class::LateFact {
            notes.push(format!("A late fact: the record had reached {} before.", self.reach));
        }
        notes.push(match (&self.entry, &self.head) {
            (Some(entry), Some(head)) => format!("Recorded as {entry}. Head: {head}"),
            _ => "Nothing was written (--dry-run).".to_owned(),
        });
        let of = if self.participant.is_some() { format!(" of {who}") } else { String::new() };
        Sheet {
            title: format!("{} · {}{of} {}", title(&self.treaty), act.act, when(act)),
            sections: vec![self.what_changes()],
            notes,
        }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, [()])
    }
}

/// A rule, its article and how the day follows; where it is only the earliest possible day, how to tell the right one.
fn worked_out(computed: &Computation) -> String {
    let estimated = if computed.estimated {
        format!("; the earliest possible day, because {}", computed.not_recorded)
    } else {
        String::new()
    };
    format!("{}{estimated}", super::worked_out(computed))
}

/// On which day it was done; of one whose day is not known, between which.
fn when(act: &ActView) -> String {
    match (act.date, act.earliest, act.latest) {
        (None, Some(earliest), Some(latest)) => {
            format!("between {earliest} and {latest}, counted from the last day")
        }
        (None, None, Some(latest)) => format!("by {latest}, counted from that day"),
        (date, ..) => format!("on {}", text(date.as_ref())),
    }
}
