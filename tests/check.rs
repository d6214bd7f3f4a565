//! The auditor's rules: each finds the fault planted for it, and no other rule does; a near miss is no finding; and nothing
//! is found in a register where everything is in order. `tests/check/planted.csv` has the faults: lines in the notation of
//! `tests/check/clean.txt`, where `~label` changes a fact and `-label` leaves one out.

use std::collections::{BTreeSet, HashMap};

use crate::support::{Place, cases};
use accede::model::{Body, Fact};
use accede::read::seed;
use accede::store::Store;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

const AT: &str = "2026-11-30T00:00:00Z";
const PEOPLE: [&str; 14] =
    ["DE", "FR", "GB", "NL", "EU", "HR", "X-SFRY", "CZ", "SK", "CSHH", "US", "JP", "CW", "ANHH"];

/// A fact as it is written down: its label, its kind, its fields.
#[derive(Debug, Clone)]
struct Line {
    label: Option<String>,
    kind: String,
    fields: Vec<(String, String)>,
}

/// The words of a line; quotes keep blanks.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            letter => word.push(letter),
        }
    }
    words.push(word);
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

fn fields(words: &[String]) -> Vec<(String, String)> {
    let pair = |word: &String| word.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    words.iter().map(|word| pair(word).unwrap_or_else(|| panic!("{word}: name=value"))).collect()
}

fn line(text: &str) -> Line {
    let mut words = words(text);
    let label = words[0].strip_prefix('#').map(str::to_owned);
    if label.is_some() {
        words.remove(0);
    }
    Line { label, kind: words[0].clone(), fields: fields(&words[1..]) }
}

/// The clean register with the changes of a case.
fn register(changes: &str) -> Vec<Line> {
    let clean =
        include_str!("check/clean.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    let mut lines: Vec<Line> = clean.map(line).collect();
    let named = |lines: &[Line], label: &str| {
        let found = lines.iter().position(|line| line.label.as_deref() == Some(label));
        found.unwrap_or_else(|| panic!("nothing is labelled {label}"))
    };
    for change in changes.lines().filter(|line| !line.starts_with('$')) {
        if let Some(label) = change.strip_prefix('-') {
            let place = named(&lines, label);
            lines.remove(place);
        } else if let Some(rest) = change.strip_prefix('~') {
            let words = words(rest);
            let place = named(&lines, &words[0]);
            for (name, value) in fields(&words[1..]) {
                lines[place].fields.retain(|field| field.0 != name);
                lines[place].fields.push((name, value));
            }
        } else {
            lines.push(line(change));
        }
    }
    // A participant comes before what it does.
    lines.sort_by_key(|line| !matches!(line.kind.as_str(), "source" | "participant" | "predecessor"));
    lines
}

fn body<T: DeserializeOwned>(fields: Map<String, Value>, body: fn(T) -> Body) -> Body {
    let text = format!("{fields:?}");
    body(serde_json::from_value(Value::Object(fields)).unwrap_or_else(|why| panic!("{text}: {why}")))
}

fn fact(line: &Line, labels: &HashMap<String, i64>) -> Fact {
    let mut fields = Map::new();
    let mut replaces = None;
    let common: &[(&str, &str)] = match line.kind.as_str() {
        "source" | "precedence" => &[],
        "claim" => &[("sources", "L")],
        "reservation" => &[("sources", "L"), ("confidence", "verified"), ("summary", "as recorded")],
        _ => &[("sources", "L"), ("confidence", "verified")],
    };
    for (name, value) in common {
        fields.insert((*name).to_owned(), (*value).into());
    }
    for (name, value) in &line.fields {
        let value = value.strip_prefix('#').map_or(Value::from(value.as_str()), |label| labels[label].into());
        match name.as_str() {
            "replaces" => replaces = value.as_i64(),
            "publishers" => drop(fields.insert(name.clone(), vec![value].into())),
            _ if value == "" && name != "sources" => drop(fields.remove(name)),
            _ => drop(fields.insert(name.clone(), value)),
        }
    }
    let body = match line.kind.as_str() {
        "source" => body(fields, Body::Source),
        "participant" => body(fields, Body::Participant),
        "predecessor" => body(fields, Body::Predecessor),
        "precedence" => body(fields, Body::Precedence),
        "treaty" => body(fields, Body::Treaty),
        "treaty-link" => body(fields, Body::TreatyLink),
        "clause" => body(fields, Body::Clause),
        "act" => body(fields, Body::Act),
        "reservation" => body(fields, Body::Reservation),
        "claim" => body(fields, Body::Claim),
        other => panic!("no kind of fact: {other}"),
    };
    Fact { body, replaces }
}

/// Those of the seed's participants, groups and memberships that the register needs, and the sources that these cite.
fn people() -> Vec<Body> {
    let here = |code: &str| PEOPLE.contains(&code);
    let kept = |body: &Body| match body {
        Body::Participant(body) => here(&body.code),
        Body::Name(body) => here(&body.participant),
        Body::Predecessor(body) => here(&body.participant) && here(&body.predecessor),
        Body::Membership(body) => here(&body.participant) && ["EU", "COE"].contains(&body.group.as_str()),
        Body::Group(body) => ["EU", "COE"].contains(&body.code.as_str()),
        Body::Source(_) => true,
        _ => false,
    };
    seed::bare_facts().into_iter().map(|fact| fact.body).filter(kept).collect()
}

/// The register with these changes, as a file.
fn planted(changes: &str) -> Place {
    let place = Place::empty();
    let mut facts: Vec<Fact> = people().into_iter().map(Fact::from).collect();
    let mut labels = HashMap::new();
    for line in register(changes) {
        facts.push(fact(&line, &labels));
        if let Some(label) = line.label {
            labels.insert(label, i64::try_from(facts.len()).unwrap());
        }
    }
    Store::create(&place.db(), &facts, "registry", AT).unwrap_or_else(|why| panic!("{changes}: {why}"));
    for command in changes.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let command = labels.iter().fold(command.to_owned(), |command, (label, seq)| {
            command.replace(&format!("#{label} "), &format!("@{seq} "))
        });
        let ran = place.run(&command);
        assert_eq!(ran.code, 0, "{command}: {ran:?}");
    }
    place
}

