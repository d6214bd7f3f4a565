//! What holds for any sequence of acts: generated, two thousand of them, ten thousand in the long form.

use crate::support::{Place, TODAY, few_facts, soak};
use accede::law::{Case, Clause, Derived, Relations, Survival, Treaty, Wait, World, derive};
use accede::model::{
    Act, ActBody, ActKind, Body, ClauseBody, Confidence, Date, Fact, Sources, Span, TreatyBody,
};
use accede::store::{Access, Draft, Recording, Store};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

/// States with and without a past, a union of States, a dissolved one, and an organisation.
const WHO: [&str; 9] = ["FR", "DE", "X-SFRY", "HR", "RU", "SUHH", "ME", "RS", "EU"];

/// Sets of final clauses: kind, what it applies to, rule.
const CLAUSES: [&[(&str, &str, &str)]; 11] = [
    &[],
    &[
        ("threshold", "treaty", "count(2)"),
        ("effect", "treaty", "MF(3)"),
        ("effect", "consent", "MF(3)"),
        ("withdrawal", "denunciation", "MF(3)"),
    ],
    &[
        ("threshold", "treaty", "count(3, not_additional_to_members)"),
        ("effect", "treaty", "D(90)"),
        ("effect", "consent", "max(D(30), EIF)"),
        ("withdrawal", "denunciation", "or_later_date_specified(Y(1))"),
    ],
    &[
        ("threshold", "treaty", "AND(count(2), group(1, EU))"),
        ("effect", "treaty", "IMM"),
        ("effect", "consent", "IMM"),
        ("gap", "consent", "WITH_E"),
        ("withdrawal", "denunciation", "M(6)"),
    ],
    &[
        ("threshold", "treaty", "all_signatories"),
        ("effect", "treaty", "not_before(D(30), opening(Y(1)))"),
        ("effect", "consent", "OB(6)"),
        ("withdrawal", "denunciation", "TERM(Y(2), Y(1), M(6))"),
    ],
    &[
        ("threshold", "treaty", "named_all(FR, DE)"),
        ("effect", "treaty", "NEXT(01-01)"),
        ("effect", "consent", "FM(2)"),
        ("gap", "consent", "OWN"),
        ("withdrawal", "denunciation", "JUN30"),
        ("window", "denunciation", "after(Y(1), OWN)"),
    ],
    &[
        ("threshold", "treaty", "OR(count(4), not_before(1993-01-01))"),
        ("effect", "treaty", "M(1)"),
        ("effect", "consent", "DF(60)"),
        ("withdrawal", "denunciation", "PUB"),
    ],
    &[
        ("threshold", "treaty", "weight(PARIS, 10)"),
        ("effect", "treaty", "D(30)"),
        ("effect", "consent", "D(30)"),
        ("means", "signatory", "kinds(ratification)"),
        ("withdrawal", "denunciation", "DEC31NEXT"),
    ],
    &[
        ("threshold", "treaty", "share_of_signatories(1/2, above)"),
        ("effect", "treaty", "M(2)"),
        ("effect", "consent", "M(2)"),
        ("withdrawal", "denunciation", "Y(1)"),
    ],
    &[
        ("threshold", "treaty", "OR(share_of_group(1/2, G7), group(2, except(kind(state), members(G7))))"),
        ("effect", "treaty", "D(10)"),
        ("effect", "consent", "D(10)"),
        ("withdrawal", "denunciation", "M(3)"),
    ],
    &[
        ("threshold", "treaty", "weight(PARIS, 1, of(PARIS-TWO))"),
        ("effect", "treaty", "IMM"),
        ("effect", "consent", "D(5)"),
        ("withdrawal", "denunciation", "M(3)"),
    ],
];

const OPENED: &str = "1990-01-01";

/// One act as generated: who, what, how many days after the opening, how uncertain, and what else it has.
type Generated = (usize, usize, i64, i64, Option<i64>);

