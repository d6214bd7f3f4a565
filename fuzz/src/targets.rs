//! Everything that reads files of others, and what has to hold whatever stands in them.

use std::path::{Path, PathBuf};
use std::{fs, str};

use accede::model::draft::{DraftAct, Finding, Reading};
use accede::read::treaty_file::TreatyFile;
use accede::read::{ColumnMap, Input, READERS, Read, Reader, Unreadable, any};

use crate::mutate::{sheet, workbook};

/// The most characters of a cell in a finding.
const LONGEST: usize = 2_001;

/// One way in.
pub enum Target {
    /// A reader.
    Reader(&'static Reader),
    /// A column map that is part of the program.
    Map(&'static ColumnMap),
    /// Whichever of them knows the file.
    Any,
    /// A column map of somebody's own.
    ColumnMap,
    /// A treaty in a file.
    TreatyFile,
}

/// All of them.
pub fn all() -> Vec<Target> {
    let readers = READERS.iter().map(Target::Reader);
    let maps = ColumnMap::shipped().iter().map(Target::Map);
    readers.chain(maps).chain([Target::Any, Target::ColumnMap, Target::TreatyFile]).collect()
}

impl Target {
    pub fn name(&self) -> &str {
        match self {
            Self::Reader(reader) => reader.name,
            Self::Map(map) => map.name(),
            Self::Any => "any",
            Self::ColumnMap => "column-map",
            Self::TreatyFile => "treaty-file",
        }
    }

    /// Reads a file; whether something is taken in. Panics where something does not hold.
    pub fn run(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Reader(reader) => read(bytes, &|input| reader.read(input)),
            Self::Map(map) => {
                let input = Input { name: "table.csv", bytes, treaty: None };
                let _ = map.recognises(&input);
                // A map may leave it to the user whom its tables are about.
                let of_one = map.about_participant("Chad");
                read(bytes, &|input| of_one.as_ref().unwrap_or(map).read_file(input))
            }
            Self::Any => read(bytes, &any),
            Self::ColumnMap => {
                let text = String::from_utf8_lossy(bytes);
                let Ok(map) = ColumnMap::read("map.toml", &text) else { return false };
                let map = map.about_participant("Chad").unwrap_or(map);
                for table in MAPPED {
                    read(table, &|input| map.read_file(input));
                }
                true
            }
            Self::TreatyFile => TreatyFile::read("treaty.toml", bytes, |text| Ok(text.to_owned())).is_ok(),
        }
    }

    /// Files to begin with: those that the tests of the readers keep, a few that are kept beside this, and workbooks made
    /// of tables.
    pub fn samples(&self, repository: &Path) -> Vec<Vec<u8>> {
        let mut folders =
            vec!["tests/read/good", "tests/read/bad", "tests/read/maps", "fuzz/samples", "fuzz/regressions"];
        if matches!(self, Self::ColumnMap) {
            folders = vec!["data/maps", "fuzz/samples", "fuzz/regressions"];
        }
        let all = folders.iter().flat_map(|folder| files(&repository.join(folder)));
        let ours = all.filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_output = path.with_extension("csv").exists() && name.ends_with(".txt");
            let is_map = matches!(self, Self::ColumnMap) && path.ends_with(Path::new("maps").join(&*name));
            !is_output && (matches!(self, Self::Any) || is_map || is_of(&name, self.name()))
        });
        let mut samples: Vec<Vec<u8>> = ours.map(|path| fs::read(path).expect("a sample is read")).collect();
        if matches!(self, Self::Map(_) | Self::Any) {
            let books: Vec<_> = samples.iter().filter_map(|table| of_table(table)).collect();
            samples.extend(books);
        }
        assert!(!samples.is_empty(), "{} has no sample", self.name());
        samples
    }
}

