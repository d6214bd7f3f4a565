//! Checking RECORD: the chain and the form of a million entries, beside the bare SHA-256 over the same bytes read from
//! the same file, in turns in one run. At most 5 times as long.
//!
//! `cargo bench --bench verify`; a file named by `ACCEDE_BENCH_DB` is used, and made where it is missing.

mod million;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use accede::store::{Access, Store};
use million::{ENTRIES, with_a_million_entries};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

const ROUNDS: usize = 5;
const LIMIT: f64 = 5.0;

fn main() {
    let mut ratios = Vec::new();
    println!("| bare SHA-256 | record checked | ratio |\n|---|---|---|");
    with_a_million_entries(|db| {
        // The first turn only warms the cache of the system.
        for turn in 0..=ROUNDS {
            let (bare, checked) = (bare(db), checked(db));
            if turn > 0 {
                let ratio = checked.as_secs_f64() / bare.as_secs_f64();
                println!("| {:.2} s | {:.2} s | {ratio:.2} |", bare.as_secs_f64(), checked.as_secs_f64());
                ratios.push(ratio);
            }
        }
    });
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
