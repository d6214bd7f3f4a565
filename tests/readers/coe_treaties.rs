use super::{lines, refused, whole};

/// The most records of one list.
const MOST_ROWS: usize = 100_000;

#[test]
fn a_record_becomes_a_treaty_without_acts() {
    let list = include_bytes!("../read/good/coe-treaties.json");
    let reading = whole("coe-treaties", "list.json", list, None);
    assert_eq!(
        lines(&reading),
        ["CETS 61B", "CETS 290", "! 4:18 unreadable-date 31/02/1999", "! 5:2 not-of-this-form A"]
    );
    let first = &reading.treaties[0];
    assert_eq!(first.title.as_deref(), Some("Protocol on Maps (Revised)"));
    assert_eq!(first.parent.as_deref(), Some("CETS 61"));
    assert_eq!(first.names, ["ETS 61B"]);
    assert_eq!(first.opened_on.unwrap().to_string(), "1967-12-11");
    assert_eq!(first.in_force_on, None);
    assert_eq!(
        first.note.as_deref(),
        Some(
            "registered with the United Nations as No. 7 on 1970-01-02; closed to further acts on 1998-11-01"
        )
    );
    assert_eq!(reading.treaties[1].short_title.as_deref(), Some("Maps"));
    assert_eq!((reading.treaties[1].names.len(), &reading.treaties[1].note), (0, &None));
}

#[test]
fn a_list_that_is_cut_off_or_no_list_is_refused() {
    assert_eq!(refused("coe-treaties", b"[\n {\"Numero_traite\": \"001\"},", None), "2:26 truncated");
    assert_eq!(refused("coe-treaties", b"[1]", None), "1:2 not-of-this-form");
    assert_eq!(refused("coe-treaties", b"[] x", None), "1:4 not-of-this-form");
    assert_eq!(refused("coe-treaties", b"[{\"a\": 1, \"a\": 2}]", None), "1:2 not-of-this-form");
    assert_eq!(refused("coe-treaties", b"[[[[{}]]]]", None), "1:4 not-of-this-form");
    let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    assert_eq!(refused("coe-treaties", deep.as_bytes(), None), "1:4 not-of-this-form");
    let inside = format!("[{{\"Numero_traite\": {deep}}}]");
    let reading = whole("coe-treaties", "list.json", inside.as_bytes(), None);
    assert_eq!((reading.treaties.len(), reading.findings.len()), (0, 1));
}

#[test]
fn more_records_than_are_read_are_refused_and_long_lines_take_no_longer() {
    let many = format!("[{}]", vec!["{}"; MOST_ROWS + 1].join(","));
    let rows =
        |more: usize| format!("[{{\"Numero_traite\": \"1\"}}{}]", ",{\"Numero_traite\": \"1\"}".repeat(more));
    assert_eq!(refused("coe-treaties", many.as_bytes(), None), "1:30002 not-of-this-form");
    assert_eq!(refused("coe-treaties", rows(20_000).as_bytes(), None), "1:460002 not-of-this-form");
    let most = rows(19_999);
    assert_eq!(whole("coe-treaties", "list.json", most.as_bytes(), None).treaties.len(), 20_000);
}
