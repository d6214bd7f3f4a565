//! The United Nations' status tables as wide CSV files, one row per participant, as scrapers write them; and the index
//! that goes with them. The older layout keeps the brackets of those who withdrew, the newer one has lost them.

use super::drafts::Drafts;
use super::footnotes::without_notes;
use super::heading::Cell;
use super::input::{Input, Read, Unreadable};
use super::mtdsg::{self, edition, headings, reference};
use super::{rows, text};
use crate::model::draft::{DraftTreaty, Reason};

/// The first columns of an index.
const INDEX: [&str; 3] = ["chapter_no", "treaty_no", "treaty_name"];

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    let first = beginning.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    first.starts_with(&INDEX.join(","))
        || (first.trim_matches('"').starts_with("Participant")
            && without_notes(first.split(',').next().unwrap_or_default().trim_matches('"')).0
                == "Participant"
            && of_name(input.name).is_some())
}

/// The number of the treaty in the name of its file: `4-11.csv`, `27-7.a.csv`, `IV-11.csv`.
fn of_name(name: &str) -> Option<String> {
    reference(name.strip_suffix(".csv").or_else(|| name.strip_suffix(".CSV")).unwrap_or(name))
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, None)?;
    let mut drafts = Drafts::new(edition("CSV", text.contains('[')));
    let mut table: Option<Table> = None;
    rows::each(&text, b',', |row| {
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
            let code = input
                .treaty
                .map(str::to_owned)
                .or_else(|| of_name(input.name))
                .ok_or(Unreadable::NeedsTreaty)?;
            let treaty = DraftTreaty::of(row.place(0), code);
            Table::Status { treaty: drafts.treaty(treaty)?, headings: headings(row.cells().skip(1)) }
        });
        Ok(())
    })?;
    table.ok_or_else(Unreadable::no_heading)?;
    Ok(drafts.done())
}

enum Table {
    Index,
    Status { treaty: usize, headings: Vec<(super::heading::Heading, String)> },
}

impl Table {
    fn row(&self, drafts: &mut Drafts, row: &rows::Row) -> Result<(), Unreadable> {
        if row.is_empty() {
            return Ok(());
        }
        match self {
            Self::Index => index(drafts, row),
            Self::Status { treaty, headings } => {
                if row.len() != headings.len() + 1 {
                    let dated = row.cells().skip(1).filter(|cell| !Cell::split(cell).day.is_empty()).count();
                    let cells = row.cells().collect::<Vec<_>>().join(",");
                    return drafts.uneven(row.place(0), &cells, (row.len(), headings.len() + 1), dated);
                }
                let cells = (1..row.len()).map(|number| (row.place(number), row.cell(number)));
                mtdsg::row(drafts, *treaty, headings, row.cell(0), cells)
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
