//! Tables as people have them: what stands where there is nothing, in notes, and in what nobody sees; other languages.

use serde_json::Value;

use crate::support::Place;

const MAP: &str = r#"
name = "own"
about = "own table"
publisher = "Ministry"
title = "Own table"
authority = "research"
whole = false
withdrawals = false

[participant]
name = "Country"

[[acts]]
act = "signature"
day = "Signed"

[[acts]]
act = "accession"
day = "Acceded"
"#;

fn told(place: &Place, file: &str, text: &str, map: Option<&str>) -> (Vec<String>, Vec<String>) {
    std::fs::write(place.path().join(file), text).unwrap();
    let named = map.map_or_else(String::new, |map| {
        std::fs::write(place.path().join("own.toml"), map).unwrap();
        "--map own.toml --treaty 'T 1'".to_owned()
    });
    let ran = place.run(&format!("accede import {file} {named} --format json"));
    let plan: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{file}: {ran:?}"));
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let act = |row: &Value| ["participant", "act", "date"].map(|field| text(row, field)).join(" ");
    let finding = |row: &Value| format!("{} {}", row["place"]["line"], text(row, "reason"));
    let all =
        |list: &str, of: &dyn Fn(&Value) -> String| plan[list].as_array().unwrap().iter().map(of).collect();
    (all("rows", &act), all("findings", &finding))
}

#[test]
fn a_dash_says_that_there_is_nothing() {
    let place = Place::new();
    let rows = "Country,Signed,Acceded\nMali,-,–\nChad,—,5 Sep 2000\nPeru,n/a,−\nTogo,?,..\n";
    let (acts, findings) = told(&place, "dashes.csv", rows, Some(MAP));
    assert_eq!(acts, ["TD accession 2000-09-05"]);
    assert_eq!(findings, ["4 unreadable-date", "5 unreadable-date", "5 unreadable-date"]);
    // Where the map gives it a meaning it has that.
    let map = MAP.replace("whole = false", "whole = false\nunknown = [\"-\"]");
    let (acts, _) = told(&place, "dashes.csv", "Country,Signed,Acceded\nMali,-,\n", Some(&map));
    assert_eq!(acts, ["ML signature "]);
}

#[test]
fn a_day_in_a_note_below_the_table_is_a_finding() {
    let place = Place::new();
    let rows = "Country,Signed,Acceded\nMali,5 Sep 2000,\nYugoslavia (< 25-06-1991),6 Sep 1980,\n\
        1 Mali withdrew on 3 May 2012.,,\nSource: own,,\n";
    let (acts, findings) = told(&place, "note.csv", rows, Some(MAP));
    assert_eq!(acts, ["ML signature 2000-09-05", "X-SFRY signature 1980-09-06"]);
    assert_eq!(findings, ["4 unread-column"]);
}

#[test]
fn what_sorts_a_column_unseen_is_no_part_of_its_cell() {
    let place = Place::new();
    let page = "<html><body><table><tr><th>Country</th><th>Signed</th><th>Acceded</th></tr>\
        <tr><td>Chad</td><td><span style=\"display: none\">2000-09-05 <span>a</span>b</span>5 September 2000</td><td></td></tr>\
        <tr><td>Mali</td><td><span style=\"display:none\">2000-09-06</td><td>7 Sep 2000</td></tr>\
        <tr style=\"display:none\"><td>Togo</td><td>8 Sep 2000¹</td><td></td></tr></table></body></html>";
    let (acts, findings) = told(&place, "page.html", page, Some(MAP));
    assert_eq!(
        acts,
        ["TD signature 2000-09-05", "ML accession 2000-09-07", "TG signature 2000-09-08"],
        "{findings:?}"
    );
}

#[test]
fn the_chart_of_the_council_of_europe_is_read_in_each_of_its_languages() {
    let place = Place::whole();
    for (of, council, headings, names) in [
        (
            "Status of Treaty 005",
            "Council of Europe",
            "Signature Ratification Entry_into_force",
            "Austria Türkiye",
        ),
        (
            "État du traité 005",
            "Conseil de l’Europe",
            "Signature Ratification Entrée_en_vigueur",
            "Autriche Turquie",
        ),
        (
            "Unterschriften und Ratifikationsstand des Vertrags 005",
            "Mitgliedstaaten des Europarats",
            "Unterzeichnung Ratifizierung Inkrafttreten",
            "Österreich Türkei",
        ),
        (
            "Stato delle firme e ratifiche di trattato 005",
            "Membri del Consiglio d’Europa",
            "Firma Ratifica Entrata_in_vigore",
            "Austria Turchia",
        ),
        (
            "Подписи и ратификации Договора 005",
            "Члены Совета Европы",
            "Подписание Ратификация Вступление_в_силу",
            "Австрия Турция",
        ),
    ] {
        let cells = |words: &str, tag: &str| {
            let cell = |word: &str| format!("<{tag}>{}</{tag}>", word.replace('_', " "));
            words.split(' ').map(cell).collect::<String>()
        };
        let (one, other) = names.split_once(' ').unwrap();
        let head = format!("<th>{council}</th>{}", cells(headings, "th"));
        let rows = format!(
            "<tr><td>{one}</td>{}</tr><tr><td>{other}</td><td>04/11/1950</td><td></td><td></td></tr>",
            cells("13/12/1957 03/09/1958 03/09/1958", "td")
        );
        let page = format!("<html><body><h2>{of}</h2><table><tr>{head}</tr>{rows}</table></body></html>");
        let (acts, findings) = told(&place, "chart.html", &page, None);
        assert_eq!(
            acts,
            ["AT signature 1957-12-13", "AT ratification 1958-09-03", "TR signature 1950-11-04"],
            "{of}: {findings:?}"
        );
    }
}

#[test]
fn records_of_json_stand_in_a_list_or_in_lines() {
    let place = Place::new();
    let lines = "{\"Country\":\"Mali\",\"Signed\":\"2000-09-05\",\"Acceded\":null}\n\n{\"Country\":\"Chad\",\"Signed\":\"\",\"Acceded\":\"2000-09-06\"}\n";
    let (acts, findings) = told(&place, "lines.ndjson", lines, Some(MAP));
    assert_eq!(acts, ["ML signature 2000-09-05", "TD accession 2000-09-06"], "{findings:?}");
    let (_, findings) = told(&place, "cut.ndjson", &lines[..lines.len() - 9], Some(MAP));
    assert_eq!(findings, ["3 truncated"]);
    let (_, findings) = told(&place, "other.ndjson", &format!("{lines}[1]"), Some(MAP));
    assert_eq!(findings, ["4 not-of-this-form"]);
}
