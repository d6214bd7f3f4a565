//! Treaties from files: what is shown reads back as itself, what differs is recorded and nothing else, and bad
//! files are refused before anything is written.

use std::fs;

use crate::support::{Place, dump_derived};
use accede::model::Body;
use accede::store::{Access, Store};

/// Runs one line that has to end well.
fn well(place: &Place, line: &str) -> String {
    let ran = place.run(line);
    assert_eq!(ran.code, 0, "{line}: {ran:?}");
    ran.stdout
}

const MINE: &str = r#"
code = "AU 12"
title = "Treaty of the Lighthouses"
short_title = "Lighthouse Treaty"
depositary = "Government of Malta"
adopted_on = 2020-03-01
opened_on = "2020-03-02"
aliases = ["Lighthouses", "AU XII"]
identifiers = { UNTS = "I-60001", Wikidata = "Q60001" }
source = "Official Gazette 2020, 7"

[[links]]
kind = "related"
treaty = "CETS 185"
article = "art. 2"

[[clauses]]
kind = "eligibility"
applies_to = "signature"
rule = "members(EU)"
article = "art. 9(1)"

[[clauses]]
kind = "threshold"
rule = "count(2)"
article = "art. 9(2)"
note = "of the signatories"

[[clauses]]
kind = "effect"
applies_to = "treaty"
rule = "D(30)"
article = "art. 9(3)"

[[clauses]]
kind = "effect"
applies_to = "consent"
rule = "D(30)"
article = "art. 9(3)"
"#;

/// A place with that treaty, and the acts of two parties.
fn with_mine() -> Place {
    let place = Place::new();
    fs::write(place.path().join("mine.toml"), MINE).unwrap();
    well(&place, "accede treaty add mine.toml --by test");
    for (act, who, on) in [
        ("signature", "MT", "2020-04-01"),
        ("ratification", "MT", "2021-01-01"),
        ("ratification", "IE", "2022-01-01"),
    ] {
        if who == "IE" {
            well(&place, "accede record signature lighthouses IE --on 2020-05-05");
        }
        well(&place, &format!("accede record {act} lighthouses {who} --on {on}"));
    }
    place
}

fn newest(place: &Place) -> i64 {
    place.store().head().unwrap().seq
}

#[test]
fn every_treaty_of_the_seed_reads_back_as_itself() {
    let place = Place::new();
    let before = fs::read(place.db()).unwrap();
    let treaties = place.store().treaties().unwrap();
    assert!(treaties.len() > 4);
    for treaty in treaties {
        let code = &treaty.code;
        let said = well(
            &place,
            &format!("accede treaty show '{code}' --toml > it.toml && accede treaty amend it.toml"),
        );
        assert!(said.contains("Nothing to change"), "{code}: {said}");
    }
    assert_eq!(fs::read(place.db()).unwrap(), before);
}

#[test]
fn a_treaty_of_the_seed_can_be_added_to_a_file_without_it() {
    let place = Place::new();
    let treaties = place.store().treaties().unwrap();
    // Each under another code and without its names: the rest has to come out the same.
    for (place_in_list, treaty) in treaties.iter().enumerate() {
        let text = well(&place, &format!("accede treaty show '{}' --toml", treaty.code));
        let number = format!("Z {place_in_list}");
        let own: Vec<String> = text
            .lines()
            .filter(|line| !line.starts_with("aliases = "))
            .map(|line| match line.split_once(" = ") {
                Some(("code", _)) => format!("code = \"{number}\""),
                Some(("title" | "short_title", _)) => line.replacen("= \"", &format!("= \"{number} "), 1),
                _ => line.to_owned(),
            })
            .collect();
        fs::write(place.path().join("it.toml"), own.join("\n") + "\n").unwrap();
        well(&place, "accede treaty add it.toml");
        let again = well(&place, &format!("accede treaty show '{number}' --toml"));
        assert_eq!(again.trim_end(), own.join("\n"), "{}", treaty.code);
    }
    let recorded = dump_derived(&place.db());
    Store::open(&place.db(), Access::Write).unwrap().rebuild().unwrap();
    assert_eq!(dump_derived(&place.db()), recorded);
}

