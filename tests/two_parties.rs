//! What is said between two parties: a receipt, `reservations`, `between`, `check`, `status`, `through` and the panel of one
//! objection, one amendment and one organisation do not contradict each other.

use std::fs;

use crate::support::Place;
use crate::support::alike::{said, treaty};

const AT_ONCE: [&str; 3] = ["threshold treaty count(1)", "effect treaty IMM", "effect consent IMM"];

/// The row of one participant in the CSV of an answer.
fn row(place: &Place, line: &str, code: &str) -> String {
    let ran = place.run(&format!("accede {line} --format csv"));
    assert!(ran.code <= 1, "{line}: {ran:?}");
    let is_of = |row: &&str| row.split(',').any(|cell| cell == code);
    ran.stdout.lines().find(is_of).unwrap_or_else(|| panic!("{line}: {code} in {ran:?}")).to_owned()
}

/// The number of the newest entry.
fn last(place: &Place) -> String {
    place.query("accede.db", "SELECT max(seq) FROM log").remove(0)
}

#[test]
fn a_late_objection_changes_nothing_and_every_answer_says_so() {
    let place = Place::new();
    treaty(&place, "RES", "2000-01-01", &AT_ONCE, "");
    said(
        &place,
        &[
            "record accession RES BE --on 2001-02-01",
            "record accession RES BG --on 2003-01-01",
            "record reservation RES BG --on 2003-01-01 --article 7 --summary z --notified 2003-02-01",
        ],
    );
    let reservation = last(&place);
    let receipt =
        said(&place, &[&format!("record objection RES BE --on 2004-02-02 --to @{reservation} --precludes")]);
    assert!(receipt.contains("the time to react to") && receipt.contains("ended on 2004-02-01"), "{receipt}");
    assert!(receipt.contains("changes nothing between Belgium and Bulgaria"), "{receipt}");
    assert!(!receipt.contains("precludes RES"), "{receipt}");
    let between = said(&place, &["between BG BE --treaty RES --as-of 2005-01-01"]);
    assert!(between.contains("on 1 January 2005: yes"), "{between}");
    assert!(between.contains("too late: the reservation counts as accepted (VCLT art. 20(5))"), "{between}");
    assert!(between.contains("it modifies these provisions between the two"), "{between}");
    let listed = said(&place, &["reservations RES --as-of 2005-01-01"]);
    assert!(listed.contains("too late, the reservation counts as accepted"), "{listed}");
    let found = said(&place, &["check --treaty RES"]);
    assert!(found.contains("the window closed on 2004-02-01"), "{found}");
}

#[test]
fn a_reservation_without_effect_has_none_in_any_answer() {
    let place = Place::new();
    treaty(&place, "RES", "2000-01-01", &AT_ONCE, "");
    said(
        &place,
        &[
            "record signature RES AT --on 2000-02-01",
            "record reservation RES AT --on 2000-02-01 --article 5 --summary x",
            "record ratification RES AT --on 2001-02-01",
            "record accession RES BE --on 2001-02-01",
            "record accession RES FR --on 2001-02-01",
            "record reservation RES FR --on 2010-01-01 --article 6 --summary late --late --notified 2010-02-01",
        ],
    );
    let late = last(&place);
    let receipt = said(&place, &[&format!("record objection RES BE --on 2011-02-01 --to @{late}")]);
    assert!(
        receipt.contains(&format!("the late reservation @{late} does not take effect towards anybody")),
        "{receipt}"
    );
    assert!(!receipt.contains("21(3)"), "{receipt}");
    let between = said(&place, &["between AT BE --treaty RES --as-of 2012-01-01"]);
    assert!(
        between.contains("not confirmed with the consent, it has no effect (VCLT art. 23(2))"),
        "{between}"
    );
    for two in ["FR BE", "AT FR"] {
        let between = said(&place, &[&format!("between {two} --treaty RES --as-of 2012-01-01")]);
        assert!(between.contains("came late and was objected to in time"), "{between}");
        assert!(!between.contains("modifies") && !between.contains("21(3)"), "{between}");
    }
    let standing = place.query("accede.db", "SELECT count(*) FROM reservation_standing WHERE treaty = 'RES'");
    assert_eq!(standing[0], "1", "the objection alone stands, and has nothing to apply to");
    let flags = said(&place, &["status RES --as-of 2012-01-01 --format csv"]);
    assert!(!flags.contains(",yes,"), "{flags}");
}

