//! Participants by treaties.

use super::status::{carried, standing_on};
use super::{Marks, count, of_set, reach};
use crate::model::Date;
use crate::render::{Cell, Head, Report, Section, Sheet, Table};
use crate::report::{
    Counts, Datum, Field, MatrixCell, MatrixReport, Reason, Rows, Set, TreatyBrief, columns as shared,
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
    let meaning = "numbers of the treaties by which it is bound without its own consent, through an organisation or as amended";
    fields.push(Field::text("without_consent", meaning));
    let meaning =
        "numbers of the treaties of which the record cannot tell whether it is bound by its silence";
    fields.push(Field::text("not_determined", meaning));
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
            let heads = std::iter::once(Head::of("Participant")).chain(heads).collect();
            let rows = self.participants.iter().map(|row| {
                let cells = row.statuses[places.clone()].iter().map(|cell| shown(cell, &mut marks));
                std::iter::once(Cell::from(&row.who.name)).chain(cells).collect()
            });
            sections.push(Section { title: None, heads, rows: rows.collect() });
        }
        sections.push(self.counts(counted));
        let briefs: Vec<&TreatyBrief> = self.treaties.iter().map(|row| &row.treaty).collect();
        let treaties = count(briefs.len(), "treaty", "treaties");
        let set = of_set(self.group.as_ref());
        let mut notes = vec![self.sentence()];
        let modes = self.participants.iter().flat_map(|row| &row.statuses).filter_map(|cell| cell.mode);
        notes.extend(carried(modes));
        notes.extend(reaches(&briefs, self.as_of));
        notes.extend(marks.legend());
        Sheet { title: format!("{treaties} · {set}on {}", self.as_of.in_words()), sections, notes }
    }

    fn table(&self) -> Table<'_> {
        let treaties = self.treaties.iter().map(|row| (&*row.treaty.code, &*row.treaty.short_title));
        let give = |to: &mut dyn Rows| {
            for row in &self.participants {
                let mut cells: Vec<Datum> = vec![
                    self.as_of.into(),
                    self.group.as_ref().map(Set::code).into(),
                    (&row.who.code).into(),
                    (&row.who.name).into(),
                ];
                cells.extend(row.statuses.iter().map(|cell| Datum::from(cell.status)));
                let uncertain = row.statuses.iter().filter(|cell| cell.uncertain);
                cells.push(Datum::list(&uncertain.map(|cell| &cell.treaty).collect::<Vec<_>>()));
                let binding = [true, false];
                cells.extend(binding.map(|binds| {
                    let of_mode = |cell: &&MatrixCell| cell.mode.is_some_and(|mode| mode.binds() == binds);
                    let cells = row.statuses.iter().filter(of_mode);
                    Datum::list(&cells.map(|cell| &cell.treaty).collect::<Vec<_>>())
                }));
                to.row(&cells)?;
            }
            Ok(())
        };
        Table { fields: fields(treaties), give: Box::new(give) }
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.participants, |row| {
            let of = |cell: &MatrixCell| match cell.status {
                Some(status) => standing_on(&row.who.name, status, &cell.acts),
                None => vec![Reason::of(&row.who.name, "not known: no act has been collected")],
            };
            row.statuses.iter().flat_map(move |cell| under(&cell.treaty, of(cell)))
        }))
    }
}

impl MatrixReport {
    /// Whether the numbers of the treaties leave room for the names.
    fn fits(&self) -> bool {
        let names = self.participants.iter().map(|row| row.who.name.chars().count() + 2).max().unwrap_or(0);
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
            let number = counted.then(|| Cell::from(self.head(place, true)));
            let figures = shown.iter().map(|(_, figure)| {
                row.counts.as_ref().map_or_else(|| Cell::from("?"), |counts| figure(counts).into())
            });
            number.into_iter().chain([(&row.treaty.code).into()]).chain(figures).collect()
        });
        let figures = |text: &'static str| Head { text: text.into(), figures: true };
        let heads = counted.then(|| figures("")).into_iter().chain([Head::of("Treaty")]);
        let heads = heads.chain(shown.iter().map(|(head, _)| figures(head))).collect();
        Section { title: Some("How many of them".to_owned()), heads, rows: rows.collect() }
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
    let letter = status.letter();
    let (beside, star) =
        cell.mode.map_or_else(Default::default, |mode| (format!(", {mode}"), format!("* {mode}")));
    let short = marks.status(letter, cell.uncertain);
    Cell {
        text: format!("{}{beside}", marks.status(status.word(), cell.uncertain)),
        short: Some(if star.is_empty() { short } else { format!("{short}*") }),
        legend: Some(if star.is_empty() {
            format!("{letter} {status}")
        } else {
            format!("{letter} {status} · {star}")
        }),
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
