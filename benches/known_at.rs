//! One answer about one treaty in a file of a million entries, as the record stood at an earlier entry, beside the same
//! answer as it stands: whole processes in turns in one run. At most 30 times as long.
//!
//! `cargo bench --bench known_at`; a file named by `ACCEDE_BENCH_DB` is used, and made where it is missing.

mod million;
mod whole_process;

use std::time::Duration;

use million::with_a_million_entries;
use whole_process::{answered, median};

const ROUNDS: usize = 21;
const LIMIT: f64 = 30.0;

fn main() {
    let mut worst: f64 = 0.0;
    println!("| question | looked back to | as it stands | as it stood | ratio |\n|---|---|---|---|---|");
    with_a_million_entries(|db| {
        for question in [&["status", "BENCH 7"], &["explain", "BENCH 7"], &["treaty", "show"]] {
            let mut words = question.to_vec();
            if question[1] == "show" {
                words.push("BENCH 7");
            }
            for entry in ["@999000", "@500000", "@10000"] {
                let back: Vec<&str> = words.iter().copied().chain(["--known-at", entry]).collect();
                let (mut now, mut then) = (Vec::new(), Vec::new());
                for _ in 0..ROUNDS {
                    now.push(answered(db, &words));
                    then.push(answered(db, &back));
                }
                let (now, then) = (median(&mut now), median(&mut then));
                let ratio = then.as_secs_f64() / now.as_secs_f64();
                let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
                println!(
                    "| {} | {entry} | {:.1} ms | {:.1} ms | {ratio:.1} |",
                    words.join(" "),
                    ms(now),
                    ms(then)
                );
                worst = worst.max(ratio);
            }
        }
    });
    println!("\nworst ratio {worst:.1}, limit {LIMIT}");
    if worst > LIMIT {
        std::process::exit(1);
    }
}
