//! Who left, and who came back.

use super::{Marks, count, reach_of, text, title};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{ActView, Departure, DeparturesReport, Reason};

impl Report for DeparturesReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let all = self.only.is_none();
        let rows = self.departures.iter().map(|row| {
            let mut cells: Vec<Cell> = Vec::new();
            if all {
                cells.push((&*row.treaty).into());
            }
            cells.push((&*row.participant.name).into());
            cells.push(received(row, &mut marks).into());
            cells.push(effective(row).into());
            cells.push(since(row, &mut marks).into());
            cells.push(row.status.word().into());
            cells
        });
        let rows = rows.collect();
        let heads = ["Number", "Participant", "Received", "Effect", "Since then", "Status"];
        let mut notes = vec![self.counted()];
        notes.extend(reach_of(&self.treaties, self.as_of));
        notes.extend(marks.legend());
        let head = if all {
            "Departures".to_owned()
        } else {
            self.treaties.first().map_or_else(String::new, |treaty| format!("{} · departures", title(treaty)))
        };
        let set = if self.set.is_empty() { String::new() } else { format!(" of {}", self.set) };
        Sheet {
            title: format!("{head}{set} up to {}", self.as_of.in_words()),
            sections: vec![Section {
                title: None,
                columns: Column::texts(&heads[usize::from(!all)..]),
                rows,
            }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "code",
            "name",
            "act",
            "entry",
            "received_on",
            "effective_on",
            "effective_from",
            "rule",
            "article",
            "under",
            "revoked_on",
            "revocation",
            "returned_by",
            "returned_on",
            "return_entry",
            "in_force_again_on",
            "consented_on",
            "status",
        ];
        let rows = self.departures.iter().map(|row| {
            let (exit, back) = (row.exit.as_ref(), row.return_.as_ref());
            vec![
                row.treaty.clone(),
                row.participant.code.clone(),
                row.participant.name.clone(),
                text(exit.map(|act| act.act).as_ref()),
                text(exit.map(|act| &act.entry)),
                text(exit.and_then(ActView::day).as_ref()),
                text(row.effective_on.as_ref()),
                text(exit.and_then(|act| act.effective_from).as_ref()),
                text(row.rule.as_ref()),
                text(exit.and_then(|act| act.article.as_ref())),
                text(row.under.as_ref()),
                text(row.revocation.as_ref().and_then(ActView::day).as_ref()),
                text(row.revocation.as_ref().map(|act| &act.entry)),
                text(back.map(|act| act.act).as_ref()),
                text(back.and_then(ActView::day).as_ref()),
                text(back.map(|act| &act.entry)),
                text(row.in_force_again_on.as_ref()),
                text(row.consent.as_ref().and_then(ActView::day).as_ref()),
                row.status.to_string(),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let rows = self.departures.iter().enumerate().flat_map(|(place, row)| {
            let of = format!("{}, {}", row.participant.name, row.treaty);
            let gone = row.exit.is_none().then(|| {
                Reason::of(&*of, "a source shows the consent as withdrawn, on a day that it does not give")
            });
            let acts = row.consent.iter().chain(&row.exit).chain(&row.revocation).chain(&row.return_);
            let acts: Vec<Reason> = acts.map(|act| Reason::act(&*of, act)).collect();
            acts.into_iter().chain(gone).map(move |reason| reason.for_row(place))
        });
        Some(rows.collect())
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
    let exit = row.exit.as_ref();
    let article = exit.and_then(|act| act.article.as_ref());
    match (exit.and_then(|act| act.effective_from), article) {
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