#[test]
fn what_binds_all_is_the_same_in_every_answer() {
    let place = Place::new();
    treaty(&place, "PARENT", "2000-01-01", &AT_ONCE, "");
    let consents =
        ["AT", "BE", "BG", "FI"].map(|who| format!("record accession PARENT {who} --on 2000-02-01"));
    said(&place, &consents.each_ref().map(String::as_str));
    let clauses =
        ["threshold treaty share_of_parties(1/2, PARENT)", "effect treaty Y(1)", "effect consent Y(1)"];
    let link = "[[links]]\nkind = \"amends\"\ntreaty = \"PARENT\"\narticle = \"art. 1\"\n";
    treaty(&place, "FOR ALL", "2001-01-01", &[&clauses[..], &["binding parties all(PARENT)"]].concat(), link);
    treaty(&place, "FOR SOME", "2001-01-01", &clauses, link);
    for amendment in ["'FOR ALL'", "'FOR SOME'"] {
        said(
            &place,
            &[
                &format!("record acceptance {amendment} AT --on 2002-02-01"),
                &format!("record acceptance {amendment} BE --on 2002-02-01"),
            ],
        );
    }
    said(&place, &["record accession PARENT FR --on 2004-05-01"]);
    for (amendment, who, mode) in [
        ("'FOR ALL'", "FI", "as-amended"),
        ("'FOR ALL'", "FR", "as-amended"),
        ("'FOR SOME'", "FI", ""),
        ("'FOR SOME'", "FR", "as-amended"),
    ] {
        let status = place.run(&format!("accede status {amendment} --as-of 2005-01-01 --format csv"));
        let row = status
            .stdout
            .lines()
            .find(|line| line.contains(&format!(",{who},")))
            .unwrap_or_default()
            .to_owned();
        assert_eq!(row.contains("none,false,as-amended"), !mode.is_empty(), "{amendment} {who}: {row}");
        let counts = said(&place, &[&format!("status {amendment} --as-of 2005-01-01")]);
        assert!(counts.contains("2 bound, 2 consented"), "{counts}");
        let panel = place.run(&format!("accede panel {amendment} --from 2004 --to 2004 --format csv"));
        let row = panel
            .stdout
            .lines()
            .find(|line| line.contains(&format!(",{who},")))
            .unwrap_or_default()
            .to_owned();
        assert_eq!(row.contains("as-amended"), !mode.is_empty(), "{amendment} {who}: {row}");
        let explained = said(&place, &[&format!("explain {amendment} {who} --as-of 2005-01-01")]);
        assert_eq!(
            explained.contains("Bound without its own consent (as-amended)"),
            !mode.is_empty(),
            "{explained}"
        );
        let between = said(&place, &[&format!("between AT {who} --treaty PARENT --as-of 2005-01-01")]);
        let holds = format!("the text as amended by {} holds", amendment.trim_matches('\''));
        assert_eq!(between.contains(&holds), !mode.is_empty(), "{between}");
    }
    let between = said(&place, &["between FI FR --treaty PARENT --as-of 2005-01-01"]);
    assert!(
        between.contains("FOR SOME, which amends it: between them the text before that (VCLT art. 40(5)(b))"),
        "{between}"
    );
}

