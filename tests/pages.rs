//! Pages of depositaries beside the record: the treaty that a page names counts, what was recorded of it is not recorded
//! again, and a page imported twice brings nothing.

use serde_json::Value;

use crate::support::{Place, needs};

/// A status page of the United Nations with these rows, and this below its table.
pub fn un_page(number: &str, title: &str, rows: &[&str], below: &str) -> String {
    const PART: &str = "ctl00_ContentPlaceHolderInnerPage_";
    let row = |cells: &&str| format!("<tr><td>{}</td></tr>", cells.replace(" | ", "</td><td>"));
    let rows: String = rows.iter().map(row).collect();
    format!(
        "<!DOCTYPE html><html><body><a href=\"ViewDetails.aspx?mtdsg_no={number}&amp;clang=_fr\">FR</a>\
         <div id=\"{PART}div3\">STATUS AS AT : 03-02-2026 10:16:18 EDT</div>\
         <table><tr><td id=\"{PART}rptTreaty_ctl00_tcTreaty\">{title}</td></tr></table>\
         <table id=\"{PART}tblgrid\">{rows}</table>{below}</body></html>"
    )
}

/// What a participant says in a part of a page: `dgDec` are its declarations, `dgObj` its objections.
pub fn said(part: &str, name: &str, lines: &[&str]) -> String {
    let lines = lines.join("</p><p>");
    let part = format!("ctl00_ContentPlaceHolderInnerPage_{part}_ctl02");
    format!("<div id=\"{part}_divParticipant\">{name}</div><div id=\"{part}_divText\"><p>{lines}</p></div>")
}

fn plan(place: &Place, rest: &str) -> Value {
    let ran = place.run(&format!("accede import {rest} --format json"));
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{rest}: {ran:?}"))
}

fn count(plan: &Value, what: &str) -> u64 {
    plan["counts"][what].as_u64().unwrap()
}

