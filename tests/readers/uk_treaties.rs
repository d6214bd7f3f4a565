use super::{lines, refused, whole};
use accede::model::draft::Place;

#[test]
fn records_that_repeat_are_one_treaty() {
    let answer = include_bytes!("../read/good/uk-treaties.json");
    let reading = whole("uk-treaties-json", "batch.json", answer, None);
    assert_eq!(lines(&reading), ["UKTO 7", "UKTO 8", "! 9:1 duplicate 8"]);
    let [first, second] = &reading.treaties[..] else { panic!() };
    assert_eq!(first.place, Place { line: 5, column: 1 });
    assert_eq!(first.kind.as_deref(), Some("bilateral agreement"));
    assert_eq!(first.adopted_on.unwrap().to_string(), "1975-07-21");
    assert_eq!(first.in_force_on.unwrap().to_string(), "1978-05-31");
    assert_eq!(
        first.note.as_deref(),
        Some("parties as listed: ATLANTIS ; MU; references: Treaty Series 010/1979; terminated: 1997-12-19")
    );
    assert_eq!((second.adopted_on, second.kind.as_deref()), (None, Some("multilateral")));
}

#[test]
fn a_single_record_is_no_list() {
    let answer = br#"{"csw:GetRecordsResponse": {"csw:SearchResults": {"iStoreRecord": {"id": "7", "title": "On Maps"}}}}"#;
    assert_eq!(lines(&whole("uk-treaties-json", "batch.json", answer, None)), ["UKTO 7"]);
}

#[test]
fn an_answer_without_records_is_refused() {
    assert_eq!(
        refused("uk-treaties-json", br#"{"csw:GetRecordsResponse": {}}"#, None),
        "1:28 not-of-this-form"
    );
    assert_eq!(refused("uk-treaties-json", b"[]", None), "1:1 not-of-this-form");
}
