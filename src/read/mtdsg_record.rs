//! Records that other projects make from the United Nations' status tables: with all text sections of a treaty in one
//! text, its table among them as lines; or only what stands above the table, with the names of those in it.

use super::cells::add;
use super::days::{self, Day, Forms};
use super::drafts::Drafts;
use super::footnotes::without_notes;
use super::input::{Input, MOST_ROWS, Read, Unreadable};
use super::json::{self, Record};
use super::mtdsg::{self, conclusion, edition, reference};
use super::noticed::noticed;
use super::text::{self, Places};
use crate::model::draft::{DraftDay, DraftTreaty, Edition, Place, Reason};
use crate::model::{ClaimKind, Date};

/// The fields that are read, or have no day of an act.
const KNOWN: [&str; 21] = [
    "_fetched_at",
    "_id",
    "_source",
    "_type",
    "chapter",
    "chapter_id",
    "chapter_name",
    "conclusion",
    "date",
    "entry_into_force",
    "mtdsg_no",
    "participants",
    "parties_count",
    "registration",
    "registration_number",
    "signatories_count",
    "text",
    "text_reference",
    "title",
    "treaty_id",
    "url",
];

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    beginning.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && (beginning.contains("\"UNTC-") || beginning.contains("\"mtdsg_no\""))
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, None)?;
    let whole = json::open(&text)?;
    let start = text::place_in(&text, whole.get());
    let record = Record::read(whole, start)?;
    let own = record
        .text("mtdsg_no")
        .or_else(|| record.text("treaty_id"))
        .or_else(|| record.text("_id").and_then(|id| id.strip_prefix("UNTC-").map(str::to_owned)));
    let own = own.as_deref().and_then(reference);
    let code = input.about(own)?;
    let mut drafts = Drafts::new(Edition { copied_on: copied_on(&record), ..edition("JSON", true) });
    let table = Table::find(&text, &record)?;
    let mut treaty = header(&record, start, code);
    for section in &table.others {
        add(&mut treaty.note, &format!("a section that is not read: {section}"));
    }
    let treaty = drafts.treaty(treaty)?;
    for (place, section) in &table.territories {
        let why = "territorial applications are run together in this form, so that no day in them can be told apart";
        drafts.lost(*place, Reason::NotOfThisForm, section, why)?;
    }
    for (place, day) in &table.unread {
        drafts.lost(*place, Reason::NotOfThisForm, day, "the day stands in a table that is not read")?;
    }
    for (name, value) in record.fields().filter(|(name, _)| !KNOWN.contains(name)) {
        for day in noticed(&value.get().replace(['"', '[', ']', '{', '}', ',', ':'], " ")) {
            let why = format!("no field '{name}' is known in this form");
            drafts.lost(record.place_of(value.get()), Reason::UnreadColumn, &day, why)?;
        }
    }
    drafts.edition().is_whole = !table.lines.is_empty();
    table.read(&mut drafts, treaty, &text)?;
    Ok(drafts.done())
}

/// What stands above the table.
fn header(record: &Record, place: Place, code: String) -> DraftTreaty {
    let (title, title_place, title_day) = mtdsg::title(&record.text("title").unwrap_or_default());
    let (opened_at, adopted_on) = conclusion(&record.text("conclusion").unwrap_or_default());
    let mut treaty = DraftTreaty {
        place,
        named: code.clone(),
        code: Some(code),
        title: (!title.is_empty()).then(|| without_notes_at_end(&title)),
        opened_at: opened_at.or(title_place),
        adopted_on: adopted_on.or(title_day),
        ..DraftTreaty::default()
    };
    mtdsg::entry_into_force(&mut treaty, &record.text("entry_into_force").unwrap_or_default());
    let registration = record.text("registration").unwrap_or_default();
    mtdsg::registration(&mut treaty, registration.strip_prefix("Registration").unwrap_or(&registration));
    if let Some(number) = record.text("registration_number") {
        treaty.names.push(format!("UNTS {number}"));
    }
    for (name, claim) in
        [("signatories_count", ClaimKind::SignatureCount), ("parties_count", ClaimKind::PartyCount)]
    {
        if let Some(count) = record.text(name) {
            mtdsg::printed(&mut treaty, claim, &count);
        }
    }
    if let Some(names) = record.value("participants") {
        // The first name is the heading of the column.
        let names: Result<Vec<serde::de::IgnoredAny>, _> = serde_json::from_str(names.get());
        let count = names.map_or(0, |names| names.len().saturating_sub(1));
        add(&mut treaty.note, &format!("participants named, without what they did: {count}"));
    }
    treaty
}

/// Marks in tags only: a title may end in a year.
fn without_notes_at_end(title: &str) -> String {
    if title.contains('<') { without_notes(title).0 } else { title.to_owned() }
}

