//! What `next` foretells is what `changes` tells later, where nobody does anything in between; and its calendar is one
//! that others can read.

use std::collections::BTreeSet;

use crate::support::{Place, TODAY};
use accede::model::Date;
use accede::report::{Ahead, Because, ChangeInLaw, Range, What, When, changes, next};
use accede::store::{Store, Whose};

/// Acts with entries into force, a notice taken back, one that took effect, returns, and successions notified later.
const STORY: &[&str] = &[
    "signature 'UN XXVII-7-d' US --on 2016-04-22",
    "acceptance 'UN XXVII-7-d' US --on 2016-09-03 --effective 2016-11-04",
    "withdrawal 'UN XXVII-7-d' US --on 2019-11-04",
    "acceptance 'UN XXVII-7-d' US --on 2021-01-20",
    "withdrawal 'UN XXVII-7-d' US --on 2025-01-27",
    "signature 'UN XVIII-10' ZA --on 1998-07-17",
    "ratification 'UN XVIII-10' ZA --on 2000-11-27",
    "signature 'UN XVIII-10' BI --on 1999-01-13",
    "ratification 'UN XVIII-10' BI --on 2004-09-21",
    "withdrawal 'UN XVIII-10' ZA --on 2016-10-19",
    "withdrawal 'UN XVIII-10' BI --on 2016-10-27",
    "revocation-of-denunciation 'UN XVIII-10' ZA --on 2017-03-07",
    "ratification 'HCCH 12' X-SFRY --on 1962-09-25 --force --reason example",
    "succession 'HCCH 12' HR --on 1993-04-05",
    "succession 'HCCH 12' ME --on 2007-01-30",
    "denunciation budapest AD --on 2026-11-02",
    "invitation budapest Kenya --on 2022-01-10",
];

