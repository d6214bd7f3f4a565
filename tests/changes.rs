//! What changed: in law it accounts for every status, in our knowledge for every entry, and the two never mix.

use std::collections::BTreeMap;

use crate::support::Place;
use accede::model::{Date, Status};
use accede::report::{ChangeInLaw, Range, changes};
use accede::store::{Store, Whose};
use serde_json::Value;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Every status but none on a day, by treaty and participant.
fn statuses(store: &Store, day: Date) -> BTreeMap<(String, String), Status> {
    let mut statuses = BTreeMap::new();
    for treaty in store.treaties().unwrap() {
        for spell in store.standings(&treaty.code, day).unwrap() {
            if spell.status != Status::None {
                statuses.insert((treaty.code.clone(), spell.participant), spell.status);
            }
        }
    }
    statuses
}

#[test]
fn the_changes_in_law_lead_from_the_statuses_of_one_day_to_those_of_another() {
    let place = Place::new();
    for line in [
        "accede record denunciation budapest JP --on 2026-11-20",
        "accede record ratification budapest IE --on 2026-11-20",
    ] {
        let ran = place.run(line);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let store = place.store();
    let newest = store.head().unwrap().seq;
    let days =
        ["1949-01-01", "2001-11-23", "2004-07-01", "2006-06-03", "2012-08-01", "2024-02-29", "2026-11-30"];
    let mut lines = 0;
    for pair in
        days.windows(2).chain([["2026-11-30", "2028-01-01"].as_slice(), &["1949-01-01", "2028-01-01"]])
    {
        let (before, until) = (day(pair[0]), day(pair[1]));
        let since = before.plus_days(1).unwrap();
        let range = Range { since, until, first: newest + 1, last: newest };
        let report = changes(&store, range, Whose::default()).unwrap();
        assert!(report.knowledge.is_empty());
        let mut reached = statuses(&store, before);
        for line in report.law.iter().filter(|line| line.change == ChangeInLaw::Status) {
            lines += 1;
            assert!((since..=until).contains(&line.day), "{line:?}");
            let key = (line.treaty.clone(), line.participant.as_ref().unwrap().code.clone());
            let (from, to) = (line.from.unwrap(), line.to.unwrap());
            assert_eq!(reached.remove(&key).unwrap_or(Status::None), from, "{line:?}");
            assert_ne!(from, to, "{line:?}");
            if to != Status::None {
                reached.insert(key, to);
            }
        }
        assert_eq!(reached, statuses(&store, until), "{pair:?}");
    }
    assert!(lines > 400, "{lines}");
}

#[test]
fn both_ends_are_included_and_a_range_is_the_sum_of_its_days() {
    let place = Place::new();
    let store = place.store();
    let of = |since, until| {
        let range = Range { since, until, first: 1, last: 0 };
        changes(&store, range, Whose::default()).unwrap().law
    };
    let (since, until) = (day("2004-07-01"), day("2004-09-01"));
    let whole = of(since, until);
    let mut parts = Vec::new();
    let mut next = since;
    while next <= until {
        parts.extend(of(next, next));
        next = next.plus_days(1).unwrap();
    }
    assert_eq!(whole, parts);
    assert_eq!(whole[0].change, ChangeInLaw::EntryIntoForce);
    assert_eq!(whole[0].day, since);
    assert_eq!(whole.last().unwrap().day, until);
}

/// A file with entries of five days after the seed: three acts, a member that leaves, and a correction.
fn with_a_past() -> Place {
    let place = Place::new();
    for line in [
        "ACCEDE_TODAY=2026-12-02 accede record ratification budapest IE --on 2026-12-01 --by desk",
        "ACCEDE_TODAY=2026-12-02 accede record signature 224 IE --on 2026-12-02 --by desk",
        "ACCEDE_TODAY=2026-12-05 accede record signature hanoi IN --on 2026-11-10 --by desk",
        "ACCEDE_TODAY=2026-12-07 accede group remove EU Ireland --on 2026-12-07 --by desk --reason left",
        "accede treaty show 189 --toml | sed 's/^short_title = .*/short_title = \"Xenophobia Protocol\"/' > 189.toml",
        "ACCEDE_TODAY=2026-12-09 accede treaty amend 189.toml --by desk --reason 'the name in use'",
    ] {
        let ran = place.run(line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
    }
    place
}

fn answer(place: &Place, line: &str) -> Value {
    let ran = place.run(&format!("ACCEDE_TODAY=2026-12-09 accede changes --format json {line}"));
    assert_eq!(ran.code, 0, "{line}: {ran:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

/// The entries of each class, in order.
fn classes(answer: &Value) -> BTreeMap<String, Vec<String>> {
    let known = answer["knowledge"].as_object().unwrap();
    let mut classes = BTreeMap::new();
    for name in ["new_facts", "late_facts", "corrections", "batches"] {
        let lines = known[name].as_array().unwrap();
        let entries: Vec<String> =
            lines.iter().map(|line| line["entry"].as_str().unwrap().to_owned()).collect();
        if !entries.is_empty() {
            classes.insert(name.to_owned(), entries);
        }
    }
    classes
}

fn expected(classes: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let owned = |entries: &&[&str]| entries.iter().map(|entry| (*entry).to_owned()).collect();
    classes.iter().map(|(name, entries)| ((*name).to_owned(), owned(entries))).collect()
}

#[test]
fn the_newest_entry_of_a_day_is_the_one_that_counting_gives() {
    let place = with_a_past();
    let store = place.store();
    let newest = store.head().unwrap().seq;
    let recorded: Vec<Date> = (1..=newest).map(|seq| store.recorded_on(seq).unwrap().unwrap()).collect();
    assert!(recorded.is_sorted());
    let mut asked = day("2026-11-20");
    while asked < day("2026-12-12") {
        let counted = recorded.iter().filter(|recorded| **recorded <= asked).count();
        assert_eq!(store.entry_on(asked).unwrap(), i64::try_from(counted).unwrap(), "{asked}");
        asked = asked.plus_days(1).unwrap();
    }
    assert_eq!(store.entry_on(Date::FIRST).unwrap(), 0);
    assert_eq!(store.entry_on(Date::LAST).unwrap(), newest);
    assert_eq!(store.recorded_on(0).unwrap(), None);
    assert_eq!(store.recorded_on(newest + 1).unwrap(), None);
}

#[test]
fn each_entry_is_what_its_own_day_makes_of_it() {
    let place = with_a_past();
    let all = answer(&place, "--since 2026-12-01");
    assert_eq!((&all["since"], &all["until"]), (&"2026-12-01".into(), &"2026-12-09".into()));
    let sorted = expected(&[
        ("new_facts", &["@5066", "@5067", "@5069"]),
        ("late_facts", &["@5068"]),
        ("corrections", &["@5070"]),
    ]);
    assert_eq!(classes(&all), sorted);
    let correction = &all["knowledge"]["corrections"][0];
    assert_eq!(correction["class"], "correction");
    assert_eq!(correction["reason"], "the name in use");
    let differences = correction["differences"].as_array().unwrap();
    let named = differences.iter().find(|one| one["field"] == "short_title").unwrap();
    assert_eq!(named["after"], "Xenophobia Protocol");
    assert_eq!(named["before"], "First Additional Protocol");

    // The day before which a fact is late is the first of the range.
    let later = answer(&place, "--since 2026-12-02 --until 2026-12-05");
    let sorted = expected(&[("new_facts", &["@5067"]), ("late_facts", &["@5066", "@5068"])]);
    assert_eq!(classes(&later), sorted);
}

#[test]
fn an_entry_as_a_bound_is_itself_left_out_at_the_beginning_and_taken_in_at_the_end() {
    let place = with_a_past();
    let sorted = expected(&[("new_facts", &["@5067"]), ("late_facts", &["@5068"])]);
    let between = answer(&place, "--since @5066 --until @5068");
    assert_eq!(classes(&between), sorted);
    assert_eq!((&between["since"], &between["until"]), (&"2026-12-02".into(), &"2026-12-05".into()));
    let mixed = answer(&place, "--since @5066 --until 2026-12-06");
    assert_eq!(classes(&mixed), sorted);
    let nothing = answer(&place, "--since @5066 --until @5066");
    assert_eq!(classes(&nothing), expected(&[]));
    assert_eq!(nothing["knowledge"]["from"], Value::Null);
    let mixed = answer(&place, "--since 2026-12-03 --until @5069");
    assert_eq!(classes(&mixed), expected(&[("new_facts", &["@5069"]), ("late_facts", &["@5068"])]));
}

#[test]
fn a_batch_is_one_line_also_where_the_range_begins_inside_it() {
    let place = with_a_past();
    let whole = answer(&place, "--since 2026-11-30 --until 2026-11-30");
    assert_eq!(classes(&whole), expected(&[("batches", &["@1"])]));
    let count = |answer: &Value, name: &str| answer["knowledge"]["batches"][0][name].as_u64().unwrap();
    assert_eq!(count(&whole, "entries"), 5064);
    let sum: u64 =
        ["new_facts", "late_facts", "corrections", "other"].map(|name| count(&whole, name)).iter().sum();
    assert_eq!(sum, 5064);
    let part = answer(&place, "--since @4847 --until @5066");
    assert_eq!(classes(&part), expected(&[("batches", &["@1"]), ("new_facts", &["@5066"])]));
    assert_eq!(count(&part, "entries"), 218);
    // The parts add up.
    let rest = answer(&place, "--since 2026-11-30 --until @4847");
    assert_eq!(count(&rest, "entries") + count(&part, "entries"), 5064);
}

#[test]
fn only_what_is_about_the_treaty_or_the_participant() {
    let place = with_a_past();
    let ireland = answer(&place, "--since 2026-12-01 --until 2027-12-31 Ireland");
    assert_eq!(classes(&ireland), expected(&[("new_facts", &["@5066", "@5067", "@5069"])]));
    let law = ireland["law"].as_array().unwrap();
    assert!(law.iter().all(|line| line["participant"]["code"] == "IE"));
    let turned: Vec<(&str, &str)> =
        law.iter().map(|line| (line["to"].as_str().unwrap(), line["because"].as_str().unwrap())).collect();
    assert_eq!(turned, [("contracting", "act"), ("signatory", "act"), ("party", "time")]);
    let protocol = answer(&place, "--since 2026-12-01 189");
    assert_eq!(classes(&protocol), expected(&[("corrections", &["@5070"])]));
    assert_eq!(protocol["law"], Value::Array(Vec::new()));
}

#[test]
fn what_begins_and_ends_beside_a_status_and_a_union_that_ended() {
    let place = Place::new();
    for line in [
        "accede record provisional-application 224 IE --on 2026-11-10 --force --reason x",
        "accede record end-of-provisional-application 224 IE --on 2026-11-20 --force --reason x",
    ] {
        let ran = place.run(line);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let answer = answer(&place, "--since 2026-11-01 --until 2026-11-29 224");
    let modes: Vec<(&str, &str, &str)> = answer["law"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| ["day", "change", "mode"].map(|name| line[name].as_str().unwrap_or_default()).into())
        .collect();
    assert_eq!(
        modes,
        [("2026-11-10", "mode-begins", "provisional"), ("2026-11-20", "mode-ends", "provisional")]
    );
    assert_eq!(answer["law"][1]["act"]["act"], "end-of-provisional-application");

    let union = place.run("accede changes --since 2006-06-01 --until 2006-06-30 --format csv 185").stdout;
    assert!(
        union.contains("law,status,2006-06-03,CETS 185,CSXX,signatory,none,,end-of-participant,"),
        "{union}"
    );
    assert!(union.contains("law,status,2006-06-03,CETS 185,RS,none,signatory,,taking-over,"), "{union}");
}
