//! The reason that an answer gives is the one that counts: the article, the act, who did it.

use crate::support::Place;
use crate::support::alike::{said, treaty};

const IN_FORCE: &str = "in_force_on = 1961-01-01\n";

#[test]
fn an_instrument_in_the_hands_of_a_later_state_is_listed_where_it_counts() {
    let place = Place::new();
    let clauses = ["threshold treaty count(3)", "effect treaty D(30)", "effect consent D(30)"];
    treaty(&place, "TC", "1988-01-01", &clauses, "");
    said(&place, &["record accession TC SUHH --on 1991-01-01", "record accession TC YDYE --on 1989-01-01"]);
    let explained = said(&place, &["explain TC --as-of 1992-06-01"]);
    assert!(
        explained.contains("2 of the 3") && explained.contains("1991-01-01 USSR accession"),
        "{explained}"
    );
    assert!(explained.contains("1989-01-01 Democratic Yemen accession"), "{explained}");
    said(&place, &["record accession TC FR --on 1993-01-01"]);
    assert!(said(&place, &["explain TC"]).contains("3 instruments in the first group"));
}

#[test]
fn a_consent_withdrawn_between_the_conditions_and_entry_into_force_is_told() {
    let place = Place::new();
    let clauses = ["threshold treaty count(2)", "effect treaty M(3)", "effect consent M(3)"];
    treaty(&place, "TW", "2000-01-01", &clauses, "");
    said(
        &place,
        &[
            "record accession TW FR --on 2001-01-01",
            "record accession TW DE --on 2001-02-01",
            "record withdrawal-of-consent TW FR --on 2001-03-01",
        ],
    );
    let told = "France withdrew its consent on 2001-03-01";
    assert!(said(&place, &["explain TW"]).contains(told));
    assert!(!said(&place, &["explain TW --as-of 2001-02-28"]).contains(told));
}

#[test]
fn what_ended_a_treaty_is_said_with_its_article() {
    let place = Place::new();
    let clauses = ["effect consent IMM", "withdrawal denunciation M(6)", "duration treaty below(2)"];
    treaty(&place, "TB", "1960-01-01", &clauses, IN_FORCE);
    said(
        &place,
        &[
            "record accession TB FR --on 1970-01-01",
            "record accession TB DE --on 1970-01-01",
            "record denunciation TB FR --on 1975-01-01",
        ],
    );
    for line in ["explain TB", "explain TB DE"] {
        let explained = said(&place, &[line]);
        assert!(explained.contains("falls below 2 as some of them leave"), "{explained}");
        assert!(explained.contains("it ended on 1975-07-01 (VCLT art. 54(a))"), "{explained}");
        assert!(!explained.contains("or of the participant"), "{explained}");
    }
}

#[test]
fn a_reservation_that_ended_with_the_participation_did_not_lapse() {
    let place = Place::new();
    treaty(&place, "TL", "1960-01-01", &["effect consent IMM", "withdrawal denunciation M(6)"], IN_FORCE);
    said(
        &place,
        &[
            "record accession TL TT --on 1970-01-01",
            "record reservation TL TT --on 1970-01-01 --article 4 --summary s",
            "record denunciation TL TT --on 1980-01-01",
        ],
    );
    let listed = said(&place, &["reservations TL"]);
    assert!(listed.contains("ended 1980-07-01") && !listed.contains("lapsed"), "{listed}");
    assert!(!said(&place, &["reservations TL --lapsed"]).contains("1980-07-01"));
}

#[test]
fn a_receipt_says_who_did_what_stands_in_the_row_of_another() {
    let place = Place::new();
    treaty(&place, "TR", "1960-01-01", &["effect consent D(30)"], IN_FORCE);
    let receipt = said(&place, &["record accession TR RU --on 1985-01-01"]);
    assert!(receipt.contains("Done by USSR (SUHH). USSR on 1985-01-01: none → contracting."), "{receipt}");
    assert!(receipt.contains("In force for USSR on 1985-01-31"), "{receipt}");
}

