//! What tests share: a seeded file, and transcripts run by a shell.

pub mod alike;
pub mod damage;
pub mod needs;
pub mod numbers;
#[cfg(feature = "parquet")]
mod parquet_file;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use accede::model::{Body, Fact};
use accede::read::seed;
use accede::store::{Access, Store};
use rusqlite::types::ValueRef;
use tempfile::TempDir;

#[cfg(feature = "parquet")]
pub use parquet_file::parquet_rows;

/// The day that tests take for today.
pub const TODAY: &str = "2026-11-30";

/// How often a soak repeats itself: `usually` times, and `long` times where `ACCEDE_SOAK=1` asks for the long form.
pub fn soak(usually: usize, long: usize) -> usize {
    if std::env::var_os("ACCEDE_SOAK").is_some() { long } else { usually }
}

/// A folder of its own for one test, with a seeded file `accede.db` in it.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// With the treaties of [`FEW`]: small enough to be made anew, looked back at and killed many times.
    pub fn new() -> Self {
        Self::with(template(&FEW_TEMPLATE, few_facts))
    }

    /// With the whole seed, as everybody has it.
    pub fn whole() -> Self {
        Self::with(template(&WHOLE_TEMPLATE, seed::facts))
    }

    fn with(template: &Path) -> Self {
        let place = Self::empty();
        fs::copy(template, place.db()).unwrap();
        place
    }

    /// The same without a file.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("accede-").tempdir().unwrap();
        let place = Self { folder };
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
        }
        place
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// What is in the folder, by name.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn db(&self) -> PathBuf {
        self.path().join("accede.db")
    }

    pub fn store(&self) -> Store {
        Store::open(&self.db(), Access::Read).unwrap()
    }

    /// The rows that a statement finds in a file of the folder, as the `sqlite3` shell prints them.
    pub fn query(&self, file: &str, sql: &str) -> Vec<String> {
        let connection = rusqlite::Connection::open(self.path().join(file)).unwrap();
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let text = |value: ValueRef| match value {
            ValueRef::Null => String::new(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        };
        let rows = statement.query_map([], |row| {
            let cells = (0..columns).map(|column| Ok(text(row.get_ref(column)?)));
            Ok(cells.collect::<rusqlite::Result<Vec<_>>>()?.join("|"))
        });
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// Runs one line in a shell, in the folder, with the program on the path.
    pub fn run(&self, line: &str) -> Ran {
        let program = Path::new(env!("CARGO_BIN_EXE_accede")).parent().unwrap();
        let tools = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support");
        let path = format!("{}:{tools}:{}", program.display(), std::env::var("PATH").unwrap());
        let output = Command::new("sh")
            .args(["-c", line])
            .current_dir(self.path())
            .env("PATH", path)
            .env("HOME", self.path())
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("ACCEDE_DB", "accede.db")
            .env("ACCEDE_TODAY", TODAY)
            .env("ACCEDE_WAIT", "1")
            .env("COLUMNS", "80")
            // No test asks another machine for anything.
            .env("HTTPS_PROXY", "http://127.0.0.1:9")
            .env("NO_PROXY", "127.0.0.1")
            .env_remove("ALL_PROXY")
            .env_remove("ACCEDE_BY")
            .env_remove("NO_COLOR")
            .output()
            .unwrap();
        Ran {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

/// What a command did.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

/// The treaties of most tests; of those behind the first four only the names, days and clauses.
pub const FEW: [&str; 22] = [
    "CETS 185",
    "CETS 189",
    "CETS 224",
    "UN XVIII-16",
    "UN XVIII-10",
    "UN XXVII-7-d",
    "UN XXIII-1",
    "UN IV-4",
    "UN IV-5",
    "UN XVIII-12",
    "UN XVIII-14",
    "UN XXVI-5",
    "UN XXVI-6",
    "UN X-10",
    "CETS 210",
    "CETS 108",
    "UN XXVI-4",
    "HCCH 12",
    "IMO BWM",
    "UN XXVII-8-a",
    "CETS 5",
    "HCCH 28",
];

/// Sources of other treaties.
const OF_OTHERS: [&str; 3] = ["COL-JUDGMENTS-2022", "GIDE-2024", "HCCH-DECL-37"];

/// The first source of what is at the end of the seed for the sake of reservations.
const LAST_FROM: &str = "COE173-2019";

/// What the seed says of those treaties.
pub fn few_facts() -> Vec<Fact> {
    let has_acts = |code: &str| FEW[..4].contains(&code);
    let mut facts = seed::facts();
    // What is there for the sake of reservations comes last, and few tests need it.
    let is_last = |fact: &Fact| matches!(&fact.body, Body::Source(row) if row.code == LAST_FROM);
    facts.truncate(facts.iter().position(is_last).unwrap());
    facts.retain_mut(|fact| match &mut fact.body {
        Body::Treaty(row) => {
            row.complete_to.take_if(|_| !has_acts(&row.code));
            FEW.contains(&row.code.as_str())
        }
        Body::TreatyName(row) => FEW.contains(&row.treaty.as_str()),
        Body::Clause(row) => FEW.contains(&row.treaty.as_str()),
        Body::Reservation(row) => FEW.contains(&row.treaty.as_str()),
        Body::Source(row) => !OF_OTHERS.contains(&row.code.as_str()),
        Body::Act(row) => has_acts(&row.treaty),
        _ => true,
    });
    let entries = facts.len() as u64 - 1;
    if let Some(Body::Batch(batch)) = facts.first_mut().map(|fact| &mut fact.body) {
        batch.entries = entries;
    }
    facts
}

/// A file made once for all tests of a process, and where it is.
type Template = OnceLock<(TempDir, PathBuf)>;

static FEW_TEMPLATE: Template = OnceLock::new();
static WHOLE_TEMPLATE: Template = OnceLock::new();

fn template(template: &'static Template, facts: fn() -> Vec<Fact>) -> &'static Path {
    let (_, path) = template.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seed.db");
        Store::create(&path, &facts(), seed::COMPILED_BY, seed::COMPILED_AT).unwrap();
        (folder, path)
    });
    path
}

/// Runs every command of the `console` blocks of a Markdown file, in one folder, and compares what it prints
/// with what the file says. A line `...` stands for any lines. `BLESS=1` writes what it prints instead. In a file that
/// says so each section has a folder of its own.
pub fn check_transcript(file: &Path, place: fn() -> Place) {
    const APART: &str = "<!-- each section begins with a fresh file -->";
    let text = fs::read_to_string(file).unwrap();
    if !can_run(&text) {
        return;
    }
    let (fresh, mut place) = (place, place());
    let mut out = String::new();
    let mut wrong = Vec::new();
    let mut lines = text.lines().peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        writeln!(out, "{line}").unwrap();
        if line.starts_with("## ") && !inside && text.contains(APART) {
            place = fresh();
        }
        if line.starts_with("```") {
            inside = !inside && line == "```console";
            continue;
        }
        let Some(command) = line.strip_prefix("$ ").filter(|_| inside) else {
            continue;
        };
        let mut command = command.to_owned();
        while let Some(more) = lines.next_if(|next| next.starts_with("> ")) {
            writeln!(out, "{more}").unwrap();
            write!(command, "\n{}", &more[2..]).unwrap();
        }
        let mut expected = Vec::new();
        while let Some(next) = lines.next_if(|next| !next.starts_with("$ ") && !next.starts_with("```")) {
            expected.push(next);
        }
        let blank_after = expected.last().is_some_and(|last| last.is_empty());
        let printed = run_and_check(&place, &command, &mut wrong);
        let mut printed: Vec<&str> = printed.lines().collect();
        if blank_after && printed.last().is_none_or(|last| !last.is_empty()) {
            printed.push("");
        }
        if matches(&expected, &printed) {
            printed.clone_from(&expected);
        } else {
            wrong.push(format!("$ {command}\n{}", printed.join("\n")));
            printed = cut(&expected, &printed);
        }
        for line in printed {
            writeln!(out, "{line}").unwrap();
        }
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(file, out).unwrap();
    } else if !wrong.is_empty() {
        panic!(
            "{}: this differs from what is printed:\n\n{}\n\nIf the new output is right: BLESS=1 cargo test, and read the difference.",
            file.display(),
            wrong.join("\n\n")
        );
    }
}

/// Whether what the lines of a page or table run is at hand.
pub fn can_run(lines: &str) -> bool {
    let runs = |word: &str| lines.split_whitespace().any(|other| other == word);
    (!runs("sqlite3") || needs::program("sqlite3")) && (!runs("as_user") || needs::plain_user())
}

/// Runs one command; an error has to leave standard output empty, say it in one or two lines, and leave the
/// file as it was.
fn run_and_check(place: &Place, command: &str, wrong: &mut Vec<String>) -> String {
    let before = fs::read(place.db()).ok();
    let ran = place.run(command);
    let mut printed = ran.stdout.clone() + &ran.stderr;
    if ran.code != 0 {
        if !printed.is_empty() && !printed.ends_with('\n') {
            printed.push('\n');
        }
        writeln!(printed, "? {}", ran.code).unwrap();
    }
    if ran.code >= 2 && command.starts_with("accede") {
        let lines = ran.stderr.lines().count();
        if !ran.stdout.is_empty() || !(1..=2).contains(&lines) {
            wrong.push(format!("$ {command}\nan error is one or two lines on standard error alone: {ran:?}"));
        }
        if fs::read(place.db()).ok() != before {
            wrong.push(format!("$ {command}\nan error leaves the file as it was"));
        }
    }
    printed
}

/// What is printed, cut where the old text was: as many lines at the beginning and at the end, and between them those
/// parts that still begin with the same line.
fn cut<'a>(expected: &[&str], printed: &[&'a str]) -> Vec<&'a str> {
    let parts: Vec<&[&str]> = expected.split(|line| *line == "...").collect();
    let (first, last) = (parts[0].len(), parts[parts.len() - 1].len());
    if parts.len() == 1 || first + last >= printed.len() {
        return printed.to_vec();
    }
    let mut kept = printed[..first].to_vec();
    let mut at = first;
    let end = printed.len() - last;
    for part in &parts[1..parts.len() - 1] {
        // The numbers of entries move with the seed.
        let bare = |line: &str| line.replace(|letter: char| letter.is_ascii_digit(), "");
        let found = part.first().and_then(|line| {
            let alike = |exact: bool| {
                printed[at..end]
                    .iter()
                    .position(|other| if exact { other == line } else { bare(other) == bare(line) })
            };
            alike(true).or_else(|| alike(false))
        });
        if let Some(place) = found {
            let from = at + place;
            at = (from + part.len()).min(end);
            kept.push("...");
            kept.extend(&printed[from..at]);
        }
    }
    kept.push("...");
    kept.extend(&printed[end..]);
    kept
}

