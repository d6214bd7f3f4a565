//! Recording: what is allowed, what follows, and that the order of recording changes nothing.

use crate::support::alike::{said, treaty};
use crate::support::{Place, TODAY, cases, dump_derived, few_facts};
use accede::error::Error;
use accede::law::Finding;
use accede::model::{ActBody, ActKind, Body, Date, Fact};
use accede::recording::act;
use accede::store::{Access, Draft, Outcome, Recording, Store};
use proptest::prelude::*;

fn draft(treaty: &str, participant: &str, act: &str, on: &str) -> Draft {
    Draft {
        act: ActBody::of(
            treaty,
            // A star stands for the whole treaty.
            Some(participant).filter(|code| *code != "*"),
            ActKind::from_word(act).unwrap(),
            Some(on.parse().unwrap()),
        ),
        recording: Recording {
            by: "test".to_owned(),
            at: "2026-11-30T12:00:00Z".to_owned(),
            reason: None,
            source: None,
        },
        today: TODAY.parse().unwrap(),
        force: false,
    }
}

fn record(place: &Place, draft: Draft) -> Result<Outcome, Error> {
    act::write(&mut Store::open(&place.db(), Access::Write).unwrap(), draft)
}

/// Each case is a sequence of acts `act CODE day`, separated by `;`, under one treaty. The last one is judged.
#[test]
fn what_may_be_recorded() {
    for case in cases("record/allowed.csv") {
        let place = Place::new();
        let acts: Vec<Vec<&str>> =
            case["acts"].split(';').map(|act| act.split_whitespace().collect()).collect();
        let (last, before) = acts.split_last().unwrap();
        for act in before {
            let draft = draft(&case["treaty"], act[1], act[0], act[2]);
            record(&place, draft).unwrap_or_else(|why| panic!("{}: {act:?}: {why}", case["case"]));
        }
        let untouched = std::fs::read(place.db()).unwrap();
        let outcome = record(&place, draft(&case["treaty"], last[1], last[0], last[2]));
        let (verdict, text) = match outcome {
            Ok(outcome) => {
                let follows = |finding: &Finding| matches!(finding, Finding::Consequence(_));
                let verdict = if outcome.findings.iter().all(follows) { "normal" } else { "unusual" };
                (verdict, format!("{:?}", outcome.findings))
            }
            Err(Error::Refused(why)) => {
                assert_eq!(std::fs::read(place.db()).unwrap(), untouched, "{}", case["case"]);
                ("refused", why)
            }
            Err(why) => panic!("{}: {why}", case["case"]),
        };
        assert_eq!(verdict, case["verdict"], "{}: {text}", case["case"]);
        assert!(text.contains(&case["says"]), "{}: {text}", case["case"]);
    }
}

#[test]
fn a_rebuilt_file_is_the_recorded_one() {
    let place = Place::new();
    for (treaty, participant, act, on) in [
        ("CETS 185", "IE", "ratification", "2026-11-20"),
        ("CETS 224", "US", "ratification", "2026-11-20"),
        ("CETS 224", "FR", "approval", "2026-11-21"),
        ("CETS 185", "AD", "denunciation", "2026-10-01"),
        ("CETS 185", "KE", "invitation", "2026-10-01"),
        ("CETS 189", "US", "signature", "2026-11-01"),
        ("CETS 185", "FR", "suspension", "2026-10-01"),
        ("UN X-10", "FI", "accession", "1987-12-15"),
        ("UN X-10", "FI", "change-of-scope", "2011-11-28"),
        ("HCCH 12", "CA", "accession", "2023-05-12"),
        ("UN XXVI-5", "ZA", "provisional-application", "1998-06-26"),
        ("CETS 189", "*", "suspension", "2026-11-02"),
        ("CETS 185", "*", "termination", "2026-11-29"),
        ("CETS 224", "*", "entry-into-force", "2026-11-29"),
    ] {
        let mut draft = draft(treaty, participant, act, on);
        draft.recording.source = Some("a letter".to_owned());
        draft.act.scope = Some("without Part II".to_owned()).filter(|_| act == "accession");
        record(&place, draft).unwrap();
    }
    let recorded = dump_derived(&place.db());
    assert!(recorded.contains("a letter"));
    let before = Store::open(&place.db(), Access::Read).unwrap().head().unwrap();
    let after = Store::open(&place.db(), Access::Write).unwrap().rebuild().unwrap().0;
    assert_eq!(before, after);
    assert_eq!(dump_derived(&place.db()), recorded);
}

