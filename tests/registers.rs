//! Registers that grow: participants, groups, new files, and files brought up to date with the seed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use crate::support::{Place, TODAY, dump_derived, soak};
use accede::model::{Body, Confidence, Fact, Noun};
use accede::read::seed;
use accede::recording::retraction::Retraction;
use accede::recording::{self, Options};
use accede::store::{Access, LogFilter, Recording, Store};
use proptest::prelude::*;

fn ok(place: &Place, line: &str) -> String {
    let ran = place.run(line);
    assert_eq!(ran.code, 0, "{line}: {ran:?}");
    ran.stdout
}

/// The columns that hold numbers of entries.
const ENTRIES: [&str; 24] = [
    "act",
    "overtaken_by",
    "revoked_by",
    "returned_by",
    "ended_by",
    "refers_to",
    "id",
    "seq",
    "recorded_seq",
    "superseded_seq",
    "membership",
    "clause",
    "met_by",
    "computed_by",
    "signature",
    "consent",
    "exit",
    "opened_by",
    "closed_by",
    "under",
    "act_id",
    "reservation",
    "statement",
    "withdrawal",
];

/// Every row that counts of every derived table, with what an entry says in place of its number.
fn derived_without_ids(db: &Path) -> BTreeMap<String, Vec<String>> {
    let facts: BTreeMap<i64, String> = Store::open(db, Access::Read)
        .unwrap()
        .present_facts()
        .unwrap()
        .into_iter()
        .map(|(seq, (_, body))| (seq, format!("{body:?}")))
        .collect();
    let connection = rusqlite::Connection::open(db).unwrap();
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'log' ORDER BY name")
        .unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut derived = BTreeMap::new();
    for table in tables {
        // The head is that of one log.
        let of_this_file = if table == "meta" { "WHERE key <> 'head'" } else { "" };
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} {of_this_file}")).unwrap();
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).unwrap();
        let mut lines = Vec::new();
        'rows: while let Some(row) = rows.next().unwrap() {
            let mut line = String::new();
            for (place, column) in columns.iter().enumerate() {
                let value = row.get_ref(place).unwrap();
                match value {
                    rusqlite::types::ValueRef::Integer(seq) if ENTRIES.contains(&column.as_str()) => {
                        let Some(body) = facts.get(&seq) else { continue 'rows };
                        write!(line, "{column}={body}|").unwrap();
                    }
                    rusqlite::types::ValueRef::Integer(_) if column == "superseded_seq" => continue 'rows,
                    rusqlite::types::ValueRef::Text(text) => {
                        let text = String::from_utf8_lossy(text);
                        write!(line, "{column}={}|", without_entries(&text)).unwrap();
                    }
                    other => write!(line, "{column}={other:?}|").unwrap(),
                }
            }
            lines.push(line);
        }
        lines.sort();
        derived.insert(table, lines);
    }
    derived
}

/// A text with `@` for every `@N`, and without the number of an entry in `met_by`.
fn without_entries(text: &str) -> String {
    let text = text.replace("\"met_by\": ", "\"met_by\": @");
    let mut parts = text.split('@');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push('@');
        plain.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    plain
}

fn same_derived(a: &Path, b: &Path) {
    let (a, b) = (derived_without_ids(a), derived_without_ids(b));
    for (table, rows) in &a {
        let missing: Vec<_> = rows.iter().filter(|row| !b[table].contains(row)).collect();
        let extra: Vec<_> = b[table].iter().filter(|row| !rows.contains(row)).collect();
        assert!(
            rows == &b[table],
            "{table}\nonly in the first: {missing:#?}\nonly in the second: {extra:#?}"
        );
    }
}

/// A file with the facts of an older seed.
fn older(place: &Place, change: impl Fn(&mut Vec<Fact>)) {
    let mut facts = seed::facts();
    change(&mut facts);
    let entries = facts.len() as u64 - 1;
    if let Body::Batch(batch) = &mut facts[0].body {
        batch.entries = entries;
    }
    Store::create(&place.db(), &facts, seed::COMPILED_BY, seed::COMPILED_AT).unwrap();
}

