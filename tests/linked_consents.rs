//! Consents that follow from one to another treaty, instruments that wait for another's, provisional application by signature:
//! on the seed, through every answer. What the law makes of made-up acts stands in `law/linked_consents.csv`.

use std::collections::BTreeSet;

use crate::support::{Place, dump_derived};
use accede::law::{Case, Derived, derive};
use accede::model::{Act, ActKind, Date, Status};

fn ran(place: &Place, command: &str) -> String {
    let ran = place.run(&format!("accede {command}"));
    assert!(ran.code <= 1, "{command}: {}", ran.stderr);
    // Where a line is broken is for the terminal to say.
    ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn told(derived: &Derived) -> BTreeSet<(&str, Date, Option<Date>, Status)> {
    let spells = derived.spells.iter();
    spells.map(|it| (&*it.participant, it.since, it.until, it.status)).collect()
}

/// The depositary lists under the Agreement on Part XI what it lists under the Convention on the Law of the Sea, of one day:
/// without these rows the clause gives the same statuses, and the same entry into force.
#[test]
fn what_the_depositary_lists_twice_follows_from_one_clause() {
    let place = Place::whole();
    let store = place.store();
    let world = store.world().unwrap();
    let dossier = store.dossier("UN XXI-6-a", &world).unwrap().unwrap();
    let convention = store.acts("UN XXI-6").unwrap();
    let entails = |act: &Act| {
        let of_its_day = convention.iter().filter(|other| other.participant == act.participant);
        let mut of_its_day = of_its_day.filter(|other| other.date == Some(act.day));
        act.kind.is_consent()
            && of_its_day.any(|other| other.kind.is_consent() && other.kind != ActKind::Succession)
    };
    let (listed, others): (Vec<Act>, Vec<Act>) = dossier.acts.iter().cloned().partition(entails);
    assert!(listed.len() > 80, "{} consents are listed under both", listed.len());
    let case = dossier.case(&world);
    let (with, without) = (derive(&case), derive(&Case { acts: &others, ..case }));
    assert_eq!(with.entry.met_on, "1996-06-28".parse().ok());
    assert_eq!(with.entry.computed_on, "1996-07-28".parse().ok());
    assert_eq!((without.entry.met_on, without.entry.on), (with.entry.met_on, with.entry.on));
    let (listed_twice, followed) = (told(&with), told(&without));
    let differ: Vec<_> = listed_twice.symmetric_difference(&followed).collect();
    assert!(differ.is_empty(), "{differ:?}");
    let entailed: BTreeSet<&str> = without.entailed.iter().map(|it| &*it.participant).collect();
    assert!(listed.iter().all(|act| entailed.contains(&*act.participant)));
    let only: Vec<&str> = with.entailed.iter().map(|it| &*it.participant).collect();
    assert_eq!(only, ["AZ", "PS", "RW"], "those that came to the Convention after the table was made");
}

#[test]
fn a_consent_that_follows_is_shown_by_every_answer_and_derived_alike_either_way() {
    let place = Place::whole();
    let explained = ran(&place, "explain 'UN XXI-6-a' AZ --as-of 2016-07-15");
    assert!(explained.contains("contracting"), "{explained}");
    assert!(explained.contains("under UN XXI-6, and so under UN XXI-6-a too (art. 4(1))"), "{explained}");
    let explained = ran(&place, "explain 'UN XXI-6-a' AZ --as-of 2016-07-16");
    assert!(explained.contains("16 July 2016: party"), "{explained}");
    assert!(explained.contains("In force for it on 2016-07-16"), "{explained}");
    let status = ran(&place, "status 'UN XXI-6-a' --as-of 2017-01-01");
    assert!(status.contains("behind a consent a treaty"), "{status}");
    assert!(status.contains("2016-06-16 a (UN 2016-07-16 party"), "{status}");
    assert!(ran(&place, "participant AZ --as-of 2017-01-01").contains("2016-06-16 UN XXI-6-a accession (UN"));
    assert!(ran(&place, "between AZ FR --treaty 'UN XXI-6-a' --as-of 2017-01-01").contains("2016-07-16"));

    ran(&place, "record accession unclos TR --on 2026-05-05");
    let today = |what: &str| {
        place.query(
            "accede.db",
            &format!("SELECT {what} FROM status_today WHERE treaty = 'UN XXI-6-a' AND participant = 'TR'"),
        )
    };
    assert_eq!(today("status || ' ' || in_force_on"), ["party 2026-06-04"]);
    let recorded = dump_derived(&place.path().join("accede.db"));
    ran(&place, "rebuild");
    assert!(recorded == dump_derived(&place.path().join("accede.db")), "recording and rebuilding differ");

    // A consent of its own, recorded later and of the same day, takes its place.
    ran(&place, "record consent-to-be-bound 'UN XXI-6-a' TR --on 2026-05-05");
    let entailed = "SELECT count(*) FROM entailed_consent WHERE treaty = 'UN XXI-6-a' AND participant = 'TR'";
    assert_eq!(place.query("accede.db", entailed), ["0"]);
    assert_eq!(today("consent || ' ' || in_force_on"), ["consent-to-be-bound 2026-06-04"]);
    assert!(!ran(&place, "verify").contains("damage"));
}

#[test]
fn an_instrument_that_waits_is_told_by_every_answer() {
    let place = Place::whole();
    let waits = "waits for the instrument of Benelux Organization for Intellectual Property";
    for command in [
        "explain 'WIPO SINGAPORE' BE",
        "status 'WIPO SINGAPORE'",
        "pending 'WIPO SINGAPORE'",
        "participant BE",
    ] {
        let on = |day: &str| ran(&place, &format!("{command} --as-of {day}"));
        let waiting = on("2013-10-07");
        assert!(
            waiting.contains(waits) && waiting.contains("counts for nothing until"),
            "{command}: {waiting}"
        );
        assert!(!on("2013-10-08").contains(waits) || command.starts_with("explain"), "{command}");
    }
    let explained = ran(&place, "explain 'WIPO SINGAPORE' BE --as-of 2013-10-08");
    assert!(explained.contains("8 October 2013: contracting"), "{explained}");
    assert!(explained.contains("counts from 2013-10-08 (art. 26(3)(iv))"), "{explained}");
    // What is published for the four is what the clause gives.
    let computed = "SELECT group_concat(participant || ' ' || computed_on) FROM (SELECT * FROM act
        WHERE treaty = 'WIPO SINGAPORE' AND participant IN ('BE', 'LU', 'NL', 'X-BOIP', 'BJ', 'ML') AND act <> 'signature'
        ORDER BY participant)";
    assert_eq!(
        place.query("accede.db", computed),
        ["BE 2014-01-08,BJ 2016-02-13,LU 2014-01-08,ML 2016-02-13,NL 2014-01-08,X-BOIP 2014-01-08"]
    );
    // Another one that consents now has no one to wait for.
    ran(&place, "record accession 'WIPO SINGAPORE' SN --on 2026-05-05");
    let recorded = dump_derived(&place.path().join("accede.db"));
    ran(&place, "rebuild");
    assert!(recorded == dump_derived(&place.path().join("accede.db")), "recording and rebuilding differ");
}

