//! The derived tables say which entry of the log they reflect, and by which law: whoever reads them compares that with the log.

use crate::support::damage::{chain_anew, damage};
use crate::support::{Place, dump_derived};
use rusqlite::Connection;

const RATIFICATION: &str = r#"{"act":"ratification","confidence":"verified","date":"2026-11-20","kind":"act","participant":"IE","sources":[],"treaty":"CETS 185","v":1}"#;

/// Adds an entry as another program does that knows the chain: the railings let it.
fn append(place: &Place) {
    let connection = Connection::open(place.db()).unwrap();
    let sql = "INSERT INTO log SELECT seq + 1, recorded_at, 'registry', 'act', ?1, NULL, hash FROM log ORDER BY seq DESC LIMIT 1";
    connection.execute(sql, [RATIFICATION]).unwrap();
    drop(connection);
    damage(&place.db(), chain_anew);
}

fn meta(place: &Place) -> Vec<String> {
    place.query("accede.db", "SELECT key || '=' || value FROM meta ORDER BY key")
}

fn head(place: &Place) -> String {
    place.query("accede.db", "SELECT 'head=' || max(seq) || ':' || hash FROM log").remove(0)
}

const IRELAND: &str = "accede status budapest --only contracting --format csv";

#[test]
fn an_entry_that_another_program_added_counts() {
    let place = Place::new();
    assert!(!place.run(IRELAND).stdout.contains("Ireland"));
    append(&place);
    let bytes = std::fs::read(place.db()).unwrap();
    let derived_anew = "accede: accede.db: another program wrote in its log, and its tables are derived anew for this answer; accede rebuild writes them\n";
    for question in [IRELAND, "accede sql \"SELECT name FROM status_today WHERE status = 'contracting'\""] {
        let ran = place.run(question);
        assert!(ran.stdout.contains("Ireland"), "{ran:?}");
        assert_eq!((ran.code, ran.stderr.as_str()), (0, derived_anew));
    }
    assert_eq!(std::fs::read(place.db()).unwrap(), bytes, "a reader leaves the file alone");
    let ran = place.run("accede verify");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.stdout.contains("meta 'head'") && ran.stdout.contains("accede rebuild restores it"),
        "{ran:?}"
    );
    // The law is asked of what the log says.
    let ran = place.run("accede record ratification budapest IE --on 2026-11-20");
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(meta(&place)[1], head(&place), "a writer derives anew first");
    assert_eq!(place.run("accede verify").code, 0);
    assert_eq!(place.run(IRELAND).stderr, "");
}

#[test]
fn an_entry_that_breaks_the_chain_is_told_to_readers_and_stops_writers() {
    let place = Place::new();
    append(&place);
    damage(&place.db(), |connection| {
        connection
            .execute(
                "UPDATE log SET hash = replace(hash, '0', '1') WHERE seq = (SELECT max(seq) FROM log)",
                [],
            )
            .unwrap();
    });
    let ran = place.run(IRELAND);
    assert_eq!((ran.code, ran.stderr.lines().count()), (0, 1), "{ran:?}");
    assert!(
        ran.stderr.contains("do not follow from its log") && ran.stderr.contains("is broken at @5066"),
        "{ran:?}"
    );
    for line in ["accede record ratification budapest IE --on 2026-11-20", "accede rebuild", "accede verify"]
    {
        assert_eq!(place.run(line).code, 5, "{line}");
    }
}

#[test]
fn whatever_records_moves_the_head_with_it() {
    let place = Place::new();
    for line in [
        "record ratification budapest IE --on 2026-11-20 --source 'a letter'",
        "group new ALPS Alps",
        "correct @4424 --on 2002-02-27 --reason x",
        "retract @5067 --reason x",
        "import --seed --write",
        "treaty show budapest --toml --output b.toml && accede treaty complete budapest --to 2026-11-01",
    ] {
        let ran = place.run(&format!("accede {line}"));
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        assert_eq!(meta(&place)[1], head(&place), "{line}");
    }
    let recorded = dump_derived(&place.db());
    assert_eq!(place.run("accede rebuild").code, 0);
    assert_eq!(dump_derived(&place.db()), recorded);
    let before = std::fs::read(place.db()).unwrap();
    assert_eq!(place.run("accede group new MORE More --dry-run").code, 0);
    assert_eq!(std::fs::read(place.db()).unwrap(), before);
}

