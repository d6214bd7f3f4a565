use accede::model::draft::{DraftAct, Reading, What};
use accede::model::{ClaimKind, Stance};

use super::{lines, refused, whole};

const PAGE: &[u8] = include_bytes!("../read/good/untc-page.html");

fn page() -> Reading {
    whole("untc-page", "page.html", PAGE, None)
}

#[test]
fn a_page_is_a_table_with_what_participants_say_below_it() {
    assert_eq!(
        lines(&page()),
        [
            "UN IV-91",
            "26:69 Atlantis signature 1990-03-01",
            "26:99 Atlantis ratification 1991-04-03",
            "27:36 Côte Lemuria signature 1990-03-01 withdrawn",
            "27:68 Côte Lemuria ratification 1991-04-22 withdrawn",
            "28:21 Mu accession 1992-05-05",
            "66:35 Atlantis territorial-extension 1994-09-08",
            "66:35 Atlantis territorial-extension 1994-09-08",
            "66:35 Atlantis territorial-extension 1994-09-08",
            "67:20 Atlantis territorial-extension 1995-10-09",
            "36:139 Atlantis statement:declaration 1990-03-01",
            "37:18 Atlantis statement:reservation 1991-04-03",
            "38:48 Atlantis statement:declaration 1995-06-04",
            "40:70 Mu statement:reservation 1992-05-05 flagged",
            "49:18 Mu statement:objection 1992-07-05",
            "50:47 Mu statement:objection unknown flagged",
            "53:166 Côte Lemuria statement:objection 1992-07-06",
            "54:56 Côte Lemuria statement:objection 1992-07-07",
            "53:18 Côte Lemuria statement:objection 1992-07-05 flagged",
            "53:18 Côte Lemuria statement:objection 1992-07-05 flagged",
            "56:30 Côte Lemuria statement:objection unknown flagged",
            "60:82 Mu statement:declaration 1992-05-05",
            "63:103 Mu statement:communication 1993-08-07",
            "! 29:20 unreadable-date soon",
            "! 29:37 undeclared-suffix 6 Jun 1993 x",
            "! 30:5 uneven-row Thule | 7 Jul 1993",
            "! 50:16 unreadable-date 6 July1992",
            "! 56:16 unreadable-date 9 July1992",
            "! 55:31 ambiguous-heading [Same objection, mutatis mutandis, as the one made for Mu.]",
        ]
    );
}

#[test]
fn what_stands_above_the_table_is_read() {
    let reading = page();
    let treaty = &reading.treaties[0];
    assert_eq!(reading.edition.status_as_at.unwrap().to_string(), "2026-02-03");
    assert!(reading.edition.is_whole && reading.edition.shows_withdrawals);
    assert_eq!(treaty.title.as_deref(), Some("Protocol to the Convention on Maps"));
    assert_eq!(treaty.opened_at.as_deref(), Some("New York"));
    assert_eq!(treaty.adopted_on.unwrap().to_string(), "1990-03-01");
    assert_eq!(treaty.in_force_on.unwrap().to_string(), "1991-05-02");
    assert_eq!(treaty.names, ["UNTS 7"]);
    assert_eq!(treaty.counts, [(ClaimKind::SignatureCount, 2), (ClaimKind::PartyCount, 3)]);
    assert_eq!(
        treaty.note.as_deref(),
        Some(
            "registration: 2 May 1991, No. 7; signatories as published: 2; parties as published: 3; The Protocol was adopted at a conference.; of these a footnote alone tells what was said: Ys"
        )
    );
    assert_eq!(treaty.acts[0].note.as_deref(), Some("footnotes 1\n1: It moved.\nAnd again."));
    assert_eq!(treaty.acts[0].raw_name, "Atlantis <superscript>1 </superscript>");
    assert_eq!(treaty.acts[6].territory.as_deref(), Some("St. Helena and Dependencies"));
}

