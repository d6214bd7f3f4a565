//! Who left, and who came back.

use super::{Columns, Marks, count, reach, title};
use crate::render::{Report, Sheet, Table};
use crate::report::{ActView, Departure, DeparturesReport, Reason, columns as shared};

/// One row per exit.
pub(super) fn columns() -> Columns<DeparturesReport, Departure> {
    Columns::<DeparturesReport, Departure>::new()
        .field(shared::TREATY, |_, row| (&row.treaty).into())
        .headed("Number")
        .when(|report| report.only.is_none())
        .field(shared::CODE, |_, row| (&row.participant.code).into())
        .field(shared::NAME, |_, row| (&row.participant.name).into())
        .headed("Participant")
        .field(shared::ACT, |_, row| row.exit.as_ref().map(|act| act.act).into())
        .field(shared::ENTRY, |_, row| row.exit.as_ref().map(|act| &act.entry).into())
        .day("received_on", "day on which the depositary received it", |_, row| {
            row.exit.as_ref().and_then(ActView::day).into()
        })
        .shown("Received", |_, row, marks| received(row, marks).into())
        .field(shared::EFFECTIVE_ON, |_, row| row.effective_on.into())
        .shown("Effect", |_, row, _| effective(row).into())
        .field(shared::EFFECTIVE_FROM, |_, row| row.exit.as_ref().and_then(|act| act.effective_from).into())
        .field(shared::RULE, |_, row| (&row.rule).into())
        .field(shared::ARTICLE, |_, row| row.article.as_deref().into())
        .field(shared::UNDER, |_, row| (&row.under).into())
        .day("revoked_on", "day on which it was revoked, before it took effect", |_, row| {
            row.revocation.as_ref().and_then(ActView::day).into()
        })
        .shown("Since then", |_, row, marks| since(row, marks).into())
        .text("revocation", "entry that revoked it: @N", |_, row| {
            row.revocation.as_ref().map(|act| &act.entry).into()
        })
        .text("returned_by", "what kind of act brought it back", |_, row| {
            row.return_.as_ref().map(|act| act.act).into()
        })
        .day("returned_on", "day of that act", |_, row| row.return_.as_ref().and_then(ActView::day).into())
        .text("return_entry", "entry with that act: @N", |_, row| {
            row.return_.as_ref().map(|act| &act.entry).into()
        })
        .day("in_force_again_on", "in force for it again from this day", |_, row| {
            row.return_.as_ref().and_then(|act| act.effective_on).into()
        })
        .field(shared::CONSENTED_ON, |_, row| row.consent.as_ref().and_then(ActView::day).into())
        .field(shared::STATUS, |_, row| row.status.into())
        .headed("Status")
}

impl Report for DeparturesReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let all = self.only.is_none();
        let section = columns().section(self, &self.departures, &mut marks);
        let mut notes = vec![self.counted()];
        notes.extend(reach(&self.treaties, self.as_of));
        notes.extend(marks.legend());
        let head = if all {
            "Departures".to_owned()
        } else {
            self.treaties.first().map_or_else(String::new, |treaty| format!("{} · departures", title(treaty)))
        };
        let set = self.group.as_ref().map_or_else(String::new, |set| format!(" of {}", set.in_words()));
        let title = format!("{head}{set} up to {}", self.as_of.in_words());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.departures)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        const GONE: &str = "a source shows the consent as withdrawn, on a day that it does not give";
        Some(Reason::of_rows(&self.departures, |row| {
            let of = format!("{}, {}", row.participant.name, row.treaty);
            let gone = row.exit.is_none().then(|| Reason::of(&*of, GONE));
            let acts = row.consent.iter().chain(&row.exit).chain(&row.revocation).chain(&row.return_);
            acts.map(move |act| Reason::act(&*of, act)).chain(gone)
        }))
    }
}

impl DeparturesReport {
    fn counted(&self) -> String {
        let revoked = self.departures.iter().filter(|row| row.revocation.is_some()).count();
        let back = self.departures.iter().filter(|row| row.return_.is_some()).count();
        let listed = match self.limits.first() {
            Some(&"revoked") => format!("{} of them revoked before taking effect.", self.departures.len()),
            Some(_) => format!("{} of them followed by a new consent.", self.departures.len()),
            None => format!("{revoked} revoked before taking effect, {back} followed by a new consent."),
        };
        match self.all {
            0 => "Nobody: no denunciation, withdrawal or cessation is recorded.".to_owned(),
            all => format!("{}: {listed}", count(all, "exit", "exits")),
        }
    }
}

fn received(row: &Departure, marks: &mut Marks) -> String {
    let Some(exit) = &row.exit else { return "day not known".to_owned() };
    let under = row.under.as_ref().map_or_else(String::new, |treaty| format!(" of {treaty}"));
    format!("{} {}{under}", marks.act(exit), exit.act)
}

fn effective(row: &Departure) -> String {
    let Some(day) = row.effective_on else {
        return match (&row.overtaken_by, &row.consent, &row.exit) {
            (Some(other), _, _) => format!("that of {}", other.entry),
            (None, None, Some(_)) => "none: no consent stood".to_owned(),
            _ => "not known".to_owned(),
        };
    };
    if let Some(other) = &row.under {
        let article = row.article.as_ref().map_or_else(String::new, |article| format!(" ({article})"));
        return format!("{day} with {other}{article}");
    }
    let from = row.exit.as_ref().and_then(|act| act.effective_from);
    match (from, &row.article) {
        (Some("published") | None, _) => format!("{day} published"),
        (Some(_), Some(article)) => format!("{day} by {article}"),
        (Some(from), None) => format!("{day} {from}"),
    }
}

fn since(row: &Departure, marks: &mut Marks) -> String {
    if let Some(revocation) = &row.revocation {
        return format!("revoked {}", marks.act(revocation));
    }
    let Some(back) = &row.return_ else { return String::new() };
    let force = row.in_force_again_on.map_or_else(String::new, |day| format!(" in force {day}"));
    format!("back {}{force}", marks.act(back))
}
