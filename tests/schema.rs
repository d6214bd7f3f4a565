//! schema.sql reads like a chapter, and its railings hold.

use crate::support::{Place, needs};
use accede::model::{ActKind, Body, Keeps, Noun, Status};
use rusqlite::Connection;
use std::collections::HashMap;

const SCHEMA: &str = include_str!("../schema.sql");

#[test]
fn record_comes_before_derived() {
    let record = SCHEMA.find("\n-- RECORD\n").unwrap();
    let log = SCHEMA.find("CREATE TABLE log ").unwrap();
    let derived = SCHEMA.find("\n-- DERIVED\n").unwrap();
    let second = SCHEMA.match_indices("CREATE TABLE ").nth(1).unwrap().0;
    assert!(record < log && log < derived && derived < second);
}

#[test]
fn every_table_says_what_a_row_means_and_every_column_has_a_comment() {
    let lines: Vec<&str> = SCHEMA.lines().collect();
    let mut tables = 0;
    for (place, line) in lines.iter().enumerate() {
        let Some(name) = line.strip_prefix("CREATE TABLE ").map(|rest| rest.trim_end_matches(" (")) else {
            continue;
        };
        tables += 1;
        let paragraph = lines[..place].iter().rposition(|line| !line.starts_with("-- ")).unwrap() + 1;
        assert!(
            lines[paragraph].starts_with(&format!("-- {name}: one row is"))
                || lines[paragraph].starts_with(&format!("-- {name}: one row says")),
            "{name}"
        );
        for column in lines[place + 1..].iter().take_while(|line| !line.starts_with(')')) {
            let constraint =
                ["CHECK", "PRIMARY KEY", "FOREIGN KEY"].iter().any(|word| column.trim().starts_with(word));
            assert!(constraint || column.contains("-- "), "{name}: {column}");
        }
        let end = lines[place..].iter().find(|line| line.starts_with(')')).unwrap();
        assert!(end.contains("STRICT"), "{name}");
    }
    assert!(tables >= 19, "{tables}");
}

#[test]
fn every_view_says_what_a_row_means_and_every_column_has_a_comment() {
    let lines: Vec<&str> = SCHEMA.lines().collect();
    let page = include_str!("../docs/views.md");
    let mut views = 0;
    for (place, line) in lines.iter().enumerate() {
        let Some(name) = line.strip_prefix("CREATE VIEW ") else {
            continue;
        };
        let name = name.strip_suffix(" (").unwrap_or_else(|| panic!("{line}: no columns"));
        views += 1;
        let paragraph = lines[..place].iter().rposition(|line| !line.starts_with("-- ")).unwrap() + 1;
        assert!(lines[paragraph].starts_with(&format!("-- {name}: one row is ")), "{name}");
        let columns = lines[place + 1..].iter().take_while(|line| **line != ") AS");
        for column in columns {
            assert!(column.contains("-- "), "{name}: {column}");
        }
        assert!(page.contains(&format!("| `{name}` |")), "docs/views.md does not list {name}");
    }
    assert_eq!(page.matches("\n| `").count(), views);
    assert!(views >= 20, "{views}");
}

#[test]
fn every_view_answers() {
    let place = Place::new();
    let connection = Connection::open(place.db()).unwrap();
    for name in SCHEMA.lines().filter_map(|line| line.strip_prefix("CREATE VIEW ")?.strip_suffix(" (")) {
        connection
            .query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get::<_, i64>(0))
            .unwrap_or_else(|why| panic!("{name}: {why}"));
    }
}

#[test]
fn the_names_that_others_rely_on_are_there() {
    let place = Place::new();
    let connection = Connection::open(place.db()).unwrap();
    for name in [
        "log",
        "meta",
        "treaty",
        "clause",
        "participant",
        "name",
        "membership",
        "source",
        "act",
        "reservation",
        "claim",
        "spell",
        "status_today",
        "party_count",
        "pending_today",
    ] {
        let rows: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0)).unwrap();
        assert!(rows > 0, "{name}");
    }
}

