//! Rows of a table to drafts and findings, by a map.

use super::cells::{self, Cells, Lost, ToldAct};
use super::columns::{ActAt, Columns};
use super::profile::{ColumnMap, squeezed};
use super::treaties::Treaties;
use crate::model::draft::{DraftAct, Place, Reason};
use crate::read::days::{self, Day, Forms};
use crate::read::drafts::{Drafts, cut};
use crate::read::footnotes::without_notes;
use crate::read::input::Unreadable;
use crate::read::table::{Cell, Kind, Line};

/// Whom a row is about, or why that cannot be said.
struct Who {
    participant: String,
    by_code: bool,
    raw: String,
    note: Option<String>,
    lost: Option<Lost>,
}

/// A table on its way in.
pub(super) struct Rows<'m> {
    pub map: &'m ColumnMap,
    pub columns: Columns<'m>,
    pub treaties: Treaties<'m>,
}

impl Rows<'_> {
    /// One row below the heading.
    pub(super) fn row(&mut self, drafts: &mut Drafts, line: &dyn Line) -> Result<(), Unreadable> {
        if self.is_skipped(line) {
            return Ok(());
        }
        if line.is_uneven(self.columns.width) {
            return self.uneven(drafts, line);
        }
        let who = self.who(line);
        let treaty = self.treaties.of_row(self.map, &self.columns, drafts, line)?;
        for at in &self.columns.acts {
            self.act(drafts, line, at, &who, &treaty)?;
        }
        Ok(())
    }

    fn is_skipped(&self, line: &dyn Line) -> bool {
        let mut cells = [self.columns.name, self.columns.code].into_iter().flatten();
        cells.any(|at| {
            let text = squeezed(line.cell(at).text);
            self.map.skip.iter().any(|skip| skip.eq_ignore_ascii_case(&text))
        })
    }

    /// Every day of a row whose cells may stand below other headings than their own.
    fn uneven(&self, drafts: &mut Drafts, line: &dyn Line) -> Result<(), Unreadable> {
        let is_day = |number: &usize| {
            let day = days::read(line.cell(*number).text, &Forms::default());
            matches!(day, Ok(Day::Known { .. }))
        };
        let dated = (0..line.len()).filter(is_day).count().max(1);
        let cells: Vec<&str> = (0..line.len()).map(|number| line.cell(number).text).collect();
        for _ in 0..dated {
            drafts.uneven(line.place(0), &cells.join(","), (line.len(), self.columns.width))?;
        }
        Ok(())
    }

    fn who(&self, line: &dyn Line) -> Who {
        let cell = |at: Option<usize>| at.map_or(Cell::BLANK, |at| line.cell(at));
        let (name, code) = (cell(self.columns.name), cell(self.columns.code));
        let by_code = !code.is_blank();
        let counts = if by_code { code } else { name };
        let raw = if name.is_blank() { code } else { name };
        let (code, name, raw) = (cut(code.text), cut(name.text), cut(raw.text));
        let mut notes = Vec::new();
        let mut participant = if by_code {
            squeezed(code)
        } else {
            let (plain, marks) = without_notes(name);
            notes.extend(marks.map(|marks| format!("footnotes {marks}")));
            plain
        };
        for (marker, meaning) in &self.map.markers {
            let marker = marker.as_str();
            let plain = participant.strip_prefix(marker).or_else(|| participant.strip_suffix(marker));
            if let Some(plain) = plain.map(|plain| plain.trim().to_owned()) {
                participant = plain;
                notes.push(meaning.clone());
            }
        }
        let remarks = self.columns.note.iter().map(|at| squeezed(line.cell(*at).text));
        notes.extend(remarks.filter(|remark| !remark.is_empty()));
        let lost = if counts.kind == Kind::Formula {
            Some((Reason::Formula, "a formula stands in place of who did it".to_owned()))
        } else if participant.is_empty() {
            Some((Reason::UnknownName, "nobody is named in this row".to_owned()))
        } else {
            None
        };
        let note = (!notes.is_empty()).then(|| notes.join("; "));
        Who { participant, by_code, raw: raw.to_owned(), note, lost }
    }

    fn act(
        &self,
        drafts: &mut Drafts,
        line: &dyn Line,
        at: &ActAt,
        who: &Who,
        treaty: &Result<usize, Lost>,
    ) -> Result<(), Unreadable> {
        let cell = |column: Option<usize>| column.map_or(Cell::BLANK, |at| line.cell(at));
        let cells = Cells {
            word: cell(at.word),
            said: cell(at.said),
            day: cell(at.day),
            effective: cell(at.effective),
        };
        let place = place(line, at);
        let told = match cells::told(self.map, at, &cells) {
            Ok(None) => return Ok(()),
            Ok(Some(told)) => told,
            Err((reason, why)) => return drafts.lost(place, reason, &cells.raw(), why),
        };
        let ToldAct { what, day, effective_on, withdrawn, flags, effect_lost } = told;
        let treaty = match (&who.lost, treaty) {
            (Some((reason, why)), _) | (None, Err((reason, why))) => {
                return drafts.lost(place, *reason, &cells.raw(), why);
            }
            (None, Ok(treaty)) => *treaty,
        };
        if let (Some((reason, why)), Some(column)) = (effect_lost, at.effective) {
            drafts.lost(line.place(column), reason, line.cell(column).text, why)?;
        }
        drafts.counted();
        drafts.act(
            treaty,
            DraftAct {
                place,
                participant: who.participant.clone(),
                by_code: who.by_code,
                what,
                day,
                territory: None,
                effective_on,
                withdrawn,
                flag: (!flags.is_empty()).then(|| flags.join("; ")),
                note: who.note.clone(),
                said: None,
                raw_name: who.raw.clone(),
                raw_header: cut(&at.raw_header).to_owned(),
                raw_cell: cells.raw(),
            },
        )
    }
}

/// The cell of the day; where it is blank, the first other one that is not.
fn place(line: &dyn Line, at: &ActAt) -> Place {
    let columns = [at.day, at.word, at.said, at.effective];
    let filled = columns.into_iter().flatten().find(|column| !line.cell(*column).is_blank());
    line.place(filled.or(at.day).unwrap_or_default())
}
