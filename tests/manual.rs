//! The manual and the README are transcripts: what they show is what the program prints.

use std::path::Path;

use crate::support::{Place, check_transcript, markdown_in};

#[test]
fn the_readme_shows_what_is_printed() {
    check_transcript(&Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), Place::whole);
}

#[test]
fn every_question_is_answered() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/questions.md");
    let text = std::fs::read_to_string(&page).unwrap();
    for number in 1..=35 {
        assert!(text.contains(&format!("\n## {number}. ")), "question {number}");
    }
    check_transcript(&page, Place::whole);
}

#[test]
fn every_page_of_the_manual_shows_what_is_printed() {
    for page in markdown_in("docs/manual") {
        check_transcript(&page, Place::whole);
    }
}

/// `@N` stands for an entry of one's own; the others are entries of the seed.
#[test]
fn examples_of_help_that_name_an_entry_of_the_seed_run() {
    let place = Place::whole();
    assert_eq!(place.run("accede dump --output accede.ndjson").code, 0);
    let mut helps = vec![String::new()];
    let mut ran = 0;
    while let Some(command) = helps.pop() {
        let help = place.run(&format!("COLUMNS=200 accede {command} --help")).stdout;
        if let Some((_, commands)) = help.split_once("\nCommands:\n") {
            let lines = commands.lines().take_while(|line| !line.is_empty());
            let names =
                lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
            helps.extend(names.map(|name| format!("{command} {name}")));
        }
        let names_entry =
            |line: &&str| line.split('@').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        for line in help.lines().filter(|line| line.starts_with("  accede ")).filter(names_entry) {
            let example = line.split("  ").find(|part| part.starts_with("accede ")).unwrap();
            let copy = Place::whole();
            std::fs::copy(place.path().join("accede.ndjson"), copy.path().join("accede.ndjson")).unwrap();
            let run = copy.run(example);
            assert_eq!(run.code, 0, "{example}\n{}", run.stderr);
            ran += 1;
        }
    }
    assert!(ran >= 10, "{ran}");
}

#[test]
fn every_command_has_help_with_examples_and_a_page() {
    let place = Place::empty();
    let help = place.run("COLUMNS=200 accede --help").stdout;
    let commands = help.split_once("Commands:").unwrap().1.split_once("\n\n").unwrap().0;
    let commands: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() >= 10, "{commands:?}");
    for command in commands {
        let help = place.run(&format!("accede {command} --help")).stdout;
        assert!(help.contains("Examples:\n  accede "), "{command}");
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/manual/{command}.md"));
        let text = std::fs::read_to_string(&page).unwrap_or_default();
        assert!(text.contains(&format!("$ accede {command}")), "{} shows no run", page.display());
        let man = place.run(&format!("accede man {command}"));
        assert!(man.stdout.contains(".SH NAME"), "{command}");
    }
}
