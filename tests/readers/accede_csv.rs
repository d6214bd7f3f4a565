use super::{lines, refused, whole};

#[test]
fn columns_stand_in_any_order_and_days_may_be_windows() {
    let table = include_bytes!("../read/good/accede.csv");
    let reading = whole("accede-csv", "mine.csv", table, None);
    assert_eq!(
        lines(&reading),
        [
            "CETS 185",
            "2:23 HU ratification 2003-12-04 effect 2004-07-01",
            "3:20 Atlantis accession 1972-05-01..1972-05-31 withdrawn flagged",
            "5:32 CSXX territorial-extension 1990-01-01..1990-06-30",
            "maps",
            "4:32 FR consent-to-be-bound unknown flagged",
            "6:28 Mu statement:reservation 2001-01-01 flagged",
        ]
    );
    assert_eq!((reading.edition.title.as_str(), reading.edition.is_whole), ("mine.csv", false));
    let maps = &reading.treaties[1];
    assert_eq!(
        maps.acts[0].flag.as_deref(),
        Some("the source gives no day; the heading does not say by which act: ratification or accession")
    );
    assert_eq!(maps.acts[1].note.as_deref(), Some("of art. 2; depositary: London; source: b"));
}

#[test]
fn one_source_for_all_rows_is_the_title() {
    let table = b"treaty;participant;action;date;source\nmaps;FR;signature;2001;Archive\nmaps;DE;signature;2001;Archive\n";
    let reading = whole("accede-csv", "mine.csv", table, None);
    assert_eq!(reading.edition.title, "Archive");
    assert_eq!(reading.treaties[0].acts[0].note, None);
}

#[test]
fn rows_that_cannot_be_read_are_told() {
    let table = include_bytes!("../read/bad/accede.csv");
    assert_eq!(
        lines(&whole("accede-csv", "mine.csv", table, None)),
        [
            "maps",
            "9:19 FR signature 2001-01-01",
            "! 2:9 unknown-action dreaming",
            "! 3:19 unreadable-date 2001-02-30",
            "! 4:30 not-of-this-form perhaps",
            "! 5:1 uneven-row maps | FR",
            "! 6:19 not-of-this-form 2001-01-01",
            "! 7:21 unreadable-date 2002-01-01",
            "! 8:1 not-of-this-form ",
            "! 9:33 unreadable-date 2001",
            "! 10:17 unknown-name 2001-01-01",
        ]
    );
}

#[test]
fn columns_that_are_unknown_missing_or_there_twice_are_refused() {
    assert_eq!(
        refused("accede-csv", b"treaty,participant,action,date,colour\n", None),
        "1:32 not-of-this-form"
    );
    assert_eq!(refused("accede-csv", b"treaty,participant,action\n", None), "1:1 not-of-this-form");
    assert_eq!(
        refused("accede-csv", b"treaty,participant,action,date,date\n", None),
        "1:32 not-of-this-form"
    );
    assert_eq!(refused("accede-csv", b"\n", None), "1:1 truncated");
}

/// Where the other rows of a table name theirs, nobody knows of which treaty one without is.
#[test]
fn a_row_without_a_treaty_is_not_of_the_one_that_the_user_names() {
    let table =
        "treaty,participant,action,date\nT 1,Mali,accession,1974-07-16\n,Bhutan,accession,2026-06-10\n";
    assert_eq!(
        lines(&whole("accede-csv", "own.csv", table.as_bytes(), Some("T 1"))),
        ["T 1", "2:20 Mali accession 1974-07-16", "! 3:1 not-of-this-form "]
    );
    let table = "treaty,participant,action,date\n,Bhutan,accession,2026-06-10\n";
    assert_eq!(
        lines(&whole("accede-csv", "own.csv", table.as_bytes(), Some("T 1"))),
        ["T 1", "2:19 Bhutan accession 2026-06-10"]
    );
}
