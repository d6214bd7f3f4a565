//! Letters that are never shown as they are: orders to a terminal, marks that turn the direction of writing, ends of lines, and
//! what nobody sees. Wherever a text comes from, and in whatever format it goes out.

use std::collections::BTreeSet;
use std::fmt::Write;

use accede::model::letters::{is_control, is_hidden};
use accede::names::looks::{Look, mixed_word};
use accede::render::Format;
use clap::ValueEnum;

use crate::support::damage::{chain_anew, damage};
use crate::support::{Place, Ran};

/// One of each sort, with the ends of each run. U+0000 ends a text in `SQLite`.
const HIDDEN: [char; 44] = [
    '\u{1}',
    '\u{7}',
    '\u{8}',
    '\t',
    '\u{b}',
    '\r',
    '\u{1b}',
    '\u{1f}',
    '\u{7f}',
    '\u{80}',
    '\u{85}',
    '\u{9b}',
    '\u{9f}',
    '\u{ad}',
    '\u{61c}',
    '\u{115f}',
    '\u{180e}',
    '\u{200b}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2060}',
    '\u{2064}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{206f}',
    '\u{3164}',
    '\u{feff}',
    '\u{ffa0}',
    '\u{fff9}',
    '\u{fffb}',
    '\u{fffe}',
    '\u{1d173}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{10ffff}',
];

/// Texts in the file, as columns.
const TEXTS: [&str; 22] = [
    "participant.name",
    "participant.official_name",
    "participant.note",
    "name.name",
    "treaty.title",
    "treaty.short_title",
    "treaty.subject",
    "treaty.depositary",
    "treaty.opened_at",
    "treaty.note",
    "participant_group.name",
    "source.citation",
    "source.publisher",
    "membership.note",
    "clause.article",
    "clause.words",
    "clause.note",
    "act.note",
    "act.raw_cell",
    "reservation.summary",
    "reservation.text",
    "claim.note",
];

const ASKED: [&str; 36] = [
    "",
    "status budapest",
    "status budapest --why",
    "pending budapest --group EU",
    "pending --by-treaty --of EU",
    "participant HU",
    "participants",
    "reservations budapest",
    "reservations budapest --full",
    "territories budapest",
    "between HU AF --treaty budapest",
    "through budapest EU",
    "matrix budapest hanoi",
    "compare HU RO",
    "durations budapest",
    "curve budapest",
    "panel budapest --from 2020",
    "events budapest",
    "spells budapest",
    "explain budapest",
    "explain budapest HU",
    "missing hanoi",
    "next",
    "next --as-of 2004-06-01",
    "departures",
    "successions",
    "changes --since 2026-01-01",
    "claims --check",
    "check",
    "cite budapest HU",
    "treaties",
    "treaty show budapest",
    "group show EU",
    "conflicts",
    "log --limit 20",
    "verify",
];

/// What people are shown of it that they do not see: nothing but the ends of lines that a format has.
fn hidden_in(output: &str, format: &str) -> BTreeSet<char> {
    let output = if format == "ics" { output.replace("\r\n", "\n") } else { output.to_owned() };
    output.chars().filter(|letter| *letter != '\n' && is_hidden(*letter)).collect()
}

fn is_shown(ran: &Ran, format: &str, asked: &str, wrong: &mut String) -> bool {
    for (where_to, output) in [("out", &ran.stdout), ("err", &ran.stderr)] {
        let found = hidden_in(output, format);
        if !found.is_empty() {
            writeln!(wrong, "accede {asked} --format {format}, std{where_to}: {found:?}").unwrap();
        }
    }
    ran.stdout.contains("\\u{202e}") || ran.stdout.contains("\\u202e") || ran.stdout.contains("\\u202E")
}

/// A letter as JSON has it by its number.
fn units(letter: char) -> String {
    let mut units = String::new();
    letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write!(units, "\\u{unit:04x}").unwrap());
    units
}

/// A file in which every text ends in each of the letters.
fn hostile() -> Place {
    let place = Place::new();
    let all: String = HIDDEN.iter().collect();
    damage(&place.db(), |connection| {
        for column in TEXTS {
            let (table, column) = column.split_once('.').unwrap();
            let sql = format!("UPDATE {table} SET {column} = {column} || ?1 WHERE {column} IS NOT NULL");
            connection.execute(&sql, [&all]).unwrap_or_else(|why| panic!("{table}.{column}: {why}"));
        }
    });
    place
}

