//! The seed: every row is sound, and the record that begins with it is always the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Place, cases};
use accede::law::{Case, Finding, Question, examine};
use accede::model::{Body, ClaimKind, Date, Definition, Published};
use accede::read::seed;
use accede::report::{ClaimVerdict, ClaimsAsked, claims};
use accede::store::{Access, Store};
use rusqlite::Connection;

/// The newest entry of a new file.
const HEAD: &str = "6a2878f4fabc49afa1bd0b0a97de543cea84f28d13ec9a4d04adc6b88d77a9b0";

fn bodies() -> impl Iterator<Item = Body> {
    seed::facts().into_iter().map(|fact| fact.body)
}

fn registers() -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for fact in bodies() {
        *counts.entry(fact.kind()).or_default() += 1;
    }
    counts
}

#[test]
fn the_registers_are_whole() {
    let counts = registers();
    for (register, rows) in [
        ("treaty", 22),
        ("participant", 379),
        ("membership", 557),
        ("act", 342),
        ("reservation", 142),
        ("claim", 93),
        ("source", 232),
        ("state-number", 475),
        ("group", 12),
    ] {
        assert_eq!(counts[register], rows, "{register}");
    }
}

#[test]
fn every_row_refers_to_rows_that_exist() {
    let facts: Vec<Body> = bodies().collect();
    let codes =
        |of: fn(&Body) -> Option<&String>| facts.iter().filter_map(of).cloned().collect::<BTreeSet<_>>();
    let sources = codes(|fact| if let Body::Source(row) = fact { Some(&row.code) } else { None });
    let groups = codes(|fact| if let Body::Group(row) = fact { Some(&row.code) } else { None });
    let participants = codes(|fact| if let Body::Participant(row) = fact { Some(&row.code) } else { None });
    let treaties = codes(|fact| if let Body::Treaty(row) = fact { Some(&row.code) } else { None });
    assert_eq!(participants.len(), 379, "each code once");
    let mut cited_by_any = BTreeSet::new();
    for fact in &facts {
        let (treaty, participant, group, cited) = match fact {
            Body::Participant(row) => (None, None, None, Some(&row.sources)),
            Body::Name(row) => (None, Some(&row.participant), None, Some(&row.sources)),
            Body::Predecessor(row) => {
                assert!(participants.contains(&row.predecessor), "{row:?}");
                (None, Some(&row.participant), None, Some(&row.sources))
            }
            Body::Membership(row) => (None, Some(&row.participant), Some(&row.group), Some(&row.sources)),
            Body::Treaty(row) => (row.parent.as_ref(), None, None, Some(&row.sources)),
            Body::TreatyName(row) => (Some(&row.treaty), None, None, None),
            Body::Clause(row) => (Some(&row.treaty), None, None, Some(&row.sources)),
            Body::TreatyLink(row) => (Some(&row.treaty), None, None, Some(&row.sources)),
            Body::Weight(row) => (None, Some(&row.participant), None, Some(&row.sources)),
            Body::Act(row) => (Some(&row.treaty), row.participant.as_ref(), None, Some(&row.sources)),
            Body::Reservation(row) => (Some(&row.treaty), Some(&row.participant), None, Some(&row.sources)),
            Body::Claim(row) => (Some(&row.treaty), None, row.group.as_ref(), Some(&row.sources)),
            Body::StateNumber(row) => (None, row.participant.as_ref(), None, Some(&row.sources)),
            Body::Attestation(_) | Body::Precedence(_) => unreachable!("the seed has none"),
            Body::Batch(_) | Body::Source(_) | Body::Group(_) | Body::Retraction(_) => continue,
        };
        assert!(treaty.is_none_or(|code| treaties.contains(code)), "{fact:?}");
        assert!(participant.is_none_or(|code| participants.contains(code)), "{fact:?}");
        assert!(group.is_none_or(|code| groups.contains(code)), "{fact:?}");
        if let Some(cited) = cited {
            assert!(!cited.is_empty(), "{fact:?}");
            for code in &cited.0 {
                assert!(sources.contains(code), "{fact:?}");
                cited_by_any.insert(code.clone());
            }
        }
    }
    assert_eq!(cited_by_any, sources, "every source is cited");
}

#[test]
fn every_day_is_known_or_has_a_window() {
    for fact in bodies() {
        let (date, earliest, latest) = match &fact {
            Body::Act(row) => (row.date, row.earliest, row.latest),
            Body::Membership(row) => (row.since, row.earliest, row.latest),
            _ => continue,
        };
        match (date, earliest, latest) {
            (Some(_), None, None) => {}
            (None, Some(earliest), Some(latest)) => assert!(earliest < latest, "{fact:?}"),
            _ => panic!("{fact:?}"),
        }
        if let Body::Membership(row) = &fact
            && let (Some(since), Some(until)) = (row.since, row.until)
        {
            assert!(since < until, "{fact:?}");
        }
        if let Body::Act(row) = &fact
            && let (Some(date), Some(effect)) = (row.date, row.effective_on)
        {
            assert!(date < effect, "{fact:?}");
        }
    }
}

#[test]
fn every_claim_says_something_in_our_words() {
    for fact in bodies() {
        if let Body::Claim(row) = &fact {
            let kind = ClaimKind::from_word(&row.claim).unwrap_or_else(|| panic!("{row:?}"));
            Published::read(kind.form(), &row.value).unwrap_or_else(|why| panic!("{row:?}: {why}"));
        }
    }
}

