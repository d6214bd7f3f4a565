//! The Council of Europe's chart of signatures and ratifications, pasted from its page, saved as a table or with its page: one row
//! per State. What a letter under Notes means is taken from the legend, where the chart has one.

use super::cells::{self, Cell, add};
use super::coe;
use super::coe_notes::{KNOWN_MARKS, Notes, lines, meaning_of_r, without_mark};
use super::coe_words::{AS_OF, BESIDE, COUNTED, LANGUAGES, Language, TREATY};
use super::days::{self, Forms};
use super::drafts::Drafts;
use super::footnotes::without_tags;
use super::html::{self, Page};
use super::input::{Input, MOST_ROWS, Read, Unreadable};
use super::noticed::noticed;
use super::put_together::place_in_file;
use super::rows::{self, Row};
use super::text;
use crate::model::draft::{DraftTreaty, Place, Reason, What};
use crate::model::{ActKind, ClaimKind};
use crate::names::fold;

const SIGNED_FOR_GOOD: &str = "the notes say that the signature is without reservation as to ratification, and a ratification is given too";
const NO_CONSENT: &str = "it gives an entry into force and no act that could lead to it";

pub(super) fn recognises(input: &Input) -> bool {
    if text::is_page(input) {
        let within = fold(&html::looked_at(input));
        let has = |word: &&str| within.contains(*word);
        return LANGUAGES.iter().any(|language| {
            has(&language.council)
                && has(&language.signature)
                && language.ratification.iter().any(has)
                && language.in_force.iter().any(has)
        });
    }
    let beginning = input.beginning();
    let folded = fold(&beginning);
    let is_of_council = LANGUAGES.iter().any(|language| folded.contains(language.council));
    beginning.lines().any(|line| {
        let line = format!("{} ", fold(line));
        LANGUAGES.iter().any(|language| language.heads_whole(&line, !is_of_council))
    })
}

pub(super) fn read(input: &Input) -> Read {
    if !text::is_page(input) {
        return read_text(input, &text::decode(input, None)?);
    }
    let (text, places) = Page::read(input)?.into_text(is_heading);
    if !lines(&text).any(is_heading) {
        text::is_no_page(input)?;
    }
    let mut reading = read_text(input, &text)?;
    place_in_file(&mut reading, &places, |line, _| line);
    Ok(reading)
}

fn is_heading(line: &str) -> bool {
    let line = fold(line);
    LANGUAGES.iter().any(|language| language.heads(&line))
}

fn read_text(input: &Input, text: &str) -> Read {
    let code = input.about(only_number(text))?;
    let start = lines(text).find(|line| is_heading(line));
    let Some(heading) = start else {
        let why = "there is no heading in it: Signature, Ratification, Entry into force";
        return Err(Unreadable::wrong_form(Place::START, why));
    };
    let mut edition = coe::edition("chart of signatures and ratifications");
    (edition.shows_withdrawals, edition.is_whole) = (false, false);
    let mut drafts = Drafts::new(edition);
    let treaty = DraftTreaty::of(Place::START, code);
    let treaty = drafts.treaty(treaty)?;
    let mut chart = Chart { drafts, treaty, columns: None, r: meaning_of_r(text), rows: 0 };
    rows::each(text, rows::separator_of(heading), |row| chart.line(&row))?;
    Ok(chart.drafts.done())
}

/// The number of the treaty, where the text names one and no other: `Treaty No.185`, `(ETS No. 185)`.
fn only_number(text: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for line in lines(text) {
        let line = fold(line);
        let words: Vec<&str> = line.split(' ').collect();
        for (at, word) in words.iter().enumerate() {
            if !TREATY.contains(word) {
                continue;
            }
            let is_number = |word: &&&str| !["no", "n", "nr"].contains(*word);
            let next = words.get(at + 1).filter(is_number).or_else(|| words.get(at + 2));
            let code = next.and_then(|number| coe::code(&number.to_uppercase()));
            match (code, &found) {
                (Some(code), Some(known)) if code != *known => return None,
                (Some(code), None) => found = Some(code),
                _ => {}
            }
        }
    }
    found
}

struct Columns {
    headings: Vec<String>,
    name: usize,
    signature: usize,
    ratification: usize,
    in_force: Option<usize>,
    notes: Option<usize>,
}

