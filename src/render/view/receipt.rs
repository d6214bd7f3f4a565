//! What recording an act changed.

use super::{text, title};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Computation, Receipt};

impl Report for Receipt {
    fn sheet(&self) -> Sheet {
        let act = &self.act;
        let who = &self.participant.name;
        let mut notes = vec![if self.status_before == self.status_after {
            format!("{who} on {}: {}, unchanged.", self.as_of, self.status_after)
        } else {
            format!("{who} on {}: {} → {}.", self.as_of, self.status_before, self.status_after)
        }];
        let what = if act.act.is_exit() { "Ends" } else { "In force" };
        let published = act.effective_from == Some("published");
        match (act.effective_on, &self.computation) {
            (Some(day), computed) => {
                notes.push(match computed {
                    Some(computed) if !published => format!("{what} for {who} on {day}: {}.", worked_out(computed)),
                    Some(computed) if computed.on != day => format!(
                        "{what} for {who} on {day}, as published; the clause gives {}: {}.",
                        computed.on, worked_out(computed)
                    ),
                    Some(computed) => format!("{what} for {who} on {day}, as published and by the clause: {}.", worked_out(computed)),
                    None => format!("{what} for {who} on {day}, as published."),
                });
            }
            (None, _) if act.act.is_consent() => {
                notes.push(format!("In force for {who}: not yet known."));
            }
            (None, _) => {}
        }
        if let Some(entry) = &self.entry_into_force {
            notes.push(format!("{} enters into force on {}: {}.", self.treaty.code, entry.on, worked_out(entry)));
        }
        if let Some((there_are, needed)) = self.consents {
            notes.push(format!("{} is not in force: {there_are} of the {needed} consents needed.", self.treaty.code));
        }
        notes.extend(self.unusual.iter().map(|text| format!("Unusual: {text}.")));
        notes.extend(self.forced.iter().map(|text| format!("By force: {text}.")));
        notes.push(if self.dry_run {
            "Nothing was written (--dry-run).".to_owned()
        } else {
            format!("Recorded as {}. Head: @{} {}", self.entry, self.head.seq, self.head.hash)
        });
        let changes = Section {
            title: Some("Changes for others".to_owned()),
            columns: Column::texts(&["Participant", "Status", "From"]),
            rows: self.changes.iter().map(|change| {
                vec![
                    Cell::from(&*change.participant.name),
                    change.status.word().into(),
                    change.since.to_string().into(),
                ]
            }).collect(),
        };
        Sheet {
            title: format!("{} · {} of {who} on {}", title(&self.treaty), act.act, text(act.date.as_ref())),
            sections: vec![changes],
            notes,
        }
    }

    fn records(&self) -> Records {
        let act = &self.act;
        Records {
            header: vec![
                "dry_run", "entry", "treaty", "code", "act", "date", "as_of", "status_before", "status_after",
                "effective_on", "effective_from", "computed_on", "article", "head_seq", "head_hash",
            ],
            rows: vec![vec![
                self.dry_run.to_string(), self.entry.clone(), self.treaty.code.clone(), self.participant.code.clone(),
                act.act.to_string(), text(act.date.as_ref()), self.as_of.to_string(), self.status_before.to_string(),
                self.status_after.to_string(), text(act.effective_on.as_ref()),
                act.effective_from.unwrap_or_default().to_owned(), text(act.computed_on.as_ref()),
                text(act.article.as_ref()), self.head.seq.to_string(), self.head.hash.clone(),
            ]],
        }
    }
}

fn worked_out(computation: &Computation) -> String {
    format!("{} {} ({}); {}", computation.rule, computation.from, computation.article, computation.arithmetic)
}
