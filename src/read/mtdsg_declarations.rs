//! The texts of declarations and reservations under a treaty of the United Nations, as scrapers write them: `#Name`, then
//! the text up to the next name. What each of them is, and its day, is lost.

use super::cells::{self, Cell, Dated, add};
use super::drafts::Drafts;
use super::input::{Input, MOST_ROWS, Read, Unreadable};
use super::mtdsg::{edition, reference};
use super::text::offset;
use super::text::{self, Places};
use crate::model::StatementKind;
use crate::model::draft::{DraftTreaty, Edition, Place, Reason, What};

/// The most bytes of one text.
const LONGEST: usize = 1 << 20;

const OPEN: &str = "the text does not say whether it is a reservation or a declaration, nor its day";

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    let first = beginning.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty());
    let is_name =
        |line: &str| line.strip_prefix('#').is_some_and(|name| name.starts_with(char::is_alphabetic));
    let is_text = input.name.to_ascii_lowercase().ends_with(".txt");
    first.is_some_and(is_name) && is_text && (input.treaty.is_some() || of_name(input.name).is_some())
}

/// The number of the treaty in the name of its file: `4-11.txt`.
fn of_name(name: &str) -> Option<String> {
    reference(name.strip_suffix(".txt").or_else(|| name.strip_suffix(".TXT")).unwrap_or(name))
}

pub(super) fn read(input: &Input) -> Read {
    let code = input.about(of_name(input.name))?;
    let text = text::decode(input, None)?;
    let mut drafts = Drafts::new(Edition { is_whole: false, ..edition("texts of declarations", false) });
    let treaty = drafts.treaty(DraftTreaty::of(Place::START, code))?;
    let mut places = Places::of(&text);
    let mut under: Option<(Place, &str)> = None;
    let (mut start, mut count) = (0, 0);
    for line in text.lines() {
        if !line.starts_with('#') {
            continue;
        }
        let at = offset(&text, line);
        statement(&mut drafts, treaty, under, &text[start..at])?;
        let place = places.at(at);
        count += 1;
        if count > MOST_ROWS {
            return Err(Unreadable::too_many_rows(place));
        }
        (under, start) = (Some((place, line)), at + line.len());
    }
    statement(&mut drafts, treaty, under, &text[start..])?;
    Ok(drafts.done())
}

/// What stands under a name.
fn statement(
    drafts: &mut Drafts,
    treaty: usize,
    under: Option<(Place, &str)>,
    text: &str,
) -> Result<(), Unreadable> {
    let text = text.trim();
    let Some((place, heading)) = under else {
        if text.is_empty() {
            return Ok(());
        }
        let why = "the text stands under no name";
        return drafts.lost(Place::START, Reason::UnknownName, text, why);
    };
    let cell = Cell { place, header: heading, text };
    said(drafts, treaty, &cell, heading[1..].trim())
}

/// The text that stands under a name, as a statement of which neither the kind nor the day is known.
pub(super) fn said(drafts: &mut Drafts, treaty: usize, cell: &Cell, name: &str) -> Result<(), Unreadable> {
    let Cell { place, header: heading, text } = *cell;
    if text.is_empty() {
        let why = "there is no text under this name: the copy has lost it";
        return drafts.lost(place, Reason::Truncated, heading, why);
    }
    if text.len() > LONGEST {
        let why = "the text under this name is longer than 1 MiB";
        return drafts.lost(place, Reason::NotOfThisForm, heading, why);
    }
    let mut act = cell.act(name, What::Statement(StatementKind::Declaration), Dated::default());
    act.flag = Some(OPEN.to_owned());
    add(&mut act.note, text);
    cells::take(drafts, treaty, act)
}