#[test]
fn one_that_an_amendment_binds_without_its_consent_may_leave_at_once() {
    let place = Place::new();
    treaty(&place, "STATUTE", "2000-01-01", &[&AT_ONCE[..], &["withdrawal denunciation Y(1)"]].concat(), "");
    let consents = ["AT", "BE", "BG", "FI", "FR", "IT", "NO", "SE"]
        .map(|who| format!("record accession STATUTE {who} --on 2000-02-01"));
    said(&place, &consents.each_ref().map(String::as_str));
    let clauses = [
        "threshold treaty share_of_parties(7/8, STATUTE)",
        "effect treaty Y(1)",
        "binding parties all(STATUTE)",
        "binding exit may_leave(STATUTE, IMM, Y(1))",
    ];
    let link = "[[links]]\nkind = \"amends\"\ntreaty = \"STATUTE\"\narticle = \"art. 1\"\n";
    treaty(&place, "NEW TEXT", "2001-01-01", &clauses, link);
    let early =
        said(&place, &["record withdrawal STATUTE SE --on 2001-06-01 --effective 2001-06-01 --dry-run"]);
    assert!(early.contains("is shorter notice than is asked for"), "{early}");
    let accepting = ["AT", "BE", "BG", "FI", "FR", "IT", "NO"]
        .map(|who| format!("record acceptance 'NEW TEXT' {who} --on 2002-02-01"));
    said(&place, &accepting.each_ref().map(String::as_str));
    said(&place, &["record accession STATUTE DK --on 2003-06-01"]);
    let tried = |command: &str| said(&place, &[&format!("record withdrawal STATUTE {command} --dry-run")]);

    // In force on 2003-02-01: the last day for the notice is 2004-02-01.
    let told = tried("SE --on 2004-02-01");
    assert!(told.contains("can leave on 2004-02-01 by a notice up to 2004-02-01"), "{told}");
    let at_once = tried("SE --on 2004-02-01 --effective 2004-02-01");
    assert!(at_once.contains("because it did not accept NEW TEXT"), "{at_once}");
    assert!(!at_once.contains("shorter notice"), "{at_once}");
    let before = tried("SE --on 2002-03-01 --effective 2002-03-01");
    assert!(!before.contains("shorter notice"), "once it is accepted: {before}");
    for (command, why) in [
        ("SE --on 2004-02-02 --effective 2004-02-02", "since the time for that is over"),
        ("AT --on 2003-08-01 --effective 2003-08-01", "which it accepted"),
        ("DK --on 2003-08-01 --effective 2003-08-01", "which was in force when it became a party"),
    ] {
        let told = tried(command);
        assert!(told.contains("is shorter notice") && told.contains(why), "{command}: {told}");
    }
    said(&place, &["record withdrawal STATUTE SE --on 2003-08-01 --effective 2003-08-01"]);
    let status = row(&place, "status STATUTE --as-of 2003-08-01", "SE");
    assert!(status.contains("former"), "{status}");
    let bound =
        place.query("accede.db", "SELECT until FROM mode WHERE treaty = 'NEW TEXT' AND participant = 'SE'");
    assert_eq!(bound, ["2003-08-01"]);
    let checked = place.run("accede check --format csv").stdout;
    assert!(!checked.lines().any(|line| line.contains("A-07") && line.contains("STATUTE")), "{checked}");
    let shown = said(&place, &["treaty show 'NEW TEXT'"]);
    assert!(shown.contains("may leave STATUTE"), "{shown}");
    let clause = "kind = \"binding\"\napplies_to = \"parties\"\nrule = \"may_leave(STATUTE, IMM, Y(1))\"\narticle = \"art. 1\"\n";
    let page = format!("code = \"ODD\"\ntitle = \"ODD\"\nopened_on = 2001-01-01\n[[clauses]]\n{clause}");
    fs::write(place.path().join("odd.toml"), page).unwrap();
    let refused = place.run("accede treaty add odd.toml");
    assert!(refused.code != 0 && refused.stderr.contains("may_leave(…)"), "{refused:?}");
}

#[test]
fn an_objection_of_a_predecessor_is_its_successors_until_that_takes_it_back() {
    let place = Place::whole();
    treaty(&place, "KEPT", "1980-01-01", &AT_ONCE, "");
    said(
        &place,
        &[
            "record accession KEPT FR --on 1985-01-01",
            "record accession KEPT CSHH --on 1985-01-01",
            "record reservation KEPT FR --on 1985-01-01 --article 9 --summary z",
        ],
    );
    let reservation = last(&place);
    said(&place, &[&format!("record objection KEPT CSHH --on 1985-06-01 --to @{reservation} --precludes")]);
    let objection = last(&place);
    said(&place, &["record succession KEPT CZ --on 1993-02-22", "record succession KEPT SK --on 1993-05-28"]);
    let between = |two: &str, on: &str| said(&place, &[&format!("between {two} --treaty KEPT --as-of {on}")]);
    assert!(
        between("FR SK", "1993-01-01").contains("on 1 January 1993: no"),
        "{}",
        between("FR SK", "1993-01-01")
    );
    let listed = said(&place, &["reservations KEPT --as-of 1998-01-01"]);
    assert!(listed.contains("Slovakia keeps the objection of Czechoslovakia"), "{listed}");
    let taken_back =
        said(&place, &[&format!("record withdrawal-of-statement KEPT SK --on 1999-09-09 --to @{objection}")]);
    assert!(taken_back.contains("no longer stands for Slovakia from 1999-09-09 on"), "{taken_back}");
    assert!(between("FR SK", "1999-09-09").contains(": yes"));
    assert!(between("FR CZ", "1999-09-09").contains(": no"));
    let never = said(
        &place,
        &[&format!("record withdrawal-of-statement KEPT CZ --on 1993-02-22 --to @{objection} --dry-run")],
    );
    assert!(never.contains("does not stand for Czechia, which says so with its succession"), "{never}");
}

