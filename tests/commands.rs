//! Command lines that cannot be right: each is refused in one message with its exit code, prints nothing else, and
//! leaves the file as it was. Every command and every option that takes a value has such a line.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{Place, Ran, can_run, cases};

/// What is wrong with how a command line was refused.
fn faults(ran: &Ran, code: &str, says: &str) -> Vec<&'static str> {
    let shown = &ran.stderr;
    let lines = shown.lines().count();
    // Besides control characters, those that reorder what a reader sees.
    let is_control =
        |letter: char| letter != '\n' && (letter.is_control() || "\u{202e}\u{200f}\u{61c}".contains(letter));
    let found = [
        (ran.code.to_string() != code, "another exit code"),
        (says.is_empty() || !shown.contains(says), "another message"),
        (!ran.stdout.is_empty(), "something on standard output"),
        (!shown.starts_with("accede: ") || shown.matches("accede: ").count() != 1, "not exactly one message"),
        (!(1..=2).contains(&lines) || !shown.ends_with('\n'), "not one or two lines"),
        (shown.contains(is_control), "a control character"),
    ];
    found.into_iter().filter(|fault| fault.0).map(|fault| fault.1).collect()
}

#[test]
fn every_bad_command_line_is_refused_and_changes_nothing() {
    let place = Place::new();
    let before = fs::read(place.db()).unwrap();
    let mut wrong = Vec::new();
    let rows = cases("errors/bad_values.csv");
    assert!(rows.len() >= 500, "{}", rows.len());
    for row in &rows {
        let (command, code) = (&row["command"], &row["exit"]);
        if !can_run(command) {
            continue;
        }
        // 1 is no error of the command line, but for a moment before anything was recorded there is no answer either.
        let too_early = code == "1" && command.contains("--known-at");
        assert!(too_early || ["2", "3", "4", "5"].contains(&code.as_str()), "{command}: {code}");
        let ran = place.run(command);
        let mut found = faults(&ran, code, &row["says"]);
        if fs::read(place.db()).unwrap() != before {
            found.push("the file has changed");
            fs::write(place.db(), &before).unwrap();
        }
        if !found.is_empty() {
            wrong.push(format!("$ {command}\n{}: {ran:?}", found.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_faults_are_seen() {
    let ran =
        |stdout: &str, stderr: &str| Ran { stdout: stdout.to_owned(), stderr: stderr.to_owned(), code: 2 };
    assert!(faults(&ran("", "accede: no such day\n"), "2", "such day").is_empty());
    let bad = [
        (ran("", "accede: no such day\n"), "3"),
        (ran("", "accede: no such night\n"), "2"),
        (ran("x", "accede: no such day\n"), "2"),
        (ran("", "thread 'main' panicked: no such day\n"), "2"),
        (ran("", "accede: no such day\naccede: no such day\n"), "2"),
        (ran("", "accede: no such day\n1\n2\n"), "2"),
        (ran("", "accede: \u{1b}[31mno such day\n"), "2"),
    ];
    for (ran, code) in bad {
        assert_eq!(faults(&ran, code, "such day").len(), 1, "{ran:?}");
    }
}

/// The commands that a help page lists.
fn commands(help: &str) -> Vec<String> {
    let Some((_, list)) = help.split_once("Commands:\n") else {
        return Vec::new();
    };
    let lines = list.lines().take_while(|line| !line.is_empty());
    // A description that goes on stands further to the right.
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// The options with a value that a help page lists.
fn options(help: &str) -> Vec<String> {
    let lines = help.lines().map(str::trim).filter(|line| line.starts_with("--") && line.contains(" <"));
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

fn help(place: &Place, command: &str) -> String {
    place.run(&format!("COLUMNS=200 accede {command} --help")).stdout
}

/// Every command, also those below another, with its help page.
pub fn every_command(place: &Place) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting: Vec<String> = commands(&help(place, ""));
    assert!(waiting.len() >= 18, "{waiting:?}");
    while let Some(command) = waiting.pop() {
        let page = help(place, &command);
        waiting.extend(commands(&page).into_iter().map(|below| format!("{command} {below}")));
        found.push((command, page));
    }
    found
}

#[test]
fn every_command_and_every_option_with_a_value_has_a_bad_line() {
    let place = Place::new();
    let shared: BTreeSet<String> = options(&help(&place, "")).into_iter().collect();
    assert!(shared.contains("--db") && shared.contains("--as-of"), "{shared:?}");
    let mut asked: Vec<(String, String)> =
        shared.iter().map(|option| (String::new(), option.clone())).collect();
    for (command, page) in every_command(&place) {
        asked.push((command.clone(), String::new()));
        let own = options(&page).into_iter().filter(|option| !shared.contains(option));
        asked.extend(own.map(|option| (command.clone(), option)));
    }
    assert!(asked.len() > 70, "{asked:?}");

    let rows = cases("errors/bad_values.csv");
    let lines: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row["command"].split(|c: char| c.is_whitespace() || c == '=').collect())
        .collect();
    let has = |line: &[&str], command: &str, option: &str| {
        let words: Vec<&str> = ["accede"].into_iter().chain(command.split_whitespace()).collect();
        let here = line.windows(words.len()).any(|part| part == words);
        here && (option.is_empty() || line.contains(&option))
    };
    let mut missing = Vec::new();
    for (command, option) in &asked {
        if !lines.iter().any(|line| has(line, command, option)) {
            missing.push(format!("{command} {option}"));
        }
    }
    assert!(missing.is_empty(), "no line in errors/bad_values.csv for: {}", missing.join(", "));
}
