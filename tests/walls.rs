//! The walls of the house: no floor imports one above it, SQL stays in its room, the law is pure.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may import.
const MAY_IMPORT: [(&str, &[&str]); 10] = [
    ("error", &[]),
    ("model", &["error"]),
    ("names", &["model"]),
    ("law", &["model"]),
    ("store", &["error", "model", "names", "law"]),
    ("read", &["error", "model", "names"]),
    ("report", &["error", "model", "names", "law", "store"]),
    ("recording", &["error", "model", "names", "law", "read", "store"]),
    ("render", &["error", "model", "report", "recording"]),
    ("cli", &["error", "model", "names", "law", "store", "read", "report", "recording", "render"]),
];

fn sources() -> Vec<(String, String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&src, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&src).unwrap().to_string_lossy().into_owned();
            let room = name.split(['/', '.']).next().unwrap().to_owned();
            (room, name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The rooms that a file imports: every path that begins with `crate::`, also inside braces.
fn imports(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let list = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap(),
            None => rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap(),
        };
        rooms.extend(list.split(',').map(|path| path.trim().split("::").next().unwrap().to_owned()));
    }
    rooms
}

#[test]
fn no_room_imports_one_above_it() {
    let mut seen = 0;
    for (room, name, text) in sources() {
        if room == "main" || room == "lib" {
            continue;
        }
        let (_, allowed) =
            MAY_IMPORT.iter().find(|wall| wall.0 == room).unwrap_or_else(|| panic!("{name} is in no room"));
        for import in imports(&text) {
            seen += 1;
            assert!(import == room || allowed.contains(&import.as_str()), "{name} imports {import}");
        }
    }
    assert!(seen > 50, "the imports were not found");
}

#[test]
fn the_wall_test_sees_every_way_to_import() {
    assert_eq!(
        imports("use crate::{model::Date, store};\nfn f(x: crate::law::Act) {}"),
        ["model", "store", "law"]
    );
}

#[test]
fn sql_stands_only_in_store() {
    for (room, name, text) in sources() {
        if room != "store" {
            for word in ["SELECT ", "INSERT ", "UPDATE ", "DELETE FROM", "PRAGMA", "rusqlite::Connection"] {
                assert!(!text.contains(word), "{name} has {word}");
            }
        }
        if room != "store" && room != "error" {
            assert!(!text.contains("rusqlite"), "{name} knows rusqlite");
        }
    }
}

#[test]
fn only_what_records_writes() {
    for (room, name, text) in sources() {
        for call in [".register(", "store.record(", ".work_on_a_copy(", "Store::create("] {
            assert!(!text.contains(call) || room == "recording" || room == "store", "{name} has {call}");
        }
    }
}

#[test]
fn every_connection_is_made_in_one_file() {
    for (_, name, text) in sources() {
        assert!(!text.contains("Connection::open") || name == "store/open.rs", "{name}");
    }
}

#[test]
fn the_law_knows_no_clock_no_file_and_no_environment() {
    for (room, name, text) in sources() {
        if room == "law" {
            for word in ["std::fs", "std::env", "std::time", "Utc", "today()", "println!"] {
                assert!(!text.contains(word), "{name} has {word}");
            }
        }
    }
}

#[test]
fn only_main_ends_the_process() {
    for (room, name, text) in sources() {
        assert!(!text.contains("process::exit"), "{name}");
        assert!(!text.contains("ExitCode") || room == "main", "{name}");
    }
}
