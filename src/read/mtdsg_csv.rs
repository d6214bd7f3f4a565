//! The United Nations' status tables as wide tables, one row per participant: CSV as scrapers write it, or copied from the
//! page, with tabs, or with semicolons out of a spreadsheet; and the index that goes with the files of scrapers. Their older
//! layout keeps the brackets of those who withdrew, the newer one has lost them.

use super::drafts::Drafts;
use super::footnotes::without_notes;
use super::heading::{Cell, Heading};
use super::input::{Input, Read, Unreadable};
use super::mtdsg::{self, edition, reference};
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
    let mut cells = first.split(char::from(separator_of(first))).map(|cell| cell.trim_matches('"'));
    cells.next().is_some_and(|cell| without_notes(cell).0 == "Participant")
        && (of_name(input.name).is_some()
            || input.treaty.is_some() && cells.all(|cell| Heading::read(cell).has_acts()))
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
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let heading = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    rows::each(&text, separator_of(heading), |row| {
        if let Some(table) = &table {
            return table.row(&mut drafts, &row);
        }
        let first: Vec<&str> = row.cells().collect();
        table = Some(if first.starts_with(&INDEX) {
            Table::Index
        } else {
            if without_notes(row.cell(0)).0 != "Participant" {
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
