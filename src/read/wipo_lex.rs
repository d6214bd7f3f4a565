//! WIPO Lex, the contracting parties of one treaty: the page as a browser saves it, or copied from a browser. Its table is
//! read by the column map for it; here is found which treaty it is of, and how many members the page counts.

use super::column_map::ColumnMap;
use super::html::{self, Page};
use super::input::{Input, MOST_ROWS, Read, Unreadable};
use super::number_on_page::number_behind;
use super::put_together::place_in_file;
use super::table_file::Opened;
use super::text;
use crate::model::ClaimKind;
use crate::model::draft::{Place, Reading};

/// The map that reads the table.
const MAP: &str = "wipo-site";

/// The name of the table on the page.
const TABLE: &str = "wipoTreatiesTable";

/// What the page calls its treaties and their number there, and our codes for them.
const TREATIES: [(&str, &str, &str); 29] = [
    ("1", "WIPO Convention", "WIPO CONVENTION"),
    ("2", "Paris Convention", "WIPO PARIS"),
    ("3", "Madrid Agreement (Indications of Source)", "WIPO MADRID-SOURCE"),
    ("4", "Patent Law Treaty", "WIPO PLT"),
    ("7", "Budapest Treaty", "WIPO BUDAPEST"),
    ("8", "Madrid Protocol", "WIPO MADRID-PROTOCOL"),
    ("9", "Hague Agreement", "WIPO HAGUE"),
    ("11", "Strasbourg Agreement", "WIPO STRASBOURG"),
    ("12", "Nice Agreement", "WIPO NICE"),
    ("13", "Vienna Agreement", "WIPO VIENNA"),
    ("14", "Locarno Agreement", "WIPO LOCARNO"),
    ("15", "Berne Convention", "WIPO BERNE"),
    ("18", "Phonograms Convention", "WIPO PHONOGRAMS"),
    ("20", "WIPO Performances and Phonograms Treaty", "WIPO WPPT"),
    ("29", "Washington Treaty", "WIPO WASHINGTON"),
    ("30", "Singapore Treaty", "WIPO SINGAPORE"),
    ("841", "Beijing Treaty on Audiovisual Performances", "WIPO BEIJING"),
    ("843", "Marrakesh VIP Treaty", "WIPO MARRAKESH"),
    // These are known by their names alone.
    ("", "Patent Cooperation Treaty", "WIPO PCT"),
    ("", "PCT", "WIPO PCT"),
    ("", "WIPO Copyright Treaty", "WIPO WCT"),
    ("", "Madrid Agreement (Marks)", "WIPO MADRID-MARKS"),
    ("", "Madrid Agreement Concerning the International Registration of Marks", "WIPO MADRID-MARKS"),
    ("", "Rome Convention", "WIPO ROME"),
    ("", "Geneva Act of the Lisbon Agreement", "WIPO LISBON-GENEVA"),
    ("", "Lisbon Agreement", "WIPO LISBON"),
    ("", "Trademark Law Treaty", "WIPO TLT"),
    ("", "Nairobi Treaty", "WIPO NAIROBI"),
    ("", "Brussels Convention", "WIPO BRUSSELS"),
];

/// The most bytes of a row: what reads the table tells of a longer one.
const LONGEST: usize = 1 << 20;

/// The most bytes of the headings.
const LONGEST_HEADING: usize = 1_000;

/// What the headings of the first three columns are called, in English, French and Spanish.
const HEADINGS: [&[&str]; 3] = [
    &[
        "Member",
        "Contracting Party",
        "Membre",
        "Partie contractante",
        "Membre/Partie contractante",
        "Miembro",
        "Parte contratante",
        "Miembro/Parte contratante",
    ],
    &["Signature", "Firma"],
    &["Instrument", "Instrumento"],
];

/// The last cell of a row, a link.
const LAST: [&str; 3] = ["Details", "Détails", "Detalles"];

/// What stands before the number of the treaty in addresses.
const NUMBER: [&str; 2] = ["treaty_id=", "treaty_id&#x3D;"];

/// What stands before the number of members, and before a colon.
const COUNTED: [&str; 4] = ["(Total ", "(Nombre total ", "(Nombre de ", "(Número total "];

/// What stands there of a treaty without any.
const NOT_IN_FORCE: [&str; 3] = ["(Not yet in force", "(Pas encore en vigueur", "(Todavía no "];

pub(super) fn recognises(input: &Input) -> bool {
    if text::is_page(input) {
        return html::looked_at(input).contains(TABLE);
    }
    let beginning = input.beginning();
    let is_counted = |line: &str| of_members(line).is_some_and(|told| told.1.is_some());
    beginning.lines().any(is_heading)
        || (beginning.contains("\tInstrument") && beginning.lines().any(is_counted))
}

