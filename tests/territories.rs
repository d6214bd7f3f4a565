//! To which territories treaties apply, through whom, and how answers about States take a territory.

use std::fs;

use crate::support::{Place, cases};
use accede::model::Date;
use accede::report::{Two, When, between, territories};

const TREATIES: [&str; 9] = ["T 1", "T 2", "T 3", "T 4", "T 5", "T 6", "T 7", "T 8", "T 9"];

/// Treaties of our own, with what was done under them.
const COMMANDS: [&str; 37] = [
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
    "accede record accession 'T 6' PT --on 1985-07-01",
    "accede record accession 'T 6' CN --on 1990-01-01",
    "accede record accession 'T 6' FR --on 1990-01-01",
    "accede record territorial-extension 'T 6' PT --on 1990-01-01 --territory MO",
    "accede record territorial-extension 'T 6' CN --on 1999-12-13 --territory MO",
    "accede record accession 'T 7' PT --on 1985-07-01",
    "accede record territorial-extension 'T 7' PT --on 1990-01-01 --territory MO",
    "accede record territorial-extension 'T 7' CN --on 1999-12-13 --territory MO",
    "accede record accession 'T 8' NZ --on 1985-07-01",
    "accede record territorial-extension 'T 8' NZ --on 1986-01-01 --territory 'Cook Islands'",
    "accede record accession 'T 9' GB --on 1975-01-01",
    "accede record accession 'T 9' FR --on 1975-01-01",
    "accede record territorial-extension 'T 9' GB --on 1976-05-20 --territory Belize",
    "accede record territorial-extension 'T 9' GB --on 1976-05-20 --territory Kiribati",
    "accede record accession 'T 9' DK --on 1975-01-01",
    "accede record territorial 'T 9' DK --on 1975-01-01 --territory FO --summary 'does not apply there'",
    "accede record declaration 'T 9' DK --on 1975-01-01 --summary 'The treaty shall not apply to Greenland'",
    "accede record accession 'T 9' AU --on 1975-01-01",
    "accede record territorial-exclusion 'T 9' AU --on 1976-01-01 --territory NF",
    "accede record territorial-withdrawal 'T 9' AU --on 2000-01-01 --territory NF",
    "accede record accession 'T 7' FR --on 1990-01-01",
];

