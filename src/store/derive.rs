//! What follows by law, into DERIVED: seats, entries into force, effects, eligibility and spells. Only rows
//! that change are written.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, params};

use super::apply::{self, Touched};
use super::{Access, Store, create, law_input, log, open};
use crate::error::{Error, Result};
use crate::law::{self, DERIVATION, Spell, Treaty, World};
use crate::model::{Confidence, Span, union_of};

/// Brings an older derivation up to date: on the way to writing in the file, on the way to reading in memory.
pub(super) fn bring_up_to_date(store: &mut Store, access: Access) -> Result<()> {
    let wanted = DERIVATION.to_string();
    let found = store
        .connection
        .query_row("SELECT value FROM meta WHERE key = 'derivation'", [], |row| row.get::<_, String>(0));
    match found {
        Ok(found) if found == wanted => return Ok(()),
        Ok(_) | Err(rusqlite::Error::QueryReturnedNoRows) => {}
        Err(rusqlite::Error::SqliteFailure(_, Some(why))) if why.starts_with("no such table") => {}
        Err(why) => return Err(why.into()),
    }
    if access == Access::Read {
        store.work_on_a_copy()?;
    }
    store.rebuild().map(|_| ())
}

impl Store {
    /// Goes on with a copy in memory: what is done to it leaves the file alone.
    pub fn work_on_a_copy(&mut self) -> Result<()> {
        const ALL_PAGES: std::ffi::c_int = -1;
        if !self.connection.is_autocommit() {
            self.connection.execute_batch("COMMIT")?;
        }
        let mut memory = open::in_memory()?;
        let backup = rusqlite::backup::Backup::new(&self.connection, &mut memory)?;
        let state = backup.step(ALL_PAGES)?;
        drop(backup);
        if state != rusqlite::backup::StepResult::Done {
            return Err(Error::Database {
                path: self.path.clone(),
                why: "it is locked by another program; try again".to_owned(),
            });
        }
        self.connection = memory;
        Ok(())
    }

    /// Drops DERIVED and makes it again from RECORD, checking the chain on the way; returns the head.
    pub fn rebuild(&mut self) -> Result<log::Head> {
        self.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
        let rebuilt = rebuild(&mut self.connection);
        self.connection.execute_batch("PRAGMA foreign_keys = ON")?;
        rebuilt
    }
}

fn rebuild(connection: &mut Connection) -> Result<log::Head> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    without_railings(&transaction, || {
        drop_derived(&transaction)?;
        transaction.execute_batch(create::derived_part())?;
        let mut touched = Touched::default();
        log::replay(&transaction, 1, i64::MAX, |entry, body| {
            apply::fact(&transaction, entry.seq, &body, &mut touched)
        })?;
        treaties(&transaction, &touched)?;
        check_references(&transaction)
    })?;
    let head = log::head(&transaction)?;
    transaction.commit()?;
    Ok(head)
}

/// Runs `work` on DERIVED with its railings (triggers) out of the way, for this connection only.
pub(super) fn without_railings<T>(connection: &Connection, work: impl FnOnce() -> Result<T>) -> Result<T> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    let done = work();
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
    done
}

