//! What the law makes of one situation is the same in the receipt, in `explain`, `between`, `reservations`, `status`, `next`,
//! `departures` and `check`, in whichever order it was recorded.

use crate::support::Place;
use crate::support::alike::{said, treaty};

const IN_FORCE: &str = "in_force_on = 2000-06-01\n";

#[test]
fn a_union_keeps_a_reservation_of_one_part_and_what_was_in_force_for_the_other() {
    let place = Place::new();
    treaty(&place, "U1", "1960-01-01", &["effect consent D(30)"], "in_force_on = 1961-01-01\n");
    said(
        &place,
        &[
            "record accession U1 X-YAR --on 1970-01-01",
            "record accession U1 YDYE --on 1980-01-01",
            "record accession U1 FR --on 1970-01-01",
            "record accession U1 SE --on 1970-01-01",
            "record reservation U1 YDYE --on 1980-01-01 --article 6 --summary s --notified 1980-02-01",
        ],
    );
    let reservation = place.query("accede.db", "SELECT max(id) FROM reservation").remove(0);
    said(&place, &[&format!("record objection U1 SE --on 1980-06-01 --to @{reservation} --precludes")]);
    let kept = format!("Reservation of Democratic Yemen (@{reservation}, art. 6), which Yemen keeps");
    let between = said(&place, &["between YE FR --treaty U1 --as-of 1995-01-01"]);
    assert!(between.contains(": yes") && between.contains(&kept), "{between}");
    let between = said(&place, &["between YE SE --treaty U1 --as-of 1995-01-01"]);
    assert!(between.contains(": yes") && between.contains("for the other part of Yemen"), "{between}");
    assert!(!between.contains("21(3)"), "{between}");
    for answer in ["explain U1 YE", "reservations U1"] {
        let answer = said(&place, &[&format!("{answer} --as-of 1995-01-01")]);
        assert!(answer.contains("Yemen keeps the reservation of Democratic Yemen"), "{answer}");
    }
}

#[test]
fn a_reservation_withdrawn_in_part_is_on_what_is_left() {
    let place = Place::new();
    treaty(&place, "PR", "2000-01-01", &["effect consent IMM"], IN_FORCE);
    said(
        &place,
        &[
            "record accession PR SE --on 2001-01-01",
            "record accession PR DK --on 2001-01-01",
            "record reservation PR DK --on 2001-01-01 --article 9 --article 16 --summary y --notified 2001-02-01",
        ],
    );
    let id = place.query("accede.db", "SELECT max(id) FROM reservation").remove(0);
    said(&place, &[&format!("record withdrawal-of-statement PR DK --on 2008-01-01 --to @{id} --article 9")]);
    let between = |day: &str| said(&place, &[&format!("between SE DK --treaty PR --as-of {day}")]);
    assert!(between("2007-12-31").contains("art. 9, 16)"));
    assert!(between("2008-01-01").contains(", art. 16)") && !between("2008-01-01").contains("art. 9"));
    let listed = |rest: &str| said(&place, &[&format!("reservations PR {rest}")]);
    let entry = format!("@{id} Denmark");
    assert!(listed("--as-of 2007-12-31 --article 9").contains(&entry));
    assert!(!listed("--as-of 2009-01-01 --article 9").contains(&entry));
    assert!(!listed("--as-of 2009-01-01 --in-force-on 2009-01-01 --article 9").contains(&entry));
    assert!(listed("--as-of 2009-01-01 --article 16").contains(&entry));
    assert!(listed("--as-of 2009-01-01").contains("no longer stands for art. 9, from 2008-01-01 on"));
    let csv = place.run("accede reservations PR --as-of 2009-01-01 --format csv").stdout;
    assert!(csv.contains(",16,") && !csv.contains("9;16"), "{csv}");
    // What is withdrawn in a part of an article leaves the article.
    said(
        &place,
        &[&format!("record withdrawal-of-statement PR DK --on 2010-01-01 --to @{id} --article '16(2)'")],
    );
    assert!(between("2010-01-01").contains("art. 16 but for 16(2))"), "{}", between("2010-01-01"));
}

