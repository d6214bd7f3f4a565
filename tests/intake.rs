//! What a file calls a treaty, days that cannot be those of an act under one, and what is said where nothing can be read.

use serde_json::Value;

use crate::support::Place;

fn planned(place: &Place, file: &str, bytes: &[u8], rest: &str) -> Value {
    std::fs::write(place.path().join(file), bytes).unwrap();
    let ran = place.run(&format!("accede import {file} {rest} --format json"));
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{file}: {ran:?}"))
}

fn acts(plan: &Value) -> Vec<String> {
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let line = |row: &Value| ["treaty", "participant", "act", "date"].map(|field| text(row, field)).join(" ");
    plan["rows"].as_array().unwrap().iter().map(line).collect()
}

fn findings(plan: &Value) -> Vec<String> {
    let line = |row: &Value| format!("{} {}", row["place"]["line"], row["reason"].as_str().unwrap());
    plan["findings"].as_array().unwrap().iter().map(line).collect()
}

const HEAD: &str = "treaty,participant,action,date\n";

#[test]
fn what_only_people_call_a_treaty_is_a_finding_that_names_its_code() {
    let place = Place::new();
    let rows = "budapest,Chad,accession,2021-11-10\n185,Chad,accession,2021-11-10\n\
        ETS 185,Chad,accession,2021-11-10\nConvention on Cybercrime,Mali,accession,2021-11-10\n";
    let plan = planned(&place, "own.csv", format!("{HEAD}{rows}").as_bytes(), "");
    assert_eq!(acts(&plan), ["CETS 185 TD accession 2021-11-10", "CETS 185 ML accession 2021-11-10"]);
    assert_eq!(findings(&plan), ["2 only-a-name", "3 only-a-name"]);
    assert!(plan["findings"][0]["why"].as_str().unwrap().contains("people call CETS 185"), "{plan}");
}

#[test]
fn one_treaty_has_one_code_however_its_number_is_written() {
    let place = Place::new();
    let table = "Country\tDate\tStatus\tNote\nChad\t13 Jun 1956\tIn Force\t\n";
    let plan = planned(&place, "ilo.txt", table.as_bytes(), "--treaty 'ILO C029'");
    assert_eq!(acts(&plan), ["ILO 29 TD ratification 1956-06-13"]);
    let rows = "ILO C29,Chad,ratification,1956-06-13\nILO 029,Mali,ratification,1956-06-13\n";
    let plan = planned(&place, "own.csv", format!("{HEAD}{rows}").as_bytes(), "");
    assert_eq!(acts(&plan), ["ILO 29 TD ratification 1956-06-13", "ILO 29 ML ratification 1956-06-13"]);
    let table = "Participant,Signature\nChad,5 Sep 2000\n";
    let plan = planned(&place, "table.csv", table.as_bytes(), "--treaty IV-99");
    assert_eq!(acts(&plan), ["UN IV-99 TD signature 2000-09-05"]);
}

#[test]
fn a_treaty_keeps_the_code_that_somebody_gave_it() {
    let place = Place::new();
    for code in ["X-1", "ILO C029"] {
        let page = format!(
            "code = \"{code}\"\ntitle = \"Convention on Lakes {code}\"\ndepositary = \"UN\"\nopened_on = 1950-01-01\n"
        );
        std::fs::write(place.path().join("own.toml"), page).unwrap();
        let ran = place.run("accede treaty add own.toml");
        assert_eq!(ran.code, 0, "{ran:?}");
        let rows = format!("{HEAD}{code},Chad,accession,1961-11-10\n");
        let plan = planned(&place, "own.csv", rows.as_bytes(), "");
        assert_eq!(acts(&plan), [format!("{code} TD accession 1961-11-10")], "{plan}");
    }
}

/// Of a remark the first day behind its words is the one that is read; any other is told.
#[test]
fn a_second_day_in_a_remark_is_a_finding() {
    let place = Place::new();
    let table = "Country\tDate\tStatus\tNote\n\
        Chad\t13 Jun 1956\tDenounced\tDenounced on 1 Jan 1970; D\u{e9}nonc\u{e9} le 1 Jan 1980\n\
        Mali\t13 Jun 1956\tDenounced\tDenounced on 1 Jan 1970. Denounced on 1 Jan 1980\n";
    let plan = planned(&place, "ilo.txt", table.as_bytes(), "--treaty 'ILO 29'");
    let read = |code: &str| {
        [format!("ILO 29 {code} ratification 1956-06-13"), format!("ILO 29 {code} denunciation 1970-01-01")]
    };
    assert_eq!(acts(&plan), [read("TD"), read("ML")].concat());
    assert_eq!(findings(&plan), ["2 unknown-action", "3 unknown-action"]);
    let chart = "Council of Europe, Treaty No. 900\nStatus as of 24/11/2025\n\tSignature\tRatification\tEntry into force\tNotes\n\
        Chad\t23/11/2001\t10/01/2006\t01/05/2006\tDenunciation on 16 March 2022, effect 16 September 2022\n\
        Mali\t23/11/2001\t10/01/2006\t01/05/2006\tseen 16 March 2022\n";
    let plan = planned(&place, "chart.txt", chart.as_bytes(), "");
    assert!(acts(&plan).contains(&"CETS 900 TD denunciation 2022-03-16".to_owned()), "{plan}");
    assert_eq!(findings(&plan).len(), 1, "{plan}");
}

