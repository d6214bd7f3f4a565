//! Participants by treaties.

use super::status::standing_on;
use super::{Marks, count, reach};
use crate::model::{Date, Status};
use crate::render::{Cell, Head, Report, Section, Sheet, Table};
use crate::report::{
    Counts, Datum, Field, MatrixCell, MatrixReport, Reason, Rows, TreatyBrief, columns as shared,
};

/// One row per participant, with one column for each of these treaties: its number and its title.
pub(super) fn fields<'a>(treaties: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Field> {
    let mut fields = vec![shared::AS_OF, shared::GROUP, shared::CODE, shared::NAME];
    fields.extend(treaties.map(|(code, title)| {
        let meaning = format!("status under it: {title}; empty: its acts have not been collected");
        Field { name: code.to_owned().into(), meaning: meaning.into(), ..shared::STATUS }
    }));
    let meaning =
        "numbers of the treaties under which its status lies in the window of an act whose day is not known";
    fields.push(Field::text("uncertain", meaning));
    fields
}

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
            let heads = places.clone().map(|place| Head::of(self.head(place, counted)));
            let rows = self.participants.iter().map(|row| {
                let cells = row.statuses[places.clone()].iter().map(|cell| shown(cell, &mut marks));
                std::iter::once(Cell::from(&*row.name)).chain(cells).collect()
            });
            let rows = rows.collect();
            let heads = std::iter::once(Head::of("Participant")).chain(heads).collect();
            sections.push(Section { title: None, heads, rows });
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

    fn table(&self) -> Table<'_> {
        let treaties = self.treaties.iter().map(|row| (&*row.treaty.code, &*row.treaty.short_title));
        let give = |to: &mut dyn Rows| {
            for row in &self.participants {
                let mut cells: Vec<Datum> =
                    vec![self.as_of.into(), (&self.group).into(), (&row.code).into(), (&row.name).into()];
                cells.extend(row.statuses.iter().map(|cell| Datum::from(cell.status)));
                let uncertain = row.statuses.iter().filter(|cell| cell.uncertain);
                cells.push(Datum::list(&uncertain.map(|cell| &cell.treaty).collect::<Vec<_>>()));
                to.row(&cells)?;
            }
            Ok(())
        };
        Table { fields: fields(treaties), give: Box::new(give) }
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
        let mut heads = Vec::new();
        heads.extend(counted.then(|| Head { text: "".into(), figures: true }));
        heads.push(Head::of("Treaty"));
        heads.extend(shown.iter().map(|(head, _)| Head { text: (*head).into(), figures: true }));
        Section { title: None, heads, rows: rows.collect() }.titled("How many of them")
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