#[test]
fn objections_are_told_from_their_day_on() {
    let place = Place::new();
    treaty(&place, "R5", "2000-01-01", &["effect consent IMM"], IN_FORCE);
    said(
        &place,
        &[
            "record accession R5 NO --on 2001-01-01",
            "record accession R5 TT --on 2005-01-01",
            "record reservation R5 TT --on 2005-01-01 --article 1 --summary x --notified 2005-02-01",
        ],
    );
    let id = place.query("accede.db", "SELECT max(id) FROM reservation").remove(0);
    said(&place, &[&format!("record objection R5 NO --on 2006-01-10 --to @{id}")]);
    let between = |day: &str| said(&place, &[&format!("between TT NO --treaty R5 --as-of {day}")]);
    for before in ["2003-06-01", "2005-06-01", "2006-01-09"] {
        assert!(!between(before).contains("bjection of Norway") && !between(before).contains("objected"));
    }
    assert!(between("2005-06-01").contains("it modifies these provisions"));
    assert!(between("2006-01-10").contains("Norway objected") && !between("2006-01-10").contains("modifies"));
}

#[test]
fn of_two_deposits_the_first_counts_in_whichever_order_they_are_recorded() {
    let days = ["1969-03-05", "1969-01-30"];
    for order in [[0, 1], [1, 0]] {
        let place = Place::new();
        treaty(&place, "OST", "1967-01-27", &["effect consent IMM"], "in_force_on = 1967-10-10\n");
        for place_of in order {
            said(&place, &[&format!("record accession OST BR --on {}", days[place_of])]);
        }
        let status = said(&place, &["status OST --as-of 1970-01-01 --format csv"]);
        assert!(status.contains("1969-01-30") && !status.contains("1969-03-05"), "{order:?}: {status}");
        let acts = place.query("accede.db", "SELECT date FROM act WHERE treaty = 'OST' ORDER BY date");
        assert_eq!(acts, ["1969-01-30", "1969-03-05"], "both are kept");
        let spells = "SELECT status || ' ' || since FROM spell WHERE treaty = 'OST'";
        let found = place.query("accede.db", spells);
        said(&place, &["rebuild"]);
        assert_eq!(found, place.query("accede.db", spells));
        assert_eq!(found, ["party 1969-01-30"], "{order:?}");
    }
}

#[test]
fn an_amendment_ends_with_what_it_amends() {
    let place = Place::new();
    let clauses = ["effect consent IMM", "withdrawal denunciation Y(1)"];
    treaty(&place, "RS1", "1998-07-17", &clauses, "in_force_on = 2002-07-01\n");
    let link = "[[links]]\nkind = \"amends\"\ntreaty = \"RS1\"\narticle = \"art. 1\"\n";
    let own = ["threshold treaty count(2)", "effect treaty Y(1)", "effect consent Y(1)"];
    treaty(&place, "RA", "2010-06-11", &own, link);
    let with_exit = [&own[..], &["withdrawal denunciation M(6)"]].concat();
    treaty(&place, "RB", "2010-06-11", &with_exit, link);
    for who in ["GB", "KE"] {
        said(&place, &[&format!("record accession RS1 {who} --on 2003-01-01")]);
        for amendment in ["RA", "RB"] {
            said(&place, &[&format!("record acceptance {amendment} {who} --on 2012-01-01")]);
        }
    }
    let receipt = said(&place, &["record acceptance RA FR --on 2012-01-01"]);
    assert!(receipt.contains("France has not consented to RS1, which RA amends"), "{receipt}");
    let check = said(&place, &["check --treaty RA"]);
    assert!(check.contains("consent from 2012-01-01 on without consent to RS1"), "{check}");
    let receipt = said(&place, &["record withdrawal RS1 KE --on 2014-02-01"]);
    assert!(receipt.contains("Kenya is no longer bound by RA from the same day"), "{receipt}");
    let yes = |treaty: &str, day: &str| {
        said(&place, &[&format!("between KE GB --treaty {treaty} --as-of {day}")]).contains(": yes")
    };
    for treaty in ["RS1", "RA", "RB"] {
        assert!(yes(treaty, "2015-01-31"), "{treaty}");
    }
    assert!(!yes("RS1", "2015-02-01") && !yes("RA", "2015-02-01"));
    assert!(yes("RB", "2015-02-01"), "one that says itself how it is left stays");
    let explained = said(&place, &["explain RA KE --as-of 2015-03-01"]);
    assert!(explained.contains("former since 2015-02-01"), "{explained}");
    assert!(explained.contains("under RS1, and so under RA too (VCLT arts 39, 40)"), "{explained}");
    said(&place, &["record revocation-of-denunciation RS1 KE --on 2014-06-01"]);
    assert!(yes("RA", "2015-02-01"), "a revocation counts too");
    let spells = "SELECT participant || status || since FROM spell WHERE treaty IN ('RA', 'RB') ORDER BY 1";
    let found = place.query("accede.db", spells);
    said(&place, &["rebuild"]);
    assert_eq!(found, place.query("accede.db", spells));
}

