//! To which territories treaties apply, through whom, and how answers about States take a territory.

use std::fs;

use crate::support::{Place, cases};
use accede::model::Date;
use accede::report::{When, territories};

const TREATIES: [&str; 5] = ["T 1", "T 2", "T 3", "T 4", "T 5"];

/// Treaties of our own, with what was done under them.
const COMMANDS: [&str; 16] = [
    "accede record accession 'T 1' PT --on 1989-02-09",
    "accede record accession 'T 1' CN --on 1988-10-04",
    "accede record territorial-extension 'T 1' PT --on 1999-06-15 --territory Macao",
    "accede record accession 'T 2' GB --on 1986-01-01",
    "accede record territorial-extension 'T 2' GB --on 1986-01-01 --territory HK",
    "accede record accession 'T 2' FR --on 1986-01-01",
    "accede record accession 'T 3' DK --on 1986-01-01",
    "accede record territorial-exclusion 'T 3' DK --on 1986-01-01 --territory FO",
    "accede record accession 'T 3' NL --on 1986-01-01",
    "accede record accession 'T 3' FR --on 1986-01-01",
    "accede record accession 'T 4' NZ --on 2008-09-25",
    "accede record territorial-exclusion 'T 4' NZ --on 2008-09-25 --territory TK",
    "accede record accession 'T 4' CN --on 2002-12-03",
    "accede record territorial-exclusion 'T 4' CN --on 2002-12-03 --territory HK",
    "accede record accession 'T 5' NZ --on 2018-07-31",
    "accede record territorial-extension 'T 5' NZ --on 2018-07-31 --territory TK --effective 2021-01-22",
];

fn place() -> Place {
    let place = Place::whole();
    for code in TREATIES {
        let file = format!(
            "code = \"{code}\"\ntitle = \"Treaty {code}\"\nopened_on = 1984-12-10\nin_force_on = 1985-06-26\n\n\
             [[clauses]]\nkind = \"effect\"\napplies_to = \"consent\"\nrule = \"D(30)\"\narticle = \"art. 27\"\n"
        );
        fs::write(place.path().join("t.toml"), file).unwrap();
        let ran = place.run("accede treaty add t.toml");
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    for command in COMMANDS {
        let ran = place.run(command);
        assert_eq!(ran.code, 0, "{command}: {ran:?}");
    }
    place
}

/// Each case: whether a treaty applies to a territory on a day, and through whom the answer holds.
#[test]
fn a_treaty_applies_to_a_territory_through_the_state_whose_it_is_on_the_day() {
    let place = place();
    let store = place.store();
    for case in cases("law/territories.csv") {
        let treaty = store.treaty(&case["treaty"]).unwrap().unwrap();
        let territory = store.participant(&case["territory"]).unwrap().unwrap();
        let day: Date = case["day"].parse().unwrap_or_else(|why| panic!("{why}"));
        let when = When { as_of: day, today: day };
        let found = territories(&store, &treaty, Some(&territory), None, when).unwrap();
        let applies = found.applies.unwrap();
        assert_eq!(applies.to_string(), case["applies"], "{case:?}: {found:#?}");
        let by = found.through.iter().find(|through| through.applies == applies);
        if !case["through"].is_empty() {
            assert_eq!(by.unwrap().participant.code, case["through"], "{case:?}: {found:#?}");
        }
    }
}

/// A territory is never called a third State.
#[test]
fn an_answer_about_a_territory_goes_through_its_state() {
    let place = place();
    let says = |command: &str, text: &str| {
        let ran = place.run(command);
        assert!(ran.stdout.contains(text), "{command}: {ran:?}");
        assert!(!ran.stdout.contains("third State"), "{command}: {ran:?}");
    };
    says("accede explain ICCPR HK --as-of 2020-01-01", "applies to Hong Kong SAR through China");
    says("accede explain 'T 2' HK --as-of 1997-07-01", "Whether T 2 applies to Hong Kong SAR is not known");
    says("accede between HK FR --treaty ICCPR --as-of 2020-01-01", "Bound to each other since 1997-07-01");
    says("accede between HK FR --treaty 'T 2' --as-of 1990-01-01", "Bound to each other since 1986-01-31");
    says("accede between HK FR --treaty 'T 2' --as-of 2000-01-01", "not known");
    says("accede between FO FR --treaty 'T 3' --as-of 2000-01-01", "does not apply to Faroe Islands");
    says("accede participant HK --as-of 2020-01-01", "ICCPR applies to Hong Kong SAR through China");
}