fn matches(expected: &[&str], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((&"...", rest)) => (0..=printed.len()).any(|skipped| matches(rest, &printed[skipped..])),
        Some((first, rest)) => {
            printed.split_first().is_some_and(|(line, more)| line == first && matches(rest, more))
        }
    }
}

/// The Markdown files of a folder, in order.
pub fn markdown_in(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// Every row of every derived table, in the order of the table's key, as text.
pub fn dump_derived(db: &Path) -> String {
    let connection = rusqlite::Connection::open(db).unwrap();
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'log' ORDER BY name")
        .unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(tables.len() > 15);
    let mut dump = String::new();
    for table in tables {
        writeln!(dump, "{table}").unwrap();
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} NOT INDEXED")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                match row.get_ref(column).unwrap() {
                    ValueRef::Text(text) => {
                        write!(dump, "{}|", String::from_utf8_lossy(text))
                    }
                    other => write!(dump, "{other:?}|"),
                }
                .unwrap();
            }
            dump.push('\n');
        }
    }
    dump
}

/// The rows of a CSV file below `tests/`, as field by name.
pub fn cases(file: &str) -> Vec<std::collections::HashMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let cases: Vec<_> = reader.deserialize().map(Result::unwrap).collect();
    assert!(!cases.is_empty());
    cases
}
