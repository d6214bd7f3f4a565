//! All tests of the repository, one file per subject, in one binary: it is linked once, and its tests run side by side.
//! `cargo test --test suite law::` runs those of one file.

#[path = "../fuzz/src/mutate.rs"]
#[allow(dead_code, reason = "the fuzzing uses more of it")]
mod mutate;
mod support;
#[path = "../fuzz/src/targets.rs"]
mod targets;

mod agreement;
mod answers;
mod appearing;
mod beside_consent;
mod changes;
mod check;
mod claims;
mod clock;
mod columns;
mod commands;
mod copies;
mod crash;
mod crowd;
mod data;
mod dated;
mod errors;
mod fetch;
mod form;
mod hostile;
mod hostile_files;
mod import;
mod intake;
mod known;
mod law;
mod law_reasons;
mod law_said;
mod letters;
mod linked_consents;
mod locks;
mod manual;
mod maps;
mod missing;
mod names;
mod next;
mod no_file;
mod outputs;
mod pages;
mod properties;
mod public;
mod readers;
mod reading;
mod record;
mod reflected;
mod registers;
mod regressions;
mod schema;
mod seed;
mod side_files;
mod sql;
mod state_numbers;
mod tables;
mod territories;
mod treaty;
mod trial;
mod two_parties;
mod verify;
mod views;
mod walls;

#[test]
fn no_file_is_forgotten() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let this = include_str!("suite.rs");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(subject) = name.strip_suffix(".rs").filter(|subject| *subject != "suite") {
            assert!(this.contains(&format!("\nmod {subject};\n")), "tests/suite.rs does not name {name}");
        }
    }
}
