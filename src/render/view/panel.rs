//! A panel: years as columns for people, one row per year for programs.

use std::collections::BTreeMap;

use super::text;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{PanelReport, PanelRow, Reason};

impl Report for PanelReport {
    fn sheet(&self) -> Sheet {
        let heads = ["Number", "Participant", "Year", "Status", "012", "R", "In force"];
        let mut shown: BTreeMap<(&str, &str), Vec<&PanelRow>> = BTreeMap::new();
        for row in &self.rows {
            shown.entry((&row.treaty, &row.code)).or_default().push(row);
        }
        // For people only the years in which something changes.
        let rows = shown.values().flat_map(|years| {
            let changes = years.iter().enumerate().filter(|(place, row)| {
                *place == 0
                    || years[place - 1].status != row.status
                    || years[place - 1].reservation != row.reservation
            });
            changes.map(|(_, row)| *row).collect::<Vec<_>>()
        });
        let rows = rows.map(|row| {
            vec![
                Cell::from(&*row.treaty),
                (&*row.name).into(),
                row.year.to_string().into(),
                row.status.word().into(),
                text(row.coding_012.as_ref()).into(),
                if row.reservation { "R" } else { "" }.into(),
                text(row.in_force_on.as_ref()).into(),
            ]
        });
        let group = self.group.as_ref().map_or_else(String::new, |group| format!(" · {group}"));
        Sheet {
            title: format!("Panel · {}{group} · {} to {}", self.treaties.join(", "), self.from, self.to),
            sections: vec![Section { title: None, columns: Column::texts(&heads), rows: rows.collect() }],
            notes: vec![
                format!(
                    "{} rows; shown are the years in which something changes. --format csv has every year.",
                    self.rows.len()
                ),
                "012: 0 signed, 1 consented and not in force for it, 2 bound. R: a reservation stands."
                    .to_owned(),
                format!(
                    "Status on 31 December; of the year of {} on that day, and no year after it.",
                    self.as_of
                ),
            ],
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "code",
            "alpha3",
            "name",
            "year",
            "status",
            "coding_012",
            "reservation",
            "in_force_on",
            "consent",
            "signature",
        ];
        let rows = self.rows.iter().map(|row| {
            vec![
                row.treaty.clone(),
                row.code.clone(),
                text(row.alpha3.as_ref()),
                row.name.clone(),
                row.year.to_string(),
                row.status.to_string(),
                text(row.coding_012.as_ref()),
                row.reservation.to_string(),
                text(row.in_force_on.as_ref()),
                text(row.consent.as_ref()),
                text(row.signature.as_ref()),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let reason = |(place, row): (usize, &PanelRow)| {
            let acts: Vec<&str> =
                [&row.signature, &row.consent].into_iter().flatten().map(String::as_str).collect();
            let acts = if acts.is_empty() { "no act is recorded".to_owned() } else { acts.join(", ") };
            let because = format!("{} at the end of {}: {acts}", row.status.word(), row.year);
            Reason::of(format!("{} · {}", row.treaty, row.name), because).for_row(place)
        };
        Some(self.rows.iter().enumerate().map(reason).collect())
    }
}
