//! One entry of the log into the rows of DERIVED: the same function for recording and for rebuilding. What
//! follows by law is added by `derive`.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, ToSql, params};

use crate::error::Result;
use crate::model::{
    ActBody, Body, ClaimBody, ClauseBody, Date, MembershipBody, NameBody, ParticipantBody, PredecessorBody,
    ReservationBody, Sources, TreatyBody,
};
use crate::names::fold;

/// What has to be derived anew after some entries.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Participants, memberships or predecessors changed: every treaty is concerned.
    pub world: bool,
    /// Treaties whose acts or clauses changed.
    pub treaties: BTreeSet<String>,
}

/// Writes the rows of one entry.
pub(super) fn fact(connection: &Connection, seq: i64, body: &Body, touched: &mut Touched) -> Result<()> {
    let run = |sql: &str, values: &[&dyn ToSql]| -> Result<()> {
        connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    };
    match body {
        Body::Batch(_) => Ok(()),
        Body::Source(source) => run(
            "INSERT OR REPLACE INTO source (code, citation, dated, recorded_seq) VALUES (?1, ?2, ?3, ?4)",
            params![source.code, source.citation, source.dated, seq],
        ),
        Body::Group(group) => run(
            "INSERT OR REPLACE INTO participant_group (code, name, recorded_seq) VALUES (?1, ?2, ?3)",
            params![group.code, group.name, seq],
        ),
        Body::Participant(participant) => {
            touched.world = true;
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
            self::treaty(connection, seq, treaty)
        }
        Body::TreatyName(name) => treaty_name(connection, &name.treaty, &name.name),
        Body::Clause(clause) => {
            touched.treaties.insert(clause.treaty.clone());
            self::clause(connection, seq, clause)
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

fn participant(connection: &Connection, seq: i64, body: &ParticipantBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO participant (code, alpha3, kind, name, official_name, exists_from, exists_until, un_member_from, note, confidence, sources, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            body.code, body.alpha3, body.participant_kind, body.name, body.official_name, body.exists_from,
            body.exists_until, body.un_member_from, body.note, body.confidence,
            body.sources.0.join(";"), seq
        ])?;
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
    cite(connection, seq, &body.sources)
}

fn name(connection: &Connection, seq: i64, body: &NameBody) -> Result<()> {
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

fn predecessor(connection: &Connection, seq: i64, body: &PredecessorBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO predecessor (participant, predecessor, kind, \"on\", confidence, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![body.participant, body.predecessor, body.link, body.on, body.confidence, seq])?;
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

fn treaty(connection: &Connection, seq: i64, body: &TreatyBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO treaty (code, title, short_title, kind, parent, depositary, adopted_on, opened_on, opened_at, signature_closes_on, in_force_on, complete_to, note, confidence, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            body.code, body.title, body.short_title, body.treaty_kind, body.parent, body.depositary,
            body.adopted_on, body.opened_on, body.opened_at, body.signature_closes_on, body.in_force_on,
            body.complete_to, body.note, body.confidence, seq
        ])?;
    for name in [&body.code, &body.title, &body.short_title] {
        treaty_name(connection, &body.code, name)?;
    }
    cite(connection, seq, &body.sources)
}

fn treaty_name(connection: &Connection, treaty: &str, name: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO treaty_name (folded, treaty, name) VALUES (?1, ?2, ?3)")?
        .execute(params![fold(name), treaty, name])?;
    Ok(())
}

fn clause(connection: &Connection, seq: i64, body: &ClauseBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO clause (id, treaty, kind, applies_to, rule, article, note, confidence, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?1)",
        )?
        .execute(params![
            seq, body.treaty, body.clause_kind, body.applies_to, body.rule, body.article, body.note,
            body.confidence
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
            "INSERT INTO act (id, treaty, participant, act, date, earliest, latest, effective_on, done_by, territory, note, forced, confidence, sources, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?3, ?9, ?10, ?11, ?12, ?13, ?1)",
        )?
        .execute(params![
            seq, body.treaty, body.participant, body.act, body.date, earliest, latest, body.effective_on,
            body.territory, body.note, body.forced, body.confidence, body.sources.0.join(";")
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
        .prepare_cached("SELECT opened_on FROM treaty WHERE code = ?1")?
        .query_row([treaty], |row| row.get(0))
        .optional()?;
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
    connection
        .prepare_cached(
            "INSERT INTO reservation (id, treaty, participant, kind, articles, date, earliest, latest, summary, confidence, sources, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?1)",
        )?
        .execute(params![
            seq, body.treaty, body.participant, body.statement, body.articles, body.date, earliest, latest,
            body.summary, body.confidence, body.sources.0.join(";")
        ])?;
    cite(connection, seq, &body.sources)
}

fn claim(connection: &Connection, seq: i64, body: &ClaimBody) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO claim (code, as_of, treaty, group_code, claim, value, note, recorded_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            body.code, body.as_of, body.treaty, body.group, body.claim, body.value, body.note, seq
        ])?;
    cite(connection, seq, &body.sources)
}