#[test]
fn the_fifth_consent_brings_a_treaty_into_force_for_all_five() {
    let place = Place::new();
    let fourth = record(&place, draft("CETS 224", "US", "ratification", "2026-11-20")).unwrap();
    assert_eq!(fourth.treaty_after.computed_on, None);
    let fifth = record(&place, draft("CETS 224", "FR", "approval", "2026-11-21")).unwrap();
    let entry = "2027-03-01".parse().ok();
    assert_eq!(fifth.treaty_after.met_on, "2026-11-21".parse().ok());
    assert_eq!(fifth.treaty_after.met_by, Some(fifth.act));
    assert_eq!(fifth.treaty_after.computed_on, entry);
    let parties: Vec<&str> = fifth
        .after
        .iter()
        .filter(|spell| Some(spell.since) == entry)
        .map(|spell| spell.participant.as_str())
        .collect();
    assert_eq!(parties, ["FR", "HU", "JP", "RS", "US"]);
}

#[test]
fn an_older_derivation_is_brought_up_to_date() {
    let place = Place::new();
    let fresh = dump_derived(&place.db());
    let spoil = || {
        let connection = rusqlite::Connection::open(place.db()).unwrap();
        connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
        connection
            .execute_batch("UPDATE meta SET value = '0'; DELETE FROM spell; DROP VIEW party_count")
            .unwrap();
    };
    spoil();
    let bytes = std::fs::read(place.db()).unwrap();
    assert!(place.run("accede status budapest").stdout.contains("81 bound"), "a reader derives in memory");
    assert_eq!(std::fs::read(place.db()).unwrap(), bytes, "and leaves the file alone");
    Store::open(&place.db(), Access::Write).unwrap();
    assert_eq!(dump_derived(&place.db()), fresh, "a writer rebuilds it");
}

#[test]
fn many_processes_may_meet_at_a_missing_file() {
    let place = Place::empty();
    let ran = place.run("for i in 1 2 3 4 5 6; do accede groups --format csv & done; wait");
    assert_eq!(ran.stdout.matches("EU,European Union").count(), 6, "{ran:?}");
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside it");
}

/// Each later act is judged too, and the time does not grow with their square. A shell ends it where the program does not.
#[test]
fn one_act_more_among_thousands_of_one_participant_is_judged_in_a_moment() {
    const KINDS: [ActKind; 4] =
        [ActKind::Signature, ActKind::Ratification, ActKind::Denunciation, ActKind::RevocationOfDenunciation];
    let place = Place::empty();
    let mut facts = few_facts();
    let first: Date = "2001-11-23".parse().unwrap();
    facts.extend(KINDS.into_iter().cycle().zip(0..6_000).map(|(kind, day)| {
        Fact::from(Body::Act(ActBody::of("CETS 185", Some("AD"), kind, first.plus_days(day))))
    }));
    Store::create(&place.db(), &facts, "test", "2026-11-30T00:00:00Z").unwrap();
    let ran = place.run("timeout -s KILL 60 accede record accession budapest AD --on 2026-11-20 --dry-run");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("Andorra on 2026-11-20: signatory → contracting."), "{ran:?}");
}

/// A sequence of acts of three participants, each allowed when it is its turn.
fn sequence() -> impl Strategy<Value = Vec<(usize, usize, u32)>> {
    prop::collection::vec((0..3_usize, 0..ACTS.len(), 0..400_u32), 1..10)
}

