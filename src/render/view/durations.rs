//! How long things take.

use super::count;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{By, DurationsReport, Reason, Stage, Survival};

/// The most pending cases that are listed below the table.
const MOST_PENDING: usize = 40;

impl Report for DurationsReport {
    fn sheet(&self) -> Sheet {
        let figures = |it: &Survival| {
            [
                it.n.to_string(),
                it.happened.to_string(),
                days(it.quarter, it),
                days(it.median, it),
                days(it.three_quarters, it),
            ]
        };
        let mut sections = Vec::new();
        for (stage, title, done) in [
            (Stage::Consent, "From signature to consent, in days", "Consented"),
            (Stage::Force, "From consent to entry into force, in days", "In force"),
        ] {
            let rows = self.rows.iter().map(|row| {
                let of = if stage == Stage::Consent { &row.to_consent } else { &row.to_force };
                (
                    of,
                    std::iter::once(Cell::from(&*row.of))
                        .chain(figures(of).map(Cell::from))
                        .collect::<Vec<_>>(),
                )
            });
            sections.push(Section {
                title: Some(title.to_owned()),
                columns: vec![
                    Column { head: self.head().into(), figures: false },
                    Column::figures("Of"),
                    Column::figures(done),
                    Column::figures("25 %"),
                    Column::figures("Median"),
                    Column::figures("75 %"),
                ],
                rows: rows.filter(|(of, _)| of.n > 0).map(|(_, cells)| cells).collect(),
            });
        }
        let mut pending: Vec<_> = self.cases.iter().filter(|case| case.pending).collect();
        pending.sort_by_key(|case| (case.stage, -case.days));
        let rows = pending.iter().take(MOST_PENDING).map(|case| {
            let waits_for = if case.stage == Stage::Consent { "consent" } else { "entry into force" };
            vec![
                Cell::from(&*case.treaty),
                (&*case.participant.name).into(),
                waits_for.into(),
                case.from.to_string().into(),
                case.days.to_string().into(),
            ]
        });
        let mut columns = Column::texts(&["Number", "Participant", "Waits for", "Since"]);
        columns.push(Column::figures("Days"));
        sections.push(Section { title: Some("Still pending".to_owned()), columns, rows: rows.collect() });
        Sheet { title: self.title(), sections, notes: self.notes(pending.len()) }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "code",
            "name",
            "stage",
            "from_entry",
            "from",
            "to",
            "days",
            "happened",
            "pending",
            "to_entry",
        ];
        let rows = self.cases.iter().map(|case| {
            vec![
                case.treaty.clone(),
                case.participant.code.clone(),
                case.participant.name.clone(),
                if case.stage == Stage::Consent { "consent" } else { "force" }.to_owned(),
                case.from_entry.clone(),
                case.from.to_string(),
                case.to.to_string(),
                case.days.to_string(),
                case.happened.to_string(),
                case.pending.to_string(),
                case.to_entry.clone().unwrap_or_default(),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let reason = |(place, case): (usize, &crate::report::Case)| {
            let end = match (&case.to_entry, case.happened, case.pending) {
                (Some(entry), ..) => format!("with {entry}"),
                (None, true, _) => "by the day of effect of the same act".to_owned(),
                (None, false, true) => "not by then: pending".to_owned(),
                (None, false, false) => "never: it no longer stood".to_owned(),
            };
            let (from, to, entry) = (case.from, case.to, &case.from_entry);
            let because =
                format!("from {from} ({entry}) to {to}: {}, {end}", count(days_of(case.days), "day", "days"));
            Reason::of(format!("{} · {}", case.treaty, case.participant.name), because).for_row(place)
        };
        Some(self.cases.iter().enumerate().map(reason).collect())
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
        let group = self.group.as_ref().map_or_else(String::new, |group| format!(" · {group}"));
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

fn days(days: Option<i64>, of: &Survival) -> String {
    match days {
        Some(days) => days.to_string(),
        None if of.n == 0 => String::new(),
        None => "–".to_owned(),
    }
}

fn days_of(days: i64) -> usize {
    usize::try_from(days).unwrap_or_default()
}