/// What `accede check` finds in the register with these changes: rule and text of each finding.
fn found(changes: &str) -> Vec<(String, String)> {
    let ran = planted(changes).run("accede check --format csv");
    let mut rows = csv::Reader::from_reader(ran.stdout.as_bytes());
    let found: Vec<(String, String)> =
        rows.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[7].to_owned())).collect();
    assert_eq!(ran.code, i32::from(!found.is_empty()), "{changes}: {ran:?}");
    found
}

#[test]
fn nothing_is_found_where_everything_is_in_order() {
    assert_eq!(found(""), []);
}

#[test]
fn each_rule_finds_the_fault_planted_for_it_and_no_near_miss() {
    let rows = cases("check/planted.csv");
    let rules: BTreeSet<&str> = rows.iter().map(|row| row["rule"].as_str()).collect();
    assert_eq!((rows.len(), rules.len()), (40, 40));
    let mut wrong = Vec::new();
    for row in &rows {
        let (rule, says) = (&row["rule"], &row["says"]);
        let findings = found(&row["fault"]);
        let seen: BTreeSet<&str> = findings.iter().map(|finding| finding.0.as_str()).collect();
        let expected: BTreeSet<&str> = std::iter::once(rule.as_str())
            .chain(row["also"].split(' ').filter(|rule| !rule.is_empty()))
            .collect();
        let said = findings.iter().any(|(by, text)| by == rule && text.contains(says.as_str()));
        if seen != expected || !said {
            wrong.push(format!("{rule}: {findings:?}"));
        }
        if !row["near_miss"].is_empty() {
            let near = found(&row["near_miss"]);
            if !near.is_empty() {
                wrong.push(format!("{rule}, near miss: {near:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What `accede check` says that the differences under one treaty have in common.
#[test]
fn mismatches_are_read_together() {
    let rows = cases("check/diagnoses.csv");
    assert!(rows.len() >= 9);
    let mut wrong = Vec::new();
    for row in &rows {
        let place = planted(&row["fault"]);
        let ran = place.run("accede check effect-differs");
        let shown = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        if ran.code != 1 || !shown.contains(&row["says"]) {
            wrong.push(format!("{}: {}", row["case"], ran.stdout));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_are_chosen_by_name_severity_and_treaty() {
    let place = Place::new();
    let lines = |command: &str| place.run(command).stdout.lines().count() - 1;
    assert_eq!(lines("accede check --list --format csv"), 40);
    assert_eq!(lines("accede check --list --severity error --skip A-01 --format csv"), 16);
    assert_eq!(lines("accede check old-signature a-35 --treaty budapest --format csv"), 2);
    // Ireland signed on 2002-02-28.
    assert_eq!(lines("accede check A-35 --as-of 2012-02-28 --treaty budapest --format csv"), 9);
    assert_eq!(lines("accede check A-35 --as-of 2012-02-29 --treaty budapest --format csv"), 10);
    let quiet = place.run("accede check A-07");
    assert_eq!(
        (quiet.code, quiet.stdout.contains("1 rule ran, and nothing was found.")),
        (0, true),
        "{quiet:?}"
    );
    let off = place.run("accede check A-35 --set A-35=off");
    assert_eq!((off.code, off.stdout.contains("0 rules ran")), (0, true), "{off:?}");
    let set = place.run("accede check A-35 --set A-35=error --severity error --format json");
    assert!(set.stdout.contains("\"error\":11") || set.stdout.contains("\"error\": 11"), "{}", set.stdout);
}

/// A chart that gives its own total is held to it.
#[test]
fn a_published_total_is_read_as_a_claim() {
    let place = Place::new();
    let chart = include_str!("read/good/coe-chart.txt");
    std::fs::write(place.path().join("chart.txt"), chart).unwrap();
    let import =
        "accede import chart.txt --format json --write --partial --by registry --db new.db --output plan.txt";
    let made = place.run("accede init new.db --bare --output made.txt");
    assert_eq!(made.code, 0, "{made:?}");
    let ran = place.run(import);
    assert!(ran.code <= 1, "{ran:?}");
    let claims = place.query("new.db", "SELECT claim, value FROM claim ORDER BY claim");
    assert_eq!(claims, ["party-count|4", "signatory-not-party-count|2"]);
    let again = place.run(import);
    assert!(again.code <= 1, "{again:?}");
    assert_eq!(place.query("new.db", "SELECT count(*) FROM log WHERE kind = 'claim'"), ["2"]);
}
