//! Official tables: read, compared with the record, judged, recorded as one batch, and taken back.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use crate::support::{Place, TODAY, cases, dump_derived, needs};
use accede::error::Error;
use accede::model::draft::FileRead;
use accede::model::{Body, Fact, ReservationBody};
use accede::names::directory::Found;
use accede::read::{self, Input};
use accede::recording::import::{self, Comparison, Files, FindingLine, ImportPlan, ImportRow};
use accede::recording::precedence::Precedence;
use accede::recording::{self, Options};
use accede::report::{When, status};
use accede::store::{Access, Recorded, Recording, Store};

/// A file that was read by the reader that knows it.
fn file(name: &str, bytes: &[u8], treaty: Option<&str>) -> FileRead {
    let input = Input { name, bytes, treaty };
    let reading = read::any(&input).unwrap_or_else(|why| panic!("{name}: {why}"));
    FileRead { name: name.to_owned(), sha256: read::sha256(bytes), origin: None, reading }
}

fn text(name: &str, text: &str) -> FileRead {
    file(name, text.as_bytes(), None)
}

fn plan(store: &Store, files: &[FileRead]) -> ImportPlan {
    // So few in memory that what files say waits on the disk too.
    let mut all = Files::keeping(3);
    for file in files {
        all.add(file.clone()).unwrap();
    }
    import::compare(store, &all, TODAY.parse().unwrap(), true, || Ok(())).unwrap()
}

fn rows(plan: &ImportPlan) -> Vec<ImportRow> {
    plan.rows.each().collect::<Result<_, _>>().unwrap()
}

/// A record without treaties.
fn bare() -> (Place, Store) {
    let place = Place::new();
    let made = place.run("accede init desk.db --bare");
    assert_eq!(made.code, 0, "{made:?}");
    let store = Store::open(&place.path().join("desk.db"), Access::Write).unwrap();
    (place, store)
}

fn recording() -> Recording {
    Recording { by: "test".to_owned(), at: "2026-12-01T00:00:00Z".to_owned(), reason: None, source: None }
}

/// Records a plan, and says which entry its batch is.
fn write(store: &mut Store, plan: &mut ImportPlan) -> i64 {
    let seen = store.head().unwrap().seq;
    plan.record(store, &recording()).unwrap();
    seen + 1
}

fn import(store: &mut Store, files: &[FileRead]) -> ImportPlan {
    let mut plan = plan(store, files);
    write(store, &mut plan);
    plan
}

/// Every line of a plan: verdict, whose, act, day.
fn lines(plan: &ImportPlan) -> Vec<String> {
    let row =
        |row: &ImportRow| format!("{} {} {} {}", row.verdict.word(), row.participant, row.act, row.date);
    rows(plan).iter().map(row).collect()
}

fn findings(plan: &ImportPlan) -> Vec<String> {
    let line =
        |line: &FindingLine| format!("{}:{} {}", line.file, line.finding.place, line.finding.reason.word());
    plan.findings.iter().map(line).collect()
}

const FIRST: &str = "Participant,Signature,\"Ratification, Accession(a), Succession(d)\"\n\
    Cape Verde,,10 Jul 1979 a\n\
    Canada,29 Apr 1998,17 Dec 2002\n\
    Austria,26 Aug 1990,6 Aug 1992\n\
    Lithuania,,9 Dec 1993 a\n\
    Nauru,,1 Feb 1995 a\n\
    Niue,,20 Dec 1995 a\n";

const SECOND: &str = "Participant,Signature,\"Ratification, Accession(a), Succession(d)\"\n\
    Cabo Verde,,10 Jul 1979 a\n\
    Canada,[29 Apr 1998 ],[17 Dec 2002 ]\n\
    Austria,26 Jan 1990,6 Aug 1992\n\
    Lithuania,,9 Dec 1993 a\n\
    Brunei Darussalam,,1 Aug 2013 a\n\
    Nauru,,1 Feb 1995 a\n";

/// A reservation, an objection to it in the same file, and a text that is long; its summary is its first sentence.
#[test]
fn statements_refer_to_each_other_and_a_second_import_finds_them_again() {
    let table = "treaty,participant,action,date,articles,towards,to_date,stance,notified,valid_until,summary,note\n\
        CETS 185,FR,statement:reservation,2006-01-10,9(2);22,,,,2006-02-01,2009-01-10,Excludes minors,\n\
        CETS 185,DE,statement:objection,2010-03-09,9,FR,2006-01-10,precluding,,,,\n\
        CETS 185,FR,statement:withdrawal-of-statement,2012-02-02,9;22,,2006-01-10,,,,,\n\
        CETS 185,US,statement:declaration,2010-01-01,,,,,,,,LONG\n\
        CETS 185,GB,statement:objection,2011-05-25,9,FR,2006-01-11,,,,,\n\
        CETS 185,GB,ratification,2011-05-25,9,,,,,,,\n";
    let long = format!(
        "The Government declares that it is bound by article 27 only. {}",
        "It says more. ".repeat(20)
    );
    let table = table.replace("LONG", long.trim());
    let place = Place::new();
    let path = place.path().join("desk.db");
    assert_eq!(place.run("accede init desk.db").code, 0);
    let mut store = Store::open(&path, Access::Write).unwrap();
    let first = import(&mut store, &[text("mine.csv", &table)]);
    assert_eq!((first.counts.new, first.counts.same), (4, 0), "{:?}", lines(&first));
    assert_eq!(findings(&first), ["mine.csv:6:33 not-of-this-form", "mine.csv:7:37 not-of-this-form"]);
    let rows = store.statements("CETS 185").unwrap();
    let of = |code: &str, kind: &str, on: &str| {
        let on = on.parse().ok();
        rows.iter().find(|row| row.participant == code && row.statement == kind && row.date == on).unwrap()
    };
    let reservation = of("FR", "reservation", "2006-01-10");
    assert_eq!(reservation.articles.as_deref(), Some("9(2);22"));
    assert_eq!(reservation.lapses_on, "2009-01-11".parse().ok());
    let objection = of("DE", "objection", "2010-03-09");
    assert_eq!(
        (objection.refers_to, objection.stance.as_deref()),
        (Some(reservation.id), Some("precluding"))
    );
    assert_eq!(of("FR", "withdrawal-of-statement", "2012-02-02").refers_to, Some(reservation.id));
    let declaration = of("US", "declaration", "2010-01-01");
    assert_eq!(declaration.summary, "The Government declares that it is bound by article 27 only.");
    assert_eq!(declaration.text.as_deref(), Some(long.trim()));
    let again = import(&mut store, &[text("mine.csv", &table)]);
    assert_eq!((again.counts.new, again.counts.same), (0, 4), "{:?}", lines(&again));
}

