//! The status page of a treaty in the United Nations Treaty Collection as a browser saves it. Its parts are told by the names
//! of its elements, whatever the layout around them is.

use super::html::{self, Page, Table, is_called};
use super::input::{Input, Read};
use super::mtdsg::reference;
use super::noticed::noticed;
use super::number_on_page::number_behind;
use super::text;
use super::untc::{self, StatusPage};
use super::untc_entries::{Above, Entry, Part};
use super::untc_lines::{Words, join, plain};

/// The table of participants.
const TABLE: &str = "tblgrid";

/// The table of territories.
const TERRITORIES: &str = "tblDec";

/// A further table, and what stands above it.
const FURTHER: (&str, &str) = ("Table1", "Repeater1_ctl00_tcText");

/// What stands before the number of the treaty in addresses.
const NUMBER: &str = "mtdsg_no=";

pub(super) fn recognises(input: &Input) -> bool {
    text::is_page(input) && names_table(&html::looked_at(input))
}

/// Whether an attribute names the table of participants, in quotes of either kind or in none.
fn names_table(page: &str) -> bool {
    page.match_indices("_tblgrid").any(|(at, name)| {
        let behind = page[at + name.len()..].chars().next();
        behind.is_none_or(|letter| matches!(letter, '"' | '\'' | '>') || letter.is_whitespace())
    })
}

pub(super) fn read(input: &Input) -> Read {
    let page = Page::read(input)?;
    let mut status =
        StatusPage { code: number_behind(&[NUMBER], input.bytes, reference), ..StatusPage::default() };
    status.rows = page.table(TABLE).map(rows).unwrap_or_default();
    status.territories = page.table(TERRITORIES).map(rows).unwrap_or_default();
    status.unread = unread(&page);
    if status.unread.is_empty() && page.table(FURTHER.0).is_some_and(|table| table.rows.len() > 1) {
        let called = page.lines.iter().find(|line| is_called(&line.id, FURTHER.1));
        status.others.push(called.map_or_else(|| "it has no heading".to_owned(), |line| line.text.clone()));
    }
    let mut notes = 0;
    let mut note_id = None;
    let mut under = Above::default();
    for line in page.lines {
        let id = own_id(&line.id);
        let words = (line.place, line.text);
        let (part, field) =
            (id.split('_').next().unwrap_or_default(), id.rsplit('_').next().unwrap_or_default());
        match (part, field) {
            ("div3", _)
                if ["STATUS", "ÉTAT AU", "ETAT AU", "STATUT"]
                    .iter()
                    .any(|word| words.1.starts_with(word)) =>
            {
                status.as_at = Some(words);
            }
            ("rptTreaty", "tcTreaty") => join(&mut status.title, &words.1),
            ("rptTreaty", "tcText") => join(&mut status.conclusion, &words.1),
            ("rptEIF", "tcEifLabel") => join(&mut status.in_force.0, &words.1),
            ("rptEIF", "tcText") => join(&mut status.in_force.1, &words.1),
            ("rptRegistration", "tcText") => join(&mut status.registration, &words.1),
            ("rptStatus", "tcText") => join(&mut status.counted, &words.1),
            ("rptNotes", "tcText") => join(&mut status.note, &words.1),
            ("divMainDecArt" | "div1", _) => under.begin(&words.1),
            ("divDecArt", _) => under.add(&words.1),
            ("dgNotesAll", "divNotesAll") => {
                let text = if note_id.as_ref() == Some(&line.id) {
                    words.1
                } else {
                    notes += 1;
                    note_id = Some(line.id.clone());
                    let mark = notes.to_string();
                    words
                        .1
                        .strip_prefix(&mark)
                        .map_or_else(|| words.1.clone(), |text| text.trim_start().to_owned())
                };
                status.footnotes.add(&notes.to_string(), &text);
            }
            (part, field) => {
                let Some(part) = part_of(part) else { continue };
                if field == "divParticipant" {
                    status.said.push(Entry::of(part, words, &under));
                } else if let Some(entry) = status.said.last_mut().filter(|_| field != "divMainText") {
                    entry.add(words, line.slanted);
                }
            }
        }
    }
    untc::drafts(status, input, "HTML")
}

/// The parts of a page that are read, by the names of their elements.
const PARTS: [&str; 14] = [
    "rptTreaty",
    "rptEIF",
    "rptRegistration",
    "rptStatus",
    "rptNotes",
    "dgDec",
    "dgObj",
    "dgDecUnderArticle",
    "dgNotifications",
    "dgNotesAll",
    "divMainDecArt",
    "divDecArt",
    "div1",
    "div3",
];

/// The name of an element from that of the part on, without those of what is around it, which were others on older pages.
fn own_id(id: &str) -> &str {
    if let Some((_, own)) = id.rsplit_once("InnerPage_") {
        return own;
    }
    let starts = [0].into_iter().chain(id.match_indices('_').map(|(at, _)| at + 1));
    let is_part = |at: &usize| {
        let name = id[*at..].split('_').next().unwrap_or_default();
        PARTS.contains(&name)
    };
    starts.filter(is_part).map(|at| &id[at..]).next().unwrap_or(id)
}

/// The days in further tables of participants, and in tables that stand in those that are read.
fn unread(page: &Page) -> Vec<Words> {
    let read =
        [TABLE, TERRITORIES].map(|name| page.tables.iter().position(|table| is_called(&table.id, name)));
    let others = page.tables.iter().enumerate().filter(|(at, _)| !read.contains(&Some(*at)));
    let tables = others.map(|(_, table)| table);
    let tables = tables.filter(|table| {
        is_of_rows(table) || [TABLE, TERRITORIES, FURTHER.0].iter().any(|name| is_called(&table.id, name))
    });
    let cells = tables.flat_map(|table| table.rows.iter().flatten());
    cells.flat_map(|cell| noticed(&cell.text).into_iter().map(|day| (cell.place, day))).collect()
}

/// Whether a table is one of rows under a heading, and nothing that is only laid out so: its heading has several short cells
/// without a day, and the rows below as many.
fn is_of_rows(table: &Table) -> bool {
    const LONGEST: usize = 200;
    let Some((heading, rows)) = table.rows.split_first() else { return false };
    let is_heading = |text: &str| {
        let text = plain(text);
        !text.is_empty() && text.len() <= LONGEST && text.contains(char::is_alphabetic)
    };
    heading.len() > 1
        && heading.iter().all(|cell| is_heading(&cell.text) && noticed(&cell.text).is_empty())
        && rows.iter().any(|row| row.len() == heading.len())
}

/// The part of the page that a list of texts is.
fn part_of(list: &str) -> Option<Part> {
    match list {
        "dgDec" => Some(Part::Declarations),
        "dgObj" => Some(Part::Objections),
        "dgDecUnderArticle" => Some(Part::UnderArticle),
        "dgNotifications" => Some(Part::Notifications),
        _ => None,
    }
}

fn rows(table: &Table) -> Vec<Vec<Words>> {
    let row = |row: &Vec<super::html::Cell>| row.iter().map(|cell| (cell.place, cell.text.clone())).collect();
    table.rows.iter().map(row).collect()
}
