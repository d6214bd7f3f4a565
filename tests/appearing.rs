//! Every file that a command makes: built where nobody else can reach it, whole before it has its name, never in the place of
//! another that was not meant, for nobody who may not read the database; and nothing is left behind.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use crate::support::{Place, needs, soak};

/// What makes files, and the files that it makes.
const MAKING: [(&str, &[&str]); 8] = [
    ("init --bare new.db", &["new.db"]),
    ("backup new.db", &["new.db"]),
    ("load log.ndjson --db new.db", &["new.db"]),
    ("dump --output new.txt", &["new.txt"]),
    ("status budapest --output new.csv", &["new.csv"]),
    ("panel budapest --output new.csv", &["new.csv", "new.csv.datapackage.json"]),
    ("panel budapest --partition treaty --output new", &["new", "new.datapackage.json"]),
    ("man --output new.txt", &["new.txt"]),
];

/// A folder with a small file and its dump.
fn room() -> Place {
    let place = Place::new();
    assert_eq!(place.run("accede dump --output log.ndjson").code, 0);
    place
}

/// What is in a folder after a command made its files.
fn names_with(made: &[&str]) -> Vec<String> {
    let mut names: Vec<String> =
        ["accede.db", "log.ndjson"].iter().chain(made).map(ToString::to_string).collect();
    names.sort();
    names
}

fn remove(place: &Place, made: &[&str]) {
    for name in made {
        let path = place.path().join(name);
        let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
    }
}

fn mode(place: &Place, file: &str) -> u32 {
    fs::metadata(place.path().join(file)).unwrap().permissions().mode() & 0o777
}

/// The calls of the system that a command makes, as `strace` writes them.
fn calls(place: &Place, command: &str) -> Vec<String> {
    let ran = place.run(&format!("strace -f -o calls -e trace=%file,%desc accede {command}"));
    assert_eq!(ran.code, 0, "{command}: {ran:?}");
    let calls = fs::read_to_string(place.path().join("calls")).unwrap();
    fs::remove_file(place.path().join("calls")).unwrap();
    calls.lines().map(str::to_owned).collect()
}

#[test]
fn each_is_made_in_a_private_folder_and_gets_its_name_in_one_call() {
    if !needs::program("strace") {
        return;
    }
    let place = room();
    let seeded: (&str, &[&str]) = ("treaties --db new.db", &["new.db"]);
    for (command, made) in MAKING.into_iter().chain([seeded]) {
        let calls = calls(&place, command);
        let with = |words: &[&str]| -> Vec<&String> {
            calls.iter().filter(|call| words.iter().all(|word| call.contains(word))).collect()
        };
        for call in with(&["O_CREAT"]) {
            assert!(call.contains("O_EXCL") && call.contains("O_NOFOLLOW"), "{command}: {call}");
            assert!(call.contains("/.accede-new-"), "{command}: {call}");
        }
        for call in with(&["mkdir"]) {
            assert!(call.contains("/.accede-new-"), "{command}: {call}");
        }
        assert_eq!(with(&["mkdir", ", 0700) = 0"]).len().min(made.len()), made.len(), "{command}");
        // Only what is asked for by --output may take the place of something.
        let replaces = command.contains("--output") && !command.contains("--partition");
        let placed = with(&["rename"]);
        assert_eq!(placed.len(), made.len(), "{command}: {placed:?}");
        if !replaces {
            assert!(placed[0].contains("RENAME_NOREPLACE"), "{command}: {placed:?}");
        }
        // Of what may be all there is, the bytes are on disk before it has a name; of all, the name lasts.
        let at = |words: &[&str]| calls.iter().position(|call| words.iter().all(|word| call.contains(word)));
        let named = at(&["rename"]).unwrap();
        let is_data = command.starts_with("panel");
        assert!(is_data || at(&["fsync"]).is_some_and(|synced| synced < named), "{command}");
        assert!(calls[named..].iter().any(|call| call.contains("fsync")), "{command}");
        assert_eq!(place.names(), names_with(made), "{command}");
        remove(&place, made);
    }
}

