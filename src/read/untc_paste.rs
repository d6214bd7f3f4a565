//! The status page of a treaty in the United Nations Treaty Collection as copied from a browser: what stood in a table has
//! tabs between its cells, everything else is told by its words.

use std::collections::HashSet;

use super::footnotes::without_notes;
use super::html::LARGEST;
use super::input::{Input, MOST_ROWS, Read, Unreadable};
use super::mtdsg::{conclusion, reference};
use super::noticed::noticed;
use super::text;
use super::untc::{self, StatusPage, TERRITORIES};
use super::untc_entries::{Above, Entry, Part};
use super::untc_lines::{Words, is_part, join, plain};
use crate::model::draft::Place;

/// The most bytes of a line, and the most cells of a row.
const LONGEST: usize = 1 << 20;
const WIDEST: usize = 500;

/// What the first line of a page says, in English and in French.
const AS_AT: [&str; 4] = ["STATUS AS AT", "ÉTAT AU", "ETAT AU", "STATUT AU"];

/// Labels above the table.
const LABELS: [&str; 6] = ["Entry into force", "Not yet in force", "Registration", "Status", "Text", "Note"];

/// The same in French.
const LABELS_IN_FRENCH: [&str; 6] =
    ["Entrée en vigueur", "Pas encore en vigueur", "Enregistrement", "État", "Texte", "Note"];

pub(super) fn recognises(input: &Input) -> bool {
    input.beginning().lines().any(is_as_at)
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, None)?;
    if text.len() > LARGEST {
        let why = format!("the page has more than {} MiB", LARGEST >> 20);
        return Err(Unreadable::wrong_form(Place::START, why));
    }
    let mut paste = Paste::default();
    for (number, line) in (1..).zip(text.lines()) {
        let place = Place { line: number, column: 1 };
        if usize::try_from(number).is_ok_and(|number| number > MOST_ROWS) {
            return Err(Unreadable::too_many_rows(place));
        }
        if line.len() > LONGEST || paste.row.len() + line.matches('\t').count() > WIDEST {
            let why = "this line is longer than 1 MiB, or has more than 500 cells";
            return Err(Unreadable::wrong_form(place, why));
        }
        paste.line(number, line);
    }
    paste.row_ends();
    let Paste { mut page, chapter, .. } = paste;
    page.code = number_of(&chapter, &page.title);
    untc::drafts(page, input, "pasted")
}

/// The number of the treaty: the chapter, and what stands before the title. Chapter XI has several parts, which a page does
/// not name.
fn number_of(chapter: &str, title: &str) -> Option<String> {
    let (number, rest) = title.split_once('.')?;
    let part = rest.split_whitespace().next().filter(|word| is_part(word));
    let part = part.map_or_else(String::new, |part| format!("-{part}"));
    (chapter != "XI").then(|| reference(&format!("{chapter}-{}{part}", number.trim()))).flatten()
}

/// Where on the page the lines are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum At {
    #[default]
    Above,
    Title,
    Label(usize),
    /// In the headings of a table, or in one of its rows.
    Table(Table),
    Below(Part),
    Notes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Participants,
    Territories,
    Other,
}

#[derive(Debug, Default)]
struct Paste {
    page: StatusPage,
    at: At,
    chapter: String,
    /// The row of a table so far: cells may begin on lines of their own.
    row: Vec<Words>,
    /// How many cells the rows of this table have; none before its headings are over.
    width: Option<usize>,
    names: HashSet<String>,
    /// The line before, which may be the title of a table.
    before: String,
    under: Above,
    notes: usize,
}

impl Paste {
    fn line(&mut self, number: u32, line: &str) {
        let line = line.trim_end_matches('\r');
        if let At::Table(_) = self.at
            && self.in_table(number, line)
        {
            return;
        }
        let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if is_heading(line) {
            self.row_ends();
            let is_first = self.page.rows.is_empty();
            self.at = At::Table(if is_first { Table::Participants } else { Table::Other });
            self.width = None;
            self.cells(number, line);
        } else if !text.is_empty() {
            match self.at {
                At::Above | At::Title | At::Label(_) => self.above(number, &text),
                At::Table(_) | At::Below(_) | At::Notes => self.below(number, &text),
            }
            self.before = text;
        }
    }