fn drop_derived(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT type, name FROM sqlite_schema
         WHERE type IN ('table', 'view') AND name <> 'log' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         ORDER BY type DESC, name",
    )?;
    let objects: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (kind, name) in objects {
        connection.execute_batch(&format!("DROP {kind} \"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(())
}

/// Every row refers to rows that exist.
pub(super) fn check_references(connection: &Connection) -> Result<()> {
    let dangling = connection
        .query_row("SELECT \"table\", parent FROM pragma_foreign_key_check", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    match dangling {
        None => Ok(()),
        Some((table, parent)) => {
            Err(Error::Refused(format!("a row of {table} refers to a row of {parent} that does not exist")))
        }
    }
}

/// Derives anew everything that was touched, and every treaty that depends on it.
pub(super) fn treaties(connection: &Connection, touched: &Touched) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES ('derivation', ?1)")?
        .execute([DERIVATION.to_string()])?;
    if touched.world {
        seats(connection)?;
    }
    let concerned = concerned(connection, touched)?;
    if concerned.is_empty() {
        return Ok(());
    }
    let world = law_input::world(connection)?;
    for treaty in &concerned {
        derive(connection, treaty, &world)?;
    }
    Ok(())
}

/// The treaties that have to be derived anew, each after those that it refers to.
fn concerned(connection: &Connection, touched: &Touched) -> Result<Vec<Treaty>> {
    let mut waiting = law_input::treaties(connection)?;
    let mut done = BTreeSet::new();
    let mut changed = touched.treaties.clone();
    let mut concerned = Vec::new();
    while !waiting.is_empty() {
        // A circle of references is cut at its first treaty.
        let ready = waiting.iter().position(|treaty| {
            treaty
                .refers_to()
                .iter()
                .all(|other| done.contains(*other) || !waiting.iter().any(|treaty| treaty.code == **other))
        });
        let treaty = waiting.remove(ready.unwrap_or(0));
        done.insert(treaty.code.clone());
        let depends = treaty.refers_to().iter().any(|other| changed.contains(*other));
        if touched.world || depends || changed.contains(&treaty.code) {
            changed.insert(treaty.code.clone());
            concerned.push(treaty);
        }
    }
    Ok(concerned)
}

/// Who sat in which group, each seat once.
fn seats(connection: &Connection) -> Result<()> {
    let world = law_input::people(connection)?;
    let mut groups: BTreeMap<String, Vec<(String, Span, Confidence)>> = BTreeMap::new();
    let mut windows = BTreeSet::new();
    let mut statement = connection.prepare_cached(
        "SELECT group_code, participant, coalesce(since, latest), until, confidence, since IS NULL FROM membership
         WHERE superseded_seq IS NULL AND coalesce(since, latest) IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (group, participant): (String, String) = (row.get(0)?, row.get(1)?);
        let span = Span { since: row.get(2)?, until: row.get(3)? };
        if row.get(5)? {
            windows.insert((group.clone(), participant.clone(), span.since));
        }
        groups.entry(group).or_default().push((participant, span, row.get(4)?));
    }
    connection.execute("DELETE FROM seat", [])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO seat (group_code, participant, since, until, known, confidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (group, members) in groups {
        for (participant, spans) in world.seats_of(&members) {
            for (span, confidence) in spans {
                let known = !windows.contains(&(group.clone(), participant.clone(), span.since));
                insert.execute(params![group, participant, span.since, span.until, known, confidence])?;
            }
        }
    }
    Ok(())
}

fn derive(connection: &Connection, treaty: &Treaty, world: &World) -> Result<()> {
    let acts = law_input::acts(connection, &treaty.code, world)?;
    let derived = law::derive(treaty, &acts, world);

    let entry = &derived.entry;
    connection
        .prepare_cached(
            "UPDATE treaty SET met_on = ?2, met_by = ?3, computed_on = ?4 WHERE code = ?1
             AND (met_on IS NOT ?2 OR met_by IS NOT ?3 OR computed_on IS NOT ?4)",
        )?
        .execute(params![treaty.code, entry.met_on, entry.met_by, entry.computed_on])?;

    let effects: BTreeMap<i64, _> = derived.effects.iter().map(|effect| (effect.act, effect)).collect();
    let remarks: BTreeMap<i64, &String> = derived.remarks.iter().map(|(act, text)| (*act, text)).collect();
    let mut update = connection.prepare_cached(
        "UPDATE act SET computed_on = ?2, computed_by = ?3, done_by = ?4,
                        remark = coalesce('recorded by force: ' || forced, ?5)
         WHERE id = ?1 AND (computed_on IS NOT ?2 OR computed_by IS NOT ?3 OR done_by IS NOT ?4
                            OR remark IS NOT coalesce('recorded by force: ' || forced, ?5))",
    )?;
    for act in &acts {
        let effect = effects.get(&act.id);
        update.execute(params![
            act.id,
            effect.map(|effect| effect.computed_on),
            effect.and_then(|effect| effect.clause),
            act.done_by,
            remarks.get(&act.id)
        ])?;
    }
    withdrawn_reservations(connection, &treaty.code)?;
    spells(connection, &treaty.code, &derived.spells)?;
    eligibility(connection, treaty, &acts, world)
}

/// A reservation no longer stands from the day of a withdrawal that names all its articles.
fn withdrawn_reservations(connection: &Connection, treaty: &str) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT id, participant, kind, coalesce(articles, ''), coalesce(date, latest), coalesce(date, earliest), withdrawn_on
         FROM reservation WHERE treaty = ?1 AND superseded_seq IS NULL",
    )?;
    let statements = statement
        .query_map([treaty], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, crate::model::Date>(4)?,
                row.get::<_, crate::model::Date>(5)?,
                row.get::<_, Option<crate::model::Date>>(6)?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut update = connection.prepare_cached("UPDATE reservation SET withdrawn_on = ?2 WHERE id = ?1")?;
    for (id, participant, kind, articles, _, earliest, recorded) in &statements {
        if kind == "withdrawal" || articles.is_empty() {
            continue;
        }
        let withdrawn = statements
            .iter()
            .filter(|other| other.2 == "withdrawal" && other.1 == *participant && other.4 >= *earliest)
            .filter(|other| {
                articles.split(';').all(|article| other.3.split(';').any(|named| named == article))
            })
            .map(|other| other.4)
            .min();
        if withdrawn != *recorded {
            update.execute(params![id, withdrawn])?;
        }
    }
    Ok(())
}

fn spells(connection: &Connection, treaty: &str, spells: &[Spell]) -> Result<()> {
    let mut old = connection.prepare_cached(
        "SELECT participant, since, until, status, uncertain, signature, consent, exit, opened_by, closed_by FROM spell WHERE treaty = ?1",
    )?;
    let row = |spell: &Spell| {
        let standing = spell.standing;
        (
            spell.participant.clone(),
            spell.since,
            spell.until,
            standing.status,
            spell.uncertain,
            standing.signature,
            standing.consent,
            standing.exit,
            spell.opened_by,
            spell.closed_by,
        )
    };
    let old = old
        .query_map([treaty], |row| {
            Ok(Spell {
                participant: row.get(0)?,
                since: row.get(1)?,
                until: row.get(2)?,
                standing: law::Standing {
                    status: row.get(3)?,
                    signature: row.get(5)?,
                    consent: row.get(6)?,
                    exit: row.get(7)?,
                },
                uncertain: row.get(4)?,
                opened_by: row.get(8)?,
                closed_by: row.get(9)?,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let key = |spell: &Spell| (spell.participant.clone(), spell.since);
    let new: BTreeMap<_, &Spell> = spells.iter().map(|spell| (key(spell), spell)).collect();
    let mut kept = BTreeSet::new();
    let mut delete = connection
        .prepare_cached("DELETE FROM spell WHERE treaty = ?1 AND participant = ?2 AND since = ?3")?;
    for spell in &old {
        if new.get(&key(spell)) == Some(&spell) {
            kept.insert(key(spell));
        } else {
            delete.execute(params![treaty, spell.participant, spell.since])?;
        }
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO spell (treaty, participant, since, until, status, uncertain, signature, consent, exit, opened_by, closed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (key, spell) in new {
        if !kept.contains(&key) {
            let (participant, since, until, status, uncertain, signature, consent, exit, opened, closed) =
                row(spell);
            insert.execute(params![
                treaty,
                participant,
                since,
                until,
                status,
                uncertain,
                signature,
                consent,
                exit,
                opened,
                closed
            ])?;
        }
    }
    Ok(())
}

fn eligibility(
    connection: &Connection,
    treaty: &Treaty,
    acts: &[crate::model::Act],
    world: &World,
) -> Result<()> {
    let relations = law_input::relations(connection, treaty, acts)?;
    let since_opening = Span::from(treaty.opened_on);
    let mut new = BTreeSet::new();
    for (rule, clause) in treaty.eligibilities() {
        for (participant, spans) in rule.spans(world, &relations) {
            let clipped = spans.into_iter().filter_map(|span| span.and(since_opening)).collect();
            for span in union_of(clipped) {
                new.insert((participant.clone(), span.since, clause.id, span.until));
            }
        }
    }
    let mut old = connection
        .prepare_cached("SELECT participant, since, clause, until FROM eligibility WHERE treaty = ?1")?;
    let old = old
        .query_map([&treaty.code], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<BTreeSet<_>>>()?;
    let mut delete = connection.prepare_cached(
        "DELETE FROM eligibility WHERE treaty = ?1 AND participant = ?2 AND since = ?3 AND clause = ?4",
    )?;
    for (participant, since, clause, _) in old.difference(&new) {
        delete.execute(params![treaty.code, participant, since, clause])?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO eligibility (treaty, participant, since, until, clause) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (participant, since, clause, until) in new.difference(&old) {
        insert.execute(params![treaty.code, participant, since, until, clause])?;
    }
    Ok(())
}