/// `wipo.csv` and `wipo-0123456789abcdef` are of `wipo`, `wipo-site.csv` is not.
fn is_of(file: &str, name: &str) -> bool {
    let name = match file {
        "uk-treaties.json" => name.trim_end_matches("-json"),
        "accede.csv" => name.trim_end_matches("-csv"),
        _ => name,
    };
    let Some(rest) = file.strip_prefix(name) else { return false };
    let is_hash = |rest: &str| rest.len() == 16 && rest.bytes().all(|byte| byte.is_ascii_hexdigit());
    rest.starts_with('.') || rest.strip_prefix('-').is_some_and(is_hash)
}

/// Tables for a map of somebody's own.
const MAPPED: [&[u8]; 6] = [
    include_bytes!("../../tests/read/maps/wipo.csv"),
    include_bytes!("../../tests/read/maps/hcch.csv"),
    include_bytes!("../../tests/read/maps/verdragenbank.csv"),
    include_bytes!("../../tests/read/maps/cbd.csv"),
    include_bytes!("../samples/ilo-convention.html"),
    include_bytes!("../samples/mapped.csv"),
];

/// The files of a folder, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = inside.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// A table as a workbook.
fn of_table(table: &[u8]) -> Option<Vec<u8>> {
    let text = str::from_utf8(table).ok()?;
    let mut rows = String::new();
    for (number, line) in text.lines().enumerate() {
        let cells = line.split(',').map(|cell| {
            let cell = cell.trim_matches('"').replace('&', "&amp;").replace('<', "&lt;");
            format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")
        });
        let cells: String = cells.collect();
        rows.extend(["<row r=\"", &(number + 1).to_string(), "\">", &cells, "</row>"]);
    }
    rows += "<row r=\"99\"><c r=\"A99\" t=\"s\"><v>0</v></c><c r=\"B99\" s=\"1\"><v>36526</v></c><c r=\"C99\"><f>A1+1</f><v>1</v></c></row>";
    Some(workbook(&sheet(&rows, "<si><t>Mu</t></si>")))
}

fn read(bytes: &[u8], reader: &dyn Fn(&Input) -> Read) -> bool {
    let mut input = Input { name: "IV-11.en.xml", bytes, treaty: None };
    let mut reading = reader(&input);
    if matches!(reading, Err(Unreadable::NeedsTreaty)) {
        input.treaty = Some("MY 1");
        reading = reader(&input);
    }
    match reading {
        Ok(reading) => {
            holds(&reading);
            !reading.treaties.is_empty()
        }
        Err(Unreadable::Finding(finding)) => {
            finding_holds(&finding);
            false
        }
        Err(_) => false,
    }
}

/// Each day of the file is a draft or a finding, and nothing of a draft has a control character.
fn holds(reading: &Reading) {
    let acts: Vec<&DraftAct> = reading.treaties.iter().flat_map(|treaty| &treaty.acts).collect();
    let told = acts.len() + reading.findings.len();
    assert!(reading.dated_cells <= told, "{} days, {told} told", reading.dated_cells);
    reading.findings.iter().for_each(finding_holds);
    for act in acts {
        let texts = [
            Some(&act.participant),
            Some(&act.raw_name),
            Some(&act.raw_header),
            act.territory.as_ref(),
            act.note.as_ref(),
        ];
        texts.into_iter().flatten().for_each(|text| is_plain(text));
    }
    for treaty in &reading.treaties {
        let texts = [treaty.title.as_ref(), treaty.note.as_ref(), treaty.code.as_ref(), Some(&treaty.named)];
        texts.into_iter().flatten().chain(&treaty.names).for_each(|text| is_plain(text));
    }
}

fn finding_holds(finding: &Finding) {
    assert!(finding.place.line > 0 && finding.place.column > 0, "no place: {finding:?}");
    assert!(finding.cell.chars().count() <= LONGEST, "a long cell: {}", finding.why);
    assert!(!finding.why.is_empty() && finding.why.chars().count() <= 2 * LONGEST, "a long reason");
}

fn is_plain(text: &str) {
    let is_control = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    assert!(!text.contains(is_control) && !text.contains('\u{202e}'), "a control character: {text:?}");
}
