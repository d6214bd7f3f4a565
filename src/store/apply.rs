//! One entry of the log into the rows of DERIVED: the same function for recording and for rebuilding. What
//! follows by law is added by `derive`.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::supersede::{end_earlier, supersede, withdrawn_treaty};
use crate::error::{Error, Result};
use crate::law::{Clause, Names};
use crate::model::{
    ActBody, AttestationBody, Body, ClaimBody, ClauseBody, Date, Fact, GroupBody, MembershipBody, NameBody,
    ParticipantBody, PrecedenceBody, PredecessorBody, ReservationBody, SourceBody, Sources, StateNumberBody,
    StatementKind, TreatyBody, TreatyLinkBody, TreatyNameBody, WeightBody,
};
use crate::names::fold;

/// What has to be derived anew after some entries.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Participants, memberships or predecessors changed: every treaty is concerned.
    pub world: bool,
    /// Weights changed: every treaty whose threshold asks for some is concerned.
    pub weights: bool,
    /// Treaties whose acts or clauses changed.
    pub treaties: BTreeSet<String>,
}

impl Touched {
    /// Every treaty where acts of several sources stand side by side.
    pub(super) fn side_by_side(&mut self, connection: &Connection) -> Result<()> {
        let mut statement =
            connection.prepare_cached("SELECT DISTINCT treaty FROM act WHERE beside IS NOT NULL")?;
        let treaties = statement.query_map([], |row| row.get(0))?;
        self.treaties.extend(treaties.collect::<rusqlite::Result<Vec<String>>>()?);
        Ok(())
    }
}

/// Writes the one row of an entry in a table that keeps only the newest version, without what else it brings: a name, a
/// source.
pub(super) fn row(connection: &Connection, seq: i64, body: &Body) -> Result<()> {
    match body {
        Body::Group(group) => group_row(connection, seq, group),
        Body::Participant(participant) => participant_row(connection, seq, participant),
        Body::Predecessor(predecessor) => predecessor_row(connection, seq, predecessor),
        Body::Treaty(treaty) => treaty_row(connection, seq, treaty),
        Body::Claim(claim) => claim_row(connection, seq, claim),
        _ => Ok(()),
    }
}

/// Writes the rows of one entry.
pub(super) fn fact(connection: &Connection, seq: i64, fact: &Fact, touched: &mut Touched) -> Result<()> {
    if let Some(earlier) = fact.replaces {
        supersede(connection, earlier, seq, touched)?;
    }
    match &fact.body {
        Body::Batch(_) => Ok(()),
        Body::Source(source) => {
            end_earlier(connection, "source", &source.code, seq)?;
            self::source(connection, seq, source)
        }
        Body::Group(group) => {
            end_earlier(connection, "participant_group", &group.code, seq)?;
            group_row(connection, seq, group)
        }
        Body::Participant(participant) => {
            touched.world = true;
            end_earlier(connection, "participant", &participant.code, seq)?;
            self::participant(connection, seq, participant)
        }
        Body::Name(name) => self::name(connection, seq, name),
        Body::Predecessor(predecessor) => {
            touched.world = true;
            self::predecessor(connection, seq, predecessor)
        }
        Body::Membership(membership) => {
            touched.world = true;
            self::membership(connection, seq, membership)
        }
        Body::Treaty(treaty) => {
            touched.treaties.insert(treaty.code.clone());
            end_earlier(connection, "treaty", &treaty.code, seq)?;
            self::treaty(connection, seq, treaty)
        }
        Body::TreatyName(name) => treaty_name(connection, seq, name),
        Body::TreatyLink(link) => treaty_link(connection, seq, link),
        Body::Clause(clause) => {
            touched.treaties.insert(clause.treaty.clone());
            self::clause(connection, seq, clause)
        }
        Body::Weight(weight) => {
            touched.weights = true;
            self::weight(connection, seq, weight)
        }
        Body::Act(act) => {
            touched.treaties.insert(act.treaty.clone());
            self::act(connection, seq, act)
        }
        Body::Reservation(reservation) => {
            touched.treaties.insert(reservation.treaty.clone());
            self::reservation(connection, seq, reservation)
        }
        Body::Claim(claim) => self::claim(connection, seq, claim),
        Body::Attestation(attestation) => self::attestation(connection, seq, attestation, touched),
        Body::Precedence(precedence) => {
            touched.side_by_side(connection)?;
            self::precedence(connection, seq, precedence)
        }
        Body::StateNumber(number) => state_number(connection, seq, number),
        Body::Retraction(retraction) => {
            supersede(connection, retraction.entry, seq, touched)?;
            withdrawn_treaty(connection, seq)
        }
    }
}