#[test]
fn every_new_file_begins_with_the_same_record() {
    let place = Place::empty();
    for _ in 0..2 {
        let _ = std::fs::remove_file(place.db());
        Store::create(&place.db(), &seed::facts(), seed::COMPILED_BY, seed::COMPILED_AT).unwrap();
        let head = Store::open(&place.db(), Access::Read).unwrap().head().unwrap();
        assert_eq!(head.seq, i64::try_from(seed::facts().len()).unwrap());
        assert_eq!(head.hash, HEAD, "a changed seed has another head: say so in the CHANGELOG");
    }
}

/// The law would let every act of the seed be recorded, one after the other. The two signatures that the chart
/// repeats for Serbia and Montenegro are those of the union (CSXX).
#[test]
fn the_law_allows_every_act_of_the_seed() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let mut repeated = 0;
    let mut judged = 0;
    for row in store.treaties().unwrap() {
        let dossier = store.dossier(&row.code, &world).unwrap().unwrap();
        let acts = &dossier.acts;
        for (place, act) in acts.iter().enumerate() {
            let others = acts[..place].iter().chain(&acts[place + 1..]).cloned();
            let others: Vec<_> = others
                .filter(|other| (&other.done_by, other.kind, other.day) != (&act.done_by, act.kind, act.day))
                .collect();
            let mut act = act.clone();
            if act.done_by != act.participant {
                repeated += 1;
                act.participant.clone_from(&act.done_by);
            }
            let with: Vec<_> = others.iter().chain([&act]).cloned().collect();
            let answer = examine(&Question {
                act: &act,
                case: Case { acts: &others, ..dossier.case(&world) },
                with: &with,
                last: None,
                in_force_on: row.entry_into_force(),
                dependents: &[],
                today: "2026-11-23".parse().unwrap(),
            });
            let refused: Vec<_> =
                answer.findings.iter().filter(|finding| matches!(finding, Finding::Refused(_))).collect();
            assert!(refused.is_empty(), "{act:?}: {refused:?}");
            judged += 1;
        }
    }
    assert_eq!((judged, repeated), (342, 4));
}

#[test]
fn every_published_day_of_effect_is_the_one_the_clause_gives() {
    let place = Place::new();
    let connection = Connection::open(place.db()).unwrap();
    let mut rows = connection
        .prepare("SELECT treaty, participant, effective_on, computed_on FROM act WHERE treaty IN ('CETS 185', 'CETS 189') AND effective_on IS NOT NULL")
        .unwrap();
    let mut seen = 0;
    let mut rows = rows.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (published, computed): (Date, Option<Date>) = (
            row.get::<_, String>(2).unwrap().parse().unwrap(),
            row.get::<_, Option<String>>(3).unwrap().map(|day| day.parse().unwrap()),
        );
        assert_eq!(Some(published), computed, "{:?} {:?}", row.get_ref(0), row.get_ref(1));
        seen += 1;
    }
    assert_eq!(seen, 81 + 38 + 1, "consents, and the extension to Curaçao");
}

/// Each published claim against the record: what the record gives is an expectation, kept here and never in
/// the file. Those that do not agree and speak of a day behind the last one up to which acts were collected cannot be
/// decided.
#[test]
fn the_record_gives_what_was_computed_for_each_claim() {
    let place = Place::new();
    let asked = ClaimsAsked { check: Some(Definition::Consented), ..ClaimsAsked::default() };
    let report = claims(&place.store(), &asked).unwrap();
    let tally = report.tally.unwrap();
    assert_eq!((tally.holds, tally.fails, tally.undecided), (72, 18, 3));
    let mut found: BTreeMap<String, _> =
        report.claims.into_iter().map(|line| (line.code.clone(), line.check.unwrap())).collect();
    for case in cases("seed/claims_expected.csv") {
        let check = found.remove(&case["code"]).unwrap();
        assert_eq!(check.record.as_deref(), Some(&*case["table_value"]), "{}", case["code"]);
        let verdict = match (&*case["agrees"], &*case["code"]) {
            ("yes", _) => ClaimVerdict::Holds,
            (_, "CL091" | "CL092" | "CL093") => ClaimVerdict::Undecided,
            _ => ClaimVerdict::Fails,
        };
        assert_eq!(check.verdict, verdict, "{}", case["code"]);
    }
    assert!(found.is_empty());
}

/// Of every participant that has acted under a treaty, on every day on which anything changes and on the days around
/// it: exactly one status from the first of its days to the end of its existence.
#[test]
fn one_status_a_day_for_every_pair() {
    let place = Place::new();
    let store = place.store();
    let world = store.world().unwrap();
    let mut asked = 0;
    for treaty in store.treaties().unwrap() {
        let spells = store.spells(&treaty.code).unwrap();
        let turns = spells.iter().flat_map(|spell| [Some(spell.since), spell.until]).flatten();
        let around = turns.flat_map(|day| [day.plus_days(-1), Some(day), day.plus_days(1)]).flatten();
        let days: BTreeSet<Date> = around.chain(["2026-11-23".parse().unwrap()]).collect();
        let pairs: BTreeSet<&String> = spells.iter().map(|spell| &spell.participant).collect();
        for day in days {
            let standings = store.standings(&treaty.code, day).unwrap();
            for code in &pairs {
                let first = spells.iter().find(|spell| spell.participant == **code).unwrap().since;
                let ended = world.ends_on(code).is_some_and(|until| until <= day);
                let found = standings.iter().filter(|spell| spell.participant == **code).count();
                assert_eq!(found, usize::from(first <= day && !ended), "{} {code} {day}", treaty.code);
                asked += 1;
            }
        }
    }
    assert!(asked > 50_000, "{asked}");
}
