//! Copies of a file: `dump` and `load`, `backup`, `rebuild`. Each gives the same record and the same answers.

use std::fs;
use std::path::Path;

use crate::support::damage::{OLD_LOG, load, record_of, small_file};
use crate::support::{Place, dump_derived};
use accede::error::{Error, Exit};
use accede::store::{Access, Store};
use serde_json::Value;

fn dump(path: &Path) -> Vec<u8> {
    let mut dump = Vec::new();
    let take = |line: &[u8]| {
        dump.extend_from_slice(line);
        Ok(())
    };
    Store::open_as_is(path, Access::Read).unwrap().dump(take).unwrap();
    dump
}

/// What is asked of a file and of its copies.
const QUESTIONS: [&str; 16] = [
    "",
    "status budapest",
    "status 189 --as-of 2010-01-01",
    "status hanoi --group EU",
    "pending budapest --group EU --as-of 2012-05-03",
    "participant Ireland",
    "participant CZ --as-of 2005-01-01",
    "explain budapest CZ",
    "explain 224",
    "clause 'AND(count(5), group(3, COE))'",
    "treaties",
    "treaty show budapest",
    "participants --group COE",
    "groups",
    "log --limit 5000",
    "log @4246",
];

fn answers(place: &Place, file: &str) -> Vec<String> {
    let answer = |question: &&str| {
        let ran = place.run(&format!("accede --format json --db {file} {question}"));
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{question}");
        assert!(ran.stdout.len() > 100, "{question}");
        ran.stdout
    };
    QUESTIONS.iter().map(answer).collect()
}

#[test]
fn every_copy_gives_the_same_answers() {
    let place = Place::new();
    for line in [
        "accede record ratification budapest IE --on 2026-11-20 --source 'a letter' --by desk",
        "accede record signature 189 IE --on 2026-11-21 --reason 'Zoë \"said\" so' --by 'desk Ä'",
        "accede group new ALPS Alps --by desk",
        "accede group add ALPS AT --on 2020-01-01 --by desk",
        "accede participant rename TR 'Türkiye am Meer' --on 2026-01-01 --by desk",
    ] {
        let ran = place.run(line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
    }
    for line in [
        "accede dump --output one.ndjson",
        "accede load one.ndjson --db loaded.db",
        "accede dump --db loaded.db | accede load - --db again.db",
        "accede backup copied.db",
        "cp accede.db rebuilt.db && accede rebuild --db rebuilt.db",
    ] {
        let ran = place.run(line);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{line}: {ran:?}");
    }
    let expected = (answers(&place, "accede.db"), record_of(&place.db()).unwrap(), dump_derived(&place.db()));
    let text = fs::read(place.path().join("one.ndjson")).unwrap();
    assert_eq!(text.split_inclusive(|byte| *byte == b'\n').count(), expected.1.len());
    for copy in ["loaded.db", "again.db", "copied.db", "rebuilt.db"] {
        let path = place.path().join(copy);
        assert!(answers(&place, copy) == expected.0, "{copy} answers otherwise");
        assert!(record_of(&path).unwrap() == expected.1, "{copy} has another record");
        assert!(dump_derived(&path) == expected.2, "{copy} has other derived rows");
        assert!(dump(&path) == text, "{copy} gives another dump");
        assert_eq!(place.run(&format!("accede verify --db {copy}")).code, 0, "{copy}");
    }
}

/// Where an answer no longer says what it said then. Later versions may tell more: a field that is new is no difference.
fn lost(then: &Value, now: &Value, place: &str) -> Option<String> {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => then.iter().find_map(|(name, value)| {
            let place = format!("{place}.{name}");
            now.get(name).map_or(Some(place.clone()), |now| lost(value, now, &place))
        }),
        (Value::Array(then), Value::Array(now)) if then.len() == now.len() => then
            .iter()
            .zip(now)
            .enumerate()
            .find_map(|(number, (then, now))| lost(then, now, &format!("{place}[{number}]"))),
        (then, now) => (then != now).then(|| format!("{place} ({then}, now {now})")),
    }
}