fn cite(connection: &Connection, seq: i64, sources: &Sources) -> Result<()> {
    let mut insert =
        connection.prepare_cached("INSERT INTO cited (seq, position, source) VALUES (?1, ?2, ?3)")?;
    for (position, source) in (1_i64..).zip(&sources.0) {
        insert.execute(params![seq, position, source])?;
    }
    Ok(())
}

fn source(connection: &Connection, seq: i64, body: &SourceBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO source (code, citation, dated, retrieved_on, publisher, authority, file, sha256, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            body.code, body.citation, body.dated, body.retrieved_on, body.publisher, body.authority, body.file,
            body.sha256, seq
        ])?;
    Ok(())
}

fn attestation(
    connection: &Connection,
    seq: i64,
    body: &AttestationBody,
    touched: &mut Touched,
) -> Result<()> {
    let acts =
        body.entries().ok_or_else(|| Error::Refused(format!("'{}' is no list of entries", body.acts)))?;
    let mut insert = connection
        .prepare_cached("INSERT INTO attestation (act, source, recorded_seq) VALUES (?1, ?2, ?3)")?;
    let mut beside = connection.prepare_cached(
        "SELECT treaty FROM act WHERE id = ?1 AND (beside IS NOT NULL OR EXISTS (SELECT 1 FROM act other WHERE other.beside = ?1 AND other.treaty = act.treaty))",
    )?;
    for act in acts {
        insert.execute(params![act, body.source, seq])?;
        touched.treaties.extend(beside.query_row([act], |row| row.get::<_, String>(0)).optional()?);
    }
    Ok(())
}

fn precedence(connection: &Connection, seq: i64, body: &PrecedenceBody) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO ended (seq, by_seq) SELECT DISTINCT recorded_seq, ?1 FROM precedence WHERE superseded_seq IS NULL";
    connection.prepare_cached(sql)?.execute([seq])?;
    let sql = "UPDATE precedence SET superseded_seq = ?1 WHERE superseded_seq IS NULL";
    connection.prepare_cached(sql)?.execute([seq])?;
    let mut insert = connection
        .prepare_cached("INSERT INTO precedence (recorded_seq, position, publisher) VALUES (?1, ?2, ?3)")?;
    for (position, publisher) in (1_i64..).zip(&body.publishers) {
        insert.execute(params![seq, position, publisher])?;
    }
    Ok(())
}

fn group_row(connection: &Connection, seq: i64, body: &GroupBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO participant_group (code, name, recorded_seq) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![body.code, body.name, seq])?;
    Ok(())
}

fn participant_row(connection: &Connection, seq: i64, body: &ParticipantBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO participant (code, alpha3, kind, name, official_name, exists_from, exists_until, un_member_from, note, confidence, sources, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            body.code, body.alpha3, body.participant_kind, body.name, body.official_name, body.exists_from,
            body.exists_until, body.un_member_from, body.note, body.confidence,
            body.sources.0.join(";"), seq
        ])?;
    Ok(())
}

fn participant(connection: &Connection, seq: i64, body: &ParticipantBody) -> Result<()> {
    participant_row(connection, seq, body)?;
    for (kind, name) in [("short", &body.name), ("official", &body.official_name)] {
        let name = NameBody {
            participant: body.code.clone(),
            name: name.clone(),
            name_kind: kind.to_owned(),
            since: None,
            until: None,
            sources: Sources::default(),
            confidence: body.confidence,
        };
        self::name(connection, seq, &name)?;
    }
    renamed(connection, seq, &body.code)?;
    cite(connection, seq, &body.sources)
}