fn sequences() -> impl Strategy<Value = (usize, Vec<Generated>)> {
    let act = (
        0..WHO.len(),
        0..KINDS.len(),
        0..3000_i64,
        prop_oneof![9 => Just(0_i64), 1 => 1..200_i64],
        prop::option::weighted(0.2, 0..500_i64),
    );
    (0..CLAUSES.len(), prop::collection::vec(act, 1..9))
}

/// What participants do, the likelier things more than once; the last three are done for the whole treaty.
const KINDS: [&str; 30] = [
    "signature",
    "signature",
    "ratification",
    "ratification",
    "accession",
    "accession",
    "acceptance",
    "approval",
    "definitive-signature",
    "denunciation",
    "denunciation",
    "withdrawal",
    "revocation-of-denunciation",
    "withdrawal-of-consent",
    "unsigning",
    "signature-ad-referendum",
    "confirmation-of-signature",
    "succession",
    "succession-to-signature",
    "continuity",
    "provisional-application",
    "end-of-provisional-application",
    "suspension",
    "resumption",
    "change-of-scope",
    "cessation",
    "invitation",
    "termination",
    "suspension",
    "resumption",
];

fn acts(world: &World, generated: &[Generated]) -> (Vec<Act>, Vec<Act>) {
    let opened: Date = OPENED.parse().unwrap();
    let mut acts: Vec<Act> = Vec::new();
    for (id, (who, kind, after, window, effective)) in (1..).zip(generated) {
        let whole = *kind >= KINDS.len() - 3;
        let earliest = opened.plus_days(*after).unwrap();
        let day = earliest.plus_days(*window).unwrap();
        let participant = if whole { "" } else { WHO[*who] };
        let kind = ActKind::from_word(KINDS[*kind]).unwrap();
        // Two acts of one kind on one day are one act.
        if acts.iter().any(|act| (act.participant.as_str(), act.kind, act.day) == (participant, kind, day)) {
            continue;
        }
        acts.push(Act {
            id,
            participant: participant.to_owned(),
            done_by: world.doer(participant, day),
            kind,
            earliest: if whole { day } else { earliest },
            day,
            notified_on: None,
            effective_on: effective.filter(|_| kind.takes_effect()).and_then(|later| day.plus_days(later)),
            territory: None,
            waits: false,
            scope: (effective.is_some() && kind.is_consent()).then(|| "without Part II".to_owned()),
            under: None,
            withdrawn: id % 5 == 4 && (kind.is_consent() || kind.is_signature()),
        });
    }
    acts.into_iter().partition(|act| !act.participant.is_empty())
}

fn treaty(clauses: usize) -> Treaty {
    let read = |(id, (kind, to, rule)): (i64, &(&str, &str, &str))| {
        Clause::read(id, kind, to, rule, "art. 1").unwrap()
    };
    Treaty {
        amends: Vec::new(),
        code: "T".to_owned(),
        depositary: String::new(),
        adopted_on: None,
        opened_on: OPENED.parse().ok(),
        signature_closes_on: None,
        in_force_on: None,
        clauses: (1..).zip(CLAUSES[clauses]).map(read).collect(),
    }
}

fn in_order(spans: &[Span]) -> bool {
    spans.windows(2).all(|pair| pair[0].until == Some(pair[1].since))
}

/// What was derived, without the numbers of entries.
fn shape(derived: &Derived) -> String {
    let spells = derived
        .spells
        .iter()
        .map(|spell| (&spell.participant, spell.since, spell.until, spell.status, spell.uncertain));
    let modes = derived.modes.iter().map(|mode| (&mode.participant, mode.mode, mode.span(), &mode.scope));
    let entry = &derived.entry;
    format!(
        "{:?} {:?} {:?}",
        spells.collect::<Vec<_>>(),
        modes.collect::<Vec<_>>(),
        (entry.met_on, entry.undetermined_on, entry.computed_on, entry.on, derived.ends_on)
    )
}

