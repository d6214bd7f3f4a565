//! Recording acts in an opened file, in turns with a bare durable insert of one row in a file beside it: one act, with
//! the law asked and everything derived, may take at most 1.5 times as long, measured in one run.
//!
//! `cargo bench --bench record`

use std::path::PathBuf;
use std::time::{Duration, Instant};

use accede::model::{ActBody, ActKind, Date};
use accede::read::seed;
use accede::recording::act;
use accede::store::{Access, Draft, Recording, Store};

const LIMIT: f64 = 1.5;

/// Which acts are recorded, one by every State that may: after those that stand before them.
const ACTS: [(&str, ActKind, &str); 7] = [
    ("UN XVIII-16", ActKind::Signature, "2026-11-16"),
    ("UN XVIII-16", ActKind::Ratification, "2026-11-17"),
    ("CETS 185", ActKind::Invitation, "2026-11-16"),
    ("CETS 185", ActKind::Accession, "2026-11-17"),
    ("CETS 189", ActKind::Accession, "2026-11-18"),
    ("CETS 189", ActKind::Denunciation, "2026-11-19"),
    ("CETS 185", ActKind::Denunciation, "2026-11-20"),
];

fn main() {
    let on_disk =
        std::env::var_os("ACCEDE_BENCH_FOLDER").map_or(env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from);
    let folder = tempfile::tempdir_in(on_disk).expect("a folder on the disk");
    let db = folder.path().join("accede.db");
    Store::create(&db, &seed::facts(), seed::COMPILED_BY, seed::COMPILED_AT).expect("a seeded file");
    let mut store = Store::open(&db, Access::Write).expect("the seeded file");
    let bare = rusqlite::Connection::open(folder.path().join("bare.db")).expect("a file beside it");
    bare.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;
         CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT) STRICT",
    )
    .expect("a table of one column");
    let body = "x".repeat(300);
    let insert = || {
        let start = Instant::now();
        let insert = bare.prepare_cached("INSERT INTO t (body) VALUES (?1)");
        insert.and_then(|mut insert| insert.execute([&body])).expect("one row more");
        start.elapsed()
    };

    let participants = store.participants().expect("participants");
    let states =
        participants.into_iter().filter(|person| person.kind == "state" && person.exists_until.is_none());
    let codes: Vec<String> = states.map(|state| state.code).collect();
    let mut above = false;
    println!("| treaty | act | recorded | one act | bare insert | ratio |\n|---|---|---|---|---|---|");
    for (treaty, kind, day) in ACTS {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for code in &codes {
            let draft = draft(treaty, kind, day, code);
            let start = Instant::now();
            // What the law refuses is not timed.
            if act::write(&mut store, draft).is_ok() {
                ours.push(start.elapsed());
                theirs.push(insert());
            }
        }
        let (one, other) = (median(ours.clone()), median(theirs));
        let ratio = one.as_secs_f64() / other.as_secs_f64();
        println!(
            "| {treaty} | {kind} | {} | {} µs | {} µs | {ratio:.2} |",
            ours.len(),
            one.as_micros(),
            other.as_micros()
        );
        above |= ratio > LIMIT;
    }
    println!("\nlimit {LIMIT}");
    if above {
        std::process::exit(1);
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    assert!(!times.is_empty(), "the law refuses all of these acts");
    times.sort_unstable();
    times[times.len() / 2]
}

fn draft(treaty: &str, kind: ActKind, day_of: &str, participant: &str) -> Draft {
    let day = |text: &str| -> Date { text.parse().expect("a day") };
    Draft {
        act: ActBody::of(treaty, Some(participant), kind, Some(day(day_of))),
        recording: Recording {
            by: "bench".to_owned(),
            at: "2026-12-01T00:00:00Z".to_owned(),
            reason: None,
            source: None,
        },
        today: day("2026-12-01"),
        force: false,
    }
}
