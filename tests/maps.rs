//! The column maps that are part of the program, each with a small table of its source and what is read in it, the faults
//! of a map, and what the maps read in real tables.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use accede::model::draft::{DraftDay, Reading, What};
use accede::read::Input;
use accede::read::column_map::{ColumnMap, recognised_map};

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
            write!(text, "  {} {by}{}: {} {}", act.place, act.participant, word(act.what), day(act.day)).unwrap();
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
        writeln!(text, "{} {}: {} ({})", finding.place, finding.reason.word(), finding.why, finding.cell).unwrap();
    }
    text
}

fn balanced(reading: &Reading) {
    let drafts: usize = reading.treaties.iter().map(|treaty| treaty.acts.len()).sum();
    assert_eq!(reading.dated_cells, drafts + reading.findings.len(), "{}", reading.reader);
}

#[test]
fn every_map_reads_a_table_of_its_source() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "csv"));
    for map in ColumnMap::shipped() {
        let path = folder().join(format!("{}.csv", map.name()));
        files.retain(|file| *file != path);
        let bytes = fs::read(&path).unwrap();
        let has_treaties = ["wipo", "manytreaties"].contains(&map.name());
        let treaty = (!has_treaties).then_some("MY 1");
        let input = Input { name: "table.csv", bytes: &bytes, treaty };
        assert!(map.recognises(&input), "{}", map.name());
        assert_eq!(recognised_map(&input).map(ColumnMap::name), Some(map.name()));
        let reading = map.read_file(&input).unwrap_or_else(|why| panic!("{}: {why}", map.name()));
        balanced(&reading);
        assert_eq!(reading.reader, map.name());
        snapbox::assert_data_eq!(
            told(&reading),
            snapbox::Data::read_from(&path.with_extension("txt"), Some(snapbox::data::DataFormat::Text)).raw()
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
