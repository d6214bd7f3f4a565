//! Answers on the seed, as a table: what is empty is not asked.

use crate::support::{Place, TODAY, cases};
use accede::report::{Set, When, pending, status};

#[test]
fn counts_and_lists() {
    let place = Place::new();
    let store = place.store();
    for case in cases("answers/counts.csv") {
        let when = When { as_of: case["as_of"].parse().unwrap(), today: TODAY.parse().unwrap() };
        let code = store.treaties_named(&case["treaty"]).unwrap().pop().unwrap();
        let treaty = store.treaty(&code).unwrap().unwrap();
        let group = store.groups(when.as_of).unwrap().into_iter().find(|group| group.code == case["group"]);
        let set = group.map(|group| Set::Group { code: group.code, name: group.name });
        assert_eq!(set.is_none(), case["group"].is_empty());
        let status = status(&store, &treaty, set.as_ref(), &[], when).unwrap();
        let pending = pending(&store, &treaty, set.as_ref(), when).unwrap();
        assert_eq!(status.counts, pending.counts, "{}", case["case"]);
        let counts = status.counts.unwrap();
        for (field, found) in [
            ("bound", counts.bound),
            ("consented", counts.consented),
            ("signed", counts.signed),
            ("signatories", counts.signatories),
            ("nothing", counts.nothing),
        ] {
            if !case[field].is_empty() {
                assert_eq!(found.to_string(), case[field], "{}: {field}", case["case"]);
            }
        }
        let mut listed: Vec<&str> = pending.pending.iter().map(|row| row.who.code.as_str()).collect();
        let mut waiting: Vec<&str> = pending.waiting.iter().map(|row| row.who.code.as_str()).collect();
        for (field, found) in [("pending", &mut listed), ("waiting", &mut waiting)] {
            let mut wanted: Vec<&str> = case[field].split_whitespace().collect();
            wanted.sort_unstable();
            found.sort_unstable();
            if !wanted.is_empty() {
                assert_eq!(*found, wanted, "{}: {field}", case["case"]);
            }
        }
    }
}

#[test]
fn each_set_adds_up() {
    let place = Place::new();
    let store = place.store();
    for treaty in store.treaties().unwrap().into_iter().filter(|treaty| treaty.collected) {
        for day in ["2001-11-23", "2005-09-29", "2012-05-03", "2025-11-19", TODAY, "9999-12-31"] {
            let when = When { as_of: day.parse().unwrap(), today: TODAY.parse().unwrap() };
            let counts = status(&store, &treaty, None, &[], when).unwrap().counts.unwrap();
            let parts =
                counts.consented + counts.signatories + counts.unsigned + counts.former + counts.nothing;
            assert_eq!(parts, counts.asked, "{} {day}", treaty.code);
            assert_eq!(counts.bound + counts.contracting, counts.consented, "{} {day}", treaty.code);
        }
    }
}
