//! The numbers that lists of States give participants: as in the lists, and in each year under the participant that was
//! there.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::damage::OLD_LOG;
use crate::support::{Place, needs};
use accede::model::{Body, Confidence, StateNumberBody};
use accede::read::seed;
use accede::store::StateNumberRow;
use rusqlite::Connection;

/// Behind the last year of every list.
const END: i32 = 2100;

/// A row of the table, without its entry.
type Found =
    ((String, i64, i32, Option<i32>, Option<String>), (String, String, Option<String>, Confidence, String));

fn rows() -> Vec<StateNumberBody> {
    let rows = seed::facts().into_iter().filter_map(|fact| match fact.body {
        Body::StateNumber(row) => Some(row),
        _ => None,
    });
    rows.collect()
}

fn numbers(place: &Place) -> Vec<StateNumberRow> {
    place.store().state_numbers().unwrap()
}

#[test]
fn every_row_is_in_a_new_file_and_in_a_bare_one() {
    let lines = include_str!("../data/state_numbers.csv").lines().count() - 1;
    let (seeded, bare) = (Place::new(), Place::empty());
    assert_eq!(bare.run("accede init --bare accede.db").code, 0);
    for place in [&seeded, &bare] {
        let connection = Connection::open(place.db()).unwrap();
        let sql = "SELECT scheme, number, first_year, last_year, participant, abbreviation, name, note, confidence, sources
                   FROM state_number WHERE superseded_seq IS NULL ORDER BY recorded_seq";
        let mut statement = connection.prepare(sql).unwrap();
        let found = statement.query_map([], |row| {
            Ok((
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?),
                (row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?, row.get(9)?),
            ))
        });
        let found: Vec<Found> = found.unwrap().map(Result::unwrap).collect();
        let expected: Vec<Found> = rows()
            .into_iter()
            .map(|row| {
                (
                    (row.scheme, row.number, row.first_year, row.last_year, row.participant),
                    (row.abbreviation, row.name, row.note, row.confidence, row.sources.0.join(";")),
                )
            })
            .collect();
        assert_eq!(found.len(), lines);
        assert_eq!(found, expected);
    }
    assert_eq!(numbers(&seeded), numbers(&bare));
    let of_participants = rows().iter().filter(|row| row.participant.is_some()).count();
    assert_eq!(numbers(&seeded).len(), of_participants);
}

/// What is ours and not the list's says on which ground, and is not called seen.
#[test]
fn what_was_assigned_or_split_says_so() {
    for row in rows() {
        let ours = row.note.is_some() && row.participant.is_some();
        assert_eq!(row.confidence == Confidence::Consistent, ours, "{row:?}");
        assert!(row.note.is_some() || row.participant.is_some(), "{row:?}");
        assert!(row.last_year.is_none_or(|last| row.first_year <= last), "{row:?}");
    }
}

#[test]
fn two_numbers_of_one_participant_share_no_more_than_a_year_of_change() {
    let mut of_each: BTreeMap<(String, String), Vec<StateNumberRow>> = BTreeMap::new();
    for row in numbers(&Place::new()) {
        of_each.entry((row.participant.clone(), row.scheme.clone())).or_default().push(row);
    }
    for rows in of_each.values() {
        for pair in rows.windows(2) {
            let last = pair[0].last_year.unwrap_or_else(|| panic!("{pair:?}: the first has no end"));
            assert!(last <= pair[1].first_year, "{pair:?}");
        }
    }
}

/// In one year two participants have a number together only where one took the place of the other, and beside the
/// United Arab Republic.
#[test]
fn a_number_is_of_one_participant_but_in_a_year_of_change() {
    let mut of_each: BTreeMap<(String, i64), Vec<StateNumberRow>> = BTreeMap::new();
    for row in numbers(&Place::new()).into_iter().filter(|row| row.participant != "X-UAR") {
        of_each.entry((row.scheme.clone(), row.number)).or_default().push(row);
    }
    for mut rows in of_each.into_values() {
        rows.sort_by_key(|row| row.first_year);
        for pair in rows.windows(2) {
            assert!(pair[0].last_year.is_some_and(|last| last <= pair[1].first_year), "{pair:?}");
        }
    }
}

