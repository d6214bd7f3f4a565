//! Every treaty in one line, and the newest acts.

use super::{Columns, Marks, by_subject, cells, count, reach};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{Overview, Reason, TreatyCounts, columns as shared};

/// One row per treaty.
pub(super) fn columns() -> Columns<Overview, TreatyCounts> {
    Columns::<Overview, TreatyCounts>::new()
        .field(shared::TREATY, |_, row| (&row.treaty.code).into())
        .headed("Number")
        .field(shared::SHORT_TITLE, |_, row| (&row.treaty.short_title).into())
        .headed("Treaty")
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::OPENED_ON, |_, row| row.treaty.opened_on.into())
        .field(shared::IN_FORCE_ON, |_, row| row.treaty.in_force_on.into())
        .shown("In force", |_, row, _| row.treaty.in_force_on.map_or_else(|| "not yet".into(), Cell::from))
        .field(shared::SIGNED, |_, row| {
            let known = row.counts.as_ref().filter(|_| row.treaty.signatures_collected);
            known.map(|counts| counts.signed).into()
        })
        .headed("Signed")
        .field(shared::CONSENTED, |_, row| row.counts.as_ref().map(|counts| counts.consented).into())
        .headed("Consented")
        .field(shared::CONTRACTING, |_, row| row.counts.as_ref().map(|counts| counts.contracting).into())
        .field(shared::BOUND, |_, row| row.counts.as_ref().map(|counts| counts.bound).into())
        .headed("Bound")
        .field(shared::SIGNATORIES, |_, row| row.counts.as_ref().map(|counts| counts.signatories).into())
        .integer("former", "how many were bound once and no longer are", |_, row| {
            row.counts.as_ref().map(|counts| counts.former).into()
        })
        .field(shared::SUBJECT, |_, row| (&row.treaty.subject).into())
        .field(shared::COMPLETE_TO, |_, row| row.treaty.complete_to.into())
}

impl Report for Overview {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let collected = self.treaties.iter().filter(|row| row.counts.is_some());
        let groups = by_subject(collected, |row| row.treaty.subject.as_ref());
        let treaties = groups
            .into_iter()
            .map(|(title, rows)| Section { title, ..columns().section(self, rows, &mut marks) });
        let mut sections: Vec<Section> = treaties.collect();
        let newest = self.newest.iter().map(|new| {
            let who = new.participant.as_ref().map_or("whole treaty", |who| &who.name);
            cells![marks.act(&new.act), &new.treaty, who, new.act.act.word()]
        });
        sections.push(Section::of(["Day", "Number", "Participant", "Act"], newest).titled("Newest acts"));
        let others = self.treaties.iter().filter(|row| row.counts.is_none()).count();
        let mut notes = Vec::new();
        if others > 0 {
            notes.push(format!(
                "And {}, with final clauses but without acts: accede treaties lists them.",
                count(others, "treaty", "treaties")
            ));
        }
        let counted = || self.treaties.iter().filter(|row| row.counts.is_some()).map(|row| &row.treaty);
        notes.extend(reach(counted(), self.as_of));
        if counted().any(|treaty| !treaty.signatures_collected) {
            notes.push("Signed is empty where signatures were not collected.".to_owned());
        }
        notes.extend(marks.legend());
        if self.none_recorded {
            notes.push(
                "There are no treaties in this file: accede import --seed --write brings those of the seed."
                    .to_owned(),
            );
        } else if self.treaties.is_empty() {
            notes.push("No treaty of this file was open for signature by then.".to_owned());
        }
        let title = format!("Treaties on {}", self.as_of.in_words());
        Sheet { title, sections, notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.treaties)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.treaties, |row| {
            let because = match (&row.counts, row.treaty.complete_to) {
                (None, _) => "no act under it is recorded".to_owned(),
                (Some(_), Some(day)) => format!("counted from its acts, collected up to {day}"),
                (Some(_), None) => "counted from its acts, recorded one by one".to_owned(),
            };
            Some(Reason::of(&row.treaty.code, because))
        }))
    }
}
