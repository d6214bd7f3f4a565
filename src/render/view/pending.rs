//! Who has not consented.

use super::status::{carried, limited, standing_on, uncertain};
use super::{Columns, Marks, joined, reach, title};
use crate::model::Status;
use crate::render::{Report, Sheet, Table};
use crate::report::{
    ActView, Counts, Datum, PendingReport, PendingRow, Reason, Set, WaitsFor, columns as shared,
};

pub(super) fn columns() -> Columns<PendingReport, PendingRow> {
    Columns::<PendingReport, PendingRow>::new()
        .field(shared::TREATY, |report, _| (&report.treaty.code).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::GROUP, |report, _| report.group.as_ref().map(Set::code).into())
        .field(shared::CODE, |_, row| (&row.who.code).into())
        .field(shared::NAME, |_, row| (&row.who.name).into())
        .headed("State")
        .field(shared::STATUS, |_, row| row.status.into())
        .shown("Status", |_, row, marks| {
            let status = marks.status(row.status.word(), row.uncertain);
            row.mode.map_or_else(|| status.clone(), |mode| format!("{status}, {mode}")).into()
        })
        .when(PendingReport::has_odd_status)
        .rank(1)
        .field(shared::UNCERTAIN, |_, row| row.uncertain.into())
        .field(shared::SIGNED_ON, |_, row| row.signature.as_ref().and_then(ActView::day).into())
        .shown("Signed", |_, row, marks| row.signature.as_ref().map(|act| marks.act(act)).into())
        .field(shared::SIGNED_CONFIDENCE, |_, row| row.signature.as_ref().map(|act| act.confidence).into())
        .field(shared::MONTHS_SINCE_SIGNATURE, |_, row| row.months_since_signature.into())
        .shown("Since signature", |_, row, _| row.months_since_signature.map(duration).into())
        .text("later", "what was done after the day asked about, by today", |_, row| {
            row.later.as_ref().map(|act| act.act).into()
        })
        .day("later_on", "day of that later act", |_, row| row.later.as_ref().and_then(ActView::day).into())
        .shown("Later", |_, row, marks| {
            let act = row.later.as_ref().map(|act| format!("{} {}", act.act.verb(), marks.act(act)));
            let by = row.later_by.as_ref().map_or_else(String::new, |by| format!("{} ", by.name));
            act.map(|act| format!("{by}{act}")).into()
        })
        .when(|report| report.is_past)
        .rank(1)
        .field(shared::IN_FORCE_ON, |_, _| Datum::Nothing)
}

impl PendingReport {
    /// Whether somebody listed has done more, or less, than sign.
    fn has_odd_status(&self) -> bool {
        let is_odd = |status| !matches!(status, Status::None | Status::Signatory);
        self.pending.iter().any(|row| row.uncertain || row.mode.is_some() || is_odd(row.status))
    }

    fn whom(&self) -> String {
        match &self.group {
            Some(group) => group.in_words(),
            None if self.eligibility_recorded => "those that may become parties".to_owned(),
            None => "those that have acted".to_owned(),
        }
    }

    /// How many have not consented, and what they have done.
    fn counted(&self, counts: &Counts) -> String {
        let had = |n: usize| match (self.is_past, n) {
            (true, _) => "had",
            (false, 1) => "has",
            (false, _) => "have",
        };
        let pending = self.not_consented;
        if counts.asked == 0 {
            return format!("Nobody: there were no {} on that day.", self.whom());
        }
        if pending == 0 {
            return format!("All {} {} consented.", counts.asked, had(counts.asked));
        }
        let part = |n: usize, what: &str| format!("{n} {} {what}", had(n));
        let signed_is_known = counts.signatories > 0 || self.treaty.signatures_collected;
        let mut parts: Vec<String> =
            signed_is_known.then(|| part(counts.signatories, "signed")).into_iter().collect();
        for (n, what) in [(counts.unsigned, "withdrawn the signature"), (counts.former, "left")] {
            parts.extend((n > 0).then(|| part(n, what)));
        }
        parts.push(part(
            counts.nothing,
            if signed_is_known { "done nothing" } else { "done nothing that is recorded" },
        ));
        format!("{pending} of {} {} not consented: {}.", counts.asked, had(pending), parts.join(", "))
    }
}

impl Report for PendingReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let section = columns().section(self, &self.pending, &mut marks);
        let mut notes: Vec<String> = self.counts.iter().map(|counts| self.counted(counts)).collect();
        notes.extend(carried(self.pending.iter().filter_map(|row| row.mode)));
        notes.extend(limited(self.pending.len(), "status", &self.only));
        if !self.waiting.is_empty() {
            let names = self.waiting.iter().map(|row| match row.in_force_on {
                Some(day) => format!("{} (in force {day})", row.who.name),
                None => format!("{} (in force not yet known)", row.who.name),
            });
            notes.push(format!("Consented and waiting: {}.", joined(names, ", ")));
        }
        notes.extend(self.waits_for.iter().map(WaitsFor::in_words));
        notes.extend(self.counts.as_ref().and_then(uncertain));
        if self.group.is_none() && !self.eligibility_recorded && self.counts.is_some() {
            notes.push(format!(
                "Who may become a party to {} is not recorded; --group names a set to ask about.",
                self.treaty.code
            ));
        }
        notes.extend(reach([&self.treaty], self.as_of));
        notes.extend(marks.legend());
        let title = format!("{} · {} on {}", title(&self.treaty), self.whom(), self.as_of.in_words());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.pending)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.pending, |row| {
            standing_on(&row.who.name, row.status, row.signature.iter().chain(&row.later))
        }))
    }
}

/// Whole months as years and months: `10 y 5 m`.
pub(super) fn duration(months: u32) -> String {
    match (months / 12, months % 12) {
        (0, months) => format!("{months} m"),
        (years, 0) => format!("{years} y"),
        (years, months) => format!("{years} y {months} m"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_shown_as_years_and_months() {
        assert_eq!([0, 11, 12, 125].map(duration), ["0 m", "11 m", "1 y", "10 y 5 m"]);
    }
}