impl Columns {
    fn headed(row: &Row) -> Option<Self> {
        let headings: Vec<String> = row.cells().map(|cell| cell.trim().to_owned()).collect();
        let column = |wanted: &[&str]| {
            let is_it = |heading: &String| wanted.iter().any(|word| fold(heading).starts_with(word));
            headings.iter().position(is_it)
        };
        let (language, signature, ratification) = LANGUAGES.iter().find_map(|language| {
            Some((language, column(&[language.signature])?, column(language.ratification)?))
        })?;
        // English and French have the same words for the acts.
        let beside = |of: fn(&Language) -> &'static [&'static str]| {
            column(of(language)).or_else(|| LANGUAGES.iter().find_map(|other| column(of(other))))
        };
        let in_force = beside(|language| language.in_force);
        let notes = beside(|language| language.notes);
        Some(Self { name: signature.checked_sub(1)?, signature, ratification, in_force, notes, headings })
    }

    fn cell<'a>(&'a self, row: &Row<'a>, number: usize) -> Cell<'a> {
        let header = self.headings.get(number).map_or("", String::as_str);
        Cell { place: row.place(number), header, text: row.cell(number) }
    }
}

struct Chart {
    drafts: Drafts,
    treaty: usize,
    columns: Option<Columns>,
    r: Option<ActKind>,
    rows: usize,
}

impl Chart {
    fn line(&mut self, row: &Row) -> Result<(), Unreadable> {
        self.rows += 1;
        if self.rows > MOST_ROWS {
            return Err(Unreadable::too_many_rows(row.place(0)));
        }
        if let Some(columns) = Columns::headed(row) {
            self.columns = Some(columns);
            return Ok(());
        }
        let first = row.cells().find(|cell| !cell.trim().is_empty()).map(fold).unwrap_or_default();
        if AS_OF.iter().any(|words| first.starts_with(words)) {
            return self.status(row);
        }
        if BESIDE.iter().any(|beside| first.starts_with(beside)) {
            // That the chart is whole is known by its end.
            let ends = |(line, claim): &(&str, ClaimKind)| {
                *claim == ClaimKind::PartyCount && first.starts_with(line)
            };
            self.drafts.edition().is_whole |= COUNTED.iter().any(ends);
            let number = row.cells().filter_map(|cell| cell.trim().parse().ok()).last();
            for (line, claim) in COUNTED {
                if let Some(number) = number.filter(|_| first.starts_with(line)) {
                    self.drafts.published(self.treaty, claim, number);
                }
            }
            return Ok(());
        }
        let Some(columns) = self.columns.take() else {
            return Ok(());
        };
        let done = self.row(&columns, row);
        self.columns = Some(columns);
        done
    }

    /// `Status as of 24/11/2025`.
    fn status(&mut self, row: &Row) -> Result<(), Unreadable> {
        let line = row.cells().map(str::trim).collect::<Vec<_>>().join(" ");
        let start = line.find(|letter: char| letter.is_ascii_digit()).unwrap_or(line.len());
        let day = line.get(start..).unwrap_or_default();
        let day = day.trim_matches(|letter: char| !letter.is_alphanumeric());
        // `Status as of: 15/11/2018 (as it appears on the site)`.
        let day = days::leading(day, &Forms::default()).unwrap_or(day);
        let cell = Cell { place: row.place(0), header: "Status as of", text: day };
        let day = cell.whole_day(&mut self.drafts, &Forms::default())?;
        self.drafts.edition().status_as_at = day;
        Ok(())
    }

    fn row(&mut self, columns: &Columns, row: &Row) -> Result<(), Unreadable> {
        let dated = [Some(columns.signature), Some(columns.ratification), columns.in_force];
        let is_row = row.cells().skip(columns.name + 1).any(|cell| !cell.trim().is_empty());
        // A day where none has to stand: the line is not cut as the heading is.
        let stray = (0..row.len())
            .filter(|number| !dated.contains(&Some(*number)) && Some(*number) != columns.notes)
            .find(|number| has_day(row.cell(*number)));
        if let Some(stray) = stray {
            let why = "a day stands in this line where the heading has no column for one";
            let line = row.cells().collect::<Vec<_>>().join(" | ");
            return self.drafts.lost(row.place(stray), Reason::UnevenRow, &line, why);
        }
        if !is_row {
            return Ok(());
        }
        self.acts(columns, row)
    }

