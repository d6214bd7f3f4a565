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

#[test]
fn a_page_is_read_in_french_and_spanish_too() {
    let english = String::from_utf8(PAGE.to_vec()).unwrap();
    let expected = lines(&whole("wipo-lex", "page.html", PAGE, None));
    let in_language = |words: &[(&str, &str)]| {
        words.iter().fold(english.clone(), |page, (one, other)| {
            assert!(page.contains(one), "{one}");
            page.replace(one, other)
        })
    };
    let french = [
        ("<th>Member<", "<th>Membre/Partie contractante<"),
        (">In Force<", ">En vigueur<"),
        (">Details<", ">Détails<"),
        ("(Total Members: 3)", "(Total des membres : 3)"),
        ("Accession: March 2, 2018", "Adhésion: 2 mars 2018"),
        ("June 2, 2018", "2 juin 2018"),
        ("July 24, 1971", "24 juillet 1971"),
        ("Declaration of Continued Application: February 24, 1964", "Succession: 24 février 1964"),
        ("August 16, 1960", "16 août 1960"),
        ("March 8, 1949", "8 mars 1949"),
    ];
    let spanish = [
        ("<th>Member<", "<th>Miembro/Parte contratante<"),
        (">Signature<", ">Firma<"),
        (">Instrument<", ">Instrumento<"),
        (">In Force<", ">En vigor<"),
        (">Details<", ">Detalles<"),
        ("(Total Members: 3)", "(Total de miembros: 3)"),
        ("Accession: March 2, 2018", "Adhesión: 2 de marzo de 2018"),
        ("June 2, 2018", "2 de junio de 2018"),
        ("July 24, 1971", "24 de julio de 1971"),
        ("Declaration of Continued Application: February 24, 1964", "Sucesión: 24 de febrero de 1964"),
        ("August 16, 1960", "16 de agosto de 1960"),
        ("March 8, 1949", "8 de marzo de 1949"),
    ];
    let without_places = |lines: &[String]| -> Vec<String> {
        lines.iter().map(|line| line.split_once(' ').map_or("", |line| line.1).to_owned()).collect()
    };
    for words in [&french[..], &spanish[..]] {
        let page = in_language(words);
        let reading = whole("wipo-lex", "page.html", page.as_bytes(), None);
        assert_eq!(without_places(&lines(&reading)), without_places(&expected));
        assert_eq!(reading.treaties[0].counts, [(ClaimKind::PartyCount, 3)]);
    }
    let pasted = "Membre/Partie contractante\tSignature\tInstrument\tEn vigueur\tDétails\nTchad\t\tAdhésion : 2 mars 2018\t2 juin 2018\tDétails\n";
    let reading = whole("wipo-lex", "page.txt", pasted.as_bytes(), Some("WIPO BERNE"));
    assert_eq!(lines(&reading), ["WIPO BERNE", "2:8 Tchad accession 2018-03-02 effect 2018-06-02"]);
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