/// Participant, year, and its numbers of that year: COW, then GW.
const CASES: [(&str, i32, &[i64], &[i64]); 44] = [
    ("DE", 1900, &[255], &[255]),
    ("DE", 1950, &[], &[260]),
    ("DE", 1975, &[260], &[260]),
    ("DE", 1990, &[255], &[260]),
    ("DE", 2000, &[255], &[260]),
    ("DDDE", 1950, &[], &[265]),
    ("DDDE", 1975, &[265], &[265]),
    ("DDDE", 1990, &[265], &[265]),
    ("DDDE", 1991, &[], &[]),
    ("RU", 1900, &[365], &[365]),
    ("RU", 1950, &[], &[]),
    ("RU", 1991, &[365], &[365]),
    ("RU", 2001, &[365], &[365]),
    ("SUHH", 1921, &[], &[]),
    ("SUHH", 1922, &[365], &[365]),
    ("SUHH", 1991, &[365], &[365]),
    ("SUHH", 1992, &[], &[]),
    ("RS", 1900, &[345], &[340]),
    ("RS", 1950, &[], &[]),
    ("RS", 2005, &[], &[]),
    ("RS", 2006, &[345], &[340]),
    ("X-SFRY", 1930, &[345], &[345]),
    ("X-SFRY", 1943, &[], &[345]),
    ("X-SFRY", 1991, &[345], &[345]),
    ("X-SFRY", 1993, &[], &[]),
    ("YUCS", 1991, &[], &[]),
    ("YUCS", 1992, &[345], &[345]),
    ("YUCS", 2003, &[345], &[345]),
    ("CSXX", 2003, &[345], &[345]),
    ("CSXX", 2006, &[345], &[345]),
    ("CSXX", 2007, &[], &[]),
    ("X-YAR", 1950, &[678], &[678]),
    ("X-YAR", 1991, &[], &[]),
    ("YE", 1989, &[], &[]),
    ("YE", 1995, &[679], &[678]),
    ("YDYE", 1980, &[680], &[680]),
    ("VDVN", 1970, &[816], &[]),
    ("VN", 1970, &[], &[]),
    ("VN", 2000, &[816], &[]),
    ("X-RVN", 1970, &[817], &[817]),
    ("CSHH", 1942, &[], &[315]),
    ("CSHH", 1992, &[315], &[315]),
    ("EG", 1959, &[651], &[651]),
    ("X-UAR", 1959, &[651], &[651]),
];

#[test]
fn each_participant_has_the_number_of_its_years() {
    let rows = numbers(&Place::new());
    for (participant, year, cow, gw) in CASES {
        for (scheme, expected) in [("COW", cow), ("GW", gw)] {
            let found = rows.iter().filter(|row| row.participant == participant && row.scheme == scheme);
            let found = found.filter(|row| (row.first_year..=row.last_year.unwrap_or(END)).contains(&year));
            let found: Vec<i64> = found.map(|row| row.number).collect();
            assert_eq!(found, expected, "{scheme} {participant} {year}");
        }
    }
}

/// No participant has a number before its first year or after its last, but for those that the lists have already for an
/// older State of the name, and for Hanover, which the list of Gleditsch and Ward keeps until 1871.
#[test]
fn a_number_is_held_only_while_its_participant_exists() {
    let years: BTreeMap<String, (Option<i32>, Option<i32>)> = seed::facts()
        .into_iter()
        .filter_map(|fact| match fact.body {
            Body::Participant(row) => {
                let year =
                    |day: Option<accede::model::Date>| day.map(|day| day.to_string()[..4].parse().unwrap());
                Some((row.code, (year(row.exists_from), year(row.exists_until))))
            }
            _ => None,
        })
        .collect();
    let mut outside = BTreeSet::new();
    for row in numbers(&Place::new()) {
        let (from, until) = years[&row.participant];
        let ends_late = until.is_some_and(|until| row.last_year.unwrap_or(END) > until);
        if ends_late || from.is_some_and(|from| row.first_year < from) {
            outside.insert((row.participant, row.scheme, row.first_year));
        }
    }
    let known = [
        ("ME", "GW", 1868),
        ("RS", "COW", 1878),
        ("RS", "GW", 1878),
        ("VN", "GW", 1816),
        ("X-HANOVER", "GW", 1816),
    ];
    let known = known.map(|(code, scheme, year)| (code.to_owned(), scheme.to_owned(), year));
    assert_eq!(outside, BTreeSet::from(known));
}

#[test]
fn an_older_file_has_none_until_the_seed_is_imported() {
    let place = Place::empty();
    assert_eq!(place.run(&format!("accede load '{OLD_LOG}' --db accede.db")).code, 0);
    assert_eq!(numbers(&place), []);
    let written = place.run("accede import --seed --write");
    assert_eq!(written.code, 0, "{written:?}");
    assert_eq!(numbers(&place), numbers(&Place::new()));
    assert!(place.store().verify(&[]).unwrap().is_sound());
    // As known before, there is none.
    let then =
        place.run("accede sql 'SELECT count(*) AS rows FROM state_number' --known-at @10 --format csv");
    assert_eq!(then.stdout, "rows,known_at\n0,@10\n");
}

/// The lists, year by year.
#[test]
fn every_year_of_the_lists_is_there_and_no_other() {
    let Some(corpus) = needs::corpus() else { return };
    let path = corpus.join("facts/state_numbers.csv");
    let mut listed: BTreeMap<(String, i64, String, String), BTreeSet<i32>> = BTreeMap::new();
    let mut lines = csv::Reader::from_path(path).unwrap();
    let mut participants = BTreeMap::new();
    for line in lines.deserialize() {
        type Line = (String, i64, String, String, Option<String>, i32, Option<i32>);
        let (scheme, number, abbreviation, name, participant, from, to): Line = line.unwrap();
        participants.insert((scheme.clone(), number, from), participant);
        listed.entry((scheme, number, abbreviation, name)).or_default().extend(from..=to.unwrap_or(END));
    }
    let mut ours: BTreeMap<(String, i64, String, String), BTreeSet<i32>> = BTreeMap::new();
    for row in rows() {
        // What is not ours is as in the list.
        if row.confidence == Confidence::Verified {
            assert_eq!(
                row.participant,
                participants[&(row.scheme.clone(), row.number, row.first_year)],
                "{row:?}"
            );
        }
        let years = row.first_year..=row.last_year.unwrap_or(END);
        ours.entry((row.scheme, row.number, row.abbreviation, row.name)).or_default().extend(years);
    }
    assert_eq!(ours, listed);
}
