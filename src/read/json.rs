//! JSON as a stream of records. An object is looked at when it comes by, each value with its place; the file is never
//! held as a tree.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::cells::Cell;
use super::input::{MOST_ROWS, Unreadable};
use super::text::{Places, offset, place_in, place_of};
use crate::model::draft::{Place, Reason};

/// The most fields of a record.
const WIDEST: usize = 500;

/// How deep lists may stand in each other around the records.
const DEEPEST: usize = 3;

/// A whole file, known to be JSON from its beginning to its end.
///
/// Errors: it is not, or ends too early.
pub(super) fn open(text: &str) -> Result<&RawValue, Unreadable> {
    serde_json::from_str(text).map_err(|why| no_json(text, &why))
}

fn no_json(text: &str, why: &serde_json::Error) -> Unreadable {
    let reason = if why.is_eof() { Reason::Truncated } else { Reason::NotOfThisForm };
    let start = text.split_inclusive('\n').take(why.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let place = place_of(text.as_bytes(), start + why.column().saturating_sub(1));
    let why = why.to_string();
    let why = why.split(" at line ").next().unwrap_or_default();
    Unreadable::because(reason, place, "", format!("it is no whole JSON from here on: {why}"))
}

/// Hands over records that stand one behind the other and in no list, as in JSON Lines; whether they do.
///
/// Errors: there are too many, or something else stands behind the first.
pub(super) fn in_lines<'a>(
    text: &'a str,
    take: &mut dyn FnMut(Record<'a>) -> Result<(), Unreadable>,
) -> Result<bool, Unreadable> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let is_record = |value: &&RawValue| value.get().starts_with('{');
    let Some(Ok(first)) = values.next().filter(|first| first.as_ref().is_ok_and(is_record)) else {
        return Ok(false);
    };
    if !text[values.byte_offset()..].trim_start().starts_with('{') {
        return Ok(false);
    }
    let mut walk = Walk { text, places: Places::of(text), seen: 0, take };
    walk.value(first, DEEPEST)?;
    for value in values {
        walk.value(value.map_err(|why| no_json(text, &why))?, DEEPEST)?;
    }
    Ok(true)
}

/// Hands over the records of a list, and of lists in it, in the order of the file. A record that stands alone is one too.
///
/// Errors: there are too many, or something else stands in their place.
pub(super) fn each<'a>(
    text: &'a str,
    within: &'a RawValue,
    take: &mut dyn FnMut(Record<'a>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut walk = Walk { text, places: Places::of(text), seen: 0, take };
    walk.value(within, 0)
}

struct Walk<'a, 'f> {
    text: &'a str,
    places: Places<'a>,
    seen: usize,
    take: &'f mut dyn FnMut(Record<'a>) -> Result<(), Unreadable>,
}

impl<'a> Walk<'a, '_> {
    fn value(&mut self, raw: &'a RawValue, depth: usize) -> Result<(), Unreadable> {
        let place = self.places.at(offset(self.text, raw.get()));
        match raw.get().as_bytes().first() {
            Some(b'{') => {
                self.seen += 1;
                if self.seen > MOST_ROWS {
                    return Err(Unreadable::too_many_rows(place));
                }
                (self.take)(Record::read(raw, place)?)
            }
            Some(b'[') if depth < DEEPEST => {
                let mut stopped = None;
                let mut values = serde_json::Deserializer::from_str(raw.get());
                let read = values.deserialize_seq(Elements(&mut |element| {
                    let taken = self.value(element, depth + 1);
                    taken.map_err(|why| stopped = Some(why)).is_ok()
                }));
                match (stopped, read) {
                    (Some(why), _) => Err(why),
                    (None, Ok(())) => Ok(()),
                    (None, Err(why)) => Err(broken(place, raw.get(), &why.to_string())),
                }
            }
            _ => Err(broken(place, raw.get(), "a record has to stand here")),
        }
    }
}

/// The elements of a list, one after the other; it is left when one of them is refused.
struct Elements<'f, 'a>(&'f mut dyn FnMut(&'a RawValue) -> bool);

impl<'a> Visitor<'a> for Elements<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element::<&RawValue>()? {
            if !(self.0)(element) {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// The elements of a list, one after the other, until one is refused.
pub(super) fn elements<'a>(list: &'a RawValue, take: &mut dyn FnMut(&'a RawValue) -> bool) {
    let mut values = serde_json::Deserializer::from_str(list.get());
    // The whole file was read as JSON before: what ends this early is a refusal.
    let _ = values.deserialize_seq(Elements(take));
}

/// An object: its fields by name.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// Where it begins.
    pub place: Place,
    raw: &'a str,
    fields: Vec<(String, &'a RawValue)>,
}

impl<'a> Record<'a> {
    /// Reads an object that begins at this place.
    pub(super) fn read(raw: &'a RawValue, place: Place) -> Result<Self, Unreadable> {
        let Fields(fields) =
            serde_json::from_str(raw.get()).map_err(|why| broken(place, raw.get(), &why.to_string()))?;
        Ok(Self { place, raw: raw.get(), fields })
    }

    /// The record as it stands in the file.
    pub(super) fn raw(&self) -> &'a str {
        self.raw
    }

    /// Every field with its value.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// A value as it stands in the file; none where it is null or not there.
    pub(super) fn value(&self, name: &str) -> Option<&'a RawValue> {
        let found = self.fields.iter().find(|field| field.0 == name);
        found.map(|field| field.1).filter(|value| value.get() != "null")
    }

    /// A value with its place, as text: what stands between the quotation marks, or a number or anything else as it stands
    /// there. None where it is null, not there or blank.
    pub(super) fn field(&self, name: &'a str) -> Option<Field<'a>> {
        let raw = self.value(name)?.get();
        let text = serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned());
        (!text.trim().is_empty()).then(|| Field { place: self.place_of(raw), name, text })
    }

    /// The text of a value.
    pub(super) fn text(&self, name: &'a str) -> Option<String> {
        self.field(name).map(|field| field.text.trim().to_owned())
    }

    /// Where a part of it stands.
    pub(super) fn place_of(&self, part: &str) -> Place {
        let inside = place_in(self.raw, part);
        match inside.line {
            1 => Place { line: self.place.line, column: self.place.column.saturating_add(inside.column - 1) },
            line => Place { line: self.place.line.saturating_add(line - 1), column: inside.column },
        }
    }
}

/// A value of a record.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    pub place: Place,
    pub name: &'a str,
    pub text: String,
}

impl Field<'_> {
    pub(super) fn cell(&self) -> Cell<'_> {
        Cell { place: self.place, header: self.name, text: &self.text }
    }
}

struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a record")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields: Self::Value = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    if fields.len() >= WIDEST {
                        return Err(A::Error::custom(format!("a record has more than {WIDEST} fields")));
                    }
                    if fields.iter().any(|known| known.0 == name) {
                        return Err(A::Error::custom(format!("'{name}' stands twice in one record")));
                    }
                    fields.push((name, value));
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(Object).map(Fields)
    }
}

fn broken(place: Place, cell: &str, why: &str) -> Unreadable {
    let why = why.split(" at line ").next().unwrap_or_default();
    Unreadable::because(Reason::NotOfThisForm, place, cell, why)
}