#[test]
fn silence_is_acceptance_unless_too_many_object() {
    let place = Place::new();
    treaty(&place, "SAFETY", "2000-01-01", &AT_ONCE, "");
    let consents =
        ["AT", "BE", "BG", "FI"].map(|who| format!("record accession SAFETY {who} --on 2000-02-01"));
    said(&place, &consents.each_ref().map(String::as_str));
    let clauses = [
        "effect treaty M(6)",
        "binding parties unless_objected(SAFETY, FIX(2003-07-01), before, share_of_parties(1/3, SAFETY, above))",
    ];
    let link = "[[links]]\nkind = \"amends\"\ntreaty = \"SAFETY\"\narticle = \"art. 1\"\n";
    treaty(&place, "CHAPTER", "2001-06-01", &clauses, link);
    let in_force =
        || place.query("accede.db", "SELECT coalesce(computed_on, '') FROM treaty WHERE code = 'CHAPTER'");
    assert_eq!(in_force(), ["2004-01-01"], "without an act");
    let one = said(&place, &["record objection-to-amendment CHAPTER FI --on 2003-06-30"]);
    assert!(one.contains("does not bind Finland") && one.contains("deemed accepted all the same"), "{one}");
    assert_eq!(in_force(), ["2004-01-01"], "one of four is no third");
    let between = said(&place, &["between AT BE --treaty SAFETY --as-of 2004-01-01"]);
    assert!(between.contains("the text as amended by CHAPTER holds"), "{between}");
    let between = said(&place, &["between AT FI --treaty SAFETY --as-of 2004-01-01"]);
    assert!(between.contains("the text before that"), "{between}");
    let two = said(&place, &["record objection-to-amendment CHAPTER BG --on 2003-01-01"]);
    assert!(two.contains("so many object that CHAPTER is deemed not accepted"), "{two}");
    assert_eq!(in_force(), [""]);
    let between = said(&place, &["between AT BE --treaty SAFETY --as-of 2004-01-01"]);
    assert!(!between.contains("as amended by CHAPTER holds"), "{between}");
    let explained = said(&place, &["explain CHAPTER --as-of 2004-01-01"]);
    assert!(explained.contains("deemed not accepted"), "{explained}");
    place.run("accede rebuild");
    assert_eq!(in_force(), [""], "however it is derived");
}

#[test]
fn an_organisation_binds_those_members_that_it_declares_to_bind() {
    let place = Place::whole();
    let between =
        |two: &str| said(&place, &[&format!("between {two} --treaty 'HCCH 41' --as-of 2024-01-01")]);
    assert!(between("FR UA").contains("on 1 January 2024: yes"));
    assert!(between("DK UA").contains("on 1 January 2024: no"));
    assert!(between("FR DE").contains("on 1 January 2024: yes"));
    let through = place.run("accede through EU 'HCCH 41' --as-of 2024-01-01 --format csv");
    let bound = |who: &str| {
        let line = through.stdout.lines().find(|line| line.contains(&format!(",{who},"))).unwrap().to_owned();
        line.rsplit(',').next().unwrap().to_owned()
    };
    assert_eq!([bound("FR"), bound("IE"), bound("DK")], ["through", "through", "neither"]);
    let status = said(&place, &["status 'HCCH 41' --as-of 2024-01-01"]);
    assert!(status.contains("26 through an organisation") && status.contains("2 bound"), "{status}");
    let through = place.run("accede through EU 'HCCH 37' --as-of 2024-01-01 --format csv").stdout;
    let denmark = through.lines().find(|line| line.contains(",DK,")).unwrap();
    assert!(denmark.ends_with("both"), "{denmark}");
    // Treated as a member up to the end of 2020, and a party by its own accession from the next day on.
    for (day, yes) in [("2020-02-01", "yes"), ("2020-12-31", "yes"), ("2021-01-01", "yes")] {
        let between = said(&place, &[&format!("between GB SG --treaty 'HCCH 37' --as-of {day}")]);
        assert!(between.contains(&format!(": {yes}")), "{day}: {between}");
    }
    let between = said(&place, &["between GB SG --treaty 'HCCH 37' --during 2016-10-01 2022-12-31"]);
    assert!(between.contains(": yes"), "without a gap: {between}");
    let status = said(&place, &["status 'HCCH 37' --as-of 2020-12-31"]);
    assert!(status.contains("27 through an organisation"), "26 members and the United Kingdom: {status}");
}