#[test]
fn a_statement_has_what_the_page_says_of_it_for_sure() {
    let reading = page();
    let told: Vec<String> = reading.treaties[0].acts.iter().filter_map(told).collect();
    assert_eq!(
        told,
        [
            "Upon signature: Declaration: Its maps are old.",
            "Reservations made upon signature and confirmed upon ratification: to 9(1);4: It does not hold itself bound by article 9 (1) and article 4 of this Protocol.",
            "Declaration under article 7: to 7: Its islands move.",
            "Reservations: Mu does not consider itself bound by article 9. By its Constitution, article 3 of which is old, article 5 is kept.",
            "With regard to the reservation to article 4 made by the Kingdom of Atlantis upon ratification: to 4: towards Atlantis: simple: Mu objects. This does not preclude the entry into force of the Protocol between Mu and Atlantis.",
            "With regard to the reservations made by Ys upon accession: towards Ys: severing: Mu objects. The Protocol is in force between them, without Ys benefiting from its reservation.",
            "In respect of the reservation by Mu: towards Mu: In respect of the reservation by Mu",
            "with regard to the declaration made by Atlantis: towards Atlantis: with regard to the declaration made by Atlantis",
            "With regard to the declarations and the reservation made by Atlantis upon ratification, and by Mu upon accession: towards Atlantis: It objects to them.",
            "With regard to the declarations and the reservation made by Atlantis upon ratification, and by Mu upon accession: towards Mu: It objects to them.",
            "Objections: towards Atlantis: precluding: The Government objects to the reservation of Atlantis, which precludes the entry into force between the two.",
            "Declarations: to 22: It recognises, under article 22 of the Protocol, what it has to.",
            "Communications: to 4(3): The sea rose.",
        ]
    );
}

fn told(act: &DraftAct) -> Option<String> {
    let What::Statement(_) = act.what else { return None };
    let said = act.said.as_ref()?;
    let articles = (!said.articles.is_empty()).then(|| format!("to {}", said.articles.join(";")));
    let towards = said.towards.as_ref().map(|name| format!("towards {name}"));
    let parts = [
        Some(act.raw_header.clone()),
        articles,
        towards,
        said.stance.map(Stance::word).map(str::to_owned),
        act.note.as_ref().map(|text| text.replace('\n', " ")),
    ];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(": "))
}

#[test]
fn a_page_without_the_table_is_none() {
    assert_eq!(refused("untc-page", b"<!doctype html><html><title>Log in</title>", None), "needs a treaty");
    let empty = b"<!doctype html><html><a href='?mtdsg_no=IV-4'>x</a><table id='a_tblgrid'></table></html>";
    assert_eq!(refused("untc-page", empty, None), "1:1 not-of-this-form");
}

/// Older pages, and copies in archives, name the parts around an element otherwise.
#[test]
fn the_parts_of_a_page_are_known_whatever_stands_around_them() {
    let page = String::from_utf8_lossy(PAGE).into_owned();
    for around in ["ctl00_ContentPlaceHolder1_", "x_y_Main_", ""] {
        let old = page.replace("a_InnerPage_", around);
        let reading = whole("untc-page", "page.html", old.as_bytes(), None);
        let days = |lines: Vec<String>| -> Vec<String> {
            lines
                .into_iter()
                .map(|line| line.split_once(' ').map_or(line.clone(), |(_, rest)| rest.to_owned()))
                .collect()
        };
        assert_eq!(days(lines(&reading)).len(), days(lines(&self::page())).len(), "{around}");
        assert_eq!(reading.treaties[0].title, self::page().treaties[0].title, "{around}");
        assert_eq!(reading.edition.status_as_at, self::page().edition.status_as_at, "{around}");
    }
}

#[test]
fn a_page_that_is_cut_off_is_refused() {
    let page = String::from_utf8_lossy(PAGE).into_owned();
    for cut in [page.find("Lemuria"), page.rfind("</html>"), page.rfind("</table>")] {
        let cut = &page[..cut.expect("it stands in the page")];
        assert!(
            refused("untc-page", cut.as_bytes(), None).ends_with(" truncated"),
            "{}",
            &cut[cut.len() - 40..]
        );
    }
}

#[test]
fn days_of_another_table_are_told_whatever_its_headings_are() {
    let page = String::from_utf8_lossy(PAGE).into_owned();
    let more = "<table><tr><td>State<td>Withdrawal<tr><td>Mu<td>5 May 2001 (notified)<tr><td>Thule<td>May 2002</table></body>";
    let reading = whole("untc-page", "page.html", page.replace("</body>", more).as_bytes(), None);
    let told: Vec<&str> = reading.findings.iter().map(|finding| finding.cell.as_str()).collect();
    assert!(told.contains(&"5 May 2001 (notified)") && told.contains(&"May 2002"), "{told:?}");
}

#[test]
fn what_is_struck_out_is_no_act() {
    let page = String::from_utf8_lossy(PAGE).replace("3 Apr 1991", "<s>3 Apr 1991</s>");
    let reading = whole("untc-page", "page.html", page.as_bytes(), None);
    assert!(!lines(&reading).iter().any(|line| line.ends_with("Atlantis ratification 1991-04-03")));
    assert!(reading.findings.iter().any(|finding| finding.cell.contains("struck out: 3 Apr 1991")));
}
