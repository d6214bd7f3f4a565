//! One answer in a file of a million entries beside the same answer in a new file: whole processes in turns in one run. What
//! is about one treaty or one participant takes at most 1.2 times as long; the rest is shown beside it.
//!
//! `cargo bench --profile dist --bench scale`; a file named by `ACCEDE_BENCH_DB` is used, and made where it is missing.

mod million;
mod whole_process;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use million::{ALONE, with_a_million_entries};
use whole_process::{answered, median};

const ROUNDS: usize = 21;
const LIMIT: f64 = 1.2;

const ABOUT_ONE: [&str; 26] = [
    "status|budapest",
    "status|rome|--as-of|2010-01-01",
    "pending|budapest|--group|EU",
    "participant|ALONE",
    "treaty|show|budapest",
    "cite|budapest",
    "explain|budapest|FR",
    "missing|224",
    "next|budapest",
    "departures|rome",
    "successions|rome",
    "durations|budapest",
    "curve|budapest",
    "reservations|budapest",
    "territories|budapest",
    "matrix|budapest|189|224",
    "between|FR|DE|--treaty|budapest",
    "compare|FR|DE|--treaty|budapest",
    "compare|ALONE|--treaty|budapest",
    "through|EU|budapest",
    "panel|budapest|--from|1990",
    "spells|budapest",
    "events|budapest",
    "log|budapest",
    "log|ALONE",
    "check|--treaty|budapest",
];

const ABOUT_MUCH: [&str; 9] = [
    "--format|csv",
    "treaties",
    "participants",
    "log",
    "next",
    "departures",
    "successions",
    "between|FR|DE",
    "compare|ALONE|VA",
];

fn main() {
    let folder = std::env::temp_dir().join(format!("accede-scale-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the file");
    let seeded = folder.join("accede.db");
    let made =
        Command::new(env!("CARGO_BIN_EXE_accede")).arg("init").arg(&seeded).stdout(Stdio::null()).status();
    assert!(made.expect("accede runs").success());
    let mut worst: f64 = 0.0;
    println!("| question | new file | a million entries | ratio |\n|---|---|---|---|");
    with_a_million_entries(|million| {
        for question in ABOUT_ONE {
            worst = worst.max(measured(question, &seeded, million));
        }
        for question in ABOUT_MUCH {
            measured(question, &seeded, million);
        }
    });
    std::fs::remove_dir_all(&folder).expect("the folder goes again");
    println!("\nworst ratio of what is about one treaty or participant {worst:.2}, limit {LIMIT}");
    if worst > LIMIT {
        std::process::exit(1);
    }
}

fn measured(question: &str, seeded: &Path, million: &Path) -> f64 {
    let words: Vec<&str> =
        question.split('|').map(|word| if word == "ALONE" { ALONE } else { word }).collect();
    let (mut small, mut large) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        small.push(answered(seeded, &words));
        large.push(answered(million, &words));
    }
    let (small, large) = (median(&mut small), median(&mut large));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    println!("| {} | {:.1} ms | {:.1} ms | {ratio:.2} |", words.join(" "), ms(small), ms(large));
    ratio
}
