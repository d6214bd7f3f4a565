//! Bytes to text: the encoding that a file declares, and no other; what is no text is a finding with its place.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::bytes::in_utf16;
use super::input::{Input, Unreadable, separator_line};
use crate::model::draft::{Place, Reason};

/// The most bytes that a file may have.
pub const LARGEST: usize = 64 << 20;

/// The most bytes of a file in another encoding than UTF-8, which is copied whole.
const LARGEST_RECODED: usize = 24 << 20;

/// A file as text. `declared` is the encoding that it names; without one it is UTF-8, with or without a mark at its
/// beginning, or UTF-16 with one. ISO-8859-1 is read as such, not as the code page of that name on the web. Lines end with a
/// line feed, also those of a file that ends them with a carriage return alone.
pub(super) fn decode<'a>(input: &Input<'a>, declared: Option<&str>) -> Result<Cow<'a, str>, Unreadable> {
    decoded(input, declared).map(with_line_feeds).map(without_separator)
}

/// A file in UTF-16 that says so by its first bytes, in UTF-8 with its mark, so that what it is can be told as of any other;
/// none where it is not, or is no such text.
pub(super) fn in_utf8(input: &Input) -> Option<Vec<u8>> {
    let (encoding, bytes) = in_utf16(input.bytes)?;
    too_large(bytes).ok()?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(format!("\u{feff}{text}").into_bytes())
}

/// A text in the encoding of this name, in UTF-8 with its mark, so that it counts before what the file declares; none where the
/// file says by its first bytes what it is, or is no text.
#[must_use]
pub fn recoded(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let is_other = bytes.starts_with(b"PK") || Encoding::for_bom(bytes).is_some();
    if is_other || bytes.len() > LARGEST_RECODED || is_unicode(name.trim()) {
        return None;
    }
    let text = if is_latin1(name.trim()) {
        latin1(bytes)
    } else {
        encoding_called(name.trim())?.decode_without_bom_handling_and_without_replacement(bytes)?
    };
    Some(format!("\u{feff}{text}").into_bytes())
}

/// Whether an encoding of this name is read.
#[must_use]
pub fn is_read(name: &str) -> bool {
    let name = name.trim();
    is_latin1(name) || is_unicode(name) || encoding_called(name).is_some()
}

fn is_unicode(name: &str) -> bool {
    name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("us-ascii")
}

fn encoding_called(name: &str) -> Option<&'static Encoding> {
    let is_read = |known: &&'static Encoding| known.is_single_byte() || [UTF_16LE, UTF_16BE].contains(known);
    Encoding::for_label(name.as_bytes()).filter(is_read)
}

fn with_line_feeds(text: Cow<str>) -> Cow<str> {
    if text.match_indices('\r').all(|(at, _)| text[at + 1..].starts_with('\n')) {
        return text;
    }
    let mut unified = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends_a_line = letter == '\r' && letters.peek() != Some(&'\n');
        unified.push(if ends_a_line { '\n' } else { letter });
    }
    unified.into()
}

/// The line `sep=;` that Excel writes before a table is left blank, so that every other line keeps its number.
fn without_separator(text: Cow<str>) -> Cow<str> {
    match separator_line(&text) {
        Some(end) => text[end..].to_owned().into(),
        None => text,
    }
}

fn decoded<'a>(input: &Input<'a>, declared: Option<&str>) -> Result<Cow<'a, str>, Unreadable> {
    let bytes = input.bytes;
    is_not_empty(input)?;
    if let Some((encoding, bytes)) = in_utf16(bytes) {
        too_large(bytes)?;
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        let text = text.ok_or_else(|| {
            whole(Reason::Encoding, "it is no text in the encoding that its first bytes name")
        })?;
        no_nul(&text)?;
        return Ok(text);
    }
    let marked = bytes.strip_prefix("\u{feff}".as_bytes());
    let (bytes, is_marked) = (marked.unwrap_or(bytes), marked.is_some());
    let text = match declared.map(str::trim).filter(|_| !is_marked) {
        Some(name) if is_latin1(name) => {
            too_large(bytes)?;
            latin1(bytes)
        }
        Some(name) if !is_unicode(name) => {
            let encoding = encoding_called(name).ok_or_else(|| {
                whole(
                    Reason::Encoding,
                    &format!("its encoding '{name}' is not read here; give a copy in UTF-8"),
                )
            })?;
            too_large(bytes)?;
            let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
            text.ok_or_else(|| whole(Reason::Encoding, &format!("it is no text in '{name}'")))?
        }
        _ => Cow::Borrowed(std::str::from_utf8(bytes).map_err(|why| {
            let place = place_of(bytes, why.valid_up_to());
            let bad = bytes.get(why.valid_up_to()).copied().unwrap_or_default();
            let why = format!(
                "the byte {bad:02X} here is no UTF-8, as which this file is read: save it as UTF-8, or name its encoding in a column map, encoding = \"windows-1252\""
            );
            Unreadable::because(Reason::Encoding, place, &line_at(bytes, place), why)
        })?),
    };
    no_nul(&text)?;
    Ok(text)
}

