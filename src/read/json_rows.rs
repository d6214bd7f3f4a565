//! The records of a JSON file as the rows of a table: a column for each field, one that stands in another by both names,
//! `country.name`.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::input::Unreadable;
use super::json::{self, Record};
use super::table::{Cell, Kind, Line};
use super::text::{Places, offset, place_in};
use crate::model::draft::Place;

/// The most columns of a table.
const WIDEST: usize = 500;

/// The most letters of a field's name with those of the fields around it.
const LONGEST: usize = 2_000;

/// The most values of one field.
const MOST_VALUES: usize = 10_000;

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
        columns.fill(key, &record, &mut row)?;
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
        if key.is_some() {
            self.meet(KEY, record.place)?;
        }
        fields("", record, 0, &mut |name, _| self.meet(name, record.place))
    }

    fn meet(&mut self, name: &str, place: Place) -> Result<(), Unreadable> {
        if self.known.contains_key(name) {
            return Ok(());
        }
        let why = if self.names.len() >= WIDEST {
            format!("its records have more than {WIDEST} fields: it is no table of participants")
        } else if name.len() > LONGEST {
            format!("a field has a name of more than {LONGEST} letters: it is no table of participants")
        } else {
            self.known.insert(name.to_owned(), self.names.len());
            self.names.push(name.to_owned());
            return Ok(());
        };
        Err(Unreadable::wrong_form(place, why))
    }

    fn fill(&self, key: Option<&str>, record: &Record, row: &mut Row) -> Result<(), Unreadable> {
        let mut put = |name: &str, text: String, place: Place| {
            let cell = self.known.get(name).and_then(|at| row.cells.get_mut(*at));
            if let Some(cell) = cell {
                *cell = Some((text, place));
            }
        };
        if let Some(key) = key {
            put(KEY, key.to_owned(), record.place);
        }
        let mut places = Places::from(record.raw(), record.place);
        fields("", record, 0, &mut |name, value| {
            let place = places.at(offset(record.raw(), value.get()));
            put(name, text_of(value, place)?, place);
            Ok(())
        })
    }
}

/// What takes a field: its name and those of the fields around it, and its value.
type Take<'f> = dyn FnMut(&str, &RawValue) -> Result<(), Unreadable> + 'f;

/// Every field with a value that is no object or list of objects, in the order of the file.
fn fields(around: &str, record: &Record, depth: usize, take: &mut Take) -> Result<(), Unreadable> {
    for (name, value) in record.fields() {
        let path = if around.is_empty() { name.to_owned() } else { format!("{around}.{name}") };
        value_of(&path, value, depth, take)?;
    }
    Ok(())
}

/// The value of a field somewhere in a record.
fn value_of(path: &str, value: &RawValue, depth: usize, take: &mut Take) -> Result<(), Unreadable> {
    match value.get().as_bytes().first() {
        Some(b'{') if depth < DEEPEST && path.len() <= LONGEST => {
            Record::read(value, Place::START).map_or(Ok(()), |record| fields(path, &record, depth + 1, take))
        }
        Some(b'[') if depth < DEEPEST && path.len() <= LONGEST && holds_others(value) => {
            let (mut number, mut done) = (0, Ok(()));
            json::elements(value, &mut |element| {
                number += 1;
                done = if number > WIDEST {
                    let why = format!("more than {WIDEST} records stand in the field '{path}' of one");
                    Err(Unreadable::wrong_form(Place::START, why))
                } else {
                    value_of(&format!("{path}.{number}"), element, depth + 1, take)
                };
                done.is_ok()
            });
            done
        }
        _ => take(path, value),
    }
}

/// Whether a list has objects or lists in it.
fn holds_others(list: &RawValue) -> bool {
    let mut found = false;
    json::elements(list, &mut |element| {
        found = element.get().starts_with(['{', '[']);
        !found
    });
    found
}

/// A value as the text of a cell; several values of one field with a semicolon between them.
fn text_of(value: &RawValue, place: Place) -> Result<String, Unreadable> {
    if !value.get().starts_with('[') {
        return Ok(scalar(value));
    }
    let (mut text, mut count) = (String::new(), 0);
    json::elements(value, &mut |element| {
        if count > 0 {
            text.push_str("; ");
        }
        text.push_str(&scalar(element));
        count += 1;
        count <= MOST_VALUES
    });
    if count > MOST_VALUES {
        let why = format!("a field has more than {MOST_VALUES} values: it is no table of participants");
        return Err(Unreadable::wrong_form(place, why));
    }
    Ok(text)
}

fn scalar(value: &RawValue) -> String {
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
    let text = text.trim_start_matches('\u{feff}');
    if list.is_empty() && json::in_lines(text, &mut |record| take(None, record))? {
        return Ok(());
    }
    let mut within = json::open(text)?;
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
    let whole = Record::read(within, place_in(text, within.get()))?;
    let all_records = whole.fields().all(|(_, value)| value.get().starts_with('{'));
    if !all_records || whole.fields().next().is_none() {
        return take(None, whole);
    }
    let mut places = Places::of(text);
    for (name, value) in whole.fields() {
        let place = places.at(offset(text, value.get()));
        take(Some(name), Record::read(value, place)?)?;
    }
    Ok(())
}
