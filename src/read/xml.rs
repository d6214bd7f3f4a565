//! XML as a stream of elements that end, each with its text. Document types and their entities are not read: with them a
//! short file can stand for an endless one.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::input::{MOST_ROWS, Unreadable};
use super::text::Places;
use crate::model::draft::{Place, Reason};

/// How deep elements may stand in each other.
const DEEPEST: usize = 40;

/// The most bytes of text of one element.
const LONGEST: usize = 1 << 20;

/// The most bytes of a tag with its attributes.
const LONGEST_TAG: usize = 1 << 16;

/// An element that has ended.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its name without a prefix.
    pub name: &'a str,
    /// Its own text, where it has no elements inside.
    pub text: &'a str,
    /// Where it began.
    pub place: Place,
    /// The names of those around it, the outermost first.
    around: &'a [Open],
    /// Whether it says that it has no value: `xsi:nil="true"`.
    pub is_nil: bool,
}

#[derive(Debug)]
struct Open {
    name: String,
    place: Place,
    text: String,
    is_nil: bool,
    /// How many elements stand directly in it.
    inside: usize,
}

impl Element<'_> {
    /// Whether an element of this name is around it.
    pub(super) fn is_inside(&self, name: &str) -> bool {
        self.around.iter().any(|open| open.name == name)
    }

    /// The name of the element directly around it.
    pub(super) fn parent(&self) -> &str {
        self.around.last().map_or("", |open| open.name.as_str())
    }
}

/// The encoding that the first line declares.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let first = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration =
        first.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let (_, after) = declaration.split_once("encoding")?;
    let quoted = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = quoted.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    quoted[1..].split(quote).next().map(str::to_owned)
}

/// Hands over each element when it ends, the inner ones first.
///
/// Errors: it is no XML, it ends too early, it declares a document type, or it goes too deep.
pub(super) fn walk(
    reader: &mut Reader<&[u8]>,
    places: &mut Places,
    mut take: impl FnMut(Element) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut open: Vec<Open> = Vec::new();
    let mut seen = false;
    loop {
        let offset = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|why| {
            let place = places.at(offset);
            let reason = match why {
                quick_xml::Error::Syntax(_) => Reason::Truncated,
                _ => Reason::NotOfThisForm,
            };
            Unreadable::because(reason, place, "", format!("it is no whole XML from here on: {why}"))
        })?;
        let broken = |reason, place: Place, why: &str| Err(Unreadable::because(reason, place, "", why));
        match event {
            Event::Start(start) => {
                seen = true;
                let place = places.at(offset);
                if open.len() >= DEEPEST {
                    return broken(Reason::NotOfThisForm, place, "elements stand in each other too deeply");
                }
                in_bounds(&start, &mut open, place)?;
                let name = start.local_name().as_ref().to_owned();
                let is_nil = says_nil(&start);
                open.push(Open { name, place, text: String::new(), is_nil, inside: 0 });
            }
            Event::Empty(start) => {
                seen = true;
                let place = places.at(offset);
                in_bounds(&start, &mut open, place)?;
                let name = start.local_name().as_ref().to_owned();
                take(Element { name: &name, text: "", place, around: &open, is_nil: says_nil(&start) })?;
            }
            Event::End(_) => {
                if let Some(Open { name, place, text, is_nil, .. }) = open.pop() {
                    take(Element { name: &name, text: &text, place, around: &open, is_nil })?;
                }
            }
            Event::Text(text) => add(&mut open, &text, places, offset)?,
            Event::CData(text) => add(&mut open, &text, places, offset)?,
            Event::GeneralRef(reference) => {
                let named = reference.to_string();
                let letter = match reference.resolve_char_ref() {
                    Ok(Some(letter)) if letter != '\0' => letter.to_string(),
                    Ok(None) => {
                        let Some(text) = quick_xml::escape::resolve_predefined_entity(&named) else {
                            let why = format!("'&{named};' stands for nothing that is known here");
                            return broken(Reason::Encoding, places.at(offset), &why);
                        };
                        text.to_owned()
                    }
                    _ => {
                        return broken(
                            Reason::Encoding,
                            places.at(offset),
                            &format!("'&{named};' is no character"),
                        );
                    }
                };
                add(&mut open, &letter, places, offset)?;
            }
            Event::DocType(_) => {
                return broken(
                    Reason::NotOfThisForm,
                    places.at(offset),
                    "it declares a document type, and these are not read",
                );
            }
            Event::Eof => {
                return match open.last() {
                    Some(last) => {
                        let why = format!("the file ends inside <{}>: it is cut off", last.name);
                        broken(Reason::Truncated, places.at(offset), &why)
                    }
                    None if !seen => {
                        broken(Reason::Truncated, places.at(offset), "there is no element in it")
                    }
                    None => Ok(()),
                };
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

/// A tag is not endless, and neither is what stands directly in one element.
fn in_bounds(
    start: &quick_xml::events::BytesStart,
    open: &mut [Open],
    place: Place,
) -> Result<(), Unreadable> {
    let broken = |why: String| Err(Unreadable::wrong_form(place, why));
    if start.len() > LONGEST_TAG {
        return broken(format!("this tag is longer than {} KiB", LONGEST_TAG >> 10));
    }
    if let Some(around) = open.last_mut() {
        around.inside += 1;
        if around.inside > MOST_ROWS {
            return broken(format!("<{}> has more than {MOST_ROWS} elements in it", around.name));
        }
    }
    Ok(())
}

fn says_nil(start: &quick_xml::events::BytesStart) -> bool {
    start
        .attributes()
        .flatten()
        .any(|attribute| attribute.key.local_name().as_ref() == "nil" && &*attribute.value == "true")
}

fn add(open: &mut [Open], text: &str, places: &mut Places, offset: usize) -> Result<(), Unreadable> {
    let Some(last) = open.last_mut() else {
        return Ok(());
    };
    last.text.push_str(text);
    if last.text.len() > LONGEST {
        let why = "the text of one element is longer than 1 MiB";
        return Err(Unreadable::wrong_form(places.at(offset), why));
    }
    Ok(())
}
