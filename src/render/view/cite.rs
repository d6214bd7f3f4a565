//! The sentence by which a treaty is cited, and where it was read.

use super::{reach, text};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Citation, Reason};

const NOT_RECORDED: &str = "not recorded";

impl Report for Citation {
    fn sheet(&self) -> Sheet {
        let day = |day: Option<crate::model::Date>| {
            Cell::from(day.map_or_else(|| NOT_RECORDED.to_owned(), |day| day.to_string()))
        };
        let rows = self.sources.iter().map(|source| {
            vec![
                Cell::from(&*source.code),
                (&*source.citation).into(),
                day(source.dated),
                day(source.retrieved_on),
            ]
        });
        let mut notes: Vec<String> = reach([&self.treaty], self.as_of).into_iter().collect();
        if self.sources.is_empty() {
            notes.push("No source is recorded for it.".to_owned());
        }
        Sheet {
            title: self.sentence.clone(),
            sections: vec![Section {
                title: Some("Sources".to_owned()),
                columns: Column::texts(&["Source", "What", "Dated", "Retrieved"]),
                rows: rows.collect(),
            }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "as_of",
            "participant",
            "sentence",
            "opened_on",
            "in_force_on",
            "ended_on",
            "parent",
            "identifiers",
            "bound",
            "contracting",
            "signatories",
            "status",
            "complete_to",
            "sources",
            "retrieved",
        ];
        let counts = self.counts.as_ref();
        let own = self.participation.as_ref();
        let retrieved = self.sources.iter().map(|source| match source.retrieved_on {
            Some(day) => day.to_string(),
            None => NOT_RECORDED.to_owned(),
        });
        let row = vec![
            self.treaty.code.clone(),
            self.as_of.to_string(),
            text(own.map(|own| &own.participant.code)),
            self.sentence.clone(),
            text(self.treaty.opened_on.as_ref()),
            text(self.treaty.in_force_on.as_ref()),
            text(self.treaty.ended_on.as_ref()),
            text(self.parent.as_ref()),
            self.identifiers.join(";"),
            text(counts.map(|counts| counts.bound).as_ref()),
            text(counts.map(|counts| counts.contracting).as_ref()),
            text(counts.map(|counts| counts.signatories).as_ref()),
            text(own.and_then(|own| own.status).as_ref()),
            text(self.treaty.complete_to.as_ref()),
            self.sources.iter().map(|source| source.code.clone()).collect::<Vec<_>>().join(";"),
            retrieved.collect::<Vec<_>>().join(";"),
        ];
        Records::of(header, vec![row])
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(self.reasons.clone())
    }
}
