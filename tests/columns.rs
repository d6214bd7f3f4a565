//! Every column is declared once, with its meaning, and `docs/columns.md` lists them all.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use accede::render::{Declared, declared};

use crate::support::Place;

/// What has no rows: text as it is.
const NO_ROWS: [&str; 5] = ["dump", "rebuild", "completions", "man", "sql"];

const HEAD: &str = "\
# Columns

Every answer has rows: people read them as tables, programs by `--format csv`, `ndjson` or `parquet`, with the columns
listed here under each command, always all of them and in this order. A file's ending tells the format as well
(`--output status.csv`). `--why` adds a column `why`, `--known-at` a column `known_at`. `accede sql` gives the columns of its
statement, `accede matrix` and `accede panel --layout wide` one for each treaty, named by its number.

An empty cell is nothing: not known, or there is none. Days are written YYYY-MM-DD; a column of
kind boolean is `true` or `false`. The heading is that of the column in the table for people, where they see it.
";

fn page() -> String {
    let mut page = HEAD.to_owned();
    for Declared { command, fields } in declared() {
        write!(page, "\n## {command}\n\n| column | kind | meaning | heading |\n| --- | --- | --- | --- |\n")
            .unwrap();
        for field in fields {
            let head = field.head.unwrap_or_default();
            let meaning = field.meaning.replace('|', "\\|");
            writeln!(page, "| `{}` | {} | {meaning} | {head} |", field.name, field.kind.word()).unwrap();
        }
    }
    page
}

#[test]
fn the_page_lists_the_columns_that_are_declared() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/columns.md");
    let page = page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap_or_default() == page,
        "docs/columns.md is behind: BLESS=1 cargo test --test suite columns::, and read the difference"
    );
}

#[test]
fn every_command_that_answers_with_rows_is_listed() {
    let listed: BTreeSet<String> = declared()
        .iter()
        .flat_map(|table| table.command.split(", "))
        .filter_map(|command| command.split(' ').next().map(str::to_owned))
        .collect();
    let help = Place::empty().run("COLUMNS=200 accede --help").stdout;
    let commands = help.split_once("Commands:").unwrap().1.split_once("\n\n").unwrap().0;
    let commands: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() > 30, "{commands:?}");
    for command in commands {
        assert!(
            listed.contains(command) || NO_ROWS.contains(&command),
            "{command} is not in docs/columns.md"
        );
    }
}

#[test]
fn every_column_has_a_meaning_and_a_name_of_its_own() {
    for Declared { command, fields } in declared() {
        let mut names = BTreeSet::new();
        for field in &fields {
            assert!(names.insert(&field.name), "{command}: two columns are called {}", field.name);
            assert!(field.meaning.len() > 4, "{command}: {} has no meaning", field.name);
            assert!(!field.meaning.ends_with('.'), "{command}: {}", field.name);
        }
    }
}

/// Runs of commands that only read.
const RUNS: [&str; 29] = [
    "",
    "status budapest",
    "pending budapest --group EU --as-of 2012-05-03",
    "participant Ireland",
    "reservations budapest",
    "territories budapest",
    "between Ireland France",
    "through budapest EU",
    "matrix --group EU",
    "compare Ireland France",
    "durations budapest",
    "curve budapest",
    "explain budapest Ireland",
    "explain budapest",
    "missing 224",
    "next --within 1y",
    "departures",
    "successions",
    "changes --since 2026-01-01",
    "claims",
    "claims --check",
    "check",
    "cite budapest",
    "treaties",
    "treaty budapest",
    "participants",
    "groups",
    "log",
    "sql 'SELECT code, short_title, opened_on, 1.5 AS half FROM treaty'",
];

/// The formats for programs hold the same rows under the same names.
#[test]
fn every_answer_has_the_same_rows_in_every_format() {
    let place = Place::new();
    for command in RUNS {
        let csv = place.run(&format!("accede {command} --format csv")).stdout;
        let lines = place.run(&format!("accede {command} --format ndjson")).stdout;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let header = reader.headers().unwrap().clone();
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), lines.lines().count(), "{command}");
        for (record, line) in records.iter().zip(lines.lines()) {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(object.as_object().unwrap().len(), header.len(), "{command}");
            for (name, cell) in header.iter().zip(record) {
                let same = match &object[name] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => accede::render::clean(text).into_owned(),
                    other => other.to_string(),
                };
                // A number may be written with more figures than it needs.
                let is_same =
                    same == cell || same.parse::<f64>().ok().is_some_and(|it| Some(it) == cell.parse().ok());
                assert!(is_same, "{command}: {name} is {cell} and {same}");
            }
        }
    }
}

#[test]
fn the_ending_of_a_file_tells_the_format() {
    let place = Place::new();
    for (ending, format) in
        [("csv", "csv"), ("json", "json"), ("ndjson", "ndjson"), ("md", "markdown"), ("txt", "table")]
    {
        let command = "accede status budapest --as-of 2012-05-03";
        let ran = place.run(&format!("{command} --output x.{ending} && cat x.{ending}"));
        assert_eq!(ran.stdout, place.run(&format!("{command} --format {format}")).stdout, "{ending}");
    }
    let named = place.run("accede groups --format csv --output y.json && head -n 1 y.json");
    assert_eq!(named.stdout, "code,name,as_of,members\n");
    let calendar = place.run("accede next --within 1y --output z.ics && head -n 1 z.ics");
    assert_eq!(calendar.stdout.trim(), "BEGIN:VCALENDAR");
}

#[test]
fn a_calendar_is_for_next_only_and_a_text_is_given_as_it_is() {
    let place = Place::new();
    let ran = place.run("accede status budapest --output x.ics");
    let says =
        "accede: a file that ends in .ics is a calendar of what is to come: it goes with accede next only";
    assert_eq!((ran.code, ran.stderr.trim()), (2, says));
    let ran = place.run("accede rebuild --format parquet");
    let says = "accede: --format: what this prints has one form; leave the option out";
    assert_eq!((ran.code, ran.stderr.trim()), (2, says));
    let show = "accede treaty show budapest --toml";
    let ran = place.run(&format!("{show} --output x.ics && cat x.ics"));
    assert_eq!(ran.stdout, place.run(show).stdout);
}

#[test]
fn two_columns_of_one_name_stay_two() {
    let ran = Place::new().run("accede sql 'SELECT 1 AS x, 2 AS x, 3 AS x_2' --format ndjson");
    assert_eq!(ran.stdout.trim(), r#"{"x":1,"x_2":2,"x_2_2":3}"#);
}
