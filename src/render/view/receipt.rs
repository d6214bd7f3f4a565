//! What recording an act changed.

use super::{text, title};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Class, Computation, Receipt};

impl Receipt {
    /// The statuses that the act changes, also under the treaties that depend on it.
    fn what_changes(&self) -> Section {
        Section {
            title: None,
            columns: Column::texts(&["What changes", "Status", "From", "Until"]),
            rows: self
                .changes
                .iter()
                .map(|change| {
                    vec![
                        Cell::from(match &change.treaty {
                            None => change.participant.name.clone(),
                            Some(treaty) => format!("{} ({treaty})", change.participant.name),
                        }),
                        change.status.word().into(),
                        change.since.to_string().into(),
                        text(change.until.as_ref()).into(),
                    ]
                })
                .collect(),
        }
    }
}

impl Report for Receipt {
    fn sheet(&self) -> Sheet {
        let act = &self.act;
        let who = self.participant.as_ref().map_or("everybody", |participant| &participant.name);
        let mut notes = vec![if self.participant.is_none() {
            format!("An act for the whole treaty {}.", self.treaty.code)
        } else if self.status_before == self.status_after {
            format!("{who} on {}: {}, unchanged.", self.as_of, self.status_after)
        } else {
            format!("{who} on {}: {} → {}.", self.as_of, self.status_before, self.status_after)
        }];
        let effect = match (&self.territory, act.act) {
            (None, kind) if self.participant.is_none() => {
                format!("The {kind} takes effect for the whole treaty")
            }
            (Some(territory), kind) => format!("The {kind} takes effect for {territory}"),
            (None, kind) if kind.is_consent() => format!("In force for {who}"),
            (None, kind) if kind.is_exit() => format!("Ends for {who}"),
            (None, kind) => format!("The {kind} takes effect"),
        };
        let published = act.effective_from == Some("published");
        match (act.effective_on, &self.computation) {
            _ if !self.counts => notes.push("It has no effect of its own: another act stands.".to_owned()),
            (Some(day), None) if self.participant.is_none() => notes.push(format!("{effect} on {day}.")),
            (Some(day), Some(computed)) if published && computed.on != day => notes.push(format!(
                "{effect} on {day}, as published; the clause gives {}: {}.",
                computed.on,
                worked_out(computed)
            )),
            (Some(day), Some(computed)) if published => {
                notes.push(format!(
                    "{effect} on {day}, as published and by the clause: {}.",
                    worked_out(computed)
                ));
            }
            (Some(day), Some(computed)) => {
                notes.push(format!("{effect} on {day}: {}.", worked_out(computed)));
            }
            (Some(day), None) if published => notes.push(format!("{effect} on {day}, as published.")),
            (Some(day), None) => notes.push(format!("{effect} on {day}, computed.")),
            (None, _) if act.act.is_consent() => notes.push(format!("{effect}: not yet known.")),
            (None, _) => {}
        }
        match self.modes.as_slice() {
            [] => {}
            [beside] => notes.push(super::explain::beside(beside)),
            [first, ..] => notes.push(format!(
                "{} For {} participants.",
                super::explain::beside(first),
                self.modes.len()
            )),
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
                text(act.date.as_ref())
            ));
        }
        notes.extend(self.follows.iter().map(|text| format!("It follows: {text}.")));
        notes.extend(self.unusual.iter().map(|text| format!("Unusual: {text}.")));
        notes.extend(self.forced.iter().map(|text| format!("By force: {text}.")));
        if self.class == Class::LateFact {
            notes.push(format!("A late fact: the record had reached {} before.", self.reach));
        }
        notes.push(match (&self.entry, &self.head) {
            (Some(entry), Some(head)) => format!("Recorded as {entry}. Head: @{} {}", head.seq, head.hash),
            _ => "Nothing was written (--dry-run).".to_owned(),
        });
        Sheet {
            title: match &self.participant {
                Some(_) => {
                    format!("{} · {} of {who} on {}", title(&self.treaty), act.act, text(act.date.as_ref()))
                }
                None => format!("{} · {} on {}", title(&self.treaty), act.act, text(act.date.as_ref())),
            },
            sections: vec![self.what_changes()],
            notes,
        }
    }

    fn records(&self) -> Records {
        let act = &self.act;
        Records::of(
            vec![
                "dry_run",
                "entry",
                "treaty",
                "code",
                "act",
                "date",
                "as_of",
                "status_before",
                "status_after",
                "effective_on",
                "effective_from",
                "computed_on",
                "article",
                "head_seq",
                "head_hash",
            ],
            vec![vec![
                self.dry_run.to_string(),
                text(self.entry.as_ref()),
                self.treaty.code.clone(),
                text(self.participant.as_ref().map(|participant| &participant.code)),
                act.act.to_string(),
                text(act.date.as_ref()),
                self.as_of.to_string(),
                self.status_before.to_string(),
                self.status_after.to_string(),
                text(act.effective_on.as_ref()),
                act.effective_from.unwrap_or_default().to_owned(),
                text(act.computed_on.as_ref()),
                text(act.article.as_ref()),
                text(self.head.as_ref().map(|head| head.seq).as_ref()),
                text(self.head.as_ref().map(|head| &head.hash)),
            ]],
        )
    }
}

fn worked_out(computation: &Computation) -> String {
    let estimated = if computation.estimated {
        "; the earliest possible day, because the day of the depositary's notification is not recorded (--notified)"
    } else {
        ""
    };
    format!("{} ({}): {}{estimated}", computation.rule, computation.article, computation.arithmetic)
}
