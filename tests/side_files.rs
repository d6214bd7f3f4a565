//! What lies beside a file under the names of its journals: of an interrupted writer it is played back, and never into
//! another file.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::support::{Place, needs};

const RECORD: &str = "accede record ratification budapest IE --on 2026-11-20";

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Interrupts a command at its nth write to the file, counted from 1; whether there were so many.
fn interrupted(place: &Place, command: &str, write: usize) -> bool {
    let kill = format!(
        "strace -f -o trace -P accede.db -e trace=pwrite64 -e inject=pwrite64:signal=KILL:when={write}"
    );
    let ran = place.run(&format!("{kill} {command}"));
    ran.code != 0
}

/// A folder with a file whose writer was interrupted when all was written but for the end, and its journal.
fn crashed(place: &Place) -> (Vec<u8>, Vec<u8>) {
    let before = fs::read(place.db()).unwrap();
    let mut last = 0;
    for write in 1.. {
        fs::write(place.db(), &before).unwrap();
        if !interrupted(place, RECORD, write) {
            break;
        }
        last = write;
        let _ = fs::remove_file(beside(&place.db(), "-journal"));
    }
    assert!(last > 3, "{last}");
    fs::write(place.db(), &before).unwrap();
    assert!(interrupted(place, RECORD, last));
    (fs::read(place.db()).unwrap(), fs::read(beside(&place.db(), "-journal")).unwrap())
}

#[test]
fn an_interrupted_writer_is_taken_back_wherever_it_was() {
    if !needs::program("strace") {
        return;
    }
    let place = Place::new();
    let sound = fs::read(place.db()).unwrap();
    let damaged = {
        let connection = rusqlite::Connection::open(place.db()).unwrap();
        connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
        connection.execute_batch("DELETE FROM spell WHERE participant = 'FR'").unwrap();
        drop(connection);
        fs::read(place.db()).unwrap()
    };
    for (command, before) in [(RECORD, &sound), ("accede rebuild", &damaged)] {
        let mut hot = 0;
        for write in (1..8).chain((8..).step_by(if command == RECORD { 1 } else { 40 })) {
            fs::write(place.db(), before).unwrap();
            let is_interrupted = interrupted(&place, command, write);
            if !is_interrupted {
                break;
            }
            hot += usize::from(beside(&place.db(), "-journal").exists());
            // It is as it was before, or all of it is there.
            let ran = place.run(if write % 2 == 0 { "accede status budapest" } else { "accede log" });
            assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{command}, write {write}");
            let now = fs::read(place.db()).unwrap();
            assert!(now == *before || place.run("accede verify").code == 0, "{command}, write {write}");
            assert_eq!(place.run("accede group new G8 Eight").code, 0, "{command}, write {write}");
            assert!(!beside(&place.db(), "-journal").exists());
        }
        assert!(hot > 3, "{command}: {hot}");
    }
}

#[test]
fn what_was_written_to_its_end_stays() {
    if !needs::program("strace") {
        return;
    }
    let place = Place::new();
    let journal = beside(&place.db().canonicalize().unwrap(), "-journal");
    let kill = "-e trace=unlink -e inject=unlink:signal=KILL:when=1";
    assert_ne!(place.run(&format!("strace -f -o trace -P {} {kill} {RECORD}", journal.display())).code, 0);
    assert!(fs::metadata(&journal).unwrap().len() > 0);
    assert_eq!(place.run("accede verify").code, 0);
    assert!(place.run("accede log --limit 1").stdout.contains("2026-11-20"));
    assert_eq!(place.run("accede group new G8 Eight").code, 0);
    assert!(!journal.exists());
}

