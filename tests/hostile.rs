//! Files that this program did not write, and places that fail: each command says one thing, with its exit code, loses
//! nothing and ends.

#![cfg(unix)]

use std::fs;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use crate::support::damage::record_of;
use crate::support::{Place, Ran, needs, soak};

/// What is asked of each file. A command that hangs is ended, with exit code 124.
const COMMANDS: [&str; 6] = [
    "status budapest",
    "record ratification budapest IE --on 2026-11-20",
    "verify",
    "dump",
    "backup copy.out",
    "rebuild",
];

const SOUND: [i32; 6] = [0; 6];
const UNUSABLE: [i32; 6] = [4; 6];
/// Something that does not belong: answers and writing wait for a rebuild, the record is whole.
const MENDED: [i32; 6] = [4, 4, 1, 0, 0, 0];
/// The log is not a log of ours; a copy can be made where there is one to read the head of.
const BROKEN: [i32; 6] = [5; 6];
const BROKEN_BUT_COPIED: [i32; 6] = [5, 5, 5, 5, 0, 5];

/// Each file: what it is, how a shell makes it (`$f`) beside a sound accede.db, and the exit codes of the commands.
const FILES: [(&str, &str, [i32; 6]); 41] = [
    ("as it is", "cp accede.db $f", SOUND),
    ("trigger on log", "sql 'CREATE TRIGGER spy AFTER INSERT ON log BEGIN DELETE FROM act; END'", MENDED),
    ("trigger on act", "sql 'CREATE TRIGGER spy AFTER INSERT ON act BEGIN DELETE FROM spell; END'", MENDED),
    (
        "endless view for a table",
        "sql 'DROP TABLE spell; CREATE VIEW spell AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n'",
        MENDED,
    ),
    (
        "endless view for a view",
        "sql 'DROP VIEW status_today; CREATE VIEW status_today AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n'",
        MENDED,
    ),
    ("view like one of ours", "sql 'CREATE VIEW ended_today AS SELECT 1'", MENDED),
    ("foreign table", "sql 'CREATE TABLE notes (words TEXT)'", MENDED),
    ("foreign table with a strange name", "sql 'CREATE TABLE \"a\"\"; DROP TABLE log; --\" (x)'", MENDED),
    ("virtual table", "sql 'CREATE VIRTUAL TABLE words USING fts5(text)'", MENDED),
    (
        "virtual table of an unknown module",
        "sql \"PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('table', 'ghost', 'ghost', 0, 'CREATE VIRTUAL TABLE ghost USING elsewhere(x)')\"",
        [4, 4, 4, 0, 0, 4],
    ),
    (
        "changed index",
        "sql 'DROP INDEX clause_by_treaty; CREATE INDEX clause_by_treaty ON clause (rule)'",
        MENDED,
    ),
    ("index on log", "sql 'CREATE UNIQUE INDEX once ON log (hash)'", MENDED),
    ("generated column", "sql 'ALTER TABLE act ADD COLUMN twice TEXT AS (date || date)'", MENDED),
    (
        "5,000 views",
        "sql \"PRAGMA writable_schema = ON; WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5000) INSERT INTO sqlite_schema SELECT 'view', 'v' || x, 'v' || x, 0, 'CREATE VIEW v' || x || ' AS SELECT 1' FROM n\"",
        MENDED,
    ),
    (
        "1,000 tables",
        "cp accede.db $f; (echo 'BEGIN;'; i=0; while [ $i -lt 1000 ]; do i=$((i + 1)); echo \"CREATE TABLE t$i (x);\"; done; echo 'COMMIT;') | sqlite3 $f",
        MENDED,
    ),
    (
        "entry of 20 MB",
        "sql \"DROP TRIGGER log_in_order; INSERT INTO log SELECT seq + 1, recorded_at, recorded_by, kind, json_quote(replace(hex(zeroblob(10485760)), '00', 'ab')), NULL, hash FROM log ORDER BY seq DESC LIMIT 1\"",
        [0, 5, 5, 5, 0, 5],
    ),
    (
        "statement of 200 kB",
        "sql \"PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('view', 'big', 'big', 0, 'CREATE VIEW big AS SELECT 1 --' || replace(hex(zeroblob(100000)), '00', 'ab'))\"",
        UNUSABLE,
    ),
    (
        "log is a view",
        "sql 'DROP TRIGGER log_no_update; DROP TRIGGER log_no_delete; DROP TRIGGER log_in_order; ALTER TABLE log RENAME TO was; CREATE VIEW log AS SELECT * FROM was'",
        BROKEN,
    ),
    ("log has one more column", "sql 'ALTER TABLE log ADD COLUMN more TEXT'", BROKEN_BUT_COPIED),
    (
        "log has a generated column",
        "sql 'ALTER TABLE log ADD COLUMN twice TEXT AS (body || body)'",
        BROKEN_BUT_COPIED,
    ),
    (
        "log has other columns",
        "sqlite3 $f 'CREATE TABLE log (x); PRAGMA application_id = 1414681689; PRAGMA user_version = 1'",
        BROKEN,
    ),
    (
        "no log",
        "sqlite3 $f 'CREATE TABLE note (x); PRAGMA application_id = 1414681689; PRAGMA user_version = 1'",
        BROKEN,
    ),
    ("WAL", "sql 'PRAGMA journal_mode = WAL'", SOUND),
    ("large pages", "sql 'PRAGMA page_size = 65536; VACUUM'", SOUND),
    (
        "UTF-16",
        "(echo \"PRAGMA encoding = 'UTF-16';\"; sqlite3 accede.db .dump; echo 'PRAGMA application_id = 1414681689; PRAGMA user_version = 1;') | sqlite3 $f",
        SOUND,
    ),
    ("another program's", "sql 'PRAGMA application_id = 1'", UNUSABLE),
    ("no record version", "sql 'PRAGMA user_version = 0'", UNUSABLE),
    ("cut at one byte", "head -c 1 accede.db > $f", UNUSABLE),
    ("cut behind the header", "head -c 100 accede.db > $f", UNUSABLE),
    ("cut at the end of a page", "head -c 409600 accede.db > $f", UNUSABLE),
    ("cut within a page", "head -c 900001 accede.db > $f", UNUSABLE),
    ("something at the end", "(cat accede.db; gzip < accede.db | head -c 5000) > $f", SOUND),
    ("nonsense behind the header", "(head -c 100 accede.db; gzip < accede.db) > $f", UNUSABLE),
    ("nonsense", "gzip < accede.db > $f", UNUSABLE),
    ("nothing", ": > $f", UNUSABLE),
    ("nonsense for a journal", "cp accede.db $f; echo garbage > $f-journal", SOUND),
    (
        "hot journal",
        "cp accede.db its.db; sqlite3 its.db \"PRAGMA cache_size = 5\" \"BEGIN\" \"CREATE TABLE half AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 500) SELECT zeroblob(2000) FROM n\" \".shell cp its.db $f; cp its.db-journal $f-journal\"",
        SOUND,
    ),
    ("folder", "mkdir $f", UNUSABLE),
    ("pipe", "mkfifo $f", UNUSABLE),
    ("socket", ":", UNUSABLE),
    ("link to nothing", "ln -s nowhere $f", UNUSABLE),
];