fn treaty_of(body: &Body) -> Option<&str> {
    Some(match body {
        Body::Treaty(body) => &body.code,
        Body::TreatyName(body) => &body.treaty,
        Body::TreatyLink(body) => &body.treaty,
        Body::Clause(body) => &body.treaty,
        Body::Act(body) => &body.treaty,
        Body::Reservation(body) => &body.treaty,
        Body::Claim(body) => &body.treaty,
        _ => return None,
    })
}

fn rebuilds_equal(place: &Place) {
    let recorded = dump_derived(&place.db());
    ok(place, "accede rebuild");
    assert_eq!(dump_derived(&place.db()), recorded);
}

#[test]
fn a_bare_file_that_takes_in_the_seed_answers_like_a_seeded_one() {
    let place = Place::whole();
    ok(&place, "accede init bare.db --bare");
    ok(&place, "accede import --seed --write --db bare.db");
    let mut questions = vec!["treaties --format json".to_owned(), "--format json".to_owned()];
    for treaty in place.store().treaties().unwrap().into_iter().step_by(soak(12, 1)) {
        for day in ["2005-06-30", "2026-11-30", "2030-01-01"] {
            questions.push(format!("status '{}' --as-of {day} --format json", treaty.code));
            questions.push(format!("pending '{}' --group UN --as-of {day} --format json", treaty.code));
        }
    }
    for question in questions {
        let seeded = without_entries(&ok(&place, &format!("accede {question}")));
        let filled = without_entries(&ok(&place, &format!("accede {question} --db bare.db")));
        assert_eq!(seeded, filled, "{question}");
    }
    same_derived(&place.db(), &place.path().join("bare.db"));
}

#[test]
fn every_report_works_on_a_bare_file() {
    let place = Place::empty();
    ok(&place, "accede init accede.db --bare");
    for format in ["table", "json", "csv", "markdown"] {
        for report in
            ["", "treaties", "participants", "participants --group EU", "participant IE", "groups", "log"]
        {
            ok(&place, &format!("accede {report} --format {format}"));
        }
    }
    assert!(ok(&place, "accede").contains("There are no treaties in this file"));
    for line in
        ["status budapest", "pending budapest --group EU", "record ratification budapest IE --on 2026-11-20"]
    {
        let ran = place.run(&format!("accede {line}"));
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{line}: {ran:?}");
    }
}

#[test]
fn a_bare_file_is_always_the_same() {
    let place = Place::empty();
    let heads: Vec<String> =
        ["a.db", "b.db"].map(|file| ok(&place, &format!("accede init {file} --bare --format csv"))).into();
    let head = |text: &str| text.lines().last().unwrap().rsplit(',').next().unwrap().to_owned();
    assert_eq!(head(&heads[0]), head(&heads[1]));
    assert!(!std::fs::exists(place.db()).unwrap(), "the file of the other commands is not made");
}

#[test]
fn an_older_seed_is_brought_up_to_date() {
    let place = Place::empty();
    older(&place, |facts| {
        let mut spare = None;
        facts.retain(|fact| !matches!(treaty_of(&fact.body), Some("CETS 189" | "UN XVIII-16")));
        // Its seat was until then the one recorded of the State that continues it.
        facts.retain(|fact| !matches!(&fact.body, Body::Membership(row) if row.participant == "X-YAR"));
        for fact in facts.iter_mut() {
            match &mut fact.body {
                Body::Act(act) if act.treaty == "CETS 185" && act.participant.as_deref() == Some("AL") => {
                    act.date = act.date.and_then(|day| day.plus_days(3));
                    spare = Some(act.clone());
                }
                Body::Participant(row) if row.code == "AD" => "Old Andorra".clone_into(&mut row.name),
                Body::Membership(row) if row.group == "COE" && row.participant == "RU" => row.until = None,
                Body::Claim(claim) if claim.treaty == "CETS 185" => claim.value.push('0'),
                Body::Clause(clause) if clause.treaty == "CETS 185" && clause.clause_kind == "withdrawal" => {
                    clause.article.push_str(" bis");
                }
                Body::Treaty(treaty) if treaty.code == "CETS 224" => treaty.short_title.push_str(" (draft)"),
                Body::Source(source) => source.citation.push('.'),
                _ => {}
            }
        }
        let mut extra = spare.unwrap();
        extra.participant = Some("KE".to_owned());
        facts.push(Body::Act(extra).into());
        let mut names = facts.iter().filter_map(|fact| match &fact.body {
            Body::Name(name) => Some(name.clone()),
            _ => None,
        });
        let mut name = names.next().unwrap();
        "Nowhere at all".clone_into(&mut name.name);
        facts.push(Body::Name(name).into());
    });
    let plan = ok(&place, "accede import --seed");
    assert!(plan.contains("Nothing was written"), "{plan}");
    let before = std::fs::read(place.db()).unwrap();
    let written = without_entries(&ok(&place, "accede import --seed --write --format csv"));
    for row in [
        "changed,participant,AD,@,accede seed,name: Old Andorra → Andorra",
        "changed,act,CETS 185 · AL · signature · 2001-11-23,@,accede seed,date: 2001-11-26 → 2001-11-23",
        "gone,act,CETS 185 · KE · ratification · 2002-06-23,@,accede seed,not in this seed",
        "gone,name,AF · un · Nowhere at all,@,accede seed,not in this seed",
    ] {
        assert!(written.contains(row), "{row}\n{written}");
    }
    assert_ne!(std::fs::read(place.db()).unwrap(), before);
    let seeded = Place::whole();
    same_derived(&seeded.db(), &place.db());
    let after = std::fs::read(place.db()).unwrap();
    let again = ok(&place, "accede import --seed --write");
    assert!(again.contains("the file says what the seed says"), "{again}");
    assert_eq!(std::fs::read(place.db()).unwrap(), after, "the second time changes nothing");
    rebuilds_equal(&place);
}

