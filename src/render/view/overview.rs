//! Every treaty in one line, and the newest acts.

use super::{Marks, text};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::Overview;

impl Report for Overview {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let treaties = self.treaties.iter().map(|row| {
            let (treaty, counts) = (&row.treaty, &row.counts);
            vec![
                Cell::from(&*treaty.code),
                (&*treaty.short_title).into(),
                treaty.opened_on.to_string().into(),
                treaty.in_force_on.map_or_else(|| "not yet".to_owned(), |day| day.to_string()).into(),
                counts.signed.to_string().into(),
                counts.consented.to_string().into(),
                counts.bound.to_string().into(),
            ]
        });
        let mut columns = Column::texts(&["Number", "Treaty", "Opened", "In force"]);
        columns.extend(["Signed", "Consented", "Bound"].map(Column::figures));
        let newest = self.newest.iter().map(|new| {
            vec![
                Cell::from(marks.act(&new.act)),
                (&*new.treaty).into(),
                (&*new.participant.name).into(),
                new.act.act.word().into(),
            ]
        });
        let newest = Section {
            title: Some("Newest acts".to_owned()),
            columns: Column::texts(&["Day", "Number", "Participant", "Act"]),
            rows: newest.collect(),
        };
        let mut notes = marks.legend();
        if self.none_recorded {
            notes.push(
                "There are no treaties in this file: accede import --seed --write brings those of the seed."
                    .to_owned(),
            );
        } else if self.treaties.is_empty() {
            notes.push("No treaty of this file was open for signature by then.".to_owned());
        }
        Sheet {
            title: format!("Treaties on {}", self.as_of.in_words()),
            sections: vec![Section { title: None, columns, rows: treaties.collect() }, newest],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "short_title",
            "as_of",
            "opened_on",
            "in_force_on",
            "signed",
            "consented",
            "contracting",
            "bound",
            "signatories",
            "former",
        ];
        let rows = self.treaties.iter().map(|row| {
            let (treaty, counts) = (&row.treaty, &row.counts);
            vec![
                treaty.code.clone(),
                treaty.short_title.clone(),
                self.as_of.to_string(),
                treaty.opened_on.to_string(),
                text(treaty.in_force_on.as_ref()),
                counts.signed.to_string(),
                counts.consented.to_string(),
                counts.contracting.to_string(),
                counts.bound.to_string(),
                counts.signatories.to_string(),
                counts.former.to_string(),
            ]
        });
        Records { header, rows: rows.collect() }
    }
}