#[test]
fn a_ratification_without_a_stage_of_signature_is_normal_everywhere() {
    let place = Place::new();
    let clauses = ["effect consent M(12)", "means non-signatory kinds(ratification)"];
    treaty(&place, "ILO 155", "1981-06-22", &clauses, "in_force_on = 1983-08-11\n");
    let receipt = said(&place, &["record ratification 'ILO 155' CN --on 2007-01-25"]);
    let explained = said(&place, &["explain 'ILO 155' CN --as-of 2010-01-01"]);
    for said in [&receipt, &explained] {
        assert!(!said.contains("no signature") && !said.contains("Unusual"), "{said}");
    }
}

#[test]
fn a_ratification_on_the_signature_of_a_predecessor_is_told_alike() {
    let place = Place::new();
    treaty(&place, "S1", "1990-01-01", &["effect consent IMM"], "in_force_on = 1992-01-01\n");
    said(&place, &["record signature S1 CSHH --on 1990-05-01"]);
    let why = "ratifies on the signature of Czechoslovakia, as if it had signed itself (1978 Vienna Convention art. 37)";
    let receipt = said(&place, &["record ratification S1 CZ --on 1994-01-01"]);
    let explained = said(&place, &["explain S1 CZ --as-of 1995-01-01"]);
    for said in [&receipt, &explained] {
        assert!(said.contains(why), "{said}");
    }
    let remark = "SELECT remark FROM act WHERE treaty = 'S1' AND participant = 'CZ'";
    assert_eq!(place.query("accede.db", remark), [why]);
    let slovakia = place.run("accede record ratification S1 KZ --on 1994-01-01");
    assert_eq!(slovakia.code, 3);
    assert!(slovakia.stderr.contains("succession-to-signature"), "{slovakia:?}");
}

#[test]
fn nobody_is_silent_where_an_organ_decides_or_all_have_accepted() {
    let place = Place::new();
    let by_organ = ["effect consent IMM", "acceptance reservation by_organ(the Health Assembly)"];
    treaty(&place, "WH", "1946-07-22", &by_organ, "in_force_on = 1948-04-07\n");
    said(&place, &["record accession WH US --on 1948-06-21"]);
    let receipt = said(
        &place,
        &["record reservation WH US --on 1948-06-21 --article 1 --summary x --notified 1948-06-21"],
    );
    assert!(!receipt.contains("objections to it"), "{receipt}");
    assert!(!said(&place, &["next WH --as-of 1949-06-01"]).contains("last day to object"));
    let listed = said(&place, &["reservations WH --as-of 1949-01-01"]);
    assert!(!listed.contains("Open to objection") && !listed.contains("20(5)"), "{listed}");
    let open = said(&place, &["reservations WH --as-of 1949-01-01 --open"]);
    assert!(!open.contains("not known"), "{open}");

    treaty(
        &place,
        "BA",
        "2000-01-01",
        &["effect consent IMM", "acceptance reservation by_all"],
        "in_force_on = 2000-02-01\n",
    );
    said(
        &place,
        &[
            "record accession BA BE --on 2000-02-01",
            "record accession BA LU --on 2000-02-01",
            "record reservation BA LU --on 2000-02-01 --article 2 --summary z --notified 2000-02-15",
        ],
    );
    let id = place.query("accede.db", "SELECT max(id) FROM reservation").remove(0);
    let open =
        |day: &str| said(&place, &[&format!("reservations BA --as-of {day}")]).contains("Open to objection");
    assert!(open("2000-02-20"));
    said(&place, &[&format!("record acceptance-of-reservation BA BE --on 2000-03-01 --to @{id}")]);
    assert!(!open("2000-06-01"));
    assert!(!said(&place, &["next BA --as-of 2000-06-01 --within 1y"]).contains("last day to object"));
}