/// A participant recorded anew keeps the names that it was given later, with their first days.
fn renamed(connection: &Connection, seq: i64, code: &str) -> Result<()> {
    const LATER: &str =
        "FROM name WHERE participant = ?1 AND kind = ?2 AND since IS NOT NULL AND superseded_seq IS NULL";
    for (kind, column) in [("short", "name"), ("official", "official_name")] {
        let sql = format!(
            "UPDATE name SET until = (SELECT min(since) {LATER}) WHERE recorded_seq = ?3 AND participant = ?1 AND kind = ?2"
        );
        connection.prepare_cached(&sql)?.execute(params![code, kind, seq])?;
        let sql = format!(
            "UPDATE participant SET {column} = later.name FROM (SELECT name {LATER} AND until IS NULL) AS later WHERE code = ?1"
        );
        connection.prepare_cached(&sql)?.execute([code, kind])?;
    }
    Ok(())
}

/// A new short or official name takes the place of the one before it, from its own first day.
fn name(connection: &Connection, seq: i64, body: &NameBody) -> Result<()> {
    let column = match body.name_kind.as_str() {
        "short" => Some("name"),
        "official" => Some("official_name"),
        _ => None,
    };
    if let (Some(column), Some(since)) = (column, body.since) {
        connection
            .prepare_cached(
                "UPDATE name SET until = ?3 WHERE participant = ?1 AND kind = ?2 AND superseded_seq IS NULL
                 AND (until IS NULL OR until > ?3) AND (since IS NULL OR since < ?3)",
            )?
            .execute(params![body.participant, body.name_kind, since])?;
        if body.until.is_none() {
            let sql = format!("UPDATE participant SET {column} = ?2 WHERE code = ?1");
            connection.prepare_cached(&sql)?.execute([&body.participant, &body.name])?;
        }
    }
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO name (folded, participant, kind, name, since, until, confidence, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            fold(&body.name), body.participant, body.name_kind, body.name, body.since, body.until,
            body.confidence, seq
        ])?;
    cite(connection, seq, &body.sources)
}

fn predecessor_row(connection: &Connection, seq: i64, body: &PredecessorBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO predecessor (participant, predecessor, kind, \"on\", confidence, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![body.participant, body.predecessor, body.link, body.on, body.confidence, seq])?;
    Ok(())
}

fn predecessor(connection: &Connection, seq: i64, body: &PredecessorBody) -> Result<()> {
    predecessor_row(connection, seq, body)?;
    cite(connection, seq, &body.sources)
}

fn membership(connection: &Connection, seq: i64, body: &MembershipBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO membership (id, group_code, participant, since, earliest, latest, until, note, confidence, sources, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?1)",
        )?
        .execute(params![
            seq, body.group, body.participant, body.since, body.earliest, body.latest, body.until, body.note,
            body.confidence,
            body.sources.0.join(";")
        ])?;
    cite(connection, seq, &body.sources)
}

fn treaty_row(connection: &Connection, seq: i64, body: &TreatyBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO treaty (code, title, short_title, kind, parent, depositary, adopted_on, opened_on, opened_at, signature_closes_on, in_force_on, complete_to, note, confidence, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            body.code, body.title, body.short_title, body.treaty_kind, body.parent, body.depositary,
            body.adopted_on, body.opened_on, body.opened_at, body.signature_closes_on, body.in_force_on,
            body.complete_to, body.note, body.confidence, seq
        ])?;
    Ok(())
}

fn treaty(connection: &Connection, seq: i64, body: &TreatyBody) -> Result<()> {
    treaty_row(connection, seq, body)?;
    for name in [&body.code, &body.title, &body.short_title] {
        found_as(connection, seq, &body.code, name, None)?;
    }
    cite(connection, seq, &body.sources)
}

