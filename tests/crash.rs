//! A writer that is killed at any moment: the file opens, verifies, and holds all of what was being written or nothing;
//! what was acknowledged is there.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Place, TODAY, soak};
use accede::read::seed;
use accede::store::{Access, Head, Store};

/// Random numbers, the same in every run; the moments that they give are not.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }
}

fn start(db: &Path, words: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_accede"))
        .args(words)
        .env("ACCEDE_DB", db)
        .env("ACCEDE_TODAY", TODAY)
        .env("TMPDIR", db.parent().unwrap())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// How long a command takes that nobody kills.
fn duration(db: &Path, words: &[&str]) -> Duration {
    let begun = Instant::now();
    let output = start(db, words).wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    begun.elapsed()
}

/// Kills the command after `wait`; the head that it acknowledged, if it came so far.
fn killed(db: &Path, words: &[&str], wait: Duration) -> Option<Head> {
    let mut child = start(db, words);
    thread::sleep(wait);
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let head = said.split("Head: @").nth(1).filter(|_| said.ends_with('\n'))?;
    let (seq, hash) = head.split_once(char::is_whitespace)?;
    Some(Head { seq: seq.parse().unwrap(), hash: hash.split_whitespace().collect() })
}

/// The newest entry, after the whole file was checked, and that what was acknowledged is still in it.
fn verified(db: &Path, acknowledged: &[Head]) -> i64 {
    let verified = Store::open(db, Access::Read).unwrap().verify(acknowledged).unwrap();
    assert!(verified.is_sound(), "{verified:?}");
    verified.head.seq
}

/// The rounds after which nothing of the write was there, and all of it; neither must be missing, or the moments were not
/// spread over the writing.
fn counted(nothing: usize, all: usize) {
    assert!(nothing > 0 && all > 0, "nothing {nothing} times, all {all} times");
    println!("nothing was written {nothing} times, everything {all} times");
}

/// Whether another round is wanted: so many, and some more while a machine that has become busy has shown one end only.
fn goes_on(rounds: usize, nothing: usize, all: usize) -> bool {
    let done = nothing + all;
    done < rounds || ((nothing == 0 || all == 0) && done < rounds + 50)
}

/// The longest wait before a kill: a quarter more than the command took, and more the longer none has come to its end.
fn longest(usual: Duration, nothing: usize, all: usize) -> u64 {
    let busy = if all == 0 { 1 + nothing as u64 / 5 } else { 1 };
    u64::try_from(usual.as_micros()).unwrap() * 5 / 4 * busy
}

#[test]
fn a_record_killed_at_any_moment_is_there_or_not() {
    let place = Place::new();
    let states = place.store().eligible("UN IV-4", TODAY.parse().unwrap()).unwrap();
    let rounds = soak(24, 120);
    let mut random = Random(0x2001_1123);
    let spare = place.path().join("spare.db");
    fs::copy(place.db(), &spare).unwrap();
    let words = |state: &str| -> Vec<String> {
        ["record", "accession", "UN IV-4", state, "--on", "2026-11-20"].map(str::to_owned).to_vec()
    };
    let usual = duration(&spare, &words("IE").iter().map(String::as_str).collect::<Vec<_>>());
    let mut acknowledged: Vec<Head> = Vec::new();
    let (mut nothing, mut all) = (0, 0);
    let mut newest = place.store().head().unwrap().seq;
    let mut waiting: Vec<&String> = states.iter().take(rounds).collect();
    waiting.reverse();
    for _ in 0..rounds {
        let state = waiting.last().unwrap();
        let words = words(state);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let most = longest(usual, nothing, all);
        let head = killed(&place.db(), &words, Duration::from_micros(random.below(most)));
        acknowledged.extend(head.clone());
        // The whole file is checked at the end; here the chain, on the way to the newest entry.
        let store = place.store();
        let now = store.verify_record().unwrap().seq;
        assert!(now == newest || now == newest + 1, "{newest} entries became {now}");
        assert!(head.is_none_or(|head| head.seq == now), "what was acknowledged is not there");
        if now > newest {
            all += 1;
            waiting.pop();
        } else {
            nothing += 1;
        }
        newest = now;
    }
    assert_eq!(verified(&place.db(), &acknowledged), newest);
    counted(nothing, all);
}

#[test]
fn a_batch_of_thousands_killed_at_any_moment_is_there_or_not() {
    let place = Place::empty();
    let bare = place.path().join("bare.db");
    Store::create(&bare, &seed::bare_facts(), seed::COMPILED_BY, seed::COMPILED_AT).unwrap();
    let before = Store::open(&bare, Access::Read).unwrap().head().unwrap().seq;
    let words = ["import", "--seed", "--write"];
    let whole = place.path().join("whole.db");
    fs::copy(&bare, &whole).unwrap();
    let usual = duration(&whole, &words);
    let after = Store::open(&whole, Access::Read).unwrap().head().unwrap().seq;
    assert!(after - before > 1_000, "{}", after - before);

    let mut random = Random(0x2004_0701);
    let (mut nothing, mut all) = (0, 0);
    while goes_on(soak(10, 50), nothing, all) {
        fs::copy(&bare, place.db()).unwrap();
        let most = longest(usual, nothing, all);
        let head = killed(&place.db(), &words, Duration::from_micros(random.below(most)));
        let newest = place.store().verify_record().unwrap().seq;
        assert!(newest == before || newest == after, "{newest} of {before} or {after} entries");
        assert!(head.is_none_or(|head| head.seq == newest), "what was acknowledged is not there");
        if newest == after {
            all += 1;
        } else {
            nothing += 1;
        }
    }
    verified(&place.db(), &[]);
    counted(nothing, all);
}

#[test]
fn a_file_made_of_thousands_of_entries_killed_at_any_moment_is_there_or_not() {
    let place = Place::new();
    let log = place.path().join("log.ndjson");
    let dump = ["dump", "--output", log.to_str().unwrap()];
    assert!(start(&place.db(), &dump).wait_with_output().unwrap().status.success());
    let words = ["load", log.to_str().unwrap()];
    let new = place.path().join("new.db");
    let usual = duration(&new, &words);
    let after = verified(&new, &[]);
    assert!(after > 2_000, "{after}");

    let mut random = Random(0x2026_1124);
    let (mut nothing, mut all) = (0, 0);
    while goes_on(soak(8, 30), nothing, all) {
        fs::remove_file(&new).or_else(|_| fs::metadata(place.path()).map(drop)).unwrap();
        let most = longest(usual, nothing, all);
        let head = killed(&new, &words, Duration::from_micros(random.below(most)));
        if new.exists() {
            assert_eq!(Store::open(&new, Access::Read).unwrap().verify_record().unwrap().seq, after);
            all += 1;
        } else {
            assert_eq!(head, None, "what was acknowledged is not there");
            nothing += 1;
        }
    }
    counted(nothing, all);
}
