//! A trial run (`--dry-run`) of what records: it says what would follow, and nothing is written.

use std::fs;

use accede::model::{ActBody, ActKind};
use accede::recording::act;
use accede::store::{Access, Draft, Recording, Store};

use crate::support::{Place, TODAY, needs};

const LINE: &str = "accede record ratification budapest IE --on 2026-11-20 --dry-run";

#[test]
fn it_says_what_would_follow_and_writes_nothing() {
    let place = Place::new();
    let before = fs::read(place.db()).unwrap();
    let ran = place.run(LINE);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("signatory → contracting"), "{ran:?}");
    assert!(ran.stdout.contains("2027-03-01") && ran.stdout.contains("art. 36(4)"), "{ran:?}");
    assert_eq!(fs::read(place.db()).unwrap(), before);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn it_takes_no_copy_and_makes_no_journal() {
    if !needs::program("strace") {
        return;
    }
    let place = Place::new();
    let pages = usize::try_from(fs::metadata(place.db()).unwrap().len()).unwrap() / 4096;
    for line in [
        LINE,
        "accede group new DESK Desk --dry-run",
        "accede participant rename CZ Bohemia --on 2026-11-20 --dry-run",
    ] {
        let ran = place.run(&format!("strace -f -y -e trace=openat,pread64,pwrite64 -o trace {line}"));
        assert_eq!(ran.code, 0, "{ran:?}");
        let trace = fs::read_to_string(place.path().join("trace")).unwrap();
        let calls = |call: &str| {
            trace.lines().filter(|line| line.contains(call) && line.contains("accede.db")).count()
        };
        assert!(!trace.contains("accede.db-"), "{line}: {trace}");
        assert_eq!(calls("pwrite64("), 0, "{line}");
        assert!(
            (1..pages / 2).contains(&calls("pread64(")),
            "{line}: {} of {pages} pages",
            calls("pread64(")
        );
    }
}

#[test]
fn it_says_the_same_whatever_may_be_written() {
    let place = Place::new();
    let said = place.run(LINE).stdout;
    assert!(said.contains("contracting"), "{said}");
    let alike = |line: &str| {
        let ran = place.run(line);
        assert_eq!((ran.code, &ran.stdout), (0, &said), "{ran:?}");
    };
    let mode = |wanted: &str| {
        let connection = rusqlite::Connection::open(place.db()).unwrap();
        let sql = format!("PRAGMA journal_mode {wanted}");
        connection.query_row(&sql, [], |row| row.get::<_, String>(0)).unwrap()
    };
    mode("= WAL");
    alike(LINE);
    assert_eq!(mode(""), "wal");
    mode("= DELETE");

    if needs::plain_user() {
        assert_eq!(place.run("chmod 755 .; chmod 444 accede.db").code, 0);
        alike(&format!("as_user {LINE}"));
        assert_eq!(place.run("chmod 644 accede.db").code, 0);
    }

    let connection = rusqlite::Connection::open(place.db()).unwrap();
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
    connection.execute_batch("UPDATE meta SET value = '0' WHERE key = 'derivation'").unwrap();
    drop(connection);
    let before = fs::read(place.db()).unwrap();
    alike(LINE);
    assert_eq!(fs::read(place.db()).unwrap(), before, "an older law made it");
}

/// What is tried is taken back where anything would keep it, also by whoever uses the library.
#[test]
fn what_is_tried_is_seen_and_never_kept() {
    let place = Place::new();
    let newest = place.store().head().unwrap().seq;
    let mut store = Store::open(&place.db(), Access::Read).unwrap();
    store.try_out().unwrap();
    let day = Some("2026-11-20".parse().unwrap());
    let recording =
        Recording { by: "desk".to_owned(), at: format!("{TODAY}T00:00:00Z"), reason: None, source: None };
    let draft = Draft {
        act: ActBody::of("CETS 185", Some("IE"), ActKind::Ratification, day),
        recording,
        today: TODAY.parse().unwrap(),
        force: false,
    };
    act::write(&mut store, draft).unwrap();
    assert_eq!(store.head().unwrap().seq, newest + 1);
    assert_eq!(place.run("ACCEDE_WAIT=0 accede group new DESK Desk").code, 4, "others wait");
    // A look that ends would keep what was written.
    drop(store.look().unwrap());
    assert_eq!(store.head().unwrap().seq, newest);
    assert_eq!(place.store().head().unwrap().seq, newest);
    assert_eq!(place.run("ACCEDE_WAIT=0 accede group new DESK Desk").code, 0);
}
