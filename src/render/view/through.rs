//! An organisation and its members under one treaty.

use super::status::standing_on;
use super::{Marks, reach, text, title};
use crate::model::{Date, Status};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{MemberUnder, Reach, Reason, ThroughReport};

impl Report for ThroughReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let rows = self.members.iter().map(|row| {
            vec![
                Cell::from(&*row.name),
                row.member_since.to_string().into(),
                row.organisation_at_membership.word().into(),
                row.status.word().into(),
                row.consent.as_ref().map_or_else(String::new, |act| marks.act(act)).into(),
                row.organisation_at_consent.map_or("", Status::word).into(),
                row.bound.word().into(),
            ]
        });
        let heads = ["State", "Member", "Org. then", "Own status", "Consent", "Org. then", "Bound"];
        let rows = rows.collect();
        let name = &self.organisation.name;
        let mut notes = vec![match (self.status, &self.consent) {
            (status, Some(consent)) => {
                let day = consent.date.or(consent.latest);
                let effect = consent.effective_on.map_or_else(String::new, |day| format!(", in force {day}"));
                format!("{name}: {status} ({} {}{effect}).", consent.act, text::<Date>(day.as_ref()))
            }
            (status, None) => format!("{name}: {status}."),
        }];
        if self.treaty.collected {
            let names = |wanted: &[Reach]| {
                let rows = self.members.iter().filter(|row| wanted.contains(&row.bound));
                rows.map(|row| &*row.name).collect::<Vec<_>>()
            };
            let only = names(&[Reach::Through]);
            let own = names(&[Reach::Both, Reach::Itself]).len();
            notes.push(format!(
                "Of {} members on the day: {own} bound themselves, {} through the organisation only.",
                self.members.len(),
                only.len()
            ));
            let later = self.members.iter().filter(|row| joined_after(row)).count();
            notes.push(format!("Consented while the organisation was bound already: {later}."));
            if self.treaty.complete_to.is_none() {
                notes.push(
                    "Up to which day its acts were collected is not recorded: a member with none may have acted."
                        .to_owned(),
                );
            }
            if !only.is_empty() {
                notes.push(format!(
                    "Through {name} only: for what the treaty leaves to the organisation. In a mixed agreement the rest \
                     does not bind them, and where the line runs is not recorded here."
                ));
            }
        }
        notes.extend(reach([&self.treaty], self.as_of));
        notes.extend(marks.legend());
        Sheet {
            title: format!("{} · {name} and its members on {}", title(&self.treaty), self.as_of.in_words()),
            sections: vec![Section { title: None, columns: Column::texts(&heads), rows }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "as_of",
            "organisation",
            "organisation_status",
            "code",
            "name",
            "member_since",
            "organisation_at_membership",
            "status",
            "consented_on",
            "in_force_on",
            "organisation_at_consent",
            "bound",
        ];
        let rows = self.members.iter().map(|row| {
            vec![
                self.treaty.code.clone(),
                self.as_of.to_string(),
                self.organisation.code.clone(),
                self.status.to_string(),
                row.code.clone(),
                row.name.clone(),
                row.member_since.to_string(),
                row.organisation_at_membership.to_string(),
                row.status.to_string(),
                text(row.consent.as_ref().and_then(|act| act.date.or(act.latest)).as_ref()),
                text(row.in_force_on.as_ref()),
                text(row.organisation_at_consent.as_ref()),
                row.bound.word().to_owned(),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let name = &self.organisation.name;
        let mut reasons: Vec<Reason> = self.consent.iter().map(|act| Reason::act(name, act)).collect();
        if reasons.is_empty() {
            reasons.push(Reason::of(name, format!("{}: no consent is recorded", self.status)));
        }
        let rows = self.members.iter().enumerate().flat_map(|(place, row)| {
            standing_on(place, &row.name, row.status, row.signature.iter().chain(&row.consent))
        });
        reasons.extend(rows);
        Some(reasons)
    }
}

fn joined_after(row: &MemberUnder) -> bool {
    row.organisation_at_consent.is_some_and(Status::bound)
}