#[test]
fn what_a_newer_law_derived_is_refused_until_it_is_made_anew() {
    let place = Place::new();
    let whole = dump_derived(&place.db());
    damage(&place.db(), |connection| {
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'derivation'", []).unwrap();
    });
    let bytes = std::fs::read(place.db()).unwrap();
    for line in [
        "status budapest",
        "sql 'SELECT 1'",
        "record ratification budapest IE --on 2026-11-20",
        "group new ALPS Alps --dry-run",
    ] {
        let ran = place.run(&format!("accede {line}"));
        assert_eq!((ran.code, ran.stdout.as_str()), (4, ""), "{line}: {ran:?}");
        assert!(
            ran.stderr.contains("a newer accede made the derived tables (derivation 99"),
            "{line}: {ran:?}"
        );
        assert!(ran.stderr.contains("install a newer accede, or let accede rebuild"), "{line}: {ran:?}");
    }
    assert_eq!(std::fs::read(place.db()).unwrap(), bytes);
    let ran = place.run("accede verify");
    assert!(ran.code == 1 && ran.stdout.contains("a newer accede made"), "{ran:?}");
    assert_eq!(place.run("accede rebuild").code, 0);
    assert_eq!(dump_derived(&place.db()), whole);
}

/// What `meta` was in the version before: its text is another, and it has no head.
#[test]
fn a_file_of_the_version_before_says_who_made_it() {
    let place = Place::new();
    let whole = dump_derived(&place.db());
    damage(&place.db(), |connection| {
        connection
            .execute_batch(
                "DROP TABLE meta;
                 CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
                 INSERT INTO meta VALUES ('derivation', '10')",
            )
            .unwrap();
    });
    let ran = place.run("accede status budapest");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let ran = place.run("accede verify --format csv");
    assert!(
        ran.code == 1 && ran.stdout.contains("an older accede made the derived tables (derivation 10"),
        "{ran:?}"
    );
    assert_eq!(place.run("accede group new EU Again").code, 3);
    assert_eq!(dump_derived(&place.db()), whole);
    assert_eq!(place.run("accede verify").code, 0);
}

/// A file of the version before, and one whose head is not that of its log, answer as they are derived anew.
#[test]
fn a_file_without_its_head_is_derived_anew() {
    let place = Place::new();
    let (whole, answer) =
        (dump_derived(&place.db()), place.run("accede status budapest --format json").stdout);
    for (change, is_told) in [
        ("DELETE FROM meta WHERE key = 'head'; UPDATE meta SET value = '10'", false),
        ("UPDATE meta SET value = '1' WHERE key = 'derivation'", false),
        ("UPDATE meta SET value = 'many' WHERE key = 'derivation'", false),
        ("DELETE FROM meta", false),
        ("DELETE FROM meta WHERE key = 'head'", true),
        ("UPDATE meta SET value = '1' || value WHERE key = 'head'", true),
        ("UPDATE meta SET value = replace(value, '0', '1') WHERE key = 'head'", true),
    ] {
        damage(&place.db(), |connection| {
            connection.execute_batch(change).unwrap();
            connection.execute_batch("DELETE FROM spell").unwrap();
        });
        let ran = place.run("accede status budapest --format json");
        assert_eq!((ran.code, &ran.stdout, !ran.stderr.is_empty()), (0, &answer, is_told), "{change}");
        assert_eq!(place.run("accede verify").code, 1, "{change}");
        let ran = place.run("accede group new EU Again");
        assert_eq!(ran.code, 3, "{change}: {ran:?}");
        assert_eq!(dump_derived(&place.db()), whole, "{change}");
    }
}

#[test]
fn a_railing_that_is_down_is_told_to_readers_and_stops_writers() {
    for railing in ["log_in_order", "log_no_update", "act_no_update", "meta_no_insert"] {
        let place = Place::new();
        let connection = Connection::open(place.db()).unwrap();
        connection.execute_batch(&format!("DROP TRIGGER {railing}")).unwrap();
        drop(connection);
        let told = format!(
            "accede: accede.db: '{railing}' is missing, so that another program may have written in it; accede verify says what it changed, accede rebuild mends it\n"
        );
        let bytes = std::fs::read(place.db()).unwrap();
        for (line, code) in [
            ("status budapest --only signatory", 0),
            ("group new ALPS Alps --dry-run", 0),
            ("record ratification budapest IE --on 2026-11-20", 4),
            ("import --seed --write", 4),
        ] {
            let ran = place.run(&format!("accede {line}"));
            assert_eq!((ran.code, &ran.stderr), (code, &told), "{railing}: {line}");
        }
        assert_eq!(std::fs::read(place.db()).unwrap(), bytes, "{railing}");
        assert_eq!(place.run("accede rebuild").code, 0);
        let ran = place.run("accede record ratification budapest IE --on 2026-11-20");
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{railing}");
    }
}