#[test]
fn a_journal_is_not_played_into_a_file_that_was_put_in_the_place_of_its_own() {
    if !needs::program("strace") {
        return;
    }
    let place = Place::new();
    let at = |name: &str| place.path().join(name);
    let before = fs::read(place.db()).unwrap();
    // Other states: one older than all, with one entry, with others.
    let made = "accede init bare.db --bare && cp accede.db one.db && cp accede.db two.db
        accede record ratification budapest IE --on 2026-11-19 --db one.db
        accede record accession 'UN IV-4' IE --on 2026-11-20 --db two.db && accede group new G8 Eight --db two.db
        accede dump --output log && accede load log --db loaded.db";
    let ran = place.run(made);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let (half, journal) = crashed(&place);
    for (other, how) in [
        ("bare.db", "cp bare.db accede.db"),
        ("two.db", "cp two.db accede.db"),
        ("two.db", "cp -p two.db new && mv new accede.db"),
        ("loaded.db", "cp loaded.db accede.db"),
    ] {
        for command in
            ["accede status budapest", RECORD, "accede verify", "accede backup copy.db", "accede rebuild"]
        {
            fs::write(place.db(), &half).unwrap();
            fs::write(beside(&place.db(), "-journal"), &journal).unwrap();
            assert_eq!(place.run(how).code, 0);
            let restored = fs::read(at(other)).unwrap();
            let ran = place.run(command);
            let says = "accede.db-journal: an interrupted writer left it beside another state of accede.db";
            assert!(ran.code == 4 && ran.stderr.contains(says), "{how}: {command}: {ran:?}");
            assert_eq!(fs::read(place.db()).unwrap(), restored, "{how}: {command}");
            assert_eq!(fs::read(beside(&place.db(), "-journal")).unwrap(), journal, "{how}: {command}");
        }
        // As the message says.
        fs::remove_file(beside(&place.db(), "-journal")).unwrap();
        assert_eq!(place.run("accede verify").code, 0, "{how}");
    }
    // A copy that is as far as the writer had come, with an entry of its own: it is whole, and stays.
    fs::copy(at("one.db"), place.db()).unwrap();
    fs::write(beside(&place.db(), "-journal"), &journal).unwrap();
    assert_eq!(place.run("accede verify").code, 0);
    assert!(place.run("accede log --limit 1").stdout.contains("2026-11-19"));
    // The very state that it is of, put back: there is nothing to spoil.
    fs::write(place.db(), &before).unwrap();
    fs::write(beside(&place.db(), "-journal"), &journal).unwrap();
    assert_eq!(place.run("accede verify").code, 0);
    assert_eq!(fs::read(place.db()).unwrap(), before);
}

#[test]
fn a_log_of_writes_ahead_is_not_played_into_a_file_that_has_none() {
    let place = Place::new();
    let before = fs::read(place.db()).unwrap();
    let log = {
        let connection = rusqlite::Connection::open(place.db()).unwrap();
        connection.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE other (x)").unwrap();
        fs::read(beside(&place.db(), "-wal")).unwrap()
    };
    assert!(!log.is_empty());
    fs::write(place.db(), &before).unwrap();
    fs::write(beside(&place.db(), "-wal"), &log).unwrap();
    for command in ["accede status budapest", RECORD] {
        let ran = place.run(command);
        assert!(
            ran.code == 4 && ran.stderr.contains("accede.db-wal: an interrupted writer left it"),
            "{ran:?}"
        );
        assert_eq!(fs::read(place.db()).unwrap(), before);
    }
    fs::write(beside(&place.db(), "-wal"), "").unwrap();
    assert_eq!(place.run("accede status budapest").code, 0);
}