#[test]
fn no_format_shows_what_nobody_sees() {
    let place = hostile();
    let (mut wrong, mut shown) = (String::new(), BTreeSet::new());
    for format in Format::value_variants() {
        let word = format.to_possible_value().unwrap().get_name().to_owned();
        if !format.spec().is_text {
            continue;
        }
        for asked in ASKED {
            if word == "ics" && !asked.starts_with("next") {
                continue;
            }
            let ran = place.run(&format!("accede {asked} --format {word}"));
            assert!(matches!(ran.code, 0..=3), "accede {asked} --format {word}: {ran:?}");
            if is_shown(&ran, &word, asked, &mut wrong) {
                shown.insert(word.clone());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(shown.len(), 6, "{shown:?}");
}

/// A value of a file, of a question, or the name of a column: whatever `accede sql` is asked.
#[test]
fn a_statement_shows_every_letter_of_its_answer() {
    let place = hostile();
    let mut wrong = String::new();
    for format in ["table", "csv", "json", "ndjson", "markdown"] {
        for letter in HIDDEN.into_iter().filter(|letter| *letter != '\r') {
            let statement =
                format!("select name, 'a{letter}b' as \"c{letter}d\" from participant where code = 'HU'");
            std::fs::write(place.path().join("it.sql"), statement).unwrap();
            let ran = place.run(&format!("accede sql - --format {format} < it.sql"));
            assert_eq!(ran.code, 0, "{ran:?}");
            let number = u32::from(letter);
            let units = units(letter);
            let forms = [
                format!("\\u{{{number:x}}}"),
                units,
                serde_json::to_string(&letter).unwrap().replace('"', ""),
            ];
            assert!(
                letter == '\t' || forms.iter().any(|form| ran.stdout.contains(form)),
                "{format} {letter:?}: {}",
                ran.stdout
            );
            is_shown(&ran, format, "sql", &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_somebody_typed_is_said_back_without_them() {
    let place = Place::new();
    let mut wrong = String::new();
    for letter in HIDDEN {
        let word = format!("x{letter}y");
        std::fs::write(place.path().join("word"), &word).unwrap();
        std::fs::write(place.path().join(format!("{word}.csv")), format!("{word},{word}\n1,2\n")).unwrap();
        std::fs::write(place.path().join(format!("{word}.toml")), format!("code = \"{word}\"\n")).unwrap();
        for asked in [
            "status \"$W\"",
            "participant \"$W\"",
            "status budapest --group \"$W\"",
            "status budapest --as-of \"$W\"",
            "status budapest --known-at \"$W\"",
            "status budapest --db \"$W/x\"",
            "status budapest --output \"$W/x\"",
            "status budapest --format \"$W\"",
            "\"$W\"",
            "--\"$W\"",
            "log \"@$W\"",
            "sql \"$W\"",
            "import \"$W.csv\"",
            "import \"$W\"",
            "load \"$W\" --db new.db",
            "treaty add \"$W.toml\"",
            "record \"$W\" budapest IE --on 2026-11-20",
            "record ratification budapest IE --on 2026-11-20 --note \"$W\"",
            "group new \"$W\" Name",
            "cite \"$W\"",
            "verify --head \"$W\"",
            "names add \"$W\" IE",
        ] {
            let ran = place.run(&format!("W=$(cat word; printf .); W=${{W%.}}; accede {asked}"));
            assert!(ran.code > 0, "accede {asked}, {letter:?}: {ran:?}");
            is_shown(&ran, "table", &format!("{asked} {letter:?}"), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The record has the letters as they were recorded: a dump shows them by their numbers, and a load gives the same bytes.
#[test]
fn a_dump_shows_every_letter_and_loads_as_it_was() {
    let place = Place::new();
    let unseen: String = HIDDEN.iter().filter(|letter| !is_control(**letter)).collect();
    let recorded =
        place.run("accede record ratification budapest IE --on 2026-11-20 --note QJX --reason QJX --by QJX --source QJX");
    assert_eq!(recorded.code, 0, "{recorded:?}");
    let ran = place.run(&format!("sqlite3 accede.db .schema > schema.sql; printf '%s' '{unseen}' > unseen"));
    assert_eq!(ran.code, 0);
    damage(&place.db(), |connection| {
        connection.pragma_update(None, "foreign_keys", "OFF").unwrap();
        let sql = "UPDATE log SET body = replace(body, 'QJX', 'a' || ?1 || '\\\\u202e'), recorded_by = replace(recorded_by, 'QJX', 'b' || ?1),
                   reason = replace(reason, 'QJX', 'c' || ?1)";
        connection.execute(sql, [&unseen]).unwrap();
        chain_anew(connection);
    });
    let lines = |file: &str| {
        place.query(file, "SELECT seq, recorded_by, body, reason, hash FROM log WHERE recorded_by LIKE 'b_%'")
    };
    let dumped = place.run("accede rebuild; accede dump --output log.ndjson && accede load log.ndjson --db again.db && accede dump --db again.db | cmp - log.ndjson");
    assert_eq!(dumped.code, 0, "{dumped:?}");
    let dump = std::fs::read_to_string(place.path().join("log.ndjson")).unwrap();
    assert_eq!(hidden_in(&dump, "ndjson"), BTreeSet::new());
    assert!(dump.contains("\\u00ad\\u115f"));
    assert!(!lines("accede.db").is_empty());
    assert_eq!(lines("again.db"), lines("accede.db"));
    // As 0.1.0 dumped it.
    let raw: String = HIDDEN
        .iter()
        .filter(|letter| !is_control(**letter))
        .fold(dump, |dump, letter| dump.replace(&units(*letter), &letter.to_string()));
    assert_eq!(hidden_in(&raw, "ndjson").len(), unseen.chars().count());
    std::fs::write(place.path().join("raw.ndjson"), raw).unwrap();
    let loaded = place.run("accede load raw.ndjson --db third.db");
    assert_eq!(loaded.code, 0, "{loaded:?}");
    assert_eq!(lines("third.db"), lines("accede.db"));
}

/// Codes and names that people take for others, in Cyrillic and Greek letters and in digits: a code is refused, or told where it has
/// the letters of codes; a name is told.
#[test]
fn what_is_taken_for_another_is_refused_or_told() {
    let place = Place::new();
    let treaty = |code: &str, title: &str| {
        format!(
            "printf 'code = \"{code}\"\\ntitle = \"{title}\"\\nopened_on = 2020-01-01\\n' > it.toml; accede treaty add it.toml --source x --dry-run"
        )
    };
    let table = |code: &str| {
        format!(
            "printf 'treaty,participant,action,date\\n{code},Ireland,ratification,2020-01-01\\n{code},France,ratification,2020-01-02\\n' > it.csv; accede import it.csv"
        )
    };
    let cyrillic = "letter 2 is 'Е' (U+0415); a code has A-Z, a-z, digits, blanks and - . / _ : ' only; it looks like CETS 185";
    for (line, code, says) in [
        (treaty("CЕTS 185", "New"), 2, cyrillic),
        (treaty("сеts 185", "New"), 2, "letter 1 is 'с' (U+0441)"),
        (treaty("CETS 1\u{200d}86", "New"), 2, "letter 7 is U+200D"),
        (treaty("C\u{301}ETS 9", "New"), 2, "letter 2 is U+0301"),
        (treaty("ＣETS 9", "New"), 2, "letter 1 is 'Ｃ' (U+FF23)"),
        (treaty("../9", "New"), 2, "it begins with no letter and no digit"),
        (treaty("CETS l85", "New"), 0, "the code CETS l85 looks like CETS 185, and is another one"),
        (
            treaty("TEST 9", "Convention on Cybеrcrime"),
            0,
            "'Convention on Cybеrcrime' looks like 'Convention on Cybercrime', a name of CETS 185",
        ),
        (
            treaty("TEST 9", "Treaty of Рaris"),
            0,
            "'Treaty of Рaris' mixes letters of several scripts in one word: 'Р' (U+0420) is one of them",
        ),
        (table("CЕTS 185"), 1, "'CЕTS 185' cannot be a code: letter 2 is 'Е' (U+0415)"),
        (table("CЕTS 185"), 1, "none of its acts and statements (2) is taken in"),
        ("accede group new C0E Council --dry-run".to_owned(), 0, "'C0E' looks like 'COE', and is written"),
        (
            "accede group new DANUBE 'Еuropean Union' --dry-run".to_owned(),
            0,
            "'Еuropean Union' looks like 'European Union', a name of EU",
        ),
        (
            "accede participant add X-9 'Frаnce' --kind state --dry-run".to_owned(),
            0,
            "'Frаnce' looks like 'France', a name of FR",
        ),
        (
            "accede participant rename IE 'Іtaly' --on 2026-11-20 --dry-run".to_owned(),
            0,
            "'Іtaly' looks like 'Italy', a name of IT",
        ),
        (
            "accede names add 'FRАNCE' IE --dry-run".to_owned(),
            0,
            "'FRАNCE' looks like 'France', a name of FR",
        ),
    ] {
        let before = std::fs::read(place.db()).unwrap();
        let ran = place.run(&line);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(ran.code, code, "{line}: {ran:?}");
        assert!(said.contains(says), "{line}: {said}");
        assert!(std::fs::read(place.db()).unwrap() == before, "{line}");
    }
}

#[test]
fn no_name_of_the_seed_is_taken_for_another() {
    let place = Place::whole();
    let names =
        "SELECT participant || '|' || name FROM name UNION SELECT treaty || '|' || name FROM treaty_name
                 UNION SELECT code || '|' || title FROM treaty UNION SELECT code || '|' || code FROM treaty";
    let names = place.query("accede.db", names);
    let split =
        |row: &str| row.split_once('|').map(|(whose, name)| (whose.to_owned(), name.to_owned())).unwrap();
    let looks: Vec<(String, String, Look)> = names
        .iter()
        .map(|row| split(row))
        .map(|(whose, name)| (whose, name.clone(), Look::of(&name)))
        .collect();
    for (whose, name, look) in &looks {
        assert_eq!(mixed_word(name), None, "{whose}: {name}");
        let twin = looks.iter().find(|(owner, _, other)| owner != whose && look.is_taken_for(other));
        assert!(twin.is_none(), "{whose}, {name}: {twin:?}");
    }
}
