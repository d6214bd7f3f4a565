//! Every treaty in one line, and the newest acts.

use super::{Marks, count, text};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Counts, Overview};

impl Report for Overview {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let collected = self.treaties.iter().filter_map(|row| Some((&row.treaty, row.counts.as_ref()?)));
        let treaties = collected.map(|(treaty, counts)| {
            vec![
                Cell::from(&*treaty.code),
                (&*treaty.short_title).into(),
                treaty.opened_on.map_or_else(String::new, |day| day.to_string()).into(),
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
                new.participant.as_ref().map_or("whole treaty", |participant| &*participant.name).into(),
                new.act.act.word().into(),
            ]
        });
        let newest = Section {
            title: Some("Newest acts".to_owned()),
            columns: Column::texts(&["Day", "Number", "Participant", "Act"]),
            rows: newest.collect(),
        };
        let others = self.treaties.iter().filter(|row| row.counts.is_none()).count();
        let mut notes = Vec::new();
        if others > 0 {
            notes.push(format!(
                "And {}, with final clauses but without acts: accede treaties lists them.",
                count(others, "treaty", "treaties")
            ));
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
            let treaty = &row.treaty;
            let figure = |of: fn(&Counts) -> usize| text(row.counts.as_ref().map(of).as_ref());
            vec![
                treaty.code.clone(),
                treaty.short_title.clone(),
                self.as_of.to_string(),
                treaty.opened_on.map_or_else(String::new, |day| day.to_string()),
                text(treaty.in_force_on.as_ref()),
                figure(|counts| counts.signed),
                figure(|counts| counts.consented),
                figure(|counts| counts.contracting),
                figure(|counts| counts.bound),
                figure(|counts| counts.signatories),
                figure(|counts| counts.former),
            ]
        });
        Records::of(header, rows.collect())
    }
}
