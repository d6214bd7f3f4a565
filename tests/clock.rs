//! The clock: nothing is recorded as of a day that is far from having come, and what follows an entry from the future does not
//! take its day, but waits.

use std::fs;

use crate::support::{Place, few_facts};
use accede::model::Date;
use accede::store::Store;

/// What records, each in its own way.
const RECORDING: [&str; 6] = [
    "record ratification budapest IE --on 2026-11-20",
    "correct @ACT --on 2002-02-27 --reason x --force",
    "retract @ACT --reason x --force",
    "group new V4 Visegrad",
    "import 4-13.csv --write",
    "import undo @1 --reason x --force",
];

/// The line about an act that is there.
fn about_an_act(place: &Place, line: &str) -> String {
    let act =
        &place.query("accede.db", "SELECT id FROM act WHERE treaty = 'CETS 185' AND participant = 'IE'")[0];
    line.replace("@ACT", &format!("@{act}"))
}

fn today() -> Date {
    Date::today().max("2026-11-30".parse().unwrap())
}

/// A folder with a small file whose entries bear this moment, and something to import.
fn recorded_at(moment: &str) -> Place {
    let place = Place::empty();
    Store::create(&place.db(), &few_facts(), "test", moment).unwrap();
    let acts = "Participant,Signature,\"Ratification, Accession(a)\"\nChile,24 Sep 1993,21 Mar 2005\n";
    fs::write(place.path().join("4-13.csv"), acts).unwrap();
    place
}

#[test]
fn nothing_is_recorded_as_of_a_day_far_ahead_of_the_clock() {
    let place = recorded_at("2026-11-30T00:00:00Z");
    let before = fs::read(place.db()).unwrap();
    for day in ["9999-12-31".to_owned(), today().plus_days(33).unwrap().to_string()] {
        for line in RECORDING {
            let line = about_an_act(&place, line);
            let ran = place.run(&format!("ACCEDE_TODAY={day} accede {line}"));
            assert_eq!(ran.code, 3, "{line}: {ran:?}");
            let says =
                format!("nothing is recorded as of {day}, more than a month after this machine's clock");
            assert!(ran.stderr.contains(&says), "{line}: {ran:?}");
            assert!(fs::read(place.db()).unwrap() == before, "{line}");
        }
        // A question is about whatever day somebody likes.
        assert_eq!(place.run(&format!("ACCEDE_TODAY={day} accede status budapest")).code, 0);
    }
}

#[test]
fn after_an_entry_from_the_future_nothing_is_recorded_until_that_is_mended() {
    for moment in ["9999-12-31T00:00:00Z".to_owned(), format!("{}T00:00:00Z", today().plus_days(3).unwrap())]
    {
        let place = recorded_at(&moment);
        let before = fs::read(place.db()).unwrap();
        let newest = place.store().head().unwrap().seq;
        for line in RECORDING {
            let line = about_an_act(&place, line);
            let ran = place.run(&format!("ACCEDE_TODAY= accede {line}"));
            let says = format!(
                "accede: accede.db: it has an entry from the future, @{newest} of {moment}, and nothing is recorded after that"
            );
            assert!(ran.code == 4 && ran.stderr.starts_with(&says), "{line}: {ran:?}");
            assert!(fs::read(place.db()).unwrap() == before, "{line}");
        }
        assert_eq!(place.run("accede status budapest").code, 0);
    }
}

#[test]
fn clocks_that_differ_by_hours_do_not_keep_anybody_from_recording() {
    let tomorrow = format!("{}T00:00:00Z", today().plus_days(1).unwrap());
    let place = recorded_at(&tomorrow);
    let ran = place.run("ACCEDE_TODAY= accede group new V4 Visegrad");
    assert_eq!(ran.code, 0, "{ran:?}");
    // The order of the log is that of its days.
    assert_eq!(place.query("accede.db", "SELECT max(recorded_at) FROM log"), [tomorrow]);
}
