use accede::model::ClaimKind;

use super::{lines, refused, whole};

const PAGE: &[u8] = include_bytes!("../read/good/wipo-lex.html");

#[test]
fn a_page_is_a_table_of_members_with_their_instruments() {
    let reading = whole("wipo-lex", "page.html", PAGE, None);
    assert_eq!(
        lines(&reading),
        [
            "WIPO BERNE",
            "8:55 Atlantis accession 2018-03-02 effect 2018-06-02",
            "9:27 Mu signature 1971-07-24",
            "10:36 Ys succession 1964-02-24 effect 1960-08-16",
            "11:48 Thule consent-to-be-bound unknown effect 1949-03-08 flagged",
        ]
    );
    assert_eq!(reading.treaties[0].counts, [(ClaimKind::PartyCount, 3)]);
}

/// A browser puts a tab between cells, and what stands in boxes inside of them on lines of its own.
#[test]
fn a_pasted_page_may_have_its_cells_on_lines_of_their_own() {
    let above = "Contracting Parties/Signatories Berne Convention (Total Members: 3)\n";
    let heading = "Contracting Party\tSignature\tInstrument\tIn Force\tDetails\n";
    let short = "Atlantis\t\tAccession: March 2, 2018\tJune 2, 2018\tDetails\nMu\tJuly 24, 1971\t\t\t\n";
    let broken = "Atlantis\n\t\t\nAccession: March 2, 2018\n\t\nJune 2, 2018\n\tDetails\nMu\n\t\nJuly 24, 1971\n\t\t\t\nContact us\n";
    for (rows, places) in [(short, ["3:11", "4:4"]), (broken, ["3:11", "9:4"])] {
        let text = format!("{above}{heading}{rows}");
        let reading = whole("wipo-lex", "page.txt", text.as_bytes(), None);
        assert_eq!(
            lines(&reading),
            [
                "WIPO BERNE".to_owned(),
                format!("{} Atlantis accession 2018-03-02 effect 2018-06-02", places[0]),
                format!("{} Mu signature 1971-07-24", places[1]),
            ]
        );
        assert_eq!(reading.treaties[0].counts, [(ClaimKind::PartyCount, 3)]);
        let alone = format!("{heading}{rows}");
        assert_eq!(refused("wipo-lex", alone.as_bytes(), None), "needs a treaty");
    }
}
