//! A chain that holds is not enough: what `accede` could not have written is refused by `load` and found by `verify`, though
//! every hash fits. Each field of each register is given each value that its declaration does not allow.

use std::path::{Path, PathBuf};

use crate::support::damage::{chain_anew, load};
use accede::error::{Error, Exit};
use accede::model::{Body, Fact, Field, Kind, Noun, Reference};
use accede::store::{Access, Store};
use rusqlite::Connection;
use serde_json::{Map, Value, json};

/// A log with an entry of each register, which nothing is wrong with.
struct Sound {
    folder: tempfile::TempDir,
    lines: Vec<Map<String, Value>>,
}

const BATCH: usize = 1;
const TREATY: usize = 10;
const CLAUSE: usize = 14;
const SIGNATURE: usize = 16;
const RATIFICATION: usize = 17;
const REPLACED: usize = 18;
const RESERVATION: usize = 19;
const OBJECTION: usize = 20;
const IN_ITS_PLACE: usize = 21;
const RETRACTED: usize = 26;
const RETRACTION: usize = 27;

/// An entry of each register: its word and its fields.
const ENTRIES: [(&str, &str); 28] = [
    ("batch", r#"{"name":"made up","entries":27}"#),
    ("source", r#"{"code":"S1","citation":"a letter"}"#),
    ("source", r#"{"code":"@3","citation":"another letter"}"#),
    ("group", r#"{"code":"ALPS","name":"Alps"}"#),
    (
        "participant",
        r#"{"code":"AT","participant_kind":"state","name":"Austria","official_name":"Republic of Austria","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "participant",
        r#"{"code":"CH","participant_kind":"state","name":"Switzerland","official_name":"Swiss Confederation","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "name",
        r#"{"participant":"AT","name":"Ostmark","name_kind":"former","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "predecessor",
        r#"{"participant":"CH","predecessor":"AT","link":"separated","on":"1648-10-24","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "membership",
        r#"{"group":"ALPS","participant":"AT","since":"2000-01-01","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "treaty",
        r#"{"code":"T 1","title":"Treaty 1","short_title":"One","treaty_kind":"treaty","depositary":"","opened_on":"2019-01-01","in_force_on":"2020-01-01","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "treaty",
        r#"{"code":"T 2","title":"Treaty 2","short_title":"Two","treaty_kind":"treaty","depositary":"","opened_on":"2019-01-01","in_force_on":"2020-01-01","sources":["S1"],"confidence":"verified"}"#,
    ),
    ("treaty-name", r#"{"treaty":"T 1","name":"the first"}"#),
    (
        "treaty-link",
        r#"{"treaty":"T 1","other":"T 2","link":"related","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "clause",
        r#"{"treaty":"T 1","clause_kind":"effect","applies_to":"consent","rule":"MF(3)","article":"art. 9","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "weight",
        r#"{"table":"TABLE","participant":"AT","weight":"1.5","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "act",
        r#"{"treaty":"T 1","participant":"AT","act":"signature","date":"2020-01-01","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "act",
        r#"{"treaty":"T 1","participant":"AT","act":"ratification","date":"2021-01-01","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "act",
        r#"{"treaty":"T 1","participant":"CH","act":"signature","date":"2020-01-01","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "reservation",
        r#"{"treaty":"T 1","participant":"AT","statement":"reservation","date":"2021-02-01","summary":"Of its maps","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "reservation",
        r#"{"treaty":"T 1","participant":"CH","statement":"objection","refers_to":19,"date":"2021-02-01","summary":"Objects","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "act",
        r#"{"treaty":"T 1","participant":"CH","act":"signature","date":"2020-01-02","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "claim",
        r#"{"code":"CL1","as_of":"2022-01-01","treaty":"T 1","claim":"party-count","value":"1","sources":["S1"]}"#,
    ),
    ("attestation", r#"{"source":"@3","acts":"16-17"}"#),
    ("precedence", r#"{"publishers":["a registry"]}"#),
    (
        "state-number",
        r#"{"scheme":"LIST","number":305,"first_year":1955,"participant":"AT","abbreviation":"AUS","name":"Austria","sources":["S1"],"confidence":"verified"}"#,
    ),
    (
        "act",
        r#"{"treaty":"T 2","participant":"CH","act":"signature","date":"2020-01-01","sources":["S1"],"confidence":"verified"}"#,
    ),
    ("retraction", r#"{"entry":26}"#),
    (
        "act",
        r#"{"treaty":"T 1","participant":"CH","act":"ratification","date":"2022-01-01","sources":["S1"],"confidence":"verified"}"#,
    ),
];

fn facts() -> Vec<Fact> {
    let body = |(word, fields): (&str, &str)| {
        let fields: Value = serde_json::from_str(fields).unwrap();
        Body::read(word, fields).unwrap().unwrap()
    };
    let mut facts: Vec<Fact> = ENTRIES.into_iter().map(body).map(Fact::from).collect();
    facts[IN_ITS_PLACE - 1].replaces = i64::try_from(REPLACED).ok();
    facts
}

impl Sound {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sound.db");
        Store::create(&path, &facts(), "desk", "2026-11-30T00:00:00Z").unwrap();
        assert!(Store::open_as_is(&path, Access::Read).unwrap().verify(&[]).unwrap().is_sound());
        let mut dump = Vec::new();
        let take = |lines: &[u8]| {
            dump.extend_from_slice(lines);
            Ok(())
        };
        Store::open_as_is(&path, Access::Read).unwrap().dump(take).unwrap();
        let lines = dump.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let lines = lines.map(|line| serde_json::from_slice(line).unwrap()).collect();
        // Nothing but the log, so that each case can write in a copy, and that soon.
        let connection = Connection::open(&path).unwrap();
        let others = "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'table', 'trigger') AND name <> 'log' AND name NOT LIKE 'sqlite%' ORDER BY type DESC";
        let mut statement = connection.prepare(others).unwrap();
        let others: Vec<(String, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        drop(statement);
        connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        for (kind, name) in others {
            connection.execute_batch(&format!("DROP {kind} IF EXISTS \"{name}\"")).unwrap();
        }
        connection.execute_batch("VACUUM").unwrap();
        Self { folder, lines }
    }

    fn body(&self, seq: usize) -> Map<String, Value> {
        self.lines[seq - 1]["body"].as_object().unwrap().clone()
    }

    /// A file whose log has other columns in one entry, with a chain that holds.
    fn changed(&self, seq: usize, columns: &[(&str, Option<&str>)]) -> PathBuf {
        let path = self.folder.path().join("changed.db");
        std::fs::copy(self.folder.path().join("sound.db"), &path).unwrap();
        let connection = Connection::open(&path).unwrap();
        connection
            .execute_batch("PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON; BEGIN")
            .unwrap();
        for (column, value) in columns {
            let sql = format!("UPDATE log SET {column} = ?2 WHERE seq = ?1");
            connection.execute(&sql, (i64::try_from(seq).unwrap(), value)).unwrap();
        }
        chain_anew(&connection);
        connection.execute_batch("COMMIT").unwrap();
        path
    }

    /// `verify` finds and `load` refuses an entry that has these columns, and both say `says` of it.
    fn is_refused(&self, case: &str, seq: usize, columns: &[(&str, Option<&str>)], says: &str) {
        let path = self.changed(seq, columns);
        let seq = i64::try_from(seq).unwrap();
        let found = Store::open_as_is(&path, Access::Read).unwrap().verify(&[]);
        let dump = dump_as_it_stands(&path);
        let refused = load(&path.with_extension("loaded"), &dump);
        for (what, said) in [("verify", found.map(drop)), ("load", refused.map(drop))] {
            let Err(error) = said else { panic!("{case}: {what} finds nothing wrong") };
            let said = error.to_string();
            match error {
                Error::Broken { seq: at, .. } => assert_eq!(at, seq, "{case}: {what}: {said}"),
                // What is no line of a dump cannot be read as one.
                ref error => assert!(what == "load" && error.exit() == Exit::Usage, "{case}: {what}: {said}"),
            }
            assert!(said.contains(says), "{case}: {what} does not say {says:?}: {said}");
            assert!(said.len() < 1_000, "{case}: {what} says too much");
        }
    }

    /// The same, of an entry with this body.
    fn body_is_refused(&self, case: &str, seq: usize, body: &str, says: &str) {
        self.is_refused(&format!("@{seq} {case}"), seq, &[("body", Some(body))], says);
    }

    /// The same, of an entry with some fields of its body changed; null leaves one out.
    fn fields_are_refused(&self, seq: usize, changes: &Value, says: &str) {
        let mut body = self.body(seq);
        for (field, value) in changes.as_object().unwrap() {
            if value.is_null() {
                body.remove(field)
            } else {
                body.insert(field.clone(), value.clone())
            };
        }
        self.body_is_refused(&short(&changes.to_string()), seq, &text(&body), says);
    }
}

fn text(body: &Map<String, Value>) -> String {
    Value::Object(body.clone()).to_string()
}

fn short(text: &str) -> String {
    text.chars().take(100).collect()
}

/// The lines of a dump of what stands in the log, whatever that is.
fn dump_as_it_stands(path: &Path) -> Vec<u8> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare("SELECT seq, recorded_at, recorded_by, kind, body, reason, hash FROM log")
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut dump = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let text = |column| json!(row.get::<_, Option<String>>(column).unwrap()).to_string();
        let line = format!(
            "{{\"seq\":{},\"recorded_at\":{},\"recorded_by\":{},\"kind\":{},\"body\":{},\"reason\":{},\"hash\":{}}}\n",
            row.get::<_, i64>(0).unwrap(),
            text(1),
            text(2),
            text(3),
            row.get::<_, String>(4).unwrap(),
            text(5),
            text(6)
        );
        dump.extend_from_slice(line.as_bytes());
    }
    dump
}

/// What the declaration of a field does not allow.
fn illegal(field: &Field) -> Vec<(&'static str, Value)> {
    let mut values = vec![("an object", json!({"a": 1})), ("a fraction", json!(1.5))];
    match field.kind {
        Kind::Text => {
            values.extend([
                ("too long", json!("x".repeat(1_000_000.min(field.form.longest + 1)))),
                ("a control character", json!("a\u{1b}[31mb")),
                ("a character that reorders", json!("a\u{202e}b")),
                ("a number", json!(7)),
                ("a list", json!(["a"])),
            ]);
            if !field.form.can_be_empty {
                values.extend([("empty", json!("")), ("blank", json!("  "))]);
            }
            if !field.form.has_lines {
                values.push(("two lines", json!("a\nb")));
            }
            let names_others = matches!(field.reference, Some(Reference::Names(Noun::Treaty)));
            let refers =
                field.reference.is_some_and(|it| !matches!(it, Reference::Gives(_))) && !names_others;
            if field.form.rule.is_some() || refers {
                values.push(("none of its words", json!("@no such!")));
            }
        }
        Kind::Number => values.extend([
            ("nought", json!(0)),
            ("below nought", json!(-1)),
            ("a text", json!("1")),
            ("endless", json!(1e300)),
        ]),
        Kind::Year => {
            values.extend([("nought", json!(0)), ("a text", json!("1955")), ("far", json!(99_999))]);
        }
        Kind::Flag => values.extend([("a number", json!(1)), ("a word", json!("yes"))]),
        Kind::List => values.extend([
            ("a number in it", json!([1])),
            ("an empty one", json!([""])),
            ("a control character", json!(["a\u{9b}b"])),
            ("too long", json!(["x".repeat(field.form.longest + 1)])),
            ("one twice", json!(["S1", "S1"])),
            ("many", json!(vec!["S1"; 2_000])),
        ]),
    }
    values
}

#[test]
fn no_field_of_any_register_has_what_it_cannot_have() {
    let sound = Sound::new();
    let mut cases = 0;
    for register in Body::REGISTERS {
        let seq = 1 + sound.lines.iter().position(|line| line["kind"] == register.word).expect(register.word);
        let body = sound.body(seq);
        for field in register.fields {
            let name = field.name;
            for (what, value) in illegal(field) {
                // A day, an act or a confidence is a text of which the form is told by its type.
                let mut changed = body.clone();
                changed.insert(name.to_owned(), value);
                sound.body_is_refused(&format!("{name}: {what}"), seq, &text(&changed), name);
                cases += 1;
            }
            let mut changed = body.clone();
            let value = changed.remove(name);
            if field.is_required {
                sound.body_is_refused(&format!("{name}: missing"), seq, &text(&changed), name);
                cases += 1;
            }
            let null = {
                changed.insert(name.to_owned(), Value::Null);
                text(&changed)
            };
            sound.body_is_refused(&format!("{name}: null"), seq, &null, "");
            if let Some(value) = value {
                let twice = format!("\"{name}\":{value},\"{name}\":{value}");
                let twice = text(&body).replacen(&format!("\"{name}\":{value}"), &twice, 1);
                sound.body_is_refused(&format!("{name}: twice"), seq, &twice, name);
                cases += 1;
            }
            cases += 1;
        }
        let mut more = body.clone();
        more.insert("extra".to_owned(), json!(1));
        sound.body_is_refused("a field that nobody declared", seq, &text(&more), "extra");
        for (case, change) in [
            ("a blank", text(&body).replacen(':', ": ", 1)),
            ("an escape", text(&body).replacen("\"kind\"", "\"\\u006bind\"", 1)),
            ("the kind twice", text(&body).replacen('{', &format!("{{\"kind\":\"{}\",", register.word), 1)),
            ("the version twice", text(&body).replacen('{', "{\"v\":1,", 1)),
            ("another order", {
                let first = text(&body)[1..].split(",\"").next().unwrap().to_owned();
                format!("{{{},{first}}}", &text(&body)[first.len() + 2..text(&body).len() - 1])
            }),
            ("version 1.0", text(&body).replace("\"v\":1", "\"v\":1.0")),
            ("no version", text(&body).replace(",\"v\":1", "")),
        ] {
            if change != text(&body) {
                sound.body_is_refused(case, seq, &change, "");
                cases += 1;
            }
        }
    }
    assert!(cases > 1_500, "{cases}");
}

#[test]
fn nothing_takes_the_place_of_what_it_cannot() {
    let sound = Sound::new();
    let last = sound.lines.len();
    for register in Body::REGISTERS {
        let seq =
            1 + sound.lines.iter().rposition(|line| line["kind"] == register.word).expect(register.word);
        let body = sound.body(seq);
        for target in (-1..=i64::try_from(last).unwrap() + 1).chain([i64::MAX]) {
            let earlier = usize::try_from(target).ok().filter(|target| (1..seq).contains(target));
            let can = earlier.is_some_and(|target| {
                let same = sound.lines[target - 1]["kind"] == register.word && register.has_key();
                let old = sound.body(target);
                let fixed = register.fields.iter().filter(|field| field.is_fixed());
                let counts = ![REPLACED, RETRACTED].contains(&target);
                same && counts && { fixed }.all(|field| old.get(field.name) == body.get(field.name))
            });
            if can {
                continue;
            }
            let mut changed = body.clone();
            changed.insert("replaces".to_owned(), json!(target));
            let case = format!("a {} in the place of @{target}", register.word);
            sound.body_is_refused(&case, seq, &text(&changed), "replaces");
        }
        for wrong in [json!("16"), json!(1.5), json!([16])] {
            let mut changed = body.clone();
            changed.insert("replaces".to_owned(), wrong);
            sound.body_is_refused("replaces", seq, &text(&changed), "");
        }
    }
}

#[test]
fn nothing_is_retracted_or_referred_to_that_cannot_be() {
    let sound = Sound::new();
    let missing = [-1, 0, 99, i64::MAX];
    let own = |seq: usize| i64::try_from(seq).unwrap();
    for entry in missing.into_iter().chain([BATCH, REPLACED, RETRACTION, RETRACTION + 1].map(own)) {
        sound.fields_are_refused(RETRACTION, &json!({"entry": entry}), "entry");
    }
    let statements = missing.into_iter().chain([BATCH, SIGNATURE, OBJECTION, OBJECTION + 1].map(own));
    for entry in statements {
        sound.fields_are_refused(OBJECTION, &json!({"refers_to": entry}), "refers_to");
    }
    // Of another treaty, or no act.
    for entry in
        missing.into_iter().chain([BATCH, RESERVATION, RATIFICATION, RATIFICATION + 1, RETRACTED].map(own))
    {
        let own = if entry == own(RETRACTED) { sound.lines.len() } else { RATIFICATION };
        sound.fields_are_refused(own, &json!({"beside": entry}), "beside");
    }
    for acts in [
        "",
        "16-17 99",
        "17 16",
        "16 17",
        "16-16",
        "016",
        "16  17",
        "16-15",
        "1",
        "19",
        "23",
        "16 x",
        "0-9",
        "16-9223372036854775807",
    ] {
        sound.fields_are_refused(23, &json!({"acts": acts}), "acts");
    }
    sound.fields_are_refused(23, &json!({"source": "S9"}), "source");
    // Recorded later only.
    sound.fields_are_refused(5, &json!({"sources": ["@9"]}), "sources");
    sound.fields_are_refused(3, &json!({"code": "@4"}), "code");
    sound.fields_are_refused(9, &json!({"group": "EU"}), "group");
}

#[test]
fn fields_fit_one_another() {
    let sound = Sound::new();
    for (seq, changes, says) in [
        (SIGNATURE, json!({"date": null, "earliest": "2020-02-01", "latest": "2020-01-01"}), "latest"),
        (SIGNATURE, json!({"date": null, "earliest": "2020-02-01"}), "earliest"),
        (SIGNATURE, json!({"territory": "CH"}), "territory"),
        (SIGNATURE, json!({"act": "territorial-extension"}), "territory"),
        (SIGNATURE, json!({"act": "sign"}), "act"),
        (SIGNATURE, json!({"participant": null}), "act of a participant"),
        (SIGNATURE, json!({"date": "2020-02-30"}), "date"),
        (SIGNATURE, json!({"date": "0000-01-01"}), "date"),
        (SIGNATURE, json!({"date": "2020-1-1"}), "date"),
        (SIGNATURE, json!({"confidence": "sure"}), "confidence"),
        (SIGNATURE, json!({"raw_place": "0:1"}), "raw_place"),
        (SIGNATURE, json!({"withdrawn": false}), ""),
        (9, json!({"until": "1999-01-01"}), "until"),
        (7, json!({"since": "2000-01-01", "until": "2000-01-01"}), "until"),
        (5, json!({"exists_from": "2000-01-01", "exists_until": "1999-01-01"}), "exists_until"),
        (5, json!({"alpha3": "aut"}), "alpha3"),
        (5, json!({"code": "at"}), "code"),
        (2, json!({"sha256": "A".repeat(64)}), "sha256"),
        (2, json!({"code": "S;1"}), "code"),
        (TREATY, json!({"code": " T 1"}), "code"),
        (TREATY, json!({"code": "@12"}), "code"),
        (CLAUSE, json!({"clause_kind": "mood"}), "clause_kind"),
        (CLAUSE, json!({"rule": "MF(-3)"}), "rule"),
        (CLAUSE, json!({"applies_to": "nobody"}), "applies_to"),
        (15, json!({"weight": "-1"}), "weight"),
        (RESERVATION, json!({"stance": "simple"}), "stance"),
        (RESERVATION, json!({"refers_to": 16}), "refers to no earlier statement"),
        (RESERVATION, json!({"lapses_on": "2021-02-01"}), "lapses_on"),
        (OBJECTION, json!({"towards": "CH"}), "addressed to its own author"),
        (22, json!({"value": "many"}), "value"),
        (22, json!({"claim": "nth-party"}), "value"),
        (24, json!({"publishers": []}), "publishers"),
        (25, json!({"last_year": 1954}), "last_year"),
        (BATCH, json!({"entries": 0}), "entries"),
        (20, json!({"kind": "batch", "name": "x", "entries": 1}), ""),
    ] {
        sound.fields_are_refused(seq, &changes, says);
    }
    let batch = r#"{"entries":1,"kind":"batch","name":"x","v":1}"#;
    sound.is_refused("a batch in a batch", 4, &[("kind", Some("batch")), ("body", Some(batch))], "batch");
}

#[test]
fn when_by_whom_and_why_are_in_form_and_time_does_not_go_back() {
    let sound = Sound::new();
    let last = sound.lines.len();
    let huge = "x".repeat(1_000_000);
    for (column, value, says) in [
        ("recorded_by", Some(""), "recorded_by"),
        ("recorded_by", Some(&*huge), "recorded_by"),
        ("recorded_by", Some("a\u{9b}b"), "recorded_by"),
        ("recorded_by", Some("a\nb"), "recorded_by"),
        ("reason", Some(""), "reason"),
        ("reason", Some(" "), "reason"),
        ("reason", Some("a\r\nb"), "reason"),
        ("reason", Some(&*huge), "reason"),
        ("reason", Some("a\u{2028}b"), "reason"),
        ("recorded_at", Some("1999-01-01T00:00:00Z"), ""),
        ("recorded_at", Some("9999-12-31T23:59:59Z"), ""),
        ("recorded_at", Some("2026-11-30t00:00:00Z"), ""),
        ("recorded_at", Some("2026-11-30T00:00:00+00:00"), ""),
        ("recorded_at", Some("2026-11-30T00:00:60Z"), ""),
        ("recorded_at", Some("0000-11-30T00:00:00Z"), ""),
        ("kind", Some("Act"), "kind"),
        ("kind", Some("claim"), "kind"),
    ] {
        let case = format!("{column} {}", short(value.unwrap_or_default()));
        // The first entry bears all that it has alone.
        if column == "recorded_by" || column == "reason" || value == Some("9999-12-31T23:59:59Z") {
            sound.is_refused(&case, BATCH, &[(column, value)], says);
        }
        sound.is_refused(&case, last, &[(column, value)], "");
    }
    // Entries of a batch come at one moment; after it time may go on, and does not go back.
    let mut facts = facts();
    let Body::Batch(batch) = &mut facts[0].body else { panic!() };
    batch.entries = 20;
    let path = sound.folder.path().join("two.db");
    Store::create(&path, &facts, "desk", "2026-11-30T00:00:00Z").unwrap();
    let verify = |at: &str, from: i64| {
        let copy = sound.folder.path().join("moved.db");
        std::fs::copy(&path, &copy).unwrap();
        let connection = Connection::open(&copy).unwrap();
        connection
            .execute_batch("DROP TRIGGER IF EXISTS log_no_update; PRAGMA ignore_check_constraints = ON")
            .unwrap();
        connection.execute("UPDATE log SET recorded_at = ?1 WHERE seq >= ?2", (at, from)).unwrap();
        chain_anew(&connection);
        drop(connection);
        Store::open_as_is(&copy, Access::Read).unwrap().verify(&[]).map_err(|error| error.to_string())
    };
    // The seed, with which a file begins, bears the day on which it was compiled.
    for at in ["2026-11-30T12:00:00Z", "2026-11-23T12:00:00Z"] {
        assert!(verify(at, 22).is_ok());
    }
    for (at, from, says) in [
        (
            "2026-10-29T12:00:00Z",
            22,
            "@22: it was recorded at 2026-10-29T12:00:00Z, before the entry before it",
        ),
        ("2026-11-30T12:00:00Z", 21, "@21: it came with a batch"),
        ("2999-01-01T00:00:00Z", 22, "@22: it was recorded on 2999-01-01, which is still to come"),
    ] {
        let why = verify(at, from).unwrap_err();
        assert!(why.contains(says), "{at}: {why}");
    }
    // What accede recorded is no bound that comes from the seed.
    std::fs::copy(sound.folder.path().join("moved.db"), &path).unwrap();
    assert!(verify("2026-11-30T12:00:00Z", 22).is_ok());
    std::fs::copy(sound.folder.path().join("moved.db"), &path).unwrap();
    let why = verify("2026-11-30T11:59:59Z", 25).unwrap_err();
    assert!(
        why.contains("@25: it was recorded at 2026-11-30T11:59:59Z, before the entry before it"),
        "{why}"
    );
}