/// From its first act on a participant has exactly one status on each day, without gap or overlap, and the order in
/// which acts were recorded changes nothing.
#[test]
fn one_status_a_day_whatever_the_order_of_recording() {
    let place = Place::new();
    let world = place.store().world().unwrap();
    let config = Config {
        cases: u32::try_from(soak(2_000, 10_000)).unwrap(),
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&sequences(), |(clauses, generated)| {
            let treaty = treaty(clauses);
            let relations = Relations::default();
            let of = |acts: &[Act], treaty_acts: &[Act]| {
                derive(&Case { treaty: &treaty, acts, treaty_acts, world: &world, relations: &relations })
            };
            let (own, whole) = acts(&world, &generated);
            let derived = of(&own, &whole);
            for code in own.iter().map(|act| &act.participant) {
                let spells = derived.spells.iter().filter(|spell| spell.participant == *code);
                let spans: Vec<Span> =
                    spells.map(|spell| Span { since: spell.since, until: spell.until }).collect();
                prop_assert!(spans.iter().all(|span| span.until.is_none_or(|until| span.since < until)));
                prop_assert!(in_order(&spans), "{code}: {spans:?}");
                let end = world.ends_on(code);
                prop_assert!(spans.last().is_none_or(|last| last.until == end), "{code}: {spans:?}");
            }
            for mode in &derived.modes {
                prop_assert!(mode.until.is_none_or(|until| mode.since < until), "{mode:?}");
            }

            let (mut backwards, _) = acts(&world, &generated);
            backwards.reverse();
            for (id, act) in (1..).zip(&mut backwards) {
                act.id = id;
            }
            prop_assert_eq!(shape(&of(&backwards, &whole)), shape(&derived));
            Ok(())
        })
        .unwrap();
}

/// A file with a treaty for each set of clauses, many times over, and nothing else but participants and groups.
fn file_of_treaties(place: &Place, times: usize) -> Vec<String> {
    let mut facts: Vec<Fact> = few_facts();
    facts.retain(|fact| match &fact.body {
        Body::Source(_) | Body::Group(_) => true,
        Body::Participant(row) => {
            WHO.contains(&row.code.as_str()) || row.code == "CSXX" || row.code == "YUCS"
        }
        Body::Predecessor(row) => {
            let known = |code: &String| WHO.contains(&code.as_str()) || code == "CSXX" || code == "YUCS";
            known(&row.participant) && known(&row.predecessor)
        }
        Body::Membership(row) => row.group == "EU" && WHO.contains(&row.participant.as_str()),
        _ => false,
    });
    let mut codes = Vec::new();
    for number in 0..times * CLAUSES.len() {
        let code = format!("T {number}");
        facts.push(
            Body::Treaty(TreatyBody {
                code: code.clone(),
                title: format!("Treaty {number}"),
                short_title: code.clone(),
                treaty_kind: "convention".to_owned(),
                subject: None,
                parent: None,
                depositary: "nobody".to_owned(),
                adopted_on: None,
                opened_on: OPENED.parse().ok(),
                opened_at: None,
                signature_closes_on: None,
                in_force_on: None,
                complete_to: None,
                statements_complete_to: None,
                note: None,
                sources: Sources::default(),
                confidence: Confidence::Unverified,
            })
            .into(),
        );
        for (kind, to, rule) in CLAUSES[number % CLAUSES.len()] {
            facts.push(
                Body::Clause(ClauseBody {
                    treaty: code.clone(),
                    clause_kind: (*kind).to_owned(),
                    applies_to: (*to).to_owned(),
                    rule: (*rule).to_owned(),
                    article: "art. 1".to_owned(),
                    note: None,
                    sources: Sources::default(),
                    confidence: Confidence::Unverified,
                })
                .into(),
            );
        }
        codes.push(code);
    }
    Store::create(&place.db(), &facts, "test", "2026-11-30T00:00:00Z").unwrap();
    codes
}

