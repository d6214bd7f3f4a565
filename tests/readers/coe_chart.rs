use super::{lines, refused, whole};

const HEAD: &str = "State\tSignature\tRatification\tEntry into force\tNotes\tR.\tD.\tA.\tT.\tC.\tO.\n";

#[test]
fn a_chart_gives_acts_with_the_depositarys_days_of_effect() {
    let chart = include_bytes!("../read/good/coe-chart.txt");
    let reading = whole("coe-chart", "chart.txt", chart, None);
    assert_eq!(
        lines(&reading),
        [
            "CETS 291",
            "6:10 Atlantis signature 2001-11-23",
            "6:21 Atlantis ratification 2002-06-20 effect 2004-07-01 flagged",
            "7:7 Mu signature 2001-11-23",
            "9:12 Lemuria definitive-signature 2002-01-01 effect 2004-07-01",
            "12:8 Thule accession 2003-01-01 effect 2004-07-01",
            "13:13 Hyperborea succession 2003-01-01 effect 2004-07-01",
            "14:11 Agartha signature-ad-referendum 2003-01-01",
        ]
    );
    let acts = &reading.treaties[0].acts;
    assert_eq!(acts[1].note.as_deref(), Some("marked R. D."));
    assert_eq!(acts[2].note.as_deref(), Some("footnotes 12; '*' stands beside the name; notes 55"));
    assert_eq!(reading.edition.status_as_at.unwrap().to_string(), "2005-01-01");
    assert!(reading.edition.is_whole);
}

#[test]
fn without_a_legend_an_r_is_not_guessed() {
    let chart = format!("{HEAD}Mu\t01/01/2001\t01/01/2002\t01/05/2002\tr\nThule\t\t01/01/2002\t//\ta su\n");
    let reading = whole("coe-chart", "chart.txt", chart.as_bytes(), Some("CETS 291"));
    assert_eq!(
        lines(&reading),
        [
            "CETS 291",
            "2:4 Mu signature 2001-01-01 flagged",
            "2:15 Mu consent-to-be-bound 2002-01-01 effect 2002-05-01 flagged",
            "3:8 Thule consent-to-be-bound 2002-01-01 flagged",
        ]
    );
    assert!(!reading.edition.is_whole);
}

#[test]
fn bars_commas_and_semicolons_separate_too() {
    for separator in ["|", ",", ";"] {
        let chart = format!("{HEAD}Mu\t01/01/2001\t\t\t\n").replace('\t', separator);
        let reading = whole("coe-chart", "chart.csv", chart.as_bytes(), Some("CETS 291"));
        assert_eq!(lines(&reading), ["CETS 291", "2:4 Mu signature 2001-01-01"]);
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let chart = format!(
        "{HEAD}Mu 01/01/2001 01/01/2002\nThule\t13/13/2001\nAgartha\t\t\t01/01/2001\n\t01/01/2001\nNobody\nAtlantis\t01/01/2001\tsoon\t1999\nAvalon\t\t01/01/2001\t\t\t01/01/2002\n"
    );
    assert_eq!(
        lines(&whole("coe-chart", "chart.txt", chart.as_bytes(), Some("CETS 291"))),
        [
            "CETS 291",
            "7:10 Atlantis signature 2001-01-01",
            "! 2:1 uneven-row Mu 01/01/2001 01/01/2002",
            "! 3:7 unreadable-date 13/13/2001",
            "! 4:11 ambiguous-heading 01/01/2001",
            "! 5:2 unknown-name 01/01/2001",
            "! 7:21 unreadable-date soon",
            "! 7:26 unreadable-date 1999",
            "! 8:22 uneven-row Avalon |  | 01/01/2001 |  |  | 01/01/2002",
        ]
    );
}

#[test]
fn a_chart_that_names_no_treaty_or_two_needs_one() {
    assert_eq!(refused("coe-chart", HEAD.as_bytes(), None), "needs a treaty");
    let two = format!("Treaty No.291\nTreaty No. 292\n{HEAD}");
    assert_eq!(refused("coe-chart", two.as_bytes(), None), "needs a treaty");
    assert_eq!(refused("coe-chart", b"Treaty No. 291\n", None), "1:1 not-of-this-form");
}

/// As the page of the Council of Europe has it: a table for its members and one for others.
#[test]
fn a_saved_page_is_read_as_its_chart() {
    let page = "<!DOCTYPE html><html><title>Chart</title><h1>Council of Europe</h1><p>Treaty No.185</p><p>Status as of 24/11/2025</p>\n\
        <table><tr><th>Member States</th><th>Signature</th><th>Ratification</th><th>Entry into force</th><th>Notes</th><th>R.</th></tr>\n\
        <tr><td>Atlantis</td><td>23/11/2001</td><td>01/02/2003</td><td>01/07/2004</td><td>a</td><td>R.</td></tr></table>\n\
        <table><tr><th>Non-Members</th><th>Signature</th><th>Ratification</th><th>Entry into Force</th><th>Notes</th><th>R.</th></tr>\n\
        <tr><td>Mu</td><td>23/11/2001</td><td></td><td></td><td></td><td></td></tr></table></html>\n";
    let reading = whole("coe-chart", "page.html", page.as_bytes(), None);
    assert_eq!(
        lines(&reading),
        [
            "CETS 185",
            "3:5 Atlantis signature 2001-11-23",
            "3:5 Atlantis accession 2003-02-01 effect 2004-07-01",
            "5:5 Mu signature 2001-11-23",
        ]
    );
    let login = "<html><title>Log in</title>Council of Europe: ratification, entry into force";
    assert_eq!(refused("coe-chart", login.as_bytes(), Some("CETS 185")), "1:1 html-page");
}