#[test]
fn an_instrument_of_a_state_that_ended_is_listed_where_it_is_counted() {
    let place = Place::new();
    let clauses = ["threshold treaty count(4)", "effect treaty D(30)", "effect consent D(30)"];
    treaty(&place, "NG", "1985-01-01", &clauses, "");
    said(&place, &["record accession NG DDDE --on 1990-02-01", "record accession NG FR --on 1991-01-01"]);
    let explained = said(&place, &["explain NG --as-of 1991-06-01"]);
    assert!(explained.contains("1990-02-01 German Democratic Republic accession"), "{explained}");
    for answer in [explained, said(&place, &["status NG --as-of 1991-06-01"])] {
        assert!(answer.contains("2 of the 4 consents needed"), "{answer}");
        assert!(
            answer.contains("German Democratic Republic has ended, and its instrument counts all the same"),
            "{answer}"
        );
    }
}

#[test]
fn who_leaves_by_joining_another_treaty_leaves_with_it() {
    let place = Place::new();
    let own = ["threshold treaty count(1)", "effect treaty IMM", "effect consent M(12)"];
    treaty(
        &place,
        "C183",
        "2000-06-15",
        &["threshold treaty count(2)", "effect treaty M(12)", "effect consent M(12)"],
        "",
    );
    treaty(&place, "C103", "1952-06-28", &[&own[..], &["cessation participation joined(C183)"]].concat(), "");
    said(
        &place,
        &[
            "record accession C103 AT --on 1969-12-04",
            "record accession C183 SK --on 2000-12-12",
            "record accession C183 IT --on 2001-02-07",
            "record accession C183 AT --on 2004-04-30",
        ],
    );
    let explained = said(&place, &["explain C103 AT --as-of 2006-01-01"]);
    assert!(explained.contains("under C183, and so under C103 too (art. 1; VCLT art. 54)"), "{explained}");
    assert!(explained.contains("Ends for it on 2005-04-30, with C183"), "{explained}");
    let next = said(&place, &["next C103 --as-of 2005-03-01"]);
    assert!(next.contains("computed (art. 1)") && !next.contains("published"), "{next}");
    let departures = said(&place, &["departures C103"]);
    assert!(departures.contains("2005-04-30 with C183"), "{departures}");
    // Its own notice beside it is another one.
    treaty(&place, "W", "2000-01-01", &["effect consent IMM", "withdrawal denunciation Y(1)"], IN_FORCE);
    said(&place, &["record accession W FR --on 2001-02-01", "record denunciation W FR --on 2005-01-01"]);
    let explained = said(&place, &["explain W FR --as-of 2006-06-01"]);
    assert!(explained.contains("denunciation") && explained.contains("(VCLT art. 54)"), "{explained}");
}

#[test]
fn sentences_fit_what_they_say() {
    let place = Place::new();
    let all = ["threshold treaty AND(count(2), named_all(FR, US))", "effect treaty IMM"];
    treaty(&place, "CH4", "1963-12-17", &all, "");
    for who in ["FR", "GB", "BE"] {
        said(&place, &[&format!("record accession CH4 {who} --on 1965-01-01")]);
    }
    let explained = said(&place, &["explain CH4"]);
    assert!(
        explained.contains("the 2 consents needed are there (3), other conditions are not met"),
        "{explained}"
    );
    treaty(
        &place,
        "TON",
        "1969-06-23",
        &["threshold treaty AND(count(1), weight(TONX, 65))", "effect treaty IMM"],
        "",
    );
    said(&place, &["record accession TON GB --on 1974-01-01", "weight add TONX GB 60"]);
    let explained = said(&place, &["explain TON"]);
    assert!(explained.contains("Missing: 5 more by the table TONX, which gives 60 of 65."), "{explained}");
    said(&place, &["record accession CH4 US --on 1965-01-01"]);
    let explained = said(&place, &["explain CH4"]);
    assert!(explained.contains("with France, United Kingdom and Belgium on the same day"), "{explained}");

    treaty(&place, "SU", "1883-03-20", &["effect consent M(3)"], "in_force_on = 1884-07-07\n");
    let said_of = |line: &str| said(&place, &[line]);
    said_of("record accession SU GB --on 1884-03-17");
    let receipt = said_of("record succession SU ZW --on 1981-05-19 --effective 1981-08-17");
    assert!(!receipt.contains("the date of the succession of States, not before"), "{receipt}");
    let status = said_of("status SU --as-of 1982-01-01 --format csv");
    assert!(status.contains("1981-08-17,published"), "{status}");
    said_of("record accession SU SUHH --on 1965-01-01");
    let receipt = said_of("record succession SU KZ --on 1992-09-21");
    assert!(receipt.contains("1978 Vienna Convention, art. 34"), "{receipt}");
    let receipt = said_of("record accession SU CH --on 1957-02-01");
    assert!(!receipt.contains("existed on"), "{receipt}");
}