    /// A line while a table is open; whether it is of the table.
    fn in_table(&mut self, number: u32, line: &str) -> bool {
        if is_heading(line) && self.width.is_some() {
            self.row_ends();
            return false;
        }
        let goes_on = line.starts_with('\t');
        let is_full = self.width.is_some_and(|width| self.row.len() >= width);
        if goes_on && !is_full {
            self.cells(number, &line[1..]);
            return true;
        }
        if line.trim().is_empty() {
            return true;
        }
        if !line.contains('\t') && self.width.is_some() && !self.names_one(line) {
            self.row_ends();
            self.at = At::Below(Part::Declarations);
            return false;
        }
        self.row_ends();
        self.cells(number, line);
        true
    }

    /// Whether a line without a tab is the name in a row whose other cells stand on lines of their own: no title of a part.
    fn names_one(&self, line: &str) -> bool {
        part_of(line.trim()).is_none() && self.at != At::Table(Table::Territories) && !is_end(line.trim())
    }

    fn cells(&mut self, number: u32, line: &str) {
        let mut column = 1;
        for cell in line.split('\t') {
            let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
            self.row.push((Place { line: number, column }, text));
            column += u32::try_from(cell.chars().count() + 1).unwrap_or(u32::MAX);
        }
    }

    fn row_ends(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        let At::Table(mut table) = self.at else { return };
        if row.is_empty() {
            return;
        }
        if self.width.is_none() && table == Table::Other {
            if row.iter().map(|cell| cell.1.as_str()).eq(TERRITORIES) {
                table = Table::Territories;
                self.at = At::Table(table);
            } else {
                self.page.others.push(std::mem::take(&mut self.before));
            }
        }
        let width = *self.width.get_or_insert(row.len());
        while row.len() > width && row.last().is_some_and(|cell| cell.1.is_empty()) {
            row.pop();
        }
        // Blank cells at the end of a line are often lost on the way.
        let end = row.last().map_or(Place::START, |cell| cell.0);
        row.resize(row.len().max(width), (end, String::new()));
        match table {
            Table::Participants => {
                self.names.insert(plain(&row[0].1));
                self.page.rows.push(row);
            }
            Table::Territories => self.page.territories.push(row),
            Table::Other => {
                let days = |(place, text): Words| noticed(&text).into_iter().map(move |day| (place, day));
                self.page.unread.extend(row.into_iter().flat_map(days));
            }
        }
    }

    fn above(&mut self, number: u32, text: &str) {
        let place = Place { line: number, column: 1 };
        if is_as_at(text) {
            self.page.as_at = Some((place, text.to_owned()));
            return;
        }
        if let Some(chapter) = text.strip_prefix("CHAPTER ").or_else(|| text.strip_prefix("CHAPITRE ")) {
            chapter.trim().clone_into(&mut self.chapter);
            return;
        }
        let labels = LABELS.iter().chain(&LABELS_IN_FRENCH).enumerate();
        let mut found = labels.filter(|(_, label)| text.strip_prefix(**label).is_some_and(is_behind_label));
        if let Some((label, written)) = found.next() {
            let label = label % LABELS.len();
            self.at = At::Label(label);
            let value = text[written.len()..].trim_matches([':', ' ', '\u{a0}']);
            if label <= 1 {
                LABELS[label].clone_into(&mut self.page.in_force.0);
            }
            return self.labelled(label, value);
        }
        match self.at {
            At::Label(label) => self.labelled(label, text.trim_matches([':', ' '])),
            At::Title if conclusion(text).1.is_some() => text.clone_into(&mut self.page.conclusion),
            At::Title => join(&mut self.page.title, text),
            _ if is_number(text) && !self.chapter.is_empty() => {
                text.clone_into(&mut self.page.title);
                self.at = At::Title;
            }
            _ => {}
        }
    }