    fn acts(&mut self, columns: &Columns, row: &Row) -> Result<(), Unreadable> {
        let (name, mark) = name_of(row.cell(columns.name));
        let mut notes = Notes::read(columns.notes.map_or("", |number| row.cell(number)));
        let mut note = remarks(columns, row, mark);
        add(&mut note, &notes.others);
        let forms = Forms::default();
        let signature = columns.cell(row, columns.signature);
        let plain = without_tags(signature.text).0;
        let (day, signature_mark) = without_mark(&plain);
        let signed = Cell { text: day, ..signature }.day(&mut self.drafts, &forms)?;
        let ratification = columns.cell(row, columns.ratification);
        let plain = without_tags(ratification.text).0;
        let (day, consent_mark) = without_mark(&plain);
        let consented = Cell { text: day, ..ratification }.day(&mut self.drafts, &forms)?;
        for mark in [signature_mark, consent_mark] {
            notes.add(KNOWN_MARKS.iter().find(|known| **known == mark).copied().unwrap_or_default());
        }
        let in_force = match columns.in_force.map(|number| columns.cell(row, number)) {
            Some(cell) if cell.text.trim() != "//" => {
                let plain = without_tags(cell.text).0;
                let day = Cell { text: &plain, ..cell }.whole_day(&mut self.drafts, &forms)?;
                day.map(|day| (cell, day))
            }
            _ => None,
        };
        let for_good = notes.has("s") && consented.is_none() && signed.is_some();
        let effect = in_force.map(|found| found.1);
        if let Some((cell, _)) = in_force.filter(|_| consented.is_none() && !for_good) {
            self.drafts.lost(cell.place, Reason::AmbiguousHeading, cell.text, NO_CONSENT)?;
        }
        let (signature_kind, signature_flag) = notes.signature(self.r);
        let (consent_kind, consent_flag) = notes.consent(self.r);
        let both = if notes.has("s") && consented.is_some() { SIGNED_FOR_GOOD } else { "" };
        let signed = signed.map(|dated| {
            (signature, signature_kind, dated, effect.filter(|_| for_good), [signature_flag, both])
        });
        let consented =
            consented.map(|dated| (ratification, consent_kind, dated, effect, [consent_flag, both]));
        for (cell, kind, dated, effective_on, flags) in [signed, consented].into_iter().flatten() {
            let mut act = cell.act(name, What::Act(kind), dated);
            act.effective_on = effective_on;
            row.cell(columns.name).clone_into(&mut act.raw_name);
            for flag in flags {
                add(&mut act.flag, flag);
            }
            add(&mut act.note, note.as_deref().unwrap_or_default());
            cells::take(&mut self.drafts, self.treaty, act)?;
        }
        self.noted(columns, row, name, &notes)
    }

    /// What the notes tell with a day.
    fn noted(&mut self, columns: &Columns, row: &Row, name: &str, notes: &Notes) -> Result<(), Unreadable> {
        let Some(cell) = columns.notes.map(|number| columns.cell(row, number)) else { return Ok(()) };
        if notes.unread {
            let why = "a day stands under Notes, and what was done on it is not told";
            return self.drafts.lost(cell.place, Reason::UnknownAction, cell.text, why);
        }
        let Some((day, effect)) = notes.denounced else { return Ok(()) };
        let forms = Forms::default();
        let Some(dated) = Cell { text: day, ..cell }.day(&mut self.drafts, &forms)? else { return Ok(()) };
        let effective_on = match effect {
            Some(effect) => Cell { text: effect, ..cell }.whole_day(&mut self.drafts, &forms)?,
            None => None,
        };
        let mut act = cell.act(name, What::Act(ActKind::Denunciation), dated);
        act.effective_on = effective_on;
        row.cell(columns.name).clone_into(&mut act.raw_name);
        cells::take(&mut self.drafts, self.treaty, act)
    }
}

/// A name without the star or the bars beside it, and these.
fn name_of(raw: &str) -> (&str, &str) {
    let raw = raw.trim();
    let name = raw.trim_end_matches(['*', '/', ' ']);
    (name, raw[name.len()..].trim())
}

/// The mark beside the name, and the columns R., D., A., T., C. and O.
fn remarks(columns: &Columns, row: &Row, mark: &str) -> Option<String> {
    let mut note = None;
    if !mark.is_empty() {
        add(&mut note, &format!("'{mark}' stands beside the name"));
    }
    let read = [
        Some(columns.name),
        Some(columns.signature),
        Some(columns.ratification),
        columns.in_force,
        columns.notes,
    ];
    let ticked: Vec<&str> = (columns.name..row.len())
        .filter(|number| !read.contains(&Some(*number)))
        .map(|number| row.cell(number).trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    if !ticked.is_empty() {
        add(&mut note, &format!("marked {}", ticked.join(" ")));
    }
    note
}

fn has_day(cell: &str) -> bool {
    !noticed(cell).is_empty()
}
