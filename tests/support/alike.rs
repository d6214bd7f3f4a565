//! A treaty of one's own, and what answers say of it.

use std::fmt::Write;
use std::fs;

use super::Place;

/// A treaty of one's own, with these clauses (`kind applies_to rule`), lines and tables.
pub fn treaty(place: &Place, code: &str, opened: &str, clauses: &[&str], more: &str) {
    let (lines, tables) = more.split_at(more.find("[[").unwrap_or(more.len()));
    let mut page = format!("code = \"{code}\"\ntitle = \"{code}\"\nopened_on = {opened}\n{lines}");
    for clause in clauses {
        let words: Vec<&str> = clause.splitn(3, ' ').collect();
        write!(
            page,
            "[[clauses]]\nkind = \"{}\"\napplies_to = \"{}\"\nrule = \"{}\"\narticle = \"art. 1\"\n",
            words[0], words[1], words[2]
        )
        .unwrap();
    }
    fs::write(place.path().join("t.toml"), format!("{page}{tables}")).unwrap();
    let ran = place.run("accede treaty add t.toml");
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// What is printed of lines that all succeed, the last of them.
pub fn said(place: &Place, lines: &[&str]) -> String {
    let mut out = String::new();
    for line in lines {
        let ran = place.run(&format!("accede {line}"));
        assert!(ran.code <= 1, "{line}: {ran:?}");
        out = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    out
}
