//! The United Nations' status tables as wide tables, one row per participant: CSV as scrapers write it, or copied from the
//! page, with tabs, or with semicolons out of a spreadsheet; and the index that goes with the files of scrapers. Their older
//! layout keeps the brackets of those who withdrew, the newer one has lost them.

use super::drafts::Drafts;
use super::footnotes::without_notes;
use super::heading::{Cell, Heading};
use super::input::{Input, Read, Unreadable};
use super::mtdsg::{self, edition, reference};
use super::text::offset;
use super::{rows, text};
use crate::model::draft::{DraftTreaty, Reason};

/// The first columns of an index.
const INDEX: [&str; 3] = ["chapter_no", "treaty_no", "treaty_name"];

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    let first = beginning.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    if first.starts_with(&INDEX.join(",")) {
        return true;
    }
    let is_about_one = of_name(input.name).is_some();
    let own = |line: &str| {
        let (is_own, has_acts) = heading_of(line);
        is_own && (is_about_one || input.treaty.is_some() && has_acts)
    };
    if own(first) {
        return true;
    }
    // Others put a title above it, or call those in it otherwise; then every heading has to be one of acts, and one of them with
    // its mark, as only these tables have it.
    let mut lines = beginning.lines().filter(|line| !line.trim().is_empty()).take(MOST_ABOVE + 1);
    (is_about_one || input.treaty.is_some()) && lines.any(is_whole_heading)
}

/// The most lines above the heading of a table.
const MOST_ABOVE: usize = 10;

/// Whether a line begins as the heading of a table does, and whether all that follows is acts.
fn heading_of(line: &str) -> (bool, bool) {
    let cells = cells_of(line);
    let mut cells = cells.iter().map(String::as_str);
    let is_own = cells.next().is_some_and(|cell| without_notes(cell).0 == "Participant");
    (is_own, cells.all(|cell| Heading::read(cell).has_acts()))
}

/// Whether a line can be no other than the heading of a table, whatever those in it are called.
fn is_whole_heading(line: &str) -> bool {
    const CALLED: [&str; 6] = ["Participant", "Participants", "Country", "State", "States", "Party"];
    let cells = cells_of(line.trim_start_matches('\u{feff}'));
    let has_mark = |cell: &String| cell.contains("(a)") || cell.contains("(A)") || cell.contains("(d)");
    cells.len() > 1
        && CALLED.contains(&without_notes(&cells[0]).0.as_str())
        && cells[1..].iter().all(|cell| Heading::read(cell).has_acts())
        && (cells[0].starts_with("Participant") || cells[1..].iter().any(has_mark))
}

/// The cells of a line.
fn cells_of(line: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator_of(line))
        .from_reader(line.as_bytes());
    let row = reader.records().next().and_then(Result::ok);
    row.map_or_else(Vec::new, |row| row.iter().map(|cell| cell.trim().to_owned()).collect())
}

/// The separator of a table by its heading, in whose cells commas stand.
fn separator_of(heading: &str) -> u8 {
    let unquoted = heading.split('"').step_by(2).collect::<String>();
    [b'\t', b';'].into_iter().find(|separator| unquoted.contains(char::from(*separator))).unwrap_or(b',')
}

/// The number of the treaty in the name of its file: `4-11.csv`, `27-7.a.csv`, `IV-11.tsv`.
fn of_name(name: &str) -> Option<String> {
    let form = |end: &&str| ["csv", "tsv", "txt"].contains(&end.to_ascii_lowercase().as_str());
    let end = name.rsplit_once('.').map(|(_, end)| end).filter(form);
    reference(end.map_or(name, |end| &name[..name.len() - end.len() - 1]))
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, None)?;
    let mut drafts = Drafts::new(edition("CSV", text.contains('[')));
    let mut table: Option<Table> = None;
    let lines = || text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
    let first = lines().next().unwrap_or_default();
    let above = lines().take(MOST_ABOVE + 1).find(|line| is_whole_heading(line));
    let above = above.filter(|_| !heading_of(first).0 && !first.starts_with(&INDEX.join(",")));
    let heading = above.unwrap_or(first);
    let start = offset(&text, heading);
    rows::each(&text, separator_of(heading), |row| {
        if row.starts_before(start) {
            return Ok(());
        }
        if let Some(table) = &table {
            return table.row(&mut drafts, &row);
        }
        let first: Vec<&str> = row.cells().collect();
        table = Some(if first.starts_with(&INDEX) {
            Table::Index
        } else {
            if above.is_none() && without_notes(row.cell(0)).0 != "Participant" {
                let why = "the first row is no heading of a status table: Participant, then one column for each act";
                return Err(Unreadable::because(Reason::NotOfThisForm, row.place(0), row.cell(0), why));
            }
            let code = input.about(of_name(input.name))?;
            let treaty = DraftTreaty::of(row.place(0), code);
            Table::Status(drafts.treaty(treaty)?, mtdsg::Table::headed(row.cells()))
        });
        Ok(())
    })?;
    table.ok_or_else(Unreadable::no_heading)?;
    Ok(drafts.done())
}

enum Table {
    Index,
    Status(usize, mtdsg::Table),
}

impl Table {
    fn row(&self, drafts: &mut Drafts, row: &rows::Row) -> Result<(), Unreadable> {
        if row.is_empty() {
            return Ok(());
        }
        match self {
            Self::Index => index(drafts, row),
            Self::Status(treaty, table) => {
                if row.len() != table.width() {
                    let dated = row.cells().skip(1).filter(|cell| !Cell::split(cell).day.is_empty()).count();
                    let cells = row.cells().collect::<Vec<_>>().join(",");
                    return drafts.uneven(row.place(0), &cells, (row.len(), table.width()), dated);
                }
                let cells = (1..row.len()).map(|number| (row.place(number), row.cell(number)));
                table.row(drafts, *treaty, row.cell(0), cells)
            }
        }
    }
}

/// A row of the index: the number, and the title with its place and day.
fn index(drafts: &mut Drafts, row: &rows::Row) -> Result<(), Unreadable> {
    let number = format!("{}-{}", row.cell(0), row.cell(1));
    let address = row.cells().find_map(|cell| cell.split_once("mtdsg_no=")).map(|(_, rest)| rest);
    let official = address.and_then(|rest| reference(rest.split('&').next().unwrap_or_default()));
    let Some(code) = official.or_else(|| reference(&number)) else {
        return drafts.finding(row.place(0), Reason::NotOfThisForm, &number, "it is no number of a treaty");
    };
    let (title, opened_at, adopted_on) = mtdsg::title(row.cell(2));
    drafts.treaty(DraftTreaty {
        place: row.place(0),
        named: number,
        code: Some(code),
        title: Some(title),
        opened_at,
        adopted_on,
        depositary: Some(mtdsg::DEPOSITARY.to_owned()),
        ..DraftTreaty::default()
    })?;
    Ok(())
}