/// A number is found by itself and with its scheme: `I-40916`, `UNTS I-40916`.
fn treaty_name(connection: &Connection, seq: i64, body: &TreatyNameBody) -> Result<()> {
    let TreatyNameBody { treaty, name, scheme } = body;
    found_as(connection, seq, treaty, name, scheme.as_ref())?;
    match scheme {
        Some(scheme) => found_as(connection, seq, treaty, &format!("{scheme} {name}"), Some(scheme)),
        None => Ok(()),
    }
}

fn found_as(
    connection: &Connection,
    seq: i64,
    treaty: &str,
    name: &str,
    scheme: Option<&String>,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO treaty_name (folded, treaty, name, scheme, recorded_seq) SELECT ?1, ?2, ?3, ?4, ?5
             WHERE NOT EXISTS (SELECT 1 FROM treaty_name WHERE folded = ?1 AND treaty = ?2 AND superseded_seq IS NULL)",
        )?
        .execute(params![fold(name), treaty, name, scheme, seq])?;
    Ok(())
}

fn treaty_link(connection: &Connection, seq: i64, body: &TreatyLinkBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO treaty_link (treaty, other, kind, article, confidence, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![body.treaty, body.other, body.link, body.article, body.confidence, seq])?;
    cite(connection, seq, &body.sources)
}

fn clause(connection: &Connection, seq: i64, body: &ClauseBody) -> Result<()> {
    let read = Clause::read(seq, &body.clause_kind, &body.applies_to, &body.rule, &body.article)
        .map_err(|why| Error::Refused(format!("{}: {why}", body.treaty)))?;
    let names = Called {
        groups: called(connection, "participant_group", read.rule.groups())?,
        participants: called(connection, "participant", read.rule.participants())?,
    };
    let from = match (body.clause_kind.as_str(), body.applies_to.as_str()) {
        ("withdrawal", _) => "receipt of the notice",
        (_, "treaty") => "the day on which the conditions were met",
        (_, "territory") => "receipt of the declaration",
        _ => "deposit",
    };
    connection
        .prepare_cached(
            "INSERT INTO clause (id, treaty, kind, applies_to, rule, words, article, note, confidence, sources, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?1)",
        )?
        .execute(params![
            seq, body.treaty, body.clause_kind, body.applies_to, body.rule, read.rule.in_words(from, &names),
            body.article, body.note, body.confidence, body.sources.0.join(";")
        ])?;
    let mut refer = connection
        .prepare_cached("INSERT OR IGNORE INTO clause_treaty (other, treaty, clause) VALUES (?1, ?2, ?3)")?;
    for other in read.rule.treaties() {
        refer.execute(params![other, body.treaty, seq])?;
    }
    cite(connection, seq, &body.sources)
}

/// What the groups and participants of a rule are called when it is recorded.
struct Called {
    groups: BTreeMap<String, String>,
    participants: BTreeMap<String, String>,
}

impl Names for Called {
    fn group(&self, code: &str) -> String {
        self.groups.get(code).map_or_else(|| code.to_owned(), |name| format!("the {name}"))
    }

    fn participant(&self, code: &str) -> String {
        self.participants.get(code).map_or_else(|| code.to_owned(), Clone::clone)
    }
}

fn called(connection: &Connection, table: &str, codes: Vec<&str>) -> Result<BTreeMap<String, String>> {
    let mut statement = connection.prepare_cached(&format!("SELECT name FROM {table} WHERE code = ?1"))?;
    let mut called = BTreeMap::new();
    for code in codes {
        let name: Option<String> = statement.query_row([code], |row| row.get(0)).optional()?;
        called.extend(name.map(|name| (code.to_owned(), name)));
    }
    Ok(called)
}

fn weight(connection: &Connection, seq: i64, body: &WeightBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO weight (weight_table, participant, weight, note, confidence, sources, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            body.table, body.participant, body.weight, body.note, body.confidence, body.sources.0.join(";"), seq
        ])?;
    cite(connection, seq, &body.sources)
}

fn state_number(connection: &Connection, seq: i64, body: &StateNumberBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO state_number (scheme, number, first_year, last_year, participant, abbreviation, name, note, confidence, sources, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            body.scheme, body.number, body.first_year, body.last_year, body.participant, body.abbreviation,
            body.name, body.note, body.confidence, body.sources.0.join(";"), seq
        ])?;
    cite(connection, seq, &body.sources)
}

