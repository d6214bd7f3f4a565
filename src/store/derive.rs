//! What follows by law, into DERIVED: seats, entries into force, effects, eligibility and spells. Only rows
//! that change are written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, params};

use super::cache::{Cache, CachedTreaty};
use super::law_input::{self, Dossier};
use super::references::{self, Effect};
use super::rows::{all, column, one, write};
use super::said::{ReservationRow, statements};
use super::touched::Touched;
use super::{schema, shown_acts, whose};
use crate::error::{Error, Result};
use crate::law::{self, Elsewhere, Seat, Spell, Statement, StatementEffect, Treaty, World};
use crate::model::{Date, Span, StatementKind, Whose};

/// Every recorded row refers to rows that exist. What follows by law is made of rows that do.
pub(super) fn check_references(connection: &Connection) -> Result<()> {
    let by_law: BTreeSet<&str> = schema::tables_by_law().map(|table| table.name).collect();
    for table in schema::derived_tables().filter(|table| !by_law.contains(table.name)) {
        let sql = "SELECT parent FROM pragma_foreign_key_check(?1) LIMIT 1";
        if let Some(parent) = one::<String>(connection, sql, [table.name])? {
            let table = table.name;
            return Err(Error::Refused(format!(
                "a row of {table} refers to a row of {parent} that does not exist"
            )));
        }
    }
    Ok(())
}

/// The statuses under each treaty concerned, before and after.
pub(super) type Changes = BTreeMap<String, (Vec<Spell>, Vec<Spell>)>;

/// Derives anew everything that was touched, and every treaty that depends on it. `cache` is what was read before, where
/// nothing that was touched changed the world.
pub(super) fn treaties(
    connection: &Connection,
    touched: &Touched,
    cache: Option<&mut Cache>,
) -> Result<Changes> {
    if touched.world {
        of_the_world(connection)?;
    }
    let mut changes = Changes::new();
    if let Some(cache) = cache {
        each_treaty(connection, touched, (cache, true), Some(&mut changes))?;
    } else {
        let mut cache = Cache::at(connection, 0, None)?;
        each_treaty(connection, touched, (&mut cache, false), Some(&mut changes))?;
    }
    Ok(changes)
}

/// The same, where nobody asks what changed. `is_new`: nothing is derived yet.
pub(super) fn untold(connection: &Connection, touched: &Touched, is_new: bool) -> Result<()> {
    if touched.world {
        of_the_world(connection)?;
    }
    let mut cache = Cache::at(connection, 0, None)?;
    cache.is_new = is_new;
    each_treaty(connection, touched, (&mut cache, false), None)
}

fn each_treaty(
    connection: &Connection,
    touched: &Touched,
    (cache, keep): (&mut Cache, bool),
    mut changes: Option<&mut Changes>,
) -> Result<()> {
    let Order { treaties: concerned, .. } = concerned(connection, touched, cache)?;
    // Of these it is known whose rows have moved.
    let mut followed: BTreeSet<&String> = BTreeSet::new();
    for code in &concerned {
        let was_cached = cache.treaties.contains_key(code);
        if !was_cached {
            shown_acts::settle(connection, code, cache.is_new)?;
        }
        if !cache.load(connection, code, false)? {
            continue;
        }
        let Some(mut cached) = cache.treaties.remove(code) else { continue };
        let before = changes.is_some().then(|| cached.state.spells.clone());
        let effect = if was_cached {
            refer(connection, &mut cached, &concerned, &followed, cache)?
        } else {
            Effect { on_acts: true, on_eligibility: true }
        };
        cached.is_settled &= !effect.on_eligibility;
        cached.is_said &= !effect.on_acts || cached.speakers.is_some();
        cached.is_said &=
            !cached.dossier.treaty.carried().any(|(rule, _)| concerned.iter().any(|it| it == rule.of().0));
        cached.foreseen.take_if(|_| effect.on_acts);
        if effect.on_acts || touched.treaties.contains(code) {
            derive(connection, &mut cached, &cache.world)?;
        }
        settle(connection, &mut cached, &cache.world)?;
        if let (Some(changes), Some(before)) = (&mut changes, before) {
            changes.insert(code.clone(), (before, cached.state.spells.clone()));
        }
        if keep {
            cache.treaties.insert(code.clone(), cached);
        }
        if was_cached {
            followed.insert(code);
        }
    }
    for code in &concerned {
        if let Some(cached) = cache.treaties.get_mut(code) {
            cached.state.moved.clear();
        }
    }
    Ok(())
}

