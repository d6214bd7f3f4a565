//! Every day that stands in a cell of a table is an act or a finding, in every reader and map: counted here without them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use accede::model::draft::Reading;
use accede::read::{self, ColumnMap, Input};

use crate::support::needs;

/// Whether a cell is a day and nothing else, but for a word and a colon before it, and a mark and brackets around it.
fn is_a_day(cell: &str) -> bool {
    let cell = cell.trim().trim_matches(['[', ']', '"']).trim();
    let cell = cell.rsplit_once(": ").map_or(cell, |(_, day)| day);
    let cell =
        cell.split_once('T').filter(|(_, time)| time.starts_with("00:00")).map_or(cell, |(day, _)| day);
    let is_word = |part: &str| part.len() >= 3 && part.chars().all(char::is_alphabetic);
    let is_month =
        |part: &str| is_word(part) || (!part.is_empty() && part.chars().all(|letter| "IVX".contains(letter)));
    let number =
        |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let parts: Vec<&str> =
        cell.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty()).take(5).collect();
    let day = |part: &str| number(part).is_some_and(|day| (1..=31).contains(&day));
    let year = |part: &str| part.len() == 4 && number(part).is_some_and(|year| (1500..=2200).contains(&year));
    let whole = |parts: &[&str]| match parts {
        [first, second, third] => {
            (day(first) && (is_month(second) || day(second)) && year(third))
                || (is_word(first) && day(second) && year(third))
                || (year(first) && day(second) && day(third))
        }
        _ => false,
    };
    whole(&parts) || (parts.len() == 4 && parts[3].len() <= 4 && whole(&parts[..3]))
}

/// How many cells of each row, by its line, are days: of a text with separators; of JSON how many texts of each line.
fn days_by_line(text: &str) -> BTreeMap<u32, usize> {
    if text.starts_with(['[', '{']) {
        let days = |line: &str| line.split('"').skip(1).step_by(2).filter(|text| is_a_day(text)).count();
        return (1..).zip(text.lines().map(days)).collect();
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let separator = [b',', b';', b'\t', b'|'].into_iter().max_by_key(count).unwrap();
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut days = BTreeMap::new();
    for row in rows.records().map(Result::unwrap) {
        let found = row.iter().filter(|cell| is_a_day(cell)).count();
        // A row begins behind the end of the line before it, and behind blank lines.
        let start = usize::try_from(row.position().unwrap().byte()).unwrap();
        let start = start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
        let line = u32::try_from(text[..start].matches('\n').count() + 1).unwrap();
        days.insert(line, found);
    }
    days
}

/// How many days of each row, by its line, were read or told: an act has one, and that of its effect.
fn told_by_line(reading: &Reading) -> BTreeMap<u32, usize> {
    let mut told: BTreeMap<u32, usize> = BTreeMap::new();
    for act in reading.treaties.iter().flat_map(|treaty| &treaty.acts) {
        let said = act
            .said
            .as_ref()
            .map_or(0, |said| [said.to_date, said.notified_on, said.lapses_on].into_iter().flatten().count());
        let days = usize::from(act.day.date.is_some()) + usize::from(act.effective_on.is_some()) + said;
        *told.entry(act.place.line).or_default() += days.max(1);
    }
    for finding in &reading.findings {
        // Of an act that is not taken in it has every cell; a row that is not taken in as a whole is one finding.
        let cells = finding.cell.split(" | ").filter(|cell| is_a_day(cell)).count();
        let days = if finding.reason.word() == "uneven-row" { 99 } else { cells.max(1) };
        *told.entry(finding.place.line).or_default() += days;
    }
    told
}

/// Days of the treaty and columns that a map says are of no act, by the map: what stands there in each row.
const OF_NO_ACT: [(&str, usize); 3] = [("manytreaties", 7), ("wipo", 0), ("ieadb", 2)];

fn nothing_is_lost(path: &Path, map: Option<&ColumnMap>) -> usize {
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let Ok(text) = std::str::from_utf8(&bytes) else { return 0 };
    let inputs = [Some("MY 1"), None].map(|treaty| Input { name: &name, bytes: &bytes, treaty });
    let read = |input: &Input| match map {
        Some(map) => map.read_file(input),
        None => read::any(input),
    };
    let Some(reading) = inputs.iter().find_map(|input| read(input).ok()) else { return 0 };
    let told = told_by_line(&reading);
    let spare = OF_NO_ACT.iter().find(|(known, _)| *known == reading.reader).map_or(0, |known| known.1);
    let mut days = 0;
    for (line, found) in days_by_line(text).into_iter().skip(1) {
        let accounted = told.get(&line).copied().unwrap_or_default();
        assert!(
            found <= accounted + spare,
            "{}:{line}: {found} days stand there, and {accounted} are acts or findings ({})",
            path.display(),
            reading.reader
        );
        days += found;
    }
    days
}

fn tables(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut inside: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inside.sort();
    for path in inside {
        let is_table =
            ["csv", "tsv", "psv"].iter().any(|end| path.extension().is_some_and(|known| known == *end));
        if path.is_dir() {
            tables(&path, found);
        } else if is_table {
            found.push(path);
        }
    }
}

#[test]
fn every_day_of_the_tables_of_the_maps_is_an_act_or_a_finding() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/maps");
    let mut days = 0;
    for map in ColumnMap::shipped() {
        let own = map.about_participant("Chad").unwrap_or_else(|_| map.clone());
        let found = nothing_is_lost(&folder.join(format!("{}.csv", map.name())), Some(&own));
        assert!(found > 0 || map.name() == "hr-status", "{} has no day", map.name());
        days += found;
    }
    assert!(days > 60, "{days}");
}

#[test]
fn every_day_of_real_tables_is_an_act_or_a_finding() {
    let Some(corpus) = needs::corpus() else { return };
    let mut files = Vec::new();
    for folder in ["samples", "corpus/mtdsg-2013-csv", "corpus/mtdsg-2015-csv", "cases/public"] {
        tables(&corpus.join(folder), &mut files);
    }
    let days: usize = files.iter().map(|path| nothing_is_lost(path, None)).sum();
    assert!(days > 50_000, "{days} in {} files", files.len());
}

#[test]
fn a_day_is_told_from_other_cells() {
    for cell in [
        "24 Jan 1983 a",
        "[ 6 Apr 1983 a]",
        "2001-11-23",
        "2001-11-23T00:00:00",
        "3-VIII-1994",
        "15/02/2017 (R)",
        "Accession: March 1, 2003",
        "October 5, 1986",
    ] {
        assert!(is_a_day(cell), "{cell}");
    }
    for cell in [
        "",
        "1983",
        "Chad",
        "12.5",
        "art. 4 (2) 1999",
        "In Force",
        "2017",
        "1, 2, 3",
        "Denounced on 14 Jun 1963",
    ] {
        assert!(!is_a_day(cell), "{cell}");
    }
}
