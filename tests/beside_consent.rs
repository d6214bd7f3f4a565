//! Answers that know of more than consents: who is bound without one, whom an objection keeps out, and who stood on a day where
//! another stands now.

use crate::support::Place;
use crate::support::alike::{said, treaty};

fn record(place: &Place, command: &str) {
    said(place, &[&format!("record {command}")]);
}

fn says(place: &Place, command: &str, texts: &[&str]) {
    let said = said(place, &[command]);
    for text in texts {
        assert!(said.contains(text), "{command}: {text}\n{said}");
    }
}

#[test]
fn who_is_bound_through_an_organisation_is_told_so_everywhere() {
    let place = Place::whole();
    let through = "through an organisation";
    says(
        &place,
        "matrix 'HCCH 37' --group EU",
        &["none, through-organisation", "26 through an organisation"],
    );
    says(
        &place,
        "compare FR DK --treaty 'HCCH 37'",
        &["through-organisation since 2015-10-01", "of which 0 bind"],
    );
    says(&place, "pending 'HCCH 37' --group EU", &["26 through an organisation"]);
    says(&place, "participant FR", &["none, through-organisation"]);
    assert!(!said(&place, &["status 'HCCH 37' --as-of 2010-01-01"]).contains(through));
    let explained = said(&place, &["explain 'HCCH 37' FR"]);
    assert!(explained.contains("none by its own acts, and bound without its own consent"), "{explained}");
    assert!(!explained.contains("third State"), "{explained}");
}

#[test]
fn silence_binds_by_an_amendment_under_which_no_act_is_done() {
    let place = Place::whole();
    treaty(&place, "MP", "1978-02-17", &["effect consent IMM"], "in_force_on = 1983-10-02\n");
    for code in ["US", "IN", "NO"] {
        record(&place, &format!("accession MP {code} --on 1990-01-01"));
    }
    let days = "adopted_on = 2008-10-10\nin_force_on = 2010-07-01\n";
    let link = "[[links]]\nkind = \"amends\"\ntreaty = \"MP\"\narticle = \"art. y\"\n";
    let binding = "binding parties unless_objected(MP, FIX(2010-01-01))";
    treaty(&place, "MA", "2008-10-10", &[binding], &format!("{days}{link}"));
    record(&place, "objection-to-amendment MA IN --on 2009-12-31");
    let on = "--as-of 2011-01-01";
    says(
        &place,
        &format!("between US IN --treaty MA {on}"),
        &[
            ": no ",
            "none, as-amended",
            "India objected to it (@",
            "Between them MP holds without what MA amends",
        ],
    );
    says(&place, &format!("between US NO --treaty MA {on}"), &["Bound to each other since 2010-07-01"]);
    says(
        &place,
        &format!("matrix MP MA {on}"),
        &["United States party none, as-amended", "2 by the text as amended"],
    );
    says(&place, &format!("participant US --all {on}"), &["none, as-amended"]);
    says(&place, &format!("explain MA IN {on}"), &["India objected to it on 2009-12-31"]);
    for command in ["status MA", "explain MA US", "matrix MP MA", "between US IN --treaty MA"] {
        let printed = said(&place, &[&format!("{command} {on}")]);
        assert!(!printed.contains("have not been collected"), "{command}: {printed}");
    }
}

#[test]
fn a_state_that_continues_another_leads_to_that_one_on_days_before() {
    let place = Place::whole();
    treaty(&place, "SU", "1950-01-01", &["effect consent M(3)"], "in_force_on = 1951-01-01\n");
    for act in ["SUHH --on 1965-01-01", "GB --on 1960-01-01", "FR --on 1960-01-01", "CSXX --on 2003-05-01"] {
        record(&place, &format!("accession SU {act}"));
    }
    let explained = said(&place, &["explain SU RU --as-of 1990-01-01"]);
    assert!(explained.contains("(SUHH), party since 1965-04-01"), "{explained}");
    assert!(!explained.contains("Next, by time alone") && !explained.contains("third State"), "{explained}");
    says(&place, "between RU GB --treaty SU --as-of 1990-01-01", &["(SUHH), party since 1965-04-01"]);
    says(&place, "between RS FR --treaty SU --as-of 2004-01-01", &["(CSXX), party since 2003-08-01"]);
    says(&place, "between RU GB --treaty SU --as-of 1995-01-01", &["Bound to each other since"]);
}

#[test]
fn one_that_bore_another_name_then_is_called_by_it() {
    let place = Place::whole();
    says(&place, "participant 'European Community' --as-of 2005-06-01", &["European Community"]);
    let between = said(&place, &["between EU NO --as-of 2008-01-01"]);
    assert!(between.starts_with("European Community and Norway"), "{between}");
    for line in ["compare EU Norway --as-of 2005-06-01", "compare EU --as-of 2005-06-01"] {
        let compared = said(&place, &[line]);
        assert!(
            compared.contains("European Community") && !compared.contains("European Union"),
            "{compared}"
        );
    }
    let between = said(&place, &["between EU NO --as-of 2012-01-01"]);
    assert!(between.starts_with("European Union and Norway"), "{between}");
}

#[test]
fn what_comes_is_told_in_plain_words() {
    let place = Place::whole();
    let clauses = [
        "effect consent D(60)",
        "effect accession OB(6)",
        "relation accession opt_out(M(6))",
        "effect territory M(3)",
    ];
    treaty(&place, "AP", "1961-10-05", &clauses, "in_force_on = 1965-01-24\n");
    record(&place, "accession AP GB --on 1990-01-01");
    record(&place, "accession AP RW --on 2023-10-06 --notified 2023-10-10");
    record(&place, "territorial-extension AP GB --on 2023-10-20 --territory IM");
    says(
        &place,
        "next AP --as-of 2023-11-01 --within 1y",
        &["2024-04-10 AP Rwanda last day to object", "to its accession", "applies to Isle of"],
    );
}