/// Brings up to date what a cached treaty knows of the treaties concerned that it refers to.
fn refer(
    connection: &Connection,
    cached: &mut CachedTreaty,
    concerned: &[String],
    followed: &BTreeSet<&String>,
    cache: &Cache,
) -> Result<Effect> {
    let mut effect = Effect::default();
    for other in cached.refers_to(concerned) {
        let Some(known) = cache.treaties.get(other).filter(|_| followed.contains(other)) else {
            let Dossier { treaty, acts, relations, .. } = &mut cached.dossier;
            let read = law_input::relations(connection, treaty, acts)?;
            let changed = read != *relations || effect.on_acts || effect.on_eligibility;
            *relations = read;
            return Ok(Effect { on_acts: changed, on_eligibility: changed });
        };
        let by_this = references::bring_up_to_date(&mut cached.dossier, other, known);
        effect.on_acts |= by_this.on_acts;
        effect.on_eligibility |= by_this.on_eligibility;
    }
    Ok(effect)
}

/// The numbers of the treaties that have to be derived anew.
fn concerned_codes(connection: &Connection, touched: &Touched, cache: &Cache) -> Result<BTreeSet<String>> {
    let mut waiting: Vec<String> = if touched.world || touched.weights {
        column(connection, "SELECT code FROM treaty WHERE superseded_seq IS NULL", [])?
    } else {
        touched.treaties.iter().cloned().collect()
    };
    let mut codes = BTreeSet::new();
    while let Some(code) = waiting.pop() {
        if codes.contains(&code) {
            continue;
        }
        match cache.treaties.get(&code) {
            Some(cached) => waiting.extend(cached.dependents.iter().cloned()),
            None => waiting.extend(law_input::dependent_codes(connection, &code)?),
        }
        codes.insert(code);
    }
    Ok(codes)
}

/// The treaties that have to be derived anew, each after those that it refers to.
pub(super) struct Order {
    /// Their numbers.
    pub treaties: Vec<String>,
    /// Whether some refer to each other in a circle.
    pub has_circle: bool,
}

/// In which order the treaties concerned have to be derived anew.
pub(super) fn concerned(connection: &Connection, touched: &Touched, cache: &Cache) -> Result<Order> {
    let mut waiting: Vec<(String, Vec<String>)> = Vec::new();
    for code in concerned_codes(connection, touched, cache)? {
        let others = |treaty: &Treaty| treaty.refers_to().into_iter().map(str::to_owned).collect();
        let others = match cache.treaties.get(&code) {
            Some(cached) => Some(others(&cached.dossier.treaty)),
            None => law_input::treaty(connection, &code)?.as_ref().map(others),
        };
        waiting.extend(others.map(|others: Vec<String>| (code, others)));
    }
    Ok(in_order(&waiting))
}

/// Treaties, each with those that it refers to, in the order in which they can be derived; of those that can be next the first.
fn in_order(waiting: &[(String, Vec<String>)]) -> Order {
    let places: HashMap<&str, usize> =
        waiting.iter().enumerate().map(|(place, (code, _))| (code.as_str(), place)).collect();
    let mut left: Vec<BTreeSet<usize>> = Vec::with_capacity(waiting.len());
    let mut referring: Vec<Vec<usize>> = vec![Vec::new(); waiting.len()];
    let mut has_circle = false;
    for (place, (_, others)) in waiting.iter().enumerate() {
        let mut others: BTreeSet<usize> =
            others.iter().filter_map(|other| places.get(other.as_str()).copied()).collect();
        has_circle |= others.remove(&place);
        for other in &others {
            referring[*other].push(place);
        }
        left.push(others);
    }
    let mut all: BTreeSet<usize> = (0..waiting.len()).collect();
    let mut ready: BTreeSet<usize> = all.iter().copied().filter(|place| left[*place].is_empty()).collect();
    let mut order = Vec::with_capacity(waiting.len());
    while let Some(first) = all.first().copied() {
        // A circle of references is cut at its first treaty.
        has_circle |= ready.is_empty();
        let next = ready.pop_first().unwrap_or(first);
        all.remove(&next);
        order.push(next);
        for place in &referring[next] {
            if left[*place].remove(&next) && left[*place].is_empty() && all.contains(place) {
                ready.insert(*place);
            }
        }
    }
    Order { treaties: order.into_iter().map(|place| waiting[place].0.clone()).collect(), has_circle }
}

