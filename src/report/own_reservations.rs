//! What the treaty itself makes of the reservations of one participant: whether they are accepted as it asks for, for how long
//! they stand, and which it keeps of another.

use super::carried_over;
use crate::error::Result;
use crate::law::{Case, Outcome, Statement, may_be_carried, statement_effects};
use crate::model::{Date, StatementKind};
use crate::store::{ReservationRow, Store};

/// A sentence each on those of which the treaty says something, by what is said up to a day.
pub(super) fn own_reservations(store: &Store, case: &Case, code: &str, day: Date) -> Result<Vec<String>> {
    let treaty = case.treaty;
    let is_asked = treaty.acceptance().is_some() || treaty.length_of_reservation().is_some();
    if !is_asked && !may_be_carried(case, code) {
        return Ok(Vec::new());
    }
    let rows = store.statements(&treaty.code)?;
    let statements = rows.iter().filter_map(ReservationRow::in_law);
    let statements: Vec<Statement> = statements.filter(|made| made.day <= day).collect();
    let courses = statement_effects(case, &statements);
    let mut said = Vec::new();
    for (made, course) in statements.iter().zip(&courses) {
        if made.participant != code || made.kind != StatementKind::Reservation {
            continue;
        }
        let articles = match course.articles_on(made, day).as_slice() {
            [] => String::new(),
            articles => format!(", art. {}", articles.join(", ")),
        };
        let which = format!("Its reservation of {} (@{}{articles})", made.day, made.id);
        if let Some(establishment) = &course.establishment {
            said.push(format!("{which}: {}.", establishment.in_words(treaty, day)));
            if establishment.state(day) == Outcome::Fell {
                continue;
            }
        }
        let Some((end, clause)) = course.end.and_then(|end| Some((end.on, end.clause?))) else { continue };
        let clause = treaty.clauses.iter().find(|known| known.id == clause);
        let article = clause.map_or("", |clause| &clause.article);
        said.push(if end <= day {
            format!("{which} lapsed on {end} ({article}), if no renewal is missing from the record.")
        } else {
            format!("{which} lapses on {end} unless it is renewed before ({article}).")
        });
    }
    said.extend(carried_over::in_words(case, &statements, &courses, (Some(code), &[]), day));
    Ok(said)
}
