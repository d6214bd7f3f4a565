//! The registers of treaties, participants and groups.

use super::{Columns, Marks, capital, count, or_none};
use crate::render::{Cell, Report, Sheet, Table};
use crate::report::{
    Datum, GroupLine, GroupsReport, MemberRow, ParticipantsReport, Reason, Set, TreatiesReport, TreatyView,
    columns as shared,
};

/// One row per treaty.
pub(super) fn treaties() -> Columns<TreatiesReport, TreatyView> {
    Columns::<TreatiesReport, TreatyView>::new()
        .text("code", "number of the treaty", |_, it| (&it.treaty.code).into())
        .headed("Number")
        .text("title", "its title", |_, it| (&it.treaty.title).into())
        .field(shared::SHORT_TITLE, |_, it| (&it.treaty.short_title).into())
        .headed("Treaty")
        .text("kind", "what sort of treaty: convention, protocol, agreement …", |_, it| {
            (&it.treaty.kind).into()
        })
        .field(shared::PARENT, |_, it| (&it.treaty.parent).into())
        .text("depositary", "who keeps it", |_, it| (&it.treaty.depositary).into())
        .day("adopted_on", "day of its adoption", |_, it| it.treaty.adopted_on.into())
        .field(shared::OPENED_ON, |_, it| it.treaty.opened_on.into())
        .headed("Opened")
        .text("opened_at", "place of the opening for signature", |_, it| (&it.treaty.opened_at).into())
        .day("signature_closes_on", "last day to sign; empty: not limited, or not known", |_, it| {
            it.treaty.signature_closes_on.into()
        })
        .field(shared::IN_FORCE_ON, |_, it| it.treaty.entry_into_force().into())
        .shown("In force", |_, it, _| {
            it.treaty.entry_into_force().map_or_else(|| "not yet".into(), Cell::from)
        })
        .day("in_force_computed", "the day in force by the clause, kept beside a published one", |_, it| {
            it.treaty.computed_on.into()
        })
        .field(shared::COMPLETE_TO, |_, it| it.treaty.complete_to.into())
        .field(shared::CONFIDENCE, |_, it| it.treaty.confidence.into())
        .text("aliases", "its other names separated by ;", |_, it| Datum::list(&it.aliases))
        .shown("Also found as", |_, it, _| it.aliases.join(", ").into())
        .field(shared::SUBJECT, |_, it| (&it.treaty.subject).into())
}

/// One row per participant.
pub(super) fn participants() -> Columns<ParticipantsReport, MemberRow> {
    Columns::<ParticipantsReport, MemberRow>::new()
        .field(shared::CODE, |_, row| (&row.code).into())
        .headed("Code")
        .field(shared::ALPHA3, |_, row| (&row.alpha3).into())
        .field(shared::NAME, |_, row| (&row.name).into())
        .headed("Participant")
        .text("official_name", "official name as it is known now", |_, row| (&row.official_name).into())
        .text("kind", "what it is: state, organisation, territory …", |_, row| (&row.kind).into())
        .headed("Kind")
        .field(shared::GROUP, |report, _| report.group.as_ref().map(Set::code).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::MEMBER_SINCE, |_, row| row.member_since.into())
        .shown("Member since", |_, row, marks| {
            let known = row.member_since.filter(|_| row.member_since_known == Some(true));
            marks.day(known, row.member_since, row.confidence, !row.no_source).into()
        })
        .when(|report| report.participants.iter().any(|row| row.member_since.is_some()))
        .flag(
            "member_since_known",
            "whether it became one on that day; if not, on that day at the latest",
            |_, row| row.member_since_known.into(),
        )
        .day("member_until", "first day on which it is no longer one; empty: no end is known", |_, row| {
            row.member_until.into()
        })
        .field(shared::CONFIDENCE, |_, row| row.confidence.into())
        .field(shared::SOURCES, |_, row| or_none(&row.sources))
}

/// One row per group.
pub(super) fn groups() -> Columns<GroupsReport, GroupLine> {
    Columns::<GroupsReport, GroupLine>::new()
        .text("code", "code of the group", |_, group| (&group.group.code).into())
        .headed("Code")
        .text("name", "name of the group", |_, group| (&group.group.name).into())
        .headed("Group")
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .integer("members", "how many members it has on the day", |_, group| group.members.into())
        .headed("Members")
}

impl Report for TreatiesReport {
    fn sheet(&self) -> Sheet {
        Sheet {
            title: format!("Treaties opened by {}", self.as_of.in_words()),
            sections: vec![treaties().section(self, &self.treaties, &mut Marks::default())],
            notes: vec![count(self.treaties.len(), "treaty.", "treaties.")],
        }
    }

    fn table(&self) -> Table<'_> {
        treaties().table(self, &self.treaties)
    }
}

impl Report for ParticipantsReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let section = participants().section(self, &self.participants, &mut marks);
        let set = self.group.as_ref().map_or_else(|| "participants".to_owned(), Set::in_words);
        let title = capital(&format!("{set} on {}", self.as_of.in_words()));
        let mut notes = vec![count(self.participants.len(), "participant.", "participants.")];
        notes.extend(marks.legend());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        participants().table(self, &self.participants)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.participants, |row| {
            let support = row.confidence;
            let because = match (row.member_since, row.member_since_known, &self.group) {
                (Some(since), Some(false), _) => format!("a member since {since} at the latest, {support}"),
                (Some(since), ..) => format!("a member since {since}, {support}"),
                (None, _, Some(set)) => {
                    format!("in {} by its acts: accede status gives them", set.in_words())
                }
                (None, _, None) => format!("recorded, {support}"),
            };
            Some(Reason::of(&row.name, because).from(&row.sources))
        }))
    }
}

impl Report for GroupsReport {
    fn sheet(&self) -> Sheet {
        Sheet {
            title: format!("Groups on {}", self.as_of.in_words()),
            sections: vec![groups().section(self, &self.groups, &mut Marks::default())],
            notes: vec![
                "Groups too, for any treaty: parties:TREATY, signatories:TREATY (signed, not consented), signed:TREATY, consented:TREATY.".to_owned(),
            ],
        }
    }

    fn table(&self) -> Table<'_> {
        groups().table(self, &self.groups)
    }
}