#[test]
fn signatories_of_the_energy_charter_treaty_apply_it_provisionally() {
    let place = Place::whole();
    for command in [
        "record signature ECT RU --on 1994-12-17",
        "record signature ECT AU --on 1994-12-17",
        "record declaration ECT AU --on 1994-12-17 --article '45(2)' --summary 'cannot accept provisional application'",
        "record unsigning ECT RU --on 2009-08-20",
    ] {
        ran(&place, command);
    }
    let explained = |who: &str, day: &str| ran(&place, &format!("explain ECT {who} --as-of {day}"));
    let beside = "Beside the status: provisional, from 1994-12-17";
    assert!(explained("RU", "2005-01-01").contains(beside));
    assert!(explained("RU", "2005-01-01").contains("by its signature (art. 45(1), (2)(a))"));
    assert!(explained("RU", "2009-10-18").contains(beside));
    assert!(!explained("RU", "2009-10-19").contains("Beside the status: provisional"));
    assert!(!explained("AU", "2005-01-01").contains("Beside the status: provisional"));
    assert!(ran(&place, "participant RU --as-of 2005-01-01").contains("signatory, provisional"));
    let recorded = dump_derived(&place.path().join("accede.db"));
    ran(&place, "rebuild");
    assert!(recorded == dump_derived(&place.path().join("accede.db")), "recording and rebuilding differ");
}
