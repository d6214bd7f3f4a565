//! The seed: every row is sound, and the record that begins with it is always the same.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use accede::law::{Case, Finding, Question, examine};
use accede::model::{Body, Date};
use accede::read::seed;
use accede::store::{Access, Store};
use rusqlite::Connection;
use support::{Place, cases};

/// The newest entry of a new file.
const HEAD: &str = "694f7022c98fdb67befb6182961d7e7854af1505ba3a95f528395656e4b2a5be";

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
        ("source", 230),
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
/// the file.
#[test]
fn the_record_gives_what_was_computed_for_each_claim() {
    let place = Place::new();
    let connection = Connection::open(place.db()).unwrap();
    let expected: BTreeMap<String, (String, String)> = cases("seed/claims_expected.csv")
        .into_iter()
        .map(|case| (case["code"].clone(), (case["table_value"].clone(), case["agrees"].clone())))
        .collect();
    let mut checked = 0;
    for fact in bodies() {
        let Body::Claim(claim) = fact else { continue };
        let day = claim.as_of.to_string();
        let standings = Standings::on(&connection, &claim.treaty, claim.group.as_deref(), &day);
        let found = standings.value(&connection, &claim.claim, &claim.value, &claim.treaty, &day);
        let (value, agrees) = &expected[&claim.code];
        assert_eq!(found, *value, "{} {} {} {}", claim.code, day, claim.treaty, claim.claim);
        let claimed = sorted(&claim.value);
        assert_eq!(
            if claimed == sorted(&found) || found == "yes" { "yes" } else { "no" },
            agrees,
            "{}",
            claim.code
        );
        checked += 1;
    }
    assert_eq!(checked, 93);
}

fn sorted(list: &str) -> Vec<&str> {
    let mut list: Vec<&str> = list.split(';').collect();
    list.sort_unstable();
    list
}

/// Who stood where, of a group or of all: codes by what holds of them.
struct Standings {
    members: BTreeSet<String>,
    signed: BTreeSet<String>,
    consented: BTreeSet<String>,
}

impl Standings {
    fn on(connection: &Connection, treaty: &str, group: Option<&str>, day: &str) -> Self {
        let codes = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> BTreeSet<String> {
            let mut rows = connection.prepare(sql).unwrap();
            rows.query_map(values, |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let members = match group {
            Some(group) => codes(
                "SELECT participant FROM seat WHERE group_code = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)",
                &[&group, &day],
            ),
            None => codes("SELECT code FROM participant", &[]),
        };
        let standing = |condition: &str| {
            let sql = format!(
                "SELECT participant FROM spell JOIN status_word USING (status)
                 WHERE treaty = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) AND {condition}"
            );
            codes(&sql, &[&treaty, &day]).intersection(&members).cloned().collect()
        };
        Self { signed: standing("signature IS NOT NULL"), consented: standing("consented"), members }
    }

    fn value(&self, connection: &Connection, claim: &str, value: &str, treaty: &str, day: &str) -> String {
        let list = |codes: &mut dyn Iterator<Item = &String>| codes.cloned().collect::<Vec<_>>().join(";");
        let pending = || self.signed.difference(&self.consented);
        let yes = |holds: bool| if holds { "yes" } else { "no" }.to_owned();
        match claim {
            "party-count" => self.consented.len().to_string(),
            "signature-count" => self.signed.len().to_string(),
            "signatory-not-party-count" => pending().count().to_string(),
            "signatory-not-party" => list(&mut pending()),
            "not-party" => list(&mut self.members.difference(&self.consented)),
            "not-signatory" => list(&mut self.members.difference(&self.signed)),
            "party-list" => list(&mut self.consented.iter()),
            "signatory-list" => list(&mut self.signed.iter()),
            "is-party" => yes(self.consented.contains(value)),
            "is-signatory" => yes(self.signed.contains(value)),
            "not-signatory-state" => yes(!self.signed.contains(value)),
            "nth-party" => {
                let code = value.split(':').next().unwrap();
                if self.consented.contains(code) {
                    let place: i64 = connection
                        .query_row(
                            "SELECT count(*) FROM spell s JOIN act a ON a.id = s.consent WHERE s.treaty = ?1
                               AND s.since <= ?2 AND (s.until IS NULL OR s.until > ?2)
                               AND (coalesce(a.date, a.latest), a.participant = ?3) <=
                                   (SELECT coalesce(max(date), max(latest)), 1 FROM act WHERE treaty = ?1 AND participant = ?3 AND id IN (SELECT consent FROM spell))",
                            [treaty, day, code],
                            |row| row.get(0),
                        )
                        .unwrap();
                    format!("{code}:{place}")
                } else {
                    format!("{code}:not party")
                }
            }
            other => panic!("no claim '{other}'"),
        }
    }
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