const ACTS: [&str; 8] = [
    "signature",
    "ratification",
    "acceptance",
    "accession",
    "denunciation",
    "revocation-of-denunciation",
    "withdrawal-of-consent",
    "unsigning",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever may be recorded leaves one status per day, and a rebuilt file equal to the recorded one.
    #[test]
    fn spells_are_in_order_and_a_rebuild_is_equal(sequence in sequence()) {
        let place = Place::new();
        let mut store = Store::open(&place.db(), Access::Write).unwrap();
        let mut taken = Vec::new();
        for (who, act, day) in sequence {
            let code = ["IE", "US", "ZA"][who];
            let day = "2025-10-25".parse::<accede::model::Date>().unwrap().plus_days(i64::from(day) - 5).unwrap();
            let draft = draft("UN XVIII-16", code, ACTS[act], &day.to_string());
            if act::write(&mut store, draft.clone()).is_ok() {
                taken.push(draft);
            }
        }
        for pair in store.spells("UN XVIII-16").unwrap().windows(2) {
            if pair[0].participant == pair[1].participant {
                prop_assert_eq!(pair[0].until, Some(pair[1].since));
            }
        }
        let recorded = dump_derived(&place.db());
        store.rebuild().unwrap();
        drop(store);
        prop_assert_eq!(&dump_derived(&place.db()), &recorded);

        // Recorded by force in the opposite order, the same spells follow.
        let other = Place::new();
        let mut store = Store::open(&other.db(), Access::Write).unwrap();
        for mut draft in taken.into_iter().rev() {
            draft.force = true;
            act::write(&mut store, draft).unwrap();
        }
        let shape = |store: &Store| -> Vec<_> {
            let spells = store.spells("UN XVIII-16").unwrap().into_iter();
            spells.map(|spell| (spell.participant, spell.since, spell.until, spell.status)).collect()
        };
        prop_assert_eq!(shape(&place.store()), shape(&store));
    }
}

/// Who leaves the Convention leaves the Second Protocol on the same day; a consent not yet in force is gone with it.
#[test]
fn leaving_a_convention_entails_leaving_its_protocol() {
    let place = Place::new();
    for (code, act, on) in [("US", "ratification", "2026-02-10"), ("FR", "approval", "2026-02-11")] {
        record(&place, draft("CETS 224", code, act, on)).unwrap();
    }
    record(&place, draft("CETS 185", "HU", "denunciation", "2026-03-20")).unwrap();
    let revoked = record(&place, draft("CETS 185", "JP", "denunciation", "2026-10-02")).unwrap();
    let standing = |code: &str, on: &str| {
        let standings = place.store().standings("CETS 224", on.parse().unwrap()).unwrap();
        standings.into_iter().find(|spell| spell.participant == code).map(|spell| spell.status.word())
    };
    assert_eq!(
        standing("HU", "2026-05-31"),
        Some("contracting"),
        "in force on 2026-06-01 for the first five"
    );
    assert_eq!(standing("HU", "2026-06-01"), Some("leaving"));
    assert_eq!(standing("HU", "2026-06-30"), Some("leaving"));
    assert_eq!(standing("HU", "2026-07-01"), Some("former"));
    assert_eq!(standing("JP", "2027-01-31"), Some("leaving"));
    assert_eq!(standing("JP", "2027-02-01"), Some("former"));
    assert!(revoked.findings.iter().any(|finding| matches!(finding, Finding::Consequence(_))));
    record(&place, draft("CETS 185", "JP", "revocation-of-denunciation", "2026-11-02")).unwrap();
    assert_eq!(standing("JP", "2027-02-01"), Some("party"));
}