fn act(connection: &Connection, seq: i64, body: &ActBody) -> Result<()> {
    let known = body.date.is_some() || body.latest.is_some();
    let (earliest, latest) = if known {
        (body.earliest, body.latest)
    } else {
        window(connection, seq, &body.treaty, &body.sources)?
    };
    connection
        .prepare_cached(
            "INSERT INTO act (id, treaty, participant, act, date, earliest, latest, notified_on, effective_on, estimated, done_by, territory, scope, note, forced, confidence, sources, recorded_seq, withdrawn, flag, beside, raw_name, raw_header, raw_cell, raw_place) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?3, ?10, ?11, ?12, ?13, ?14, ?15, ?1, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
        )?
        .execute(params![
            seq, body.treaty, body.participant, body.act, body.date, earliest, latest, body.notified_on,
            body.effective_on, body.territory, body.scope, body.note, body.forced, body.confidence,
            body.sources.0.join(";"), body.withdrawn, body.flag, body.beside, body.raw_name, body.raw_header,
            body.raw_cell, body.raw_place
        ])?;
    cite(connection, seq, &body.sources)
}

/// The window of a day that nobody gives: from the treaty's opening to the date of the newest source, or to
/// the day it was recorded where no source bears one.
fn window(
    connection: &Connection,
    seq: i64,
    treaty: &str,
    sources: &Sources,
) -> Result<(Option<Date>, Option<Date>)> {
    let opened: Option<Date> = connection
        .prepare_cached("SELECT coalesce(opened_on, adopted_on) FROM treaty WHERE code = ?1")?
        .query_row([treaty], |row| row.get(0))
        .optional()?
        .flatten();
    let mut dated = connection.prepare_cached("SELECT dated FROM source WHERE code = ?1")?;
    let mut newest: Option<Date> = None;
    for source in &sources.0 {
        let date: Option<Option<Date>> = dated.query_row([source], |row| row.get(0)).optional()?;
        newest = newest.max(date.flatten());
    }
    let recorded = || {
        connection
            .prepare_cached("SELECT substr(recorded_at, 1, 10) FROM log WHERE seq = ?1")?
            .query_row([seq], |row| row.get::<_, Date>(0))
    };
    let latest = match newest {
        Some(date) => date,
        None => recorded()?,
    };
    Ok((opened.map(|opened| opened.min(latest)), Some(latest)))
}

fn reservation(connection: &Connection, seq: i64, body: &ReservationBody) -> Result<()> {
    let (earliest, latest) = match body.date {
        Some(_) => (None, None),
        None => window(connection, seq, &body.treaty, &body.sources)?,
    };
    // An older record has other words for some kinds.
    let kind = StatementKind::from_word(&body.statement).map_or(&*body.statement, |kind| kind.word());
    connection
        .prepare_cached(
            "INSERT INTO reservation (id, treaty, participant, kind, articles, date, earliest, latest, summary, confidence, sources, recorded_seq,
                refers_to, towards, territory, stance, character, notified_on, effective_on, lapses_on, late, text, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?1, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
        )?
        .execute(params![
            seq, body.treaty, body.participant, kind, body.articles, body.date, earliest, latest,
            body.summary, body.confidence, body.sources.0.join(";"), body.refers_to, body.towards, body.territory,
            body.stance, body.character, body.notified_on, body.effective_on, body.lapses_on, body.late, body.text,
            body.note
        ])?;
    cite(connection, seq, &body.sources)
}

fn claim_row(connection: &Connection, seq: i64, body: &ClaimBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO claim (code, as_of, treaty, group_code, claim, value, note, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            body.code, body.as_of, body.treaty, body.group, body.claim, body.value, body.note, seq
        ])?;
    Ok(())
}

fn claim(connection: &Connection, seq: i64, body: &ClaimBody) -> Result<()> {
    claim_row(connection, seq, body)?;
    cite(connection, seq, &body.sources)
}