/// What is recorded act by act, by force where the law refuses it, is what is made anew of the log.
#[test]
fn of_the_log_is_made_what_was_recorded() {
    const TIMES: usize = 25;
    let rounds = soak(10, 50);
    let place = Place::empty();
    let codes = file_of_treaties(&place, TIMES);

    let mut runner = TestRunner::deterministic();
    let strategy = sequences();
    let mut recorded = 0;
    for _ in 0..rounds {
        let mut store = Store::open(&place.db(), Access::Read).unwrap();
        store.try_out().unwrap();
        let world = store.world().unwrap();
        for code in &codes {
            let (_, generated) = strategy.new_tree(&mut runner).unwrap().current();
            let (own, whole) = acts(&world, &generated);
            for act in own.into_iter().chain(whole) {
                recorded += usize::from(accede::recording::act::write(&mut store, draft(code, act)).is_ok());
            }
        }
        let all = |store: &Store| {
            let of = |code: &String| {
                (store.treaty(code).unwrap(), store.acts(code).unwrap(), store.spells(code).unwrap())
            };
            codes.iter().map(of).collect::<Vec<_>>()
        };
        let mut dump = Vec::new();
        let mut take = |bytes: &[u8]| {
            dump.extend_from_slice(bytes);
            Ok(())
        };
        store.dump(&mut take).unwrap();
        let loaded = place.path().join("loaded.db");
        Store::load(&loaded, "the dump", &mut dump.as_slice(), &[]).unwrap();
        assert!(all(&store) == all(&Store::open(&loaded, Access::Read).unwrap()));
        std::fs::remove_file(loaded).unwrap();
    }
    assert!(recorded > rounds * codes.len(), "{recorded}");
}

/// A file of treaties under which made-up acts are recorded, by force where the law refuses them.
pub fn file_of_made_up_acts(place: &Place, times: usize, seed: usize) {
    let codes = file_of_treaties(place, times);
    let mut store = Store::open(&place.db(), Access::Write).unwrap();
    let world = store.world().unwrap();
    let mut runner = TestRunner::deterministic();
    let strategy = sequences();
    for _ in 0..seed * codes.len() {
        strategy.new_tree(&mut runner).unwrap();
    }
    for code in &codes {
        let (_, generated) = strategy.new_tree(&mut runner).unwrap().current();
        let (own, whole) = acts(&world, &generated);
        for act in own.into_iter().chain(whole) {
            // What even force does not record, a name that is not known at that time, is left out.
            let _ = accede::recording::act::write(&mut store, draft(code, act));
        }
    }
}

/// What is derived of departures and what is derived of statuses never contradict each other.
#[test]
fn departures_agree_with_the_statuses() {
    let place = Place::new();
    let world = place.store().world().unwrap();
    let config = Config {
        cases: u32::try_from(soak(2_000, 10_000)).unwrap(),
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&sequences(), |(clauses, generated)| {
            let (treaty, relations) = (treaty(clauses), Relations::default());
            let (own, whole) = acts(&world, &generated);
            let (acts, treaty_acts) = (own.as_slice(), whole.as_slice());
            let derived =
                derive(&Case { treaty: &treaty, acts, treaty_acts, world: &world, relations: &relations });
            for exit in own.iter().filter(|act| act.kind.is_exit()) {
                let rows = derived.departures.iter().filter(|row| row.act == exit.id).count();
                prop_assert_eq!(rows, 1, "{:?}", exit);
            }
            for row in &derived.departures {
                let on = |day: Date| {
                    let own = derived.spells.iter().filter(|spell| spell.participant == row.participant);
                    own.into_iter()
                        .find(|spell| spell.since <= day && spell.until.is_none_or(|until| day < until))
                };
                let rests_on_consent = |day: Date| {
                    on(day).is_some_and(|spell| spell.status.consented() && spell.consent == row.consent)
                };
                let stands = row.overtaken_by.is_none() && row.revoked_by.is_none();
                if let Some(effective) = row.effective_on.filter(|_| stands) {
                    prop_assert!(!rests_on_consent(effective), "{row:?}\n{:?}", derived.spells);
                }
                if let Some(revoked) = row.revoked_on {
                    prop_assert!(row.effective_on.is_none_or(|effective| revoked < effective), "{row:?}");
                    let left = on(revoked).is_some_and(|spell| spell.exit == Some(row.act));
                    prop_assert!(!left, "{row:?}\n{:?}", derived.spells);
                }
                if let Some(back) = row.back_on {
                    let is_back =
                        on(back).is_none_or(|it| it.status.bound() && it.consent == row.returned_by);
                    prop_assert!(is_back, "{row:?}\n{:?}", derived.spells);
                }
            }
            for spell in derived.spells.iter().filter(|spell| spell.exit.is_some()) {
                let told = derived.departures.iter().any(|row| Some(row.act) == spell.exit);
                prop_assert!(told, "{spell:?}");
            }
            Ok(())
        })
        .unwrap();
}

