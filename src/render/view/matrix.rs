//! Participants by treaties.

use std::borrow::Cow;

use super::status::standing_on;
use super::{Marks, count, reach, text};
use crate::model::{Date, Status};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Counts, MatrixCell, MatrixReport, Reason, TreatyBrief};

/// The width that the table is to fit with the numbers of treaties as its heads; else they are counted.
const NARROW: usize = 80;

/// How many treaties stand beside one another; the others follow in a table of their own.
const BESIDE: usize = 12;

impl Report for MatrixReport {
    fn sheet(&self) -> Sheet {
        let mut marks = Marks::default();
        let counted = !self.fits();
        let mut sections = Vec::new();
        for first in (0..self.treaties.len()).step_by(BESIDE) {
            let places = first..(first + BESIDE).min(self.treaties.len());
            let heads = places.clone().map(|place| column(self.head(place, counted)));
            let rows = self.participants.iter().map(|row| {
                let cells = row.statuses[places.clone()].iter().map(|cell| shown(cell, &mut marks));
                std::iter::once(Cell::from(&*row.name)).chain(cells).collect()
            });
            sections.push(Section {
                title: None,
                rows: rows.collect(),
                columns: std::iter::once(column("Participant")).chain(heads).collect(),
            });
        }
        sections.push(self.counts(counted));
        let briefs: Vec<&TreatyBrief> = self.treaties.iter().map(|row| &row.treaty).collect();
        let treaties = count(briefs.len(), "treaty", "treaties");
        let set = if self.set.is_empty() { String::new() } else { format!("{} ", self.set) };
        let mut notes = vec![self.sentence()];
        notes.extend(reaches(&briefs, self.as_of));
        notes.extend(marks.legend());
        Sheet { title: format!("{treaties} · {set}on {}", self.as_of.in_words()), sections, notes }
    }

