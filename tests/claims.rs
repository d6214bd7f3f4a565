//! Published claims on small records of their own: what the record can tell, and what it cannot.

use crate::support::{Place, few_facts};
use accede::model::{ActBody, ActKind, Body, ClaimBody, Date, Definition, Fact, Sources};
use accede::report::{ClaimCheck, ClaimVerdict, ClaimsAsked, claims};
use accede::store::{Access, Store};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn claim(treaty: &str, as_of: &str, claim: &str, value: &str) -> ClaimBody {
    ClaimBody {
        code: "X-1".to_owned(),
        as_of: day(as_of),
        treaty: treaty.to_owned(),
        group: None,
        claim: claim.to_owned(),
        value: value.to_owned(),
        note: None,
        sources: Sources::default(),
    }
}

/// The answer on the seed with some acts more.
fn check(claim: ClaimBody, acts: Vec<ActBody>) -> ClaimCheck {
    let place = Place::empty();
    let mut facts: Vec<Fact> = few_facts();
    facts.extend(acts.into_iter().map(|act| Body::Act(act).into()));
    facts.push(Body::Claim(claim).into());
    facts.remove(0);
    Store::create(&place.db(), &facts, "test", "2026-11-30T00:00:00Z").unwrap();
    let asked = ClaimsAsked {
        code: Some("X-1".to_owned()),
        check: Some(Definition::Consented),
        reasons: true,
        ..ClaimsAsked::default()
    };
    let mut report = claims(&Store::open(&place.db(), Access::Read).unwrap(), &asked).unwrap();
    assert!(!report.why.unwrap().is_empty());
    report.claims.pop().unwrap().check.unwrap()
}

#[test]
fn what_the_record_can_tell() {
    for (treaty, as_of, kind, value, verdict, record) in [
        // The signatures of Hanoi, one of them on a day between 2025-11-20 and 2026-07-31.
        ("UN XVIII-16", "2026-03-31", "signature-count", "73", "holds", Some("73")),
        ("UN XVIII-16", "2026-03-31", "signature-count", "74", "undecided", Some("73")),
        ("UN XVIII-16", "2026-03-31", "signature-count", "72", "fails", Some("73")),
        // Behind the last day of collection more may have signed.
        ("UN XVIII-16", "2026-03-31", "signature-count", "90", "undecided", Some("73")),
        ("UN XVIII-16", "2026-03-31", "is-signatory", "CA", "undecided", Some("no")),
        ("UN XVIII-16", "2026-03-31", "not-signatory-state", "FR", "fails", Some("no")),
        ("UN XVIII-16", "2025-10-31", "signature-count", "90", "fails", Some("72")),
        // No acts, an unknown word, a value of another form.
        ("UN XVIII-10", "2024-01-01", "party-count", "124", "undecided", None),
        ("CETS 185", "2024-01-01", "party-ratio", "0.9", "undecided", None),
        ("CETS 185", "2024-01-01", "party-count", "some", "undecided", None),
        // Lists and places.
        ("CETS 185", "2004-03-18", "party-list", "LT;AL;HR;EE;HU", "holds", Some("AL;EE;HR;HU;LT")),
        ("CETS 185", "2001-11-22", "signatory-list", "none", "holds", Some("none")),
        ("CETS 185", "2017-04-21", "nth-party", "CL:53", "fails", Some("CL:54")),
        ("CETS 185", "2026-01-14", "signatory-not-party", "IE;ZA", "holds", Some("IE;ZA")),
    ] {
        let found = check(claim(treaty, as_of, kind, value), Vec::new());
        assert_eq!(
            (found.verdict.word(), found.record.as_deref()),
            (verdict, record),
            "{treaty} {as_of} {kind} {value}: {found:?}"
        );
        assert_eq!(found.undecided_because.is_some(), verdict == "undecided", "{kind} {value}");
    }
}

#[test]
fn of_those_who_consent_on_one_day_each_place_is_right() {
    let consent = |code| ActBody::of("CETS 185", Some(code), ActKind::Ratification, Some(day("2026-01-10")));
    for (value, verdict) in [
        ("IE:82", ClaimVerdict::Holds),
        ("IE:83", ClaimVerdict::Holds),
        ("IE:84", ClaimVerdict::Fails),
        ("IE:81", ClaimVerdict::Fails),
    ] {
        let found =
            check(claim("CETS 185", "2026-01-14", "nth-party", value), vec![consent("IE"), consent("ZA")]);
        assert_eq!(found.verdict, verdict, "{value}: {found:?}");
        assert_eq!(found.record.as_deref(), Some("IE:82-83"));
    }
}

#[test]
fn a_wrong_figure_is_explained_by_days_and_names() {
    let found = check(claim("CETS 185", "2017-10-02", "party-count", "55"), Vec::new());
    assert_eq!(found.difference, Some(-1));
    let right = found.nearest(day("2017-10-02")).unwrap();
    assert_eq!((right.since, right.until), (day("2017-05-09"), Some(day("2017-09-22"))));
    let came: Vec<(&str, Option<Date>, bool)> =
        found.between.iter().map(|step| (step.who.code.as_str(), step.on, step.begins)).collect();
    assert_eq!(came, [("CR", Some(day("2017-09-22")), true)]);
    let by: Vec<&str> = found.by_definition.iter().map(|answer| answer.verdict.word()).collect();
    assert_eq!(by, ["fails", "holds", "fails"], "consented, bound, contracting");
}

#[test]
fn help_names_every_kind_of_claim() {
    let help = Place::empty().run("accede claims add --help").stdout;
    for kind in accede::model::ClaimKind::ALL {
        assert!(help.lines().any(|line| line.trim_start().starts_with(kind.word())), "{kind}");
    }
}
