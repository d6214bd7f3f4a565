//! A small file with a row in every table, and ways to damage a copy of it.

use std::path::{Path, PathBuf};

use accede::model::{
    ActBody, ActKind, AttestationBody, Body, ClaimBody, ClauseBody, Confidence, Declaration, Kind, Noun,
    PrecedenceBody, PredecessorBody, Reference, ReservationBody, RetractionBody, SourceBody, Sources,
    StateNumberBody, TreatyLinkBody, WeightBody,
};
use accede::store::{Access, Store};
use rusqlite::Connection;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};

/// The log of an earlier release.
pub const OLD_LOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/logs/record-1.ndjson");

pub fn load(path: &Path, dump: &[u8]) -> accede::error::Result<Option<accede::store::Head>> {
    Store::load(path, "dump", &mut &*dump, &[])
}

/// Makes a small file in a folder: the log of an earlier release, and what that has not.
pub fn small_file(folder: &Path) -> PathBuf {
    let path = folder.join("small.db");
    load(&path, &std::fs::read(OLD_LOG).unwrap()).unwrap().unwrap();
    let seen = Store::open_as_is(&path, Access::Read).unwrap().head().unwrap().seq;
    let act = |act, date: &str| {
        Body::Act(ActBody {
            note: Some("made up".to_owned()),
            ..ActBody::of("CETS 189", Some("HU"), act, Some(date.parse().unwrap()))
        })
    };
    let (sources, confidence) = (Sources(vec![format!("@{}", seen + 1)]), Confidence::Unverified);
    let mut bodies = vec![
        Body::Source(SourceBody::of(&sources.0[0], "a letter of 1 December 2026")),
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
            since: None,
            note: None,
            sources: sources.clone(),
            confidence,
        }),
        // Czechia ratified the Convention, and with it the Protocol.
        Body::Clause(ClauseBody {
            treaty: "CETS 189".to_owned(),
            clause_kind: "entailment".to_owned(),
            applies_to: "consent".to_owned(),
            rule: "entailed_by(CETS 185, 2013-01-01)".to_owned(),
            article: "art. 9".to_owned(),
            note: None,
            sources: sources.clone(),
            confidence,
        }),
        // Serbia keeps it.
        Body::Reservation(ReservationBody {
            sources: sources.clone(),
            confidence,
            ..ReservationBody::of("CETS 189", "CSXX", "reservation", "2005-04-07".parse().ok(), "made up")
        }),
    ];
    bodies.extend(from_elsewhere(seen, &sources));
    bodies.extend([
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
    ]);
    append(&path, &bodies);
    let connection = Connection::open(&path).unwrap();
    let is_empty = |table: &&str| {
        let sql = format!("SELECT NOT EXISTS (SELECT 1 FROM {table})");
        connection.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let without =
        Body::REGISTERS.into_iter().filter(|register| register.table.as_ref().is_some_and(is_empty));
    let more: Vec<Body> = without.map(made_up).collect();
    append(&path, &more);
    path
}

/// What stands under one treaty by what was said under another, and whose territory one was; from the ninth entry on.
fn from_elsewhere(seen: i64, sources: &Sources) -> Vec<Body> {
    let confidence = Confidence::Unverified;
    vec![
        // What Czechia reserved under the Convention stands under the Protocol too; one article of it was withdrawn.
        Body::Clause(ClauseBody {
            treaty: "CETS 189".to_owned(),
            clause_kind: "carried".to_owned(),
            applies_to: "reservation".to_owned(),
            rule: "from(CETS 185)".to_owned(),
            article: "art. 12".to_owned(),
            note: None,
            sources: sources.clone(),
            confidence,
        }),
        Body::Reservation(ReservationBody {
            articles: Some("9;22".to_owned()),
            sources: sources.clone(),
            confidence,
            ..ReservationBody::of("CETS 185", "CZ", "reservation", "2013-08-22".parse().ok(), "made up")
        }),
        Body::Reservation(ReservationBody {
            articles: Some("22".to_owned()),
            // The entry before.
            refers_to: Some(seen + 10),
            sources: sources.clone(),
            confidence,
            ..ReservationBody::of(
                "CETS 185",
                "CZ",
                "withdrawal-of-statement",
                "2015-08-22".parse().ok(),
                "made up",
            )
        }),
        // Ireland was a territory.
        Body::Predecessor(PredecessorBody {
            participant: "IE".to_owned(),
            predecessor: "HR".to_owned(),
            link: "independent".to_owned(),
            on: "1937-12-29".parse().ok(),
            sources: sources.clone(),
            confidence,
        }),
    ]
}

/// Adds these to the log as another program would that knows its chain, and makes the rest anew.
fn append(path: &Path, bodies: &[Body]) {
    damage(path, |connection| {
        let newest: i64 = connection.query_row("SELECT max(seq) FROM log", [], |row| row.get(0)).unwrap();
        for (seq, body) in (newest + 1..).zip(bodies) {
            let mut fields = serde_json::to_value(body).unwrap();
            fields["kind"] = body.kind().into();
            fields["v"] = 1.into();
            let (at, by, why) = ("2026-12-01T10:20:30Z", "registry", "for the tests: é");
            connection
                .execute(
                    "INSERT INTO log (seq, recorded_at, recorded_by, kind, body, reason, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, '')",
                    (seq, at, by, body.kind(), fields.to_string(), why),
                )
                .unwrap();
        }
        chain_anew(connection);
    });
    Store::open_as_is(path, Access::Write).unwrap().rebuild().unwrap();
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

/// Computes every hash as schema.sql describes it, and not with the code that is tested.
pub fn chain_anew(connection: &Connection) {
    let mut statement = connection
        .prepare("SELECT seq, recorded_at, recorded_by, kind, body, reason FROM log ORDER BY seq")
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut previous: Vec<u8> = Sha256::digest(b"accede log").to_vec();
    let mut hashes = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let seq: i64 = row.get(0).unwrap();
        let mut bytes = previous.clone();
        for column in 0..6 {
            let text = match row.get(column).unwrap() {
                Value::Null => {
                    bytes.extend([0xff; 8]);
                    continue;
                }
                Value::Integer(number) => number.to_string(),
                Value::Text(text) => text,
                other => panic!("{other:?}"),
            };
            bytes.extend((text.len() as u64).to_be_bytes());
            bytes.extend(text.as_bytes());
        }
        previous = Sha256::digest(&bytes).to_vec();
        let digit = |four: u8| char::from_digit(four.into(), 16).unwrap();
        hashes.push((
            seq,
            previous.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect::<String>(),
        ));
    }
    for (seq, hash) in hashes {
        connection.execute("UPDATE log SET hash = ?2 WHERE seq = ?1", (seq, hash)).unwrap();
    }
}
