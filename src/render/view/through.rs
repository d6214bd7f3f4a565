//! An organisation and its members under one treaty.

use super::status::standing_on;
use super::{Columns, Marks, reach, text, title};
use crate::model::Status;
use crate::render::{Report, Sheet, Table};
use crate::report::{ActView, ClauseBrief, MemberUnder, Reach, Reason, ThroughReport, columns as shared};

/// One row per member.
pub(super) fn columns() -> Columns<ThroughReport, MemberUnder> {
    Columns::<ThroughReport, MemberUnder>::new()
        .field(shared::TREATY, |report, _| (&report.treaty.code).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .text("organisation", "code of the organisation", |report, _| (&report.organisation.code).into())
        .text("organisation_status", "its status on the day", |report, _| report.status.into())
        .field(shared::CODE, |_, row| (&row.who.code).into())
        .field(shared::NAME, |_, row| (&row.who.name).into())
        .headed("State")
        .field(shared::MEMBER_SINCE, |_, row| row.member_since.into())
        .headed("Member")
        .text("organisation_at_membership", "status of the organisation when it became a member", |_, row| {
            row.organisation_at_membership.into()
        })
        .headed("Org. then")
        .field(shared::STATUS, |_, row| row.status.into())
        .headed("Own status")
        .field(shared::CONSENTED_ON, |_, row| row.consent.as_ref().and_then(ActView::day).into())
        .shown("Consent", |_, row, marks| row.consent.as_ref().map(|act| marks.act(act)).into())
        .field(shared::IN_FORCE_ON, |_, row| row.in_force_on.into())
        .text("organisation_at_consent", "status of the organisation when the member consented", |_, row| {
            row.organisation_at_consent.into()
        })
        .headed("Org. then")
        .text(
            "bound",
            "by what it is bound on the day: itself, through (the organisation), both, neither",
            |_, row| row.bound.word().into(),
        )
        .headed("Bound")
}

/// What the clause says of the members, and whether the organisation has declared what it asks for.
fn by_clause(report: &ThroughReport, clause: &ClauseBrief) -> String {
    let name = &report.organisation.name;
    let head = format!("{} binds without a consent of their own: {}.", clause.article, clause.in_words);
    if report.declared {
        return format!("{head} They are bound by the whole of the treaty, and are in no count of consents.");
    }
    let told = if report.status.bound() {
        format!(
            "No such declaration of {name} is recorded as in effect: whether it binds its members is not known here."
        )
    } else {
        format!("{name} is not bound on the day, and so binds none of them.")
    };
    format!("{head} {told}")
}

impl Report for ThroughReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let section = columns().section(self, &self.members, &mut marks);
        let name = &self.organisation.name;
        let mut notes = vec![match (self.status, &self.consent) {
            (status, Some(consent)) => {
                let effect = consent.effective_on.map_or_else(String::new, |day| format!(", in force {day}"));
                format!("{name}: {status} ({} {}{effect}).", consent.act, text(consent.day().as_ref()))
            }
            (status, None) => format!("{name}: {status}."),
        }];
        if self.treaty.collected {
            let count = |is: fn(&&MemberUnder) -> bool| self.members.iter().filter(is).count();
            let only = count(|row| row.bound == Reach::Through);
            let own = count(|row| matches!(row.bound, Reach::Both | Reach::Itself));
            let reached = if self.clause.is_some() {
                "through the organisation"
            } else {
                "through the organisation only"
            };
            notes.push(format!(
                "Of {} members on the day: {own} bound themselves, {only} {reached}.",
                self.members.len()
            ));
            notes.extend(self.clause.as_ref().map(|clause| by_clause(self, clause)));
            let later = count(|row| row.organisation_at_consent.is_some_and(Status::bound));
            notes.push(format!("Consented while the organisation was bound already: {later}."));
            if self.treaty.complete_to.is_none() {
                notes.push(
                    "Up to which day its acts were collected is not recorded: a member with none may have acted."
                        .to_owned(),
                );
            }
            if only > 0 && self.clause.is_none() {
                notes.push(format!(
                    "Through {name} only: for what the treaty leaves to the organisation. In a mixed agreement the rest \
                     does not bind them, and where the line runs is not recorded here."
                ));
            }
        }
        notes.extend(reach([&self.treaty], self.as_of));
        notes.extend(marks.legend());
        let title = format!("{} · {name} and its members on {}", title(&self.treaty), self.as_of.in_words());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.members)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let name = &self.organisation.name;
        let mut reasons: Vec<Reason> = self.consent.iter().map(|act| Reason::act(name, act)).collect();
        if reasons.is_empty() {
            reasons.push(Reason::of(name, format!("{}: no consent is recorded", self.status)));
        }
        reasons.extend(Reason::of_rows(&self.members, |row| {
            standing_on(&row.who.name, row.status, row.signature.iter().chain(&row.consent))
        }));
        Some(reasons)
    }
}
