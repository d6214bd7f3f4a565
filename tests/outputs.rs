//! No file that a command writes is one that it reads, the database, or a file beside that, by whatever name: each command, each
//! option that writes and each that reads are taken from the help, so that a new one is among them.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;

use crate::commands::every_command;
use crate::support::{Place, Ran, needs};

/// The options that write a file. Every other option or argument with a file reads one.
const WRITES: [&str; 2] = ["--output", "--metadata"];

/// What stands for the words of a command line that have to be there.
const WORDS: [(&str, &str); 23] = [
    ("TREATY", "budapest"),
    ("PARTICIPANT", "IE"),
    ("A", "IE"),
    ("B", "HU"),
    ("ORGANISATION", "EU"),
    ("GROUP", "EU"),
    ("DATE", "2026-11-01"),
    ("DATE|@N", "2026-11-01"),
    ("KIND", "state"),
    ("HOW", "separated"),
    ("PREDECESSOR", "CL"),
    ("VALUE", "81"),
    ("CODE", "X-NEW"),
    ("NAME", "Newland"),
    ("RULE", "'MF(3)'"),
    ("STATEMENT", "'SELECT 1'"),
    ("ACT", "ratification"),
    ("@N", "@3303"),
    ("@BATCH", "@1"),
    ("PUBLISHER", "'Council of Europe Treaty Office'"),
    ("SHELL", "bash"),
    ("TABLE", "TONNAGE"),
    ("NUMBER", "5"),
];

/// A command line that is as it has to be, and the options of its command with a file. An argument that is one is `FILE`.
struct Line {
    words: String,
    files: Vec<String>,
}

/// Every command with what it has to have, as its help says.
fn lines(place: &Place) -> Vec<Line> {
    let mut lines = Vec::new();
    for (command, help) in every_command(place) {
        let usage = help.lines().find_map(|line| line.strip_prefix("Usage: ")).unwrap();
        let needed = usage.split_once("[OPTIONS]").unwrap().1;
        if needed.contains("<COMMAND>") {
            continue;
        }
        let mut words = vec!["accede", &command];
        for word in needed.split_whitespace() {
            let bare = word.trim_end_matches("...").trim_matches(['<', '>', '[', ']']);
            let takes_treaty = ["panel", "events", "spells", "pending", "reservations"];
            if bare.starts_with("FILE") {
                words.push("FILE");
            } else if word.starts_with("--") {
                words.push(word);
            } else if word.starts_with('<') {
                let known = WORDS.iter().find(|(name, _)| *name == bare);
                words.push(known.unwrap_or_else(|| panic!("accede {command}: what is {word}?")).1);
            } else if bare == "TREATY" && takes_treaty.contains(&command.as_str()) {
                words.push("budapest");
            }
        }
        let words = words.join(" ");
        let own = help.split("Options for every command").next().unwrap();
        let with_file =
            own.lines().map(str::trim).filter(|line| line.starts_with("--") && line.contains("<FILE>"));
        let mut files: Vec<String> =
            with_file.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
        files.push("--output".to_owned());
        lines.push(Line { words, files });
    }
    assert!(lines.len() >= 50, "{}", lines.len());
    lines
}

/// A folder with a small file, something to be read, and the same by other names.
fn room() -> Place {
    let place = Place::new();
    let at = |name: &str| place.path().join(name);
    fs::create_dir(at("in")).unwrap();
    for name in ["input", "in/input"] {
        fs::write(at(name), "treaty,participant,act,date\nUN IV-4,IE,accession,2026-11-20\n").unwrap();
    }
    for (name, of) in [("hard.db", "accede.db"), ("hard", "input")] {
        fs::hard_link(at(of), at(name)).unwrap();
    }
    for (name, of) in [
        ("soft.db", "accede.db"),
        ("softer.db", "soft.db"),
        ("soft", "input"),
        ("later", "accede.db-journal"),
        ("here", "."),
    ] {
        symlink(of, at(name)).unwrap();
    }
    place
}

/// The bytes of every file of a folder; of a link, where it leads.
fn bytes(place: &Place) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(place.path()).unwrap().map(Result::unwrap);
    let bytes = |path: &std::path::Path| match fs::read_link(path) {
        Ok(target) => target.into_os_string().into_encoded_bytes(),
        Err(_) => fs::read(path).unwrap_or_default(),
    };
    entries.map(|entry| (entry.file_name().into_string().unwrap(), bytes(&entry.path()))).collect()
}