#[test]
fn an_undated_reservation_is_told_and_the_panel_leaves_its_flag_empty() {
    let place = Place::new();
    let between = said(&place, &["between RS JP --treaty 'CETS 224' --as-of 2026-01-01"]);
    assert!(between.contains("CETS 224"), "{between}");
    let sql = "SELECT count(*) FROM country_year WHERE treaty = 'CETS 185' AND reservations = 0";
    assert_eq!(
        place.query("accede.db", sql)[0],
        "0",
        "silence is no answer where nobody says that all were collected"
    );
    let panel = place.run("accede panel 'CETS 185' --from 2024 --to 2024 --format csv").stdout;
    assert!(panel.lines().next().unwrap().ends_with("bound_without_consent"), "{}", &panel[..300]);
}

#[test]
fn a_reservation_that_falls_by_objections_is_pending_until_then_in_every_answer() {
    let place = Place::new();
    let clauses = [&AT_ONCE[..], &["acceptance reservation unless_objected_by(2/3, D(90))"]].concat();
    treaty(&place, "SHARE", "2000-01-01", &clauses, "");
    let receipt = said(
        &place,
        &[
            "record accession SHARE AT --on 2001-02-01",
            "record accession SHARE BE --on 2001-02-01",
            "record accession SHARE BG --on 2003-01-01",
            "record reservation SHARE BG --on 2003-01-01 --article 7 --summary z --notified 2003-02-01",
        ],
    );
    assert!(receipt.contains("it falls if 2/3 of the parties object by then (art. 1)"), "{receipt}");
    let reservation = last(&place);
    let one = said(&place, &[&format!("record objection SHARE BE --on 2003-03-01 --to @{reservation}")]);
    assert!(one.contains("21(3)") && one.contains("1 of 3 parties objected"), "{one}");
    let status = |day: &str| row(&place, &format!("status SHARE --as-of {day}"), "BG");
    assert!(status("2003-05-01").contains(",pending,"), "{}", status("2003-05-01"));
    assert!(status("2003-05-02").contains(",yes,"), "{}", status("2003-05-02"));
    let listed = said(&place, &["reservations SHARE --as-of 2003-05-01"]);
    assert!(listed.contains("pending until 2003-05-02: it falls if 2/3"), "{listed}");
    let between = said(&place, &["between AT BG --treaty SHARE --as-of 2003-05-01"]);
    assert!(between.contains("pending until 2003-05-02"), "{between}");
    assert!(!between.contains("modifies these"), "{between}");
    let between = said(&place, &["between AT BG --treaty SHARE --as-of 2003-05-02"]);
    assert!(between.contains("modifies these provisions between the two"), "{between}");

    let two = said(&place, &[&format!("record objection SHARE AT --on 2003-05-02 --to @{reservation}")]);
    assert!(two.contains("comes to nothing") && two.contains("2 of 3 parties objected"), "{two}");
    assert!(status("2003-05-01").contains(",pending,"), "{}", status("2003-05-01"));
    assert!(!status("2003-05-02").contains(",yes,"), "{}", status("2003-05-02"));
    let panel = row(&place, "panel SHARE --from 2004 --to 2004", "BG");
    assert!(!panel.contains(",true,"), "{panel}");
    let listed = said(&place, &["reservations SHARE --as-of 2004-01-01"]);
    assert!(listed.contains("fell on 2003-05-02: 2 of 3 parties objected (art. 1)"), "{listed}");
    for (command, says) in [
        ("between AT BG --treaty SHARE --as-of 2004-01-01", "fell on 2003-05-02: 2 of 3"),
        ("explain SHARE BG --as-of 2004-01-01", "fell on 2003-05-02: 2 of 3"),
        ("explain SHARE BG --as-of 2003-04-01", "pending until 2003-05-02"),
        ("participant BG --as-of 2004-01-01 --all", "objected to in time, no effect"),
        ("participant BG --as-of 2003-04-01 --all", "pending until 2003-05-02, no effect yet"),
    ] {
        let text = said(&place, &[command]);
        assert!(text.contains(says), "{command}: {text}");
    }
    // A party that joins within the time changes the share.
    let sql = "SELECT acceptance || ' ' || decided_on FROM reservation WHERE treaty = 'SHARE' AND kind = 'reservation'";
    assert_eq!(place.query("accede.db", sql)[0], "fell 2003-05-02");
    said(&place, &["record accession SHARE FR --on 2003-04-01"]);
    assert_eq!(place.query("accede.db", sql)[0], "accepted 2003-05-02", "2 of 4 are fewer than two thirds");
    let rebuilt = place.run("accede verify");
    assert_eq!(rebuilt.code, 0, "what was derived act by act is what follows from the whole: {rebuilt:?}");
}

