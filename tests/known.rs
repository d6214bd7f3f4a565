//! `--known-at`: the answers are those of a file in which nothing later was ever recorded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use accede::store::{Access, Moment, Question, Store};
use serde_json::Value;

use crate::support::{Place, soak};

/// What is recorded after the seed, a day later each: acts, corrections, retractions, and every register.
const RECORDED: &[&str] = &[
    "record ratification budapest IE --on 2026-11-20",
    "correct @{last} --on 2026-11-19 --reason 'the notice gives another day'",
    "record denunciation budapest HU --on 2026-11-02 --source 'JJ1'",
    "retract @{last} --reason 'it was another State'",
    "correct @4421 --on 2004-03-18 --reason 'misread' --source 'JJ2'",
    "correct @4406 --effective 2004-08-01 --reason 'as notified later'",
    "group remove EU HU --on 2026-11-10",
    "group new DANUBE 'Danube States'",
    "group add DANUBE HU --on 2010-01-01",
    "correct @{last} --set since=2011-01-01 --reason 'a year too early'",
    "participant add X-RUR Ruritania --kind state --from 2005-01-01",
    "correct @{last} --set exists_from=2006-01-01 --reason 'founded later'",
    "record signature hanoi X-RUR --on 2026-10-01",
    "retract @{last} --reason 'it has not signed'",
    "treaty amend later.toml --reason 'the clause was misread'",
    "correct @{weight} --set weight=1.5 --reason 'rounded'",
    "weight add PARIS FR 1.2 --since 2026-12-01",
    "record accession 'UN XXVII-7-d' FR --on 2026-11-20",
    "record invitation budapest NZ --on 2026-11-20 --force --reason 'made up'",
    "correct @{reservation} --on 2004-03-19 --reason 'with the instrument'",
    "correct @{number} --set last_year=2020 --reason 'the list ends there'",
    "retract @{last} --reason 'it does not'",
    "treaty amend earlier.toml --reason 'it was right'",
    "treaty add mine.toml",
    "retract {these} --reason 'there is no such treaty'",
    "treaty add mine.toml",
    "record accession 'TEST 1' FR --on 2026-11-20",
    "claims add --treaty budapest --on 2026-11-20 --claim party-count --value 82 --source 'a page'",
    "correct @{last} --set value=83 --reason 'misread'",
    "retract @{last} --reason 'never published'",
    "correct @4870 --set value='AT;BE;CZ;GR;IE;LU;PL;SE' --reason 'the article has a second page'",
];

const ASKED: &[&str] = &[
    "status budapest --as-of 2027-06-01",
    "status 224",
    "status hanoi --group parties:budapest",
    "status UN-XXVII-7-d",
    "participant IE",
    "participant HU --as-of 2005-01-01",
    "pending budapest --group EU",
    "pending hanoi",
    "explain budapest HU",
    "explain UN-XXVII-7-d",
    "explain 224 HU",
    "treaty show budapest",
    "treaties",
    "participants --group EU",
    "participants",
    "groups",
    "weights",
    "weights PARIS",
    "matrix budapest hanoi UN-XXVII-7-d --as-of 2027-06-01",
    "compare IE HU --as-of 2027-06-01",
    "compare IE --as-of 2027-06-01",
    "curve budapest --as-of 2027-06-01",
    "claims --check",
    "claims CL019 --check --why",
    "cite budapest --as-of 2027-06-01",
    "matrix budapest hanoi UN-XXVII-7-d --as-of 2027-06-01",
    "compare IE HU --as-of 2027-06-01",
    "compare IE --as-of 2027-06-01",
    "curve budapest --as-of 2027-06-01",
    "log --limit 5",
    "sql 'SELECT scheme, number, participant, first_year, last_year FROM state_number WHERE superseded_seq IS NULL'",
    "changes --since 2026-12-01 --until 2026-12-31",
    "",
];

fn number(place: &Place, sql: &str) -> String {
    place.query("accede.db", sql).join("\n")
}

