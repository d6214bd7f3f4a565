use super::{lines, refused, whole};

#[test]
fn the_table_among_the_sections_is_read_with_its_places() {
    let record = include_bytes!("../read/good/mtdsg-record.json");
    let reading = whole("mtdsg-record", "IV-91.json", record, None);
    assert_eq!(
        lines(&reading),
        [
            "UN IV-91",
            "4:151 Atlantis signature 1999-09-05",
            "4:164 Atlantis ratification 2001-01-01",
            "4:200 Côte de Mu accession 2002-02-02 withdrawn",
            "! 4:39 not-of-this-form Mu 7 Apr 1986Lemuria",
        ]
    );
    let treaty = &reading.treaties[0];
    assert_eq!(treaty.acts[2].note.as_deref(), Some("footnotes 1,2"));
    assert_eq!(treaty.title.as_deref(), Some("Convention on Maps"));
    assert_eq!(treaty.in_force_on.unwrap().to_string(), "2003-01-01");
    assert_eq!(treaty.names, ["UNTS 7"]);
    assert_eq!(
        treaty.note.as_deref(),
        Some(
            "registration: 2 January 2003, No. 7; parties as published: 2; a section that is not read: NOTES"
        )
    );
    assert_eq!(reading.edition.copied_on.unwrap().to_string(), "2026-03-27");
    assert!(reading.edition.is_whole);
}

#[test]
fn a_record_without_a_table_is_a_treaty_without_acts() {
    let record = br#"{"mtdsg_no": "IV-91", "title": "Convention on Maps", "conclusion": "Mu, 1 May 1990",
        "signatories_count": 1, "parties_count": 2, "participants": ["Participant", "Atlantis", "Mu"]}"#;
    let reading = whole("mtdsg-record", "header.json", record, None);
    assert_eq!(lines(&reading), ["UN IV-91"]);
    assert_eq!(
        reading.treaties[0].note.as_deref(),
        Some(
            "signatories as published: 1; parties as published: 2; participants named, without what they did: 2"
        )
    );
    assert!(!reading.edition.is_whole);
}

#[test]
fn rows_that_cannot_be_read_are_told() {
    let record = br#"{"_id": "UNTC-IV-91", "text": "PARTICIPANTS\n\nParticipant | Ratification\nAtlantis | 1 Jan 2001 a\nMu\nLemuria | soon"}"#;
    assert_eq!(
        lines(&whole("mtdsg-record", "x.json", record, None)),
        [
            "UN IV-91",
            "! 1:87 undeclared-suffix 1 Jan 2001 a",
            "! 1:101 uneven-row Mu",
            "! 1:115 unreadable-date soon"
        ]
    );
    let bare = br#"{"_id": "UNTC-IV-91", "text": "PARTICIPANTS\nAtlantis | 1 Jan 2001"}"#;
    assert_eq!(refused("mtdsg-record", bare, None), "1:46 not-of-this-form");
    assert_eq!(refused("mtdsg-record", br#"{"_id": "UNTC-index"}"#, None), "needs a treaty");
}

#[test]
fn a_day_in_another_table_of_a_record_is_told() {
    let record = br#"{"mtdsg_no": "IV-91", "title": "Convention on Maps", "text":
        "PARTICIPANTS\nParticipant | Signature\nAtlantis | 5 Sep 1999\n\nWITHDRAWALS\nMu | 6 Oct 2001 | notified May 2001\n---\nNOTES\nThule | 7 Nov 2002"}"#;
    let reading = whole("mtdsg-record", "table.json", record, None);
    let told: Vec<&str> = reading.findings.iter().map(|finding| finding.cell.as_str()).collect();
    assert_eq!(told, ["6 Oct 2001", "May 2001", "7 Nov 2002"]);
}
