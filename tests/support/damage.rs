//! A small file with a row in every table, and ways to damage a copy of it.

use std::path::{Path, PathBuf};

use accede::model::{
    ActBody, ActKind, AttestationBody, Body, ClaimBody, Confidence, Declaration, Fact, Kind, Noun,
    PrecedenceBody, PredecessorBody, Reference, RetractionBody, Sources, StateNumberBody, TreatyLinkBody,
    WeightBody,
};
use accede::store::{Access, Recording, Store};
use rusqlite::Connection;
use rusqlite::types::Value;

/// The log of an earlier release.
pub const OLD_LOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/logs/record-1.ndjson");

pub fn load(path: &Path, dump: &[u8]) -> accede::error::Result<Option<accede::store::Head>> {
    Store::load(path, "dump", &mut &*dump, &[])
}

/// Makes a small file in a folder: the log of an earlier release, and what that has not.
pub fn small_file(folder: &Path) -> PathBuf {
    let path = folder.join("small.db");
    load(&path, &std::fs::read(OLD_LOG).unwrap()).unwrap().unwrap();
    let mut store = Store::open(&path, Access::Write).unwrap();
    let seen = store.head().unwrap().seq;
    let recording = Recording {
        by: "registry".to_owned(),
        at: "2026-12-01T10:20:30Z".to_owned(),
        reason: Some("for the tests: é".to_owned()),
        source: Some("a letter of 1 December 2026".to_owned()),
    };
    let act = |act, date: &str| {
        Body::Act(ActBody {
            note: Some("made up".to_owned()),
            ..ActBody::of("CETS 189", Some("HU"), act, Some(date.parse().unwrap()))
        })
    };
    let facts = |sources: &Sources| -> Vec<Fact> {
        let (sources, confidence) = (sources.clone(), Confidence::Unverified);
        let bodies = vec![
            act(ActKind::ProvisionalApplication, "2026-11-30"),
            act(ActKind::Signature, "2026-11-29"),
            Body::Predecessor(PredecessorBody {
                participant: "CZ".to_owned(),
                predecessor: "HU".to_owned(),
                link: "separated".to_owned(),
                on: "1993-01-01".parse().ok(),
                sources: sources.clone(),
                confidence,
            }),
            Body::TreatyLink(TreatyLinkBody {
                treaty: "CETS 189".to_owned(),
                other: "CETS 185".to_owned(),
                link: "protocol-to".to_owned(),
                article: Some("art. 1".to_owned()),
                sources: sources.clone(),
                confidence,
            }),
            Body::Weight(WeightBody {
                table: "TABLE".to_owned(),
                participant: "CZ".to_owned(),
                weight: "1.5".to_owned(),
                note: None,
                sources: sources.clone(),
                confidence,
            }),
            Body::Claim(ClaimBody {
                code: "CLAIM".to_owned(),
                as_of: "2026-11-30".parse().unwrap(),
                treaty: "CETS 185".to_owned(),
                group: None,
                claim: "party-count".to_owned(),
                value: "9".to_owned(),
                note: None,
                sources: sources.clone(),
            }),
            Body::StateNumber(StateNumberBody {
                scheme: "LIST".to_owned(),
                number: 316,
                first_year: 1993,
                last_year: None,
                participant: Some("CZ".to_owned()),
                abbreviation: "CZR".to_owned(),
                name: "Czech Republic".to_owned(),
                note: None,
                sources,
                confidence,
            }),
            Body::Attestation(AttestationBody {
                source: format!("@{}", seen + 1),
                acts: AttestationBody::list(&[seen + 2].into()),
            }),
            Body::Precedence(PrecedenceBody { publishers: vec!["a registry".to_owned()] }),
            // The signature two entries after the source and the provisional application.
            Body::Retraction(RetractionBody { entry: seen + 3 }),
        ];
        bodies.into_iter().map(Fact::from).collect()
    };
    store.register(seen, &recording, facts).unwrap();
    let connection = Connection::open(&path).unwrap();
    for register in Body::REGISTERS {
        let Some(table) = register.table else { continue };
        let is_empty = format!("SELECT NOT EXISTS (SELECT 1 FROM {table})");
        if connection.query_row(&is_empty, [], |row| row.get(0)).unwrap() {
            let seen = store.head().unwrap().seq;
            store.register(seen, &recording, |_| vec![made_up(register).into()]).unwrap();
        }
    }
    path
}

/// An entry of a register that has none above: what it refers to is there, and everything else is a day, which is a text
/// as well.
fn made_up(register: &Declaration) -> Body {
    let fields = register.fields.iter().map(|field| {
        let value: serde_json::Value = match (field.name, field.reference, field.kind) {
            ("confidence", ..) => "unverified".into(),
            (_, Some(Reference::About(noun) | Reference::Names(noun)), _) => match noun {
                Noun::Treaty => "CETS 189".into(),
                Noun::Participant => "CZ".into(),
                Noun::Group => "EU".into(),
                Noun::Source => "KNOW".into(),
            },
            (_, _, Kind::Text) => "2026-11-30".into(),
            (_, _, Kind::Flag) => true.into(),
            (_, _, Kind::Number | Kind::Year) => 1.into(),
            (_, _, Kind::List) => Vec::<String>::new().into(),
        };
        (field.name.to_owned(), value)
    });
    let fields = serde_json::Value::Object(fields.collect());
    Body::read(register.word, fields).unwrap().unwrap()
}

/// Every value of RECORD as a plain reader sees it.
pub fn record_of(path: &Path) -> rusqlite::Result<Vec<Vec<Value>>> {
    let connection = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.execute_batch("PRAGMA cell_size_check = ON")?;
    let mut statement = connection.prepare("SELECT * FROM log ORDER BY rowid")?;
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect())?;
    rows.collect()
}

/// Changes a file as another program would that takes the railings down and puts them up again.
pub fn damage(path: &Path, change: impl FnOnce(&Connection)) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN")
        .unwrap();
    let mut triggers =
        connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    let triggers: Vec<(String, String)> = triggers
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    change(&connection);
    for (_, sql) in &triggers {
        connection.execute_batch(sql).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// The names of the derived tables.
pub fn derived_tables(connection: &Connection) -> Vec<String> {
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'log' ORDER BY name")
        .unwrap();
    tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}
