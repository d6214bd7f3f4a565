//! Answers that know of more than consents: who is bound without one, whom an objection keeps out, and who stood on a day where
//! another stands now.

use std::fs;

use crate::support::Place;

fn treaty(place: &Place, code: &str, rest: &str) {
    let file = format!("code = \"{code}\"\ntitle = \"{code}\"\n{rest}");
    fs::write(place.path().join("t.toml"), file).unwrap();
    let ran = place.run("accede treaty add t.toml");
    assert_eq!(ran.code, 0, "{ran:?}");
}

fn clause(kind: &str, applies_to: &str, rule: &str) -> String {
    format!(
        "\n[[clauses]]\nkind = \"{kind}\"\napplies_to = \"{applies_to}\"\nrule = \"{rule}\"\narticle = \"art. x\"\n"
    )
}

fn record(place: &Place, command: &str) {
    let ran = place.run(&format!("accede record {command}"));
    assert_eq!(ran.code, 0, "{command}: {ran:?}");
}

/// What a command prints, in one line.
fn printed(place: &Place, command: &str) -> String {
    place.run(command).stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(place: &Place, command: &str, texts: &[&str]) {
    let printed = printed(place, command);
    for text in texts {
        assert!(printed.contains(text), "{command}: {text}\n{printed}");
    }
}

#[test]
fn who_is_bound_through_an_organisation_is_told_so_everywhere() {
    let place = Place::whole();
    let through = "through an organisation";
    says(
        &place,
        "accede matrix 'HCCH 37' --group EU",
        &["none, through-organisation", "26 through an organisation"],
    );
    says(
        &place,
        "accede compare FR DK --treaty 'HCCH 37'",
        &["through-organisation since 2015-10-01", "of which 0 bind"],
    );
    says(&place, "accede pending 'HCCH 37' --group EU", &["26 through an organisation"]);
    says(&place, "accede participant FR", &["none, through-organisation"]);
    assert!(!printed(&place, "accede status 'HCCH 37' --as-of 2010-01-01").contains(through));
    let explained = printed(&place, "accede explain 'HCCH 37' FR");
    assert!(explained.contains("none by its own acts, and bound without its own consent"), "{explained}");
    assert!(!explained.contains("third State"), "{explained}");
}

#[test]
fn silence_binds_by_an_amendment_under_which_no_act_is_done() {
    let place = Place::whole();
    treaty(
        &place,
        "MP",
        &format!("opened_on = 1978-02-17\nin_force_on = 1983-10-02\n{}", clause("effect", "consent", "IMM")),
    );
    for code in ["US", "IN", "NO"] {
        record(&place, &format!("accession MP {code} --on 1990-01-01"));
    }
    let link = "\n[[links]]\nkind = \"amends\"\ntreaty = \"MP\"\narticle = \"art. y\"\n";
    let binding = clause("binding", "parties", "unless_objected(MP, FIX(2010-01-01))");
    treaty(
        &place,
        "MA",
        &format!(
            "adopted_on = 2008-10-10\nopened_on = 2008-10-10\nin_force_on = 2010-07-01\n{link}{binding}"
        ),
    );
    record(&place, "objection-to-amendment MA IN --on 2009-12-31");
    let on = "--as-of 2011-01-01";
    says(
        &place,
        &format!("accede between US IN --treaty MA {on}"),
        &[
            ": no ",
            "none, as-amended",
            "India objected to it (@",
            "Between them MP holds without what MA amends",
        ],
    );
    says(
        &place,
        &format!("accede between US NO --treaty MA {on}"),
        &["Bound to each other since 2010-07-01"],
    );
    says(
        &place,
        &format!("accede matrix MP MA {on}"),
        &["United States party none, as-amended", "2 by the text as amended"],
    );
    says(&place, &format!("accede participant US --all {on}"), &["none, as-amended"]);
    says(&place, &format!("accede explain MA IN {on}"), &["India objected to it on 2009-12-31"]);
    for command in ["status MA", "explain MA US", "matrix MP MA", "between US IN --treaty MA"] {
        let printed = printed(&place, &format!("accede {command} {on}"));
        assert!(!printed.contains("have not been collected"), "{command}: {printed}");
    }
}

#[test]
fn a_state_that_continues_another_leads_to_that_one_on_days_before() {
    let place = Place::whole();
    treaty(
        &place,
        "SU",
        &format!("opened_on = 1950-01-01\nin_force_on = 1951-01-01\n{}", clause("effect", "consent", "M(3)")),
    );
    for act in ["SUHH --on 1965-01-01", "GB --on 1960-01-01", "FR --on 1960-01-01", "CSXX --on 2003-05-01"] {
        record(&place, &format!("accession SU {act}"));
    }
    let explained = printed(&place, "accede explain SU RU --as-of 1990-01-01");
    assert!(explained.contains("(SUHH), party since 1965-04-01"), "{explained}");
    assert!(!explained.contains("Next, by time alone") && !explained.contains("third State"), "{explained}");
    says(&place, "accede between RU GB --treaty SU --as-of 1990-01-01", &["(SUHH), party since 1965-04-01"]);
    says(&place, "accede between RS FR --treaty SU --as-of 2004-01-01", &["(CSXX), party since 2003-08-01"]);
    says(&place, "accede between RU GB --treaty SU --as-of 1995-01-01", &["Bound to each other since"]);
}

#[test]
fn one_that_bore_another_name_then_is_called_by_it() {
    let place = Place::whole();
    says(&place, "accede participant 'European Community' --as-of 2005-06-01", &["European Community"]);
    let between = printed(&place, "accede between EU NO --as-of 2008-01-01");
    assert!(between.starts_with("European Community and Norway"), "{between}");
    let compared = place.run("accede compare EU Norway --as-of 2005-06-01").stdout;
    assert!(compared.contains("European Community") && !compared.contains("European Union"), "{compared}");
    let similar = place.run("accede compare EU --as-of 2005-06-01").stdout;
    assert!(similar.contains("European Community") && !similar.contains("European Union"), "{similar}");
    let between = printed(&place, "accede between EU NO --as-of 2012-01-01");
    assert!(between.starts_with("European Union and Norway"), "{between}");
}

#[test]
fn what_comes_is_told_in_plain_words() {
    let place = Place::whole();
    let clauses = [
        clause("effect", "consent", "D(60)"),
        clause("effect", "accession", "OB(6)"),
        clause("relation", "accession", "opt_out(M(6))"),
        clause("effect", "territory", "M(3)"),
    ];
    treaty(&place, "AP", &format!("opened_on = 1961-10-05\nin_force_on = 1965-01-24\n{}", clauses.concat()));
    record(&place, "accession AP GB --on 1990-01-01");
    record(&place, "accession AP RW --on 2023-10-06 --notified 2023-10-10");
    record(&place, "territorial-extension AP GB --on 2023-10-20 --territory IM");
    says(
        &place,
        "accede next AP --as-of 2023-11-01 --within 1y",
        &["2024-04-10 AP Rwanda last day to object", "to its accession", "applies to Isle of"],
    );
}
