//! The column maps that are part of the program, each with a small table of its source and what is read in it, the faults
//! of a map, and what the maps read in real tables.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use accede::model::draft::{DraftDay, Reading, What};
use accede::read::Input;
use accede::read::{ColumnMap, recognised_map};

use crate::support::needs;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/maps")
}

fn shipped(name: &str) -> &'static ColumnMap {
    ColumnMap::shipped().iter().find(|map| map.name() == name).unwrap()
}

fn word(what: What) -> String {
    match what {
        What::Act(kind) => kind.word().to_owned(),
        What::Statement(kind) => format!("statement:{kind}"),
    }
}

fn day(day: DraftDay) -> String {
    let edge = |edge: Option<accede::model::Date>| edge.map(|edge| edge.to_string()).unwrap_or_default();
    match day {
        DraftDay { date: Some(date), .. } => date.to_string(),
        DraftDay { earliest: None, latest: None, .. } => "?".to_owned(),
        DraftDay { earliest, latest, .. } => format!("{}..{}", edge(earliest), edge(latest)),
    }
}

/// What a file says, one line for each thing.
fn told(reading: &Reading) -> String {
    let mut text = String::new();
    for treaty in &reading.treaties {
        let code = treaty.code.as_deref().unwrap_or_default();
        write!(text, "{code}").unwrap();
        for part in [&treaty.title, &treaty.note].into_iter().flatten() {
            write!(text, " · {part}").unwrap();
        }
        for part in [treaty.adopted_on, treaty.in_force_on].into_iter().flatten() {
            write!(text, " · {part}").unwrap();
        }
        text.push('\n');
        for act in &treaty.acts {
            let by = if act.by_code { "=" } else { "" };
            write!(text, "  {} {by}{}: {} {}", act.place, act.participant, word(act.what), day(act.day))
                .unwrap();
            if let Some(effective) = act.effective_on {
                write!(text, " -> {effective}").unwrap();
            }
            if act.withdrawn {
                text.push_str(" [withdrawn]");
            }
            for (mark, remark) in [("!", &act.flag), ("#", &act.note)] {
                if let Some(remark) = remark {
                    write!(text, " {mark} {remark}").unwrap();
                }
            }
            text.push('\n');
        }
    }
    for finding in &reading.findings {
        writeln!(text, "{} {}: {} ({})", finding.place, finding.reason.word(), finding.why, finding.cell)
            .unwrap();
    }
    text
}

fn balanced(reading: &Reading) {
    let drafts: usize = reading.treaties.iter().map(|treaty| treaty.acts.len()).sum();
    assert_eq!(reading.dated_cells, drafts + reading.findings.len(), "{}", reading.reader);
}

#[test]
fn every_map_reads_a_table_of_its_source() {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "csv"));
    for map in ColumnMap::shipped() {
        let path = folder().join(format!("{}.csv", map.name()));
        files.retain(|file| *file != path);
        let bytes = fs::read(&path).unwrap();
        let map =
            &if map.name() == "ilo-country" { map.about_participant("Chad").unwrap() } else { map.clone() };
        let has_treaties = ["wipo", "manytreaties", "ieadb", "ilo-country", "cbd"].contains(&map.name());
        let treaty = (!has_treaties).then_some("MY 1");
        let input = Input { name: "table.csv", bytes: &bytes, treaty };
        assert!(map.recognises(&input), "{}", map.name());
        assert_eq!(recognised_map(&input).map(ColumnMap::name), Some(map.name()));
        let reading = map.read_file(&input).unwrap_or_else(|why| panic!("{}: {why}", map.name()));
        balanced(&reading);
        assert_eq!(reading.reader, map.name());
        snapbox::assert_data_eq!(
            told(&reading),
            snapbox::Data::read_from(&path.with_extension("txt"), Some(snapbox::data::DataFormat::Text))
                .raw()
        );
    }
    assert_eq!(files, [] as [PathBuf; 0], "a table without a map");
}

#[test]
fn the_maps_have_names_of_their_own_and_are_all_read() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/maps");
    let mut names = Vec::new();
    for entry in fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let map = ColumnMap::read(&name, &fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(format!("{}.toml", map.name()), name);
        assert!(!map.about().is_empty());
        names.push(map.name().to_owned());
    }
    names.sort();
    let mut shipped: Vec<_> = ColumnMap::shipped().iter().map(ColumnMap::name).collect();
    shipped.sort_unstable();
    assert_eq!(shipped, names);
}