#[test]
fn no_file_is_made_where_something_of_an_earlier_one_is_left() {
    let place = Place::new();
    let at = |name: &str| place.path().join(name);
    assert_eq!(place.run("accede dump --output log").code, 0);
    for end in ["-journal", "-wal", "-shm"] {
        let left = at(&format!("new.db{end}"));
        for content in ["", "something"] {
            fs::write(&left, content).unwrap();
            for command in [
                "accede status budapest --db new.db",
                "accede record ratification budapest IE --on 2026-11-20 --db new.db",
                "accede verify --db new.db",
                "accede init new.db",
                "accede init new.db --bare",
                "accede backup new.db",
                "accede load log --db new.db",
            ] {
                let ran = place.run(command);
                let told = [
                    (4, format!("new.db: there is no such file, but new.db{end} is there")),
                    (3, format!("new.db{end}: there is something already")),
                ];
                let makes = ["init", "backup", "load"].iter().any(|word| command.contains(word));
                let (code, says) = &told[usize::from(makes)];
                assert!(ran.code == *code && ran.stderr.contains(says), "{command}: {ran:?}");
                assert!(!at("new.db").exists(), "{command}");
                assert_eq!(fs::read_to_string(&left).unwrap(), content, "{command}");
            }
        }
        fs::remove_file(left).unwrap();
    }
}

#[test]
fn what_sqlite_did_not_leave_there_is_told_and_nobody_hangs() {
    let place = Place::new();
    let before = fs::read(place.db()).unwrap();
    fs::write(place.path().join("elsewhere"), "words").unwrap();
    symlink("accede.db", place.path().join("soft.db")).unwrap();
    for end in ["-journal", "-wal", "-shm"] {
        let name = format!("accede.db{end}");
        for (make, what) in [
            (format!("mkfifo {name}"), "a pipe, a socket or a device"),
            (format!("ln -s elsewhere {name}"), "a link"),
            (format!("ln -s nowhere {name}"), "a link"),
            (format!("ln elsewhere {name}"), "a file with other names (hard links)"),
            (format!("mkdir {name}"), "a folder"),
        ] {
            assert_eq!(place.run(&make).code, 0);
            for command in [
                "status budapest",
                "record ratification budapest IE --on 2026-11-20",
                "verify",
                "dump",
                "rebuild",
                "import --seed",
            ] {
                for db in ["accede.db", "soft.db"] {
                    let ran = place.run(&format!("timeout 20 accede {command} --db {db}"));
                    let says = format!("{name}: it is {what} where SQLite keeps a file of {db}");
                    assert!(ran.code == 4 && ran.stderr.contains(&says), "{make}: {command}: {ran:?}");
                }
            }
            assert_eq!(place.run(&format!("rm -r {name}")).code, 0);
        }
    }
    assert_eq!(fs::read(place.db()).unwrap(), before);
    assert_eq!(fs::read_to_string(place.path().join("elsewhere")).unwrap(), "words");
}

#[test]
fn a_file_with_two_names_is_not_taken_for_whole_where_a_journal_lies_beside_the_other() {
    let place = Place::new();
    let run = |line: &str| place.run(line);
    assert_eq!(run("ln accede.db b.db && mkdir far").code, 0);
    // Where every name can be seen, all is well.
    assert_eq!(run("accede status budapest --db b.db").code, 0);
    assert_eq!(run("accede record ratification budapest IE --on 2026-11-20 --db b.db").code, 0);
    let whole = fs::read(place.db()).unwrap();
    for end in ["-journal", "-wal"] {
        fs::write(beside(&place.db(), end), "something").unwrap();
        for command in ["accede status budapest --db b.db", "accede rebuild --db b.db"] {
            let ran = run(command);
            let says = format!("accede.db{end} is left");
            assert!(ran.code == 4 && ran.stderr.contains(&says), "{command}: {ran:?}");
        }
        fs::remove_file(beside(&place.db(), end)).unwrap();
    }
    // Beside a name in another folder one may lie.
    assert_eq!(run("mv b.db far").code, 0);
    let ran = run("accede record accession 'UN IV-4' IE --on 2026-11-20");
    assert!(ran.code == 4 && ran.stderr.contains("another name in some other folder"), "{ran:?}");
    let ran = run("accede status budapest");
    assert!(ran.code == 0 && ran.stderr.contains("another name in some other folder"), "{ran:?}");
    assert_eq!(fs::read(place.db()).unwrap(), whole);
    assert_eq!(run("rm far/b.db && accede status budapest").stderr, "");
}