#[test]
fn an_answer_that_says_less_than_before_is_found() {
    let value = |text: &str| serde_json::from_str(text).unwrap();
    let then = value(r#"{"a": 1, "b": [{"c": null}]}"#);
    assert_eq!(lost(&then, &value(r#"{"new": 0, "a": 1, "b": [{"c": null, "d": 2}]}"#), "$"), None);
    for (now, place) in [
        (r#"{"b": [{"c": null}]}"#, "$.a"),
        (r#"{"a": 1, "b": [{"c": 3}]}"#, "$.b[0].c (null, now 3)"),
        (r#"{"a": 1, "b": [{}]}"#, "$.b[0].c"),
        (r#"{"a": 1, "b": []}"#, r#"$.b ([{"c":null}], now [])"#),
    ] {
        assert_eq!(lost(&then, &value(now), "$").as_deref(), Some(place));
    }
}

/// A log that an earlier version wrote, with what that version answered from it.
#[test]
fn the_log_of_every_release_replays() {
    let logs = Path::new(OLD_LOG).parent().unwrap();
    let releases: Vec<_> = fs::read_dir(logs)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "ndjson"))
        .collect();
    assert!(!releases.is_empty());
    for log in releases {
        let place = Place::empty();
        fs::copy(&log, place.path().join("log.ndjson")).unwrap();
        let ran = place.run("accede load log.ndjson && accede verify");
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", log.display());
        assert!(dump(&place.db()) == fs::read(&log).unwrap(), "{}", log.display());
        let mut asked = 0;
        for (file, question) in [
            ("status-budapest", "status budapest"),
            ("status-189", "status 189"),
            ("participant-HU", "participant HU"),
            ("explain-budapest-CZ", "explain budapest CZ"),
            ("pending-budapest-group-EU", "pending budapest --group EU"),
            ("treaty-show-budapest", "treaty show budapest"),
            ("participants-group-DANUBE", "participants --group DANUBE"),
        ] {
            let Ok(expected) = fs::read_to_string(log.with_extension("").join(format!("{file}.json"))) else {
                continue;
            };
            let line = format!("ACCEDE_TODAY=2026-12-01 accede {question} --format json --as-of 2026-12-01");
            let ran = place.run(&line);
            assert_eq!(ran.stderr, "", "{question}");
            let [then, now] = [&expected, &ran.stdout].map(|text| serde_json::from_str(text).unwrap());
            if let Some(place) = lost(&then, &now, "$") {
                panic!("{}: {question}: {place} is no longer answered as then", log.display());
            }
            asked += 1;
        }
        assert_eq!(asked, 7, "{}", log.display());
    }
}

#[test]
fn a_backup_made_while_others_write_is_one_moment_of_the_file() {
    let place = Place::new();
    let writers = "for state in $STATES; do accede record signature hanoi $state --on 2026-11-20 --by desk --output $state.txt || exit 1; done";
    let script = format!(
        "set -e
         (STATES='AD AR BB CA'; {writers}) & one=$!
         (STATES='CH DO FJ GE'; {writers}) & two=$!
         (STATES='HU IL IS KE'; {writers}) & three=$!
         for n in 1 2 3 4 5 6; do accede backup copy-$n.db --format csv --output copy-$n.txt; done
         wait $one; wait $two; wait $three
         accede verify --output end.txt"
    );
    let ran = place.run(&format!("export ACCEDE_WAIT=60\n{script}"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    let end = dump(&place.db());
    for copy in 1..=6 {
        let path = place.path().join(format!("copy-{copy}.db"));
        let verified = Store::open(&path, Access::Read).unwrap().verify(&[]).unwrap();
        assert!(verified.is_sound(), "{verified:?}");
        assert!(end.starts_with(&dump(&path)), "copy {copy} is no moment of the file");
        let said = fs::read_to_string(path.with_extension("txt")).unwrap();
        assert!(said.contains(&verified.head.hash), "{said}");
    }
    let states = Store::open(&place.db(), Access::Read).unwrap().head().unwrap().seq;
    assert!(states >= 4967 + 12);
}

/// Each case is a dump with one thing wrong: which exit code, and what is said.
#[test]
fn what_is_no_sound_dump_makes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = String::from_utf8(dump(&small_file(folder.path()))).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let with = |at: usize, line: String| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        lines[at - 1] = line;
        lines.concat()
    };
    let line = |at: usize| lines[at - 1].to_owned();
    let (usage, broken) = (Exit::Usage, Exit::Broken);
    let cases = [
        ("nothing", String::new(), usage, "nothing in it"),
        ("no JSON", with(3, "hello\n".to_owned()), usage, "dump:3: "),
        ("an empty line", with(3, "\n".to_owned()), usage, "dump:3: "),
        ("a number", with(3, "3\n".to_owned()), usage, "dump:3: "),
        ("a field more", with(9, line(9).replace("}\n", ",\"more\":1}\n")), usage, "unknown field `more`"),
        ("a field less", with(9, line(9).replace("\"reason\":null,", "")), usage, "missing field `reason`"),
        (
            "a field twice",
            with(9, line(9).replace("\"seq\":9", "\"seq\":9,\"seq\":9")),
            usage,
            "duplicate field",
        ),
        (
            "a number for a text",
            with(9, line(9).replace("\"kind\":\"source\",\"body\"", "\"kind\":7,\"body\"")),
            usage,
            "dump:9: ",
        ),
        ("blanks", with(9, line(9).replace("\"seq\":9", "\"seq\": 9")), usage, "the form of accede dump"),
        (
            "another order",
            with(9, format!("{{{},\"seq\":9}}\n", &line(9).trim_end()[9..line(9).len() - 2])),
            usage,
            "the form of accede dump",
        ),
        (
            "an escape",
            with(9, line(9).replace("accede seed", "\\u0061ccede seed")),
            usage,
            "the form of accede dump",
        ),
        ("another end of line", with(9, line(9).replace('\n', "\r\n")), usage, "the form of accede dump"),
        ("no text", with(9, line(9).replace("accede seed", "accede \u{0}seed")), usage, "dump:9: "),
        ("cut in a line", text[..text.len() - 40].to_owned(), usage, "cut off"),
        ("cut before the end of a line", text[..text.len() - 1].to_owned(), usage, "cut off"),
        ("the first line gone", lines[1..].concat(), broken, "dump:1: it is missing"),
        ("a line gone", text.replace(lines[99], ""), broken, "dump:100: it is missing"),
        ("a line twice", with(9, line(9) + lines[8]), broken, "dump:10: it stands where no entry can be"),
        ("two lines swapped", with(9, line(10) + lines[8]), broken, "dump:9: it is missing"),
        (
            "another role",
            with(9, line(9).replace("accede seed", "accede sead")),
            broken,
            "dump:9: its hash does not fit",
        ),
        ("another time", with(9, line(9).replace("2026-11-23", "2026-11-22")), broken, "dump:9: its hash"),
        (
            "another kind",
            with(9, line(9).replace("\"kind\":\"source\",\"body\"", "\"kind\":\"group\",\"body\"")),
            broken,
            "dump:9: its hash",
        ),
        ("a reason", with(9, line(9).replace("null", "\"\"")), broken, "dump:9: its hash"),
        ("another body", with(9, line(9).replace("\"v\":1", "\"v\":2")), broken, "dump:9: its hash"),
        ("a blank in a body", with(9, line(9).replace("\"v\":1", "\"v\": 1")), broken, "dump:9: its hash"),
        ("another hash", with(9, line(9).replace("\"hash\":\"", "\"hash\":\"0")), broken, "dump:9: its hash"),
    ];
    for (case, dump, exit, says) in cases {
        assert_ne!(dump, text, "{case}");
        let path = folder.path().join("new.db");
        let error = load(&path, dump.as_bytes()).unwrap_err();
        assert_eq!(error.exit(), exit, "{case}: {error}");
        assert!(error.to_string().contains(says), "{case}: {error}");
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["small.db"], "{case}");
    }
}

#[test]
fn a_dump_that_ends_too_early_shows_only_by_a_head() {
    let folder = tempfile::tempdir().unwrap();
    let small = small_file(folder.path());
    let head = Store::open(&small, Access::Read).unwrap().head().unwrap();
    let text = String::from_utf8(dump(&small)).unwrap();
    let cut: String = text.split_inclusive('\n').take(100).collect();
    let path = folder.path().join("new.db");
    let load = |dump: &str| Store::load(&path, "dump", &mut dump.as_bytes(), std::slice::from_ref(&head));
    let error = load(&cut).unwrap_err();
    assert!(matches!(&error, Error::Broken { seq: 101, .. }), "{error}");
    assert!(!path.exists());
    assert_eq!(load(&text).unwrap(), Some(head.clone()));
    assert_eq!(load(&text).unwrap(), None, "a file that is there stays");
}

#[test]
fn a_dump_ends_quietly_when_its_reader_has_seen_enough() {
    let place = Place::new();
    let ran = place.run("accede dump | head -1 | cut -c 1-9; accede dump --output /dev/null");
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str(), ran.code), ("{\"seq\":1,\n", "", 0));
}