    fn records(&self) -> Records {
        let mut header: Vec<Cow<'static, str>> = ["as_of", "group", "code", "name"].map(Cow::from).to_vec();
        header.extend(self.treaties.iter().map(|row| Cow::from(row.treaty.code.clone())));
        header.push("uncertain".into());
        let rows = self.participants.iter().map(|row| {
            let mut cells =
                vec![self.as_of.to_string(), text(self.group.as_ref()), row.code.clone(), row.name.clone()];
            cells.extend(row.statuses.iter().map(|cell| text(cell.status.as_ref())));
            let uncertain = row.statuses.iter().filter(|cell| cell.uncertain);
            cells.push(uncertain.map(|cell| cell.treaty.as_str()).collect::<Vec<_>>().join(";"));
            cells
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let rows = self.participants.iter().enumerate().flat_map(|(place, row)| {
            let of = |cell: &MatrixCell| match cell.status {
                Some(status) => standing_on(place, &row.name, status, cell.acts.iter()),
                None => vec![Reason::of(&*row.name, "not known: no act has been collected").for_row(place)],
            };
            row.statuses.iter().flat_map(|cell| under(&cell.treaty, of(cell))).collect::<Vec<_>>()
        });
        Some(rows.collect())
    }
}

impl MatrixReport {
    /// Whether the numbers of the treaties leave room for the names.
    fn fits(&self) -> bool {
        let names = self.participants.iter().map(|row| row.name.chars().count() + 2).max().unwrap_or(0);
        let heads: usize = self.treaties.iter().map(|row| row.treaty.code.chars().count() + 2).sum();
        self.treaties.len() <= BESIDE && names.max("Participant".len() + 2) + heads <= NARROW
    }

    /// The head of a treaty's column.
    fn head(&self, place: usize, counted: bool) -> String {
        if counted { (place + 1).to_string() } else { self.treaties[place].treaty.code.clone() }
    }

    fn counts(&self, counted: bool) -> Section {
        type Figure = fn(&Counts) -> usize;
        let figures: [(&'static str, Figure); 6] = [
            ("Bound", |counts| counts.bound),
            ("Contracting", |counts| counts.contracting),
            ("Signatory", |counts| counts.signatories),
            ("Unsigned", |counts| counts.unsigned),
            ("Former", |counts| counts.former),
            ("None", |counts| counts.nothing),
        ];
        // What is rare has a column only where there is any.
        let shown: Vec<_> = figures
            .into_iter()
            .filter(|(head, figure)| {
                !matches!(*head, "Unsigned" | "Former") || self.known().any(|counts| figure(counts) > 0)
            })
            .collect();
        let rows = self.treaties.iter().enumerate().map(|(place, row)| {
            let mut cells = Vec::new();
            cells.extend(counted.then(|| Cell::from(self.head(place, true))));
            cells.push(Cell::from(&*row.treaty.code));
            cells.extend(shown.iter().map(|(_, figure)| {
                Cell::from(row.counts.as_ref().map_or_else(|| "?".to_owned(), |it| figure(it).to_string()))
            }));
            cells
        });
        let mut columns = Vec::new();
        columns.extend(counted.then(|| Column::figures("")));
        columns.extend(Column::texts(&["Treaty"]));
        columns.extend(shown.iter().map(|(head, _)| Column::figures(head)));
        Section { title: Some("How many of them".to_owned()), columns, rows: rows.collect() }
    }

    fn known(&self) -> impl Iterator<Item = &Counts> {
        self.treaties.iter().filter_map(|row| row.counts.as_ref())
    }

    fn sentence(&self) -> String {
        match (self.participants.len(), self.group.is_some()) {
            (0, true) => "Nobody is in the group on that day.".to_owned(),
            (0, false) => "Nobody has a status under any of these treaties on that day.".to_owned(),
            (n, true) => format!("{n} listed: all of the group, whether or not they have done anything."),
            (n, false) => format!("{n} listed: those with a status under any of these treaties."),
        }
    }
}

fn column(head: impl Into<Cow<'static, str>>) -> Column {
    Column { head: head.into(), figures: false }
}

/// The same reasons, each with the treaty that it is about.
pub(super) fn under(treaty: &str, mut reasons: Vec<Reason>) -> Vec<Reason> {
    for reason in &mut reasons {
        reason.because = format!("{treaty}: {}", reason.because);
    }
    reasons
}

/// A status in words, and as one letter where the words leave no room.
fn shown(cell: &MatrixCell, marks: &mut Marks) -> Cell {
    let Some(status) = cell.status else {
        return Cell {
            text: "not known".to_owned(),
            short: Some("?".to_owned()),
            legend: Some("? not known".to_owned()),
        };
    };
    let (letter, legend) = match status {
        Status::None => ("–", "– none"),
        Status::Signatory => ("S", "S signatory"),
        Status::SignedAdRef => ("A", "A signed-ad-ref"),
        Status::Unsigned => ("U", "U unsigned"),
        Status::Contracting => ("C", "C contracting"),
        Status::Party => ("P", "P party"),
        Status::Leaving => ("L", "L leaving"),
        Status::Former => ("F", "F former"),
    };
    Cell {
        text: marks.status(status.word(), cell.uncertain),
        short: Some(marks.status(letter, cell.uncertain)),
        legend: Some(legend.to_owned()),
    }
}

/// How far the record of several treaties reaches: a sentence for each that is not there on the day or not collected, and
/// one for the others together.
pub(super) fn reaches(treaties: &[&TreatyBrief], as_of: Date) -> Vec<String> {
    let is_plain = |treaty: &&&TreatyBrief| {
        treaty.collected
            && treaty.opened_on.is_none_or(|opened| opened <= as_of)
            && treaty.ended_on.is_none_or(|end| end > as_of)
    };
    let odd = treaties.iter().filter(|treaty| !is_plain(treaty)).filter_map(|treaty| reach([*treaty], as_of));
    odd.chain(reach(treaties.iter().filter(is_plain).copied(), as_of)).collect()
}
