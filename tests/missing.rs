//! What `missing --if` says would follow is what follows once that is recorded; until then nothing is.

use crate::support::Place;

fn json(place: &Place, line: &str) -> serde_json::Value {
    let ran = place.run(&format!("{line} --format json"));
    assert_eq!(ran.code, 0, "{line}: {ran:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn what_is_supposed_comes_about_when_it_is_recorded() {
    let place = Place::new();
    let before = std::fs::read(place.db()).unwrap();
    let ask = "accede missing 224 --if CA=2026-11-20 --if AU=2026-11-02 --if Germany=2026-10-31";
    let supposed = json(&place, ask)["supposition"].clone();
    assert_eq!(std::fs::read(place.db()).unwrap(), before, "nothing is recorded");
    let other_order = "accede missing 224 --if Germany=2026-10-31 --if CA=2026-11-20 --if AU=2026-11-02";
    assert_eq!(json(&place, other_order)["supposition"], supposed, "in any order");
    // The fifth of the five is that of Australia, which has to sign as well; Canada's comes after it.
    assert_eq!(supposed["met_on"], "2026-11-02");
    assert_eq!(supposed["met_by"]["code"], "AU");
    assert_eq!(supposed["in_force_on"], "2027-03-01");
    let acts: Vec<String> = supposed["acts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|act| format!("{} {} {}", act["participant"]["code"], act["act"], act["on"]).replace('"', ""))
        .collect();
    assert_eq!(
        acts,
        [
            "DE ratification 2026-10-31",
            "AU signature 2026-11-02",
            "AU ratification 2026-11-02",
            "CA ratification 2026-11-20"
        ]
    );
    for act in &acts {
        let words: Vec<&str> = act.split(' ').collect();
        let ran = place.run(&format!("accede record {} 224 {} --on {}", words[1], words[0], words[2]));
        assert_eq!(ran.code, 0, "{act}: {ran:?}");
    }
    let now = json(&place, "accede explain 224");
    assert_eq!(now["entry"]["computed"]["on"], supposed["in_force_on"]);
    assert_eq!(now["met_by"]["participant"]["code"], "AU");
    let changes = supposed["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 6, "{changes:?}");
    let status = json(&place, "accede status 224 --as-of 2027-03-01");
    for change in changes {
        let rows = status["participants"].as_array().unwrap();
        let row = rows.iter().find(|row| row["code"] == change["participant"]["code"]).unwrap();
        assert_eq!(row["in_force_on"], change["with"], "{change}");
    }
    let after = json(&place, "accede missing 224");
    assert_eq!((&after["state"], &after["in_force_on"]), (&"conditions-met".into(), &"2027-03-01".into()));
}

#[test]
fn a_day_back_the_one_that_is_missing_is_the_one_that_came() {
    let place = Place::new();
    for (day, state, there) in [("2004-03-17", "open", "4"), ("2004-03-18", "conditions-met", "5")] {
        let report = json(&place, &format!("accede missing budapest --as-of {day}"));
        assert_eq!(report["state"], state, "{day}");
        assert_eq!(report["parts"][0]["there"].to_string().replace('"', ""), there, "{day}");
        // Three by members of the Council of Europe were there before.
        assert_eq!(report["parts"][1]["holds"], "yes", "{day}");
    }
}