fn record_everything(place: &Place) {
    let prepare = r#"accede treaty show budapest --toml > earlier.toml;
                   accede treaty show rome --toml | sed -e '/^aliases/d' -e 's/^code = .*/code = "TEST 1"/' \
                     -e 's/^title = .*/title = "Mine"/' -e 's/^short_title = .*/short_title = "Mine, in short"/' > mine.toml;
                   sed -e 's/MF(3)/MF(4)/' -e 's/^in_force_on.*/in_force_on = 2004-08-01/' earlier.toml > later.toml"#;
    assert_eq!(place.run(prepare).code, 0);
    let weight =
        number(place, "SELECT recorded_seq FROM weight WHERE weight_table = 'PARIS' AND participant = 'FR'");
    let reservation =
        number(place, "SELECT id FROM reservation WHERE participant = 'HU' ORDER BY id LIMIT 1");
    let of_france = number(place, "SELECT max(recorded_seq) FROM state_number WHERE participant = 'FR'");
    for (day, line) in RECORDED.iter().enumerate() {
        let last = number(place, "SELECT max(seq) FROM log");
        let these: Vec<String> = number(
            place,
            "SELECT '@' || seq FROM log WHERE recorded_at = (SELECT max(recorded_at) FROM log)",
        )
        .lines()
        .map(str::to_owned)
        .collect();
        let words = [
            ("{last}", &last),
            ("{weight}", &weight),
            ("{reservation}", &reservation),
            ("{number}", &of_france),
        ];
        let line = words.iter().fold((*line).to_owned(), |line, (word, value)| line.replace(word, value));
        let line = line.replace("{these}", &these.join(" "));
        let ran = place.run(&format!("ACCEDE_TODAY={} accede {line}", on(day)));
        assert_eq!(ran.code, 0, "accede {line}: {ran:?}");
    }
}

fn on(day: usize) -> String {
    format!("2026-12-{:02}", day + 1)
}

/// The answer without what depends on where it was asked: the moment looked back at, and the names of a treaty, which are
/// those known now.
fn answer(place: &Place, words: &str) -> String {
    let ran = place.run(&format!("ACCEDE_TODAY=2026-12-31 accede {words} --format json"));
    // 1: a claim fails.
    assert!(ran.code == 0 || (ran.code == 1 && words.starts_with("claims")), "{words}: {ran:?}");
    let mut answer: Value = serde_json::from_str(&ran.stdout).unwrap();
    let fields = answer.as_object_mut().unwrap();
    fields.remove("known_at");
    fields.remove("aliases");
    serde_json::to_string_pretty(&answer).unwrap()
}

