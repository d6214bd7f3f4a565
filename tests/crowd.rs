//! Many processes at one file: writers wait for each other, readers never meet half of anything, nothing is lost.

mod support;

use std::collections::BTreeSet;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use accede::model::Body;
use accede::store::Head;
use support::{Place, TODAY};

const WRITERS: usize = 8;
const READERS: usize = 8;
const RECORDS: usize = 200;

/// Treaties to which nearly every State may accede, one for each writer.
const TREATIES: [&str; WRITERS] = [
    "UN IV-4",
    "UN X-10",
    "UN XVIII-10",
    "UN XXIII-1",
    "UN XXVI-4",
    "UN XXVI-5",
    "UN XVIII-12",
    "UN XXVII-8-a",
];

/// A command with the waiting time that users have.
fn accede(place: &Place, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_accede"))
        .args(words)
        .current_dir(place.path())
        .env("ACCEDE_DB", place.db())
        .env("ACCEDE_TODAY", TODAY)
        .env_remove("ACCEDE_WAIT")
        .env_remove("ACCEDE_BY")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn eight_writers_and_eight_readers_meet_no_error_and_lose_nothing() {
    let place = Place::new();
    let first = place.store().head().unwrap().seq;
    let done = AtomicBool::new(false);
    let answers = AtomicUsize::new(0);
    let acknowledged: Vec<(String, String, i64)> = thread::scope(|scope| {
        for reader in 0..READERS {
            let (place, done, answers) = (&place, &done, &answers);
            scope.spawn(move || {
                let mut newest = first;
                while !done.load(Ordering::Relaxed) {
                    let words: &[&str] = match reader % 4 {
                        0 => &["status", TREATIES[reader], "--format", "json"],
                        1 => &["participant", "IE", "--format", "json"],
                        2 => &["pending", TREATIES[reader], "--group", "EU", "--format", "json"],
                        _ => &["log", "--limit", "1", "--format", "json"],
                    };
                    let answer: serde_json::Value =
                        serde_json::from_str(&said(&accede(place, words))).unwrap();
                    if let Some(seq) = answer["head"]["seq"].as_i64() {
                        assert!(newest <= seq, "the log grew shorter");
                        newest = seq;
                    }
                    answers.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let writers: Vec<_> = TREATIES.iter().map(|treaty| scope.spawn(|| write(&place, treaty))).collect();
        let written = writers.into_iter().map(|writer| writer.join());
        let written: Vec<_> = written.collect();
        done.store(true, Ordering::Relaxed);
        written.into_iter().flat_map(Result::unwrap).collect()
    });
    assert_eq!(acknowledged.len(), WRITERS * RECORDS);
    assert!(answers.load(Ordering::Relaxed) >= READERS, "the readers read nothing");

    let entries: BTreeSet<i64> = acknowledged.iter().map(|(_, _, entry)| *entry).collect();
    assert_eq!(entries.len(), WRITERS * RECORDS, "an entry was given twice");
    // Every entry that was acknowledged is there, says what was recorded, and there is no other: the chain is checked on
    // the way.
    let store = place.store();
    let history = store.history().unwrap();
    let new: BTreeSet<i64> = history.keys().copied().filter(|seq| *seq > first).collect();
    assert_eq!(new, entries);
    for (treaty, participant, entry) in &acknowledged {
        let Body::Act(act) = &history[entry].body else {
            panic!("@{entry} is no act");
        };
        assert_eq!((&act.treaty, act.participant.as_ref()), (treaty, Some(participant)), "@{entry}");
    }
    let Head { seq, .. } = store.head().unwrap();
    assert_eq!(seq, first + i64::try_from(WRITERS * RECORDS).unwrap());
    drop(store);
    //V let verified = said(&accede(&place, &["verify"]));
    //V assert!(verified.contains(&format!("@{seq}")), "{verified}");
}

/// Records accessions by one State after another; the entries as they were acknowledged.
fn write(place: &Place, treaty: &str) -> Vec<(String, String, i64)> {
    let eligible = place.store().eligible(treaty, TODAY.parse().unwrap()).unwrap();
    let mut acknowledged = Vec::new();
    for participant in eligible.into_iter().take(RECORDS) {
        let words = ["record", "accession", treaty, &participant, "--on", "2026-11-20", "--format", "json"];
        let receipt: serde_json::Value = serde_json::from_str(&said(&accede(place, &words))).unwrap();
        let entry = receipt["entry"].as_str().unwrap().trim_start_matches('@').parse().unwrap();
        acknowledged.push((treaty.to_owned(), participant, entry));
    }
    acknowledged
}