#[test]
fn what_all_or_an_organ_have_to_accept_is_pending_until_they_have() {
    let place = Place::new();
    treaty(&place, "ALL", "2000-01-01", &[&AT_ONCE[..], &["acceptance reservation by_all"]].concat(), "");
    let organ = "acceptance reservation by_organ(the Council)";
    treaty(&place, "ORGAN", "2000-01-01", &[&AT_ONCE[..], &[organ]].concat(), "");
    for code in ["ALL", "ORGAN"] {
        said(
            &place,
            &[
                &format!("record accession {code} AT --on 2001-02-01"),
                &format!("record accession {code} BG --on 2003-01-01"),
                &format!(
                    "record reservation {code} BG --on 2003-01-01 --article 7 --summary z --notified 2003-02-01"
                ),
            ],
        );
    }
    let of_organ = last(&place);
    let of_all = place.query("accede.db", "SELECT max(id) FROM reservation WHERE treaty = 'ALL'").remove(0);
    let listed = said(&place, &["reservations ORGAN --as-of 2010-01-01"]);
    assert!(listed.contains("it needs the acceptance of the Council, and none is recorded"), "{listed}");
    let panel = row(&place, "panel ORGAN --from 2010 --to 2010", "BG");
    assert!(
        panel.ends_with(",,false,"),
        "whether the Council has accepted it, the record cannot tell: {panel}"
    );
    let accepted = said(
        &place,
        &[&format!("record acceptance-of-reservation ORGAN EU --on 2005-05-05 --to @{of_organ}")],
    );
    assert!(accepted.contains("is accepted, towards everybody"), "{accepted}");
    let listed = said(&place, &["reservations ORGAN --as-of 2010-01-01"]);
    assert!(listed.contains("accepted by the Council on 2005-05-05"), "{listed}");
    let by_state = place
        .run(&format!("accede record acceptance-of-reservation ORGAN FR --on 2005-05-05 --to @{of_organ}"));
    assert_eq!(by_state.code, 3, "a State that is no party is no organ: {by_state:?}");

    let refused = said(&place, &[&format!("record objection ALL AT --on 2003-06-01 --to @{of_all}")]);
    assert!(
        refused.contains("whether its author is bound without it, or not at all, is left open"),
        "{refused}"
    );
    let status = row(&place, "status ALL --as-of 2010-01-01", "BG");
    assert!(!status.contains(",yes,") && !status.contains(",pending,"), "{status}");
}