fn draft(treaty: &str, act: Act) -> Draft {
    Draft {
        act: ActBody {
            effective_on: act.effective_on,
            scope: act.scope,
            withdrawn: act.withdrawn,
            ..ActBody::of(
                treaty,
                Some(act.participant.as_str()).filter(|code| !code.is_empty()),
                act.kind,
                Some(act.day),
            )
        },
        recording: Recording {
            by: "test".to_owned(),
            at: "2026-11-30T12:00:00Z".to_owned(),
            reason: None,
            source: None,
        },
        today: TODAY.parse().unwrap(),
        force: true,
    }
}

/// The same share by another definition (Efron 1967): each case has the same mass; one that is censored leaves its mass
/// to those that are watched for longer, in equal parts; what still waits after a day is the mass behind it.
fn mass_behind(waits: &[Wait], day: i64) -> f64 {
    let mut ordered = waits.to_vec();
    // On one day, what happened comes before what is censored.
    ordered.sort_by_key(|wait| (wait.days, !wait.happened));
    let mut mass = vec![1.0 / f64::from(u32::try_from(ordered.len()).unwrap()); ordered.len()];
    for place in 0..ordered.len() {
        let behind = ordered.len() - place - 1;
        if !ordered[place].happened && behind > 0 {
            let part = mass[place] / f64::from(u32::try_from(behind).unwrap());
            mass[place] = 0.0;
            mass[place + 1..].iter_mut().for_each(|mass| *mass += part);
        }
    }
    let behind = ordered.iter().zip(&mass).filter(|(wait, _)| wait.days > day || !wait.happened);
    behind.map(|pair| pair.1).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn durations_are_those_of_another_definition(
        drawn in prop::collection::vec((0_i64..30, any::<bool>()), 1..40)
    ) {
        let waits: Vec<Wait> = drawn.into_iter().map(|(days, happened)| Wait { days, happened }).collect();
        let found = Survival::of(&waits);
        // The first day on which no more than so much of the mass is behind it.
        let day_of = |share: f64| (0..30).find(|day| {
            let on_it = waits.iter().any(|wait| wait.happened && wait.days == *day);
            on_it && mass_behind(&waits, *day) <= share + 1e-9
        });
        prop_assert_eq!(found.quarter, day_of(0.75));
        prop_assert_eq!(found.median, day_of(0.5));
        prop_assert_eq!(found.three_quarters, day_of(0.25));
        prop_assert_eq!(found.happened, waits.iter().filter(|wait| wait.happened).count());
        if waits.iter().all(|wait| wait.happened) {
            let mut days: Vec<i64> = waits.iter().map(|wait| wait.days).collect();
            days.sort_unstable();
            prop_assert_eq!(found.median, Some(days[days.len().div_ceil(2) - 1]));
        }
    }
}
