//! Acts of several sources that stand side by side for one event: which of them is shown, and counts.
//!
//! The order of publishers that the user recorded comes first; then depositaries, what was recorded without a publisher,
//! collections, research; then of one consent deposited with several depositaries the first deposit (VCLT art. 78), else what
//! was recorded first. Everything follows from the log, so that a rebuild shows the
//! same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, params};

use super::rows::{all, column, one, write};
use crate::error::Result;
use crate::law::may_be_deposited_twice;
use crate::model::draft::Authority;
use crate::model::{ActKind, Date};

/// Who gives an act, as near as anybody who does: the place of the publisher in the user's order, then its authority.
/// Last its day, where that decides, and its entry.
type Rank = (usize, u8, Date, i64);

/// Brings up to date which acts under a treaty are shown; of those that `are_new` every one is.
pub(super) fn settle(connection: &Connection, treaty: &str, are_new: bool) -> Result<()> {
    let sql = "SELECT id, beside, shown_as FROM act WHERE treaty = ?1 AND beside IS NOT NULL AND superseded_seq IS NULL ORDER BY id";
    let beside: Vec<(i64, i64, Option<i64>)> = all(connection, sql, [treaty])?;
    let mut groups: BTreeMap<i64, Vec<(i64, Option<i64>)>> = BTreeMap::new();
    for (id, of, shown_as) in beside {
        groups.entry(root(connection, of)?).or_default().push((id, shown_as));
    }
    let order = if groups.is_empty() { HashMap::new() } else { order(connection)? };
    let mut with_others: BTreeSet<i64> = BTreeSet::new();
    for (root, mut members) in groups {
        members.extend(counting(connection, root)?);
        with_others.extend(members.iter().map(|(id, _)| id));
        let mut ranked = Vec::new();
        for (id, _) in &members {
            ranked.push(rank(connection, *id, &order)?);
        }
        let Some(best) = ranked.iter().min().map(|rank| rank.3) else { continue };
        for (id, was) in members {
            let shown_as = Some(best).filter(|best| *best != id);
            if shown_as != was {
                let sql = "UPDATE act SET shown_as = ?2, computed_on = NULL, computed_by = NULL, done_by = participant,
                                          estimated = 0, counts_from = NULL, remark = NULL WHERE id = ?1";
                write(connection, sql, params![id, shown_as])?;
            }
        }
    }
    if are_new { Ok(()) } else { orphans(connection, treaty, &with_others) }
}

/// An act whose neighbours are all gone counts again.
fn orphans(connection: &Connection, treaty: &str, with_others: &BTreeSet<i64>) -> Result<()> {
    let sql = "SELECT id FROM act WHERE treaty = ?1 AND shown_as IS NOT NULL AND superseded_seq IS NULL";
    for id in column::<i64>(connection, sql, [treaty])? {
        if !with_others.contains(&id) {
            write(connection, "UPDATE act SET shown_as = NULL WHERE id = ?1", [id])?;
        }
    }
    Ok(())
}

/// The entry that now stands for the act that others were recorded beside.
fn root(connection: &Connection, mut of: i64) -> Result<i64> {
    let next = "SELECT coalesce((SELECT beside FROM act WHERE id = ?1),
                                (SELECT e.by_seq FROM ended e JOIN act a ON a.id = e.by_seq WHERE e.seq = ?1))";
    // Entries refer to earlier ones or to what ended them; each is visited once.
    let mut seen = vec![of];
    while let Some(further) = one(connection, next, [of])?.flatten() {
        if seen.contains(&further) {
            break;
        }
        seen.push(further);
        of = further;
    }
    Ok(of)
}

/// An act, with what it is shown as; none if it no longer counts.
fn counting(connection: &Connection, id: i64) -> Result<Option<(i64, Option<i64>)>> {
    let sql = "SELECT id, shown_as FROM act WHERE id = ?1 AND superseded_seq IS NULL";
    Ok(all(connection, sql, [id])?.pop())
}

/// The publishers in the order that the user recorded last.
fn order(connection: &Connection) -> Result<HashMap<String, usize>> {
    let sql = "SELECT publisher FROM precedence WHERE superseded_seq IS NULL ORDER BY position";
    Ok(column(connection, sql, [])?.into_iter().zip(0..).collect())
}

fn rank(connection: &Connection, id: i64, order: &HashMap<String, usize>) -> Result<Rank> {
    let sql =
        "SELECT s.publisher, s.authority FROM cited c JOIN source s ON s.code = c.source WHERE c.seq = ?1
               UNION ALL
               SELECT s.publisher, s.authority FROM attestation t JOIN source s ON s.code = t.source
               WHERE t.act = ?1 AND t.superseded_seq IS NULL";
    let given: Vec<(Option<String>, Option<String>)> = all(connection, sql, [id])?;
    let deposit = "SELECT a.act, a.date, t.depositary FROM act a JOIN treaty t ON t.code = a.treaty
                   WHERE a.id = ?1 AND t.superseded_seq IS NULL";
    let deposit: Option<(String, Option<Date>, String)> = all(connection, deposit, [id])?.pop();
    let day = deposit.and_then(|(act, day, depositary)| {
        let is_consent = ActKind::from_word(&act).is_some_and(ActKind::is_consent);
        day.filter(|_| is_consent && may_be_deposited_twice(&depositary))
    });
    let day = day.unwrap_or(Date::LAST);
    let ranks = given.into_iter().map(|(publisher, authority)| {
        let named = publisher.and_then(|name| order.get(&name).copied()).unwrap_or(usize::MAX);
        let near = match authority.as_deref().and_then(Authority::from_word) {
            Some(Authority::Depositary) => 0,
            None => 1,
            Some(Authority::Collection) => 2,
            Some(Authority::Research) => 3,
        };
        (named, near, day, id)
    });
    Ok(ranks.min().unwrap_or((usize::MAX, 1, day, id)))
}
