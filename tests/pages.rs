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
    let lines: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
    let part = format!("ctl00_ContentPlaceHolderInnerPage_{part}_ctl02");
    format!("<div id=\"{part}_divParticipant\">{name}</div><div id=\"{part}_divText\">{lines}</div>")
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
    let again = plan(&place, &pages);
    assert_eq!(count(&again, "new") + count(&again, "changed") + count(&again, "contradicting"), 0);
    assert_eq!(count(&again, "same"), count(&first, "new"));
    let beside_the_seed = plan(&Place::whole(), &pages);
    let new = beside_the_seed["rows"].as_array().unwrap().iter();
    // Notifications of derogations are told on the pages, and are not in the seed.
    let new: Vec<&Value> =
        new.filter(|row| row["verdict"] == "new" && row["act"] != "communication").collect();
    assert!(new.is_empty(), "{new:?}");
}