fn place() -> Place {
    let place = Place::whole();
    for code in TREATIES {
        let (opened, in_force) =
            if code == "T 9" { ("1970-12-10", "1971-06-26") } else { ("1984-12-10", "1985-06-26") };
        let file = format!(
            "code = \"{code}\"\ntitle = \"Treaty {code}\"\nopened_on = {opened}\nin_force_on = {in_force}\n\n\
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
        let printed = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(printed.contains(text), "{command}: {ran:?}");
        assert!(!ran.stdout.contains("third State"), "{command}: {ran:?}");
    };
    says("accede explain ICCPR HK --as-of 2020-01-01", "applies to Hong Kong SAR through China");
    says("accede explain 'T 2' HK --as-of 1997-07-01", "Whether T 2 applies to Hong Kong SAR is not known");
    says("accede between HK FR --treaty ICCPR --as-of 2020-01-01", "Bound to each other since 1997-07-01");
    says("accede between HK FR --treaty 'T 2' --as-of 1990-01-01", "Bound to each other since 1986-01-31");
    says("accede between HK FR --treaty 'T 2' --as-of 2000-01-01", "not known");
    says("accede between FO FR --treaty 'T 3' --as-of 2000-01-01", "does not apply to Faroe Islands");
    says("accede participant HK --as-of 2020-01-01", "ICCPR applies to Hong Kong SAR through China");
    says("accede participant FO --as-of 2020-01-01", "Through a State");
    says("accede participant JE --as-of 2020-01-01", "Whether they apply to it is not known: ");
    says("accede between HK FR --as-of 2020-01-01", "ICCPR");
    says("accede between GL FR --as-of 2000-01-01", "T 3");
    says("accede between JE FR --as-of 2010-01-01", "it is not known whether that holds");
    says("accede explain 'T 9' BZ --as-of 1977-01-01", "applies to Belize through United Kingdom");
    says("accede between BZ FR --treaty 'T 9' --as-of 1977-01-01", "Bound to each other since 1976-05-20");
    says("accede between MO FR --treaty 'T 7' --as-of 1999-12-15", "through Portugal");
    says("accede between MO FR --treaty 'T 7' --as-of 1999-12-20", "Bound to each other since");
    says("accede territories ICCPR ANHH --as-of 2012-01-01", "goes on in the parts of it");
    says("accede territories 'T 9' NF --as-of 2001-01-01", "withdrew its exclusion");
}

/// Between two parts of one State no treaty holds, whether or not that State is bound.
#[test]
fn between_two_parts_of_one_state_it_is_no_treaty() {
    let place = place();
    for (command, state) in [
        ("accede between HK CN --treaty ICCPR --as-of 2010-01-01", "China"),
        ("accede between HK CN --treaty 'T 1' --as-of 2010-01-01", "China"),
        ("accede between HK MO --treaty ICCPR --as-of 2010-01-01", "China"),
        ("accede between HK MO --treaty 'T 2' --as-of 2010-01-01", "China"),
        ("accede between HK GB --treaty 'T 2' --as-of 1990-01-01", "United Kingdom"),
        ("accede between JE GG --treaty 'T 2' --as-of 2010-01-01", "United Kingdom"),
        ("accede between CW AW --treaty ICCPR --as-of 2012-01-01", "Netherlands"),
        ("accede between BZ GB --treaty 'T 9' --as-of 1977-01-01", "United Kingdom"),
    ] {
        let ran = place.run(command);
        let said = format!("Both are of {state}: between them it is no treaty.");
        assert!(ran.stdout.contains(&said), "{command}: {ran:?}");
        assert!(ran.stdout.contains(": no\n"), "{command}: {ran:?}");
        assert!(!ran.stdout.contains("China: signatory"), "{command}: {ran:?}");
    }
}

/// What was a territory is one in what is recorded of those days, and not of later ones.
#[test]
fn a_state_that_began_later_was_a_territory_before() {
    let place = place();
    let ran = place.run("accede record territorial-extension 'T 8' NZ --on 1990-01-01 --territory NU");
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stderr.contains("it was one of New Zealand until 1988-11-10"), "{ran:?}");
    let ran = place.run("accede record territorial-extension 'T 7' CN --on 1997-06-20 --territory HK");
    assert_eq!(ran.code, 0, "{ran:?}");
    let printed = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(printed.contains("on 1997-07-01: the day on which the territory passes to it"), "{ran:?}");
    let ran = place.run("accede territories ICCPR FR --as-of 1990-01-01");
    assert_eq!(ran.code, 3, "{ran:?}");
}

/// A range that reaches over a change of State is answered for each part of it.
#[test]
fn a_range_of_days_is_answered_through_the_state_of_each_day() {
    let place = place();
    let says = |command: &str, text: &str| {
        let ran = place.run(command);
        let printed = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(printed.contains(text), "{command}: {ran:?}");
    };
    says(
        "accede between HK FR --treaty 'T 2' --during 1990-01-01 2000-01-01",
        "Whether they are bound to each other is not known here",
    );
    says(
        "accede between HK FR --treaty 'T 2' --during 1990-01-01 2000-01-01",
        "From 1990-01-01 to 1997-06-30: T 2 applies to Hong Kong SAR through United Kingdom",
    );
    says("accede between HK FR --treaty ICCPR --during 1990-01-01 2000-01-01", ": yes");
    says("accede between HK FR --treaty ICCPR --during 1976-01-01 2000-01-01", "only from 1981-02-04 to");
    says("accede between TK FR --treaty 'T 5' --during 2020-01-01 2022-01-01", ": no");
}