/// What follows from participants, their origins and memberships alone.
pub(super) fn of_the_world(connection: &Connection) -> Result<()> {
    seats(connection)?;
    ties(connection)
}

/// Whose territory each was.
fn ties(connection: &Connection) -> Result<()> {
    connection.execute("DELETE FROM territory_tie", [])?;
    // A remark can name anybody.
    let mut insert = connection.prepare_cached(
        "INSERT INTO territory_tie (participant, position, state, since, until, part_of)
         SELECT ?1, ?2, code, ?4, ?5, ?6 FROM participant WHERE code = ?3 AND superseded_seq IS NULL",
    )?;
    let all: BTreeMap<String, Whose> = whose::of_all(connection)?.into_iter().collect();
    for (code, whose) in all {
        for (position, (state, days)) in (1_i64..).zip(&whose.ties) {
            let since = Some(days.since).filter(|since| *since != Date::FIRST);
            let part_of = whose.part_of.iter().find(|(_, until)| days.since < *until).map(|part| &part.0);
            insert.execute(params![code, position, state, since, days.until, part_of])?;
        }
    }
    Ok(())
}

/// Who sat in which group, each seat once.
fn seats(connection: &Connection) -> Result<()> {
    let world = law_input::people(connection)?;
    let mut groups: BTreeMap<String, Vec<(String, Seat)>> = BTreeMap::new();
    let sql = "SELECT group_code, participant, coalesce(since, latest), until, id FROM membership
               WHERE superseded_seq IS NULL AND coalesce(since, latest) IS NOT NULL";
    for (group, participant, since, until, membership) in all(connection, sql, [])? {
        let seat = Seat { span: Span { since, until }, membership };
        groups.entry(group).or_default().push((participant, seat));
    }
    connection.execute("DELETE FROM seat", [])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO seat (group_code, participant, since, until, membership) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (group, members) in groups {
        for (participant, seats) in world.seats_of(&members) {
            for Seat { span, membership } in seats {
                insert.execute(params![group, participant, span.since, span.until, membership])?;
            }
        }
    }
    Ok(())
}

/// Derives what follows from the acts under one treaty.
pub(super) fn derive(connection: &Connection, cached: &mut CachedTreaty, world: &World) -> Result<()> {
    let foreseen = cached.foreseen.take();
    let derived =
        foreseen.unwrap_or_else(|| law::derive_since(&cached.dossier.case(world), cached.last.as_ref()));
    let Dossier { treaty, acts, treaty_acts, relations } = &mut cached.dossier;
    cached.is_settled &= relations.own_in_force_on == derived.entry.on;
    relations.own_in_force_on = derived.entry.on;
    cached.last = Some(derived.clone());
    cached.state.write(connection, &treaty.code, acts.iter().chain(&*treaty_acts), derived)
}

/// Derives what rests on statements and on what else a treaty knows, where that may have changed.
pub(super) fn settle(connection: &Connection, cached: &mut CachedTreaty, world: &World) -> Result<()> {
    if !cached.is_said {
        cached.speakers = statements_of(connection, cached, world)?;
        cached.is_said = true;
    }
    if !cached.is_settled {
        let Dossier { treaty, relations, .. } = &cached.dossier;
        cached.state.write_eligible(connection, &treaty.code, law::eligible(treaty, relations, world))?;
        cached.is_settled = true;
    }
    Ok(())
}