#[test]
fn an_answer_as_known_at_an_entry_is_that_of_a_log_that_ends_there() {
    let place = Place::new();
    let first = place.store().head().unwrap().seq;
    record_everything(&place);
    let newest = place.store().head().unwrap().seq;
    assert!(newest - first >= 20, "{first} to {newest}");
    let ask = |moment: &str| answer(&place, &format!("status budapest --as-of 2027-06-01{moment}"));
    assert_ne!(ask(&format!(" --known-at @{first}")), ask(""));
    // What was corrected and retracted on the way leaves the derived tables as a rebuild makes them.
    assert!(place.store().verify(&[]).unwrap().is_sound());
    assert_eq!(place.run("accede dump --output log.ndjson").code, 0);
    let mut wrong = String::new();
    // The newest entry and every ninth before it; the long form looks back at each of them.
    for entry in (first..=newest).rev().step_by(soak(9, 1)) {
        let cut = format!("head -n {entry} log.ndjson | accede load - --db then.db");
        assert_eq!(place.run(&cut).code, 0, "@{entry}");
        for question in ASKED {
            let then = answer(&place, &format!("{question} --db then.db"));
            let known = answer(&place, &format!("{question} --known-at @{entry}"));
            if then != known {
                writeln!(wrong, "accede {question} --known-at @{entry}\n{}", difference(&then, &known))
                    .unwrap();
            }
        }
        std::fs::remove_file(place.path().join("then.db")).unwrap();
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_day_means_the_newest_entry_of_that_day() {
    let place = Place::new();
    record_everything(&place);
    let ask = |moment: &str| answer(&place, &format!("status budapest --known-at {moment}"));
    for day in 0..RECORDED.len() {
        let newest = number(
            &place,
            &format!("SELECT max(seq) FROM log WHERE substr(recorded_at, 1, 10) <= '{}'", on(day)),
        );
        assert_eq!(ask(&on(day)), ask(&format!("@{newest}")), "{}", on(day));
    }
    assert_eq!(ask("2030-01-01"), answer(&place, "status budapest"));
}

/// All rows of all tables and views, by an answer to statements like those that anybody can write; of versions those that
/// count, which is what is kept where one looks back.
fn every_row(place: &Place, file: &str, moment: Option<i64>) -> BTreeMap<String, BTreeSet<String>> {
    let shapes = "SELECT m.name || ' ' || group_concat(format('\"%w\"', c.name), ', ') || iif(count(*) FILTER (WHERE c.name = 'superseded_seq'), ' ?', '')
                  FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%' GROUP BY m.name";
    let parts: Vec<String> = place
        .query("accede.db", shapes)
        .iter()
        .map(|shape| {
            let (table, columns) = shape.split_once(' ').unwrap();
            let counts = match table {
                // Which entry the tables reflect is a fact of the file as it is.
                "meta" => " WHERE key <> 'head'",
                _ if columns.ends_with('?') => " WHERE superseded_seq IS NULL",
                _ => "",
            };
            let columns = columns.trim_end_matches(" ?");
            format!("SELECT '{table}', json_array({columns}) FROM {table}{counts}")
        })
        .collect();
    assert!(parts.len() > 50, "{}", parts.len());
    let mut all = BTreeMap::<String, BTreeSet<String>>::new();
    for parts in parts.chunks(5) {
        let mut store = Store::open(&place.path().join(file), Access::Read).unwrap();
        moment.map(|entry| store.look_back(Moment::Entry(entry)).unwrap());
        let question = Question {
            statement: &parts.join(" UNION ALL "),
            values: &[],
            as_of: "2027-06-01".parse().unwrap(),
            rows: 1_000_000,
            time: Duration::from_secs(600),
            stop: Arc::default(),
        };
        let answer = store.ask(&question).unwrap();
        assert_eq!(answer.cut, None);
        for row in answer.rows {
            all.entry(row[0].to_string()).or_default().insert(row[1].to_string());
        }
    }
    all
}

#[test]
fn every_table_and_view_is_as_in_a_log_that_ends_there() {
    let place = Place::new();
    let first = place.store().head().unwrap().seq;
    record_everything(&place);
    let newest = place.store().head().unwrap().seq;
    assert_eq!(place.run("accede dump --output log.ndjson").code, 0);
    let now = every_row(&place, "accede.db", None);
    for entry in (first..newest).step_by(soak(21, 2)) {
        let cut = format!("head -n {entry} log.ndjson | accede load - --db then.db");
        assert_eq!(place.run(&cut).code, 0, "@{entry}");
        let then = every_row(&place, "then.db", None);
        let mut known = every_row(&place, "accede.db", Some(entry));
        let mut wrong = String::new();
        for (table, rows) in &then {
            let known = known.remove(table).unwrap_or_default();
            // Names and sources of that time are shown as they are known now.
            let as_now = ["name", "treaty_name", "source"].contains(&table.as_str());
            let more: Vec<_> =
                known.difference(rows).filter(|row| !as_now || !now[table].contains(*row)).collect();
            let less: Vec<_> =
                rows.difference(&known).filter(|row| !as_now || now[table].contains(*row)).collect();
            if !(more.is_empty() && less.is_empty()) {
                writeln!(wrong, "{table} has {more:?}, and lacks {less:?}").unwrap();
            }
        }
        assert!(wrong.is_empty() && known.is_empty(), "@{entry}: {wrong}{:?}", known.keys());
        std::fs::remove_file(place.path().join("then.db")).unwrap();
    }
}

/// What reads the record as it stands now, however it is written: each would be another answer than at that entry.
#[test]
fn nothing_later_is_reached_by_another_name() {
    let place = Place::new();
    let at = place.store().head().unwrap().seq;
    record_everything(&place);
    rusqlite::Connection::open(place.db()).unwrap().execute_batch("ANALYZE").unwrap();
    let refused = [
        "SELECT max(seq) FROM main.log",
        "SELECT count(*) FROM main.log",
        "SELECT count(*) FROM MAIN.LOG",
        "SELECT count(*) FROM \"Main\".[Log]",
        "SELECT max(rowid) FROM main.log",
        "SELECT (SELECT max(seq) FROM main.log)",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM main.log)",
        "SELECT l.seq FROM log l JOIN main.log m USING (seq)",
        "SELECT max(seq) FROM (SELECT * FROM main.log) AS log",
        "WITH log AS (SELECT * FROM main.log) SELECT max(seq) FROM log",
        "WITH log AS MATERIALIZED (SELECT * FROM main.log) SELECT max(seq) FROM log",
        "WITH log AS NOT MATERIALIZED (SELECT * FROM main.log) SELECT max(seq) FROM log",
        "WITH \"LOG\"(s) AS (SELECT seq FROM main.log) SELECT max(s) FROM \"LOG\"",
        "WITH log AS (WITH log AS (SELECT * FROM main.log) SELECT * FROM log) SELECT max(seq) FROM log",
        "WITH RECURSIVE log(s) AS (SELECT max(seq) FROM main.log UNION SELECT s - 1 FROM log WHERE s > 1) SELECT max(s) FROM log",
        "WITH act AS (SELECT * FROM main.act) SELECT count(*) FROM act",
        "WITH status_today AS (SELECT * FROM main.spell) SELECT count(*) FROM status_today",
        "SELECT count(*) FROM Main.Act",
        "SELECT count(*) FROM main.status_today",
        "SELECT count(*) FROM main.ended",
        "SELECT count(*) FROM main.cited",
        "SELECT * FROM main.meta",
        "SELECT max(recorded_seq) FROM main.name",
        "SELECT count(*) FROM main.source",
        "SELECT stat FROM sqlite_stat1",
        "SELECT count(*) FROM sqlite_stat1",
        "SELECT count(*) FROM main.sqlite_stat1",
        "SELECT count(*) FROM dbstat",
        "SELECT sum(pgsize) FROM dbstat",
        "SELECT sum(pgsize) FROM dbstat('main')",
    ];
    for statement in refused {
        let ran = place.run(&format!("accede sql '{statement}' --known-at @{at}"));
        assert_eq!((ran.code, &*ran.stdout), (3, ""), "{statement}: {ran:?}");
        assert!(ran.stderr.contains("--known-at asks for an earlier one"), "{statement}: {ran:?}");
    }
    for (statement, rows) in [
        ("SELECT max(seq) - {at}, count(*) - {at} FROM log", "0,0"),
        ("SELECT max(seq) - {at} FROM temp.log", "0"),
        ("WITH log AS (SELECT * FROM temp.log) SELECT max(seq) - {at} FROM log", "0"),
        ("SELECT max(by_seq) > {at} FROM ended", ""),
        ("SELECT count(*) FROM sqlite_schema WHERE name = 'act'", "1"),
        ("SELECT count(*) FROM main.status_word", "8"),
        ("SELECT name FROM pragma_table_info('log') LIMIT 1", "seq"),
        ("SELECT value FROM json_each('[7]')", "7"),
        ("SELECT count(*) FROM participant WHERE code = 'X-RUR'", "0"),
        ("SELECT count(*) FROM name WHERE participant = 'X-RUR'", "0"),
        ("SELECT count(*) FROM source WHERE citation LIKE 'JJ_'", "0"),
    ] {
        let statement = statement.replace("{at}", &at.to_string());
        let ran = place.run(&format!(
            "accede sql \"{statement}\" --known-at @{at} --format csv | tail -n +2 | cut -d, -f1-2"
        ));
        let rows_found: Vec<&str> = ran.stdout.lines().collect();
        assert_eq!(
            (
                ran.code,
                rows_found
                    .first()
                    .map_or("", |row| row.trim_end_matches(&format!(",@{at}")))
                    .trim_matches('"')
            ),
            (0, rows),
            "{statement}: {ran:?}"
        );
    }
}

/// The first lines that differ.
fn difference(then: &str, known: &str) -> String {
    let pairs = then.lines().zip(known.lines());
    let mut shown = String::new();
    for (then, known) in pairs.filter(|(then, known)| then != known).take(6) {
        writeln!(shown, "  then:  {then}\n  known: {known}").unwrap();
    }
    shown
}
