//! What is said between two parties: a receipt, `reservations`, `between`, `check`, `status`, `through` and the panel of one
//! objection, one amendment and one organisation do not contradict each other.

use std::fmt::Write;
use std::fs;

use crate::support::Place;

/// A treaty of one's own, with these clauses (`kind applies_to rule`) and lines.
fn treaty(place: &Place, code: &str, opened: &str, clauses: &[&str], more: &str) {
    let mut page = format!("code = \"{code}\"\ntitle = \"{code}\"\nopened_on = {opened}\n");
    for clause in clauses {
        let words: Vec<&str> = clause.splitn(3, ' ').collect();
        write!(
            page,
            "[[clauses]]\nkind = \"{}\"\napplies_to = \"{}\"\nrule = \"{}\"\narticle = \"art. 1\"\n",
            words[0], words[1], words[2]
        )
        .unwrap();
    }
    fs::write(place.path().join("t.toml"), format!("{page}{more}")).unwrap();
    let ran = place.run("accede treaty add t.toml");
    assert_eq!(ran.code, 0, "{ran:?}");
}

const AT_ONCE: [&str; 3] = ["threshold treaty count(1)", "effect treaty IMM", "effect consent IMM"];

/// What is printed of lines that all succeed, the last of them.
fn said(place: &Place, lines: &[&str]) -> String {
    let mut out = String::new();
    for line in lines {
        let ran = place.run(&format!("accede {line}"));
        assert!(ran.code <= 1, "{line}: {ran:?}");
        out = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    out
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