fn story() -> Place {
    let place = Place::new();
    for line in STORY {
        let ran = place.run(&format!("accede record {line}"));
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
    }
    place
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn foretold(store: &Store, on: Date, until: Date) -> Vec<accede::report::Coming> {
    let asked = Ahead { treaties: Vec::new(), set: None, until, calendar: true };
    next(store, &asked, When { as_of: on, today: day(TODAY) }).unwrap().coming
}

type Line = (Date, String, Option<String>, String);

/// What time alone changes in status or brings into force, by `changes`.
fn told_later(store: &Store, on: Date, until: Date, shown: &BTreeSet<String>) -> BTreeSet<Line> {
    let range = Range { since: on.plus_days(1).unwrap(), until, first: 1, last: 0 };
    let law = changes(store, range, Whose::default()).unwrap().law;
    let by_time = law.into_iter().filter(|line| match line.change {
        _ if !shown.contains(&line.treaty) => false,
        ChangeInLaw::EntryIntoForce => true,
        ChangeInLaw::Status => {
            let done = line.act.as_ref().and_then(|act| act.date.or(act.latest));
            line.because == Because::Time && done.is_some_and(|done| done <= on)
        }
        _ => false,
    });
    by_time
        .map(|line| {
            let to = line.to.map_or_else(|| "in force".to_owned(), |to| to.to_string());
            (line.day, line.treaty, line.participant.map(|who| who.code), to)
        })
        .collect()
}

#[test]
fn what_is_foretold_is_what_changes_where_no_act_lies_between() {
    let place = story();
    let store = place.store();
    let treaties = store.treaties().unwrap();
    // An act whose day is not known may lie on any day of its window.
    let mut acts: Vec<(Date, Date)> = Vec::new();
    for row in &treaties {
        for act in store.acts(&row.code).unwrap() {
            let last = act.day().unwrap();
            acts.push((act.date.or(act.earliest).unwrap_or(last), last));
        }
    }
    let days: BTreeSet<Date> = acts.iter().flat_map(|(first, last)| [*first, *last]).collect();
    let days: Vec<Date> = days.into_iter().chain([day("2030-01-01")]).collect();
    let (mut quiet, mut seen) = (0, 0);
    for pair in days.windows(2) {
        let (on, until) = (pair[0], pair[1].plus_days(-1).unwrap());
        if until <= on || acts.iter().any(|(first, last)| first <= &on && &on < last) {
            continue;
        }
        // Where the record does not show by whom the conditions were met, nothing tells when that was known.
        let shown = treaties
            .iter()
            .filter(|row| row.met_on.is_some() || row.entry_into_force().is_none_or(|entry| entry <= on));
        let shown: BTreeSet<String> = shown.map(|row| row.code.clone()).collect();
        let expected = told_later(&store, on, until, &shown);
        let found: BTreeSet<Line> = foretold(&store, on, until)
            .into_iter()
            .filter_map(|event| {
                let treaty = event.treaty.filter(|code| shown.contains(code))?;
                let to = match event.what {
                    What::EntryIntoForceFor | What::Exit | What::Status => event.to?.to_string(),
                    What::EntryIntoForce => "in force".to_owned(),
                    _ => return None,
                };
                Some((event.day, treaty, event.participant.map(|who| who.code), to))
            })
            .collect();
        assert_eq!(found, expected, "from {on} to {until}");
        quiet += 1;
        seen += found.len();
    }
    assert!(quiet > 20 && seen > 12, "{quiet} {seen}");
}

#[test]
fn nothing_that_rests_on_a_later_act_is_foretold() {
    let place = story();
    let store = place.store();
    let has = |on: &str, until: &str, what: What, whose: Option<&str>| -> Option<Date> {
        let coming = foretold(&store, day(on), day(until));
        let mut found = coming.into_iter().filter(|event| {
            event.what == what && event.participant.as_ref().map(|who| who.code.as_str()) == whose
        });
        found.next().map(|event| event.day)
    };
    let cases = [
        // The fifth consent to the Convention on Cybercrime came on 18 March 2004.
        ("2004-03-17", "2005-01-01", What::EntryIntoForce, None, None),
        ("2004-03-17", "2005-01-01", What::EntryIntoForceFor, Some("HU"), None),
        ("2004-03-18", "2005-01-01", What::EntryIntoForce, None, Some("2004-07-01")),
        ("2004-03-18", "2005-01-01", What::EntryIntoForceFor, Some("HU"), Some("2004-07-01")),
        // The conditions of the Ballast Water Convention were met on 8 September 2016, as its day of entry into force says.
        ("2016-09-07", "2017-09-30", What::EntryIntoForce, None, None),
        ("2016-10-05", "2017-09-30", What::EntryIntoForce, None, Some("2016-11-04")),
        ("2016-11-04", "2017-09-30", What::EntryIntoForce, None, Some("2017-09-08")),
        // A notice is foretold to take effect until it is revoked.
        ("2016-10-18", "2017-12-31", What::Exit, Some("ZA"), None),
        ("2016-10-19", "2017-12-31", What::Exit, Some("ZA"), Some("2017-10-19")),
        ("2017-03-07", "2017-12-31", What::Exit, Some("ZA"), None),
        ("2017-03-07", "2017-12-31", What::Exit, Some("BI"), Some("2017-10-27")),
        // Nobody knows of a succession before it is notified.
        ("2006-05-01", "2006-12-31", What::EntryIntoForceFor, Some("ME"), None),
        ("2025-11-01", "2025-12-31", What::EntryIntoForceFor, Some("NZ"), Some("2025-12-01")),
        ("2025-08-27", "2025-12-31", What::EntryIntoForceFor, Some("NZ"), None),
        // An invitation that was used does not lapse.
        ("2026-11-30", "2027-12-31", What::InvitationLapses, Some("KE"), Some("2027-01-10")),
        ("2022-01-09", "2027-12-31", What::InvitationLapses, Some("KE"), None),
        ("2026-11-30", "2027-12-31", What::Exit, Some("AD"), Some("2027-03-01")),
        ("2018-12-31", "2020-12-31", What::NoticeOpens, Some("US"), Some("2019-11-04")),
    ];
    for (on, until, what, whose, expected) in cases {
        assert_eq!(has(on, until, what, whose), expected.map(day), "{on} {what:?} {whose:?}");
    }
}

/// A content line of a calendar: its name, its parameters, its value.
type ContentLine = (String, String, String);

/// Reads a calendar as RFC 5545 says, and refuses what it does not allow.
fn read(text: &str) -> Vec<ContentLine> {
    assert!(text.ends_with("\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
    for line in text.split_terminator("\r\n") {
        assert!((1..=75).contains(&line.len()), "{line}");
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    let unfolded = text.replace("\r\n ", "");
    let line = |line: &str| {
        let (head, value) = line.split_once(':').unwrap();
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        (name.to_owned(), parameters.to_owned(), value.to_owned())
    };
    unfolded.split_terminator("\r\n").map(line).collect()
}

#[test]
fn the_calendar_is_one() {
    let place = story();
    let ask = "accede next --as-of 2016-10-27 --within 15y --format ics";
    let text = place.run(ask).stdout;
    assert_eq!(text, place.run(ask).stdout, "the same question gives the same bytes");
    let lines = read(&text);
    assert_eq!(lines[0], ("BEGIN".into(), String::new(), "VCALENDAR".into()));
    assert_eq!(lines[1], ("VERSION".into(), String::new(), "2.0".into()));
    assert_eq!(lines.last().unwrap().2, "VCALENDAR");
    let events: Vec<&[ContentLine]> = lines
        .split(|line| line.0 == "BEGIN" && line.2 == "VEVENT")
        .skip(1)
        .map(|event| &event[..event.iter().position(|line| line.0 == "END").unwrap()])
        .collect();
    assert!(events.len() > 5, "{text}");
    let mut names = BTreeSet::new();
    for event in events {
        for (name, parameters) in [
            ("UID", ""),
            ("DTSTAMP", ""),
            ("LAST-MODIFIED", ""),
            ("SEQUENCE", ""),
            ("DTSTART", "VALUE=DATE"),
            ("DTEND", "VALUE=DATE"),
            ("SUMMARY", ""),
            ("DESCRIPTION", ""),
            ("CATEGORIES", ""),
        ] {
            let found: Vec<&ContentLine> = event.iter().filter(|line| line.0 == name).collect();
            assert_eq!(found.len(), 1, "{name} {event:?}");
            assert_eq!(found[0].1, parameters, "{event:?}");
            let value = &found[0].2;
            let digits = |n: usize| value.len() >= n && value.as_bytes()[..n].iter().all(u8::is_ascii_digit);
            match name {
                "UID" => assert!(names.insert(value.clone()), "{value} twice"),
                "DTSTART" | "DTEND" => assert!(digits(8) && value.len() == 8, "{value}"),
                "DTSTAMP" | "LAST-MODIFIED" => {
                    assert!(digits(8) && value.ends_with('Z') && value.len() == 16);
                }
                "SEQUENCE" => assert!(value.parse::<i64>().is_ok()),
                // A comma between categories has a meaning; every other one is escaped.
                "CATEGORIES" => assert!(value.contains(',')),
                _ => {
                    let bare =
                        value.replace("\\\\", "").replace("\\,", "").replace("\\;", "").replace("\\n", "");
                    assert!(!bare.contains([',', ';', '\\']), "{value}");
                }
            }
        }
        let on = |name: &str| event.iter().find(|line| line.0 == name).unwrap().2.clone();
        let iso = |basic: &str| day(&format!("{}-{}-{}", &basic[..4], &basic[4..6], &basic[6..8]));
        assert_eq!(iso(&on("DTSTART")).plus_days(1), Some(iso(&on("DTEND"))), "the end lies outside");
    }
}

#[test]
fn an_event_keeps_its_name_when_its_day_moves() {
    let place = Place::new();
    let one = |place: &Place| -> (String, String, i64) {
        let text = place.run("accede next budapest --within 1y --format ics").stdout;
        let lines = read(&text);
        let of = |name: &str| lines.iter().find(|line| line.0 == name).unwrap().2.clone();
        (of("UID"), of("DTSTART"), of("SEQUENCE").parse().unwrap())
    };
    place.run("accede record denunciation budapest AD --on 2026-11-02");
    let first = one(&place);
    assert_eq!(first.1, "20270301");
    let entry = format!("@{}", first.2);
    // The depositary publishes another day; then the day of receipt itself turns out to be wrong.
    for (correction, day) in [("--effective 2027-04-01", "20270401"), ("--on 2026-10-30", "20270401")] {
        let before = one(&place);
        let newest = place.store().head().unwrap().seq;
        let which = if newest == first.2 { entry.clone() } else { format!("@{newest}") };
        let ran = place.run(&format!("accede correct {which} {correction} --reason 'as published'"));
        assert_eq!(ran.code, 0, "{ran:?}");
        let after = one(&place);
        assert_eq!((&after.0, after.1.as_str()), (&first.0, day));
        assert!(after.2 > before.2, "a newer copy has a higher number");
    }
}

#[test]
fn only_next_makes_a_calendar_and_nothing_is_recorded_before_that_is_said() {
    let place = Place::new();
    let before = std::fs::read(place.db()).unwrap();
    let ran = place.run("accede record signature hanoi Kenya --on 2026-03-02 --format ics");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("accede next"), "{ran:?}");
    assert_eq!(std::fs::read(place.db()).unwrap(), before);
}
