//! Every reader, and which of them a file is for.

use sha2::{Digest, Sha256};

use super::column_map::{ColumnMap, recognised};
use super::input::{Input, Read, Unreadable, finding};
use super::put_together::place_in_file;
use super::table_file::{Opened, Which};
use super::{
    accede_csv, coe_chart, coe_signatures, coe_treaties, day_order, eu_council, mtdsg_csv,
    mtdsg_declarations, mtdsg_record, mtdsg_xml, nl_verdragenbank, text, uk_treaties, untc_page, untc_paste,
    unts, wipo_lex, xlsx,
};
use crate::model::draft::{Edition, Finding, Place, Reading, Reason};
use crate::names::nearest;

/// A form in which a source publishes.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it reads, in a few words.
    pub about: &'static str,
    /// Whether it reads saved pages of a web site too.
    pages: bool,
    /// Whether a file looks like one of these.
    recognises: fn(&Input) -> bool,
    read: fn(&Input) -> Read,
}

/// Every reader, in the order in which a file is offered to them.
pub const READERS: &[Reader] = &[
    Reader {
        name: "mtdsg-xml",
        about: "UN Treaty Collection, status of one multilateral treaty (XML)",
        pages: false,
        recognises: mtdsg_xml::recognises,
        read: mtdsg_xml::read,
    },
    Reader {
        name: "coe-signatures",
        about: "Council of Europe, signatures and ratifications of a treaty (JSON)",
        pages: false,
        recognises: coe_signatures::recognises,
        read: coe_signatures::read,
    },
    Reader {
        name: "coe-treaties",
        about: "Council of Europe, the list of its treaties (JSON)",
        pages: false,
        recognises: coe_treaties::recognises,
        read: coe_treaties::read,
    },
    Reader {
        name: "uk-treaties-json",
        about: "UK Treaties Online, an answer of its search (JSON)",
        pages: false,
        recognises: uk_treaties::recognises,
        read: uk_treaties::read,
    },
    Reader {
        name: "mtdsg-record",
        about: "UN Treaty Collection, records that other projects made from it (JSON)",
        pages: false,
        recognises: mtdsg_record::recognises,
        read: mtdsg_record::read,
    },
    Reader {
        name: "untc-page",
        about: "UN Treaty Collection, status page of one treaty as a browser saves it (HTML)",
        pages: true,
        recognises: untc_page::recognises,
        read: untc_page::read,
    },
    Reader {
        name: "untc-paste",
        about: "UN Treaty Collection, status page of one treaty copied from a browser (text with tabs)",
        pages: false,
        recognises: untc_paste::recognises,
        read: untc_paste::read,
    },
    Reader {
        name: "wipo-lex",
        about: "WIPO Lex, contracting parties of one treaty as its page shows them (HTML, or copied with tabs)",
        pages: true,
        recognises: wipo_lex::recognises,
        read: wipo_lex::read,
    },
    Reader {
        name: "coe-chart",
        about: "Council of Europe, chart of signatures and ratifications (HTML, pasted, or CSV)",
        pages: true,
        recognises: coe_chart::recognises,
        read: coe_chart::read,
    },
    Reader {
        name: "unts",
        about: "United Nations Treaty Series, list of the actions under a treaty (CSV)",
        pages: false,
        recognises: unts::recognises,
        read: unts::read,
    },
    Reader {
        name: "accede-csv",
        about: "own table, one row per act: treaty,participant,action,date and more (CSV)",
        pages: false,
        recognises: accede_csv::recognises,
        read: accede_csv::read,
    },
    Reader {
        name: "nl-verdragenbank",
        about: "Netherlands Treaty Database, one treaty with its parties (XML)",
        pages: false,
        recognises: nl_verdragenbank::recognises,
        read: nl_verdragenbank::read,
    },
    Reader {
        name: "eu-council",
        about: "Council of the European Union, page of its agreements database (text)",
        pages: false,
        recognises: eu_council::recognises,
        read: eu_council::read,
    },
    Reader {
        name: "mtdsg-declarations",
        about: "UN Treaty Collection, texts of declarations under a treaty (text)",
        pages: false,
        recognises: mtdsg_declarations::recognises,
        read: mtdsg_declarations::read,
    },
    Reader {
        name: "mtdsg-csv",
        about: "UN Treaty Collection, status of one treaty as a wide table (CSV, or with ; or tabs), and the index",
        pages: false,
        recognises: mtdsg_csv::recognises,
        read: mtdsg_csv::read,
    },
];