/// The file as the shell made it, to start anew from.
struct Made {
    path: PathBuf,
    bytes: Option<Vec<u8>>,
    journal: Option<Vec<u8>>,
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

impl Made {
    fn by(place: &Place, what: &str, make: &str) -> Self {
        let path = place.path().join("hostile.db");
        if what == "socket" {
            // The name stays when the listener is gone.
            drop(UnixListener::bind(&path).unwrap());
        }
        let ran = place
            .run(&format!("f=hostile.db; sql() {{ cp accede.db $f; sqlite3 $f \"$1\" > said; }}; {make}"));
        assert!(ran.code == 0 && ran.stderr.is_empty(), "{what}: {ran:?}");
        let journal = fs::read(beside(&path, "-journal")).ok();
        let bytes = path.is_file().then(|| fs::read(&path).unwrap());
        Self { path, bytes, journal }
    }

    fn restore(&self) {
        for end in ["-journal", "-wal", "-shm"] {
            let _ = fs::remove_file(beside(&self.path, end));
        }
        if let Some(bytes) = &self.bytes {
            fs::write(&self.path, bytes).unwrap();
        }
        if let Some(journal) = &self.journal {
            fs::write(beside(&self.path, "-journal"), journal).unwrap();
        }
    }
}

/// What is wrong with how a command ended.
fn faults(ran: &Ran, code: i32) -> Vec<&'static str> {
    let is_error = code >= 2;
    let found = [
        (ran.code != code, "another exit code"),
        (is_error && !ran.stdout.is_empty(), "something on standard output"),
        (
            is_error && (ran.stderr.lines().count() != 1 || !ran.stderr.starts_with("accede: ")),
            "not one message",
        ),
        (ran.stderr.matches("accede: ").count() > 1, "more than one message"),
        (!is_error && !ran.stderr.is_empty(), "something on standard error"),
    ];
    found.into_iter().filter(|fault| fault.0).map(|fault| fault.1).collect()
}

