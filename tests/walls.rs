//! The walls of the house: no floor imports one above it, no files use each other in a circle, no file grows beyond one
//! idea, each library stays in its room, the law is pure.

mod reader;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use reader::{Crate, Token, tokens};

/// Each room with the rooms it may use.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("error", &[]),
    ("files", &["error"]),
    ("fetch", &[]),
    ("model", &["error"]),
    ("names", &["model"]),
    ("law", &["model"]),
    ("store", &["error", "files", "model", "names", "law"]),
    ("read", &["error", "model", "names"]),
    ("report", &["error", "model", "names", "law", "store"]),
    ("recording", &["error", "files", "model", "names", "law", "read", "store"]),
    ("render", &["error", "model", "report", "recording"]),
    (
        "cli",
        &[
            "error",
            "fetch",
            "files",
            "model",
            "names",
            "law",
            "store",
            "read",
            "report",
            "recording",
            "render",
        ],
    ),
];

/// The most lines of code in a file, without its tests.
const LONGEST: usize = 400;

/// A file of `src/`: its room, its path there, and its text.
struct File {
    room: String,
    name: String,
    text: String,
}

impl File {
    fn knows(&self, word: &str) -> bool {
        self.text.contains(word)
            && tokens(&self.text).iter().any(|token| token.0 == Token::Word(word.to_owned()))
    }
}

fn sources() -> Vec<File> {
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
    let file = |path: PathBuf| {
        let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
        let room = name.split(['/', '.']).next().unwrap().to_owned();
        File { room, name, text: fs::read_to_string(path).unwrap() }
    };
    found.into_iter().map(file).collect()
}

static HOUSE: LazyLock<Crate> = LazyLock::new(|| {
    let sources = sources();
    Crate::read(sources.iter().map(|file| (file.name.as_str(), file.text.as_str())))
});

/// The room of a module: `law` of `law::gate::table`.
fn room(module: &str) -> &str {
    module.split("::").next().unwrap_or(module)
}

/// What is wrong with the arrows between rooms.
fn climbing(house: &Crate) -> Vec<String> {
    let mut wrong = Vec::new();
    for (from, arrows) in house.arrows() {
        if matches!(from, "" | "main") {
            continue;
        }
        match MAY_USE.iter().find(|wall| wall.0 == room(from)) {
            None => wrong.push(format!("{from} is in no room")),
            Some((own, allowed)) => wrong.extend(
                arrows
                    .iter()
                    .filter(|to| room(to) != *own && !allowed.contains(&room(to)))
                    .map(|to| format!("{from} uses {to}")),
            ),
        }
    }
    wrong
}

#[test]
fn no_room_uses_one_above_it() {
    let arrows: usize = HOUSE.arrows().values().map(std::collections::BTreeSet::len).sum();
    assert!(arrows > 500, "the arrows were not found: {arrows}");
    assert_eq!(climbing(&HOUSE), [] as [&str; 0]);
}

#[test]
fn an_arrow_that_climbs_is_seen() {
    let house = Crate::read([
        ("lib.rs", "mod law; mod store; mod web;"),
        ("law.rs", "fn f() { crate::store::open::g() }"),
        ("store.rs", "mod open;"),
        ("store/open.rs", "use crate::law::f; pub fn g() {}"),
        ("web.rs", ""),
    ]);
    assert_eq!(climbing(&house), ["law uses store::open", "web is in no room"]);
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    assert_eq!(HOUSE.circles(), [] as [std::collections::BTreeSet<&str>; 0]);
}

#[test]
fn every_file_is_declared() {
    assert_eq!(HOUSE.undeclared(), [] as [&str; 0]);
}

#[test]
fn no_file_is_longer_than_one_idea() {
    let long: Vec<String> = HOUSE
        .files
        .iter()
        .filter(|(_, source)| source.lines > LONGEST)
        .map(|(module, source)| format!("{module}: {} lines", source.lines))
        .collect();
    assert_eq!(long, [] as [&str; 0]);
}

#[test]
fn sql_stands_only_in_store() {
    for file in sources().iter().filter(|file| file.room != "store") {
        for word in ["SELECT ", "INSERT ", "UPDATE ", "DELETE FROM", "PRAGMA"] {
            assert!(!file.text.contains(word), "{} has {word}", file.name);
        }
        assert!(!file.knows("rusqlite"), "{} knows rusqlite", file.name);
    }
}

#[test]
fn the_words_of_a_command_line_are_known_above_only() {
    // What an answer can be asked for by a word is declared with the answer.
    let above = ["cli", "main", "lib", "render", "report"];
    for file in sources().iter().filter(|file| !above.contains(&file.room.as_str())) {
        assert!(!file.knows("clap"), "{} knows clap", file.name);
    }
}

#[test]
fn only_what_records_writes() {
    let writers = ["recording", "store"];
    for file in sources().iter().filter(|file| !writers.contains(&file.room.as_str())) {
        for call in ["store.register(", "store.record(", ".work_on_a_copy(", "Store::create("] {
            assert!(!file.text.contains(call), "{} has {call}", file.name);
        }
    }
}

#[test]
fn every_connection_is_made_in_one_file() {
    for file in sources() {
        assert!(!file.text.contains("Connection::open") || file.name == "store/open.rs", "{}", file.name);
    }
}

#[test]
fn a_file_is_opened_only_where_the_database_is_told_apart_or_a_new_one_is_made() {
    // Inputs come through `Own::open_other`; to open the database besides SQLite costs the process its locks.
    let rooms = ["files/", "store/create.rs", "store/recovery.rs", "cli/stream.rs"];
    for file in sources().iter().filter(|file| !rooms.iter().any(|room| file.name.starts_with(room))) {
        for call in
            ["File::open(", "File::options()", "OpenOptions", "fs::read(", "fs::read_to_string(", "fs::copy("]
        {
            assert!(!file.text.contains(call), "{} has {call}", file.name);
        }
    }
}

#[test]
fn the_law_knows_no_clock_no_file_and_no_environment() {
    for file in sources().iter().filter(|file| file.room == "law") {
        for word in ["std::fs", "std::env", "std::time", "Utc", "today()", "println!"] {
            assert!(!file.text.contains(word), "{} has {word}", file.name);
        }
    }
}

#[test]
fn only_main_ends_the_process() {
    for file in sources() {
        assert!(!file.text.contains("process::exit"), "{}", file.name);
        assert!(!file.knows("ExitCode") || file.room == "main", "{}", file.name);
    }
}