pub(super) fn read(input: &Input) -> Read {
    let map =
        ColumnMap::called(MAP).ok_or_else(|| Unreadable::wrong_form(Place::START, "its map is missing"))?;
    if text::is_page(input) {
        let page = Page::read(input)?;
        let said = page.lines.iter().map(|line| line.text.as_str()).find(|line| of_members(line).is_some());
        let (treaty, count) = treaty_of(said, number_behind(&NUMBER, input.bytes, number).as_deref());
        let file = Opened::page(&Input { treaty: treaty.or(input.treaty), ..*input }, page);
        let reading = map.read_opened(&file)?;
        return Ok(with_count(reading, count));
    }
    let text = text::decode(input, None)?;
    let (treaty, count) = treaty_of(text.lines().find(|line| of_members(line).is_some()), None);
    let Pasted { table, lines } = pasted(&text);
    let treaty = treaty.or(input.treaty);
    if lines.is_empty() {
        let why = "there is no heading in it: Member or Contracting Party, Signature, Instrument, with tabs between them";
        return Err(Unreadable::wrong_form(Place::START, why));
    }
    let mut reading = map.read_file(&Input { name: input.name, bytes: table.as_bytes(), treaty })?;
    place_in_file(&mut reading, &lines, |line, place| Place { line, ..place });
    Ok(with_count(reading, count))
}

fn with_count(mut reading: Reading, count: Option<u32>) -> Reading {
    if let (Some(treaty), Some(count)) = (reading.treaties.first_mut(), count) {
        treaty.counts.push((ClaimKind::PartyCount, count));
    }
    reading
}

/// Our code for a treaty, by its number on the site, else by what it is called; and how many members are counted.
fn treaty_of(said: Option<&str>, number: Option<&str>) -> (Option<&'static str>, Option<u32>) {
    let told = said.and_then(of_members);
    let by_number = number.and_then(|number| TREATIES.iter().find(|(id, ..)| *id == number));
    let by_name = || {
        let name = told?.0;
        // `Patent Cooperation Treaty (PCT)` is called so without the letters behind it too.
        let bare = name.rsplit_once(" (").filter(|(_, letters)| letters.trim_end_matches(')').len() <= 6);
        let is_called =
            |called: &str| name.ends_with(called) || bare.is_some_and(|it| it.0.ends_with(called));
        TREATIES.iter().find(|(_, called, _)| is_called(called))
    };
    let own = by_number.or_else(by_name);
    (own.map(|known| known.2), told.and_then(|told| told.1))
}

/// The table of a text, a row in a line, and in which line of the text each of them begins.
struct Pasted {
    table: String,
    lines: Vec<u32>,
}

/// The table of a text, whose cells may stand on lines of their own: a row goes on until it has all of its tabs.
fn pasted(text: &str) -> Pasted {
    let mut pasted = Pasted { table: String::new(), lines: Vec::new() };
    let mut row = String::new();
    let (mut tabs, mut seen) = (None, 0);
    let mut lines =
        (1..).zip(text.lines()).filter(|(_, line)| !line.trim_matches([' ', '\r']).is_empty()).peekable();
    while let Some((number, line)) = lines.next() {
        let line = line.trim_end_matches('\r');
        let next_goes_on = lines.peek().is_some_and(|(_, next)| next.starts_with('\t'));
        let Some(tabs) = tabs else {
            row.push_str(line);
            if next_goes_on {
                continue;
            }
            if row.len() < LONGEST_HEADING && is_heading(&row) {
                tabs = Some(row.matches('\t').count());
                pasted.ends(&mut row, number);
            }
            row.clear();
            continue;
        };
        if pasted.lines.len() > MOST_ROWS || row.len() > LONGEST {
            break;
        }
        if row.is_empty() {
            seen = 0;
            // What stands below the table has no tabs.
            if !line.contains('\t') && !next_goes_on {
                break;
            }
            pasted.lines.push(number);
        }
        row.push_str(line);
        seen += line.matches('\t').count();
        let is_full = seen >= tabs;
        let last_follows =
            row.ends_with('\t') && lines.peek().is_some_and(|(_, next)| LAST.contains(&next.trim()));
        if is_full && !last_follows {
            pasted.table.push_str(&row);
            pasted.table.push('\n');
            row.clear();
        }
    }
    pasted.table.push_str(&row);
    pasted
}

impl Pasted {
    fn ends(&mut self, row: &mut String, line: u32) {
        self.lines.push(line);
        self.table.push_str(row);
        self.table.push('\n');
        row.clear();
    }
}

/// The treaty that a line names, and its number of members: `Berne Convention (Total Members: 182)`.
fn of_members(line: &str) -> Option<(&str, Option<u32>)> {
    let counted = COUNTED.iter().find_map(|words| line.split_once(words));
    if let Some((name, (_, rest))) = counted.and_then(|(name, rest)| Some((name, rest.split_once(':')?))) {
        let digits = rest.trim_start().split(|letter: char| !letter.is_ascii_digit()).next();
        return Some((name.trim(), digits.and_then(|digits| digits.parse().ok())));
    }
    let not_in_force = NOT_IN_FORCE.iter().find_map(|words| line.split_once(words));
    not_in_force.map(|(name, _)| (name.trim(), None))
}

/// Whether a line has the headings of the table.
fn is_heading(line: &str) -> bool {
    let mut cells = line.split('\t').map(str::trim);
    HEADINGS.iter().all(|known| cells.next().is_some_and(|cell| known.contains(&cell)))
}

fn number(text: &str) -> Option<String> {
    ((1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned())
}
