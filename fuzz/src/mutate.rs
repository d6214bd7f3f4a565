//! Random changes of files, the same in each run from the same number. Of a workbook its parts are changed, and it is
//! packed again.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The most bytes of a changed file.
const LARGEST: usize = 1 << 16;

/// What stands in files of depositaries, and what has no place in them.
const WORDS: [&str; 98] = [
    ",",
    ";",
    "\t",
    "|",
    "\"",
    "\"\"",
    "'",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u{1b}[31m",
    "\u{9b}",
    "\u{202e}",
    "\u{feff}",
    "\u{301}",
    "\u{1f1ea}",
    "ß",
    "İ",
    "ﬁ",
    "\u{a0}",
    "\u{2028}",
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "&",
    "&b;",
    "&#0;",
    "&#x110000;",
    "&#233;",
    "&lt;",
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
    "xsi:nil=\"true\"",
    "<Row>",
    "</Row>",
    "<Entry>",
    "</Entry>",
    "<superscript>1,2</superscript>",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "null",
    "\\u0000",
    "\\ud800",
    "1e999",
    "18446744073709551616",
    "-1",
    "0",
    "00",
    "31/02/1999",
    "1 Jan 2001 a",
    "[2 Feb 2002 d]",
    "29 Feb 1900",
    "1999-12-31T00:00:00",
    "9999-12-31",
    "0000-00-00",
    "10000-01-01",
    "5 Sep 99",
    "Sept. 1999",
    "Participant",
    "Signature",
    "Ratification, Accession(a)",
    "(",
    ")",
    "((",
    "=HYPERLINK(\"http://a\")",
    "Côte d'Ivoire 3,4",
    "Total number of ratifications",
    "No. 185",
    "<table>",
    "</table>",
    "<tr><td>",
    "</td><td>",
    "</tr>",
    "<div>",
    "</div>",
    "<br>",
    "<sup>",
    "</sup>",
    "<i>",
    "&nbsp;",
    "<script>",
    "<div id=\"a_InnerPage_dgObj_ctl03_divParticipant\">Mu</div>",
    "With regard to the reservations made by Mu upon accession:",
    "Reservations:",
    "5 July 1992",
    "mtdsg_no=IV-91",
    "STATUS AS AT : 03-02-2026",
    "Objections",
    "#",
];

/// A row of numbers that look random.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn from(seed: u64) -> Self {
        Self(seed)
    }

    /// The next one (`SplitMix64`).
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }

    /// A short piece of `0..len`.
    fn piece(&mut self, len: usize) -> std::ops::Range<usize> {
        let start = self.below(len + 1);
        let most = 1 << self.below(9);
        let length = self.below(most + 1).min(len - start);
        start..start + length
    }
}

/// One of the samples, changed in up to eight places.
pub fn changed(random: &mut Random, samples: &[Vec<u8>]) -> Vec<u8> {
    let one = random.below(samples.len());
    let mut bytes = samples[one].clone();
    // The bytes of an archive themselves are seldom worth a change: their sums no longer fit.
    if random.below(8) > 0
        && let Some(mut parts) = parts(&bytes)
        && !parts.is_empty()
    {
        let part = random.below(parts.len());
        change(random, &mut parts[part].1, samples);
        return workbook(&parts);
    }
    change(random, &mut bytes, samples);
    bytes
}

fn change(random: &mut Random, bytes: &mut Vec<u8>, samples: &[Vec<u8>]) {
    for _ in 0..=random.below(8) {
        once(random, bytes, samples);
    }
    bytes.truncate(LARGEST);
}

fn once(random: &mut Random, bytes: &mut Vec<u8>, samples: &[Vec<u8>]) {
    let at = random.below(bytes.len() + 1);
    let piece = random.piece(bytes.len());
    let word = WORDS[random.below(WORDS.len())].as_bytes();
    match random.below(14) {
        0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        1 if at < bytes.len() => bytes[at] = random.next().to_le_bytes()[0],
        2 => drop(bytes.drain(piece)),
        3 => {
            let copy = bytes[piece].to_vec();
            bytes.splice(at..at, copy);
        }
        4 | 5 => drop(bytes.splice(at..at, word.iter().copied())),
        6 | 7 => drop(bytes.splice(piece, word.iter().copied())),
        8 => bytes.truncate(at),
        9 => {
            let most = 1 << random.below(15);
            let many = word.repeat(1 + random.below(most));
            bytes.splice(at..at, many);
        }
        10 => {
            let other = &samples[random.below(samples.len())];
            let piece = random.piece(other.len());
            bytes.splice(at..at, other[piece].iter().copied());
        }
        11 => swap(random, bytes, b'\n'),
        12 => {
            let sign = [b',', b'|', b';', b'"', b'<'][random.below(5)];
            swap(random, bytes, sign);
        }
        _ => {
            // One sign everywhere for another.
            let (old, new) = (bytes.get(at).copied(), word[0]);
            bytes.iter_mut().filter(|byte| Some(**byte) == old).for_each(|byte| *byte = new);
        }
    }
}

/// Two of the pieces between these signs change places.
fn swap(random: &mut Random, bytes: &mut Vec<u8>, sign: u8) {
    let mut pieces: Vec<&[u8]> = bytes.split(|byte| *byte == sign).collect();
    let (one, other) = (random.below(pieces.len()), random.below(pieces.len()));
    pieces.swap(one, other);
    *bytes = pieces.join(&sign);
}

/// The parts of an archive by name; none where it is no archive.
fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    if !bytes.starts_with(b"PK") {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).ok()?;
        let name = entry.name().ok()?.to_string();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).ok()?;
        parts.push((name, part));
    }
    Some(parts)
}

/// A workbook of these parts.
pub fn workbook(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        let begun = archive.start_file(name.as_str(), SimpleFileOptions::default());
        begun.map_err(std::io::Error::from).and_then(|()| archive.write_all(part)).expect("a part is packed");
    }
    archive.finish().expect("a workbook is packed").into_inner()
}

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#;

/// The parts of a workbook with one sheet, whose rows are XML, and the texts that it shares.
pub fn sheet(rows: &str, texts: &str) -> Vec<(String, Vec<u8>)> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    [
        ("_rels/.rels", ROOT.to_owned()),
        ("xl/workbook.xml", WORKBOOK.to_owned()),
        ("xl/_rels/workbook.xml.rels", LINKS.to_owned()),
        ("xl/styles.xml", STYLES.to_owned()),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{texts}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ]
    .map(|(name, part)| (name.to_owned(), part.into_bytes()))
    .to_vec()
}