#[test]
fn the_words_are_those_of_the_program() {
    let place = Place::new();
    let connection = Connection::open(place.db()).unwrap();
    for status in Status::ALL {
        let row: (bool, bool) = connection
            .query_row("SELECT bound, consented FROM status_word WHERE status = ?1", [status.word()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!(row, (status.bound(), status.consented()), "{status}");
    }
    for kind in ActKind::ALL {
        let row: (bool, String, String) = connection
            .query_row("SELECT consent, letter, article FROM act_word WHERE act = ?1", [kind.word()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        assert_eq!(row, (kind.is_consent(), kind.letter().to_owned(), kind.article().to_owned()), "{kind}");
    }
    let words: i64 = connection.query_row("SELECT count(*) FROM act_word", [], |row| row.get(0)).unwrap();
    assert_eq!(usize::try_from(words).unwrap(), ActKind::ALL.len());
}

#[test]
fn the_log_refuses_changes_and_derived_tables_name_the_command() {
    let place = Place::new();
    let connection = Connection::open(place.db()).unwrap();
    for (change, says) in [
        ("UPDATE log SET reason = 'x' WHERE seq = 1", "append-only"),
        ("DELETE FROM log WHERE seq = 1", "append-only"),
        ("DELETE FROM log", "append-only"),
        (
            "INSERT INTO log SELECT seq + 5, recorded_at, recorded_by, kind, body, reason, hash FROM log WHERE seq = 1",
            "next number",
        ),
        ("INSERT OR REPLACE INTO log SELECT * FROM log WHERE seq = 1", "next number"),
        ("UPDATE act SET date = '2001-01-01'", "accede record"),
        ("DELETE FROM spell", "accede record"),
        ("INSERT INTO meta VALUES ('x', 'y')", "accede record"),
        ("UPDATE treaty SET in_force_on = NULL", "accede record"),
    ] {
        let why = connection.execute(change, []).unwrap_err().to_string();
        assert!(why.contains(says), "{change}: {why}");
    }
}

#[test]
fn every_derived_table_has_its_railings() {
    let place = Place::new();
    let connection = Connection::open(place.db()).unwrap();
    let railing = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?1";
    for (table, _) in tables(SCHEMA.split_once("\n-- DERIVED\n").unwrap().1) {
        for verb in ["INSERT", "UPDATE", "DELETE"] {
            let name = format!("{table}_no_{}", verb.to_lowercase());
            let sql: String = connection.query_row(railing, [&name], |row| row.get(0)).unwrap();
            let says = format!("{table} is derived from the log: use accede record");
            assert_eq!(
                sql,
                format!(
                    "CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{says}'); END"
                )
            );
        }
    }
}

#[test]
fn the_registers_are_as_they_are_declared() {
    let tables: HashMap<&str, Vec<&str>> = tables(SCHEMA).collect();
    let mut declared = 0;
    for register in Body::REGISTERS {
        let Some(table) = register.table else { continue };
        declared += 1;
        let columns: HashMap<&str, &str> = tables[table]
            .iter()
            .filter_map(|line| {
                let (name, rest) = line.trim().split_once(' ')?;
                Some((name.trim_matches('"'), rest))
            })
            .collect();
        let mut known = vec!["recorded_seq"];
        known.extend((register.keeps != Keeps::Present).then_some("superseded_seq"));
        known.extend(register.has_id.then_some("id"));
        known.extend(register.made);
        known.extend(register.by_law.iter().map(|(column, _)| column));
        for field in register.fields {
            let Some(column) = field.column else { continue };
            known.push(column);
            let text = columns.get(column).unwrap_or_else(|| panic!("{table} has no {column}"));
            let (rule, comment) = text.split_once("-- ").unwrap();
            let meaning = field.meaning.trim_end_matches('.');
            let (first, rest) = meaning.split_at(meaning.chars().next().unwrap().len_utf8());
            let meaning = [format!("{}{rest}", first.to_lowercase()), meaning.to_owned()];
            assert!(
                meaning.iter().any(|meaning| comment.starts_with(meaning)),
                "{table}.{column}: {comment}; it is declared as {}",
                field.meaning
            );
            for (noun, refers) in [
                (Noun::Participant, "REFERENCES participant(code)"),
                (Noun::Group, "REFERENCES participant_group(code)"),
            ] {
                let is_to = field.reference.is_some_and(|reference| reference.is_to(noun));
                assert_eq!(is_to, rule.contains(refers), "{table}.{column}");
            }
        }
        let mut columns: Vec<&str> =
            columns.into_keys().filter(|name| !matches!(*name, "PRIMARY" | "--")).collect();
        known.sort_unstable();
        columns.sort_unstable();
        assert_eq!(known, columns, "{table}");
    }
    assert!(declared >= 17);
}

/// The tables of a part of the schema, with the lines of their columns.
fn tables(part: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    part.split("\nCREATE TABLE ").skip(1).map(|text| {
        let mut lines = text.lines();
        let name = lines.next().unwrap().trim_end_matches(" (");
        (name, lines.take_while(|line| !line.starts_with(')')).collect())
    })
}

#[test]
fn the_sqlite3_shell_opens_the_file_and_its_views_answer() {
    if !needs::program("sqlite3") {
        return;
    }
    let place = Place::new();
    let shell = |sql: &str| {
        let ran = place.run(&format!("sqlite3 -readonly -batch accede.db \"{sql}\""));
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{sql}");
        ran.stdout
    };
    assert!(shell("SELECT * FROM party_count").starts_with("CETS 185|Budapest Convention|50|2|81|0|81\n"));
    assert_eq!(
        shell("SELECT group_concat(participant) FROM pending_today WHERE treaty = 'CETS 185'"),
        "IE,ZA\n"
    );
    assert_eq!(
        shell("SELECT status FROM status_today WHERE treaty = 'CETS 224' AND participant = 'RS'"),
        "contracting\n"
    );
    assert_eq!(shell("PRAGMA integrity_check"), "ok\n");
    assert_eq!(shell("PRAGMA foreign_key_check"), "");
    assert_eq!(shell("PRAGMA journal_mode"), "delete\n");
}

#[test]
fn a_file_shows_whose_it_is() {
    let place = Place::new();
    let bytes = std::fs::read(place.db()).unwrap();
    assert_eq!(&bytes[68..72], b"TRTY");
    assert_eq!(bytes[60..64], [0, 0, 0, 1]);
}
