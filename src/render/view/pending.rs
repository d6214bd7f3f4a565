//! Who has not consented.

use super::status::{standing_on, uncertain};
use super::{Marks, reach, text, title};
use crate::model::{ActKind, Status};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{ActView, Counts, PendingReport, Reason};

impl PendingReport {
    /// How many have not consented, and what they have done.
    fn counted(&self, counts: &Counts) -> String {
        let had = |n: usize| match (self.is_past, n) {
            (true, _) => "had",
            (false, 1) => "has",
            (false, _) => "have",
        };
        let pending = self.pending.len();
        if counts.asked == 0 {
            return format!("Nobody: there were no {} on that day.", self.set);
        }
        if pending == 0 {
            return format!("All {} {} consented.", counts.asked, had(counts.asked));
        }
        let part = |n: usize, what: &str| format!("{n} {} {what}", had(n));
        let mut parts = vec![part(counts.signatories, "signed")];
        if counts.unsigned > 0 {
            parts.push(part(counts.unsigned, "withdrawn the signature"));
        }
        if counts.former > 0 {
            parts.push(part(counts.former, "left"));
        }
        parts.push(part(counts.nothing, "done nothing"));
        format!("{pending} of {} {} not consented: {}.", counts.asked, had(pending), parts.join(", "))
    }
}

impl Report for PendingReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let odd_status = self
            .pending
            .iter()
            .any(|row| row.uncertain || !matches!(row.status, Status::None | Status::Signatory));
        let rows = self.pending.iter().map(|row| {
            let mut cells = vec![
                Cell::from(&*row.name),
                row.signature.as_ref().map_or_else(String::new, |act| marks.act(act)).into(),
                row.months_since_signature.map_or_else(String::new, duration).into(),
            ];
            if odd_status {
                cells.push(marks.status(row.status.word(), row.uncertain).into());
            }
            if self.is_past {
                cells.push(
                    row.later
                        .as_ref()
                        .map_or_else(String::new, |act| {
                            let by =
                                row.later_by.as_ref().map_or_else(String::new, |by| format!("{} ", by.name));
                            format!("{by}{} {}", done(act.act), marks.act(act))
                        })
                        .into(),
                );
            }
            cells
        });
        let rows = rows.collect();
        let mut heads = vec!["State", "Signed", "Since signature"];
        heads.extend(odd_status.then_some("Status"));
        heads.extend(self.is_past.then_some("Later"));

        let mut notes: Vec<String> = self.counts.iter().map(|counts| self.counted(counts)).collect();
        if !self.waiting.is_empty() {
            let names: Vec<String> = self
                .waiting
                .iter()
                .map(|row| match row.in_force_on {
                    Some(day) => format!("{} (in force {day})", row.name),
                    None => format!("{} (in force not yet known)", row.name),
                })
                .collect();
            notes.push(format!("Consented and waiting: {}.", names.join(", ")));
        }
        notes.extend(self.counts.as_ref().and_then(uncertain));
        notes.extend(reach([&self.treaty], self.as_of));
        notes.extend(marks.legend());
        Sheet {
            title: format!("{} · {} on {}", title(&self.treaty), self.set, self.as_of.in_words()),
            sections: vec![Section { title: None, columns: Column::texts(&heads), rows }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "as_of",
            "group",
            "code",
            "name",
            "status",
            "uncertain",
            "signed_on",
            "signed_confidence",
            "months_since_signature",
            "later",
            "later_on",
            "in_force_on",
        ];
        let common = |code: &String, name: &String, status: Status, uncertain: bool| {
            vec![
                self.treaty.code.clone(),
                self.as_of.to_string(),
                text(self.group.as_ref()),
                code.clone(),
                name.clone(),
                status.to_string(),
                uncertain.to_string(),
            ]
        };
        let pending = self.pending.iter().map(|row| {
            let mut cells = common(&row.code, &row.name, row.status, row.uncertain);
            let (signature, later) = (row.signature.as_ref(), row.later.as_ref());
            cells.push(text(signature.and_then(ActView::day).as_ref()));
            cells.push(text(signature.map(|act| act.confidence.word().to_owned()).as_ref()));
            cells.push(text(row.months_since_signature.as_ref()));
            cells.push(text(later.map(|act| &act.act)));
            cells.push(text(later.and_then(ActView::day).as_ref()));
            cells.push(String::new());
            cells
        });
        Records::of(header, pending.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let rows = self.pending.iter().enumerate().flat_map(|(place, row)| {
            standing_on(place, &row.name, row.status, row.signature.iter().chain(&row.later))
        });
        Some(rows.collect())
    }
}

/// Whole months as years and months: `10 y 5 m`.
fn duration(months: u32) -> String {
    match (months / 12, months % 12) {
        (0, months) => format!("{months} m"),
        (years, 0) => format!("{years} y"),
        (years, months) => format!("{years} y {months} m"),
    }
}

/// What somebody did, as a verb.
fn done(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Ratification => "ratified",
        ActKind::Acceptance => "accepted",
        ActKind::Approval => "approved",
        ActKind::Accession => "acceded",
        ActKind::Succession => "succeeded",
        ActKind::FormalConfirmation => "confirmed",
        ActKind::DefinitiveSignature => "signed definitively",
        ActKind::ExchangeOfInstruments => "exchanged instruments",
        ActKind::ConsentToBeBound => "consented",
        _ => "signed",
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