#[test]
fn a_reservation_lapses_by_the_clause_and_next_tells_it() {
    let place = Place::new();
    let clauses =
        [&AT_ONCE[..], &["duration reservation lasts(Y(5))", "duration reservation prolonged(M(6))"]]
            .concat();
    treaty(&place, "YEARS", "2000-01-01", &clauses, "");
    let receipt = said(
        &place,
        &[
            "record accession YEARS AT --on 2001-02-01",
            "record reservation YEARS AT --on 2001-02-01 --article 7 --summary z --notified 2001-02-01",
        ],
    );
    assert!(receipt.contains("it lapses on 2006-08-01 unless it is renewed before (art. 1)"), "{receipt}");
    let reservation = last(&place);
    let next = said(&place, &["next YEARS --as-of 2006-07-01 --within 6m"]);
    assert!(next.contains("2006-08-01"), "{next}");
    let explained = said(&place, &["explain YEARS AT --as-of 2006-07-01"]);
    assert!(explained.contains("lapses on 2006-08-01 unless it is renewed before (art. 1)"), "{explained}");
    let listed = said(&place, &["reservations YEARS --as-of 2007-01-01"]);
    assert!(listed.contains("Lapsed by the clause, if no renewal is missing"), "{listed}");
    let renewed = said(&place, &[&format!("record renewal YEARS AT --on 2006-07-31 --to @{reservation}")]);
    assert!(renewed.contains("and lapses on 2011-08-01 (art. 1)"), "{renewed}");
    assert!(!renewed.contains("was made for no time"), "{renewed}");
    let listed = said(&place, &["reservations YEARS --as-of 2011-07-31"]);
    assert!(listed.contains("stands, to 2011-08-01"), "{listed}");
}

#[test]
fn a_reservation_that_a_successor_keeps_is_in_its_flags_and_objections_to_it_stand() {
    let place = Place::new();
    treaty(&place, "KEPT", "1980-01-01", &AT_ONCE, "");
    said(
        &place,
        &[
            "record accession KEPT CSHH --on 1985-01-01",
            "record accession KEPT FR --on 1985-01-01",
            "record accession KEPT IT --on 1985-01-01",
            "record reservation KEPT CSHH --on 1985-01-01 --article 7 --summary z --notified 1985-01-01",
        ],
    );
    let reservation = last(&place);
    said(
        &place,
        &[
            &format!("record objection KEPT FR --on 1985-06-01 --to @{reservation} --precludes"),
            &format!("record objection KEPT IT --on 1985-06-01 --to @{reservation}"),
            "record succession KEPT SK --on 1993-05-28",
        ],
    );
    let status = row(&place, "status KEPT --as-of 2000-01-01", "SK");
    assert!(status.contains(",yes,"), "{status}");
    let panel = row(&place, "panel KEPT --from 2000 --to 2000", "SK");
    assert!(panel.contains(",true,"), "{panel}");
    let sql =
        "SELECT reservations FROM country_year WHERE treaty = 'KEPT' AND participant = 'SK' AND year = 2000";
    assert_eq!(place.query("accede.db", sql)[0], "1");
    let listed = said(&place, &["reservations KEPT --as-of 2000-01-01"]);
    assert!(listed.contains("Objections that stand against it too: France"), "{listed}");
    let apart = said(&place, &["between FR SK --treaty KEPT --as-of 2000-01-01"]);
    assert!(apart.contains("on 1 January 2000: no"), "{apart}");
    let simple = said(&place, &["between IT SK --treaty KEPT --as-of 2000-01-01"]);
    assert!(simple.contains("which stands against Slovakia too"), "{simple}");
    assert!(!simple.contains("does not keep them apart"), "{simple}");
    said(&place, &[&format!("record withdrawal-of-statement KEPT SK --on 2001-01-01 --to @{reservation}")]);
    let after = said(&place, &["between FR SK --treaty KEPT --as-of 2001-01-01"]);
    assert!(after.contains("on 1 January 2001: yes"), "{after}");
    let verified = place.run("accede verify");
    assert_eq!(verified.code, 0, "{verified:?}");
}

