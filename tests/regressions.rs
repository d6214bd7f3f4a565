//! Files on which a reader once failed, through every reader and map; and a short run of the fuzzing in `fuzz/`, the same
//! each time.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::mutate::{Random, changed};
use crate::support::soak;
use crate::targets::{all, files};

/// Long enough for a slow machine without optimisation.
const HANGS: Duration = Duration::from_secs(10);

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn no_reader_fails_on_a_file_that_was_once_too_much_for_one() {
    let kept = files(&repository().join("fuzz/regressions"));
    for path in kept {
        let bytes = fs::read(&path).unwrap();
        for target in all() {
            let start = Instant::now();
            target.run(&bytes);
            assert!(start.elapsed() < HANGS, "{} hangs on {}", target.name(), path.display());
        }
    }
}

#[test]
fn no_reader_fails_on_files_changed_at_random() {
    // So many for each reader and map.
    let count = soak(400, 2_000);
    let mut random = Random::from(2026);
    for target in all() {
        let samples = target.samples(repository());
        let mut taken = 0;
        for number in 0..count {
            let bytes = changed(&mut random, &samples);
            let start = Instant::now();
            taken += usize::from(target.run(&bytes));
            assert!(start.elapsed() < HANGS, "{} hangs on changed file {number}", target.name());
        }
        // Files of which nothing is ever left prove little.
        assert!(taken * 50 > count, "{}: of {count} files {taken} are taken in", target.name());
    }
}
