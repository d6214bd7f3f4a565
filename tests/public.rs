//! Tables that people really have, as `cases/public` of the real tables holds them: what comes of each import.

use serde_json::Value;

use crate::support::{Place, needs};

/// What an import plans, run in the folder of the inputs on a copy of the whole seed.
struct Tried {
    place: Place,
    inputs: String,
}

impl Tried {
    fn new() -> Option<Self> {
        let inputs = needs::corpus()?.join("cases/public").to_string_lossy().into_owned();
        Some(Self { place: Place::whole(), inputs })
    }

    /// Files by their names in the folder; a map of the same folder.
    fn import(&self, files: &str, map: &str, rest: &str) -> Value {
        let inputs = &self.inputs;
        let map = if map.is_empty() { String::new() } else { format!("--map {inputs}/{map}") };
        let ran = self.place.run(&format!("accede import {inputs}/{files} {map} {rest} --format json"));
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{files}: {ran:?}"))
    }

    fn asked(&self, line: &str) -> String {
        let ran = self.place.run(line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        ran.stdout
    }
}

fn lines(plan: &Value) -> Vec<String> {
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let rows = plan["rows"].as_array().unwrap().iter();
    let line = |row: &Value| {
        let effect = text(row, "effective_on");
        let effect = if effect.is_empty() { effect } else { format!(" -> {effect}") };
        let [verdict, treaty, who, act, date] =
            ["verdict", "treaty", "participant", "act", "date"].map(|field| text(row, field));
        format!("{verdict} {treaty} {who} {act} {date}{effect}")
    };
    rows.map(line).collect()
}

fn findings(plan: &Value) -> Vec<String> {
    let rows = plan["findings"].as_array().unwrap().iter();
    let line = |row: &Value| {
        format!("{}:{} {}", row["place"]["line"], row["place"]["column"], row["reason"].as_str().unwrap())
    };
    rows.map(line).collect()
}

#[test]
fn a_number_of_one_depositary_is_no_name_of_a_treaty_of_another() {
    let Some(tried) = Tried::new() else { return };
    let plan = tried.import("ilo-codes.csv", "ilo-codes.toml", "");
    assert_eq!(
        lines(&plan),
        [
            "new ILO 188 NA ratification 2018-09-20",
            "new ILO 189 UY ratification 2012-06-14",
            "new ILO 189 PH ratification 2012-09-05",
            "new ILO 189 MU ratification 2012-09-13",
            "new ILO 189 IT ratification 2013-01-22",
            "new ILO 189 DE ratification 2013-09-20",
        ]
    );
    assert_eq!(findings(&plan), [""; 0]);
}

#[test]
fn every_day_of_a_known_table_is_read() {
    let Some(tried) = Tried::new() else { return };
    let plan = tried.import("unfccc-2024.csv", "", "--treaty 'UN XXVII-7'");
    let counts = &plan["counts"];
    assert_eq!((counts["same"].as_u64(), findings(&plan).len()), (Some(34), 0));
}

#[test]
fn a_column_with_the_month_first_is_not_read_the_other_way() {
    let Some(tried) = Tried::new() else { return };
    let plan = tried.import("pew-us-dates.csv", "pew-us-dates.toml", "");
    assert_eq!(lines(&plan).len() + findings(&plan).len(), 30);
    let read: Vec<String> = lines(&plan).into_iter().filter(|line| !line.contains("..")).collect();
    for line in &read {
        let day = line.rsplit(' ').next().unwrap();
        let parts: Vec<&str> = day.split('-').collect();
        assert_eq!(parts[1], parts[2], "only what reads alike both ways: {line}");
    }
    let toml = std::fs::read_to_string(format!("{}/pew-us-dates.toml", tried.inputs)).unwrap();
    std::fs::write(tried.place.path().join("pew.toml"), format!("month_first = true\n{toml}")).unwrap();
    let line = format!("accede import {}/pew-us-dates.csv --map pew.toml --format json", tried.inputs);
    let plan: Value = serde_json::from_str(&tried.place.run(&line).stdout).unwrap();
    assert_eq!((lines(&plan).len(), findings(&plan).len()), (30, 0));
    assert!(lines(&plan).iter().any(|line| line.contains("AO consent-to-be-bound 2016-10-11")), "{plan}");
}

#[test]
fn a_succession_with_its_day_of_effect_is_one() {
    let Some(tried) = Tried::new() else { return };
    let plan = tried.import("wipo-site-succession.tsv", "", "--treaty 'WIPO X' --write");
    assert_eq!(
        lines(&plan),
        [
            "new WIPO X HR succession 1993-07-26 -> 1991-10-08",
            "new WIPO X CY succession 1964-02-24 -> 1960-08-16",
            "new WIPO X AM accession 1993-09-13 -> 1993-12-13",
        ]
    );
    for (day, status) in [("1960-08-15", "none"), ("1960-08-16", "party")] {
        let said = tried.asked(&format!("accede explain 'WIPO X' CY --as-of {day} --format json"));
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(said["status"], status, "{day}");
    }
}

#[test]
fn the_act_of_a_state_that_another_goes_on_is_judged_of_the_one_that_did_it() {
    let Some(tried) = Tried::new() else { return };
    let plan = tried.import("un-serbia-yemen", "", "");
    // The record has them of the State that was there on the day.
    assert_eq!((lines(&plan), plan["counts"]["same"].as_u64()), (Vec::new(), Some(7)));
    assert_eq!(findings(&plan), [""; 0]);
    assert_eq!(tried.place.run("accede init bare.db --bare --output made.txt").code, 0);
    let plan = tried.import("un-serbia-yemen", "", "--db bare.db");
    assert_eq!(
        lines(&plan),
        [
            "new UN IV-3 YE accession 1987-02-09",
            "new UN IV-4 YE accession 1987-02-09",
            "new UN XXVI-4 RS signature 2001-06-08",
            "new UN XXVI-4 RS ratification 2004-05-19",
            "new UN XXVI-5 AL signature 1998-09-08",
            "new UN XXVI-5 AL ratification 2000-02-29",
            "new UN XXVI-5 RS accession 2003-09-18",
        ]
    );
    assert_eq!(findings(&plan), [""; 0]);
}

#[test]
fn every_bracketed_cell_is_taken_in() {
    let Some(tried) = Tried::new() else { return };
    let plan = tried.import("ccm-brackets", "", "");
    assert_eq!((plan["counts"]["same"].as_u64(), findings(&plan).len()), (Some(5), 0), "{plan}");
}

#[test]
fn who_goes_on_with_a_treaty_is_a_party_from_the_day_of_effect() {
    let Some(tried) = Tried::new() else { return };
    for (files, map) in [("cites-2015-lf.csv", "cites-2015-lf.toml"), ("cites-2014.csv", "cites-2014.toml")] {
        let plan = tried.import(files, map, "--treaty 'CITES X' --write --partial");
        for line in [
            "new CITES X RU continuity 1992-01-13 -> 1992-01-01",
            "new CITES X RS continuity 2006-06-06 -> 2006-06-03",
        ] {
            let has = lines(&plan).iter().any(|known| known == line);
            assert!(has || files == "cites-2014.csv", "{files}: {line}: {plan}");
        }
    }
    for (who, day, status) in
        [("RU", "1991-12-31", "none"), ("RU", "1992-01-01", "party"), ("RS", "2006-06-03", "party")]
    {
        let said = tried.asked(&format!("accede explain 'CITES X' {who} --as-of {day} --format json"));
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(said["status"], status, "{who} {day}");
    }
}

#[test]
fn a_consent_of_no_kind_is_taken_in_and_a_short_row_is_listed_once() {
    let Some(tried) = Tried::new() else { return };
    let plan = tried.import("cop21-fr.csv", "cop21-fr.toml", "--treaty paris");
    assert_eq!(findings(&plan), ["21:1 uneven-row"]);
    assert_eq!(plan["counts"]["same"].as_u64(), Some(38), "{plan}");
}

#[test]
fn the_kind_that_a_depositary_gives_is_the_one_that_is_shown() {
    let Some(tried) = Tried::new() else { return };
    tried.import("kind-loss/1-research.csv", "kind-loss/wikidata.toml", "--write");
    tried.import("kind-loss/21-11.csv", "", "--write");
    let shown = tried.asked("accede events 'UN XXI-11' --format csv");
    assert!(shown.contains("accession") && shown.contains("acceptance"), "{shown}");
    assert!(!shown.contains("consent-to-be-bound"), "{shown}");
    let conflicts = tried.asked("accede conflicts --format csv");
    assert_eq!(conflicts.lines().count(), 1, "what only says more is no disagreement: {conflicts}");
}

#[test]
fn a_phrase_is_the_act_that_it_says_or_a_finding() {
    let Some(tried) = Tried::new() else { return };
    let plan = tried.import("act-words.csv", "", "");
    let unknown: Vec<&str> = plan["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["reason"] == "unknown-action")
        .map(|row| row["cell"].as_str().unwrap())
        .collect();
    assert_eq!(
        unknown,
        [
            "Denunciation (effective date)",
            "Party",
            "Termination",
            "Application to accede",
            "Entry into force",
            "Corrigendum",
            "Objection to succession",
            "Ratification of amendment",
            "Notification of succession withdrawn",
        ]
    );
}
