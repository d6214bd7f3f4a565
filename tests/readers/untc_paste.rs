use accede::model::ClaimKind;

use super::{lines, refused, whole};

const PASTE: &[u8] = include_bytes!("../read/good/untc-paste.txt");

#[test]
fn a_pasted_page_is_read_as_the_page_is() {
    let reading = whole("untc-paste", "page.txt", PASTE, None);
    assert_eq!(
        lines(&reading),
        [
            "UN IV-91-a",
            "18:12 Atlantis signature 1990-03-01",
            "18:23 Atlantis ratification 1991-04-03",
            "19:14 Côte Lemuria signature 1990-03-01 withdrawn",
            "19:28 Côte Lemuria ratification 1991-04-22 withdrawn",
            "22:1 Mu accession 1992-05-05",
            "24:7 Thule signature 1993-07-07",
            "58:12 Atlantis territorial-extension 1994-09-08",
            "58:12 Atlantis territorial-extension 1994-09-08",
            "59:3 Atlantis territorial-extension 1995-10-09",
            "29:1 Atlantis statement:declaration 1990-03-01",
            "32:1 Atlantis statement:reservation 1991-04-03",
            "35:1 Atlantis statement:declaration 1995-06-04",
            "38:1 Mu statement:reservation 1992-05-05 flagged",
            "40:1 Atlantis (former) statement:declaration unknown flagged",
            "46:1 Mu statement:objection 1992-07-05",
            "51:1 Mu statement:declaration 1992-05-05",
            "55:1 Mu statement:communication 1993-08-07",
            "! 23:4 unreadable-date soon",
            "! 23:9 undeclared-suffix 6 Jun 1993 x",
        ]
    );
    let treaty = &reading.treaties[0];
    assert_eq!(reading.edition.status_as_at.unwrap().to_string(), "2026-02-03");
    assert_eq!(treaty.title.as_deref(), Some("Protocol to the Convention on Maps"));
    assert_eq!(treaty.adopted_on.unwrap().to_string(), "1990-03-01");
    assert_eq!(treaty.in_force_on.unwrap().to_string(), "1991-05-02");
    assert_eq!(treaty.names, ["UNTS 7"]);
    assert_eq!(treaty.counts, [(ClaimKind::SignatureCount, 2), (ClaimKind::PartyCount, 3)]);
    assert_eq!(treaty.acts[0].note.as_deref(), Some("footnotes 1\n1: It moved.\nAnd again."));
    let said = treaty.acts[15].said.as_ref().unwrap();
    assert_eq!(said.articles, ["22"]);
}

/// Out of a spreadsheet with semicolons, or copied with tabs: the table alone.
#[test]
fn the_table_alone_is_read_with_whatever_stands_between_its_cells() {
    let rows = [
        "Participant 3, 4|Signature|\"Ratification, Accession(a)\"",
        "Atlantis 5|26 Jan 1990|6 Aug 1992",
        "Mu||5 Sep 2000 a",
    ];
    for separator in [",", ";", "\t"] {
        let table = rows.join("\n").replace('|', separator).replacen("3, 4", "3", 1);
        let expected = [
            "UN IV-11",
            "Atlantis signature 1990-01-26",
            "Atlantis ratification 1992-08-06",
            "Mu accession 2000-09-05",
        ];
        for (name, treaty) in [("4-11.tsv", None), ("table.txt", Some("UN IV-11"))] {
            let reading = whole("mtdsg-csv", name, table.as_bytes(), treaty);
            let told: Vec<String> = lines(&reading)
                .into_iter()
                .map(|line| line.split_once(' ').map_or(line.clone(), |cut| cut.1.to_owned()))
                .collect();
            assert_eq!(told[1..], expected[1..], "{separator}");
        }
    }
}

#[test]
fn a_paste_without_a_table_or_a_number_is_refused() {
    assert_eq!(refused("untc-paste", b"STATUS AS AT : 03-02-2026\n", None), "needs a treaty");
    let text = b"STATUS AS AT : 03-02-2026\nCHAPTER IV\n4. Covenant\nNew York, 16 December 1966\n";
    assert_eq!(refused("untc-paste", text, None), "1:1 not-of-this-form");
    let eleven = b"STATUS AS AT : 03-02-2026\nCHAPTER XI\n4. Maps\nNew York, 16 December 1966\n";
    assert_eq!(refused("untc-paste", eleven, None), "needs a treaty");
}