impl Reader {
    /// The reader of this name.
    #[must_use]
    pub fn called(name: &str) -> Option<&'static Self> {
        READERS.iter().find(|reader| reader.name == name)
    }

    /// The reader for a file, by what is in it; none where no reader knows it.
    #[must_use]
    pub fn of(input: &Input) -> Option<&'static Self> {
        // The headings of a table stand in its first rows.
        const LOOK: u32 = 30;
        let recoded = as_text(input, LOOK).ok()?;
        let input = &Input { bytes: recoded.as_deref().unwrap_or(input.bytes), ..*input };
        let is_page = text::is_page(input);
        READERS.iter().find(|reader| (reader.pages || !is_page) && (reader.recognises)(input))
    }

    /// Reads a file.
    pub fn read(&self, input: &Input) -> Read {
        let recoded = as_text(input, u32::MAX)?;
        let file = input;
        let input = &Input { bytes: recoded.as_deref().unwrap_or(input.bytes), ..*input };
        if !self.pages {
            text::is_no_page(input)?;
        }
        let mut reading = (self.read)(input)?;
        if xlsx::is_one(file.bytes) {
            let text = String::from_utf8_lossy(input.bytes);
            let lines: Vec<&str> = text.lines().collect();
            place_in_file(&mut reading, &(0..lines.len()).collect::<Vec<_>>(), |line, place| Place {
                column: column_of(lines[line], place.column),
                line: place.line,
            });
            for (place, day, why) in Opened::of(file).unread(Which::default())? {
                reading.dated_cells += 1;
                reading.findings.push(finding(place, Reason::NotOfThisForm, &day, why));
            }
        }
        day_order::take_out_doubtful(&mut reading);
        self.name.clone_into(&mut reading.reader);
        Ok(reading)
    }
}

/// What is read as a text though it is none as it stands: a workbook, of which `until` says how many rows are enough, and a
/// text in UTF-16.
fn as_text(input: &Input, until: u32) -> Result<Option<Vec<u8>>, Unreadable> {
    if xlsx::is_one(input.bytes) {
        return xlsx::as_text(input.bytes, until).map(|text| Some(text.into_bytes()));
    }
    Ok(text::in_utf8(input))
}

/// The column of a sheet in which a letter of its line stands: there are tabs between the cells.
fn column_of(line: &str, letter: u32) -> u32 {
    let before = line.chars().take(usize::try_from(letter).map_or(0, |letter| letter.saturating_sub(1)));
    let tabs = before.filter(|letter| *letter == '\t').count();
    u32::try_from(tabs + 1).unwrap_or(u32::MAX)
}

/// How files begin in which nothing is read, and what they are. A workbook is a ZIP archive too: one that a map reads is known
/// before.
const NO_TABLES: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF: copy its table into a text file, or save it as CSV"),
    (
        b"PK\x03\x04",
        "a workbook or another document of which no reader and no shipped map knows the table: give a map with --map, or save the table as CSV",
    ),
    (b"\x1f\x8b", "a file packed by gzip: unpack it first"),
    (b"BZh", "a file packed by bzip2: unpack it first"),
    (b"7z\xbc\xaf", "an archive of 7-Zip: unpack it first"),
    (b"{\\rtf", "a document in RTF: save its table as CSV"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
];

/// Reads a file with the reader, else the shipped map, that knows its form.
pub fn any(input: &Input) -> Read {
    text::is_not_empty(input)?;
    let recoded = text::in_utf8(input);
    let input = &Input { bytes: recoded.as_deref().unwrap_or(input.bytes), ..*input };
    if let Some(reader) = Reader::of(input) {
        return reader.read(input);
    }
    let file = Opened::of(input);
    if let Some(map) = recognised(&file) {
        let reading = map.read_opened(&file)?;
        let unread = reading.findings.iter().filter(|finding| finding.reason == Reason::UnreadColumn);
        let (unread, first) = (unread.clone().count(), unread.clone().next());
        return match first {
            None => Ok(reading),
            Some(finding) => {
                let why = format!(
                    "the shipped map '{}' fits a part of it: {unread} of its days stand in columns that the map does not have ({}); give a map with --map, or name this one with --reader",
                    map.name(),
                    finding.why
                );
                Err(Unreadable::because(Reason::NotOfThisForm, finding.place, &finding.cell, why))
            }
        };
    }
    // One that is cut off is told as such.
    file.is_whole()?;
    text::is_no_page(input)?;
    if let Some((_, what)) = NO_TABLES.iter().find(|(front, _)| input.bytes.starts_with(front)) {
        return Err(Unreadable::wrong_form(Place::START, format!("it is {what}")));
    }
    // What is no text is known by no form of a text.
    if !xlsx::is_one(input.bytes) {
        xlsx::is_no_old_one(input.bytes)?;
        text::decode(input, None)?;
    }
    let why =
        "no reader and no shipped map knows this form; name one with --reader, or give a map with --map";
    Err(Unreadable::wrong_form(Place::START, why))
}

/// A file of which nothing is taken in, for one reason.
#[must_use]
pub fn nothing(finding: Finding) -> Reading {
    let edition = Edition { shows_withdrawals: true, ..Edition::default() };
    Reading { reader: String::new(), edition, treaties: Vec::new(), findings: vec![finding], dated_cells: 0 }
}

/// SHA-256 of a file, 64 hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for half in [byte >> 4, byte & 15] {
            digits.extend(char::from_digit(u32::from(half), 16));
        }
    }
    digits
}

/// The names of readers and maps most like one.
#[must_use]
pub fn names_nearest(name: &str) -> Vec<String> {
    let all: Vec<&str> = READERS
        .iter()
        .map(|reader| reader.name)
        .chain(ColumnMap::shipped().iter().map(ColumnMap::name))
        .collect();
    let near = nearest(name, all.iter().copied(), 3);
    let near = if near.is_empty() { all } else { near };
    near.into_iter().map(str::to_owned).collect()
}