#[test]
fn a_system_that_knows_neither_way_to_place_a_file_still_makes_it_once() {
    if !needs::program("strace") {
        return;
    }
    let place = room();
    let lacking = "-e inject=renameat2:error=EINVAL -e inject=link,linkat:error=EPERM";
    for (command, made) in MAKING {
        let line =
            format!("strace -f -o /dev/null -e trace=renameat2,link,linkat {lacking} accede {command}");
        let ran = place.run(&line);
        assert_eq!(ran.code, 0, "{command}: {ran:?}");
        assert_eq!(place.names(), names_with(made), "{command}");
        remove(&place, made);
    }
    // Several at once: the first one's file stays.
    for way in ["", lacking] {
        let one =
            format!("strace -f -o /dev/null -e trace=renameat2,link,linkat {way} accede init --bare new.db");
        let ran =
            place.run(&format!("for i in 1 2 3 4; do ({one} >said$i 2>&1; echo $? >code$i) & done; wait"));
        assert_eq!(ran.code, 0, "{ran:?}");
        let codes = [1, 2, 3, 4].map(|i| fs::read_to_string(place.path().join(format!("code{i}"))).unwrap());
        assert_eq!(codes.iter().filter(|code| code.trim() == "0").count(), 1, "{codes:?}");
        assert_eq!(codes.iter().filter(|code| code.trim() == "3").count(), 3, "{codes:?}");
        assert_eq!(place.run("accede verify --db new.db && rm said? code? new.db").code, 0);
        assert_eq!(place.names(), names_with(&[]));
    }
}

#[test]
fn in_containers_with_the_same_process_numbers_each_makes_a_file_of_its_own() {
    if place_of_containers().is_none() {
        needs::not_run("process numbers of its own, which only root may have (unshare)");
        return;
    }
    let place = room();
    for _ in 0..soak(3, 20) {
        let one = "unshare --pid --fork accede init --bare new.db";
        let ran =
            place.run(&format!("for i in 1 2 3; do ({one} >said$i 2>&1; echo $? >code$i) & done; wait"));
        assert_eq!(ran.code, 0, "{ran:?}");
        let codes = [1, 2, 3].map(|i| fs::read_to_string(place.path().join(format!("code{i}"))).unwrap());
        assert_eq!(codes.iter().filter(|code| code.trim() == "0").count(), 1, "{codes:?}");
        assert_eq!(place.run("accede verify --db new.db && rm said? code? new.db").code, 0);
        assert_eq!(place.names(), names_with(&[]));
    }
}

fn place_of_containers() -> Option<()> {
    (Place::empty().run("unshare --pid --fork true").code == 0).then_some(())
}

/// The calls at which a maker is killed: each that changes a folder or a file.
const CHANGING: [&str; 6] = ["mkdir", "flock", "write,pwrite64", "fsync", "rename,renameat2", "rmdir"];

#[test]
fn what_a_killed_maker_leaves_the_next_one_clears() {
    if !needs::program("strace") {
        return;
    }
    let place = room();
    let (mut left, mut whole) = (0, 0);
    for (command, made) in MAKING.into_iter().take(soak(7, 8)) {
        for changing in CHANGING {
            for when in [1, 2, 40].into_iter().take(soak(1, 3)) {
                let kill = format!("-e trace={changing} -e inject={changing}:signal=SIGKILL:when={when}");
                place.run(&format!("strace -f -o /dev/null {kill} accede {command}"));
                let now = place.names();
                left += usize::from(now.iter().any(|name| name.starts_with('.')));
                if now.contains(&"new.db".to_owned()) {
                    // Nobody meets half of one.
                    assert_eq!(
                        place.run("accede verify --db new.db").code,
                        0,
                        "{command}: {changing} {when}"
                    );
                    whole += 1;
                }
                remove(&place, made);
                let ran = place.run(&format!("accede {command}"));
                assert_eq!(ran.code, 0, "{command}: {changing} {when}: {ran:?}");
                assert_eq!(place.names(), names_with(made), "{command}: {changing} {when}");
                remove(&place, made);
            }
        }
    }
    assert!(left >= 20 && whole >= 2, "left {left}, whole {whole}");
}

#[test]
fn what_records_beside_it_clears_it_too() {
    if !needs::program("strace") {
        return;
    }
    let place = room();
    place.run("strace -f -o /dev/null -e trace=fsync -e inject=fsync:signal=SIGKILL accede backup new.db");
    assert!(place.names().iter().any(|name| name.starts_with('.')));
    assert_eq!(place.run("accede group new V4 Visegrad").code, 0);
    assert_eq!(place.names(), names_with(&[]));
}

#[test]
fn a_maker_that_is_at_work_is_left_alone() {
    let place = room();
    let ran = place.run(
        "mkfifo lines; accede load lines --db slow.db > said & exec 3> lines; head -9 log.ndjson >&3
         until ls -d .accede-new-* >/dev/null 2>&1; do sleep 0.05; done
         accede backup copy.db >/dev/null || exit 1
         ls -d .accede-new-* >/dev/null || exit 2
         tail -n +10 log.ndjson >&3; exec 3>&-; wait; tail -1 said; rm lines said",
    );
    assert!(ran.code == 0 && ran.stdout.starts_with("Head: @"), "{ran:?}");
    assert_eq!(place.names(), names_with(&["copy.db", "slow.db"]));
}