#[test]
fn a_column_of_something_else_that_is_accepted_is_a_finding_for_each_of_its_days() {
    let place = Place::new();
    let table = "Participant,Signature,\"Ratification, Accession(a)\",Acceptance of individual complaints procedures\n\
        Mali,,5 Sep 2000,6 Sep 2001\nChad,,5 Sep 2000 a,\nTogo,,,7 Sep 2001\n";
    for (file, rest) in [("4-99.csv", ""), ("table.csv", "--treaty IV-99")] {
        let plan = planned(&place, file, table.as_bytes(), rest);
        let read = ["UN IV-99 ML ratification 2000-09-05", "UN IV-99 TD accession 2000-09-05"];
        assert_eq!(acts(&plan), read);
        assert_eq!(findings(&plan), ["2 unknown-action", "4 unknown-action"]);
    }
}

#[test]
fn a_year_that_is_not_over_ends_today_and_a_day_before_any_treaty_is_a_finding() {
    let place = Place::new();
    let rows =
        "Q 1,Chad,ratification,2026-00-00\nQ 1,Mali,ratification,1011-03-24\nQ 1,Togo,ratification,2027\n";
    let plan = planned(&place, "own.csv", format!("{HEAD}{rows}").as_bytes(), "");
    assert_eq!(acts(&plan), ["Q 1 TD ratification 2026-01-01..2026-11-30"]);
    assert_eq!(findings(&plan), ["3 before-opening", "4 refused"]);
}

#[test]
fn a_day_of_effect_alone_is_not_before_its_act() {
    let place = Place::new();
    let table =
        "Participant,Action,Date of Notification/Deposit,Date of Effect\nMali,Ratification,,01/01/2000\n";
    let plan = planned(&place, "unts.csv", table.as_bytes(), "--treaty 'Q 1'");
    assert_eq!(acts(&plan), ["Q 1 ML ratification "]);
    assert!(!plan.to_string().contains("before it is done"), "{plan}");
}

#[test]
fn a_treaty_of_which_every_row_is_a_finding_is_not_recorded() {
    let place = Place::new();
    let rows = "Q 1,Nobody,ratification,2001-11-10\nQ 2,Chad,ratification,2001-11-10\n";
    let plan = planned(&place, "own.csv", format!("{HEAD}{rows}").as_bytes(), "");
    let treaties: Vec<&str> =
        plan["treaties"].as_array().unwrap().iter().map(|line| line["treaty"].as_str().unwrap()).collect();
    assert_eq!(treaties, ["Q 2"]);
}

#[test]
fn a_code_of_another_scheme_is_no_number_of_this_one() {
    let place = Place::new();
    let map = "name = \"ilo\"\nabout = \"x\"\npublisher = \"x\"\nauthority = \"research\"\ntitle = \"x\"\n\
        [participant]\nname = \"State\"\n[treaty]\ncode = \"No\"\nprefix = \"ILO\"\n[[acts]]\nact = \"ratification\"\nday = \"Day\"\n";
    std::fs::write(place.path().join("ilo.toml"), map).unwrap();
    let table = "State,No,Day\nChad,UN IV-4,1956-06-13\nMali,ILO 29,1956-06-13\nTogo,C029,1956-06-13\n";
    let plan = planned(&place, "ilo.csv", table.as_bytes(), "--map ilo.toml");
    assert_eq!(acts(&plan), ["ILO 29 ML ratification 1956-06-13", "ILO 29 TG ratification 1956-06-13"]);
    assert_eq!(findings(&plan), ["2 other-treaty"]);
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let place = Place::new();
    std::fs::write(place.path().join("latin.csv"), b"State;Signed\nC\xf4te;05.10.1998\n").unwrap();
    for line in ["accede names unknown latin.csv", "accede import latin.csv"] {
        let ran = place.run(line);
        let said = format!("{}{}", ran.stdout, ran.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("F4") && said.contains("save it as UTF-8"), "{line}: {said}");
    }
    let ran = place.run("accede import ftp://example.org/x.csv");
    assert!(ran.stderr.contains("ftp:// is not fetched"), "{ran:?}");
    let ran = place.run("accede update 'CETS 185'");
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (0, "", 1), "{ran:?}");
    assert!(ran.stderr.contains("no address of CETS 185"), "{ran:?}");
}
