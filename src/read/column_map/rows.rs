//! Rows of a table to drafts and findings, by a map.

use super::cells::{self, Cells, Lost, ToldAct};
use super::columns::{ActAt, Columns, DayAt};
use super::profile::ColumnMap;
use super::texts::{Text, squeezed};
use super::treaties::Treaties;
use crate::model::draft::{DraftAct, Place, Reason};
use crate::read::day_order::Orders;
use crate::read::days;
use crate::read::drafts::{Drafts, cut};
use crate::read::footnotes::without_notes;
use crate::read::input::Unreadable;
use crate::read::noticed::noticed;
use crate::read::table::{Cell, Kind, Line};
use crate::read::text::offset;

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
    pub orders: Orders,
    /// Those of the table, which may stand in it again.
    pub headings: Vec<String>,
}

impl Rows<'_> {
    /// One row below the heading.
    pub(super) fn row(&mut self, drafts: &mut Drafts, line: &dyn Line) -> Result<(), Unreadable> {
        if self.is_skipped(line) || self.is_heading(line) {
            return Ok(());
        }
        if line.is_uneven(self.columns.width) {
            return self.uneven(drafts, line);
        }
        let treaty = self.treaties.of_row(self.map, &self.columns, &self.orders, drafts, line)?;
        let texts = self.texts(line);
        let open = self.left_open(line, &texts);
        // What cannot be read of a row is told once, however many did it.
        for (number, who) in self.who(line).into_iter().enumerate() {
            let row =
                InRow { line, treaty: &treaty, texts: &texts, open: open.as_deref(), is_first: number == 0 };
            for at in &self.columns.acts {
                let own = self.treaties.of_act(at).map(Ok);
                let row = InRow { treaty: own.as_ref().unwrap_or(&treaty), ..row };
                self.act(drafts, &row, at, &who)?;
            }
        }
        self.unread(drafts, line, &texts)
    }

    /// Every day in a column that no key of the map is for, or in a text without the words behind which a day is read; and in
    /// place of a name, as in a note below the table.
    fn unread(&self, drafts: &mut Drafts, line: &dyn Line, texts: &Texts) -> Result<(), Unreadable> {
        let is_without_acts = self.columns.acts.iter().all(|at| {
            let days = Days::of(line, at, &self.map.unknown);
            days.cells(line, at).raw().is_empty()
        });
        if is_without_acts {
            let who = [self.columns.name, self.columns.code].into_iter().flatten();
            for at in who.chain(self.columns.every.iter().copied()) {
                for day in noticed(line.cell(at).text) {
                    let why = "it stands in place of a name, and the row tells nothing else: a note below the table?";
                    drafts.lost(line.place(at), Reason::UnreadColumn, &day, why)?;
                }
            }
        }
        for (at, heading) in &self.columns.unread {
            for day in noticed(line.cell(*at).text) {
                let why = format!("no key of the map '{}' is for the column '{heading}'", self.map.name);
                drafts.lost(line.place(*at), Reason::UnreadColumn, &day, why)?;
            }
        }
        for at in &self.columns.watched {
            for day in noticed(line.cell(*at).text) {
                let why = "of this column the map only says what its words leave open, and reads no day";
                drafts.lost(line.place(*at), Reason::UnreadColumn, &day, why)?;
            }
        }
        for (column, after) in &self.columns.texts {
            let Some(text) = texts.of(*column) else { continue };
            let forms = self.map.forms(self.orders.of(*column));
            let inside = days::inside(&text.whole, &forms);
            let behind = after.iter().filter_map(|words| text.behind(words));
            let read: Vec<usize> = behind
                .filter_map(|rest| days::leading(rest, &forms))
                .map(|day| offset(&text.whole, day))
                .collect();
            // Days in other forms, and months, are told where no other day stands there.
            let others = if inside.is_empty() && read.is_empty() { noticed(&text.whole) } else { Vec::new() };
            let inside = inside.into_iter().filter(|day| !read.contains(&offset(&text.whole, day)));
            for day in inside.chain(others.iter().map(String::as_str)) {
                let words: Vec<&str> =
                    after.iter().copied().flatten().map(|word| word.written.as_str()).collect();
                let why = format!(
                    "what was done then is not known: of this cell only the first day behind '{}' is read",
                    words.join("' or '")
                );
                drafts.lost(line.place(*column), Reason::UnknownAction, day, why)?;
            }
        }
        Ok(())
    }

    /// The cells of a row in which days stand behind words.
    fn texts(&self, line: &dyn Line) -> Texts {
        let behind = self.columns.acts.iter().filter(|at| !at.act.after.is_empty());
        let mut texts = Texts::default();
        for column in behind.flat_map(|at| at.day.columns()) {
            if texts.of(*column).is_none() {
                texts.0.push((*column, Text::of(line.cell(*column).text)));
            }
        }
        texts
    }

    /// Whether the headings stand there once more, as they do where one table is told in parts.
    fn is_heading(&self, line: &dyn Line) -> bool {
        line.len() == self.headings.len()
            && self
                .headings
                .iter()
                .enumerate()
                .all(|(at, heading)| line.cell(at).text.trim() == heading.trim())
    }

    /// What a cell of this row leaves open, where no act behind words of a text says more.
    fn left_open(&self, line: &dyn Line, texts: &Texts) -> Option<String> {
        let open = flags_of(line, &self.columns.open)?;
        let says_more = |at: &ActAt| {
            let days = Days::of(line, at, &self.map.unknown);
            let cells = Cells { text: texts.of_act(at), ..days.cells(line, at) };
            !at.act.after.is_empty() && matches!(cells::told(self.map, at, &cells, &self.orders), Ok(Some(_)))
        };
        (!self.columns.acts.iter().any(says_more)).then_some(open)
    }

    fn is_skipped(&self, line: &dyn Line) -> bool {
        let is_one_of = |at: usize, cells: &[String]| {
            let text = squeezed(line.cell(at).text);
            cells.iter().any(|cell| cell.eq_ignore_ascii_case(&text))
        };
        if self.columns.only.iter().any(|(at, cells)| !is_one_of(*at, cells)) {
            return true;
        }
        let own = [self.columns.name, self.columns.code].into_iter().flatten();
        let mut cells = own.chain(self.columns.every.iter().copied());
        cells.any(|at| is_one_of(at, &self.map.skip))
    }

    /// Every day of a row whose cells may stand below other headings than their own.
    fn uneven(&self, drafts: &mut Drafts, line: &dyn Line) -> Result<(), Unreadable> {
        let dated = (0..line.len()).map(|number| noticed(line.cell(number).text).len()).sum();
        let cells: Vec<&str> = (0..line.len()).map(|number| line.cell(number).text).collect();
        drafts.uneven(line.place(0), &cells.join(","), (line.len(), self.columns.width), dated)
    }

    /// Whom a row is about: one, or each of several.
    fn who(&self, line: &dyn Line) -> Vec<Who> {
        let cell = |at: Option<usize>| at.map_or(Cell::BLANK, |at| line.cell(at));
        if let Some(is) = &self.map.participant.is {
            return vec![self.called(line, Cell { text: is, kind: Kind::Text }, Cell::BLANK)];
        }
        if !self.columns.every.is_empty() {
            let every = self.columns.every.iter().map(|at| line.cell(*at));
            let every = every.filter(|cell| !cell.is_blank());
            let every: Vec<Who> = every.map(|cell| self.called(line, cell, Cell::BLANK)).collect();
            return if every.is_empty() { vec![self.called(line, Cell::BLANK, Cell::BLANK)] } else { every };
        }
        vec![self.called(line, cell(self.columns.name), cell(self.columns.code))]
    }

    fn called(&self, line: &dyn Line, name: Cell, code: Cell) -> Who {
        let by_code = !code.is_blank();
        let counts = if by_code { code } else { name };
        let raw = if name.is_blank() { code } else { name };
        let (code, name, raw) = (cut(code.text), cut(name.text), cut(raw.text));
        let mut notes = Vec::new();
        let mut participant = if by_code {
            match &self.map.participant.numbers {
                Some(list) => format!("{list} {}", number_of(code)),
                None => squeezed(code),
            }
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

    fn act(&self, drafts: &mut Drafts, row: &InRow, at: &ActAt, who: &Who) -> Result<(), Unreadable> {
        let line = row.line;
        let days = Days::of(line, at, &self.map.unknown);
        let Some(between) = &at.act.between else {
            let cells = Cells { text: row.texts.of_act(at), ..days.cells(line, at) };
            return self.one(drafts, row, at, cells, who);
        };
        // A cell without a day is one piece all the same: another column may tell that it was done.
        let pieces = days.day.text().split(between.as_str());
        let pieces: Vec<&str> = pieces.filter(|piece| !piece.trim().is_empty()).collect();
        let pieces = if pieces.is_empty() { vec![""] } else { pieces };
        for text in pieces {
            let cells = days.cells(line, at);
            let day = Cell { text, kind: cells.day.kind };
            self.one(drafts, row, at, Cells { day, ..cells }, who)?;
        }
        Ok(())
    }

    fn one(
        &self,
        drafts: &mut Drafts,
        row: &InRow,
        at: &ActAt,
        cells: Cells,
        who: &Who,
    ) -> Result<(), Unreadable> {
        let (line, treaty) = (row.line, row.treaty);
        let place = place(line, at);
        let told = match cells::told(self.map, at, &cells, &self.orders) {
            Ok(Some(told)) => told,
            Err((reason, why)) if row.is_first => return drafts.lost(place, reason, &cells.raw(), why),
            Ok(None) | Err(_) => return Ok(()),
        };
        let ToldAct { what, day, effective_on, withdrawn, mut flags, effect_lost } = told;
        flags.extend(row.open.map(str::to_owned));
        if !at.act.after.is_empty() {
            flags.extend(flags_of(line, &self.columns.against));
        }
        let treaty = match (&who.lost, treaty) {
            (None, Err(_)) if !row.is_first => return Ok(()),
            (Some((reason, why)), _) | (None, Err((reason, why))) => {
                return drafts.lost(place, *reason, &cells.raw(), why);
            }
            (None, Ok(treaty)) => *treaty,
        };
        let effect_lost = effect_lost.filter(|_| row.is_first);
        if let (Some((reason, why)), Some(column)) = (effect_lost, at.effective.columns().first()) {
            drafts.lost(line.place(*column), reason, line.cell(*column).text, why)?;
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

/// The number of a State as lists write it: `002` and `2.0` are 2.
fn number_of(cell: &str) -> String {
    let number = cell.trim();
    let number = number.strip_suffix(".0").unwrap_or(number);
    let short = number.trim_start_matches('0');
    if short.is_empty() { number.to_owned() } else { short.to_owned() }
}

/// What the cells of these columns say that a reader should see.
fn flags_of(line: &dyn Line, columns: &[(usize, &[(String, String)])]) -> Option<String> {
    let cells = columns.iter().filter_map(|(at, cells)| {
        let text = squeezed(line.cell(*at).text);
        cells.iter().find(|(cell, _)| cell.eq_ignore_ascii_case(&text)).map(|(_, flag)| flag.as_str())
    });
    let flags: Vec<&str> = cells.collect();
    (!flags.is_empty()).then(|| flags.join("; "))
}

/// What holds for every act of a row.
struct InRow<'a> {
    line: &'a dyn Line,
    treaty: &'a Result<usize, Lost>,
    texts: &'a Texts,
    /// What the row leaves open.
    open: Option<&'a str>,
    /// Nobody before in the row did the same.
    is_first: bool,
}

/// Cells of text, by their columns.
#[derive(Default)]
struct Texts(Vec<(usize, Text)>);

impl Texts {
    fn of(&self, column: usize) -> Option<&Text> {
        self.0.iter().find(|text| text.0 == column).map(|text| &text.1)
    }

    /// That of the day of an act.
    fn of_act(&self, at: &ActAt) -> Option<&Text> {
        at.day.columns().first().and_then(|column| self.of(*column))
    }
}

/// The cells of the days of one act, put together where each stands in several columns.
struct Days<'a> {
    day: DayCell<'a>,
    effective: DayCell<'a>,
}

enum DayCell<'a> {
    There(Cell<'a>),
    Together(String, Kind),
}

impl DayCell<'_> {
    fn of<'a>(line: &'a dyn Line, at: DayAt, unknown: &[String]) -> DayCell<'a> {
        match at {
            DayAt::Nowhere => DayCell::There(Cell::BLANK),
            DayAt::One(column) => DayCell::There(line.cell(column)),
            DayAt::Three(columns) => {
                let known = |column| {
                    let cell = line.cell(column);
                    let is_unknown = unknown.iter().any(|word| word.eq_ignore_ascii_case(cell.text.trim()));
                    if is_unknown { Cell { text: "", ..cell } } else { cell }
                };
                let [year, month, day] = columns.map(known);
                let is_formula = [year, month, day].iter().any(|cell| cell.kind == Kind::Formula);
                let kind = if is_formula { Kind::Formula } else { Kind::Text };
                DayCell::Together(days::of_parts(year.text, month.text, day.text), kind)
            }
        }
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Self::There(cell) => *cell,
            Self::Together(text, kind) => Cell { text, kind: *kind },
        }
    }

    fn text(&self) -> &str {
        self.cell().text
    }
}

impl<'a> Days<'a> {
    fn of(line: &'a dyn Line, at: &ActAt, unknown: &[String]) -> Self {
        let of = |at| DayCell::of(line, at, unknown);
        Self { day: of(at.day), effective: of(at.effective) }
    }

    fn cells(&'a self, line: &'a dyn Line, at: &ActAt) -> Cells<'a> {
        let cell = |column: Option<usize>| column.map_or(Cell::BLANK, |at| line.cell(at));
        Cells {
            word: cell(at.word),
            said: cell(at.said),
            day: self.day.cell(),
            text: None,
            effective: self.effective.cell(),
        }
    }
}

/// The cell of the day; where it is blank, the first other one that is not.
fn place(line: &dyn Line, at: &ActAt) -> Place {
    let days = [at.day.columns().first(), at.effective.columns().first()].map(Option::<&usize>::copied);
    let columns = [days[0], at.word, at.said, days[1]];
    let filled = columns.into_iter().flatten().find(|column| !line.cell(*column).is_blank());
    line.place(filled.or(days[0]).unwrap_or_default())
}