#[test]
fn long_texts_of_one_day_that_begin_alike_are_told_apart() {
    let (_place, mut store) = bare();
    let table = ["first", "second", "first"].map(|which| {
        let text = "The Government gives notice of a state of emergency in some of its provinces. ".repeat(4);
        format!("LAKE 9,Chad,statement:communication,2020-01-01,{text}This is the {which} one.\n")
    });
    let table = format!("treaty,participant,action,date,note\n{}", table.concat());
    let first = import(&mut store, &[text("mine.csv", &table)]);
    assert_eq!(
        (first.counts.new, first.counts.same),
        (3, 0),
        "as often as it stands there: {:?}",
        lines(&first)
    );
    let again = import(&mut store, &[text("mine.csv", &table)]);
    assert_eq!((again.counts.new, again.counts.same), (0, 3), "{:?}", lines(&again));
}

/// Records made before texts had a place of their own have the whole text, with the remark, as the summary.
#[test]
fn a_statement_that_is_recorded_in_the_older_way_is_the_same() {
    let long = format!("Does not consider itself bound by article IX. {}", "More. ".repeat(60));
    let file = format!("#France\n{}\n", long.trim());
    let (place, mut store) = bare();
    import(&mut store, &[text("4-1.txt", &file)]);
    let as_recorded = |known: Recorded| Fact { body: known.body, replaces: known.replaces };
    let facts: Vec<Fact> = store.history().unwrap().into_values().map(as_recorded).map(older).collect();
    let path = place.path().join("older.db");
    assert!(Store::create(&path, &facts, "test", "2026-12-01T00:00:00Z").unwrap());
    let store = Store::open(&path, Access::Read).unwrap();
    let again = plans(&store, &[text("4-1.txt", &file)]);
    assert_eq!((again.counts.new, again.counts.same), (0, 1), "{:?}", lines(&again));
}

fn plans(store: &Store, files: &[FileRead]) -> ImportPlan {
    plan(store, files)
}

/// The fact as it was recorded then.
fn older(fact: Fact) -> Fact {
    let Body::Reservation(body) = fact.body else { return fact };
    let flag = body.summary.split_once(" [").map_or_else(String::new, |flag| format!(" [{}", flag.1));
    let summary = body.text.as_ref().map_or_else(|| body.summary.clone(), |text| format!("{text}{flag}"));
    Body::Reservation(ReservationBody { summary, text: None, ..body }).into()
}

#[test]
fn a_later_copy_tells_renames_corrections_withdrawals_and_what_is_new_or_gone_apart() {
    let (_place, mut store) = bare();
    let first = import(&mut store, &[text("4-11.csv", FIRST)]);
    assert_eq!((first.counts.new, first.counts.new_treaties, first.findings.len()), (8, 1, 0));

    let mut second = plan(&store, &[text("4-11.csv", SECOND)]);
    assert_eq!(
        lines(&second),
        [
            "new BN accession 2013-08-01",
            "changed AT signature 1990-01-26",
            "withdrawn CA signature 1998-04-29",
            "withdrawn CA ratification 2002-12-17",
            "gone NU accession 1995-12-20",
        ]
    );
    assert_eq!(second.counts.same, 4);
    let renames: Vec<_> =
        second.renames.iter().map(|rename| (&*rename.before, &*rename.after, rename.acts)).collect();
    assert_eq!(renames, [("Cape Verde", "Cabo Verde", 1)]);
    write(&mut store, &mut second);

    let again = plan(&store, &[text("4-11.csv", SECOND)]);
    assert_eq!((again.to_record(), lines(&again)), (0, Vec::<String>::new()), "twice changes nothing");
    let canada: Vec<_> =
        store.spells("UN IV-11").unwrap().into_iter().filter(|spell| spell.participant == "CA").collect();
    assert!(canada.iter().all(|spell| !spell.status.consented()), "{canada:?}");
    assert!(canada.last().unwrap().uncertain);
}