#[test]
fn what_was_said_under_a_convention_stands_under_its_protocol_in_every_answer() {
    let place = Place::new();
    treaty(&place, "CONV", "2000-01-01", &AT_ONCE, "");
    let carried =
        ["carried reservation from_unless(CONV, 12(1))", "carried declaration from_unless(CONV, 12(1))"];
    treaty(&place, "PROT", "2000-01-01", &[&AT_ONCE[..], &carried].concat(), "");
    said(
        &place,
        &[
            "record accession CONV AT --on 2001-02-01",
            "record reservation CONV AT --on 2001-02-01 --article 29 --article 30 --summary x",
            "record accession CONV FR --on 2001-02-01",
            "record declaration CONV FR --on 2001-02-01 --article 2 --summary y",
            "record reservation CONV FR --on 2001-02-01 --article 9 --summary y",
            "record accession PROT AT --on 2002-02-01",
            "record accession PROT FR --on 2003-02-01",
        ],
    );
    let of = |who: &str, kind: &str| {
        let sql = format!(
            "SELECT id FROM reservation WHERE treaty = 'CONV' AND participant = '{who}' AND kind = '{kind}'"
        );
        place.query("accede.db", &sql).remove(0)
    };
    let (austrian, french) = (of("AT", "reservation"), of("FR", "reservation"));
    let austria = format!(
        "Made by Austria under CONV, and stands under PROT too (art. 1): reservation @{austrian} (art. 29, 30)."
    );
    let france = format!(
        "Made by France under CONV, and stand under PROT too (art. 1): reservation @{french} (art. 9) and declaration @{} (art. 2).",
        of("FR", "declaration")
    );
    let between = said(&place, &["between AT FR --treaty PROT --as-of 2004-01-01"]);
    assert!(between.contains(&austria) && between.contains(&france), "{between}");
    let before = said(&place, &["between AT FR --treaty PROT --as-of 2002-06-01"]);
    assert!(!before.contains("stands under PROT too"), "they are not bound to each other yet: {before}");
    let listed = said(&place, &["reservations PROT --as-of 2002-06-01"]);
    assert!(listed.contains(&austria) && !listed.contains("Made by France"), "{listed}");
    let of_france = said(&place, &["reservations --by FR --as-of 2004-01-01"]);
    assert!(of_france.contains(&france) && !of_france.contains("Made by Austria"), "{of_france}");
    let explained = said(&place, &["explain PROT AT --as-of 2004-01-01"]);
    assert!(explained.contains(&austria), "{explained}");
    let status = row(&place, "status PROT --as-of 2004-01-01", "AT");
    assert!(status.contains(",yes,"), "{status}");
    let panel = row(&place, "panel PROT --from 2004 --to 2004", "AT");
    assert!(panel.contains(",true,"), "{panel}");
    let year =
        "SELECT reservations FROM country_year WHERE treaty = 'PROT' AND participant = 'AT' AND year = 2004";
    assert_eq!(place.query("accede.db", year)[0], "1");

    // In part withdrawn there, it stands here for what is left.
    said(
        &place,
        &[&format!("record withdrawal-of-statement CONV AT --on 2005-01-01 --to @{austrian} --article 30")],
    );
    let less = said(&place, &["between AT FR --treaty PROT --as-of 2006-01-01"]);
    assert!(less.contains(&format!("reservation @{austrian} (art. 29).")), "{less}");
    let standing = format!("SELECT articles FROM reservation_standing WHERE id = {austrian}");
    assert_eq!(place.query("accede.db", &standing), ["29"], "the view says what the command says");
    let listed = row(&place, "reservations CONV --as-of 2026-11-30", &format!("@{austrian}"));
    assert!(listed.contains(",29,"), "{listed}");
    let withdrawn = format!("record withdrawal-of-statement CONV AT --on 2007-01-01 --to @{austrian}");
    said(&place, &[&withdrawn]);
    let after = said(&place, &["explain PROT AT --as-of 2008-01-01"]);
    assert!(!after.contains("Made by Austria"), "{after}");

    // Whoever says otherwise when it consents has none of it here.
    said(
        &place,
        &[
            "record accession CONV BE --on 2001-02-01",
            "record reservation CONV BE --on 2001-02-01 --article 9 --summary z",
            "record accession PROT BE --on 2003-02-01",
            "record declaration PROT BE --on 2003-02-01 --article '12(1)' --summary otherwise",
        ],
    );
    let belgium = said(&place, &["explain PROT BE --as-of 2008-01-01"]);
    assert!(!belgium.contains("Made by Belgium"), "{belgium}");
    let verified = place.run("accede verify");
    assert_eq!(verified.code, 0, "{verified:?}");
    let rebuilt = place.run("accede rebuild && accede verify");
    assert_eq!(rebuilt.code, 0, "{rebuilt:?}");
}
