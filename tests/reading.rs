//! Readers on whole files: nothing dated is lost in silence, whatever the file looks like; and, where the real files are
//! at hand, what is read from each of them.

use std::path::{Path, PathBuf};

use accede::model::ClaimKind;
use accede::model::draft::{Reading, What};
use accede::read::{Input, READERS, Reader};

use crate::support::needs;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read");
    let files = ["good", "bad"].into_iter().flat_map(|part| files(&folder.join(part)));
    files
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect()
}

fn counts(reading: &Reading) -> (usize, usize, usize, usize) {
    let acts = reading.treaties.iter().flat_map(|treaty| &treaty.acts);
    let (statements, acts): (Vec<_>, Vec<_>) = acts.partition(|act| matches!(act.what, What::Statement(_)));
    (reading.treaties.len(), acts.len(), statements.len(), reading.findings.len())
}

fn nothing_is_lost(reading: &Reading) -> bool {
    let (_, acts, statements, findings) = counts(reading);
    reading.dated_cells == acts + statements + findings
}

/// Every file, cut off at every tenth byte and with every tenth byte changed, in the hands of every reader.
#[test]
fn no_reader_breaks_on_a_damaged_file_or_loses_a_day() {
    let mut read = 0;
    for (name, bytes) in fixtures() {
        for reader in READERS {
            for at in (0..=bytes.len()).step_by(10) {
                let mut changed = bytes.clone();
                if let Some(byte) = changed.get_mut(at) {
                    *byte = b"\"|{[<\n\xff0,#"[at / 10 % 10];
                }
                for bytes in [&bytes[..at], &changed] {
                    let input = Input { name: "4-91.txt", bytes, treaty: Some("UN IV-91") };
                    if let Ok(reading) = reader.read(&input) {
                        read += 1;
                        assert!(nothing_is_lost(&reading), "{name} at {at} by {}", reader.name);
                    }
                }
            }
        }
    }
    assert!(read > 1_000, "{read}");
}

#[test]
fn every_reader_has_its_own_name_and_knows_no_empty_file() {
    for (number, reader) in READERS.iter().enumerate() {
        assert_eq!(Reader::called(reader.name).unwrap().about, reader.about);
        assert!(READERS[..number].iter().all(|other| other.name != reader.name), "{}", reader.name);
    }
    assert!(Reader::of(&Input { name: "4-11.txt", bytes: b"", treaty: Some("UN IV-11") }).is_none());
}

/// What is read from real files. The counts were made without the readers, by looking for what they look for in other ways.
mod corpus {
    use super::*;

