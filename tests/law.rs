//! Cases of law, as tables that a lawyer can read and extend.

mod support;

use accede::law::Effect;
use accede::model::Date;
use support::cases;

#[test]
fn effect_dates() {
    let cases = cases("law/effect_dates.csv");
    assert!(cases.len() >= 145);
    for case in cases {
        let trigger: Date = case["trigger_date"].parse().unwrap();
        let floor: Option<Date> = case["floor_date"].parse().ok();
        let effect = Effect::read(&case["rule"]).unwrap_or_else(|why| panic!("{}: {why}", case["id"]));
        let own = effect.apply(trigger, floor).unwrap();
        let day = floor.map_or(own, |floor| own.max(floor));
        assert_eq!(day.to_string(), case["expected_effective"], "{} {}", case["id"], case["event"]);
    }
}

#[test]
fn a_rule_that_cannot_be_read_says_where() {
    for (rule, at, word) in [
        ("MG(3)", 1, "MG"),
        ("MF(three)", 4, "three"),
        ("MF", 1, "one argument"),
        ("MF(3", 5, "closing bracket"),
        ("MF(3))", 6, "end here"),
        ("max(D(30))", 1, "two arguments"),
        ("max(D(30), EIG)", 12, "EIG"),
        ("FIX(2019-02-30)", 5, "not a day"),
        ("", 1, "missing"),
        ("IMM(1)", 1, "no argument"),
        ("D(99999)", 3, "not a number"),
    ] {
        let why = Effect::read(rule).unwrap_err();
        assert_eq!(why.at, at, "{rule}: {why}");
        assert!(why.to_string().contains(word), "{rule}: {why}");
    }
    let deep = "max(".repeat(40);
    assert!(Effect::read(&deep).unwrap_err().to_string().contains("too many brackets"));
}
