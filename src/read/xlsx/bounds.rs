//! How much a workbook may grow to, and claim: looked through before anything of it is kept.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::model::draft::Place;
use crate::read::input::Unreadable;

/// The most parts of a workbook.
const MOST_PARTS: usize = 2_000;

/// The most bytes that all its parts unpack to.
const LARGEST: u64 = 48 << 20;

/// The most bytes of a part that is no sheet: styles, names and links are kept as far larger things than they are
/// written as.
const LARGEST_OTHER: usize = 2 << 20;

/// The most bytes of the texts that the sheets share.
const LARGEST_TEXTS: usize = 16 << 20;

/// The bytes of a shared text that is empty: `<si/>`.
const SHORTEST_TEXT: usize = 5;

/// Refuses a workbook that unpacks to too much, or claims what it cannot hold.
pub(super) fn hold(bytes: &[u8]) -> Result<(), Unreadable> {
    let broken = |why: &dyn std::fmt::Display| {
        Unreadable::wrong_form(Place::START, format!("it is no workbook that can be read: {why}"))
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|why| broken(&why))?;
    if archive.len() > MOST_PARTS {
        return Err(Unreadable::wrong_form(
            Place::START,
            format!("it has {} parts; a workbook of at most {MOST_PARTS} is read", archive.len()),
        ));
    }
    let mut left = LARGEST;
    let mut part = Vec::new();
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).map_err(|why| broken(&why))?;
        let name = entry.name().map_err(|why| broken(&why))?.replace('\\', "/").to_lowercase();
        part.clear();
        // One byte more than is left tells a part that is too large.
        entry.by_ref().take(left + 1).read_to_end(&mut part).map_err(|why| broken(&why))?;
        left = left.checked_sub(part.len() as u64).ok_or_else(|| {
            Unreadable::wrong_form(Place::START, format!("it unpacks to more than {} MiB", LARGEST >> 20))
        })?;
        if entry.size() != part.len() as u64 {
            return Err(Unreadable::wrong_form(
                Place::START,
                format!("its part {name:?} is of another size than the workbook says"),
            ));
        }
        checked(&name, &part)?;
    }
    Ok(())
}

fn checked(name: &str, part: &[u8]) -> Result<(), Unreadable> {
    let is_text = name.ends_with("sharedstrings.xml");
    let is_sheet = name.contains("worksheets/");
    let is_picture = name.contains("media/");
    let most = if is_text {
        LARGEST_TEXTS
    } else if is_sheet || is_picture {
        part.len()
    } else {
        LARGEST_OTHER
    };
    if part.len() > most {
        return Err(Unreadable::wrong_form(
            Place::START,
            format!("its part {name:?} unpacks to more than {} MiB", most >> 20),
        ));
    }
    let Ok(text) = std::str::from_utf8(part) else {
        let is_wide = part.starts_with(&[0xff, 0xfe]) || part.starts_with(&[0xfe, 0xff]);
        if is_wide || name.rsplit_once('.').is_some_and(|(_, end)| end == "xml") {
            return Err(Unreadable::wrong_form(Place::START, format!("its part {name:?} is not UTF-8")));
        }
        return Ok(());
    };
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            // What is no XML is told by the one who opens it.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                if !claims_what_it_holds(&tag, part.len()) {
                    let why = format!("its part {name:?} claims cells or texts that no workbook has");
                    return Err(Unreadable::wrong_form(Place::START, &why));
                }
            }
            Ok(_) => {}
        }
    }
}

/// A number of texts is reserved before one is read, and the names of cells are counted with.
fn claims_what_it_holds(tag: &BytesStart, size: usize) -> bool {
    let local = tag.local_name();
    let is_counted = matches!(local.as_ref(), "sst" | "c" | "row" | "dimension" | "f");
    !is_counted
        || tag.attributes().with_checks(false).flatten().all(|attribute| {
            let value: &str = attribute.value.as_ref();
            match attribute.key.local_name().as_ref() {
                "uniqueCount" => value.parse::<usize>().is_ok_and(|count| count <= size / SHORTEST_TEXT),
                "r" => is_reference(value),
                "ref" => value.split(':').all(is_reference) && is_ordered(value),
                _ => true,
            }
        })
}

/// `A1`, `XFD1048576`, or `5` of a row.
fn is_reference(text: &str) -> bool {
    let number = text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    text.len() - number.len() <= 3
        && (1..=7).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && number.bytes().any(|byte| byte != b'0')
}

/// The first corner of a range stands before the other.
fn is_ordered(range: &str) -> bool {
    let Some((first, last)) = range.split_once(':') else {
        return true;
    };
    let corner = |text: &str| {
        let number = text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).to_owned();
        let letters = text[..text.len() - number.len()].to_ascii_uppercase();
        (number.parse::<u32>().unwrap_or_default(), (letters.len(), letters))
    };
    let ((row, column), (last_row, last_column)) = (corner(first), corner(last));
    row <= last_row && column <= last_column
}
