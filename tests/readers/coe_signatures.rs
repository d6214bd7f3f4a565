use super::{lines, whole};

const CHART: &[u8] = include_bytes!("../read/good/coe-signatures.json");

#[test]
fn a_row_becomes_its_acts_with_their_days_of_effect() {
    let reading = whole("coe-signatures", "signatures.json", CHART, None);
    assert_eq!(
        lines(&reading),
        [
            "CETS 30",
            "4:57 Atlantis signature 1959-04-20",
            "5:24 Atlantis ratification 1962-01-01 effect 1962-04-01 flagged",
            "9:66 Lemuria accession 1999-03-03 effect 1999-06-01 flagged",
            "10:24 Lemuria denunciation 2010-01-01 effect 2010-07-01",
            "11:22 Lemuria suspension 2009-01-01",
        ]
    );
}

#[test]
fn what_belongs_to_no_act_and_what_is_no_day_is_told() {
    let chart = include_bytes!("../read/bad/coe-signatures.json");
    let reading = whole("coe-signatures", "signatures.json", chart, None);
    assert_eq!(
        lines(&reading),
        [
            "CETS 30",
            "2:63 Atlantis signature 1959-04-20",
            "! 2:112 ambiguous-heading 1962-04-01T00:00:00",
            "! 3:63 unreadable-date 1959-02-30T00:00:00",
            "! 4:3 not-of-this-form ",
            "! 5:41 unknown-name 1959-04-20T00:00:00",
        ]
    );
}

#[test]
fn a_day_in_a_field_that_is_not_known_is_told() {
    let chart = r#"[[{"NumSTE":"030","LibPaysOrga":"Mu","DateSignature":"1959-04-20T00:00:00","DateRetrait":"2020-01-01T00:00:00",
        "DateAutre":"0001-01-01T00:00:00","More":["2021-02-02"]}]]"#;
    assert_eq!(
        lines(&whole("coe-signatures", "signatures.json", chart.as_bytes(), None)),
        [
            "CETS 30",
            "1:54 Mu signature 1959-04-20",
            "! 1:90 unread-column 2020-01-01",
            "! 2:50 unread-column 2021-02-02",
        ]
    );
}
