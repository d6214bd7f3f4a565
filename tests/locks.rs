//! The locks on a file: whoever reads keeps nobody from recording between answers, an answer rests on one state, and no
//! command opens the file past `SQLite`, which would let go of every lock that the process holds.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use accede::report::{When, status};
use accede::store::{Access, Moment, Store, resolve};

use crate::commands::every_command;
use crate::support::{Place, TODAY, needs};

const RECORD: &str = "ACCEDE_WAIT=0 accede record ratification budapest IE --on 2026-11-20";

/// Records in another process, which does not wait.
fn records(place: &Place, line: &str) {
    let ran = place.run(line);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{line}");
}

/// Tries the same while somebody else holds the file.
fn is_locked(place: &Place) {
    let ran = place.run(RECORD);
    assert!(ran.code == 4 && ran.stderr.contains("is locked by another program"), "{ran:?}");
}

fn irish_status(store: &Store) -> String {
    let when = When { as_of: TODAY.parse().unwrap(), today: TODAY.parse().unwrap() };
    let treaty = resolve::treaty(store, "budapest").unwrap();
    let report = status(store, &treaty, None, &[], when).unwrap();
    let json = serde_json::to_value(&report).unwrap();
    let rows = json["participants"].as_array().unwrap();
    let irish = rows.iter().find(|row| row["code"] == "IE").unwrap();
    irish["status"].as_str().unwrap().to_owned()
}

#[test]
fn an_idle_reader_keeps_nobody_from_recording_and_sees_it_next() {
    let place = Place::new();
    let mut store = place.store();
    let (before, newest) = {
        let look = store.look().unwrap();
        (irish_status(&look), look.head().unwrap().seq)
    };
    records(&place, RECORD);
    let look = store.look().unwrap();
    assert_eq!(look.head().unwrap().seq, newest + 1);
    assert_eq!((before.as_str(), irish_status(&look).as_str()), ("signatory", "contracting"));
}

#[test]
fn an_answer_rests_on_one_state_and_is_not_overtaken() {
    let place = Place::new();
    let mut store = place.store();
    let look = store.look().unwrap();
    let newest = look.head().unwrap();
    is_locked(&place);
    assert_eq!((look.head().unwrap(), irish_status(&look).as_str()), (newest, "signatory"));
    drop(look);
    records(&place, RECORD);
}

#[test]
fn what_was_known_at_an_entry_stays_and_what_is_known_at_a_day_grows() {
    let place = Place::new();
    let newest = place.store().head().unwrap().seq;
    let mut at_entry = place.store();
    at_entry.look_back(Moment::Entry(newest)).unwrap();
    let mut before = place.store();
    before.look_back(Moment::Entry(newest - 1)).unwrap();
    let mut at_day = place.store();
    at_day.look_back(Moment::Day(TODAY.parse().unwrap())).unwrap();
    let all = |stores: [&mut Store; 3]| stores.map(|store| irish_status(&store.look().unwrap()));
    assert_eq!(all([&mut at_entry, &mut before, &mut at_day]), ["signatory"; 3]);
    records(&place, RECORD);
    assert_eq!(all([&mut at_entry, &mut before, &mut at_day]), ["signatory", "signatory", "contracting"]);
    records(
        &place,
        "ACCEDE_WAIT=0 accede retract @$(accede log --limit 1 --format csv | sed -n '2s/^@*\\([0-9]*\\),.*/\\1/p') --reason x",
    );
    assert_eq!(all([&mut at_entry, &mut before, &mut at_day]), ["signatory"; 3]);
}

#[test]
fn what_an_older_law_derived_is_derived_anew_whenever_others_have_recorded() {
    let place = Place::new();
    let connection = rusqlite::Connection::open(place.db()).unwrap();
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
    connection.execute_batch("UPDATE meta SET value = '0' WHERE key = 'derivation'").unwrap();
    drop(connection);
    let mut store = place.store();
    assert_eq!(irish_status(&store.look().unwrap()), "signatory");
    records(&place, RECORD);
    assert_eq!(irish_status(&store.look().unwrap()), "contracting");
    assert_eq!(irish_status(&store.look().unwrap()), "contracting");
}

#[test]
fn two_stores_of_one_process_keep_their_locks_apart() {
    let place = Place::new();
    let other = || {
        drop(Store::open(&place.db(), Access::Read).unwrap());
        drop(Store::open_as_is(&place.db(), Access::Read).unwrap());
        assert!(!Store::is_missing(&place.db()).unwrap());
    };
    let mut writer = Store::open(&place.db(), Access::Write).unwrap();
    writer.hold().unwrap();
    other();
    is_locked(&place);
    drop(writer);
    let mut reader = place.store();
    let look = reader.look().unwrap();
    other();
    is_locked(&place);
    drop(look);
    records(&place, RECORD);
}