    /// The file, the treaty that the user has to name, the reader, and how many treaties, acts, statements and findings.
    type Row = (&'static str, Option<&'static str>, &'static str, (usize, usize, usize, usize));

    const FILES: [Row; 22] = [
        ("coe/traites_search.json", None, "coe-treaties", (20, 0, 0, 0)),
        ("excerpts/coe-signatures-one-row.json", None, "coe-signatures", (1, 0, 0, 0)),
        // Five notifications, and five signatures on the day above the table.
        ("excerpts/eu-council-2011051.txt", Some("EU 2011051"), "eu-council", (1, 10, 0, 0)),
        ("excerpts/nl-verdragenbank-000004.excerpt.xml", None, "nl-verdragenbank", (1, 5, 1, 0)),
        ("excerpts/unts-actions-icescr.csv", Some("UN IV-3"), "unts", (1, 31, 7, 0)),
        ("mtdsg-2026-records/I-1.json", None, "mtdsg-record", (1, 49, 0, 0)),
        ("mtdsg-2026-records/I-5-a.json", None, "mtdsg-record", (1, 107, 0, 0)),
        // Its territorial applications are run together.
        ("mtdsg-2026-records/III-1.json", None, "mtdsg-record", (1, 162, 0, 1)),
        ("mtdsg-2026-records/III-2-1.json", None, "mtdsg-record", (1, 128, 0, 0)),
        ("mtdsg-2026-records/III-2-2a.json", None, "mtdsg-record", (1, 17, 0, 0)),
        ("mtdsg-2026-records/header-III-3.json", None, "mtdsg-record", (1, 0, 0, 0)),
        ("mtdsg-2026-records/header-IV-11.json", None, "mtdsg-record", (1, 0, 0, 0)),
        ("mtdsg-2026-records/header-IV-3.json", None, "mtdsg-record", (1, 0, 0, 0)),
        ("mtdsg-2026-records/header-IV-8.json", None, "mtdsg-record", (1, 0, 0, 0)),
        // Names whose text the copy has lost are findings.
        ("mtdsg-declarations-2015/3-3.txt", None, "mtdsg-declarations", (1, 0, 42, 3)),
        ("mtdsg-declarations-2015/4-1.txt", None, "mtdsg-declarations", (1, 0, 27, 5)),
        ("mtdsg-declarations-2015/4-11.txt", None, "mtdsg-declarations", (1, 0, 61, 14)),
        ("mtdsg-declarations-2015/4-3.txt", None, "mtdsg-declarations", (1, 0, 45, 5)),
        ("mtdsg-declarations-2015/4-8.txt", None, "mtdsg-declarations", (1, 0, 62, 17)),
        ("mtdsg-declarations-2015/5-5.txt", None, "mtdsg-declarations", (1, 0, 32, 2)),
        ("uk-fcdo/batch.json", None, "uk-treaties-json", (90, 0, 0, 0)),
        // Not of these readers, and beside files of theirs.
        ("mtdsg-2026-records/III-1.csv", None, "mtdsg-csv", (1, 162, 0, 0)),
    ];

    #[test]
    fn every_file_has_its_reader_and_gives_what_is_in_it() {
        if needs::corpus().is_none() {
            return;
        }
        let samples = needs::corpus().unwrap().join("samples");
        for (path, treaty, reader, expected) in FILES {
            let bytes = std::fs::read(samples.join(path)).unwrap();
            let name = path.rsplit('/').next().unwrap();
            let input = Input { name, bytes: &bytes, treaty };
            let found = Reader::of(&input).map(|reader| reader.name);
            assert_eq!(found, Some(reader), "{path}");
            let reading = Reader::called(reader).unwrap().read(&input).unwrap();
            assert_eq!(counts(&reading), expected, "{path}");
            assert!(nothing_is_lost(&reading), "{path}");
        }
    }

    #[test]
    fn no_other_file_is_taken_for_one_of_these() {
        if needs::corpus().is_none() {
            return;
        }
        let samples = needs::corpus().unwrap().join("samples");
        let known = |path: &Path| FILES.iter().any(|row| path == samples.join(row.0));
        let ours = [
            ("mtdsg-xml", "mtdsg-"),
            ("mtdsg-csv", "mtdsg-"),
            ("untc-page", "untc-html"),
            ("wipo-lex", "wipo-html"),
        ];
        for folder in files(&samples).into_iter().filter(|path| path.is_dir()) {
            for path in files(&folder).into_iter().filter(|path| !known(path)) {
                let bytes = std::fs::read(&path).unwrap();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                if let Some(reader) = Reader::of(&Input { name: &name, bytes: &bytes, treaty: None }) {
                    let folder = folder.file_name().unwrap().to_string_lossy();
                    let is_one =
                        |(own, front): &(&str, &str)| *own == reader.name && folder.starts_with(front);
                    assert!(ours.iter().any(is_one), "{name}: {}", reader.name);
                }
            }
        }
    }

    /// The tables in the records stand beside them as CSV, and another reader reads those.
    #[test]
    fn two_readers_of_one_table_read_the_same() {
        if needs::corpus().is_none() {
            return;
        }
        let folder = needs::corpus().unwrap().join("samples/mtdsg-2026-records");
        for number in ["I-1", "I-5-a", "III-1", "III-2-1", "III-2-2a"] {
            let read = |ending: &str| {
                let name = format!("{number}.{ending}");
                let bytes = std::fs::read(folder.join(&name)).unwrap();
                let input = Input { name: &name, bytes: &bytes, treaty: None };
                let reading = Reader::of(&input).unwrap().read(&input).unwrap();
                let acts = reading.treaties.into_iter().flat_map(|treaty| treaty.acts);
                acts.map(|act| (act.participant, act.what, act.day, act.raw_cell)).collect::<Vec<_>>()
            };
            assert_eq!(read("json"), read("csv"), "{number}");
        }
    }

    #[test]
    fn what_the_files_say_of_their_treaties_is_read() {
        if needs::corpus().is_none() {
            return;
        }
        let samples = needs::corpus().unwrap().join("samples");
        let read = |path: &str, reader: &str| {
            let bytes = std::fs::read(samples.join(path)).unwrap();
            let name = path.rsplit('/').next().unwrap();
            let input = Input { name, bytes: &bytes, treaty: None };
            Reader::called(reader).unwrap().read(&input).unwrap()
        };
        let list = read("coe/traites_search.json", "coe-treaties");
        let protocol =
            list.treaties.iter().find(|treaty| treaty.code.as_deref() == Some("CETS 61B")).unwrap();
        assert_eq!(protocol.parent.as_deref(), Some("CETS 61"));
        assert!(list.treaties.iter().all(|treaty| !treaty.title.as_ref().unwrap().contains(" No. 1")
            || treaty.title.as_ref().unwrap().starts_with("Protocol No. 11")));
        assert_eq!(list.treaties.iter().filter(|treaty| treaty.in_force_on.is_none()).count(), 4);
        assert_eq!(list.treaties.iter().filter(|treaty| treaty.parent.is_some()).count(), 10);
        let answer = read("uk-fcdo/batch.json", "uk-treaties-json");
        let bilateral =
            |kind: &str| answer.treaties.iter().filter(|treaty| treaty.kind.as_deref() == Some(kind)).count();
        assert_eq!((bilateral("bilateral agreement"), bilateral("multilateral")), (17, 73));
        assert_eq!(answer.treaties.iter().filter(|treaty| treaty.in_force_on.is_some()).count(), 53);
        assert!(answer.treaties.iter().all(|treaty| treaty.adopted_on.is_some()));
        let charter = read("mtdsg-2026-records/I-1.json", "mtdsg-record");
        assert_eq!(charter.treaties[0].in_force_on.unwrap().to_string(), "1945-10-24");
        let dutch = read("excerpts/nl-verdragenbank-000004.excerpt.xml", "nl-verdragenbank");
        assert_eq!(dutch.treaties[0].in_force_on.unwrap().to_string(), "1987-12-01");
        assert_eq!(dutch.treaties[0].acts.iter().filter(|act| act.effective_on.is_some()).count(), 3);
    }

    /// Pages as a browser saves them: the printed counts, how many acts and statements, and the reasons of findings. Whether
    /// each dated cell is taken in is told by the bytes of the page alone.
    #[test]
    fn every_dated_cell_of_a_saved_page_is_an_act_or_a_finding() {
        if needs::corpus().is_none() {
            return;
        }
        let samples = needs::corpus().unwrap().join("samples");
        for path in files(&samples.join("untc-html")) {
            let bytes = std::fs::read(&path).unwrap();
            let page = String::from_utf8_lossy(&bytes);
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let input = Input { name: &name, bytes: &bytes, treaty: None };
            let reading = Reader::of(&input).unwrap().read(&input).unwrap();
            assert_eq!(reading.reader, "untc-page", "{name}");
            assert!(nothing_is_lost(&reading), "{name}");
            assert_eq!(reading.edition.status_as_at.unwrap().to_string(), "2026-02-03", "{name}");
            let treaty = &reading.treaties[0];
            let (_, table) = page.split_once("_tblgrid\"").unwrap();
            let (table, below) = table.split_once("id=\"specialTable\"").unwrap();
            let has_year = |cell: &&str| {
                let digits: String = cell.split('>').skip(1).collect();
                digits.split(|letter: char| !letter.is_ascii_digit()).any(|digits| digits.len() == 4)
            };
            let cells = table.split("<td").skip(1).filter(has_year).count();
            let acts = treaty.acts.iter().filter(|act| matches!(act.what, What::Act(_)));
            let (of_territories, of_table): (Vec<_>, Vec<_>) = acts.partition(|act| act.territory.is_some());
            assert_eq!(of_table.len(), cells, "{name}");
            assert_eq!(
                below.contains("Date of receipt of the notification"),
                !of_territories.is_empty(),
                "{name}"
            );
            let line =
                u32::try_from(page.split_once("id=\"specialTable\"").unwrap().0.lines().count()).unwrap();
            assert!(reading.findings.iter().all(|finding| finding.place.line >= line), "{name}");
            // Whoever stands in the column of consents without brackets is a party, but for acts that are no consent.
            let parties = of_table
                .iter()
                .filter(|act| !act.withdrawn && matches!(act.what, What::Act(kind) if kind.is_consent()));
            let printed = |claim| treaty.counts.iter().find(|count| count.0 == claim).map(|count| count.1);
            assert_eq!(printed(ClaimKind::PartyCount), u32::try_from(parties.count()).ok(), "{name}");
        }
        for path in files(&samples.join("wipo-html")) {
            let bytes = std::fs::read(&path).unwrap();
            let page = String::from_utf8_lossy(&bytes);
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let input = Input { name: &name, bytes: &bytes, treaty: None };
            let reading = Reader::of(&input).unwrap().read(&input).unwrap();
            assert_eq!(reading.reader, "wipo-lex", "{name}");
            assert!(nothing_is_lost(&reading), "{name}");
            let (_, table) = page.split_once("wipoTreatiesTable").unwrap();
            let rows: Vec<&str> = table.split("<tr>").skip(2).collect();
            let dated = |column: usize| {
                let cells = rows.iter().filter_map(|row| row.split("<td").nth(column + 1));
                cells.filter(|cell| cell.contains("<div>")).count()
            };
            // Where only an entry into force stands, that is the day of an act whose own day is not told.
            let alone = rows.iter().filter(|row| {
                let cells: Vec<&str> = row.split("<td").skip(1).collect();
                cells.len() > 3 && !cells[2].contains("<div>") && cells[3].contains("<div>")
            });
            let (_, acts, statements, findings) = counts(&reading);
            assert_eq!((acts, statements), (dated(1) + dated(2) + alone.count(), 0), "{name}");
            assert_eq!(findings, 0, "{name}");
        }
    }
}