fn reasons(plan: &Value) -> Vec<String> {
    let findings = plan["findings"].as_array().unwrap().iter();
    findings.map(|finding| finding["reason"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_treaty_that_a_file_names_counts_and_not_the_one_of_the_command_line() {
    let place = Place::whole();
    let write = |name: &str, text: &str| std::fs::write(place.path().join(name), text).unwrap();
    let rows = ["Participant | Signature | Ratification", "Chad | 1 Feb 2001 | 3 Mar 2002"];
    write("un.html", &un_page("IV-99", "99. Convention on Maps", &rows, ""));
    write("4-11.csv", "Participant,Signature,\"Ratification, Accession(a)\"\nChad,30 Sep 1990,2 Oct 1990\n");
    write(
        "lex.txt",
        "Berne Convention (Total Members: 1)\nContracting Party\tSignature\tInstrument\tEntry into Force\tDetails\nChad\t\tAccession: August 4, 1971\tNovember 25, 1971\tDetails\n",
    );
    write(
        "chart.txt",
        "Council of Europe, Treaty No. 185\nStatus as of 24/11/2025\n\tSignature\tRatification\tEntry into Force\tNotes\nFrance\t23/11/2001\t10/01/2006\t01/05/2006\n",
    );
    for (file, other, own) in [
        ("un.html", "ICCPR", "'UN IV-99'"),
        ("4-11.csv", "ICCPR", "CRC"),
        ("lex.txt", "'WIPO PARIS'", "'wipo berne'"),
        ("chart.txt", "'CETS 189'", "budapest"),
    ] {
        let told = plan(&place, &format!("{file} --treaty {other}"));
        assert_eq!(reasons(&told), ["other-treaty"], "{file}: {told}");
        assert_eq!(count(&told, "new") + count(&told, "same"), 0, "{file}: {told}");
        let told = plan(&place, &format!("{file} --treaty {own}"));
        assert!(
            reasons(&told).is_empty() && count(&told, "new") + count(&told, "same") > 0,
            "{file}: {told}"
        );
    }
}

#[test]
fn statements_that_are_alike_are_matched_one_to_one() {
    let place = Place::empty();
    assert_eq!(place.run("accede init accede.db --bare --output made.txt").code, 0);
    let twice = [
        "1 February 2001",
        "<i>Reservation:</i>",
        "Reserves article 9.",
        "<i>Reservation:</i>",
        "Reserves article 9.",
    ];
    let more = [&twice[..], &["<i>Reservation:</i>", "Reserves article 9."]].concat();
    let rows = ["Participant | Signature | Ratification", "Chad | 1 Feb 2001 | 3 Mar 2002"];
    for (name, lines) in [("two.html", &twice[..]), ("three.html", &more[..])] {
        let page = un_page("IV-99", "99. Convention on Maps", &rows, &said("dgDec", "Chad", lines));
        std::fs::write(place.path().join(name), page).unwrap();
    }
    let told = plan(&place, "two.html --write");
    assert_eq!((count(&told, "new"), count(&told, "same")), (4, 0), "{told}");
    let told = plan(&place, "two.html");
    assert_eq!((count(&told, "new"), count(&told, "same")), (0, 4), "{told}");
    let told = plan(&place, "three.html");
    assert_eq!((count(&told, "new"), count(&told, "same")), (1, 4), "{told}");
}

#[test]
fn saved_pages_bring_nothing_a_second_time_or_beside_the_seed() {
    let Some(corpus) = needs::corpus() else { return };
    let pages = corpus.join("samples/untc-html").display().to_string();
    let place = Place::empty();
    assert_eq!(place.run("accede init accede.db --bare --output made.txt").code, 0);
    let first = plan(&place, &format!("{pages} --write --partial"));
    assert_eq!(count(&first, "same"), 0);
    let checked = place.run("accede claims --check --format csv").stdout;
    assert!(checked.lines().count() > 40, "{checked}");
    let unlike: Vec<&str> = checked.lines().skip(1).filter(|line| !line.contains(",holds,")).collect();
    assert!(unlike.is_empty(), "the numbers printed on the pages: {unlike:?}");
    let again = plan(&place, &pages);
    assert_eq!(count(&again, "new") + count(&again, "changed") + count(&again, "contradicting"), 0);
    assert_eq!(count(&again, "same"), count(&first, "new"));
    let place = Place::whole();
    let beside_the_seed = plan(&place, &pages);
    let new = beside_the_seed["rows"].as_array().unwrap().iter();
    // Notifications of derogations are told on the pages, and are not in the seed; neither are withdrawals.
    let is_seeded = |row: &&Value| row["act"] != "communication" && row["act"] != "withdrawal-of-statement";
    let new = new.filter(|row| row["verdict"] == "new").filter(is_seeded);
    assert_eq!(new.count(), 0, "{beside_the_seed}");
}

#[test]
fn what_is_taken_back_has_the_day_that_its_text_gives_and_not_that_of_the_consent() {
    let place = Place::new();
    let rows = ["Participant | Signature | Ratification", "Chad | 1 Feb 2001 | 3 Mar 2002"];
    let on = "On 25 July 2014, the Government informed the Secretary-General that it withdraws its reservation to article 9.";
    for (lines, day) in [
        (&["<i>Withdrawal of reservation</i>", on][..], "2014-07-25"),
        (&["3 May 2010", "<i>Withdrawal of reservation</i>", on], "2010-05-03"),
        (&["<i>Withdrawal of reservation</i>", "The Government withdraws its reservation to article 9."], ""),
        (&["<i>Upon signature:</i>", "<i>Reservation:</i>", "Article 9 is kept."], "2001-02-01"),
    ] {
        let page = un_page("IV-99", "99. Convention on Maps", &rows, &said("dgDec", "Chad", lines));
        std::fs::write(place.path().join("page.html"), page).unwrap();
        let told = plan(&place, "page.html");
        let told = told["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["act"] != "signature" && row["act"] != "ratification");
        assert_eq!(told.unwrap()["date"], day, "{lines:?}");
    }
}

#[test]
fn what_a_dissolved_state_signed_is_known_where_a_later_one_is_listed_with_it() {
    let place = Place::whole();
    let heading = "Member\tSignature\tInstrument\tIn Force\tDetails\n";
    for (treaty, row, own) in [
        ("Strasbourg Agreement", "Serbia\tMarch 24, 1971\tRatification: July 15, 2009\tJuly 15, 2010\t\n", 2),
        ("Vienna Agreement", "Serbia\tJune 12, 1973\tRatification: July 15, 2009\tOctober 15, 2009\t\n", 2),
        ("Phonograms Convention", "Serbia\tOctober 29, 1971\t\t\t\n", 1),
        ("Madrid Protocol", "Serbia\tJune 28, 1989\t\t\t\n", 1),
        ("Washington Treaty", "Serbia\tMay 26, 1989\t\t\t\n", 1),
    ] {
        let page = format!("{treaty} (Total Members: 64)\n{heading}{row}");
        std::fs::write(place.path().join("page.txt"), page).unwrap();
        let told = plan(&place, "page.txt");
        assert!(reasons(&told).is_empty() && count(&told, "new") == 0, "{treaty}: {told}");
        assert_eq!(count(&told, "same"), own, "{treaty}");
    }
}

/// What comes of a page with these texts below its table.
fn told_of(place: &Place, below: &str) -> (Vec<String>, Vec<String>) {
    let rows =
        ["Participant | Signature | Ratification", "Chad | 1 Feb 2001 | 3 Mar 2002", "Peru |  | 4 May 2003"];
    let page = un_page("IV-99", "99. Convention on Maps", &rows, below);
    std::fs::write(place.path().join("page.html"), page).unwrap();
    let told = plan(place, "page.html");
    let rows = told["rows"].as_array().unwrap().iter().map(|row| row["act"].as_str().unwrap().to_owned());
    let kinds = rows.filter(|act| !matches!(act.as_str(), "signature" | "ratification" | "accession"));
    (kinds.collect(), reasons(&told))
}

#[test]
fn what_becomes_of_an_earlier_statement_is_no_new_reservation() {
    let place = Place::new();
    for (heading, kind, reason) in [
        ("Withdrawal of reservation:", "withdrawal-of-statement", ""),
        ("Partial withdrawal of reservation:", "withdrawal-of-statement", ""),
        ("Withdrawal of declaration:", "withdrawal-of-statement", ""),
        ("Confirmation of reservation made upon signature:", "confirmation", ""),
        ("Objection to the reservation made by Peru:", "objection", ""),
        ("Modification of reservation:", "", "ambiguous-heading"),
        ("Proposed reservation:", "", "ambiguous-heading"),
        ("Reservation:", "reservation", ""),
    ] {
        let heading = format!("<i>{heading}</i>");
        let said =
            said("dgDec", "Chad", &["3 May 2010", &heading, "The Government says so about article 9."]);
        let (kinds, reasons) = told_of(&place, &said);
        assert_eq!((kinds.join(" ").as_str(), reasons.join(" ").as_str()), (kind, reason), "{heading}");
    }
}

#[test]
fn what_goes_on_after_a_withdrawal_in_part_is_not_what_is_withdrawn() {
    let place = Place::new();
    for (text, kind, reason) in [
        ("Chad withdraws its reservation to article 9.", "withdrawal-of-statement", ""),
        (
            "Chad withdraws its reservation in part, which shall continue to apply in respect of article 9.",
            "",
            "ambiguous-heading",
        ),
        ("Chad withdraws its reservation with the exception of article 9.", "", "ambiguous-heading"),
    ] {
        let said = said("dgDec", "Chad", &["3 May 2010", "<i>Partial withdrawal of reservation:</i>", text]);
        let (kinds, reasons) = told_of(&place, &said);
        assert_eq!((kinds.join(" ").as_str(), reasons.join(" ").as_str()), (kind, reason), "{text}");
    }
}

#[test]
fn a_name_with_a_note_alone_is_no_finding_and_an_unknown_target_is_shown() {
    let place = Place::new();
    let (kinds, reasons) = told_of(&place, &said("dgDec", "Chad<sup>3</sup>", &[]));
    assert!(kinds.is_empty() && reasons.is_empty(), "{kinds:?} {reasons:?}");
    let (_, reasons) = told_of(&place, &said("dgDec", "Chad", &[]));
    assert_eq!(reasons, ["truncated"]);
    let heading = "<i>With regard to the reservation made by Lemuria upon accession:</i>";
    told_of(&place, &said("dgObj", "Chad", &["3 May 2010", heading, "Chad objects."]));
    let told = plan(&place, "page.html");
    assert_eq!(told["findings"][0]["cell"], "Lemuria", "{told}");
}

#[test]
fn days_in_tables_and_notes_that_are_not_read_are_told() {
    let place = Place::new();
    let further = "<table id=\"x_tblMore\"><tr><td>Participant</td><td>Acceptance</td></tr><tr><td>Chad</td><td>3 May 2005</td></tr></table>";
    let (_, reasons) = told_of(&place, further);
    assert_eq!(reasons, ["not-of-this-form"]);
    let write = |name: &str, text: &[u8]| std::fs::write(place.path().join(name), text).unwrap();
    write(
        "lines.txt",
        b"STATUS AS AT : 03-02-2026\nCHAPTER IV\n99. Convention on Maps\nStatus : Parties : 1\nParticipant\nSignature\nRatification\nChad\n1 Feb 2001\n3 Mar 2002\n",
    );
    assert_eq!(self::reasons(&plan(&place, "lines.txt")), ["not-of-this-form"]);
    write(
        "chart.txt",
        "Council of Europe, Treaty No. 900\nStatus as of 24/11/2025\n\tSignature\tRatification\tEntry into force\tNotes\nFrance\t23/11/2001\t10/01/2006\t01/05/2006\tDenunciation on 16/03/2022\nChile\t\t20/04/2017 a\t01/08/2017\t\nMalta\t12/12/1966\t23/01/1967\t23/04/1967\t01/02/1999\n"
            .as_bytes(),
    );
    let told = plan(&place, "chart.txt");
    let acts: Vec<&str> =
        told["rows"].as_array().unwrap().iter().map(|row| row["act"].as_str().unwrap()).collect();
    assert_eq!(
        acts,
        ["signature", "ratification", "denunciation", "accession", "signature", "ratification"],
        "{told}"
    );
    assert_eq!(self::reasons(&told), ["unknown-action"]);
    // What somebody says who is not in the table is no part of the heading above.
    let paste = "STATUS AS AT : 03-02-2026\nCHAPTER IV\n99. Convention on Maps\nStatus\t:\tParties : 1\nParticipant\tSignature\tRatification\nChad\t1 Feb 2001\t3 Mar 2002\nDeclarations and Reservations\nHoly See\nOn 3 December 2008 the Holy See declared that it joins in.\n";
    write("paste.txt", paste.as_bytes());
    assert_eq!(self::reasons(&plan(&place, "paste.txt")).len(), 1);
}

#[test]
fn a_page_is_known_in_every_way_to_write_it() {
    let place = Place::new();
    let rows = ["Participant | Signature | Ratification", "Chad | 1 Feb 2001 | 3 Mar 2002"];
    let page = un_page("IV-99", "99. Convention on Maps", &rows, "");
    let utf_16: Vec<u8> = format!("\u{feff}{page}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [page.replace('"', "'").into_bytes(), page.replace('"', "").into_bytes(), utf_16] {
        std::fs::write(place.path().join("page.html"), bytes).unwrap();
        assert_eq!(count(&plan(&place, "page.html"), "new"), 2);
    }
}

#[test]
fn a_page_of_a_treaty_that_wipo_keeps_is_of_that_and_its_undated_number_is_told() {
    let place = Place::new();
    let table = "Contracting Party\tSignature\tInstrument\tEntry into Force\tDetails\nChad\t\tAccession: August 4, 1971\tNovember 25, 1971\tDetails\nPeru\t\t\tMay 3, 1980\tDetails\n";
    for (name, code) in [("Patent Cooperation Treaty (PCT)", "WIPO PCT"), ("Nairobi Treaty", "WIPO NAIROBI")]
    {
        std::fs::write(place.path().join("lex.txt"), format!("{name} (Total Members: 2)\n{table}")).unwrap();
        let told = plan(&place, "lex.txt");
        assert_eq!((count(&told, "new"), told["rows"][0]["treaty"].as_str()), (2, Some(code)), "{told}");
        assert!(told["remarks"].to_string().contains("not kept as claims"), "{told}");
    }
    std::fs::write(place.path().join("own.csv"), "treaty,participant,action,date\n").unwrap();
    let told = plan(&place, "own.csv --reader wipo-lex");
    assert_eq!(reasons(&told), ["not-of-this-form"]);
}
