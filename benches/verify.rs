//! Checking RECORD: the chain and the form of a million entries, beside the bare SHA-256 over the same bytes read from
//! the same file, in turns in one run. At most 5 times as long.
//!
//! `cargo bench --bench verify`; a file named by `ACCEDE_BENCH_DB` is used, and made where it is missing.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use accede::model::{ActBody, ActKind, Body, Confidence, Date, Fact, Sources, TreatyBody};
use accede::read::seed;
use accede::store::{Access, Store};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

const ENTRIES: usize = 1_000_000;
const TREATIES: usize = 2_000;
const ROUNDS: usize = 5;
const LIMIT: f64 = 5.0;

fn main() {
    let folder = std::env::temp_dir().join(format!("accede-bench-{}", std::process::id()));
    let kept = std::env::var_os("ACCEDE_BENCH_DB").map(PathBuf::from);
    let db = kept.clone().unwrap_or_else(|| folder.join("accede.db"));
    if !db.exists() {
        std::fs::create_dir_all(&folder).expect("a folder for the file");
        let start = Instant::now();
        Store::create(&db, &facts(), seed::COMPILED_BY, seed::COMPILED_AT)
            .expect("a file of a million entries");
        println!("made a file of {ENTRIES} entries in {:.0?}", start.elapsed());
    }
    let mut ratios = Vec::new();
    println!("| bare SHA-256 | record checked | ratio |\n|---|---|---|");
    // The first turn only warms the cache of the system.
    for turn in 0..=ROUNDS {
        let (bare, checked) = (bare(&db), checked(&db));
        if turn > 0 {
            let ratio = checked.as_secs_f64() / bare.as_secs_f64();
            println!("| {:.2} s | {:.2} s | {ratio:.2} |", bare.as_secs_f64(), checked.as_secs_f64());
            ratios.push(ratio);
        }
    }
    if kept.is_none() {
        std::fs::remove_dir_all(&folder).expect("the folder goes again");
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ROUNDS / 2];
    println!("\nmedian ratio {median:.2}, limit {LIMIT}");
    if median > LIMIT {
        std::process::exit(1);
    }
}

fn bare(db: &Path) -> Duration {
    let start = Instant::now();
    let connection = Connection::open_with_flags(db, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a file");
    let mut statement = connection
        .prepare("SELECT seq, recorded_at, recorded_by, kind, body, reason, hash FROM log ORDER BY seq")
        .expect("a log");
    let mut rows = statement.query([]).expect("rows");
    let mut hash = Sha256::new();
    let mut count = 0;
    while let Some(row) = rows.next().expect("a row") {
        hash.update(row.get::<_, i64>(0).expect("a number").to_be_bytes());
        for column in 1..7 {
            let value = row.get_ref(column).expect("a value");
            hash.update(value.as_bytes_or_null().expect("a text").unwrap_or_default());
        }
        count += 1;
    }
    black_box(hash.finalize());
    assert!(count >= ENTRIES);
    start.elapsed()
}

fn checked(db: &Path) -> Duration {
    let start = Instant::now();
    let head =
        Store::open_as_is(db, Access::Read).and_then(|store| store.verify_record()).expect("a sound record");
    assert!(head.seq >= i64::try_from(ENTRIES).expect("a million"));
    start.elapsed()
}

/// The seed, and acts of its States under treaties that are made up.
fn facts() -> Vec<Fact> {
    let mut facts = seed::facts();
    let states: Vec<String> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Body::Participant(body) if body.code.len() == 2 => Some(body.code.clone()),
            _ => None,
        })
        .collect();
    let sources = Sources(vec!["MTDSG-XVIII16".to_owned()]);
    let opened_on: Date = "1990-01-01".parse().expect("a day");
    for number in 0..TREATIES {
        facts.push(
            Body::Treaty(TreatyBody {
                code: format!("BENCH {number}"),
                title: format!("Convention made up for a measurement, number {number}"),
                short_title: format!("Bench Convention {number}"),
                treaty_kind: "convention".to_owned(),
                parent: None,
                depositary: "nobody".to_owned(),
                adopted_on: None,
                opened_on,
                opened_at: None,
                signature_closes_on: None,
                in_force_on: Some(opened_on),
                complete_to: None,
                note: None,
                sources: sources.clone(),
                confidence: Confidence::Unverified,
            })
            .into(),
        );
    }
    for act in 0..ENTRIES - facts.len() {
        // Treaty by treaty in turn, so that neighbours in the log are not neighbours in an index.
        let (round, number) = (act / TREATIES, act % TREATIES);
        let kinds = [ActKind::Signature, ActKind::Ratification, ActKind::Denunciation];
        let after = i64::try_from(round * 20 + number % 19).expect("a few thousand days");
        facts.push(
            Body::Act(ActBody {
                treaty: format!("BENCH {number}"),
                participant: Some(states[(round * 7 + number) % states.len()].clone()),
                act: kinds[round / states.len() % kinds.len()],
                date: opened_on.plus_days(after),
                earliest: None,
                latest: None,
                notified_on: None,
                effective_on: None,
                territory: None,
                scope: None,
                note: (act % 5 == 0).then(|| "as the depositary's table has it".to_owned()),
                forced: None,
                sources: sources.clone(),
                confidence: Confidence::Consistent,
            })
            .into(),
        );
    }
    facts
}