#[test]
fn an_added_treaty_works_like_any_other() {
    let place = with_mine();
    let status = well(&place, "accede status 'au xii' --as-of 2022-02-01 --only party");
    assert!(status.contains("Ireland") && status.contains("2022-01-31"), "{status}");
    let shown = well(&place, "accede treaty show lighthouses");
    for text in ["Treaty of the Lighthouses (AU 12)", "two consents", "2022-01-31, by the clause", "related"]
    {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    let file = well(&place, "accede treaty show lighthouses --toml");
    assert!(file.contains("sources = [\"Official Gazette 2020, 7\"]"), "{file}");
    assert!(
        well(&place, "accede treaty show lighthouses --toml | accede treaty amend -").contains("Nothing to")
    );
    assert!(well(&place, "accede treaty amend mine.toml").contains("Nothing to change"));
}

#[test]
fn what_differs_is_recorded_and_nothing_else() {
    let place = with_mine();
    let amend = |from: &str, to: &str| {
        let text = fs::read_to_string(place.path().join("mine.toml")).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(place.path().join("mine.toml"), text.replacen(from, to, 1)).unwrap();
        let before = newest(&place);
        let receipt = well(&place, "accede treaty amend mine.toml --format json");
        let again = well(&place, "accede treaty amend mine.toml");
        assert!(again.contains("Nothing to change"), "{again}");
        (newest(&place) - before, receipt)
    };
    // A clause that says something else, and with it the day for both parties.
    let (entries, receipt) = amend("\"D(30)\"", "\"D(60)\"");
    assert_eq!(entries, 1, "{receipt}");
    assert!(
        receipt.contains("\"change\": \"entry into force by the clause\",\n      \"since\": \"2022-03-02\""),
        "{receipt}"
    );
    assert!(
        receipt.contains("\"code\": \"IE\"") && receipt.contains("\"change\": \"contracting\""),
        "{receipt}"
    );
    // Blanks in a rule are no difference.
    assert_eq!(amend("\"count(2)\"", "\"count( 2 )\"").0, 0);
    // Names: one for another, one fewer, one that was a title.
    assert_eq!(amend("\"AU XII\"", "\"Au-xii\"").0, 1);
    assert_eq!(amend(", \"Au-xii\"", "").0, 1);
    assert_ne!(place.run("accede status 'AU XII'").code, 0);
    assert_eq!(amend("\"Lighthouse Treaty\"", "\"Beacon Treaty\"").0, 1);
    assert_ne!(place.run("accede status 'Lighthouse Treaty'").code, 0);
    assert_eq!(amend("[\"Lighthouses\"", "[\"Lighthouses\", \"Lighthouse Treaty\"").0, 1);
    well(&place, "accede status 'Lighthouse Treaty'");
    // A number in another register.
    well(&place, "accede status 'UNTS I-60001'");
    assert_eq!(amend("UNTS = \"I-60001\"", "UNTS = \"I-60002\"").0, 1);
    assert_ne!(place.run("accede status 'UNTS I-60001'").code, 0);
    well(&place, "accede status i-60002");
    // A link, a note, a published day.
    assert_eq!(amend("[[links]]\nkind = \"related\"\ntreaty = \"CETS 185\"\narticle = \"art. 2\"", "").0, 1);
    assert_eq!(amend("note = \"of the signatories\"", "").0, 1);
    assert_eq!(amend("aliases", "in_force_on = 2022-03-02\naliases").0, 1);
    // A clause that is gone leaves no day to compute.
    let (entries, receipt) =
        amend("[[clauses]]\nkind = \"threshold\"\nrule = \"count( 2 )\"\narticle = \"art. 9(2)\"\n", "");
    assert_eq!(entries, 1, "{receipt}");
    let recorded = dump_derived(&place.db());
    Store::open(&place.db(), Access::Write).unwrap().rebuild().unwrap();
    assert_eq!(dump_derived(&place.db()), recorded, "a rebuilt file is the recorded one");
}

#[test]
fn a_source_on_the_command_line_is_cited_by_what_is_recorded_and_no_difference_later() {
    let place = with_mine();
    let text = MINE.replace("\"count(2)\"", "\"count(3)\"");
    fs::write(place.path().join("mine.toml"), text).unwrap();
    let before = newest(&place);
    well(&place, "accede treaty amend mine.toml --source 'A protocol of correction'");
    let store = place.store();
    assert_eq!(newest(&place) - before, 2, "the source, and the clause");
    let Some((_, fact)) = store.entry(newest(&place)).unwrap() else { panic!("no entry") };
    let Body::Clause(clause) = fact.body else { panic!("{fact:?}") };
    assert_eq!(clause.sources.0.len(), 2, "that of the file, and the one given");
    assert!(fact.replaces.is_some());
    for line in
        ["accede treaty amend mine.toml --source 'A protocol of correction'", "accede treaty amend mine.toml"]
    {
        let again = well(&place, line);
        assert!(again.contains("Nothing to change"), "{line}: {again}");
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::new();
    fs::write(place.path().join("mine.toml"), MINE).unwrap();
    let before = fs::read(place.db()).unwrap();
    let said = well(&place, "accede treaty add mine.toml --dry-run");
    assert!(said.contains("Nothing was written (--dry-run)"), "{said}");
    assert_eq!(fs::read(place.db()).unwrap(), before);
}

#[test]
fn hostile_files_are_refused_before_anything_is_written() {
    let place = Place::new();
    let before = fs::read(place.db()).unwrap();
    let deep = format!("AND(count(1), {}count(1){})", "AND(count(1), ".repeat(40), ")".repeat(40));
    let many = "[[clauses]]\nkind = \"gap\"\nrule = \"MAX\"\narticle = \"1\"\n".repeat(501);
    let head = "code = \"X 1\"\nopened_on = 2020-01-01\n";
    for (what, bytes, code, says) in [
        ("huge", vec![b'#'; (1 << 20) + 1], 4, "more than 1 MiB"),
        ("empty", Vec::new(), 2, "it is empty"),
        ("blank", b"\n \n".to_vec(), 2, "it is empty"),
        ("not utf-8", b"code = \"X\"\ntitle = \"\xff\"".to_vec(), 2, "it.toml:2: it is not UTF-8"),
        ("a zero", b"code = \"X\0\"".to_vec(), 2, "it.toml:1:10: "),
        (
            "escape",
            format!("{head}title = \"a\\u001b[31m\"").into_bytes(),
            2,
            "it.toml:3: title: it has control",
        ),
        (
            "override",
            format!("{head}title = \"a\u{202e}b\"").into_bytes(),
            2,
            "it.toml:3: title: it has control",
        ),
        (
            "two lines",
            format!("{head}note = \"\"\"a\nb\"\"\"").into_bytes(),
            2,
            "it.toml:3: note: it has control",
        ),
        (
            "too long",
            format!("{head}note = \"{}\"", "a".repeat(10_001)).into_bytes(),
            2,
            "it.toml:3: note: it has 10001",
        ),
        (
            "deep list",
            format!("aliases = {}{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(),
            2,
            "it.toml:1:",
        ),
        (
            "deep rule",
            format!("{head}[[clauses]]\nkind = \"threshold\"\nrule = \"{deep}\"\narticle = \"1\"")
                .into_bytes(),
            2,
            "too many brackets",
        ),
        ("many", format!("{head}{many}").into_bytes(), 2, "501 clauses; 500 is the most"),
        ("nested key", format!("{head}code.x = 1").into_bytes(), 2, "it.toml:3:1: "),
        ("mark", format!("\u{feff}{head}titel = \"a\"").into_bytes(), 2, "it.toml:3: 'titel' is no key"),
    ] {
        fs::write(place.path().join("it.toml"), bytes).unwrap();
        for verb in ["add", "amend"] {
            let ran = place.run(&format!("accede treaty {verb} it.toml"));
            assert_eq!(ran.code, code, "{what}: {ran:?}");
            // A fault of law is looked for only once the treaty is known.
            assert!(ran.stderr.contains(says) || verb == "amend", "{what}: {ran:?}");
            assert!(ran.stdout.is_empty() && ran.stderr.lines().count() <= 2, "{what}: {ran:?}");
        }
    }
    assert_eq!(fs::read(place.db()).unwrap(), before);
}