/// Runs each line, in two folders at a time; each has to be refused because of what is written, and to change nothing.
fn all_are_refused(lines: &[String], says: &[&str]) {
    let wrong = |lines: &[String]| {
        let place = room();
        let before = bytes(&place);
        let mut wrong = Vec::new();
        for line in lines {
            let ran: Ran = place.run(line);
            let is_refused =
                [2, 4].contains(&ran.code) && says.iter().any(|words| ran.stderr.contains(words));
            if !is_refused || !ran.stdout.is_empty() || ran.stderr.lines().count() != 1 {
                wrong.push(format!("{line}: {ran:?}"));
            }
            if bytes(&place) != before {
                wrong.push(format!("{line}: a file has changed"));
                break;
            }
        }
        wrong
    };
    assert!(!lines.is_empty());
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let halves: Vec<_> =
            lines.chunks(lines.len().div_ceil(2)).map(|half| scope.spawn(|| wrong(half))).collect();
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An option that writes; the description goes with data.
fn writing(option: &str, path: &str) -> String {
    if option == "--metadata" {
        format!("--format csv --metadata {path}")
    } else {
        format!("{option} {path}")
    }
}

#[test]
fn every_output_of_every_command_is_kept_from_the_database() {
    let mut cases = Vec::new();
    for Line { words, files } in lines(&Place::new()) {
        let words = words.replace("init FILE", "init accede.db").replace("FILE", "input");
        let words = words.replace("backup input", "backup new.db");
        for option in files.iter().filter(|option| WRITES.contains(&option.as_str())) {
            for file in ["accede.db", "accede.db-journal", "accede.db-wal", "accede.db-shm"] {
                cases.push(format!("{words} {}", writing(option, file)));
            }
        }
    }
    for line in [
        "status budapest --output",
        "dump --output",
        "rebuild --output",
        "panel budapest --format csv --metadata",
    ] {
        for same in [
            "./accede.db",
            "in/../accede.db",
            "here/accede.db",
            "\"$PWD/accede.db\"",
            "soft.db",
            "softer.db",
            "hard.db",
            "later",
            "here/accede.db-wal",
            "ACCEDE.DB-JOURNAL",
        ] {
            cases.push(format!("accede {line} {same}"));
            cases.push(format!("accede {line} {same} --db softer.db"));
        }
    }
    // A file that is still to be made has none of these names yet.
    for made in ["status budapest", "init --bare new.db", "backup new.db", "load input"] {
        for same in ["new.db", "./new.db-journal", "NEW.DB-wal", "here/new.db-shm"] {
            let db = if made.starts_with("backup") { "accede.db" } else { "new.db" };
            cases.push(format!("accede {made} --db {db} --format json --output {same}"));
        }
    }
    all_are_refused(&cases, &["is the database itself; name another file"]);
}

#[test]
fn every_output_of_every_command_is_kept_from_what_it_reads() {
    let mut cases = Vec::new();
    for Line { words, files } in lines(&Place::new()) {
        if words.starts_with("accede init") || words.starts_with("accede backup") {
            continue;
        }
        let words = if words.starts_with("accede load") { format!("{words} --db new.db") } else { words };
        let mut reading = Vec::new();
        if words.contains("FILE") {
            reading.push(words.clone());
        }
        for option in files.iter().filter(|option| !WRITES.contains(&option.as_str())) {
            let words = match option.as_str() {
                "--text-file" => {
                    "accede record reservation budapest NZ --on 2026-11-01 --summary x".to_owned()
                }
                _ => words.replace("FILE", "in/input"),
            };
            reading.push(format!("{words} {option} FILE"));
        }
        for line in reading {
            for (read, written) in [
                ("input", "input"),
                ("input", "./input"),
                ("input", "here/input"),
                ("input", "soft"),
                ("soft", "input"),
                ("input", "hard"),
                ("hard", "input"),
            ] {
                cases.push(format!("{} --output {written}", line.replace("FILE", read)));
            }
            if line.ends_with("FILE") && !line.contains(" --map") && !line.contains("--text-file") {
                cases.push(format!("{} --output input < input", line.replace("FILE", "-")));
                cases.push(format!("{} < input >> input", line.replace("FILE", "-")));
            }
            cases.push(format!("{} >> input", line.replace("FILE", "input")));
        }
    }
    for folder in ["accede import in", "accede names unknown in", "accede import in --write --partial"] {
        cases.push(format!("{folder} --output in/input"));
    }
    cases.push("accede sql - --output input < input".to_owned());
    assert!(cases.len() >= 50, "{}", cases.len());
    all_are_refused(&cases, &["is read by the same command"]);
}

#[test]
fn a_description_is_kept_from_the_database_and_the_data() {
    let mut cases = Vec::new();
    for data in ["panel", "events", "spells"] {
        cases.push(format!("cp accede.db d.csv.datapackage.json; accede {data} budapest --output d.csv --db d.csv.datapackage.json"));
        cases.push(format!("accede {data} budapest --output x.csv --metadata x.csv"));
        cases.push(format!("accede {data} budapest --output x.csv --metadata ./x.csv"));
        cases.push(format!("accede {data} budapest --output hard --format csv --metadata input"));
        cases.push(format!(
            "accede {data} budapest --partition treaty --output d.csv --db d.csv.datapackage.json"
        ));
    }
    let with_data: Vec<String> =
        cases.iter().map(|case| case.replace("cp accede.db d.csv.datapackage.json; ", "")).collect();
    let place = room();
    fs::copy(place.db(), place.path().join("d.csv.datapackage.json")).unwrap();
    let before = bytes(&place);
    for line in with_data {
        let ran = place.run(&line);
        assert!(ran.code == 2 && ran.stderr.lines().count() == 1, "{line}: {ran:?}");
        let says = ["is the database itself", "is where the answer goes"];
        assert!(says.iter().any(|words| ran.stderr.contains(words)), "{line}: {ran:?}");
        assert_eq!(bytes(&place), before, "{line}");
    }
}

#[test]
fn standard_output_is_kept_from_the_database() {
    let cases = ["status budapest", "dump", "panel budapest --format csv", "log --format json", "verify"];
    let cases: Vec<String> = cases
        .iter()
        .flat_map(|words| [format!("accede {words} >> accede.db"), format!("accede {words} 1<> hard.db")])
        .collect();
    all_are_refused(&cases, &["standard output is the database itself"]);
}

#[test]
fn a_new_database_is_kept_from_the_files_beside_the_usual_one() {
    let mut cases = Vec::new();
    for made in ["init", "init --bare", "backup"] {
        for end in ["-journal", "-wal", "-shm", "-JOURNAL"] {
            cases.push(format!("accede {made} accede.db{end}"));
        }
        cases.push(format!("accede {made} here/accede.db-wal"));
    }
    all_are_refused(&cases, &["keeps its journal there"]);
}

#[test]
fn a_device_may_be_read_and_written() {
    let place = room();
    let ran = place.run("accede import /dev/null --output /dev/null");
    assert!(ran.code <= 1, "{ran:?}");
    assert_eq!(place.run("accede status budapest < /dev/null > /dev/null").code, 0);
}

#[test]
fn a_database_that_is_moved_while_it_is_open_is_not_written_to() {
    if !needs::program("sqlite3") || !fs::exists("/proc/self/fd").unwrap() {
        return;
    }
    let place = Place::new();
    let ran = place.run(
        "mkfifo lines; ACCEDE_WAIT=60; export ACCEDE_WAIT
         accede treaty show budapest --toml | sed 's/MF(3)/MF(4)/' > mine.toml
         sqlite3 accede.db < lines & exec 3> lines; printf 'BEGIN IMMEDIATE;\\n.shell touch held\\n' >&3
         until [ -e held ]; do sleep 0.05; done
         accede treaty amend mine.toml --reason x 2> said 3>&- & record=$!
         until ls -l /proc/$record/fd 2>/dev/null | grep -q accede.db; do sleep 0.05; done
         mv accede.db elsewhere.db; cp elsewhere.db accede.db; exec 3>&-
         wait $record; echo $?; cat said",
    );
    let said = "4\naccede: accede.db: it was moved or replaced while it was open; nothing was changed: name it where it is now\n";
    assert_eq!(ran.stdout, said, "{ran:?}");
}
