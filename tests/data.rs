//! Data for research: panels, acts and spells, against what the other answers say and in every format.

use std::collections::{BTreeMap, HashMap};
use std::fs;

#[cfg(feature = "parquet")]
use crate::support::parquet_rows;
use crate::support::{Place, needs};
use serde_json::Value;

type Row = HashMap<String, String>;

fn rows(place: &Place, command: &str) -> Vec<Row> {
    let ran = place.run(&format!("accede {command} --format csv"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{command}");
    let mut reader = csv::Reader::from_reader(ran.stdout.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The value of a column by year, of one participant.
fn by_year(place: &Place, command: &str, code: &str, column: &str) -> String {
    let own = rows(place, command).into_iter().filter(|row| row["code"] == code);
    let cells: Vec<String> = own.map(|row| format!("{}:{}", row["period"], row[column])).collect();
    cells.join(" ")
}

#[test]
fn each_rule_and_coding_says_what_it_counts() {
    let place = Place::new();
    // Austria signed on 2001-11-23 and consented on 2012-06-13; in force for it from 2012-10-01.
    let of = |options: &str, column: &str| {
        let command = format!("panel budapest --from 2011 --to 2013 {options}");
        by_year(&place, &command, "AT", column)
    };
    for (options, column, expected) in [
        ("", "status", "2011:signatory 2012:party 2013:party"),
        ("--rule start", "status", "2011:signatory 2012:signatory 2013:party"),
        ("--rule any", "status", "2011:signatory 2012:party 2013:party"),
        ("--rule days", "status", "2011:signatory 2012:party 2013:party"),
        ("--rule days", "days_bound", "2011:0 2012:92 2013:365"),
        ("--rule days", "days_consented", "2011:0 2012:202 2013:365"),
        ("--rule days --coding party", "party", "2011:0 2012:92 2013:365"),
        ("--coding 012", "coding_012", "2011:0 2012:2 2013:2"),
        ("--coding 012 --rule start", "coding_012", "2011:0 2012:0 2013:2"),
        ("--coding party", "party", "2011:0 2012:1 2013:1"),
        ("--coding consented --as-of 2012-07-01", "consented", "2011:0 2012:1"),
        ("--coding 012 --as-of 2012-07-01", "coding_012", "2011:0 2012:1"),
        ("--coding 012 --rule any --as-of 2012-07-01", "coding_012", "2011:0 2012:1"),
        ("", "since", "2011:2001-11-23 2012:2012-10-01 2013:2012-10-01"),
        ("", "basis", "2011:published 2012:published 2013:published"),
        ("--layout wide --coding party", "CETS 185", "2011:0 2012:1 2013:1"),
        ("--layout wide --coding party --rule days", "CETS 185", "2011:0 2012:92 2013:365"),
        ("--layout wide", "CETS 185", "2011:signatory 2012:party 2013:party"),
    ] {
        assert_eq!(of(options, column), expected, "{options}");
    }
    let months =
        by_year(&place, "panel budapest --step month --from 2012 --to 2012 --coding 012", "AT", "coding_012");
    assert!(months.contains("2012-05:0 2012-06:1 2012-07:1 2012-08:1 2012-09:1 2012-10:2"), "{months}");
    let days =
        by_year(&place, "panel budapest --step day --from 2012 --to 2012 --coding 012", "AT", "coding_012");
    assert!(days.contains("2012-06-12:0 2012-06-13:1"), "{days}");
    assert!(days.contains("2012-09-30:1 2012-10-01:2"), "{days}");
}

#[test]
fn a_participant_has_rows_while_it_existed() {
    let place = Place::new();
    let all = rows(&place, "panel budapest --from 1900 --to 2026");
    let years = |code: &str| {
        let own: Vec<&Row> = all.iter().filter(|row| row["code"] == code).collect();
        let of = |row: &Row| (row["year"].parse::<i32>().unwrap(), row["cow"].clone(), row["gw"].clone());
        (of(own.first().unwrap()), of(own.last().unwrap()), own.len())
    };
    let text = |first: (i32, &str, &str), last: (i32, &str, &str)| {
        let own = |it: (i32, &str, &str)| (it.0, it.1.to_owned(), it.2.to_owned());
        (own(first), own(last))
    };
    for (code, first, last) in [
        ("CSXX", (2003, "345", "345"), (2005, "345", "345")),
        ("YUCS", (1992, "345", "345"), (2002, "345", "345")),
        ("SUHH", (1922, "365", "365"), (1990, "365", "365")),
        ("DDDE", (1949, "", "265"), (1989, "265", "265")),
        ("CSHH", (1918, "315", "315"), (1992, "315", "315")),
        ("RS", (2006, "345", "340"), (2026, "345", "340")),
        ("SS", (2011, "626", "626"), (2026, "626", "626")),
        ("DZ", (1962, "615", "615"), (2026, "615", "615")),
    ] {
        let found = years(code);
        assert_eq!((found.0.clone(), found.1.clone()), text(first, last), "{code}");
        assert_eq!(found.2, usize::try_from(last.0 - first.0 + 1).unwrap(), "{code}: a row for each year");
    }
    // Russia took over from the USSR in the course of a month.
    let months = rows(&place, "panel budapest --from 1991 --to 1992 --step month");
    let of = |code: &str| {
        let own: Vec<&str> =
            months.iter().filter(|row| row["code"] == code).map(|row| row["period"].as_str()).collect();
        (own.first().copied().unwrap(), own.last().copied().unwrap())
    };
    assert_eq!((of("SUHH"), of("RU")), (("1991-01", "1991-11"), ("1991-12", "1992-12")));
    // The union of Serbia and Montenegro signed, and in the years in which it was there nobody did in its place.
    let in_2005: Vec<&str> = all
        .iter()
        .filter(|row| row["year"] == "2005" && ["CSXX", "RS", "ME"].contains(&&*row["code"]))
        .map(|row| row["status"].as_str())
        .collect();
    assert_eq!(in_2005, ["signatory"]);
    // Neither the register nor a list says when Hong Kong came to be, and it has done nothing itself.
    assert!(!all.iter().any(|row| row["code"] == "HK"));
}

#[test]
fn members_have_rows_in_the_years_of_their_membership() {
    let place = Place::new();
    let command = "panel budapest --group EU --from 2018 --to 2021";
    assert_eq!(by_year(&place, command, "GB", "status"), "2018:party 2019:party");
    let any = format!("{command} --rule any");
    assert_eq!(by_year(&place, &any, "GB", "status"), "2018:party 2019:party 2020:party");
    let set = "panel 224 --group parties:budapest --from 2003 --to 2005";
    assert_eq!(by_year(&place, set, "HR", "status"), "2004:none 2005:none");
}

#[test]
fn what_published_panels_get_wrong_is_right() {
    let place = Place::new();
    fs::write(
        place.path().join("kyoto.toml"),
        r#"
code = "KYOTO"
title = "Kyoto Protocol to the United Nations Framework Convention on Climate Change"
short_title = "Kyoto Protocol"
kind = "protocol"
depositary = "Secretary-General of the United Nations"
opened_on = "1998-03-16"
in_force_on = "2005-02-16"
"#,
    )
    .unwrap();
    for line in [
        "treaty add kyoto.toml",
        "record signature KYOTO CA --on 1998-04-29",
        "record ratification KYOTO CA --on 2002-12-17 --effective 2005-02-16",
        "record withdrawal KYOTO CA --on 2011-12-15 --effective 2012-12-15",
        "record signature ICCPR-OP1 JM --on 1966-12-19 --force --reason 'no act under the Covenant is recorded here'",
        "record ratification ICCPR-OP1 JM --on 1975-10-03 --effective 1976-03-23 --force --reason 'no act under the Covenant is recorded here'",
        "record denunciation ICCPR-OP1 JM --on 1997-10-23 --effective 1998-01-23",
    ] {
        let ran = place.run(&format!("accede {line}"));
        assert_eq!(ran.code, 0, "{line}: {}{}", ran.stdout, ran.stderr);
    }
    let party = |treaty: &str, code: &str, years: &str| {
        by_year(&place, &format!("panel {treaty} {years} --coding party"), code, "party")
    };
    assert_eq!(
        party("KYOTO", "CA", "--from 2004 --to 2014"),
        "2004:0 2005:1 2006:1 2007:1 2008:1 2009:1 2010:1 2011:1 2012:0 2013:0 2014:0"
    );
    assert_eq!(
        party("ICCPR-OP1", "JM", "--from 1975 --to 2000").split(' ').filter(|it| it.ends_with(":1")).count(),
        22
    );
    assert_eq!(party("ICCPR-OP1", "JM", "--from 1996 --to 2000"), "1996:1 1997:1 1998:0 1999:0 2000:0");
    assert_eq!(
        by_year(&place, "panel ICCPR-OP1 --from 1998 --to 1999", "JM", "status"),
        "1998:former 1999:former"
    );
}

#[test]
fn spells_say_how_they_are_censored() {
    let place = Place::new();
    let all = rows(&place, "spells budapest --as-of 2012-07-01");
    let of = |code: &str| -> Vec<&Row> { all.iter().filter(|row| row["code"] == code).collect() };
    let austria: Vec<String> = of("AT")
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {} {} {}",
                row["status"], row["since"], row["until"], row["days"], row["next_status"], row["censored"]
            )
        })
        .collect();
    assert_eq!(
        austria,
        ["signatory 2001-11-23 2012-06-13 3855 contracting ", "contracting 2012-06-13  19  right",]
    );
    let union = of("CSXX");
    // The day of its signature is not known: the first spell is the window.
    assert_eq!(
        (union.len(), union[1]["end_cause"].as_str(), union[1]["until"].as_str()),
        (2, "dissolution", "2006-06-03")
    );
    let risk = rows(&place, "spells budapest --as-of 2012-07-01 --at-risk --group COE");
    let idle = |code: &str| -> Vec<String> {
        let own = risk.iter().filter(|row| row["code"] == code && row["status"] == "none");
        own.map(|row| format!("{} {} {} {}", row["since"], row["until"], row["ended"], row["next_status"]))
            .collect()
    };
    // It signed on the day of opening; it signed later; it had not signed by then; it came to be later.
    assert_eq!(idle("AT"), Vec::<String>::new());
    assert_eq!(idle("IE"), ["2001-11-23 2002-02-28 true signatory"]);
    assert_eq!(idle("SM"), ["2001-11-23  false "]);
    assert_eq!(idle("ME"), Vec::<String>::new());
    for row in rows(&place, "spells --all --at-risk") {
        assert!(row["days"].parse::<i64>().unwrap() > 0, "{row:?}");
        assert_eq!(row["ended"] == "true", !row["until"].is_empty(), "{row:?}");
        assert_eq!(row["end_cause"].is_empty(), row["until"].is_empty(), "{row:?}");
    }
}

#[test]
fn every_act_is_an_event_with_its_days_and_sources() {
    let place = Place::new();
    let all = rows(&place, "events --all --as-of 9999-12-31");
    let store = rusqlite::Connection::open(place.db()).unwrap();
    let acts: i64 = store
        .query_row("SELECT count(*) FROM act WHERE superseded_seq IS NULL AND shown_as IS NULL", [], |row| {
            row.get::<_, i64>(0)
        })
        .unwrap();
    assert_eq!(i64::try_from(all.len()), Ok(acts));
    let windows = all.iter().filter(|row| row["certainty"] == "window").count();
    let unknown: i64 = store
        .query_row("SELECT count(*) FROM act WHERE date IS NULL", [], |row| row.get::<_, i64>(0))
        .unwrap();
    assert_eq!(i64::try_from(windows), Ok(unknown));
    let row = all
        .iter()
        .find(|row| row["code"] == "AT" && row["act"] == "ratification" && row["treaty"] == "CETS 185");
    let row = row.unwrap();
    assert_eq!(
        (&*row["date"], &*row["effective_on"], &*row["computed_on"], &*row["consent"]),
        ("2012-06-13", "2012-10-01", "2012-10-01", "true")
    );
    let then = rows(&place, "events budapest --as-of 2004-07-01");
    assert!(then.iter().all(|row| row["date"].as_str() <= "2004-07-01"));
}

#[test]
fn every_format_has_the_same_rows() {
    let place = Place::new();
    for command in [
        "panel budapest 189 --from 1999 --to 2025",
        "panel budapest --from 2001 --to 2003 --rule days --coding 012 --step month",
        "panel budapest 189 224 --layout wide --coding 012",
        "events --all",
        "spells --all --at-risk",
    ] {
        let csv = rows(&place, command);
        assert!(csv.len() > 100, "{command}");
        let lines = place.run(&format!("accede {command} --format ndjson")).stdout;
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let object: Value =
            serde_json::from_str(&place.run(&format!("accede {command} --format json")).stdout).unwrap();
        assert_eq!(object["rows"].as_array().unwrap(), &lines, "{command}");
        assert_eq!(csv.len(), lines.len(), "{command}");
        for (csv, line) in csv.iter().zip(&lines) {
            for (name, text) in csv {
                let json = match &line[name] {
                    Value::Null => String::new(),
                    Value::String(text) => accede::render::clean(text).into_owned(),
                    other => other.to_string(),
                };
                assert_eq!(&json, text, "{command}: {name}");
            }
        }
        let file = place.path().join("data.csv");
        assert_eq!(place.run(&format!("accede {command} --output data.csv")).code, 0);
        let described: Value = serde_json::from_str(
            &fs::read_to_string(place.path().join("data.csv.datapackage.json")).unwrap(),
        )
        .unwrap();
        let resource = &described["resources"][0];
        assert_eq!(resource["rows"], csv.len(), "{command}");
        assert_eq!(resource["bytes"], fs::metadata(&file).unwrap().len(), "{command}");
        let names: Vec<&str> = resource["schema"]["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        assert_eq!(names.len(), csv[0].len(), "{command}");
        assert!(names.iter().all(|name| csv[0].contains_key(*name)), "{command}");
    }
}

#[cfg(feature = "parquet")]
#[test]
fn a_parquet_file_has_the_rows_that_csv_has() {
    let place = Place::new();
    for command in [
        "panel budapest --from 2001 --to 2003 --rule days --coding 012 --step month",
        "panel budapest 189 224 --layout wide --coding 012",
        "events --all",
        "spells --all --at-risk",
        "status budapest",
        "matrix budapest 189",
        "curve budapest",
        "reservations budapest --kind all",
        "missing 224",
        "log",
        "sql 'SELECT code, opened_on, 3 AS n, 1.5 AS half, 4294967296 AS large FROM treaty'",
    ] {
        let csv = rows(&place, command);
        let ran = place.run(&format!("accede {command} --output data.parquet"));
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{command}");
        let parquet: Vec<Row> = parquet_rows(&place.path().join("data.parquet"));
        assert_eq!(csv.len(), parquet.len(), "{command}");
        for (csv, parquet) in csv.iter().zip(&parquet) {
            for (name, text) in csv {
                let cell = accede::render::clean(&parquet[name]);
                // A number may be written with more figures than it needs.
                let is_same =
                    cell == *text || cell.parse::<f64>().ok().is_some_and(|it| Some(it) == text.parse().ok());
                assert!(is_same, "{command}: {name} is {cell} and {text}");
            }
        }
    }
}

#[test]
fn the_description_says_what_the_data_is_and_of_which_record() {
    let place = Place::new();
    let ran =
        place.run("accede panel budapest --from 2001 --to 2025 --group EU --format csv --output panel.csv");
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
    let read = |name: &str| fs::read_to_string(place.path().join(name)).unwrap();
    let described: Value = serde_json::from_str(&read("panel.csv.datapackage.json")).unwrap();
    let head = place.store().head().unwrap();
    assert_eq!(described["accede"]["record"]["hash"], head.hash.as_str());
    assert_eq!(described["accede"]["record"]["entry"], format!("@{}", head.seq));
    assert_eq!(described["accede"]["as_of"], "2026-11-30");
    assert_eq!(described["accede"]["asked"]["group"], "EU");
    assert_eq!(described["accede"]["treaties"][0]["complete_to"], "2026-01-14");
    assert_eq!(described["accede"]["version"], env!("CARGO_PKG_VERSION"));
    assert!(described["citation"].as_str().unwrap().contains(&head.hash[..12]));
    assert_eq!(described["resources"][0]["path"], "panel.csv");
    let mut stripped = described.clone();
    stripped["resources"][0]["schema"]["fields"]
        .as_array_mut()
        .unwrap()
        .retain(|field| field["description"] == "");
    assert_eq!(
        stripped["resources"][0]["schema"]["fields"],
        serde_json::json!([]),
        "every column has a meaning"
    );
    let then = place
        .run("accede panel budapest --known-at @4601 --format csv --output then.csv --metadata then.json");
    assert_eq!(then.code, 0, "{}", then.stderr);
    let then: Value = serde_json::from_str(&read("then.json")).unwrap();
    assert_eq!(then["accede"]["known_at"]["entry"], "@4601");
    assert_eq!(then["accede"]["record"]["entry"], "@4601");
}

#[test]
fn the_same_question_to_the_same_record_gives_the_same_bytes() {
    let place = Place::new();
    let formats = ["csv", "ndjson", "json", "parquet"];
    for format in &formats[..if cfg!(feature = "parquet") { 4 } else { 3 }] {
        for command in ["panel --all --from 1990", "events --all", "spells --all"] {
            let twice = place.run(&format!(
                "accede {command} --format {format} --output a && cp a.datapackage.json a.json && accede {command} --format {format} > b && cmp a b && \
                 accede {command} --format {format} --output a && cmp a b && cmp a.json a.datapackage.json"
            ));
            assert_eq!((twice.code, twice.stdout.as_str()), (0, ""), "{command} {format}: {}", twice.stderr);
        }
    }
}

#[cfg(feature = "parquet")]
#[test]
fn a_folder_divided_by_a_column_holds_every_row_once() {
    let place = Place::new();
    let command = "panel --all --from 1990 --to 2025";
    let mut whole = rows(&place, command);
    for column in ["treaty", "year"] {
        let ran = place.run(&format!("accede {command} --partition {column} --output by-{column}"));
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        let mut found: Vec<Row> = Vec::new();
        for part in fs::read_dir(place.path().join(format!("by-{column}"))).unwrap() {
            let part = part.unwrap();
            let name = part.file_name().into_string().unwrap();
            let value = name.strip_prefix(&format!("{column}=")).unwrap().replace("%20", " ");
            for mut row in parquet_rows(&part.path().join("data.parquet")) {
                assert_eq!(
                    row.insert(column.to_owned(), value.clone()),
                    None,
                    "the folder has it, and not the file"
                );
                found.push(row);
            }
        }
        let key = |row: &Row| (row["treaty"].clone(), row["code"].clone(), row["period"].clone());
        found.sort_by_key(key);
        whole.sort_by_key(key);
        assert!(found == whole, "{column}");
        let described: Value = serde_json::from_str(
            &fs::read_to_string(place.path().join(format!("by-{column}.datapackage.json"))).unwrap(),
        )
        .unwrap();
        assert_eq!(described["resources"][0]["rows"], whole.len());
        let again = place.run(&format!("accede {command} --partition {column} --output by-{column}"));
        assert_eq!(again.code, 4, "what is there stays: {}", again.stderr);
    }
}

#[test]
fn a_disk_that_fills_leaves_nothing_under_the_final_name() {
    let place = Place::new();
    let command = "panel --all --from 1900 --step month";
    for (options, name) in [
        ("--format csv", "full.csv"),
        ("--format ndjson", "full.ndjson"),
        ("--format parquet", "full.parquet"),
        ("--partition treaty", "full"),
    ]
    .into_iter()
    .filter(|case| cfg!(feature = "parquet") || case.0.contains("csv") || case.0.contains("ndjson"))
    {
        let ran = place.run(&format!("ulimit -f 8; accede {command} {options} --output {name}"));
        assert_eq!(ran.code, 4, "{options}: {}", ran.stderr);
        assert!(ran.stderr.starts_with(&format!("accede: cannot write {name}")), "{options}: {}", ran.stderr);
        let left: Vec<String> = fs::read_dir(place.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|entry| entry.contains("full"))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "{options}");
        let full = place.run(&format!(
            "accede {command} {} > /dev/full",
            options.replace("--partition treaty", "--format csv")
        ));
        assert_eq!(full.code, 4, "{options}");
    }
    let device = place.run("mkfifo pipe && (cat pipe > got & accede panel budapest --format csv --output pipe; wait); head -c 12 got; ls | grep pipe");
    assert_eq!(device.stdout, "treaty,code,pipe\n", "a pipe has no description beside it: {}", device.stderr);
    let kept = place.path().join("kept.csv");
    fs::write(&kept, "mine\n").unwrap();
    assert_eq!(place.run(&format!("ulimit -f 8; accede {command} --format csv --output kept.csv")).code, 4);
    assert_eq!(fs::read_to_string(&kept).unwrap(), "mine\n");
    let quiet = place.run(&format!("accede {command} --format csv | head -1"));
    assert!(quiet.stdout.starts_with("treaty,code,"), "{quiet:?}");
    place.run(&format!("accede {command} --format csv --metadata cut.json | head -1"));
    assert!(!place.path().join("cut.json").exists(), "what was not read is not described");
    assert_eq!(quiet.stderr, "");
}

mod corpus {
    use std::collections::BTreeSet;
    use std::sync::OnceLock;

    use accede::model::{Date, Status};
    use accede::report::{When, status};
    use accede::store::{Store, TreatyRow};
    use proptest::prelude::*;

    use super::*;

    const FIRST: i32 = 1945;
    const LAST: i32 = 2025;

    /// A file with the tables of 2015.
    fn corpus() -> &'static Place {
        static CORPUS: OnceLock<Place> = OnceLock::new();
        CORPUS.get_or_init(|| {
            let place = Place::new();
            let tables = needs::corpus().unwrap().join("corpus/mtdsg-2015-xml");
            let ran = place.run(&format!("accede import {} --write --partial", tables.display()));
            assert!(ran.code <= 1, "{}", ran.stderr);
            place
        })
    }

    /// Twenty treaties: those of which the record tells who is bound, and those to which most have consented.
    fn twenty(store: &Store) -> Vec<TreatyRow> {
        let size = |treaty: &TreatyRow| {
            let spells = store.spells(&treaty.code).unwrap();
            let count = |holds: fn(Status) -> bool| spells.iter().filter(|spell| holds(spell.status)).count();
            (count(Status::bound), count(Status::consented))
        };
        let mut treaties: Vec<_> =
            store.treaties().unwrap().into_iter().map(|treaty| (size(&treaty), treaty)).collect();
        treaties.sort_by(|a, b| (b.0, &a.1.code).cmp(&(a.0, &b.1.code)));
        treaties.into_iter().take(20).map(|it| it.1).collect()
    }

    /// Whose consent stands on a day, and who is bound, by the answer of `status`.
    fn standing(store: &Store, treaty: &TreatyRow, day: Date) -> [BTreeSet<String>; 2] {
        let report = status(store, treaty, None, &[], When { as_of: day, today: day }).unwrap();
        [Status::consented, Status::bound].map(|holds| {
            let rows = report.participants.iter().filter(|row| holds(row.status));
            rows.map(|row| row.who.code.clone()).collect()
        })
    }

    fn day(year: i32, month: u32, day: u32) -> Date {
        Date::of(year, month, day).unwrap()
    }

    #[test]
    fn parties_at_the_end_of_every_year_are_those_of_status() {
        if needs::corpus().is_none() {
            return;
        }
        let place = corpus();
        let store = place.store();
        let mut most = Vec::new();
        for treaty in twenty(&store) {
            let mut found: BTreeMap<(i32, &str), BTreeSet<String>> = BTreeMap::new();
            for coding in ["consented", "party"] {
                let command = format!("panel '{}' --from {FIRST} --to {LAST} --coding {coding}", treaty.code);
                for row in rows(place, &command).into_iter().filter(|row| row[coding] == "1") {
                    let year = row["year"].parse().unwrap();
                    found.entry((year, coding)).or_default().insert(row["code"].clone());
                }
            }
            for year in FIRST..=LAST {
                let there =
                    ["consented", "party"].map(|coding| found.remove(&(year, coding)).unwrap_or_default());
                let expected = standing(&store, &treaty, day(year, 12, 31));
                assert_eq!(there, expected, "{} {year}", treaty.code);
                if year == LAST {
                    most.push([expected[0].len(), expected[1].len()]);
                }
            }
        }
        // Twenty treaties with nobody in them would tell nothing.
        let many = |place: usize| most.iter().filter(|counts| counts[place] > 30).count();
        assert_eq!(most.len(), 20);
        assert!(many(0) == 20 && many(1) >= 8, "{most:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

        /// A walk through every day of a year counts what each rule says.
        #[test]
        fn a_walk_from_day_to_day_counts_the_same(
            place_of_treaty in 0..20usize,
            year in FIRST..=LAST,
            (coding, which) in prop_oneof![Just(("consented", 0)), Just(("party", 1))],
        ) {
            if needs::corpus().is_none() {
                return Ok(());
            }
            let place = corpus();
            let store = place.store();
            let treaty = &twenty(&store)[place_of_treaty];
            let on = |day: Date| standing(&store, treaty, day)[which].clone();
            let mut days: BTreeMap<String, i64> = BTreeMap::new();
            let mut next = day(year, 1, 1);
            while next.year() == year {
                for code in on(next) {
                    *days.entry(code).or_default() += 1;
                }
                next = next.plus_days(1).unwrap();
            }
            let of = |rule: &str| {
                let command =
                    format!("panel '{}' --from {year} --to {year} --coding {coding} --rule {rule}", treaty.code);
                let there = rows(place, &command).into_iter().filter(|row| row[coding] != "0");
                let counted = there.map(|row| (row["code"].clone(), row[coding].parse::<i64>().unwrap()));
                counted.collect::<BTreeMap<_, _>>()
            };
            let codes = |map: &BTreeMap<String, i64>| map.keys().cloned().collect::<BTreeSet<_>>();
            prop_assert_eq!(codes(&of("start")), on(day(year, 1, 1)));
            prop_assert_eq!(codes(&of("end")), on(day(year, 12, 31)));
            prop_assert_eq!(codes(&of("any")), codes(&days));
            // One that had ended by the last day has no row by that rule.
            let counted = of("days");
            for (code, count) in &days {
                match counted.get(code) {
                    Some(found) => prop_assert_eq!(found, count, "{}", code),
                    None => prop_assert!(!on(day(year, 12, 31)).contains(code), "{}", code),
                }
            }
        }
    }

    #[test]
    fn a_withdrawal_that_is_recorded_ends_the_rows_of_a_party() {
        if needs::corpus().is_none() {
            return;
        }
        let place = corpus();
        let copy = Place::empty();
        fs::copy(place.db(), copy.db()).unwrap();
        for (treaty, code, act, on, effect, last) in [
            ("UN XXVII-7-a", "CA", "withdrawal", "2011-12-15", "2012-12-15", 2011),
            ("UN IV-5", "JM", "denunciation", "1997-10-23", "1998-01-23", 1997),
        ] {
            let line = format!(
                "accede record {act} '{treaty}' {code} --on {on} --effective {effect} --reason 'CN' --force"
            );
            let ran = copy.run(&line);
            assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
            let own = rows(&copy, &format!("panel '{treaty}' --from 1970 --to 2020 --coding consented"));
            let years: Vec<i32> = own
                .iter()
                .filter(|row| row["code"] == code && row["consented"] == "1")
                .map(|row| row["year"].parse().unwrap())
                .collect();
            assert_eq!(years.last(), Some(&last), "{code}");
            let after =
                own.iter().filter(|row| row["code"] == code && row["year"].parse::<i32>().unwrap() > last);
            assert!(after.into_iter().all(|row| row["status"] == "former"), "{code}");
        }
    }
}