#[test]
fn what_is_made_of_a_file_is_open_to_nobody_to_whom_that_is_closed() {
    let place = room();
    for (own, mask, expected) in [
        (0o600, "000", 0o600),
        (0o640, "000", 0o640),
        (0o644, "000", 0o644),
        (0o664, "000", 0o664),
        (0o444, "000", 0o644),
        (0o600, "022", 0o600),
        (0o666, "027", 0o640),
        (0o644, "077", 0o600),
    ] {
        for file in ["accede.db", "log.ndjson"] {
            fs::set_permissions(place.path().join(file), fs::Permissions::from_mode(own)).unwrap();
        }
        for (command, made) in MAKING {
            let is_from_nothing = command.starts_with("init");
            let ran = place.run(&format!("umask {mask}; accede {command}"));
            assert_eq!(ran.code, 0, "{command}: {ran:?}");
            for file in made {
                let mask = u32::from_str_radix(mask, 8).unwrap();
                let now = mode(&place, file);
                match fs::metadata(place.path().join(file)).unwrap().is_dir() {
                    true => assert_eq!(now & 0o666, expected, "{command}: {now:o}"),
                    false if is_from_nothing => assert_eq!(now, 0o666 & !mask, "{command}: {now:o}"),
                    false => assert_eq!(now, expected, "{command}: {file} {now:o}, {own:o} {mask:o}"),
                }
            }
            remove(&place, made);
        }
    }
    let inside = place.run(
        "chmod 640 accede.db; umask 0; accede panel budapest --partition treaty --output new; stat -c %a new new/* new/*/*",
    );
    assert_eq!(inside.stdout, "750\n750\n640\n");
}

#[test]
fn an_answer_in_the_place_of_a_file_stays_as_closed_as_that_was() {
    let place = room();
    for (earlier, expected) in [(0o600, 0o600), (0o640, 0o640), (0o666, 0o644), (0o400, 0o600)] {
        fs::write(place.path().join("new.csv"), "").unwrap();
        fs::set_permissions(place.path().join("new.csv"), fs::Permissions::from_mode(earlier)).unwrap();
        assert_eq!(place.run("umask 022; accede status budapest --output new.csv").code, 0);
        assert_eq!(mode(&place, "new.csv"), expected, "{earlier:o}");
    }
}

#[test]
fn another_group_may_read_what_everybody_may() {
    let script = "chgrp 12345 accede.db && chmod 640 accede.db && umask 0 && accede dump --output new.txt && \
                  chmod 664 accede.db && accede backup new.db >/dev/null";
    let place = room();
    if place.run(script).code != 0 {
        needs::not_run("a file of another group, which only root may make");
        return;
    }
    assert_eq!((mode(&place, "new.txt"), mode(&place, "new.db")), (0o600, 0o644));
}

#[test]
fn a_link_in_the_place_of_an_answer_is_replaced_and_not_followed() {
    let place = room();
    fs::write(place.path().join("precious"), "precious").unwrap();
    for target in ["precious", "nowhere"] {
        symlink(target, place.path().join("new.csv")).unwrap();
        assert_eq!(place.run("accede status budapest --output new.csv").code, 0);
        assert!(fs::symlink_metadata(place.path().join("new.csv")).unwrap().is_file());
        remove(&place, &["new.csv"]);
    }
    assert_eq!(fs::read_to_string(place.path().join("precious")).unwrap(), "precious");
    assert!(!place.path().join("nowhere").exists());
    for command in ["init --bare new.db", "backup new.db", "load log.ndjson --db new.db"] {
        symlink("nowhere", place.path().join("new.db")).unwrap();
        assert_eq!(place.run(&format!("accede {command}")).code, 3, "{command}");
        assert!(!place.path().join("nowhere").exists());
        remove(&place, &["new.db"]);
    }
}

#[test]
fn what_is_open_already_is_written_to_and_keeps_its_name() {
    if !fs::exists("/dev/stdout").unwrap() {
        return;
    }
    let place = room();
    let plain = place.run("accede status budapest --format csv").stdout;
    for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let words = format!("accede status budapest --format csv --output {name}");
        assert_eq!(place.run(&format!("{words} | cat")).stdout, plain, "{name}");
        let kept = place.run(&format!("echo kept > said; {words} >> said; cat said"));
        assert_eq!(kept.stdout, format!("kept\n{plain}"), "{name}");
    }
    assert!(fs::exists("/dev/stdout").unwrap());
    assert_eq!(place.run("accede status budapest --output /dev/null").code, 0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}