#[test]
fn files_of_others_are_told_and_left_as_they_are() {
    if !needs::program("sqlite3") {
        return;
    }
    let mut wrong = Vec::new();
    for (what, make, codes) in FILES {
        let place = Place::new();
        let sound = fs::read(place.db()).unwrap();
        let log = record_of(&place.db()).unwrap();
        let made = Made::by(&place, what, make);
        let is_hot = what == "hot journal";
        if is_hot {
            assert!(made.bytes.as_ref() != Some(&sound) && made.journal.is_some(), "the journal is not hot");
        }
        for (command, code) in COMMANDS.into_iter().zip(codes) {
            made.restore();
            let _ = fs::remove_file(place.path().join("copy.out"));
            let ran = place.run(&format!("timeout 60 accede --db hostile.db {command}"));
            let mut found = faults(&ran, code);
            // What does not fit is told beside an answer.
            if what == "entry of 20 MB" && code == 0 && ran.stderr.contains("do not follow from its log") {
                found.retain(|fault| *fault != "something on standard error");
            }
            let writes = (command.starts_with("record") || command == "rebuild") && code == 0;
            if writes {
                if place.run("accede --db hostile.db verify").code != 0 {
                    found.push("the file is not sound afterwards");
                }
                let now = record_of(&made.path).unwrap();
                let more = now.len() - log.len();
                if now[..log.len()] != log || more != usize::from(command != "rebuild") {
                    found.push("the log is not what it was");
                }
            } else if made.bytes.is_some() {
                let expected = if is_hot { Some(&sound) } else { made.bytes.as_ref() };
                if fs::read(&made.path).ok().as_ref() != expected {
                    found.push("the file has changed");
                }
            }
            let copy = place.path().join("copy.out");
            if copy.exists() != (command.starts_with("backup") && code == 0) {
                found.push("a copy where there should be none, or none where there should be one");
            }
            if !found.is_empty() {
                let said: String = ran.stderr.chars().take(300).collect();
                wrong.push(format!("{what}: {command}: {} ({})\n{said}", found.join(", "), ran.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is written where there is no room; what has to be the size of a whole file, and what is small.
const WRITING: [&str; 10] = [
    "record ratification budapest IE --on 2026-11-20",
    "group new G8 Eight",
    "import --seed --write --db bare.db",
    "rebuild",
    "init new.db",
    "init --bare new.db",
    "backup new.db",
    "load log.ndjson --db new.db",
    "dump --output new.txt",
    "status budapest --output new.txt",
];

/// A folder with a sound file, a bare one, and a dump beside it.
fn room() -> Place {
    let place = Place::new();
    let ran = place.run("accede init --bare bare.db --output said && accede dump --output log.ndjson");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    place
}

/// Looks at the files after a command, which printed `ran`: all is well, or one message and everything as it was.
fn is_whole(place: &Place, before: &[Vec<u8>; 2], line: &str, ran: &Ran) -> bool {
    assert!([0, 4].contains(&ran.code), "{line}: {ran:?}");
    assert_eq!(faults(ran, ran.code), Vec::<&str>::new(), "{line}: {ran:?}");
    let names: Vec<String> = fs::read_dir(place.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(!names.iter().any(|name| name.starts_with('.')), "{line}: {names:?}");
    for (file, before) in ["accede.db", "bare.db"].into_iter().zip(before) {
        let is_as_before = || fs::read(place.path().join(file)).unwrap() == *before;
        if is_as_before() {
            continue;
        }
        // A change that was broken off is taken back when the file is read next.
        let verified = place.run(&format!("accede verify --db {file}"));
        assert_eq!(verified.code, 0, "{line}: {file}: {verified:?}");
        assert!(ran.code == 0 || is_as_before(), "{line}: {file} has changed");
    }
    let new = ["new.db", "new.txt"].map(|name| place.path().join(name));
    if ran.code == 0 {
        if new[0].exists() {
            assert_eq!(place.run("accede verify --db new.db").code, 0, "{line}");
        }
    } else {
        assert!(!new.iter().any(|path| path.exists()), "{line}: half a file");
        let says = ["disk is full or failing", "no room on its disk", "os error 27", "os error 28"];
        assert!(says.iter().any(|words| ran.stderr.contains(words)), "{line}: {ran:?}");
    }
    for path in new {
        let _ = fs::remove_file(path);
    }
    ran.code == 0
}

#[test]
fn where_files_may_not_grow_nothing_is_lost() {
    let place = room();
    let before = ["accede.db", "bare.db"].map(|file| fs::read(place.path().join(file)).unwrap());
    let mut done = 0;
    // In blocks of 512 or 1,024 bytes, as the shell counts.
    for most in [0, 400, 40_000, 10, 40, 4_000, 10_000, 18_000].into_iter().take(soak(3, 8)) {
        for command in WRITING {
            let line = format!("ulimit -f {most}; timeout 600 accede {command}");
            let ran = place.run(&line);
            let well = is_whole(&place, &before, &line, &ran);
            assert!(!(well && most == 0), "{line}");
            done += usize::from(well);
            for (file, bytes) in ["accede.db", "bare.db"].into_iter().zip(&before) {
                fs::write(place.path().join(file), bytes).unwrap();
            }
        }
    }
    assert!(done >= 3, "{done}");
}

#[test]
fn on_a_full_disk_nothing_is_lost() {
    let mount = "mkdir -p small && mount -t tmpfs -o size=2m none small";
    if Place::empty().run(&format!("unshare -m sh -c '{mount}'")).code != 0 {
        needs::not_run("a small disk, which only root may mount");
        return;
    }
    let mut done = 0;
    let mut full = 0;
    let place = room();
    let files = ["accede.db", "bare.db"];
    let before = files.map(|file| fs::read(place.path().join(file)).unwrap());
    let log = fs::read(place.path().join("log.ndjson")).unwrap();
    for free in [0, 16, 256, 4096] {
        for command in WRITING {
            for (file, bytes) in files.into_iter().zip(&before).chain([("log.ndjson", &log)]) {
                fs::write(place.path().join(file), bytes).unwrap();
            }
            let pages = |bytes: &Vec<u8>| bytes.len().div_ceil(4096) * 4;
            let size = before.iter().chain([&log]).map(pages).sum::<usize>() + free;
            // What the disk holds in the end is copied back, for it goes with the shell.
            let script = format!(
                "mkdir -p small && mount -t tmpfs -o size={size}k none small && cp accede.db bare.db log.ndjson small && cd small || exit 99
                 timeout 60 accede {command}; code=$?
                 rm log.ndjson; cd .. && rm accede.db bare.db log.ndjson && cp -r small/. . || exit 98
                 exit $code"
            );
            fs::write(place.path().join("script"), script).unwrap();
            let line = format!("{free} KiB free: {command}");
            let ran = place.run("unshare -m sh script");
            let well = is_whole(&place, &before, &line, &ran);
            done += usize::from(well);
            full += usize::from(!well);
        }
    }
    assert!(done >= 5 && full >= 20, "{done} {full}");
}
