//! How long things take.

use super::{Columns, Marks, count};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{By, DurationsReport, Elapsed, Reason, Stage, columns as shared};

/// One row per case: somebody's time to consent, or to entry into force.
pub(super) fn columns() -> Columns<DurationsReport, Elapsed> {
    Columns::<DurationsReport, Elapsed>::new()
        .field(shared::TREATY, |_, case| (&case.treaty).into())
        .headed("Number")
        .field(shared::CODE, |_, case| (&case.participant.code).into())
        .field(shared::NAME, |_, case| (&case.participant.name).into())
        .headed("Participant")
        .text(
            "stage",
            "consent: from signature to consent; force: from consent to entry into force",
            |_, case| case.stage.word().into(),
        )
        .shown("Waits for", |_, case, _| match case.stage {
            Stage::Consent => "consent".into(),
            Stage::Force => "entry into force".into(),
        })
        .text("from_entry", "entry with the act that it runs from: @N", |_, case| (&case.from_entry).into())
        .day("from", "day of that act", |_, case| case.from.into())
        .headed("Since")
        .day("to", "day on which it happened, or up to which it had not", |_, case| case.to.into())
        .integer("days", "days between the two", |_, case| case.days.into())
        .headed("Days")
        .flag("happened", "whether it happened; if not it is censored", |_, case| case.happened.into())
        .flag("pending", "whether it is pending on the day asked about", |_, case| case.pending.into())
        .text("to_entry", "entry with the act by which it happened: @N", |_, case| (&case.to_entry).into())
}

/// The most pending cases that are listed below the table.
const MOST_PENDING: usize = 40;

impl Report for DurationsReport {
    fn sheet(&self) -> Sheet {
        let mut sections = Vec::new();
        for (stage, title, done) in [
            (Stage::Consent, "From signature to consent, in days", "Consented"),
            (Stage::Force, "From consent to entry into force, in days", "In force"),
        ] {
            let rows = self.rows.iter().filter_map(|row| {
                let it = if stage == Stage::Consent { &row.to_consent } else { &row.to_force };
                let [quarter, median, three_quarters] = [it.quarter, it.median, it.three_quarters]
                    .map(|days| days.map_or_else(|| Cell::from("–"), |days| days.to_string().into()));
                (it.n > 0).then(|| {
                    [(&*row.of).into(), it.n.into(), it.happened.into(), quarter, median, three_quarters]
                })
            });
            let heads = [self.head(), "Of", done, "25 %", "Median", "75 %"];
            sections.push(Section::of(heads, rows).figures_from(1).titled(title));
        }
        let mut pending: Vec<_> = self.cases.iter().filter(|case| case.pending).collect();
        pending.sort_by_key(|case| (case.stage, -case.days));
        let listed = pending.iter().take(MOST_PENDING).copied();
        sections.push(columns().section(self, listed, &mut Marks::default()).titled("Still pending"));
        Sheet { title: self.title(), sections, notes: self.notes(pending.len()) }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.cases)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.cases, |case| {
            let end = match (&case.to_entry, case.happened, case.pending) {
                (Some(entry), ..) => format!("with {entry}"),
                (None, true, _) => "by the day of effect of the same act".to_owned(),
                (None, false, true) => "not by then: pending".to_owned(),
                (None, false, false) => "never: it no longer stood".to_owned(),
            };
            let (from, to, entry) = (case.from, case.to, &case.from_entry);
            let days = count(case.days.try_into().unwrap_or_default(), "day", "days");
            let because = format!("from {from} ({entry}) to {to}: {days}, {end}");
            Some(Reason::of(format!("{} · {}", case.treaty, case.participant.name), because))
        }))
    }
}

impl DurationsReport {
    fn head(&self) -> &'static str {
        match self.by {
            By::Treaty => "Number",
            By::Group => "Group",
            By::Decade => "Decade",
        }
    }

    fn title(&self) -> String {
        let of = if self.treaties.is_empty() { "all treaties".to_owned() } else { self.treaties.join(", ") };
        let group = self.group.as_ref().map_or_else(String::new, |group| format!(" · {}", group.code()));
        format!("Durations · {of}{group} · up to {}", self.as_of.in_words())
    }

    fn notes(&self, pending: usize) -> Vec<String> {
        let mut notes = Vec::new();
        if self.cases.is_empty() {
            notes.push("Nothing to count: no act under these treaties is recorded by that day.".to_owned());
            return notes;
        }
        notes.push(
            "Quantiles by Kaplan–Meier: who still waits counts for as long as it has waited. – means that the estimate does not come so far."
                .to_owned(),
        );
        notes.push(match self.by {
            By::Group => "Members on the day of the signature, or of the consent; one in several groups counts in each.",
            By::Decade => "By the decade of the signature, or of the consent.",
            By::Treaty => "Accessions and definitive signatures have no time before consent; successions reach back and have none after it.",
        }
        .to_owned());
        if pending > MOST_PENDING {
            notes.push(format!("{} more are pending; --format csv has every case.", pending - MOST_PENDING));
        }
        let left_out = [
            (self.left_out.without_day, "a day is not known"),
            (self.left_out.of_a_predecessor, "the act was a predecessor's, for whom it counts"),
            (self.left_out.in_force_before, "in force before the consent"),
        ];
        for (cases, why) in left_out.into_iter().filter(|left| left.0 > 0) {
            notes.push(format!("{} left out: {why}.", count(cases, "case", "cases")));
        }
        notes
    }
}
