use super::{lines, refused, whole};

#[test]
fn a_name_and_the_text_under_it_are_a_statement_without_a_day() {
    let texts = "\n#Atlantis\nReserves its maps.\n\nAnd # its globes.\n\n#Lemuria\n\n#C\u{f4}te de Mu3\r\nDeclares.\r\n#\nNobody's.";
    let reading = whole("mtdsg-declarations", "4-91.txt", texts.as_bytes(), None);
    assert_eq!(
        lines(&reading),
        [
            "UN IV-91",
            "2:1 Atlantis statement:declaration unknown flagged",
            "9:1 C\u{f4}te de Mu statement:declaration unknown flagged",
            "! 7:1 truncated #Lemuria",
            "! 11:1 unknown-name Nobody's.",
        ]
    );
    let acts = &reading.treaties[0].acts;
    assert_eq!(acts[0].note.as_deref(), Some("Reserves its maps.\n\nAnd # its globes."));
    assert_eq!(acts[1].note.as_deref(), Some("footnotes 3; Declares."));
    assert!(!reading.edition.is_whole);
}

#[test]
fn a_text_under_no_name_is_told_and_a_treaty_is_needed() {
    let reading = accede::read::Reader::called("mtdsg-declarations").unwrap();
    let input = accede::read::Input { name: "4-91.txt", bytes: b"Hello.", treaty: None };
    assert_eq!(lines(&reading.read(&input).unwrap()), ["UN IV-91", "! 1:1 unknown-name Hello."]);
    assert_eq!(refused("mtdsg-declarations", b"#Mu\nx", None), "needs a treaty");
}