#[test]
fn a_new_name_that_nobody_bears_is_seen_by_what_it_did() {
    let (_place, mut store) = bare();
    import(&mut store, &[text("4-11.csv", FIRST)]);
    let plan = plan(&store, &[text("4-11.csv", &FIRST.replace("Niue", "Isle of Niue and Surroundings"))]);
    let [finding] = plan.findings.as_slice() else { panic!("{:?}", plan.findings) };
    assert!(
        finding.finding.why.contains("accede names add \"Isle of Niue and Surroundings\" NU"),
        "{finding:?}"
    );
    // Nothing is retracted while not all of the table could be taken in.
    assert_eq!(plan.counts.gone, 1);
    assert_eq!(plan.to_record(), 0, "{:?}", plan.rows);
}

#[test]
fn what_is_not_taken_in_is_told_with_its_place() {
    let (_place, store) = bare();
    let table = "Participant,Signature,\"Ratification, Accession(a)\"\n\
        Atlantis,5 Sep 2000,\n\
        Chad,5 Sep 2000 x,\n\
        Chile,as from 29 January 1988,\n\
        China,5 Sep 2000,6 Sep 2000 d\n\
        Peru,5 Sep 2000\n\
        Peru,5 Sep 2000,1 Jan 2099 a\n\
        Peru,5 Sep 2000,\n";
    let plan = plan(&store, &[text("4-11.csv", table)]);
    assert_eq!(
        findings(&plan),
        [
            "4-11.csv:2:10 unknown-name",
            "4-11.csv:3:6 undeclared-suffix",
            "4-11.csv:4:7 unreadable-date",
            "4-11.csv:5:18 undeclared-suffix",
            "4-11.csv:6:1 uneven-row",
            "4-11.csv:7:17 refused",
            "4-11.csv:8:6 duplicate",
        ]
    );
}

#[test]
fn what_the_law_refuses_is_a_finding_and_what_is_unusual_is_flagged() {
    let place = Place::new();
    let store = Store::open(&place.db(), Access::Read).unwrap();
    let acts = "treaty,participant,action,date\n\
        CETS 185,China,signature,2020-01-01\n\
        CETS 185,Hungary,accession,2020-01-01\n\
        CETS 185,Ireland,denunciation,2020-01-01\n\
        CETS 189,Chad,accession,2001-01-01\n\
        CETS 185,Chad,accession,2020-01-01\n\
        CETS 185,Ireland,ratification,2021-01-01\n";
    let plan = plan(&store, &[text("acts.csv", acts)]);
    let reasons: Vec<String> = plan
        .findings
        .iter()
        .map(|line| format!("{} {}", line.finding.place.line, line.finding.reason.word()))
        .collect();
    assert_eq!(reasons, ["2 refused", "4 refused", "5 before-opening"], "{:?}", plan.findings);
    let rows = rows(&plan);
    let flags: BTreeMap<&str, Option<&str>> =
        rows.iter().map(|row| (&*row.participant, row.flag.as_deref())).collect();
    assert!(flags["TD"].unwrap().contains("no invitation of Chad to accede is recorded"), "{flags:?}");
    assert_eq!(flags["IE"], None);
    // Hungary ratified in 2003: another source says otherwise.
    assert_eq!(plan.counts.contradicting, 1);
}

#[test]
fn several_sources_stand_side_by_side_and_one_is_shown() {
    let (_place, mut store) = bare();
    let research =
        "treaty,participant,action,date,source\nUN IV-11,Austria,signature,1990-08-26,a table of mine\n";
    import(&mut store, &[text("acts.csv", research)]);
    let depositary = "Participant,Signature,\"Ratification, Accession(a)\"\nAustria,26 Jan 1990,6 Aug 1992\n";
    let plan = import(&mut store, &[text("4-11.csv", depositary)]);
    assert_eq!(lines(&plan), ["new AT ratification 1992-08-06", "contradicting AT signature 1990-01-26"]);
    let shown = |store: &Store| store.acts("UN IV-11").unwrap()[0].date.unwrap().to_string();
    assert_eq!(shown(&store), "1990-01-26", "the depositary goes first");
    let beside = store.conflicting_acts(None).unwrap();
    assert_eq!(beside.len(), 2);
    let own = store.publishers().unwrap().into_iter().find(|name| !name.starts_with("United")).unwrap();

    let options = Options { recording: recording(), today: TODAY.parse().unwrap(), dry_run: false };
    recording::record(&mut store, &Precedence { publishers: &[own] }, &options).unwrap();
    assert_eq!(shown(&store), "1990-08-26", "unless the user says otherwise");
    let before = dump_derived(store.path());
    store.rebuild().unwrap();
    assert_eq!(dump_derived(store.path()), before);
}