/// Somebody recorded acts under treaties of which the seed of then had none: they stand beside the acts of this one or in
/// their place, none is doubled and none lost.
#[test]
fn own_acts_under_treaties_that_a_newer_seed_fills_stay() {
    let place = Place::empty();
    older(&place, |facts| {
        facts.retain(|fact| {
            !matches!(&fact.body, Body::Act(act) if ["UN XVIII-10", "UN IV-4"].contains(&act.treaty.as_str()))
        });
    });
    for act in [
        "signature rome FR --on 1998-07-18",
        "ratification rome FR --on 2000-06-09",
        "accession iccpr KE --on 1975-05-01",
    ] {
        ok(&place, &format!("accede record {act} --source 'our own file'"));
    }
    let plan = place.run("accede import --seed --format csv");
    assert_eq!(plan.code, 1, "one of them contradicts the seed");
    for (verdict, fact) in [
        ("kept", "UN XVIII-10 · FR · signature · 1998-07-18"),
        ("kept", "UN XVIII-10 · FR · ratification · 2000-06-09"),
        ("contradicts", "UN IV-4 · KE · accession · 1972-05-01"),
        ("new", "UN XVIII-10 · DE · ratification · 2000-12-11"),
    ] {
        assert!(plan.stdout.contains(&format!("{verdict},act,{fact}")), "{verdict} {fact}");
    }
    assert_eq!(place.run("accede import --seed --write").code, 1);
    let sql = "SELECT treaty, participant, act, coalesce(date, latest), sources LIKE '@%' FROM act
               WHERE treaty IN ('UN XVIII-10', 'UN IV-4') AND superseded_seq IS NULL ORDER BY 1, 2, 3, 4";
    let found = place.query("accede.db", sql);
    let of_seed = Place::whole().query("accede.db", sql);
    assert_eq!(found.len(), of_seed.len(), "none is doubled, none is lost");
    for own in [
        "UN XVIII-10|FR|ratification|2000-06-09|1",
        "UN XVIII-10|FR|signature|1998-07-18|1",
        "UN IV-4|KE|accession|1975-05-01|1",
    ] {
        assert!(found.iter().any(|row| row == own), "{own}");
    }
    rebuilds_equal(&place);
}

/// How an older seed differs: facts left out, days of acts moved, words changed. Only what nothing refers to is
/// left out, so that the older seed is a sound one.
fn differences() -> impl Strategy<Value = (Vec<usize>, Vec<(usize, i64)>, Vec<usize>)> {
    let facts = seed::facts().len();
    (
        prop::collection::vec(0..facts, 0..60),
        prop::collection::vec((0..facts, 1..2_000_i64), 0..40),
        prop::collection::vec(0..facts, 0..60),
    )
}

