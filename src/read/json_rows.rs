//! The records of a JSON file as the rows of a table: a column for each field, one that stands in another by both names,
//! `country.name`.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::input::Unreadable;
use super::json::{self, Record};
use super::table::{Cell, Kind, Line};
use super::text::Places;
use crate::model::draft::Place;

/// The most columns of a table.
const WIDEST: usize = 500;

/// How deep fields may stand in each other.
const DEEPEST: usize = 8;

/// The column of the name under which a record stands, where records are told by name and not listed.
const KEY: &str = "key";

/// Whether a text is JSON, by its first letter.
pub(super) fn is_one(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// One record, or the names of the columns.
#[derive(Debug, Default)]
struct Row {
    place: Place,
    cells: Vec<Option<(String, Place)>>,
}

impl Line for Row {
    fn cell(&self, number: usize) -> Cell<'_> {
        let text = self.cells.get(number).and_then(Option::as_ref).map_or("", |cell| &cell.0);
        Cell { text, kind: Kind::Text }
    }

    fn len(&self) -> usize {
        self.cells.len()
    }

    fn place(&self, number: usize) -> Place {
        self.cells.get(number).and_then(Option::as_ref).map_or(self.place, |cell| cell.1)
    }

    /// A record has the fields that it has.
    fn is_uneven(&self, _: usize) -> bool {
        false
    }
}

/// The names of the columns; none where no records stand there.
pub(super) fn headings(text: &str, list: &[String]) -> Option<Vec<String>> {
    let mut columns = Columns::default();
    records(text, list, |key, record| columns.see(key, &record)).ok()?;
    Some(columns.names)
}

/// Hands over the names of the columns, and every record that stands under the fields of `list`.
///
/// Errors: it is no JSON, or no records stand there.
pub(super) fn each(
    text: &str,
    list: &[String],
    mut take: impl FnMut(&dyn Line) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut columns = Columns::default();
    records(text, list, |key, record| columns.see(key, &record))?;
    let Columns { names, .. } = &columns;
    let heading = names.iter().map(|name| Some((name.clone(), Place::START))).collect();
    take(&Row { place: Place::START, cells: heading })?;
    records(text, list, |key, record| {
        let mut row = Row { place: record.place, cells: (0..columns.names.len()).map(|_| None).collect() };
        columns.fill(key, &record, &mut row);
        take(&row)
    })
}

/// The columns of a table, in the order in which they are first met.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    known: HashMap<String, usize>,
}

impl Columns {
    fn see(&mut self, key: Option<&str>, record: &Record) -> Result<(), Unreadable> {
        let place = record.place;
        let mut names = Vec::new();
        if key.is_some() {
            names.push(KEY.to_owned());
        }
        fields("", record, 0, &mut |name, _, _| names.push(name.to_owned()));
        for name in names {
            if !self.known.contains_key(&name) {
                if self.names.len() >= WIDEST {
                    let why =
                        format!("its records have more than {WIDEST} fields: it is no table of participants");
                    return Err(Unreadable::wrong_form(place, why));
                }
                self.known.insert(name.clone(), self.names.len());
                self.names.push(name);
            }
        }
        Ok(())
    }

    fn fill(&self, key: Option<&str>, record: &Record, row: &mut Row) {
        let mut put = |name: &str, text: &str, place: Place| {
            let cell = self.known.get(name).and_then(|at| row.cells.get_mut(*at));
            if let Some(cell) = cell {
                *cell = Some((text.to_owned(), place));
            }
        };
        if let Some(key) = key {
            put(KEY, key, record.place);
        }
        fields("", record, 0, &mut put);
    }
}

/// Every field with a value that is no object or list of objects, by its name and those of the fields around it. Several
/// values of one field stand in one cell, with a semicolon between them.
fn fields(around: &str, record: &Record, depth: usize, take: &mut dyn FnMut(&str, &str, Place)) {
    for (name, value) in record.fields() {
        let path = if around.is_empty() { name.to_owned() } else { format!("{around}.{name}") };
        value_of(&path, record, value, depth, take);
    }
}

/// The value of a field somewhere in a record.
fn value_of(
    path: &str,
    record: &Record,
    value: &RawValue,
    depth: usize,
    take: &mut dyn FnMut(&str, &str, Place),
) {
    let (raw, place) = (value.get(), record.place_of(value.get()));
    match raw.as_bytes().first() {
        Some(b'{') if depth < DEEPEST => {
            if let Ok(record) = Record::read(value, place) {
                fields(path, &record, depth + 1, take);
            }
        }
        Some(b'[') if depth < DEEPEST => {
            let Ok(values) = serde_json::from_str::<Vec<&RawValue>>(raw) else { return };
            let is_nested = |value: &&RawValue| value.get().starts_with(['{', '[']);
            if values.iter().any(is_nested) {
                for (number, value) in values.iter().enumerate().take(WIDEST) {
                    value_of(&format!("{path}.{}", number + 1), record, value, depth + 1, take);
                }
            } else {
                let texts: Vec<String> = values.into_iter().map(text_of).collect();
                take(path, &texts.join("; "), place);
            }
        }
        _ => take(path, &text_of(value), place),
    }
}

fn text_of(value: &RawValue) -> String {
    let raw = value.get();
    if raw == "null" {
        return String::new();
    }
    serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned())
}

/// Hands over the records under the fields of `list`: those of a list, or those that stand there by name.
fn records<'a>(
    text: &'a str,
    list: &[String],
    mut take: impl FnMut(Option<&str>, Record<'a>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut within = json::open(text.trim_start_matches('\u{feff}'))?;
    for field in list {
        let record = Record::read(within, Place::START)?;
        within = record.value(field).ok_or_else(|| {
            let why = format!("no field '{field}' leads to its records: '{}'", list.join("."));
            Unreadable::wrong_form(Place::START, why)
        })?;
    }
    if !within.get().starts_with('{') {
        return json::each(text, within, &mut |record| take(None, record));
    }
    let whole = Record::read(within, json::place_in(text, within.get()))?;
    let all_records = whole.fields().all(|(_, value)| value.get().starts_with('{'));
    if !all_records || whole.fields().next().is_none() {
        return take(None, whole);
    }
    let mut places = Places::of(text);
    for (name, value) in whole.fields() {
        let place = places.at(json::offset(text, value.get()));
        take(Some(name), Record::read(value, place)?)?;
    }
    Ok(())
}