/// Two events of which two sources tell: what becomes of the one does not hang on the other.
#[test]
fn an_act_is_shown_again_once_nothing_stands_beside_it() {
    let (place, mut store) = bare();
    let research = "treaty,participant,action,date,source\n\
        UN IV-11,Austria,signature,1990-08-26,a panel\nUN IV-11,Chad,signature,1990-10-30,a panel\n\
        UN IV-11,Peru,signature,1990-01-26,a panel\n";
    import(&mut store, &[text("acts.csv", research)]);
    let depositary =
        "Participant,Signature,\"Ratification, Accession(a)\"\nAustria,26 Jan 1990,\nChad,30 Sep 1990,\n";
    import(&mut store, &[text("4-11.csv", depositary)]);
    let shown = |store: &Store| {
        let acts = store.acts("UN IV-11").unwrap();
        acts.iter().map(|act| act.date.unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(shown(&store), ["1990-01-26", "1990-01-26", "1990-09-30"]);
    let db = store.path().to_owned();
    drop(store);
    let run = |line: &str| place.run(&format!("{line} --db desk.db"));
    let sql = "SELECT id FROM act WHERE participant = 'AT' AND beside IS NOT NULL";
    let beside: i64 = rusqlite::Connection::open(&db).unwrap().query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(run(&format!("accede retract @{beside} --reason 'misread'")).code, 0);
    let mut store = Store::open(&db, Access::Write).unwrap();
    assert_eq!(shown(&store), ["1990-08-26", "1990-01-26", "1990-09-30"]);
    let before = dump_derived(&db);
    store.rebuild().unwrap();
    assert_eq!(dump_derived(&db), before);
    drop(store);

    // Nobody hides an act that no other stands beside, with all that follows from it.
    for tampered in [
        "UPDATE act SET shown_as = (SELECT min(id) FROM act), counts_from = NULL, computed_on = NULL, computed_by = NULL
         WHERE participant = 'PE'; DELETE FROM spell WHERE participant = 'PE'",
        "UPDATE act SET shown_as = (SELECT min(id) FROM act) WHERE superseded_seq IS NOT NULL",
        "UPDATE act SET remark = 'x' WHERE superseded_seq IS NOT NULL",
        "UPDATE act SET remark = 'x' WHERE shown_as IS NOT NULL",
    ] {
        let connection = rusqlite::Connection::open(&db).unwrap();
        connection
            .set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)
            .unwrap();
        connection.execute_batch(tampered).unwrap();
        drop(connection);
        let ran = run("accede verify");
        let what = if tampered.contains("remark") { "remark" } else { "shown_as" };
        assert!(ran.code == 1 && ran.stdout.contains(what), "{tampered}: {ran:?}");
        assert_eq!(run("accede rebuild").code, 0);
    }
}

#[test]
fn whoever_stops_it_need_not_wait_until_all_is_compared() {
    let (_place, store) = bare();
    let mut files = Files::default();
    files.add(text("acts.csv", "treaty,participant,action,date\nUN IV-1,Chad,accession,1999-01-01\nUN IV-2,Chad,accession,1999-01-01\n")).unwrap();
    let mut compared = 0;
    let stopped = import::compare(&store, &files, TODAY.parse().unwrap(), true, || {
        compared += 1;
        Err(Error::Interrupted)
    });
    assert!(matches!(stopped, Err(Error::Interrupted)) && compared == 1);
}

#[test]
fn a_further_source_that_agrees_is_kept_beside_the_first() {
    let (place, mut store) = bare();
    import(
        &mut store,
        &[text("acts.csv", "treaty,participant,action,date\nUN IV-11,Austria,ratification,1992-08-06\n")],
    );
    let table = "Participant,Signature,\"Ratification, Accession(a)\"\nAustria,,6 Aug 1992\n";
    let plan = import(&mut store, &[text("4-11.csv", table)]);
    assert_eq!((plan.counts.same, plan.rows.len()), (1, 0));
    assert_eq!(store.given_acts("UN IV-11").unwrap()[0].publishers.len(), 2);
    drop(store);
    assert_eq!(place.run("accede verify --db desk.db").code, 0);
}

#[test]
fn sources_of_one_import_are_compared_with_each_other() {
    let (place, mut store) = bare();
    let research = "treaty,participant,action,date,source\n\
        UN IV-11,Austria,signature,1990-08-26,a panel\nUN IV-11,Austria,ratification,1992-08-06,a panel\n";
    let depositary = "Participant,Signature,\"Ratification, Accession(a)\"\nAustria,26 Jan 1990,6 Aug 1992\n";
    let files = [text("4-11.csv", depositary), text("panel.csv", research)];
    let plan = import(&mut store, &files);
    assert_eq!(
        lines(&plan),
        [
            "new AT signature 1990-01-26",
            "new AT ratification 1992-08-06",
            "contradicting AT signature 1990-08-26"
        ]
    );
    assert_eq!(plan.counts.same, 1);
    let shown: Vec<String> =
        store.acts("UN IV-11").unwrap().iter().map(|act| act.date.unwrap().to_string()).collect();
    assert_eq!(shown, ["1990-01-26", "1992-08-06"]);
    assert_eq!(self::plan(&store, &files).to_record(), 0, "twice changes nothing");
    drop(store);
    assert_eq!(place.run("accede verify --db desk.db").code, 0);
}

#[test]
fn two_copies_of_one_table_in_one_import_are_told() {
    let (_place, store) = bare();
    let plan = plan(&store, &[text("4-11.csv", FIRST), text("IV-11.csv", SECOND)]);
    assert_eq!(findings(&plan), ["IV-11.csv:1:1 duplicate"]);
    assert_eq!((plan.counts.new, plan.counts.changed), (8, 0));
}

#[test]
fn a_territorial_act_names_its_territory() {
    let place = Place::new();
    let store = Store::open(&place.db(), Access::Read).unwrap();
    let acts = "treaty,participant,action,date,territory\n\
        CETS 185,Netherlands,territorial-extension,2024-06-28,Aruba\n\
        CETS 185,Netherlands,territorial-extension,2024-06-28,\n\
        CETS 185,Netherlands,territorial-extension,2024-06-28,Atlantis\n\
        CETS 185,Netherlands,territorial-extension,2024-06-28,France\n";
    let plan = plan(&store, &[text("acts.csv", acts)]);
    assert_eq!(lines(&plan), ["new NL territorial-extension 2024-06-28"]);
    let reasons: Vec<_> =
        plan.findings.iter().map(|line| (line.finding.place.line, line.finding.reason.word())).collect();
    assert_eq!(reasons, [(3, "refused"), (4, "unknown-name"), (5, "refused")]);
}

#[test]
fn one_consent_with_three_depositaries_is_one_consent() {
    let (_place, mut store) = bare();
    let events = "Participant,Action,Date of Notification/Deposit,Date of Effect\n\
        Chad,Ratification,10/03/1971,05/03/1972\n\
        Chad,Ratification,05/03/1971,05/03/1972\n\
        Chad,Ratification,12/03/1971,05/03/1972\n";
    let plan = import(&mut store, &[file("events.csv", events.as_bytes(), Some("NPT"))]);
    assert_eq!((plan.counts.new, plan.findings.len()), (3, 0), "{:?}", plan.findings);
    let shown: Vec<String> =
        store.acts("NPT").unwrap().iter().map(|act| act.date.unwrap().to_string()).collect();
    assert_eq!(shown, ["1971-03-05"], "the earliest deposit counts, the others are kept");
    assert_eq!(store.given_acts("NPT").unwrap().len(), 3);
}

#[test]
fn a_batch_taken_back_leaves_what_was_there_before() {
    let (place, mut store) = bare();
    let first = {
        let mut plan = plan(&store, &[text("4-11.csv", FIRST)]);
        write(&mut store, &mut plan)
    };
    let before = (
        store.spells("UN IV-11").unwrap().iter().map(of_spell).collect::<Vec<_>>(),
        store.treaty("UN IV-11").unwrap(),
    );
    let batch = {
        let mut plan = plan(&store, &[text("4-11.csv", SECOND)]);
        write(&mut store, &mut plan)
    };
    drop(store);
    let undone = place.run(&format!("accede import undo @{batch} --reason 'too early' --db desk.db"));
    assert_eq!(undone.code, 0, "{undone:?}");
    let store = Store::open(&place.path().join("desk.db"), Access::Read).unwrap();
    assert_eq!(store.spells("UN IV-11").unwrap().iter().map(of_spell).collect::<Vec<_>>(), before.0);
    assert_eq!(
        store.treaty("UN IV-11").unwrap().map(|row| row.complete_to),
        before.1.map(|row| row.complete_to)
    );
    drop(store);
    let twice = place.run(&format!("accede import undo @{batch} --reason 'too early' --db desk.db"));
    assert_eq!((twice.code, twice.stderr.contains("counts any more")), (3, true), "{twice:?}");
    assert_eq!(place.run("accede verify --db desk.db").code, 0);
    let undone = place.run(&format!("accede import undo @{first} --reason x --db desk.db"));
    assert_eq!(undone.code, 0, "the first batch too: {undone:?}");
    assert_eq!(place.run("accede treaties --db desk.db --format csv").stdout.lines().count(), 1);
    for view in ["party_count", "pending_today", "group_status_today", "next_by_time", "entry_into_force"] {
        let rows = place.query("desk.db", &format!("SELECT * FROM {view} WHERE treaty = 'UN IV-11'"));
        assert_eq!(rows, [] as [&str; 0], "{view}");
    }
}

/// A spell without the entries that it rests on.
fn of_spell(spell: &accede::law::Spell) -> String {
    format!("{} {} {:?} {} {}", spell.participant, spell.since, spell.until, spell.status, spell.uncertain)
}

#[test]
fn how_far_files_reach_is_taken_as_it_is_told_also_where_that_is_less() {
    let place = Place::new();
    fs::write(
        place.path().join("act.csv"),
        "treaty,action,date,participant\nCETS 185,ratification,2026-11-20,IE\n",
    )
    .unwrap();
    for (to, says) in [
        ("2026-11-01", "acts collected up to 2026-11-01"),
        ("2025-01-01", "acts collected up to 2025-01-01; it was 2026-11-01 before"),
    ] {
        let run = place.run(&format!("accede import act.csv --complete-to {to} --write --by registry"));
        assert_eq!((run.code, run.stdout.contains(says)), (0, true), "{to}: {run:?}");
        let row = place.store().treaty("CETS 185").unwrap().unwrap();
        assert_eq!(row.complete_to.map(|day| day.to_string()).as_deref(), Some(to));
    }
}

#[test]
fn nothing_is_written_without_partial_where_anything_is_not_taken_in() {
    let place = Place::new();
    fs::write(place.path().join("4-11.csv"), FIRST.replace("Niue", "Atlantis")).unwrap();
    let before = fs::read(place.db()).unwrap();
    let refused = place.run("accede import 4-11.csv --write --format json");
    assert_eq!(refused.code, 1);
    assert_eq!(fs::read(place.db()).unwrap(), before);
    let partial = place.run("accede import 4-11.csv --write --partial --format json");
    assert_eq!(partial.code, 1);
    let plan: serde_json::Value = serde_json::from_str(&partial.stdout).unwrap();
    assert_eq!((&plan["written"], plan["findings"].as_array().unwrap().len()), (&true.into(), 1));
    let ask = |sql: &str| place.query("accede.db", sql);
    assert_eq!(ask("SELECT count(*) FROM log WHERE kind = 'batch'"), ["2"]);
    assert_eq!(
        ask("SELECT file, length(sha256), dated FROM source WHERE file IS NOT NULL"),
        ["4-11.csv|64|"]
    );
    assert_eq!(
        ask("SELECT raw_name, raw_header, raw_cell, raw_place FROM act WHERE raw_cell = '26 Aug 1990'"),
        ["Austria|Signature|26 Aug 1990|4:9"]
    );
}

#[test]
fn ctrl_c_leaves_the_file_as_it_was() {
    let place = Place::new();
    let mut table = String::from("treaty,participant,action,date\n");
    for treaty in 0..2_000 {
        for state in ["Chad", "Chile", "China", "Peru", "Fiji", "Mali", "Oman", "Cuba"] {
            writeln!(table, "MANY {treaty},{state},accession,2000-01-01").unwrap();
        }
    }
    fs::write(place.path().join("many.csv"), table).unwrap();
    let before = fs::read(place.db()).unwrap();
    // The signal comes while it reads, compares or writes, whichever the machine has come to.
    for wait in ["0.05", "0.3", "0.8"] {
        let ran = place.run(&format!("timeout -s INT {wait} accede import many.csv --write"));
        if ran.code == 0 {
            break;
        }
        let there = place.run("accede verify").code;
        assert_eq!((there, fs::read(place.db()).unwrap() == before), (0, true), "{wait}: {ran:?}");
    }
}

#[test]
fn every_spelling_of_depositaries_finds_its_participant() {
    let place = Place::whole();
    let directory = Store::open(&place.db(), Access::Read).unwrap().directory().unwrap();
    let rows = cases("read/names.csv");
    assert!(rows.len() > 1_000, "{}", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let (spelling, on) = (&row["spelling"], row["on"].parse().ok());
        let found = match directory.find(spelling, on) {
            Found::One(code) => code,
            Found::Several(_) | Found::Nobody => String::new(),
        };
        if found != row["code"] {
            wrong.push(format!("{spelling} on {}: {found}, not {}", row["on"], row["code"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Real tables, which are not part of this repository.
mod corpus {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn folder(name: &str) -> Vec<FileRead> {
        let folder = needs::corpus().unwrap().join("corpus").join(name);
        let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let read = |path: &std::path::PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            file(&name, &fs::read(path).unwrap(), None)
        };
        paths.iter().map(read).collect()
    }

    fn dated(mut files: Vec<FileRead>, day: &str) -> Vec<FileRead> {
        for file in &mut files {
            file.reading.edition.status_as_at = day.parse().ok();
        }
        files
    }

    /// Cells of the CSV tables by treaty and by what their heading says of their mark, counted without the reader: treaty →
    /// label → cells.
    fn raw_counts(name: &str) -> BTreeMap<String, BTreeMap<String, usize>> {
        let folder = needs::corpus().unwrap().join("corpus").join(name);
        let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            if stem == "index" {
                continue;
            }
            let mut rows = csv::ReaderBuilder::new().flexible(true).from_path(&path).unwrap();
            let headings = rows.headers().unwrap().clone();
            let of_treaty = counts.entry(stem).or_default();
            for row in rows.records() {
                for (heading, cell) in headings
                    .iter()
                    .zip(row.unwrap().iter())
                    .skip(1)
                    .filter(|(_, cell)| !cell.trim().is_empty())
                {
                    let bare =
                        cell.trim_matches(|letter: char| letter.is_whitespace() || "[]".contains(letter));
                    let mark: String = bare
                        .chars()
                        .rev()
                        .take_while(char::is_ascii_alphabetic)
                        .collect::<Vec<_>>()
                        .into_iter()
                        .rev()
                        .collect();
                    let label = heading
                        .split(", ")
                        .find(|label| label.ends_with(&format!("({mark})")))
                        .filter(|_| !mark.is_empty());
                    let label = label.map_or_else(
                        || {
                            if mark.is_empty() {
                                format!("unmarked: {heading}")
                            } else {
                                format!("{mark}: {heading}")
                            }
                        },
                        |label| label.split('(').next().unwrap().trim().to_lowercase(),
                    );
                    *of_treaty.entry(label).or_default() += 1;
                }
            }
        }
        counts
    }

    fn xml_texts() -> Vec<String> {
        let folder = needs::corpus().unwrap().join("corpus/mtdsg-2015-xml");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()).collect()
    }

    #[test]
    fn every_dated_cell_becomes_an_act_or_a_finding_and_both_formats_give_the_same() {
        if needs::corpus().is_none() {
            return;
        }
        let (place, mut store) = bare();
        let xml = folder("mtdsg-2015-xml");
        assert_eq!(xml.len(), 304);
        let plan = import(&mut store, &xml);
        let cells: usize = raw_counts("mtdsg-2015-csv").values().flat_map(BTreeMap::values).sum();
        let said: usize = xml_texts().iter().map(|text| text.matches("<Declaration>").count()).sum();
        assert_eq!((cells, said), (28_016, 1_019));
        assert_eq!(plan.counts.new + plan.counts.same + plan.findings.len(), cells + said);
        assert_eq!(plan.counts.new_treaties, 304);
        let not_read: Vec<_> = plan
            .findings
            .iter()
            .filter(|line| !["before-opening", "refused", "truncated"].contains(&line.finding.reason.word()))
            .collect();
        assert!(not_read.is_empty(), "{not_read:?}");

        let acts = |path: &Path, brackets: &str| -> BTreeSet<String> {
            let connection = rusqlite::Connection::open(path).unwrap();
            let sql = format!(
                "SELECT treaty || '|' || participant || '|' || act || '|' || date || '|' || coalesce(flag, '') FROM act WHERE withdrawn IN {brackets}"
            );
            let mut rows = connection.prepare(&sql).unwrap();
            rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let (csv_place, mut csv_store) = bare();
        let csv_plan = import(&mut csv_store, &folder("mtdsg-2015-csv"));
        assert_eq!(csv_plan.counts.new + csv_plan.findings.len(), 28_016);
        let statements: i64 = rusqlite::Connection::open(store.path())
            .unwrap()
            .query_row("SELECT count(*) FROM reservation WHERE recorded_seq > 1", [], |row| row.get(0))
            .unwrap();
        let statements = usize::try_from(statements).unwrap();
        // Declarations of which the copy has lost the text are findings.
        let lost = plan.findings.iter().filter(|line| line.finding.reason.word() == "truncated").count();
        assert_eq!(statements + lost + plan.counts.same, said);
        assert_eq!(
            acts(store.path(), "(0, 1)").len() + statements,
            plan.counts.new,
            "no two acts are the same"
        );
        let by_xml = acts(store.path(), "(0)");
        let in_brackets = acts(store.path(), "(1)");
        assert_eq!(in_brackets.len(), 60);
        let by_csv = acts(csv_store.path(), "(0, 1)");
        let only: Vec<&String> = by_xml.difference(&by_csv).collect();
        assert!(only.is_empty(), "{only:?}");
        drop((csv_place, csv_store));
        // Whoever stands in brackets is bound on no day.
        let connection = rusqlite::Connection::open(store.path()).unwrap();
        let bound: i64 = connection
            .query_row(
                "SELECT count(*) FROM spell s JOIN act a ON a.id = s.consent WHERE a.withdrawn AND s.status IN ('contracting', 'party', 'leaving')",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(bound, 0);
        drop(store);
        assert_eq!(place.run("accede verify --db desk.db").code, 0);
        let again = place.run("accede init other.db --bare; accede import desk.db --db other.db; echo $?");
        assert!(
            again.stdout.contains("not-of-this-form") || again.stdout.contains("encoding"),
            "a database is no table: {again:?}"
        );
    }

    #[test]
    fn counts_by_action_equal_those_of_the_raw_cells() {
        if needs::corpus().is_none() {
            return;
        }
        let read: BTreeMap<String, BTreeMap<String, usize>> = folder("mtdsg-2015-csv")
            .into_iter()
            .filter(|file| file.name != "index.csv")
            .map(|file| {
                let mut counts: BTreeMap<String, usize> = BTreeMap::new();
                for act in file.reading.treaties.iter().flat_map(|treaty| &treaty.acts) {
                    let accede::model::draft::What::Act(kind) = act.what else { panic!("{act:?}") };
                    *counts.entry(kind.word().to_owned()).or_default() += 1;
                }
                (file.name.trim_end_matches(".csv").to_owned(), counts)
            })
            .collect();
        let mut seen = 0;
        for (treaty, labels) in raw_counts("mtdsg-2015-csv") {
            for (label, word) in [
                ("accession", "accession"),
                ("acceptance", "acceptance"),
                ("approval", "approval"),
                ("succession", "succession"),
                ("succession to signature", "succession-to-signature"),
                ("formal confirmation", "formal-confirmation"),
                ("definitive signature", "definitive-signature"),
                ("unmarked: Signature", "signature"),
            ] {
                let Some(cells) = labels.get(label) else { continue };
                let others: usize = labels
                    .iter()
                    .filter(|(other, _)| *other != label && means(other) == Some(word))
                    .map(|(_, cells)| cells)
                    .sum();
                assert_eq!(read[&treaty][word], cells + others, "{treaty} {label}: {labels:?}");
                seen += cells;
            }
            let all: usize = labels.values().sum();
            assert_eq!(read[&treaty].values().sum::<usize>(), all, "{treaty}");
        }
        assert!(seen > 17_000, "{seen}");
    }

    /// The act of a heading whose words stand alone in it.
    fn means(label: &str) -> Option<&'static str> {
        let unmarked = label.strip_prefix("unmarked: ").map(str::to_lowercase);
        let label = unmarked.unwrap_or_else(|| label.to_owned());
        let mut alone = label.split(", ").filter(|part| !part.ends_with(')'));
        let (first, more) = (alone.next().unwrap_or(&label).to_owned(), alone.next());
        let or = first.contains(" or ");
        match first.as_str() {
            _ if more.is_some() || or => None,
            word if word.starts_with("succession to signature") => Some("succession-to-signature"),
            word if word.starts_with("accession") => Some("accession"),
            word if word.starts_with("acceptance") || word.starts_with("definitive acceptance") => {
                Some("acceptance")
            }
            word if word.starts_with("succession") => Some("succession"),
            word if word.starts_with("approval") => Some("approval"),
            word if word.starts_with("signature") => Some("signature"),
            word if word.starts_with("definitive signature") => Some("definitive-signature"),
            _ => None,
        }
    }

    #[test]
    fn from_2013_to_2015_every_change_has_its_reason() {
        if needs::corpus().is_none() {
            return;
        }
        let (_place, mut store) = bare();
        let first = dated(folder("mtdsg-2013-csv"), "2013-06-13");
        let plan_2013 = import(&mut store, &first);
        assert_eq!(plan_2013.counts.new + plan_2013.findings.len(), 27_361);
        let second = plan(&store, &dated(folder("mtdsg-2015-csv"), "2015-03-14"));
        let renames: Vec<(&str, &str, usize)> =
            second.renames.iter().map(|rename| (&*rename.before, &*rename.after, rename.acts)).collect();
        assert_eq!(renames, [("Cote d'Ivoire", "Côte d'Ivoire", 142), ("Cape Verde", "Cabo Verde", 88)]);
        let rows = rows(&second);
        let changed: Vec<(&str, &str, &str)> = rows
            .iter()
            .filter(|row| row.verdict == Comparison::Changed)
            .map(|row| (&*row.treaty, &*row.participant, &*row.why))
            .collect();
        assert!(
            changed.contains(&("UN III-1", "LT", "corrected: on 1997-03-17; recorded: on 1993-12-09")),
            "{changed:?}"
        );
        assert!(
            changed.contains(&("UN IV-11", "AT", "corrected: on 1990-01-26; recorded: on 1990-08-26")),
            "{changed:?}"
        );
        assert_eq!(changed.len(), 13);
        let gone: Vec<(&str, &str)> = rows
            .iter()
            .filter(|row| row.verdict == Comparison::Gone)
            .map(|row| (&*row.treaty, &*row.participant))
            .collect();
        assert_eq!(
            gone,
            [("UN III-2-2", "MD"), ("UN VII-6", "ZA"), ("UN X-6", "AI"), ("UN XXVII-1-e", "MK")]
        );
        let counts = second.counts;
        assert_eq!(
            (counts.withdrawn, counts.contradicting),
            (0, 0),
            "the newer copy has lost the brackets, and undoes none"
        );
        assert_eq!(counts.new + counts.changed + counts.same + second.findings.len(), 28_016);
        let without_reason =
            rows.iter().filter(|row| row.verdict != Comparison::New && row.why.is_empty()).count();
        assert_eq!(without_reason, 0);
    }

    /// Rows of a table with a consent that is not in brackets, counted without the reader.
    fn rows_with_a_consent(path: &Path) -> usize {
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
        let words = ["atif", "ccess", "ccept", "pprov", "onsent", "onfirm", "efinitive", "articipation"];
        let consents = |heading: &str| {
            let is_other =
                ["Signature", "Participant", "Provisional"].iter().any(|word| heading.starts_with(word));
            !is_other && words.iter().any(|word| heading.contains(word))
        };
        let headings: Vec<bool> = rows.headers().unwrap().iter().map(consents).collect();
        let stands = |row: &csv::StringRecord| {
            row.iter()
                .zip(&headings)
                .any(|(cell, consents)| *consents && !cell.trim().is_empty() && !cell.trim().starts_with('['))
        };
        rows.records().filter(|row| stands(row.as_ref().unwrap())).count()
    }

    #[test]
    fn as_many_have_consented_as_rows_of_the_table_have_a_consent_that_stands() {
        /// Tables of which another number consented by then: rows, consented, and why.
        const OTHERWISE: [(&str, usize, usize, &str); 8] = [
            (
                "UN I-5-a",
                107,
                108,
                "China, whose instrument of 1965 the Republic of China deposited, has no row",
            ),
            ("UN XXVI-2-a", 101, 102, "Kuwait, 24 May 2013, is not in it yet"),
            ("UN XXVI-2-b", 98, 99, "Kuwait, 24 May 2013, is not in it yet"),
            ("UN XXVI-2-c", 76, 77, "Kuwait, 24 May 2013, is not in it yet"),
            ("UN XXVI-2", 115, 116, "Kuwait, 24 May 2013, is not in it yet"),
            ("UN IV-11-b", 151, 152, "Zimbabwe, 22 May 2013, is not in it yet"),
            ("UN IV-15-a", 76, 77, "Palau, 11 June 2013, is not in it yet"),
            ("UN IV-15", 131, 132, "Palau, 11 June 2013, is not in it yet"),
        ];
        let Some(corpus) = needs::corpus() else { return };
        let place = Place::whole();
        let tables = corpus.join("corpus/mtdsg-2013-csv");
        let ran = place.run(&format!("accede import {} --write --partial", tables.display()));
        assert!(ran.code <= 1, "{}", ran.stderr);
        let store = Store::open(&place.path().join("accede.db"), Access::Read).unwrap();
        let when = When { as_of: "2013-06-13".parse().unwrap(), today: TODAY.parse().unwrap() };
        let (mut compared, mut otherwise) = (0, Vec::new());
        for file in folder("mtdsg-2013-csv") {
            let [treaty] = &file.reading.treaties[..] else { continue };
            let code = treaty.code.as_ref().unwrap();
            if store.clauses(code).unwrap().is_empty() {
                continue;
            }
            compared += 1;
            let treaty = store.treaty(code).unwrap().unwrap();
            let counts = status(&store, &treaty, None, &[], when).unwrap().counts.unwrap();
            let rows = rows_with_a_consent(&tables.join(&file.name));
            if rows != counts.consented {
                otherwise.push((code.clone(), rows, counts.consented));
            }
        }
        assert!(compared > 30, "{compared}");
        let known: Vec<_> = OTHERWISE
            .iter()
            .map(|(code, rows, consented, _)| ((*code).to_owned(), *rows, *consented))
            .collect();
        assert_eq!(otherwise, known);
    }
}
