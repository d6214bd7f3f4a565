//! What some participants have not consented to, treaty by treaty.

use super::pending::duration;
use super::status::standing_on;
use super::{Columns, Marks, cells, count, joined, reach};
use crate::model::{Status, series};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{ActView, PendingByTreaty, PendingUnder, Reason, StillPending, columns as shared};

/// One that has not consented, under its treaty.
pub(super) type Row<'a> = (&'a PendingUnder, &'a StillPending);

pub(super) fn columns<'a>() -> Columns<PendingByTreaty, Row<'a>> {
    Columns::<PendingByTreaty, Row<'a>>::new()
        .field(shared::TREATY, |_, (under, _)| (&under.treaty.code).into())
        .headed("Number")
        .field(shared::SHORT_TITLE, |_, (under, _)| (&under.treaty.short_title).into())
        .headed("Treaty")
        .field(shared::SUBJECT, |_, (under, _)| (&under.treaty.subject).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .text("of", "whom it is about: code of a group, or of participants", |report, _| (&report.of).into())
        .field(shared::CODE, |_, (_, row)| (&row.who.code).into())
        .field(shared::NAME, |_, (_, row)| (&row.who.name).into())
        .field(shared::STATUS, |_, (_, row)| row.status.into())
        .shown("Status", |_, (_, row), marks| marks.status(row.status.word(), row.uncertain).into())
        .field(shared::UNCERTAIN, |_, (_, row)| row.uncertain.into())
        .field(shared::SIGNED_ON, |_, (_, row)| row.signature.as_ref().and_then(ActView::day).into())
        .shown("Signed", |_, (_, row), marks| row.signature.as_ref().map(|act| marks.act(act)).into())
        .field(shared::SIGNED_CONFIDENCE, |_, (_, row)| {
            row.signature.as_ref().map(|act| act.confidence).into()
        })
        .field(shared::MONTHS_SINCE_SIGNATURE, |_, (_, row)| row.months_since_signature.into())
        .shown("Since signature", |_, (_, row), _| row.months_since_signature.map(duration).into())
}

impl PendingByTreaty {
    fn rows(&self) -> Vec<Row<'_>> {
        self.treaties.iter().flat_map(|under| under.pending.iter().map(move |row| (under, row))).collect()
    }

    /// One line per treaty, with the codes of those that have signed, and of the others.
    fn lines(&self) -> Section {
        let codes = |under: &PendingUnder, signed: bool| {
            let is_signed = |it: &&StillPending| matches!(it.status, Status::Signatory | Status::SignedAdRef);
            let some = under.pending.iter().filter(|it| is_signed(it) == signed);
            joined(
                some.map(|it| if it.uncertain { format!("{}~", it.who.code) } else { it.who.code.clone() }),
                ", ",
            )
        };
        let lines = self.treaties.iter().map(|under| {
            let pending = format!("{} of {}", under.pending.len(), under.concerned);
            let treaty = &under.treaty;
            cells![&treaty.code, &treaty.short_title, pending, codes(under, true), codes(under, false)]
        });
        Section::of(["Number", "Treaty", "Pending", "Signed", "Not signed"], lines)
    }
}

impl Report for PendingByTreaty {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let section =
            if self.asked == 1 { columns().section(self, &self.rows(), &mut marks) } else { self.lines() };
        let pending = self.treaties.len();
        let mut notes = vec![if self.asked == 0 {
            format!("Nobody: there were no {} on that day.", self.whom)
        } else {
            format!(
                "Pending: {pending} of the {} that {} may become a party to, or has acted under.",
                count(self.treaties_open_to_them, "treaty", "treaties"),
                if self.asked == 1 { "it" } else { "one of them" },
            )
        }];
        if self.asked > 1 && self.rows().iter().any(|(_, row)| row.uncertain) {
            notes.push("~ uncertain: the day of an act is not known".to_owned());
        }
        if !self.eligibility_not_recorded.is_empty() {
            notes.push(format!(
                "Who may become a party to {} is not recorded: only those that have acted are counted there.",
                series(&self.eligibility_not_recorded, "or")
            ));
        }
        notes.extend(reach(self.treaties.iter().map(|under| &under.treaty), self.as_of));
        notes.extend(marks.legend());
        let title = format!("Not consented to by {} on {}", self.whom, self.as_of.in_words());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, self.rows())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(self.rows(), |(under, row)| {
            standing_on(&format!("{}: {}", under.treaty.code, row.who.name), row.status, &row.signature)
        }))
    }
}