/// Under one treaty and among all, the answer on a territory is the same.
#[test]
fn all_treaties_say_of_a_territory_what_each_says() {
    let place = place();
    let store = place.store();
    let treaties = store.treaties().unwrap();
    let row = |code: &str| store.participant(code).unwrap().unwrap();
    for (a, b, on) in [
        ("HK", "FR", "2020-01-01"),
        ("HK", "FR", "1990-01-01"),
        ("DE", "JE", "2015-06-01"),
        ("GL", "FR", "2000-01-01"),
        ("HK", "MO", "2010-01-01"),
        ("HK", "CN", "2010-01-01"),
        ("ANHH", "US", "1999-01-01"),
        ("CW", "US", "2012-01-01"),
        ("BZ", "FR", "1977-01-01"),
    ] {
        let (one, other) = (row(a), row(b));
        let two = Two { a: &one, b: &other };
        let day: Date = on.parse().unwrap_or_else(|why| panic!("{why}"));
        let all = between(&store, two, None, (day, day)).unwrap();
        let mut found = 0;
        for treaty in &treaties {
            let alone = between(&store, two, Some(treaty), (day, day)).unwrap();
            let among = all.rows.iter().find(|row| row.treaty.code == treaty.code);
            let which = format!("{a} {b} {on} {}", treaty.code);
            assert_eq!(alone.yes, among.is_some_and(|row| row.throughout), "{which}");
            assert!(among.is_none_or(|row| row == &alone.rows[0]), "{which}");
            if treaty.collected {
                let is_open =
                    all.not_known.contains(&treaty.code) || among.is_some_and(|row| !row.is_known());
                assert_eq!(alone.bound.is_none(), is_open, "{which}: {alone:#?}");
            }
            found += usize::from(alone.yes);
        }
        assert!(found > 0 || a == "HK" && (b == "MO" || b == "CN"), "{a} {b} {on}");
    }
}

/// The table says whose a territory was on the days on which the commands answer through that State.
#[test]
fn the_table_of_ties_and_the_answers_have_the_same_days() {
    let place = Place::whole();
    let ties = |code: &str| {
        let sql = format!(
            "SELECT state, coalesce(since, ''), coalesce(until, ''), coalesce(part_of, '') FROM territory_tie WHERE participant = '{code}' ORDER BY position"
        );
        place.query("accede.db", &sql)
    };
    assert_eq!(ties("HK"), ["GB||1997-07-01|", "CN|1997-07-01||"]);
    assert_eq!(ties("MO"), ["PT||1999-12-20|", "CN|1999-12-20||"]);
    assert_eq!(ties("CW"), ["NL|||ANHH"]);
    assert_eq!(ties("BZ"), ["GB||1981-09-21|"]);
    assert_eq!(ties("IE"), [""; 0]);
    let store = place.store();
    let codes = place.query("accede.db", "SELECT DISTINCT participant FROM territory_tie");
    assert!(codes.len() > 100, "{}", codes.len());
    for code in codes {
        let whose = store.whose(&code).unwrap();
        let shown = whose.ties.iter().map(|(state, days)| {
            let since = Some(days.since).filter(|since| *since != Date::FIRST);
            let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
            format!("{state}|{}|{}", day(since), day(days.until))
        });
        let listed = ties(&code);
        let listed = listed.iter().map(|row| row.rsplit_once('|').unwrap().0.to_owned());
        assert_eq!(shown.collect::<Vec<_>>(), listed.collect::<Vec<_>>(), "{code}");
    }
    let entry = place.query("accede.db", "SELECT recorded_seq FROM participant WHERE code = 'FO'").remove(0);
    let ran = place.run(&format!(
        "accede correct @{entry} --set note='territory of DK until 2030-01-01' --reason 'a test' && accede verify"
    ));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ties("FO"), ["DK||2030-01-01|"]);
    let rebuilt = place.run("accede rebuild && accede verify");
    assert_eq!(rebuilt.code, 0, "{rebuilt:?}");
}