#[test]
fn a_state_that_speaks_of_the_territory_of_another_is_warned() {
    let place = Place::new();
    treaty(&place, "TT", "1960-01-01", &["effect consent IMM", "effect territory MF(3)"], IN_FORCE);
    for code in ["FR --on 1970-01-01", "GB --on 1970-01-01", "CN --on 1990-01-01"] {
        said(&place, &[&format!("record accession TT {code}")]);
    }
    let receipt = said(&place, &["record territorial-extension TT FR --on 1990-01-01 --territory JE"]);
    assert!(receipt.contains("Jersey was no territory of France on 1990-01-01"), "{receipt}");
    for line in ["GB --on 1990-01-01 --territory JE", "CN --on 1997-06-06 --territory HK"] {
        let receipt = said(&place, &[&format!("record territorial-extension TT {line}")]);
        assert!(!receipt.contains("was no territory"), "{receipt}");
    }
    // A published day is not one by the clause.
    said(
        &place,
        &["record territorial-extension TT GB --on 1990-01-01 --territory BM --effective 1990-01-01"],
    );
    let told = said(&place, &["territories TT BM --as-of 1991-01-01"]);
    assert!(told.contains("with effect from 1990-01-01, as published"), "{told}");
    let told = said(&place, &["territories TT JE --as-of 1991-01-01"]);
    assert!(told.contains("with effect from 1990-05-01, by art."), "{told}");
}

#[test]
fn an_objection_that_keeps_nobody_out_is_not_told_as_if_it_did() {
    let place = Place::new();
    treaty(&place, "TO", "1960-01-01", &["effect consent IMM", "withdrawal denunciation M(6)"], IN_FORCE);
    for code in ["NO", "FR", "IT", "DE"] {
        said(&place, &[&format!("record accession TO {code} --on 1970-01-01")]);
    }
    let rule =
        "binding parties unless_objected(TO, FIX(2012-01-01), before, share_of_parties(1/3, TO, above))";
    treaty(&place, "TOA", "2010-01-01", &["effect treaty M(6)", rule], "adopted_on = 2010-01-01\n");
    said(
        &place,
        &[
            "record objection-to-amendment TOA NO --on 2011-12-31 --summary s",
            "record denunciation TO NO --on 2013-06-01",
            "record accession TO NO --on 2015-01-01",
        ],
    );
    // The clause alone says what it amends.
    let between = said(&place, &["between NO FR --treaty TOA --as-of 2013-01-01"]);
    assert!(between.contains("Norway objected to it"), "{between}");
    let between = said(&place, &["between NO FR --treaty TO --as-of 2013-01-01"]);
    assert!(between.contains("Only France is bound by TOA"), "{between}");
    let explained = said(&place, &["explain TOA NO --as-of 2016-01-01"]);
    assert!(explained.contains("and is bound by it all the same"), "{explained}");
    let explained = said(&place, &["explain TOA NO --as-of 2013-01-01"]);
    assert!(!explained.contains("all the same"), "{explained}");
}

#[test]
fn a_union_that_leaves_leaves_for_those_united_in_it() {
    let place = Place::whole();
    let in_force = "in_force_on = 1951-01-01\n";
    treaty(&place, "TU", "1950-01-01", &["effect consent D(30)", "withdrawal denunciation M(6)"], in_force);
    said(&place, &["record accession TU EG --on 1955-01-01", "record denunciation TU X-UAR --on 1959-01-01"]);
    let explained = said(&place, &["explain TU EG --as-of 1962-01-01"]);
    assert!(explained.contains(": former"), "{explained}");
    assert!(explained.contains("1958-02-22 none a union of States, in which it was"), "{explained}");
    assert!(said(&place, &["explain TU SY --as-of 1962-01-01"]).contains(": none"));
}