/// What an organisation did under one name it did under the next: one line, without a gap, called as on the day.
#[test]
fn an_organisation_that_another_continues_is_one_line() {
    let place = Place::new();
    for command in [
        "participant add X-OLD Oldland --kind organisation --from 1990-01-01",
        "record accession budapest X-OLD --on 2005-01-01 --force --reason example",
        "participant add X-NEW Newland --kind organisation --predecessor X-OLD --how continues --on 2010-01-01",
    ] {
        let ran = place.run(&format!("accede {command}"));
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let heading = |name: &str, day: &str| {
        let ran = place.run(&format!("accede explain budapest {name} --as-of {day}"));
        ran.stdout.lines().next().unwrap_or_default().to_owned()
    };
    for name in ["X-OLD", "Oldland", "X-NEW", "Newland"] {
        assert!(heading(name, "2009-12-31").ends_with("Oldland on 31 December 2009: party"), "{name}");
        assert!(heading(name, "2010-01-01").ends_with("Newland on 1 January 2010: party"), "{name}");
    }
    let spells = place.query(
        "accede.db",
        "SELECT count(*) FROM spell WHERE participant IN ('X-OLD', 'X-NEW') AND status = 'party'",
    );
    assert_eq!(spells, ["1"]);
}

#[test]
fn an_act_of_which_only_the_month_is_known_counts_from_its_last_day() {
    let place = Place::new();
    treaty(
        &place,
        "MONTH",
        "2000-01-01",
        &["threshold treaty count(1)", "effect treaty IMM", "effect consent IMM"],
        "",
    );
    let receipt = said(&place, &["record accession MONTH AT --on 2016-08"]);
    let heading = "accession of Austria between 2016-08-01 and 2016-08-31, counted from the last day";
    assert!(receipt.contains(heading), "{receipt}");
    let rows = "SELECT date, earliest, latest FROM act WHERE treaty = 'MONTH'";
    assert_eq!(place.query("accede.db", rows), ["|2016-08-01|2016-08-31"]);
    let status = |day: &str| said(&place, &[&format!("explain MONTH AT --as-of {day}")]);
    assert!(status("2016-07-31").contains("none"), "{}", status("2016-07-31"));
    let inside = status("2016-08-15");
    assert!(inside.contains("not known"), "{inside}");
    assert!(status("2016-08-31").contains("party"), "{}", status("2016-08-31"));
    // What is done this month was done by today.
    said(&place, &["record accession MONTH BE --on 2026-11"]);
    let rows = "SELECT latest FROM act WHERE treaty = 'MONTH' AND participant = 'BE'";
    assert_eq!(place.query("accede.db", rows), [TODAY]);
    let to_come = place.run("accede record accession MONTH FR --on 2027");
    assert_eq!(to_come.code, 3, "{to_come:?}");
    let statement = place.run("accede record reservation MONTH AT --on 2016-08 --article 7 --summary x");
    assert_eq!(statement.code, 2, "{statement:?}");
    assert!(statement.stderr.contains("a statement is recorded with its day"), "{statement:?}");
    assert_eq!(place.run("accede verify").code, 0);
}

#[test]
fn what_ended_with_a_participation_is_not_called_withdrawn() {
    let place = Place::new();
    let ran = place.run("accede record denunciation budapest AD --on 2026-11-02 --by desk");
    assert_eq!(ran.code, 0, "{ran:?}");
    let asked = |format: &str| {
        place.run(&format!("accede participant AD --as-of 2027-03-01 --format {format}")).stdout
    };
    let table = asked("table");
    assert!(table.contains("(ended") && !table.contains("(withdrawn"), "{table}");
    let told: serde_json::Value = serde_json::from_str(&asked("json")).unwrap();
    let under = told["treaties"].as_array().unwrap().iter().find(|it| it["treaty"]["code"] == "CETS 185");
    let made = under.unwrap()["statements"].as_array().unwrap();
    let kept: Vec<_> = made.iter().filter(|it| it["kind"] != "authority").collect();
    assert!(!kept.is_empty());
    for it in kept {
        assert_eq!(
            (&it["withdrawn_on"], &it["ended_on"]),
            (&serde_json::Value::Null, &"2027-03-01".into()),
            "{it}"
        );
    }
}
