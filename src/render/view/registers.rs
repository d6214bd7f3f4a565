//! The registers of treaties, participants and groups.

use super::{Marks, count, sources, text};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{GroupsReport, ParticipantsReport, TreatiesReport};

impl Report for TreatiesReport {
    fn sheet(&self) -> Sheet {
        let rows = self.treaties.iter().map(|view| {
            let treaty = &view.treaty;
            vec![
                Cell::from(&*treaty.code),
                (&*treaty.short_title).into(),
                treaty.opened_on.map_or_else(String::new, |day| day.to_string()).into(),
                treaty.entry_into_force().map_or_else(|| "not yet".to_owned(), |day| day.to_string()).into(),
                view.aliases.join(", ").into(),
            ]
        });
        Sheet {
            title: format!("Treaties opened by {}", self.as_of.in_words()),
            sections: vec![Section {
                title: None,
                columns: Column::texts(&["Number", "Treaty", "Opened", "In force", "Also found as"]),
                rows: rows.collect(),
            }],
            notes: vec![count(self.treaties.len(), "treaty.", "treaties.")],
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "code",
            "title",
            "short_title",
            "kind",
            "parent",
            "depositary",
            "adopted_on",
            "opened_on",
            "opened_at",
            "signature_closes_on",
            "in_force_on",
            "in_force_computed",
            "complete_to",
            "confidence",
            "aliases",
        ];
        let rows = self.treaties.iter().map(|view| {
            let treaty = &view.treaty;
            vec![
                treaty.code.clone(),
                treaty.title.clone(),
                treaty.short_title.clone(),
                treaty.kind.clone(),
                text(treaty.parent.as_ref()),
                treaty.depositary.clone(),
                text(treaty.adopted_on.as_ref()),
                treaty.opened_on.map_or_else(String::new, |day| day.to_string()),
                text(treaty.opened_at.as_ref()),
                text(treaty.signature_closes_on.as_ref()),
                text(treaty.entry_into_force().as_ref()),
                text(treaty.computed_on.as_ref()),
                text(treaty.complete_to.as_ref()),
                treaty.confidence.word().to_owned(),
                view.aliases.join(";"),
            ]
        });
        Records::of(header, rows.collect())
    }
}

impl Report for ParticipantsReport {
    fn sheet(&self) -> Sheet {
        let in_group = self.participants.iter().any(|row| row.member_since.is_some());
        let mut heads = vec!["Code", "Participant", "Kind"];
        heads.extend(in_group.then_some("Member since"));
        let mut marks = Marks::default();
        let rows = self.participants.iter().map(|row| {
            let mut cells = vec![Cell::from(&*row.code), (&*row.name).into(), (&*row.kind).into()];
            if in_group {
                let known = row.member_since.filter(|_| row.member_since_known == Some(true));
                cells.push(marks.day(known, row.member_since, row.confidence, !row.no_source).into());
            }
            cells
        });
        let rows = rows.collect();
        let set = if self.set.is_empty() { "participants".to_owned() } else { self.set.clone() };
        let mut title = format!("{set} on {}", self.as_of.in_words());
        title[..1].make_ascii_uppercase();
        let mut notes = vec![count(self.participants.len(), "participant.", "participants.")];
        notes.extend(marks.legend());
        Sheet { title, sections: vec![Section { title: None, columns: Column::texts(&heads), rows }], notes }
    }

    fn records(&self) -> Records {
        let header = vec![
            "code",
            "alpha3",
            "name",
            "official_name",
            "kind",
            "group",
            "as_of",
            "member_since",
            "member_since_known",
            "member_until",
            "confidence",
            "sources",
        ];
        let rows = self.participants.iter().map(|row| {
            vec![
                row.code.clone(),
                text(row.alpha3.as_ref()),
                row.name.clone(),
                row.official_name.clone(),
                row.kind.clone(),
                text(self.group.as_ref()),
                self.as_of.to_string(),
                text(row.member_since.as_ref()),
                text(row.member_since_known.as_ref()),
                text(row.member_until.as_ref()),
                row.confidence.word().to_owned(),
                sources(&row.sources),
            ]
        });
        Records::of(header, rows.collect())
    }
}

impl Report for GroupsReport {
    fn sheet(&self) -> Sheet {
        let rows = self.groups.iter().map(|group| {
            vec![Cell::from(&*group.code), (&*group.name).into(), group.members.to_string().into()]
        });
        let mut columns = Column::texts(&["Code", "Group"]);
        columns.push(Column::figures("Members"));
        Sheet {
            title: format!("Groups on {}", self.as_of.in_words()),
            sections: vec![Section { title: None, columns, rows: rows.collect() }],
            notes: vec![
                "Groups too, for any treaty: parties:TREATY, signatories:TREATY (signed, not consented), signed:TREATY, consented:TREATY.".to_owned(),
            ],
        }
    }

    fn records(&self) -> Records {
        let rows = self.groups.iter().map(|group| {
            vec![group.code.clone(), group.name.clone(), self.as_of.to_string(), group.members.to_string()]
        });
        Records::of(vec!["code", "name", "as_of", "members"], rows.collect())
    }
}