fn copied_on(record: &Record) -> Option<Date> {
    let text = record.text("_fetched_at")?;
    match days::read(text.get(..10)?, &Forms::default()) {
        Ok(Day::Known { day: DraftDay { date, .. }, .. }) => date,
        _ => None,
    }
}

/// The lines of the table in the text of a record, as they stand in the file, and the other sections.
#[derive(Default)]
struct Table<'a> {
    lines: Vec<&'a str>,
    others: Vec<String>,
    territories: Vec<(Place, String)>,
    /// Rows of other tables that have a day.
    unread: Vec<(Place, String)>,
}

impl<'a> Table<'a> {
    fn find(text: &'a str, record: &Record<'a>) -> Result<Self, Unreadable> {
        let mut table = Self::default();
        let mut places = Places::of(text);
        let Some(raw) =
            record.value("text").map(serde_json::value::RawValue::get).filter(|raw| raw.starts_with('"'))
        else {
            return Ok(table);
        };
        let (mut in_table, mut after_rule, mut territory) = (false, true, None);
        for line in lines(raw.trim_matches('"')) {
            if table.lines.len() + table.others.len() + table.territories.len() + table.unread.len()
                > MOST_ROWS
            {
                return Err(Unreadable::too_many_rows(places.at(text::offset(text, line))));
            }
            let trimmed = line.trim();
            if trimmed.is_empty() {
                in_table &= table.lines.is_empty();
                continue;
            }
            if trimmed == "---" {
                (in_table, after_rule, territory) = (false, true, None);
            } else if after_rule && is_section(trimmed) {
                in_table = trimmed == "PARTICIPANTS" && table.lines.is_empty();
                let is_of_territories = trimmed.starts_with("TERRITORIAL");
                territory = is_of_territories.then(|| trimmed.to_owned());
                if !in_table && !is_of_territories {
                    table.others.push(trimmed.to_owned());
                }
                after_rule = false;
            } else if in_table {
                table.lines.push(line);
            } else if is_row_of_days(trimmed) {
                let place = places.at(text::offset(text, line));
                table.unread.extend(noticed(&unescaped(trimmed)).into_iter().map(|day| (place, day)));
            } else if territory.take().is_some() {
                let place = places.at(text::offset(text, line));
                table.territories.push((place, unescaped(trimmed)));
            }
        }
        Ok(table)
    }

    fn read(&self, drafts: &mut Drafts, treaty: usize, text: &str) -> Result<(), Unreadable> {
        let mut places = Places::of(text);
        let mut table: Option<mtdsg::Table> = None;
        for line in &self.lines {
            let cells: Vec<(Place, String)> = line
                .split('|')
                .map(|cell| {
                    let inset = cell.len() - cell.trim_start().len();
                    (places.at(text::offset(text, cell) + inset), unescaped(cell.trim()))
                })
                .collect();
            let Some(((place, name), rest)) = cells.split_first() else { continue };
            let Some(table) = &table else {
                if without_notes(name).0 != "Participant" || rest.is_empty() {
                    let why = "the section has no heading: Participant, then one column for each act";
                    return Err(Unreadable::because(Reason::NotOfThisForm, *place, name, why));
                }
                table = Some(mtdsg::Table::headed(cells.iter().map(|cell| cell.1.as_str())));
                continue;
            };
            if cells.len() != table.width() {
                let dated = cells.iter().filter(|cell| days::is_one(&cell.1)).count();
                drafts.uneven(*place, line, (cells.len(), table.width()), dated)?;
                continue;
            }
            let rest = rest.iter().map(|(place, cell)| (*place, cell.as_str()));
            table.row(drafts, treaty, name, rest)?;
        }
        Ok(())
    }
}

/// Whether a line is a row of a table with a day in one of its cells.
fn is_row_of_days(line: &str) -> bool {
    let mut cells = line.split('|').skip(1);
    cells.any(|cell| !noticed(cell).is_empty())
}

/// The name of a section: capitals alone.
fn is_section(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase) && !line.contains('|')
}

/// The lines of a text that stands in JSON, as they stand there.
fn lines(raw: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(raw);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut escaped = false;
        let end = text.bytes().position(|byte| {
            let ends = escaped && byte == b'n';
            escaped = !escaped && byte == b'\\';
            ends
        });
        let (line, after) = match end {
            Some(end) => (&text[..end - 1], Some(&text[end + 1..])),
            None => (text, None),
        };
        rest = after;
        Some(line.strip_suffix("\\r").unwrap_or(line))
    })
}

fn unescaped(raw: &str) -> String {
    serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_where_its_escape_says_so() {
        assert_eq!(lines(r"a\\n b\nc\r\n\nd").collect::<Vec<_>>(), [r"a\\n b", "c", "", "d"]);
    }
}