/// A command whose output nobody takes yet.
fn unread(place: &Place, words: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_accede"))
        .args(words)
        .env("ACCEDE_DB", place.db())
        .env("ACCEDE_TODAY", TODAY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn nobody_waits_for_a_reader_who_does_not_read_on() {
    // More than a pipe holds each, so that none comes to its end.
    for words in [
        &["dump"][..],
        &["log", "--limit", "100000"],
        &["panel", "--all", "--step", "month", "--format", "csv"],
        &["events", "--all", "--format", "ndjson"],
        &["sql", "select * from log"],
        // Nor for what is still to come by standard input.
        &["import", "-"],
        &["import", "-", "--write"],
        &["names", "unknown", "-"],
        &["sql", "-"],
        &["treaty", "add", "-"],
    ] {
        let place = Place::new();
        let mut child = unread(&place, words);
        // Until it has begun; what it still does takes it no minute.
        std::thread::sleep(Duration::from_millis(300));
        let ran = place.run(&RECORD.replace("WAIT=0", "WAIT=60"));
        assert_eq!(ran.code, 0, "{words:?}: {ran:?}");
        assert!(child.try_wait().unwrap().is_none(), "{words:?} came to its end");
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

#[test]
fn a_dump_holds_what_was_recorded_when_it_began() {
    let place = Place::new();
    let store = Store::open_as_is(&place.db(), Access::Read).unwrap();
    let mut lines = 0;
    let mut recorded = false;
    let head = store
        .dump(|piece| {
            lines += std::str::from_utf8(piece).unwrap().lines().count();
            if !std::mem::replace(&mut recorded, true) {
                records(&place, RECORD);
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(
        (lines, place.store().head().unwrap().seq),
        (usize::try_from(head.seq).unwrap(), head.seq + 1)
    );
}

#[test]
fn the_database_is_no_input_by_whatever_name() {
    let place = Place::new();
    let before = fs::read(place.db()).unwrap();
    let made = "mkdir in && ln accede.db in/hard.csv && ln accede.db hard && ln -s ../accede.db in/soft.csv && accede dump > log";
    assert_eq!(place.run(made).code, 0);
    fs::write(place.path().join("in/acts.csv"), include_str!("read/good/accede.csv")).unwrap();
    // In a folder it is left out, and said.
    let ran = place.run("rm in/hard.csv && accede import in --format json");
    assert_eq!(
        ran.stdout.matches("it is the database itself, or a file of it: it is left out").count(),
        1,
        "{ran:?}"
    );
    for line in [
        "import accede.db",
        "import in/soft.csv",
        "import hard",
        "import in hard",
        "import - < accede.db",
        "import in --map in/soft.csv",
        "names unknown hard",
        "treaty add in/soft.csv",
        "treaty amend - < hard",
        "record declaration budapest IE --on 2026-11-20 --text-file hard",
    ] {
        let ran = place.run(&format!("accede {line}"));
        assert!(ran.code == 4 && ran.stderr.contains("it is the database itself"), "{line}: {ran:?}");
    }
    assert_eq!(fs::read(place.db()).unwrap(), before);
}

/// Every command, on a file with other names beside it and in a folder that is imported.
const EVERY: &str = "
accede
accede status budapest
accede status budapest --known-at @$(accede sql 'select max(seq) - 1 from log' --format csv | sed 1d)
accede pending budapest
accede participant Ireland
accede reservations budapest
accede territories budapest
accede between IE FR
accede through EU 'UN XVIII-16'
accede matrix budapest 'UN IV-4'
accede compare IE FR
accede durations budapest
accede curve budapest
accede panel budapest --format csv
accede panel budapest --output panel.csv
accede events budapest --format csv
accede spells budapest --format csv
accede explain budapest IE
accede missing 'second protocol'
accede next
accede departures
accede successions
accede changes --since 2026-01-01
accede claims --check
accede claims add --treaty budapest --on 2026-01-14 --claim party-count --value 81
accede check --treaty budapest
accede cite budapest
accede clause 'MF(3)' --from 2022-01-31
accede sql 'select * from party_count'
accede treaties
accede treaty show budapest
accede treaty show budapest --toml > own.toml
accede treaty add in/accede.db
accede treaty add own.toml
accede treaty amend own.toml --dry-run
accede treaty complete budapest --to 2026-11-01
accede participants
accede participant add X-NEW Newland --kind state
accede participant rename X-NEW 'New Land' --on 2020-01-01
accede participant predecessor X-NEW CL --how separated --on 2020-01-01
accede groups
accede group new G8 Eight
accede group add G8 IE --on 2020-01-01
accede group remove G8 IE --on 2021-01-01
accede weights
accede weight add TONNAGE IE 5
accede weight import TONNAGE in/weights.csv --write
accede weight import TONNAGE in/accede.db
accede record ratification budapest IE --on 2026-11-20 --dry-run
accede record ratification budapest IE --on 2026-11-20
accede record declaration budapest IE --on 2026-11-20 --text-file in/accede.db
accede correct $(accede log IE --limit 1 --format csv | sed -n 's/^\\(@[0-9]*\\),.*/\\1/p') --set note=x --reason x
accede retract $(accede log IE --limit 1 --format csv | sed -n 's/^\\(@[0-9]*\\),.*/\\1/p') --reason x
accede import in
accede import in --map hard.db
accede import ./in/../accede.db
accede import in --output in/acts.csv
accede import in - --write --partial < in/acts.csv
accede import undo @1 --reason x --dry-run
accede import --seed
accede update budapest
accede names of NR
accede names unknown in
accede names add Naoero NR --dry-run
accede conflicts
accede conflicts prefer x --dry-run
accede init new.db
accede log
accede verify
accede rebuild
accede backup copy.db
accede dump --output log.ndjson
accede load log.ndjson --db loaded.db
accede load hard.db
accede completions bash
accede man
";

/// What a line of a trace shows of a file that is the database, by whatever name.
fn is_of_the_database(call: &str, place: &Place) -> bool {
    ["accede.db", "in/accede.db", "hard.db"].iter().any(|name| {
        call.contains(&format!("<{}>", place.path().canonicalize().unwrap().join(name).display()))
    })
}

#[test]
fn no_command_opens_the_file_past_sqlite_or_holds_it_while_it_writes() {
    if !needs::program("strace") {
        return;
    }
    let place = Place::new();
    let at = |name: &str| place.path().join(name);
    fs::create_dir(at("in")).unwrap();
    fs::write(at("in/acts.csv"), include_str!("read/good/accede.csv")).unwrap();
    fs::write(at("in/weights.csv"), "participant,weight\nFR,5\n").unwrap();
    fs::hard_link(place.db(), at("hard.db")).unwrap();
    std::os::unix::fs::symlink("../accede.db", at("in/accede.db")).unwrap();
    fs::write(at("script"), EVERY).unwrap();
    let trace = "strace -f -y -s 60 -e trace=execve,openat,creat,fcntl,close,write,writev -o trace";
    let ran = place.run(&format!("{trace} sh script > /dev/null"));
    assert!(ran.stderr.matches("it is the database itself").count() >= 4, "{}", ran.stderr);
    assert!(!ran.stderr.contains("see accede --help"), "{}", ran.stderr);

    let named: BTreeSet<String> = every_command(&place).into_iter().map(|command| command.0).collect();
    let missing: Vec<&String> = named
        .iter()
        .filter(|command| !EVERY.lines().any(|line| line.starts_with(&format!("accede {command}"))))
        .collect();
    assert!(missing.is_empty(), "not in the list of this test: {missing:?}");

    let (mut wrong, mut opened, mut written) = (Vec::new(), 0, 0);
    let (mut command, mut holds) = (String::new(), false);
    for line in fs::read_to_string(at("trace")).unwrap().lines() {
        let call = line.split_once(' ').map_or("", |(_, call)| call.trim_start());
        if call.starts_with("execve(") {
            (command, holds) = (call.to_owned(), false);
        } else if call.starts_with("write") && (call.contains("(1</dev/null>") || call.contains("(1<char")) {
            written += 1;
            if holds {
                wrong.push(format!("{command} holds the file while it writes: {call}"));
            }
        } else if !is_of_the_database(call, &place) {
        } else if call.starts_with("openat(") {
            opened += 1;
            // As SQLite opens it, and nothing of the standard library.
            if !call.contains("O_NOFOLLOW") {
                wrong.push(format!("{command} opens it itself: {call}"));
            }
        } else if call.starts_with("fcntl(") && call.contains("l_len=510") {
            holds = call.contains("F_RDLCK") || call.contains("F_WRLCK");
        } else if call.starts_with("fcntl(") && call.contains("l_start=0, l_len=0")
            || call.starts_with("close(")
        {
            holds = false;
        }
    }
    assert!(opened > 60 && written > 30, "{opened} {written}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
