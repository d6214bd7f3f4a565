//! What `verify` finds: a changed byte, a changed row of the log, a changed row of a derived table, a changed schema.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::damage::{chain_anew, damage, derived_tables, load, record_of, small_file};
use crate::support::numbers::Numbers;
use crate::support::{Place, dump_derived, soak};
use accede::error::{Error, Exit, Result};
use accede::store::{Access, Head, Store, Verified};
use rusqlite::Connection;

fn verify(path: &Path, noted: &[Head]) -> Result<Verified> {
    Store::open_as_is(path, Access::Read)?.verify(noted)
}

fn log_pages(path: &Path) -> Vec<usize> {
    let connection = Connection::open(path).unwrap();
    let mut pages = connection.prepare("SELECT pageno FROM dbstat WHERE name = 'log'").unwrap();
    let pages = pages.query_map([], |row| row.get::<_, i64>(0)).unwrap();
    pages.map(|page| usize::try_from(page.unwrap() - 1).unwrap()).collect()
}

#[test]
fn no_byte_of_the_record_changes_unseen() {
    const THREADS: usize = 2;
    let count = soak(300, 2_000);
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    assert!(verify(&path, &[]).unwrap().is_sound());
    let bytes = fs::read(&path).unwrap();
    let page_size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    let pages = log_pages(&path);
    assert!(pages.len() > 10, "{pages:?}");

    let mut numbers = Numbers(0x2001_1123);
    let flips: Vec<(usize, u8)> = (0..count)
        .map(|flip| {
            let at = if flip % 4 == 3 {
                numbers.below(bytes.len())
            } else {
                pages[numbers.below(pages.len())] * page_size + numbers.below(page_size)
            };
            (at, 1 << numbers.below(8))
        })
        .collect();
    let parts = flips.chunks(count / THREADS).enumerate();
    let counts: Vec<[usize; 4]> = std::thread::scope(|scope| {
        let part = |(number, part)| {
            let (bytes, path) = (&bytes, &path);
            scope.spawn(move || try_flips(bytes, path, number, part))
        };
        let running: Vec<_> = parts.map(part).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let sum = |place: usize| counts.iter().map(|count| count[place]).sum::<usize>();
    let [changed, unreadable, elsewhere, nothing] = [0, 1, 2, 3].map(sum);
    println!("changed {changed}, unreadable {unreadable}, damage elsewhere {elsewhere}, nothing {nothing}");
    assert_eq!(changed + unreadable + elsewhere + nothing, count);
    let share = |part: usize| count * part / 100;
    assert!(changed > share(40) && unreadable > share(1) && elsewhere > share(3) && nothing > share(3));
}

/// How many of these flips changed the record, made it unreadable, did damage elsewhere, or changed nothing that counts.
fn try_flips(bytes: &[u8], original: &Path, thread: usize, flips: &[(usize, u8)]) -> [usize; 4] {
    let before = record_of(original).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut counts = [0; 4];
    for (number, (at, bit)) in flips.iter().enumerate() {
        // A name of its own each time, so that no journal is left to the next.
        let path = folder.path().join(format!("{thread}-{number}.db"));
        let mut bytes = bytes.to_vec();
        bytes[*at] ^= bit;
        fs::write(&path, bytes).unwrap();
        let after = record_of(&path);
        let said = verify(&path, &[]);
        let place = match (&after, &said) {
            (Ok(after), _) if *after == before => match &said {
                Ok(verified) if verified.is_sound() => 3,
                Ok(_) => 2,
                Err(Error::Broken { why, .. }) => {
                    // What makes the log a table, not what is in it.
                    assert!(why.contains("log"), "byte {at}, bit {bit}: {why}");
                    2
                }
                Err(error) => {
                    assert_eq!(error.exit(), Exit::Database, "byte {at}, bit {bit}: {error}");
                    2
                }
            },
            (after, Err(error)) => {
                assert!(
                    matches!(error.exit(), Exit::Broken | Exit::Database),
                    "byte {at}, bit {bit}: {error}"
                );
                usize::from(after.is_err())
            }
            (_, Ok(_)) => panic!("byte {at}, bit {bit}: the record changed, and nothing was said"),
        };
        counts[place] += 1;
        fs::remove_file(&path).unwrap();
    }
    counts
}

/// A file of its own for each case.
struct Copies {
    folder: tempfile::TempDir,
    original: PathBuf,
    made: usize,
}

impl Copies {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let original = small_file(folder.path());
        Self { folder, original, made: 0 }
    }

    fn next(&mut self) -> PathBuf {
        self.made += 1;
        let path = self.folder.path().join(format!("{}.db", self.made));
        fs::copy(&self.original, &path).unwrap();
        path
    }

    fn newest(&self) -> i64 {
        Store::open(&self.original, Access::Read).unwrap().head().unwrap().seq
    }

    fn head_at(&self, seq: i64) -> Head {
        let connection = Connection::open(&self.original).unwrap();
        let hash =
            connection.query_row("SELECT hash FROM log WHERE seq = ?1", [seq], |row| row.get(0)).unwrap();
        Head { seq, hash }
    }
}

#[test]
fn every_column_of_every_kind_of_entry_is_in_the_chain() {
    let mut copies = Copies::new();
    let newest = copies.newest();
    let changes = [
        "recorded_at = '2026-11-30T00:00:01Z'",
        "recorded_at = recorded_at || ' '",
        "recorded_by = recorded_by || 'x'",
        "recorded_by = ''",
        "kind = CASE kind WHEN 'act' THEN 'name' ELSE 'act' END",
        "body = replace(body, '{', '{ ')",
        "body = replace(body, '\"v\":1', '\"v\":2')",
        "body = replace(body, 'a', 'b')",
        "reason = CASE WHEN reason IS NULL THEN '' END",
        "reason = coalesce(reason, '') || 'x'",
        "hash = upper(hash)",
        "hash = replace(hash, substr(hash, 1, 1), iif(substr(hash, 1, 1) = '0', '1', '0'))",
        "hash = (SELECT hash FROM log WHERE seq = 7)",
    ];
    for seq in [1, 2, newest / 2, newest] {
        for change in changes {
            let path = copies.next();
            damage(&path, |connection| {
                connection.execute(&format!("UPDATE log SET {change} WHERE seq = ?1"), [seq]).unwrap();
            });
            let said = verify(&path, &[]);
            assert!(
                matches!(said, Err(Error::Broken { seq: at, .. }) if at == seq),
                "@{seq} {change}: {said:?}"
            );
        }
    }
    assert_eq!(copies.made, 52);
}

#[test]
fn entries_cannot_be_moved_taken_out_or_put_in() {
    const COLUMNS: &str = "recorded_at, recorded_by, kind, body, reason, hash";
    let mut copies = Copies::new();
    let newest = copies.newest();
    let cases = [
        ("the first removed", "DELETE FROM log WHERE seq = 1".to_owned(), 1),
        ("one in the middle removed", "DELETE FROM log WHERE seq = 100".to_owned(), 100),
        ("all but the last removed", format!("DELETE FROM log WHERE seq < {newest}"), 1),
        (
            "one removed and the later ones moved up",
            "DELETE FROM log WHERE seq = 100; UPDATE log SET seq = -seq WHERE seq > 100; UPDATE log SET seq = -seq - 1 WHERE seq < 0".to_owned(),
            100,
        ),
        (
            "two swapped",
            "UPDATE log SET seq = -1 WHERE seq = 50; UPDATE log SET seq = 50 WHERE seq = 51; UPDATE log SET seq = 51 WHERE seq = -1".to_owned(),
            50,
        ),
        ("the last moved behind a gap", format!("UPDATE log SET seq = seq + 1 WHERE seq = {newest}"), newest),
        ("the last moved to the front", format!("UPDATE log SET seq = 0 WHERE seq = {newest}"), 0),
        ("one put before the first", format!("INSERT INTO log SELECT -5, {COLUMNS} FROM log WHERE seq = 1"), -5),
        (
            "one put behind the last",
            format!("INSERT INTO log SELECT {newest} + 1, {COLUMNS} FROM log WHERE seq = {newest}"),
            newest + 1,
        ),
        (
            "one put at the end of all numbers",
            format!("INSERT INTO log SELECT 9223372036854775807, {COLUMNS} FROM log WHERE seq = {newest}"),
            newest + 1,
        ),
        (
            "one replaced by another",
            format!("REPLACE INTO log SELECT 60, {COLUMNS} FROM log WHERE seq = 61"),
            60,
        ),
        ("the table renamed", "ALTER TABLE log RENAME TO protocol".to_owned(), 1),
        ("a column added", "ALTER TABLE log ADD COLUMN more TEXT".to_owned(), 1),
        (
            "a copy of it without its checks",
            "CREATE TABLE copy AS SELECT * FROM log; DROP TABLE log; ALTER TABLE copy RENAME TO log".to_owned(),
            1,
        ),
    ];
    for (case, change, at) in cases {
        let path = copies.next();
        let connection = Connection::open(&path).unwrap();
        connection
            .execute_batch(
                "DROP TRIGGER log_no_update; DROP TRIGGER log_no_delete; DROP TRIGGER log_in_order",
            )
            .unwrap();
        connection.execute_batch(&change).unwrap_or_else(|why| panic!("{case}: {why}"));
        drop(connection);
        let said = verify(&path, &[]);
        assert!(matches!(said, Err(Error::Broken { seq, .. }) if seq == at), "{case}: {said:?}");
    }
}

#[test]
fn a_cut_tail_shows_only_by_a_head_noted_before() {
    let mut copies = Copies::new();
    let newest = copies.newest();
    let path = copies.next();
    damage(&path, |connection| {
        connection.execute("DELETE FROM log WHERE seq > ?1", [newest - 2]).unwrap();
    });
    let said = verify(&path, &[]).unwrap();
    assert_eq!((said.head.seq, said.is_sound()), (newest - 2, false));
    Store::open_as_is(&path, Access::Write).unwrap().rebuild().unwrap();
    assert!(verify(&path, &[]).unwrap().is_sound());
    assert!(verify(&path, &[copies.head_at(1), copies.head_at(newest - 2)]).unwrap().is_sound());
    for noted in [newest - 1, newest] {
        match verify(&path, &[copies.head_at(2), copies.head_at(noted)]) {
            Err(Error::Broken { seq, why }) => {
                assert_eq!(seq, newest - 1);
                assert!(why.contains("the tail was cut"), "{why}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_chain_computed_anew_shows_only_by_a_head_noted_before() {
    let mut copies = Copies::new();
    let newest = copies.newest();
    let from = newest - 20;
    let path = copies.next();
    damage(&path, |connection| {
        connection.execute("UPDATE log SET recorded_by = 'somebody else' WHERE seq = ?1", [from]).unwrap();
        chain_anew(connection);
    });
    // The derived tables name the head that they reflect; whoever computes a chain can write that too.
    let said = verify(&path, &[]).unwrap();
    assert!(said.derived.iter().any(|finding| finding.starts_with("meta 'head'")), "{said:?}");
    Store::open_as_is(&path, Access::Write).unwrap().rebuild().unwrap();
    assert!(verify(&path, &[]).unwrap().is_sound());
    assert!(verify(&path, &[copies.head_at(1), copies.head_at(from - 1)]).unwrap().is_sound());
    for noted in [from, from + 1, newest] {
        match verify(&path, &[copies.head_at(1), copies.head_at(noted)]) {
            Err(Error::Broken { seq, why }) => {
                assert_eq!(seq, noted);
                assert!(why.contains("computed anew"), "{why}");
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Entries that are chained and cannot have been written by accede.
#[test]
fn a_sound_chain_is_not_all() {
    let mut copies = Copies::new();
    let newest = copies.newest();
    for (change, says) in [
        ("recorded_at = '2026-12-01 10:20:30'", "YYYY-MM-DDThh:mm:ssZ"),
        ("kind = 'act'", "its kind is not that of its body"),
        ("body = body || ' '", "one form"),
        ("body = replace(body, '\"v\":1', '\"v\":9')", "version 9"),
        ("body = '{\"entry\":1,\"kind\":\"verdict\",\"v\":1}', kind = 'verdict'", "'verdict'"),
        ("body = '[]'", "it"),
        (
            "body = '{\"kind\":\"treaty-name\",\"name\":\"x\",\"treaty\":\"NOWHERE\",\"v\":1}', kind = 'treaty-name'",
            "treaty that does not exist",
        ),
    ] {
        let path = copies.next();
        damage(&path, |connection| {
            connection.execute(&format!("UPDATE log SET {change} WHERE seq = ?1"), [newest]).unwrap();
            chain_anew(connection);
        });
        match verify(&path, &[]) {
            Err(Error::Broken { seq, why }) => {
                assert_eq!(seq, newest, "{change}");
                assert!(why.contains(says), "{change}: {why}");
            }
            other => panic!("{change}: {other:?}"),
        }
    }
}

/// Verifies, expects damage to the derived tables, rebuilds, and expects the file as it was.
fn is_damaged_and_mended(path: &Path, case: &str, says: &str, whole: &str) {
    let said = verify(path, &[]).unwrap_or_else(|why| panic!("{case}: {why}"));
    let findings: Vec<&String> = [&said.derived, &said.schema, &said.file].into_iter().flatten().collect();
    assert!(findings.iter().any(|finding| finding.contains(says)), "{case}: {says}: {findings:?}");
    Store::open_as_is(path, Access::Write).unwrap().rebuild().unwrap();
    let said = verify(path, &[]).unwrap();
    assert!(said.is_sound(), "{case}: {said:?}");
    assert!(dump_derived(path) == whole, "{case}: the rebuilt tables are others");
}

#[test]
fn every_change_of_a_derived_row_is_named_and_mended() {
    let mut copies = Copies::new();
    let whole = dump_derived(&copies.original);
    let tables = derived_tables(&Connection::open(&copies.original).unwrap());
    assert!(tables.len() >= 26, "{tables:?}");
    for table in tables {
        for verb in ["change", "remove", "add"] {
            let path = copies.next();
            damage(&path, |connection| change_a_row(connection, &table, verb));
            is_damaged_and_mended(&path, &format!("{verb} a row of {table}"), &format!("{table} "), &whole);
        }
    }
    assert!(copies.made >= 78);
}

fn change_a_row(connection: &Connection, table: &str, verb: &str) {
    let columns: Vec<(String, bool)> = connection
        .prepare("SELECT name, pk > 0 FROM pragma_table_info(?1) ORDER BY cid")
        .unwrap()
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    let key: Vec<&str> = columns.iter().filter(|column| column.1).map(|column| &*column.0).collect();
    let quoted: Vec<String> = key.iter().map(|column| format!("\"{column}\"")).collect();
    let quoted = quoted.join(", ");
    let one = format!("({quoted}) = (SELECT {quoted} FROM \"{table}\" ORDER BY {quoted} DESC LIMIT 1)");
    // The last column that is no part of the key, or of the key where there is no other.
    let column = &columns.iter().rev().find(|column| !column.1).unwrap_or(&columns[columns.len() - 1]).0;
    let other = |column: &str| {
        format!(
            "CASE typeof(\"{column}\") WHEN 'integer' THEN \"{column}\" + 1000 ELSE coalesce(\"{column}\", '') || '9' END"
        )
    };
    let changed = match verb {
        "change" => {
            let is_number: bool = connection
                .query_row(
                    "SELECT type = 'INTEGER' FROM pragma_table_info(?1) WHERE name = ?2",
                    [table, column],
                    |row| row.get(0),
                )
                .unwrap();
            let value = if is_number { format!("coalesce(\"{column}\", 0) + 1000") } else { other(column) };
            connection.execute(&format!("UPDATE \"{table}\" SET \"{column}\" = {value} WHERE {one}"), [])
        }
        "remove" => connection.execute(&format!("DELETE FROM \"{table}\" WHERE {one}"), []),
        _ => {
            let values: Vec<String> = columns
                .iter()
                .map(|(column, _)| if *column == key[0] { other(column) } else { format!("\"{column}\"") })
                .collect();
            let values = values.join(", ");
            connection
                .execute(&format!("INSERT INTO \"{table}\" SELECT {values} FROM \"{table}\" WHERE {one}"), [])
        }
    };
    assert_eq!(changed.unwrap_or_else(|why| panic!("{verb} {table}: {why}")), 1, "{verb} {table}");
}

/// A record with acts and statements of every standing: one that counts, one corrected, one retracted, two that stand beside
/// each other, one that is cited again, one recorded against the law.
fn one_of_each_standing(place: &Place) -> PathBuf {
    let file = |name: &str, text: &str| fs::write(place.path().join(name), text).unwrap();
    file(
        "research.csv",
        "treaty,participant,action,date,source\nUN IV-11,Austria,signature,1990-08-26,a panel\n\
        UN IV-11,Chad,signature,1990-10-30,a panel\nUN IV-11,Peru,ratification,1990-01-26,a panel\n",
    );
    file(
        "4-11.csv",
        "Participant,Signature,\"Ratification, Accession(a)\"\nAustria,26 Jan 1990,\nChad,30 Oct 1990,\n",
    );
    for line in [
        "accede init desk.db --bare",
        "accede import research.csv --write",
        "accede import 4-11.csv --write",
        "accede record signature 'UN IV-11' IE --on 1990-09-30",
        "accede record ratification 'UN IV-11' IE --on 1992-09-28",
        "accede record accession 'UN IV-11' FJ --on 1993-08-13",
        "accede record declaration 'UN IV-11' IE --on 1992-09-28 --summary 'on article 3'",
        "accede record reservation 'UN IV-11' IE --on 1992-09-28 --article 7 --summary 'on article 7'",
        "accede record denunciation 'UN IV-11' PE --on 1989-01-01 --force --reason 'a case'",
    ] {
        let ran = place.run(&format!("{line}{}", if line.contains("init") { "" } else { " --db desk.db" }));
        assert!(ran.code <= 1, "{line}: {ran:?}");
    }
    let path = place.path().join("desk.db");
    let number =
        |sql: &str| -> i64 { Connection::open(&path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap() };
    for line in [
        format!(
            "correct @{} --on 1990-09-29",
            number("SELECT id FROM act WHERE participant = 'IE' AND act = 'signature'")
        ),
        format!("retract @{}", number("SELECT id FROM act WHERE participant = 'FJ'")),
        format!("retract @{}", number("SELECT id FROM reservation WHERE kind = 'declaration'")),
    ] {
        let ran = place.run(&format!("accede {line} --reason misread --db desk.db"));
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
    }
    path
}

#[test]
fn every_column_of_a_row_of_every_standing_is_held_to_the_log() {
    let place = Place::new();
    let original = one_of_each_standing(&place);
    assert!(verify(&original, &[]).unwrap().is_sound());
    let path = place.path().join("copy.db");
    let mut changes = 0;
    for table in ["act", "reservation", "attestation", "spell", "mode", "treaty"] {
        let connection = Connection::open(&original).unwrap();
        let mut columns = connection
            .prepare("SELECT name, type = 'INTEGER' FROM pragma_table_info(?1) WHERE pk = 0")
            .unwrap();
        let columns = columns.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let columns: Vec<(String, bool)> = columns.map(std::result::Result::unwrap).collect();
        let key = "SELECT group_concat(name, ', ') FROM pragma_table_info(?1) WHERE pk > 0";
        let key: String = connection.query_row(key, [table], |row| row.get(0)).unwrap();
        let rows: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        for row in 0..rows {
            for (column, is_number) in &columns {
                changes += 1;
                if changes % soak(23, 1) != 0 {
                    continue;
                }
                fs::copy(&original, &path).unwrap();
                let value = if *is_number {
                    format!("coalesce({column}, 0) + 1000")
                } else {
                    format!("coalesce({column}, '') || '9'")
                };
                damage(&path, |connection| {
                    let this = format!("SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {row}");
                    let sql = format!("UPDATE {table} SET {column} = {value} WHERE ({key}) = ({this})");
                    connection.execute(&sql, []).unwrap();
                });
                let said = verify(&path, &[]).unwrap();
                assert!(
                    said.derived.iter().any(|finding| finding.contains(table)),
                    "{column} of row {row} of {table}: {said:?}"
                );
            }
        }
    }
    assert!(changes > 300, "{changes}");
}

#[test]
fn every_index_view_and_trigger_that_is_missing_is_named_and_made_again() {
    let mut copies = Copies::new();
    let whole = dump_derived(&copies.original);
    let connection = Connection::open(&copies.original).unwrap();
    let mut objects = connection
        .prepare("SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'log' ORDER BY type, name")
        .unwrap();
    let objects: Vec<(String, String)> = objects
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(std::result::Result::unwrap)
        .collect();
    assert_eq!(objects.len(), 188);
    // Most are triggers alike; the long form takes each.
    for (kind, name) in objects.into_iter().step_by(soak(4, 1)) {
        let path = copies.next();
        Connection::open(&path)
            .unwrap()
            .execute_batch(&format!("PRAGMA foreign_keys = OFF; DROP {kind} \"{name}\""))
            .unwrap();
        is_damaged_and_mended(&path, &format!("{kind} {name}"), &format!("'{name}' is missing"), &whole);
    }
}

#[test]
fn what_accede_did_not_make_is_named_and_taken_out() {
    let mut copies = Copies::new();
    let whole = dump_derived(&copies.original);
    for (made, says) in [
        ("CREATE TABLE foreign_one (x)", "table 'foreign_one'"),
        ("CREATE VIEW foreign_one AS SELECT * FROM act", "view 'foreign_one'"),
        ("CREATE INDEX foreign_one ON act(note)", "index 'foreign_one'"),
        ("CREATE INDEX foreign_one ON log(recorded_by)", "index 'foreign_one'"),
        (
            "CREATE TRIGGER foreign_one AFTER INSERT ON log BEGIN DELETE FROM act; END",
            "trigger 'foreign_one'",
        ),
        (
            "DROP VIEW party_count; CREATE VIEW party_count AS SELECT 99 AS bound",
            "'party_count' is not as accede makes it",
        ),
        (
            "DROP TRIGGER act_no_delete; CREATE TRIGGER act_no_delete BEFORE DELETE ON act BEGIN SELECT 1; END",
            "'act_no_delete'",
        ),
        ("ALTER TABLE mode ADD COLUMN more TEXT", "'mode' is not as accede makes it"),
        ("CREATE TABLE _litestream_more (x)", "table '_litestream_more'"),
        ("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER, more)", "table '_litestream_seq'"),
        ("CREATE TABLE _litestream_lock (id INTEGER CHECK (id < 7))", "table '_litestream_lock'"),
        ("CREATE TABLE _LITESTREAM_LOCK (id INTEGER)", "table '_LITESTREAM_LOCK'"),
        ("CREATE VIEW _litestream_lock AS SELECT 1 AS id", "view '_litestream_lock'"),
        ("CREATE INDEX _litestream_seq ON act(note)", "index '_litestream_seq'"),
        // It would refuse the next entry.
        (
            "CREATE INDEX _litestream_e ON log(json(body || '{')) WHERE seq > (2 << 40)",
            "index '_litestream_e'",
        ),
        (
            "CREATE TRIGGER _litestream_t AFTER INSERT ON log BEGIN SELECT 1; END",
            "trigger '_litestream_t'",
        ),
        (
            "CREATE INDEX other ON act(note); PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET name = 'sqlite_autoindex_act_9', sql = 'CREATE INDEX sqlite_autoindex_act_9 ON act(note)' WHERE name = 'other'",
            "index 'sqlite_autoindex_act_9'",
        ),
    ] {
        let path = copies.next();
        Connection::open(&path).unwrap().execute_batch(made).unwrap();
        is_damaged_and_mended(&path, made, says, &whole);
    }
}

/// A table that `SQLite` takes for its own is one that nobody can drop.
#[test]
fn what_cannot_be_taken_out_is_said() {
    let mut copies = Copies::new();
    let path = copies.next();
    let made =
        "CREATE TABLE other (x); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'sqlite_other',
                tbl_name = 'sqlite_other', sql = 'CREATE TABLE sqlite_other (x)' WHERE name = 'other'";
    Connection::open(&path).unwrap().execute_batch(made).unwrap();
    let said = "the table 'sqlite_other'";
    for error in [
        verify(&path, &[]).unwrap_err(),
        Store::open_as_is(&path, Access::Write).unwrap().rebuild().unwrap_err(),
    ] {
        let error = error.to_string();
        assert!(
            error.contains(said) && error.contains("accede dump and accede load make a sound file"),
            "{error}"
        );
    }
}

/// Statistics and replication are no part of the record, and change nothing in what is.
#[test]
fn what_sqlite_and_litestream_keep_stands_beside() {
    let mut copies = Copies::new();
    for made in [
        "ANALYZE",
        "CREATE TABLE IF NOT EXISTS _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
         CREATE TABLE IF NOT EXISTS _litestream_lock (id INTEGER); INSERT INTO _litestream_seq VALUES (1, 1)",
        "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE counted",
    ] {
        let path = copies.next();
        Connection::open(&path).unwrap().execute_batch(made).unwrap();
        let beside = || {
            let of_others = "SELECT group_concat(sql) FROM sqlite_schema WHERE name LIKE 'sqlite\\_%' ESCAPE '\\' OR name LIKE '\\_%' ESCAPE '\\'";
            Connection::open(&path).unwrap().query_row(of_others, [], |row| row.get::<_, String>(0)).unwrap()
        };
        let before = beside();
        let said = verify(&path, &[]).unwrap();
        assert!(said.is_sound(), "{made}: {said:?}");
        let (_, taken_out) = Store::open_as_is(&path, Access::Write).unwrap().rebuild().unwrap();
        assert_eq!((taken_out, beside()), (Vec::new(), before.clone()), "{made}");
        let index = format!(
            "CREATE INDEX other ON {}",
            if made == "ANALYZE" { "act(note)" } else { "_litestream_seq(seq)" }
        );
        if Connection::open(&path).unwrap().execute_batch(&index).is_ok() {
            assert!(!verify(&path, &[]).unwrap().is_sound(), "{made}");
            let (_, taken_out) = Store::open_as_is(&path, Access::Write).unwrap().rebuild().unwrap();
            assert_eq!((taken_out, beside()), (vec!["index other".to_owned()], before), "{made}");
        }
    }
}

/// An index that says otherwise than its table, which no reader of the table sees.
#[test]
fn an_index_that_does_not_fit_its_table_is_found() {
    let mut copies = Copies::new();
    let whole = dump_derived(&copies.original);
    let path = copies.next();
    let outside = |sql: &str| Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    // The index is out of sight while the table changes and changes back in part.
    outside(
        "DROP TRIGGER act_no_update; CREATE TABLE hidden AS SELECT * FROM sqlite_schema WHERE name = 'act_by_day'",
    );
    outside("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'act_by_day'");
    outside("UPDATE act SET date = '1999-12-31' WHERE id = (SELECT max(id) FROM act)");
    outside("PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT * FROM hidden");
    outside("DROP TABLE hidden");
    let said = verify(&path, &[]).unwrap();
    assert!(said.file.iter().any(|fault| fault.contains("act_by_day")), "{said:?}");
    is_damaged_and_mended(&path, "an index beside its table", "act_by_day", &whole);
}

/// A list of free pages that holds none: nothing that is recorded is lost, and no rebuild mends it.
#[test]
fn what_no_rebuild_mends_says_how_to_make_a_sound_file() {
    let mut copies = Copies::new();
    let path = copies.next();
    let mut bytes = fs::read(&path).unwrap();
    bytes[39] ^= 0x40;
    fs::write(&path, bytes).unwrap();
    let error = verify(&path, &[]).unwrap_err();
    assert_eq!(error.exit(), Exit::Database, "{error}");
    assert!(error.to_string().contains("accede dump and accede load make a sound file"), "{error}");
    let mut dump = Vec::new();
    let take = |line: &[u8]| {
        dump.extend_from_slice(line);
        Ok(())
    };
    Store::open_as_is(&path, Access::Read).unwrap().dump(take).unwrap();
    let sound = path.with_extension("sound");
    load(&sound, &dump).unwrap().unwrap();
    assert!(verify(&sound, &[]).unwrap().is_sound());
    assert_eq!(record_of(&sound).unwrap(), record_of(&copies.original).unwrap());
}