/// The blocks of the manual that are fenced so.
fn fenced<'a>(manual: &'a str, fence: &str) -> &'a str {
    manual.split_once(&format!("{fence}\n")).unwrap().1.split_once("```").unwrap().0
}

#[test]
fn the_example_of_the_manual_reads_as_it_says() {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/maps.md")).unwrap();
    let map = ColumnMap::read("lakes.toml", fenced(&manual, "```toml")).unwrap();
    let table = fenced(&manual, "\n```");
    let reading = map.read_file(&Input { name: "lakes.csv", bytes: table.as_bytes(), treaty: None }).unwrap();
    balanced(&reading);
    snapbox::assert_data_eq!(
        told(&reading),
        snapbox::str![[r"
LAKE 12
  3:9 Chad: signature 1964-02-01
  3:24 Chad: ratification 1965-05-03 -> 1965-06-02
  4:12 Niger: signature 1964-02-01 # the ministry marks it with a star: the text is not to hand
  5:17 Nigeria: accession ..1970-09-09 -> 1970-09-09 ! by letter; the source says that its day is not known

"]]
    );
}

/// What each key of a map does: the keys, a table, what is read.
const KEYS: [(&str, &str, &str); 20] = [
    (
        "[participant]\nname = \"State\"\n[[acts]]\nact = \"accession\"\nday = { year = \"Y\", month = \"M\", day = \"D\" }",
        "State,Y,M,D\nChad,1999,Sept,5\nMali,1999,12,\nTogo,1999,,\nBenin,,,\nNiger,1999,Foo,3\n",
        "2:6 Chad: accession 1999-09-05 | 3:6 Mali: accession 1999-12-01..1999-12-31 | 4:6 Togo: accession 1999-01-01..1999-12-31 | 6:7 unreadable-date",
    ),
    (
        "[participant]\nevery = [\"A\", \"B\"]\n[[acts]]\nact = \"signature\"\nday = \"Signed\"",
        "A,B,Signed\nChad,Mali,1999-09-05\nTogo,,1999-09-06\n",
        "2:11 Chad: signature 1999-09-05 | 2:11 Mali: signature 1999-09-05 | 3:7 Togo: signature 1999-09-06",
    ),
    (
        "[participant]\nevery = [\"A\", \"B\"]\n[[acts]]\nact = \"signature\"\nday = \"Signed\"",
        "A,B,Signed\nChad,Mali,soon\n",
        "2:11 unreadable-date",
    ),
    (
        "[participant]\nname = \"State\"\ncode = \"ISO\"\ncode_optional = true\n[[acts]]\nact = \"signature\"\nday = \"Signed\"",
        "State,Signed\nChad,1999-09-05\n",
        "2:6 Chad: signature 1999-09-05",
    ),
    (
        "[participant]\nname = \"State\"\n[flags.Status]\n\"Not in force\" = \"left?\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"\n[[acts]]\nact = \"denunciation\"\nday = \"Note\"\nafter = \"left on\"",
        "State,Day,Status,Note\nChad,1999-09-05,not in  force,\nMali,1999-09-05,Not in force,Left on 6 Sep 2001\nTogo,1999-09-05,In force,\n",
        "2:6 Chad: accession 1999-09-05 ! left? | 3:6 Mali: accession 1999-09-05 | 3:30 Mali: denunciation 2001-09-06 | 4:6 Togo: accession 1999-09-05",
    ),
    (
        "[participant]\nname = \"State\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"",
        "sep=;\r\nState;Day\r\nChad;1999-09-05\r\nState;Day\r\nMali;1999-09-06\r\n",
        "3:6 Chad: accession 1999-09-05 | 5:6 Mali: accession 1999-09-06",
    ),
    (
        "[participant]\nname = \"State\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"",
        "<html><table><tr><th>State<th>Day<tr><td>Chad<td>5 Sep 1999<tr><td>Togo<td>6 Sep 1999</table><table><tr><th>State<th>Day<tr><td>Mali<td>7 Sep 1999</table><table><tr><th>State<th>Seen<tr><td>Niger<td>8 Sep 1999</table></html>",
        "1:46 Chad: accession 1999-09-05 | 1:72 Togo: accession 1999-09-06 | 1:133 Mali: accession 1999-09-07 | 1:196 not-of-this-form",
    ),
    (
        "[participant]\nis = \"Chad\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"",
        "Day\n1999-09-05\n",
        "2:1 Chad: accession 1999-09-05",
    ),
    (
        "[participant]\nname = \"State\"\n[only]\nStatus = [\"In force\"]\n[[acts]]\nact = \"accession\"\nday = \"Day\"",
        "State,Status,Day\nChad,In Force,1999-09-05\nMali,Bilateral,1999-09-05\n",
        "2:15 Chad: accession 1999-09-05",
    ),
    (
        "[participant]\nname = \"State\"\n[[acts]]\ncell = \"word: day\"\nday = \"Acts\"\nbetween = \";\"",
        "State,Acts\nChad,Accession: 5 Sep 1999; Withdrawal: 6 Oct 2001; soon\n",
        "2:6 Chad: accession 1999-09-05 | 2:6 Chad: withdrawal 2001-10-06 | 2:6 unknown-action",
    ),
    (
        "ignore = \"Seen\"\n[participant]\nname = \"State\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"",
        "State,Day,Seen,Changed\nChad,1999-09-05,2020-01-01,2021-01-01\n",
        "2:6 Chad: accession 1999-09-05 | 2:28 unread-column",
    ),
    (
        "month_first = true\n[participant]\nname = \"State\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"",
        "State,Day\nChad,9/5/1999\nMali,12/31/1999\n",
        "2:6 Chad: accession 1999-09-05 | 3:6 Mali: accession 1999-12-31",
    ),
    (
        "[participant]\nname = \"State\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"",
        "State,Day\rChad,5 Sep 1999\rMali,6 Sep 1999\r",
        "2:6 Chad: accession 1999-09-05 | 3:6 Mali: accession 1999-09-06",
    ),
    (
        "list = \"data.rows\"\n[participant]\ncode = \"country.iso\"\n[[acts]]\nact = \"accession\"\nday = \"acts.accession\"",
        "{\"data\": {\"rows\": [{\"country\": {\"iso\": \"TD\"}, \"acts\": {\"accession\": \"1999-09-05\"}}, {\"country\": {\"iso\": \"ML\"}, \"seen\": [\"2020-01-01\"]}]}}",
        "1:69 =TD: accession 1999-09-05 | 1:120 unread-column",
    ),
    (
        "[participant]\ncode = \"key\"\n[[acts]]\nact = \"accession\"\nday = \"date\"",
        "{\"TD\": {\"date\": \"1999-09-05\"},\n \"ML\": {\"date\": null}}",
        "1:17 =TD: accession 1999-09-05",
    ),
    (
        "[participant]\nname = \"State\"\n[[acts]]\ntreaty = \"LAKE 1\"\nact = \"signature\"\nday = \"First\"\n[[acts]]\ntreaty = \"LAKE 2\"\nact = \"accession\"\nday = \"Second\"",
        "State,First,Second\nChad,1999-09-05,2001-10-06\nMali,,soon\n",
        "2:6 Chad: signature 1999-09-05 | 2:17 Chad: accession 2001-10-06 | 3:7 unreadable-date",
    ),
    (
        "[participant]\nname = \"State\"\n[[acts]]\nact = \"denunciation\"\nday = \"Note\"\nafter = \"denounced on\"",
        "State,Note\nChad,Denounced on 5 September 1999 by note.\nMali,nothing\nTogo,denounced on a day\nNiger,Part II denounced on 5 Sep 1999\nBenin,Denounced on 5 Sep 1999 for Part II\nPeru,Ratified anew later. Denounced on 5 Sep 1999\nCuba,Part II. Denounced on 5 Sep 1999\n",
        "2:6 Chad: denunciation 1999-09-05 | 7:6 Peru: denunciation 1999-09-05 | 4:6 unreadable-date | 5:7 unknown-action | 6:7 unknown-action | 8:6 unknown-action",
    ),
    (
        "[participant]\nname = \"State\"\n[against.Status]\n\"In force\" = \"in force?\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"\n[[acts]]\nact = \"denunciation\"\nday = \"Note\"\nafter = \"left on\"",
        "State,Day,Status,Note\nChad,1999-09-05,In force,Left on 6 Sep 2001\nTogo,1999-09-05,since May 2001,\n",
        "2:6 Chad: accession 1999-09-05 | 2:26 Chad: denunciation 2001-09-06 ! in force? | 3:6 Togo: accession 1999-09-05 | 3:17 unread-column",
    ),
    (
        "unknown = \"-9\"\n[participant]\ncode = \"ccode\"\nnumbers = \"gw\"\n[[acts]]\nact = \"accession\"\nday = { year = \"Y\", month = \"M\", day = \"D\" }",
        "ccode,Y,M,D\n002,1999,9,5\n20.0,1999,9,-9\n",
        "2:5 =GW 2: accession 1999-09-05 | 3:6 =GW 20: accession 1999-09-01..1999-09-30",
    ),
    (
        "[participant]\nname = \"State\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"",
        "<html><table><tr><th>State<th>Day<tr><td>Chad<td><s>5 Sep 1999</s><tr><td>Togo<td><del>5 Sep</del> 6 Sep 1999<tr><td><strike>Mali</strike><td>7 Sep 1999</table></html>",
        "1:139 struck out: Mali: accession 1999-09-07 | 1:46 unreadable-date | 1:79 unreadable-date",
    ),
];

const HEAD: &str =
    "name = \"mine\"\nabout = \"mine\"\npublisher = \"Me\"\nauthority = \"research\"\ntitle = \"Mine\"\n";

#[test]
fn each_key_does_what_the_page_says() {
    for (keys, table, expected) in KEYS {
        let map =
            ColumnMap::read("mine.toml", &format!("{HEAD}{keys}\n")).unwrap_or_else(|why| panic!("{why}"));
        let reading = read_with(&map, table.as_bytes());
        let acts = reading.treaties.iter().flat_map(|treaty| &treaty.acts).map(|act| {
            let by = if act.by_code { "=" } else { "" };
            let flag = act.flag.as_ref().map_or_else(String::new, |flag| format!(" ! {flag}"));
            format!("{} {by}{}: {} {}{flag}", act.place, act.participant, word(act.what), day(act.day))
        });
        let findings = reading.findings.iter().map(|it| format!("{} {}", it.place, it.reason.word()));
        let lines: Vec<String> = acts.chain(findings).collect();
        assert_eq!(lines.join(" | "), expected, "{keys}");
    }
}

fn read_with(map: &ColumnMap, bytes: &[u8]) -> Reading {
    let input = Input { name: "table.csv", bytes, treaty: Some("MY 1") };
    map.read_file(&input).unwrap_or_else(|why| panic!("{why}"))
}

#[test]
fn a_text_is_read_in_the_encoding_that_the_map_names() {
    let keys = "[participant]\nname = \"State\"\n[[acts]]\nact = \"accession\"\nday = \"Day\"";
    let text = "State,Day\nCôte d'Ivoire,5 Sep 1999\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    for (encoding, bytes) in
        [("utf-16le", utf16.clone()), ("windows-1252", latin.clone()), ("iso-8859-1", latin.clone())]
    {
        let map =
            ColumnMap::read("mine.toml", &format!("{HEAD}encoding = \"{encoding}\"\n{keys}\n")).unwrap();
        assert_eq!(read_with(&map, &bytes).treaties[0].acts[0].participant, "Côte d'Ivoire", "{encoding}");
    }
    let map = ColumnMap::read("mine.toml", &format!("{HEAD}{keys}\n")).unwrap();
    let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf16).collect();
    assert!(map.recognises(&Input { name: "table.csv", bytes: &marked, treaty: None }));
    assert_eq!(read_with(&map, &marked).treaties[0].acts[0].participant, "Côte d'Ivoire");
    let input = Input { name: "table.csv", bytes: &latin, treaty: Some("MY 1") };
    assert!(map.read_file(&input).unwrap_err().to_string().contains("no UTF-8"));
}

#[test]
fn tables_in_french_and_spanish_are_read_as_those_in_english() {
    for (map, table, expected) in [
        (
            "hcch",
            "Partie contractante 1,S,R/A/Su,Type,EEV,EXT,Rés/D/N/DI\nTchad,5-X-1961,15-XII-1965,R,13-II-1966,,D\nFidji,,3-IX-2003,A*,9-V-2004,,\n",
            "2:7 Tchad: signature 1961-10-05 | 2:16 Tchad: ratification 1965-12-15 | 3:8 Fidji: accession 2003-09-03 ! the source marks it A*: others have to accept the accession",
        ),
        (
            "hcch",
            "Parte contratante,F,R/A/Su,Tipo,EV,Ext\nChad,5-X-1961,15-XII-1965,R,13-II-1966,\nFiyi,,3-IX-2003,Den,9-V-2004,\n",
            "2:6 Chad: signature 1961-10-05 | 2:15 Chad: ratification 1965-12-15 | 3:7 Fiyi: denunciation 2003-09-03",
        ),
        (
            "ilo-convention",
            "Pays\tDate\tÉtat actuel\tNote\nTchad\t16 sept. 2002\tEn vigueur\t\nFidji\t05 janv. 1995\tPas en vigueur\tDénoncé le 26 févr. 1999\nBrésil\t05 juil. 1995\tPas en vigueur\t\nPérou\t01 août 1995\tPas en vigueur\tDénonciation automatique le 11 mars 2003 par convention C138\n",
            "2:7 Tchad: ratification 2002-09-16 | 3:7 Fidji: ratification 1995-01-05 | 3:36 Fidji: denunciation 1999-02-26 | 4:8 Brésil: ratification 1995-07-05 ! the source says that it is not in force for it: denounced on a day that it does not give, or not in force yet | 5:7 Pérou: ratification 1995-08-01 | 5:35 Pérou: cessation 2003-03-11",
        ),
        (
            "ilo-convention",
            "País\tFecha\tEstatus\tNota\nChad\t10 nov. 1960\tEn vigor\t\nFiyi\t05 ene. 1995\tNo está en vigor\tDenunciado el 26 feb. 1999\nPerú\t05 jun. 1995\tNo está en vigor\t\n",
            "2:6 Chad: ratification 1960-11-10 | 3:6 Fiyi: ratification 1995-01-05 | 3:36 Fiyi: denunciation 1999-02-26 | 4:6 Perú: ratification 1995-06-05 ! the source says that it is not in force for it: denounced on a day that it does not give, or not in force yet",
        ),
    ] {
        let input = Input { name: "table.csv", bytes: table.as_bytes(), treaty: Some("MY 1") };
        assert_eq!(recognised_map(&input).map(ColumnMap::name), Some(map), "{table}");
        let reading = read_with(shipped(map), table.as_bytes());
        let acts = reading.treaties.iter().flat_map(|treaty| &treaty.acts).map(|act| {
            let flag = act.flag.as_ref().map_or_else(String::new, |flag| format!(" ! {flag}"));
            format!("{} {}: {} {}{flag}", act.place, act.participant, word(act.what), day(act.day))
        });
        let findings = reading.findings.iter().map(|it| format!("{} {}", it.place, it.reason.word()));
        assert_eq!(acts.chain(findings).collect::<Vec<_>>().join(" | "), expected, "{table}");
    }
}

#[test]
fn a_table_that_is_not_of_the_map_is_told() {
    let read = |map: &str, table: &str, treaty| {
        let input = Input { name: "table.csv", bytes: table.as_bytes(), treaty };
        shipped(map).read_file(&input).unwrap_err().to_string()
    };
    let uk = "Country,Action,Action Date,Effective Date\n";
    assert!(read("uk-treaties", uk, None).contains("--treaty"));
    assert!(read("uk-treaties", "Country,Action\n", Some("MY 1")).contains("no column 'Action Date'"));
    assert!(
        read("uk-treaties", &uk.replace("Effective", "Action"), Some("MY 1")).contains("columns 3 and 4")
    );
    assert!(read("uk-treaties", "\n\n", Some("MY 1")).contains("no heading"));
    assert!(read("uk-treaties", "<html><title>Maintenance</title>", Some("MY 1")).contains("maintenance"));
    assert!(read("ilo-country", "Convention,Date,Status,Note\n", None).contains("--participant"));
    assert!(
        shipped("ilo-convention").about_participant("Chad").unwrap_err().to_string().contains("leave out")
    );
    let input = Input { name: "table.csv", bytes: b"a,b,c\n", treaty: None };
    assert!(recognised_map(&input).is_none());
}

/// What the maps read in real tables; the counts were made by other means.
mod corpus {
    use super::*;
    use std::collections::BTreeMap;

    struct Expected {
        file: &'static str,
        map: &'static str,
        treaties: usize,
        acts: &'static [(&'static str, usize)],
        findings: usize,
        with_effect: usize,
        without_day: usize,
    }

    const TABLES: [Expected; 8] = [
        Expected {
            file: "wipo/membership-to-copyright-treaties.csv",
            map: "wipo",
            treaties: 9,
            acts: &[
                ("accession", 398),
                ("continuity", 30),
                ("ratification", 185),
                ("signature", 354),
                ("succession", 8),
            ],
            findings: 1,
            with_effect: 618,
            without_day: 0,
        },
        Expected {
            file: "manytreaties-ggo/parties_GGO.csv",
            map: "manytreaties",
            treaties: 10,
            acts: &[("consent-to-be-bound", 1467), ("signature", 1467), ("withdrawal", 331)],
            findings: 116,
            with_effect: 1797,
            without_day: 462 + 331,
        },
        Expected {
            file: "openclimatedata/doha-amendment.csv",
            map: "openclimatedata",
            treaties: 1,
            acts: &[("acceptance", 147)],
            findings: 0,
            with_effect: 0,
            without_day: 0,
        },
        Expected {
            file: "openclimatedata/kigali-amendment.csv",
            map: "openclimatedata",
            treaties: 1,
            acts: &[
                ("acceptance", 33),
                ("approval", 7),
                ("provisional-application", 1),
                ("ratification", 114),
            ],
            findings: 0,
            with_effect: 0,
            without_day: 0,
        },
        Expected {
            file: "hr-status/hr_status_crc.csv",
            map: "hr-status",
            treaties: 1,
            acts: &[("consent-to-be-bound", 192), ("signature", 1)],
            findings: 0,
            with_effect: 0,
            without_day: 193,
        },
        Expected {
            file: "excerpts/hcch-apostille-status-pt.psv",
            map: "hcch",
            treaties: 1,
            acts: &[("accession", 9), ("ratification", 3), ("signature", 3), ("succession", 3)],
            findings: 0,
            with_effect: 15,
            without_day: 0,
        },
        Expected {
            file: "excerpts/nl-verdragenbank-008691.psv",
            map: "verdragenbank",
            treaties: 1,
            acts: &[("accession", 3), ("consent-to-be-bound", 3), ("signature", 6)],
            findings: 0,
            with_effect: 6,
            without_day: 0,
        },
        Expected {
            file: "excerpts/fcdo-actions-62189.csv",
            map: "uk-treaties",
            treaties: 1,
            acts: &[("acceptance", 7), ("accession", 1), ("withdrawal", 1)],
            findings: 0,
            with_effect: 0,
            without_day: 0,
        },
    ];

    #[test]
    fn every_sample_gives_the_acts_that_are_in_it() {
        if needs::corpus().is_none() {
            return;
        }
        for expected in TABLES {
            let bytes = fs::read(needs::corpus().unwrap().join("samples").join(expected.file)).unwrap();
            let treaty = (expected.treaties == 1).then_some("MY 1");
            let input = Input { name: expected.file, bytes: &bytes, treaty };
            assert_eq!(recognised_map(&input).map(ColumnMap::name), Some(expected.map), "{}", expected.file);
            let reading = shipped(expected.map).read_file(&input).unwrap();
            balanced(&reading);
            let mut by_kind: BTreeMap<String, usize> = BTreeMap::new();
            let acts: Vec<_> = reading.treaties.iter().flat_map(|treaty| &treaty.acts).collect();
            for act in &acts {
                *by_kind.entry(word(act.what)).or_default() += 1;
            }
            let by_kind: Vec<_> = by_kind.iter().map(|(word, count)| (word.as_str(), *count)).collect();
            assert_eq!(by_kind, expected.acts, "{}", expected.file);
            assert_eq!(reading.treaties.len(), expected.treaties, "{}", expected.file);
            assert_eq!(reading.findings.len(), expected.findings, "{}: {}", expected.file, told(&reading));
            let with_effect = acts.iter().filter(|act| act.effective_on.is_some()).count();
            assert_eq!(with_effect, expected.with_effect, "{}", expected.file);
            let without_day = acts.iter().filter(|act| act.day.date.is_none()).count();
            assert_eq!(without_day, expected.without_day, "{}", expected.file);
        }
    }
}