/// Since when and until when each statement has effect, and for whom else; who has made any, or none where it rests on the acts
/// of everybody.
fn statements_of(
    connection: &Connection,
    cached: &mut CachedTreaty,
    world: &World,
) -> Result<Option<BTreeSet<String>>> {
    let Dossier { treaty, .. } = &cached.dossier;
    let rows = statements(connection, &treaty.code)?;
    let statements: Vec<Statement> = rows.iter().filter_map(ReservationRow::in_law).collect();
    let case = cached.dossier.case(world);
    let courses = law::statement_effects(&case, &statements);
    let kept = law::kept_reservations(&case, &statements, &courses);
    let has_reservation = statements.iter().any(|statement| statement.kind == StatementKind::Reservation);
    let takes_over = treaty.carried().next().is_some();
    let carried = if takes_over {
        let elsewhere = elsewhere(connection, treaty)?;
        law::carried_statements(&case, (&statements, &courses), &elsewhere)
    } else {
        Vec::new()
    };
    let asks = treaty.acceptance().is_some() || treaty.length_of_reservation().is_some();
    let rests_on_all = takes_over || !kept.is_empty() || (has_reservation && asks);
    let narrowed = law::narrowed_statements(&statements, &courses);
    cached.state.write_statements(connection, &treaty.code, (kept, carried, narrowed))?;
    let courses = courses.into_iter();
    let courses: BTreeMap<i64, StatementEffect> = courses.map(|course| (course.id, course)).collect();
    let sql = "UPDATE reservation SET withdrawn_on = ?2, ended_by = ?3, stands_from = ?4, stands_until = ?5,
               acceptance = ?6, decided_on = ?7 WHERE id = ?1";
    for row in &rows {
        let course = courses.get(&row.id);
        let end = course.and_then(|course| course.end);
        let days = course.and_then(StatementEffect::days);
        let acceptance = course.and_then(StatementEffect::acceptance);
        let new = (
            end.map(|end| end.on),
            end.and_then(|end| end.by),
            days.map(|days| days.since),
            days.and_then(|days| days.until),
            acceptance.map(|acceptance| acceptance.0.word()),
            acceptance.and_then(|acceptance| acceptance.1),
        );
        let was = (row.withdrawn_on, row.ended_by, row.stands_from, row.stands_until);
        if new != (was.0, was.1, was.2, was.3, row.acceptance.as_deref(), row.decided_on) {
            write(connection, sql, params![row.id, new.0, new.1, new.2, new.3, new.4, new.5])?;
        }
    }
    Ok((!rests_on_all).then(|| rows.into_iter().map(|row| row.body.participant).collect()))
}

/// The statements under the treaties from which they stand under this one too, with the days on which they stand there: each of
/// its author, and of those that keep it.
fn elsewhere(connection: &Connection, treaty: &Treaty) -> Result<Vec<Elsewhere>> {
    let mut found = Vec::new();
    let others: BTreeSet<&str> = treaty.carried().map(|(rule, _)| rule.of().0).collect();
    for other in others {
        let rows = statements(connection, other)?;
        let sql = "SELECT reservation, participant, since, until FROM kept_reservation WHERE treaty = ?1";
        let kept: Vec<(i64, String, Date, Option<Date>)> = all(connection, sql, [other])?;
        for row in &rows {
            let Some(statement) = row.in_law() else { continue };
            let own = row.stands_from.map(|since| (&row.participant, since, row.stands_until));
            let kept = kept.iter().filter(|kept| kept.0 == row.id).map(|kept| (&kept.1, kept.2, kept.3));
            for (participant, since, until) in own.into_iter().chain(kept) {
                found.push(Elsewhere {
                    treaty: other.to_owned(),
                    statement: Statement { participant: participant.clone(), ..statement.clone() },
                    span: Span { since, until },
                });
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn each_treaty_comes_after_those_that_it_refers_to() {
        for (waiting, order, has_circle) in [
            ("", "", false),
            ("A B C", "A B C", false),
            ("A>C B C", "B C A", false),
            ("A>B B>C C", "C B A", false),
            ("A>X B", "A B", false),
            ("A>A B", "A B", true),
            ("A>B B>A C>A", "A B C", true),
            ("A B>C C>B D>A", "A D B C", true),
        ] {
            let given = waiting.split_whitespace().map(|one| {
                let (code, others) = one.split_once('>').unwrap_or((one, ""));
                (
                    code.to_owned(),
                    others.split(',').filter(|other| !other.is_empty()).map(str::to_owned).collect(),
                )
            });
            let given: Vec<_> = given.collect();
            let found = in_order(&given);
            assert_eq!(
                (found.treaties.join(" ").as_str(), found.has_circle),
                (order, has_circle),
                "{waiting}"
            );
        }
    }
}