#[test]
fn one_that_outlives_a_union_stands_for_itself_before_and_after() {
    let place = Place::new();
    treaty(&place, "EU1", "1948-01-01", &["effect consent IMM"], "in_force_on = 1949-01-01\n");
    said(
        &place,
        &[
            "record accession EU1 EG --on 1950-01-01",
            "participant predecessor X-UAR EG --how unites --on 1958-02-22",
            "participant predecessor X-UAR SY --how unites --on 1958-02-22",
        ],
    );
    let status = |who: &str, day: &str| {
        let said = said(&place, &[&format!("explain EU1 {who} --as-of {day}")]);
        said.split(" \u{b7} ")
            .nth(1)
            .unwrap()
            .split(": ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .to_owned()
    };
    for (who, day, expected) in [
        ("EG", "1958-02-21", "party"),
        ("EG", "1958-02-22", "none"),
        ("X-UAR", "1958-02-22", "party"),
        ("X-UAR", "1961-09-28", "party"),
        ("EG", "1961-09-29", "party"),
        ("EG", "2020-01-01", "party"),
    ] {
        assert_eq!(status(who, day), expected, "{who} on {day}");
    }
}

#[test]
fn what_stands_in_the_row_of_a_part_of_a_union_the_union_did_once() {
    let place = Place::whole();
    let bound = |day: &str| {
        let rows = said(&place, &[&format!("status 'UN XXII-1' --as-of {day} --format csv")]);
        let parties = [",EG,Egypt,party,", ",SY,Syria,party,", ",X-UAR,United Arab Republic,party,"];
        (rows.matches(",party,").count(), parties.map(|party| rows.contains(party)))
    };
    assert_eq!(bound("1959-06-07"), (3, [false, false, true]));
    assert_eq!(bound("1961-09-29").1, [true, true, false]);
    let explained = said(&place, &["explain 'UN XXII-1'"]);
    assert!(explained.contains("3 instruments in the first group"), "{explained}");
    assert!(!explained.contains("with United Arab Republic"), "{explained}");
    let explained = said(&place, &["explain 'UN XXII-1' EG --as-of 1960-01-01"]);
    assert!(explained.contains("Egypt was a part of United Arab Republic (X-UAR), party"), "{explained}");
    let between = said(&place, &["between EG IL --treaty 'UN XXII-1' --as-of 1960-01-01"]);
    assert!(between.contains("Egypt was a part of United Arab Republic (X-UAR), party"), "{between}");
    let members = said(&place, &["participants --group UN --as-of 1960-01-01"]);
    assert!(members.contains("United Arab Republic") && !members.contains("Egypt"), "{members}");
    let members = said(&place, &["participants --group UN --as-of 1961-09-29"]);
    assert!(members.contains("Syria") && !members.contains("United Arab Republic"), "{members}");
    let pending = said(&place, &["pending genocide --group UN --as-of 1960-01-01"]);
    assert!(!pending.contains("Egypt"), "{pending}");
    let years = said(&place, &["panel 'UN XXII-1' --from 1959 --to 1960 --format csv"]);
    assert!(years.contains(",X-UAR,") && !years.contains(",EG,"), "{years}");
    let asked = said(&place, &["participant EG --as-of 1960-01-01"]);
    assert!(asked.contains("Egypt was a part of United Arab Republic"), "{asked}");
}

#[test]
fn nobody_is_listed_or_counted_before_its_first_day() {
    let place = Place::whole();
    for (line, absent) in [
        (
            "pending cedaw --as-of 1985-01-01",
            vec!["Russia", "Namibia", "Croatia", "Slovenia", "North Macedonia"],
        ),
        ("pending genocide --as-of 1952-01-01", vec!["Zambia", "Algeria", "Ghana", "Bahamas", "Russia"]),
        ("participants --as-of 1985-01-01", vec!["Russia", "Namibia", "Croatia"]),
    ] {
        let listed = said(&place, &[line]);
        for name in absent {
            assert!(!listed.contains(&format!("{name} ")), "{line}: {name}: {listed}");
        }
    }
    // Of whom no day is known is there.
    assert!(said(&place, &["pending genocide --as-of 1949-01-01"]).contains("Switzerland"));
    let eligible = "SELECT participant || ' ' || min(since) FROM eligibility WHERE treaty = 'UN IV-1'
                    AND participant IN ('RU', 'ZM', 'CH', 'SUHH') GROUP BY participant ORDER BY participant";
    let eligible = place.query("accede.db", &eligible.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(eligible, ["CH 1948-12-09", "RU 1991-12-24", "SUHH 1948-12-09", "ZM 1964-10-24"]);
    let explained = said(&place, &["explain cedaw HR --as-of 1985-01-01"]);
    assert!(explained.contains("Croatia was not there yet; then Yugoslavia (SFR)"), "{explained}");
    let asked = said(&place, &["participant RU --as-of 1985-01-01"]);
    assert!(asked.contains("Russia was not there yet: from 1991-12-24 on; until then: USSR"), "{asked}");
    assert!(!asked.contains("UN IV-1 "), "{asked}");
}

#[test]
fn declarations_stand_with_the_one_that_continues_or_succeeds() {
    let place = Place::new();
    treaty(&place, "DC", "1980-01-01", &["effect consent IMM"], "in_force_on = 1981-01-01\n");
    said(
        &place,
        &[
            "record accession DC SUHH --on 1985-01-01",
            "record accession DC YUCS --on 1995-01-01",
            "record accession DC X-SFRY --on 1985-01-01",
            "record succession DC HR --on 1993-01-01",
            "record declaration DC SUHH --on 1985-01-01 --article 21 --summary s",
            "record declaration DC YUCS --on 1995-01-01 --article 21 --summary s",
            "record declaration DC X-SFRY --on 1985-01-01 --article 22 --summary s",
        ],
    );
    let flags = |code: &str, day: &str| -> String {
        let status = place.run(&format!("accede status DC --as-of {day} --format json")).stdout;
        let report: serde_json::Value = serde_json::from_str(&status).unwrap();
        let rows = report["participants"].as_array().unwrap();
        let row = rows.iter().find(|row| row["code"] == code).unwrap_or_else(|| panic!("{code}: {status}"));
        format!("{} {}", row["flags"]["reservations"], row["flags"]["declarations"]).replace('"', "")
    };
    for (code, day) in [
        ("SUHH", "1990-01-01"),
        ("RU", "1992-01-01"),
        ("RU", "2020-01-01"),
        ("CSXX", "2004-01-01"),
        ("RS", "2020-01-01"),
        ("HR", "1995-01-01"),
    ] {
        assert_eq!(flags(code, day), "no yes", "{code} {day}");
    }
    let listed = said(&place, &["reservations DC --by RS --kind declaration"]);
    assert!(listed.contains("Serbia keeps the declaration of Yugoslavia (FR)"), "{listed}");
    // What one keeps it can withdraw, for itself.
    let id = place.query("accede.db", "SELECT id FROM reservation WHERE participant = 'YUCS'").remove(0);
    said(&place, &[&format!("record withdrawal-of-statement DC RS --on 2015-01-01 --to @{id}")]);
    assert_eq!(flags("RS", "2014-12-31"), "no yes");
    assert_eq!(flags("RS", "2015-01-01"), "no no");
    said(&place, &["rebuild"]);
    assert_eq!(flags("RS", "2014-12-31"), "no yes");
}

#[test]
fn where_nobody_knows_whether_silence_binds_no_answer_says_that_it_does_not() {
    let place = Place::new();
    treaty(&place, "S5", "1960-01-01", &["effect consent IMM"], "in_force_on = 1961-01-01\n");
    for code in ["NO", "JP", "SE"] {
        said(&place, &[&format!("record accession S5 {code} --on 1993-01-01")]);
    }
    let clauses = [
        "binding parties unless_objected(S5, FIX(2004-01-01), before, weight(GT, 50))",
        "effect treaty M(6)",
    ];
    treaty(&place, "S5A", "2002-01-01", &clauses, "adopted_on = 2002-01-01\n");
    said(&place, &["record objection-to-amendment S5A SE --on 2003-01-01 --summary s"]);
    let asked = |line: &str, day: &str| said(&place, &[&format!("{line} --as-of {day}")]);
    let between = asked("between NO JP --treaty S5A", "2005-01-01");
    assert!(
        between.contains("1 January 2005: not known") && !between.contains("Neither is bound"),
        "{between}"
    );
    let explained = asked("explain S5A NO", "2005-01-01");
    assert!(explained.contains(": not known") && !explained.contains("third State"), "{explained}");
    let status = asked("status S5A", "2005-01-01");
    assert!(status.contains("Norway none, not-determined") && status.contains("Japan"), "{status}");
    assert!(!status.contains("Sweden none, not"), "{status}");
    let cells = asked("matrix S5 S5A", "2005-01-01");
    assert!(cells.contains("not-determined") && cells.contains("record cannot tell"), "{cells}");
    let table = asked("matrix S5 S5A --format csv", "2005-01-01");
    assert!(table.contains("not_determined") && table.matches(",,S5A ").count() == 2, "{table}");
    let differ = asked("compare NO SE --treaty S5 --treaty S5A", "2005-01-01");
    assert!(
        differ.contains("none, not-determined since 2004-07-01") && differ.contains("0 bind"),
        "{differ}"
    );
    let growth = asked("curve S5A", "2005-01-01");
    assert!(growth.contains("record cannot tell, not counted above: 2"), "{growth}");
    let years = said(&place, &["panel S5 S5A --from 2005 --to 2005 --format csv"]);
    assert_eq!(years.matches("not-determined").count(), 2, "{years}");
    assert!(asked("between NO JP --treaty S5A", "2004-06-30").contains("30 June 2004: no"));
}

#[test]
fn what_was_extended_to_a_territory_ends_with_the_participation() {
    let place = Place::new();
    let clauses = ["effect consent IMM", "withdrawal denunciation M(6)"];
    treaty(&place, "TE", "1960-01-01", &clauses, "in_force_on = 1961-01-01\n");
    said(
        &place,
        &[
            "record accession TE GB --on 1970-01-01",
            "record territorial-extension TE GB --on 1975-01-01 --territory BM",
            "record denunciation TE GB --on 1980-01-01",
            "record accession TE GB --on 1985-01-01",
        ],
    );
    let on = |day: &str| said(&place, &[&format!("territories TE BM --as-of {day}")]);
    assert!(on("1978-01-01").contains("United Kingdom yes 1975-01-01"), "{}", on("1978-01-01"));
    assert!(on("1990-01-01").contains("United Kingdom not known"), "{}", on("1990-01-01"));
}

#[test]
fn a_state_is_a_territory_up_to_its_day_of_independence_and_an_ended_one_is_none() {
    let place = Place::whole();
    treaty(&place, "PU", "1940-01-01", &["effect consent D(30)"], "in_force_on = 1941-01-01\n");
    said(&place, &["record accession PU US --on 1942-01-01", "record accession PU DE --on 1960-01-01"]);
    let on = |who: &str, day: &str| said(&place, &[&format!("territories PU '{who}' --as-of {day}")]);
    assert!(on("Philippines", "1946-07-03").contains("United States not known"));
    assert!(on("Philippines", "1946-07-04").contains("is independent since 1946-07-04"));
    said(&place, &["record territorial-extension PU DE --on 1970-01-31 --territory 'West Berlin'"]);
    assert!(on("West Berlin", "1990-10-02").contains("Germany yes"));
    let ended = on("West Berlin", "1991-01-01");
    assert!(ended.contains("Germany no 1990-10-03") && !ended.contains("Germany yes"), "{ended}");
}