    fn labelled(&mut self, label: usize, value: &str) {
        let page = &mut self.page;
        let field = match label {
            0 | 1 => &mut page.in_force.1,
            2 => &mut page.registration,
            3 => &mut page.counted,
            5 => &mut page.note,
            _ => return,
        };
        join(field, value);
    }

    fn below(&mut self, number: u32, text: &str) {
        let words = (Place { line: number, column: 1 }, text.to_owned());
        if let At::Notes = self.at {
            return self.note(text);
        }
        if is_end(text) {
            self.at = At::Notes;
            return;
        }
        if let Some(part) = part_of(text).filter(|part| self.may_begin(*part, text)) {
            self.at = At::Below(part);
            self.under.begin(text);
            return;
        }
        let At::Below(part) = self.at else { return };
        let name = plain(text);
        if self.names.contains(&name) || name.ends_with(" (former)") {
            self.page.said.push(Entry::of(part, words, &self.under));
            return;
        }
        if let Some(entry) = self.page.said.last_mut().filter(|entry| entry.is_of(part)) {
            return entry.add(words, false);
        }
        // What somebody says whom the table does not have is no part of the heading.
        let days = noticed(text).into_iter().map(|day| (words.0, day));
        self.page.unread.extend(days);
        self.under.add(text);
    }

    /// A part begins once, and not within an earlier one: `Declarations` stands above texts too.
    fn may_begin(&self, part: Part, text: &str) -> bool {
        let begun = |part: Part| self.page.said.iter().any(|entry| entry.is_of(part));
        let any = !self.page.said.is_empty();
        match part {
            Part::Declarations => !any,
            Part::Objections => !begun(part) && !begun(Part::UnderArticle),
            Part::UnderArticle | Part::Notifications => !begun(part) && !text.ends_with(':'),
        }
    }

    /// Notes are numbered: the next one begins with its number.
    fn note(&mut self, text: &str) {
        let next = (self.notes + 1).to_string();
        if let Some(note) = text.strip_prefix(&next) {
            self.notes += 1;
            self.page.footnotes.add(&next, note.trim_start_matches(['.', ' ']));
        } else if self.notes > 0 {
            self.page.footnotes.add(&self.notes.to_string(), text);
        }
    }
}

/// Whether a line is the first cell of the headings of a table, or all of them.
fn is_heading(line: &str) -> bool {
    plain(line.split('\t').next().unwrap_or_default()) == "Participant"
}

/// Whether a line is the first one of a page: `STATUS AS AT : 03-02-2026`.
fn is_as_at(line: &str) -> bool {
    AS_AT.iter().any(|words| line.trim_start().starts_with(words))
}

/// What stands behind a label: nothing, a colon, or the value.
fn is_behind_label(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(':')
}

/// `6. Convention on Maps`, `2. c Amendment`.
fn is_number(text: &str) -> bool {
    text.split_once('.').is_some_and(|(number, _)| {
        (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_end(text: &str) -> bool {
    matches!(without_notes(text).0.as_str(), "End Note" | "End Notes" | "Notes" | "Endnotes" | "Notes de fin")
}

/// The part of the page that a line is the title of.
fn part_of(text: &str) -> Option<Part> {
    let text = without_notes(text).0;
    match text.as_str() {
        "Declarations and Reservations"
        | "Declarations"
        | "Reservations"
        | "Déclarations et Réserves"
        | "Déclarations et réserves"
        | "Déclarations"
        | "Réserves" => Some(Part::Declarations),
        "Objections" => Some(Part::Objections),
        "Notifications" => Some(Part::Notifications),
        text if text.starts_with("Notifications under ") => Some(Part::Notifications),
        text if ["Declarations made under ", "Declarations recognizing ", "Declarations under "]
            .iter()
            .any(|front| text.starts_with(front)) =>
        {
            Some(Part::UnderArticle)
        }
        _ => None,
    }
}
