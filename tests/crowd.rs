//! Many processes at one file: writers wait for each other, readers never meet half of anything, nothing is lost.

use std::collections::BTreeSet;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::support::{Place, TODAY, soak};
use accede::model::Body;

const WRITERS: usize = 8;
const READERS: usize = 8;

/// Treaties to which nearly every State may accede.
const TREATIES: [&str; 9] = [
    "UN IV-4",
    "UN X-10",
    "UN XVIII-10",
    "UN XVIII-14",
    "UN XXIII-1",
    "UN XVIII-12",
    "UN XVIII-16",
    "UN XXVII-7-d",
    "UN XXVII-8-a",
];

/// A command with the waiting time that users have, which is to succeed and to say nothing on standard error.
fn said(place: &Place, words: &[&str]) -> String {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_accede"))
        .args(words)
        .current_dir(place.path())
        .env("ACCEDE_DB", place.db())
        .env("ACCEDE_TODAY", TODAY)
        .env_remove("ACCEDE_WAIT")
        .env_remove("ACCEDE_BY")
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{words:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(place: &Place, words: &[&str]) -> serde_json::Value {
    serde_json::from_str(&said(place, words)).unwrap()
}

/// Accessions that the law allows whatever the order in which they come: the treaty and the State.
fn allowed(place: &Place) -> Vec<(&'static str, String)> {
    let store = place.store();
    let day = TODAY.parse().unwrap();
    let of = |treaty: &'static str| {
        let acted: BTreeSet<String> =
            store.spells(treaty).unwrap().into_iter().map(|spell| spell.participant).collect();
        let eligible = store.eligible(treaty, day).unwrap().into_iter();
        eligible.filter(move |state| !acted.contains(state)).map(move |state| (treaty, state))
    };
    TREATIES.into_iter().flat_map(of).collect()
}

#[test]
fn eight_writers_and_eight_readers_meet_no_error_and_lose_nothing() {
    let place = Place::new();
    let acts = allowed(&place);
    let acts = &acts;
    let records = soak(25, 200);
    // Each writer takes every eighth, so that all of them record under the same treaties.
    let turns: Vec<Vec<usize>> = (0..WRITERS)
        .map(|writer| (0..acts.len()).skip(writer).step_by(WRITERS).take(records).collect())
        .collect();
    assert!(turns.iter().all(|turn| turn.len() == records), "{} acts are too few", acts.len());
    let first = place.store().head().unwrap().seq;
    let done = AtomicBool::new(false);
    let answers = AtomicUsize::new(0);
    let acknowledged: Vec<(usize, i64)> = thread::scope(|scope| {
        for treaty in TREATIES.into_iter().take(READERS) {
            let (place, done, answers) = (&place, &done, &answers);
            scope.spawn(move || {
                let mut newest = first;
                while !done.load(Ordering::Relaxed) {
                    let log = json(place, &["log", "--limit", "1", "--format", "json"]);
                    let seq = log["head"]["seq"].as_i64().unwrap();
                    assert!(newest <= seq, "the log grew shorter");
                    newest = seq;
                    let status = json(place, &["status", treaty, "--format", "json"]);
                    assert_eq!(status["treaty"]["code"], treaty);
                    answers.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let writers: Vec<_> = turns
            .iter()
            .map(|turn| {
                let place = &place;
                scope
                    .spawn(move || turn.iter().map(|at| (*at, record(place, &acts[*at]))).collect::<Vec<_>>())
            })
            .collect();
        let written: Vec<_> = writers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        written.into_iter().flat_map(Result::unwrap).collect()
    });
    assert!(answers.load(Ordering::Relaxed) >= READERS, "the readers read nothing");

    // Every entry that was acknowledged is there and says what was recorded, none was given twice, and there is no other.
    let entries: BTreeSet<i64> = acknowledged.iter().map(|(_, entry)| *entry).collect();
    assert_eq!(entries.len(), WRITERS * records);
    let store = place.store();
    let history = store.history().unwrap();
    let new: BTreeSet<i64> = history.keys().copied().filter(|seq| *seq > first).collect();
    assert_eq!(new, entries);
    for (at, entry) in &acknowledged {
        let Body::Act(act) = &history[entry].body else {
            panic!("@{entry} is no act");
        };
        let (treaty, state) = &acts[*at];
        assert_eq!((act.treaty.as_str(), act.participant.as_ref()), (*treaty, Some(state)), "@{entry}");
    }
    assert!(store.verify(&[]).unwrap().is_sound());
}

/// Records one accession in a process of its own; the entry as it was acknowledged.
fn record(place: &Place, (treaty, state): &(&str, String)) -> i64 {
    let words = ["record", "accession", treaty, state, "--on", "2026-11-20", "--format", "json"];
    let receipt = json(place, &words);
    receipt["entry"].as_str().unwrap().trim_start_matches('@').parse().unwrap()
}

#[test]
fn writers_of_registers_give_way_to_each_other_unseen() {
    const EACH: usize = 8;
    let place = Place::new();
    let first = place.store().head().unwrap().seq;
    let memberships: Vec<i64> = place
        .store()
        .history()
        .unwrap()
        .iter()
        .filter(|(_, fact)| matches!(fact.body, Body::Membership(_)))
        .map(|(seq, _)| *seq)
        .take(2 * EACH)
        .collect();
    assert_eq!(memberships.len(), 2 * EACH);
    thread::scope(|scope| {
        let place = &place;
        for writer in 0..4 {
            scope.spawn(move || {
                for turn in 0..EACH {
                    let code = format!("G{writer}-{turn}");
                    said(place, &["group", "new", &code, &format!("Group {code}")]);
                }
            });
        }
        // What comes on standard input cannot be read again.
        scope.spawn(move || {
            for turn in 0..EACH {
                let ran = place.run(&format!(
                    "export ACCEDE_WAIT=60
                     accede treaty show budapest --toml | sed 's/^short_title.*/short_title = \"Turn {turn}\"/' > turn.toml
                     accede treaty amend - --reason exercise --output turn.txt < turn.toml"
                ));
                assert!(ran.code == 0 && ran.stderr.is_empty(), "{ran:?}");
            }
        });
        for part in memberships.chunks(EACH) {
            scope.spawn(move || {
                for entry in part {
                    let entry = format!("@{entry}");
                    said(place, &["correct", &entry, "--set", "note=seen", "--reason", "an exercise"]);
                }
            });
        }
    });
    let store = place.store();
    let new = store.history().unwrap().into_iter().filter(|(seq, _)| *seq > first);
    let (groups, others): (Vec<_>, Vec<_>) =
        new.map(|(_, fact)| fact).partition(|fact| matches!(fact.body, Body::Group(_)));
    assert_eq!(groups.len(), 4 * EACH);
    let (treaties, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|fact| matches!(fact.body, Body::Treaty(_)));
    assert_eq!(treaties.len(), EACH);
    let replaced: BTreeSet<i64> = others.iter().filter_map(|fact| fact.replaces).collect();
    assert_eq!(replaced, memberships.into_iter().collect());
    assert!(store.verify(&[]).unwrap().is_sound());
}