fn misspell(body: &mut Body) {
    match body {
        Body::Source(row) => row.citation.push('x'),
        Body::Participant(row) => row.official_name.push('x'),
        Body::Name(row) => row.name.push('x'),
        Body::Membership(row) => row.note = Some("x".to_owned()),
        Body::Treaty(row) => row.title.push('x'),
        Body::TreatyName(row) => row.name.push('x'),
        Body::Clause(row) => row.article.push('x'),
        Body::Weight(row) => row.weight.push('9'),
        Body::StateNumber(row) => row.name.push('x'),
        Body::Reservation(row) => row.summary.push('x'),
        Body::Claim(row) => row.value.push('x'),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: u32::try_from(soak(2, 6)).unwrap(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_older_seed_is_brought_up_to_date((left_out, moved, changed) in differences()) {
        let place = Place::empty();
        older(&place, |facts| {
            for (at, days) in &moved {
                if let Body::Act(act) = &mut facts[*at].body {
                    act.date = act.date.and_then(|day| day.plus_days(-days));
                }
            }
            for at in &changed {
                misspell(&mut facts[*at].body);
            }
            let mut at = 0;
            facts.retain(|fact| {
                at += 1;
                let referred_to = matches!(
                    fact.body,
                    Body::Batch(_) | Body::Source(_) | Body::Group(_) | Body::Participant(_) | Body::Treaty(_)
                );
                referred_to || !left_out.contains(&(at - 1))
            });
        });
        ok(&place, "accede import --seed --write");
        let seeded = Place::whole();
        same_derived(&seeded.db(), &place.db());
        let after = std::fs::read(place.db()).unwrap();
        ok(&place, "accede import --seed --write");
        prop_assert_eq!(std::fs::read(place.db()).unwrap(), after);
        rebuilds_equal(&place);
    }
}

fn is_signature_of(body: &Body, code: &str) -> bool {
    matches!(body, Body::Act(act) if act.treaty == "CETS 185" && act.participant.as_deref() == Some(code)
        && act.act.word() == "signature")
}

#[test]
fn what_others_recorded_stays() {
    let place = Place::empty();
    older(&place, |facts| {
        // This seed did not know that Ireland had signed, and had not seen that Andorra has a name in Dutch.
        facts.retain(|fact| !is_signature_of(&fact.body, "IE"));
    });
    ok(&place, "accede record signature budapest IE --on 2002-03-01 --by registry");
    ok(&place, "accede group remove EU HU --on 2027-01-01 --by registry");
    ok(&place, "accede participant rename CZ Bohemia --on 2026-11-20 --by registry");
    let mut store = Store::open(&place.db(), Access::Write).unwrap();
    let facts = store.present_facts().unwrap();
    let (albania, _) = facts.iter().find(|(_, (_, body))| is_signature_of(body, "AL")).unwrap();
    let recording = Recording {
        by: "registry".to_owned(),
        at: "2026-11-30T00:00:00Z".to_owned(),
        reason: Some("entered twice".to_owned()),
        source: None,
    };
    let options = Options { recording, today: TODAY.parse().unwrap(), dry_run: false };
    recording::record(&mut store, &Retraction { entries: &[*albania], force: true }, &options).unwrap();
    drop(store);
    let ran = place.run("accede import --seed --write --format csv");
    assert_eq!(ran.code, 1, "{ran:?}");
    let rows: Vec<&str> = ran.stdout.lines().skip(1).collect();
    assert_eq!(rows.len(), 3, "{rows:#?}");
    assert!(rows[0].starts_with("kept,membership,EU · HU · 2004-05-01,@"), "{rows:#?}");
    assert!(rows[1].starts_with("kept,act,CETS 185 · AL · signature · 2001-11-23,@"), "{rows:#?}");
    assert!(rows[1].contains("registry,retracted"), "{rows:#?}");
    assert!(rows[2].starts_with("contradicts,act,CETS 185 · IE · signature · 2002-02-28,@"), "{rows:#?}");
    assert!(ok(&place, "accede participant CZ").starts_with("Bohemia (CZ)"));
    let again = place.run("accede import --seed --write");
    assert_eq!(again.code, 1);
    assert!(again.stdout.contains("Nothing to record."), "{again:?}");
}

#[test]
fn a_seed_that_describes_a_participant_anew_keeps_its_later_name() {
    let place = Place::empty();
    older(&place, |facts| {
        for fact in facts {
            if let Body::Participant(row) = &mut fact.body
                && row.code == "CZ"
            {
                row.note = Some("an older remark".to_owned());
            }
        }
    });
    ok(&place, "accede participant rename CZ Bohemia --official 'Kingdom of Bohemia' --on 2026-11-20");
    ok(&place, "accede import --seed --write");
    let report = ok(&place, "accede participant Czechia");
    assert!(report.starts_with("Bohemia (CZ), Kingdom of Bohemia"), "{report}");
    let names = place.store().names_of("CZ").unwrap();
    let short = names.iter().filter(|name| name.kind == "short");
    let short: Vec<_> = short.map(|name| (name.name.as_str(), name.until.is_some())).collect();
    assert_eq!(short, [("Bohemia", false), ("Czechia", true)]);
    rebuilds_equal(&place);
}

#[test]
fn a_batch_ends_with_its_entries() {
    let place = Place::whole();
    ok(&place, "accede group new V4 'Visegrád Group' --by 'accede seed'");
    let history = place.store().history().unwrap();
    let (_, last) = history.last_key_value().unwrap();
    assert_eq!((last.by.as_str(), last.batch.as_deref()), ("accede seed", None));
    let plan = ok(&place, "accede import --seed --format csv");
    assert_eq!(plan.lines().count(), 1, "what somebody recorded is not gone from the seed: {plan}");
}

#[test]
fn the_registers_grow_and_a_rebuilt_file_is_the_recorded_one() {
    let place = Place::new();
    for line in [
        "accede participant add X-SCT Scotland --kind state --official 'Kingdom of Scotland' --alpha3 SCT \
         --from 2026-11-01 --predecessor GB --how separated --on 2026-11-01 --note 'a trial' --source letter --by desk",
        "accede participant add X-OLD Oldland --kind state --from 1950-01-01 --until 1990-01-01",
        "accede group new V4 'Visegrád Group' --source letter",
        "accede group add V4 scotland --on 2026-11-02",
        "accede group remove V4 X-SCT --on 2026-11-03 --reason 'it left'",
        "accede group add V4 SCT --on 2026-11-03",
        "accede group add COE Scotland --on 2026-11-20 --source letter",
        "accede group remove COE HU --on 2026-11-20 --source letter",
        "accede participant rename Scotland Caledonia --on 2026-11-10",
        "accede participant rename Scotland Alba --official 'Rioghachd na h-Alba' --on 2026-11-11",
    ] {
        let dry = format!("{line} --dry-run");
        let before = std::fs::read(place.db()).unwrap();
        let trial = ok(&place, &dry);
        assert!(trial.contains("Nothing was written (--dry-run)."), "{trial}");
        assert_eq!(std::fs::read(place.db()).unwrap(), before, "{dry}");
        let done = ok(&place, line);
        // What follows in law; the numbers of the entries come with recording.
        let shown = |text: &str| {
            let end = text.find("Nothing was written").or_else(|| text.find("Recorded as")).unwrap();
            text[..end].split_once("What changes in law").map(|pair| pair.1.to_owned())
        };
        assert_eq!(shown(&trial), shown(&done), "{line}");
    }
    for name in ["Scotland", "Caledonia", "Alba", "SCT", "x-sct", "Kingdom of Scotland"] {
        let report = ok(&place, &format!("accede participant '{name}'"));
        assert!(report.starts_with("Alba (X-SCT), Rioghachd na h-Alba"), "{name}: {report}");
    }
    let seats = |day: &str| ok(&place, &format!("accede participants --group V4 --as-of {day} --format csv"));
    assert_eq!(seats("2026-11-01").lines().count(), 1);
    assert_eq!(seats("2026-11-02").lines().count(), 2);
    assert_eq!(seats("2026-11-03").lines().count(), 2);
    let council =
        |day: &str| ok(&place, &format!("accede participants --group COE --as-of {day} --format csv"));
    assert!(council("2026-11-19").contains("\nHU,") && !council("2026-11-20").contains("\nHU,"), "half-open");
    let eligible = ok(&place, "accede participant Alba --format json");
    assert!(eligible.contains("\"CETS 185\""), "{eligible}");
    rebuilds_equal(&place);
}

#[test]
fn a_state_that_is_continued_ends_and_keeps_its_acts_in_the_new_one() {
    let place = Place::new();
    ok(
        &place,
        "accede participant add X-IBU 'Iberian Union' --kind state --predecessor PT --how continues --on 2026-11-01",
    );
    let parties =
        |day: &str| ok(&place, &format!("accede status budapest --as-of {day} --only party --format csv"));
    let (before, after) = (parties("2026-10-31"), parties("2026-11-01"));
    assert_eq!(before.lines().count(), after.lines().count(), "one State counts once");
    assert!(before.contains("Portugal") && !before.contains("Iberian Union"), "{before}");
    assert!(after.contains("Iberian Union") && !after.contains("Portugal"), "{after}");
    rebuilds_equal(&place);
}

#[test]
fn a_membership_moves_the_entry_into_force() {
    let place = Place::new();
    // Albania, Croatia, Estonia, Hungary and Lithuania were the first five, three of which had to be members.
    ok(&place, "accede group remove COE AL --on 2002-01-01");
    ok(&place, "accede group remove COE HR --on 2002-01-01");
    let receipt = ok(&place, "accede group remove COE EE --on 2002-01-01 --format csv");
    assert!(
        receipt.contains("CETS 185,,conditions for entry into force met,2004-05-12,"),
        "Romania is the third member: {receipt}"
    );
    assert!(receipt.contains("CETS 185,,entry into force by the clause,2004-09-01,"), "{receipt}");
}

#[test]
fn a_removal_keeps_what_was_known_of_the_membership() {
    let place = Place::new();
    ok(&place, "accede group remove EU HU --on 2027-01-01 --source 'a letter'");
    let facts = place.store().present_facts().unwrap();
    let found = facts.values().find_map(|(_, body)| match body {
        Body::Membership(row) if row.group == "EU" && row.participant == "HU" => Some(row.clone()),
        _ => None,
    });
    let found = found.unwrap();
    assert_eq!(found.since, "2004-05-01".parse().ok());
    assert_eq!(found.until, "2027-01-01".parse().ok());
    assert!(found.sources.0.len() >= 2, "{found:?}");
    assert_eq!(found.confidence, Confidence::Verified);
}

#[test]
fn two_programs_do_not_record_one_code_twice() {
    let place = Place::new();
    let ran = place.run(
        "for name in Aland Beland Celand Deland; do accede participant add X-NEW $name --kind state >/dev/null 2>&1 & done; wait",
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let facts = place.store().present_facts().unwrap();
    let added =
        facts.values().filter(|(_, body)| matches!(body, Body::Participant(row) if row.code == "X-NEW"));
    assert_eq!(added.count(), 1);
}

#[test]
fn facts_that_rest_on_an_older_state_of_the_file_are_not_recorded() {
    let place = Place::new();
    let bare = place.path().join("bare.db");
    assert_eq!(place.run("accede init bare.db --bare").code, 0);
    let mut store = Store::open(&bare, Access::Write).unwrap();
    let mut plan = recording::seed::compare(&store).unwrap();
    ok(&place, "accede group new V4 'Visegrád Group' --db bare.db");
    let recording = Recording {
        by: "desk".to_owned(),
        at: "2026-11-30T00:00:00Z".to_owned(),
        reason: None,
        source: None,
    };
    let why = plan.record(&mut store, &recording).unwrap_err();
    assert!(why.to_string().contains("meanwhile; try again"), "{why}");
    assert!(!plan.written);
    let mut plan = recording::seed::compare(&store).unwrap();
    plan.record(&mut store, &recording).unwrap();
    assert!(plan.written);
}

#[test]
fn hostile_words_are_kept_as_they_are_or_refused() {
    let place = Place::whole();
    let sql = "x'); DROP TABLE participant; --";
    ok(
        &place,
        &format!("accede participant add X-SQL \"{sql}\" --kind state --official \"{sql}\" --note \"{sql}\""),
    );
    ok(&place, "accede group new X-SQL \"'; DELETE FROM log; --\"");
    ok(&place, "accede group add X-SQL X-SQL --on 2026-11-01");
    assert!(ok(&place, "accede participant X-SQL").contains(sql));
    ok(&place, "accede participant rename X-SQL '\"; ATTACH \"x\"' --on 2026-11-02");
    rebuilds_equal(&place);
    let before = std::fs::read(place.db()).unwrap();
    let huge = "x".repeat(20_000);
    for (line, code) in [
        ("accede participant add X-A \"$(printf 'a\\033[31mb')\" --kind state", 2),
        ("accede participant add X-A \"$(printf 'a\\nb')\" --kind state", 2),
        ("accede participant add X-A '   ' --kind state", 2),
        ("accede participant add X-A '' --kind state", 2),
        ("accede participant add X-A '?!' --kind state", 2),
        ("accede participant add X-A \"$(printf 'a\\342\\200\\256b')\" --kind state", 2),
        ("accede participant add '' A --kind state", 2),
        ("accede participant add x-a A --kind state", 2),
        ("accede participant add X A --kind state", 2),
        ("accede participant add X23456789012X A --kind state", 2),
        ("accede participant add 'X A' A --kind state", 2),
        ("accede participant add 12 A --kind state", 2),
        ("accede participant add X-A A --kind planet", 2),
        ("accede participant add X-A A --kind state --from 2026-02-30", 2),
        ("accede participant add X-A A --kind state --from 0000-01-01", 2),
        ("accede participant add X-A A --kind state --alpha3 abc", 2),
        ("accede participant add X-A A --kind state --predecessor IE", 2),
        ("accede participant add X-A A --kind state --how same --on 2026-01-01", 2),
        ("accede group new 'A;B' Name", 2),
        ("accede group new A-B ''", 2),
        ("accede group add EU", 2),
        ("accede group add EU IE", 2),
        ("accede group add EU IE --on tomorrow", 2),
        ("accede group", 2),
        ("accede participant rename IE A", 2),
        ("accede import", 2),
        ("accede import --seed --by x", 2),
        ("accede init", 2),
        ("accede init ''", 2),
    ] {
        let ran = place.run(line);
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{line}: {ran:?}");
    }
    let ran = place.run(&format!("accede participant add X-A {huge} --kind state"));
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.len() < 2_000, "{}", ran.stderr.len());
    assert_eq!(std::fs::read(place.db()).unwrap(), before);
}

/// What is about a treaty or a participant is found through the registers: nothing that says so is missing, whatever became
/// of it.
#[test]
fn the_log_about_one_is_every_entry_that_says_so() {
    let place = Place::new();
    for line in [
        "accede record ratification budapest IE --on 2026-11-20 --source 'a notification'",
        "accede record signature hanoi Kenya --on 2026-11-20",
        "accede group add EU IS --on 2026-11-01",
        "accede participant rename CZ Bohemia --on 2026-11-20",
        "accede treaty complete budapest --to 2026-11-29",
    ] {
        let ran = place.run(&format!("{line} --by test"));
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
    }
    let newest = |what: &str| {
        place.query("accede.db", &format!("SELECT max(seq) FROM log WHERE kind = '{what}'")).remove(0)
    };
    for line in [
        format!("accede correct @{} --on 2026-11-19 --reason test", newest("act")),
        format!("accede retract @{} --reason test", newest("membership")),
        format!("accede retract @{} --reason test", newest("name")),
        format!("accede retract @{} --reason test", newest("predecessor")),
    ] {
        let ran = place.run(&format!("{line} --by test"));
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
    }
    let store = place.store();
    let mut bodies = BTreeMap::new();
    store
        .each_entry(1, store.head().unwrap().seq, |entry, fact| {
            bodies.insert(entry.seq, fact.body);
            Ok(())
        })
        .unwrap();
    let said = |noun, code: &str| -> Vec<i64> {
        let about = |body: &Body| match body {
            Body::Retraction(retraction) => bodies[&retraction.entry].is_about(noun, code),
            body => body.is_about(noun, code),
        };
        bodies.iter().rev().filter(|(_, body)| about(body)).map(|(seq, _)| *seq).collect()
    };
    let listed = |filter: LogFilter| -> Vec<i64> {
        let entries = store.entries(&LogFilter { limit: u32::MAX, ..filter }).unwrap();
        entries.iter().map(|entry| entry.seq).collect()
    };
    for treaty in store.treaties().unwrap() {
        let filter = LogFilter { treaty: Some(treaty.code.clone()), ..LogFilter::default() };
        assert_eq!(listed(filter), said(Noun::Treaty, &treaty.code), "{}", treaty.code);
    }
    for who in store.participants().unwrap() {
        let filter = LogFilter { participant: Some(who.code.clone()), ..LogFilter::default() };
        assert_eq!(listed(filter), said(Noun::Participant, &who.code), "{}", who.code);
    }
}