/// A file without a byte is told as such.
pub(super) fn is_not_empty(input: &Input) -> Result<(), Unreadable> {
    if input.bytes.is_empty() { Err(whole(Reason::Truncated, "the file is empty")) } else { Ok(()) }
}

/// Whether it is a page of a web site: its first element says so.
pub(super) fn is_page(input: &Input) -> bool {
    let beginning = input.beginning();
    let mut start = beginning.trim_start_matches('\u{feff}').trim_start();
    // Browsers write into a comment where they saved a page from.
    while let Some((_, after)) = start.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        start = after.trim_start();
    }
    let is_one = |front: &str| start.get(..front.len()).is_some_and(|it| it.eq_ignore_ascii_case(front));
    ["<!doctype html", "<html", "<table"].into_iter().any(is_one)
}

/// A page of a web site that came in place of the file is told as such: "urgent maintenance", with status 200.
pub(super) fn is_no_page(input: &Input) -> Result<(), Unreadable> {
    if is_page(input) {
        let start = input.beginning().to_lowercase();
        let title = start.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
        let says = title.map_or_else(String::new, |(title, _)| format!(" ('{}')", title.trim()));
        return Err(whole(
            Reason::HtmlPage,
            &format!("it is a page of a web site{says}, not the file; fetch it again"),
        ));
    }
    Ok(())
}

fn whole(reason: Reason, why: &str) -> Unreadable {
    Unreadable::because(reason, Place::START, "", why)
}

fn too_large(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.len() > LARGEST_RECODED {
        let most = LARGEST_RECODED >> 20;
        return Err(whole(
            Reason::NotOfThisForm,
            &format!("it has more than {most} MiB and is not UTF-8; give a copy in UTF-8, or in parts"),
        ));
    }
    Ok(())
}

fn no_nul(text: &str) -> Result<(), Unreadable> {
    match text.bytes().position(|byte| byte == 0) {
        None => Ok(()),
        Some(at) => {
            let place = place_of(text.as_bytes(), at);
            Err(Unreadable::because(
                Reason::Encoding,
                place,
                "",
                "a NUL byte stands here: the file is no text",
            ))
        }
    }
}

fn is_latin1(name: &str) -> bool {
    ["iso-8859-1", "iso8859-1", "latin1", "iso_8859-1", "l1"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

fn latin1(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()) {
        Some(text) => Cow::Borrowed(text),
        None => bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into(),
    }
}

/// Where a byte stands in a text.
pub(super) fn place_of(bytes: &[u8], at: usize) -> Place {
    let before = &bytes[..at.min(bytes.len())];
    let line = before.split(|byte| *byte == b'\n').count() - 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count();
    let counted = |number: usize| u32::try_from(number + 1).unwrap_or(u32::MAX);
    Place { line: counted(line), column: counted(column) }
}

/// Where a part of a text begins in it.
pub(super) fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr()).min(text.len())
}

/// Where a part of a text stands in it.
pub(super) fn place_in(text: &str, part: &str) -> Place {
    place_of(text.as_bytes(), offset(text, part))
}

fn line_at(bytes: &[u8], place: Place) -> String {
    let line = bytes.split(|byte| *byte == b'\n').nth(place.line as usize - 1).unwrap_or_default();
    String::from_utf8_lossy(&line[..line.len().min(200)]).trim().to_owned()
}

/// The places of bytes of a text, asked for from the beginning to the end.
#[derive(Debug)]
pub(super) struct Places<'a> {
    text: &'a str,
    at: usize,
    place: Place,
}

impl<'a> Places<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self::from(text, Place::START)
    }

    /// Those of a part of a text that begins at this place.
    pub(super) fn from(text: &'a str, place: Place) -> Self {
        Self { text, at: 0, place }
    }

    /// The place of the byte at `offset`, which is not before one asked for earlier. Each byte is looked at once, however
    /// long its line is.
    pub(super) fn at(&mut self, offset: usize) -> Place {
        let bytes = self.text.as_bytes();
        let offset = offset.min(bytes.len());
        for byte in &bytes[self.at.min(offset)..offset] {
            if *byte == b'\n' {
                self.place = Place { line: self.place.line.saturating_add(1), column: 1 };
            } else if (*byte & 0xC0) != 0x80 {
                self.place.column = self.place.column.saturating_add(1);
            }
        }
        self.at = offset.max(self.at);
        self.place
    }
}
