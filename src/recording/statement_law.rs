//! What the law says of a statement before it is recorded, corrected or retracted.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::law::{Finding, Statement, StatementQuestion, examine_statement};
use crate::model::{Date, ReservationBody};
use crate::store::{Names, ReservationRow, Store};

/// What the law says where the statements `gone` go and `new` comes: against the new one, what follows from it, and what
/// becomes of those that refer to one that goes.
pub(super) fn judge_statement(
    store: &Store,
    treaty: &str,
    gone: &BTreeSet<i64>,
    new: Option<&ReservationBody>,
    today: Date,
) -> Result<Vec<Finding>> {
    let world = store.world()?;
    let Some(dossier) = store.dossier(treaty, &world)? else { return Ok(Vec::new()) };
    let case = dossier.case(&world);
    let rows = store.statements(treaty)?;
    let (going, staying): (Vec<_>, Vec<_>) = rows.iter().partition(|row| gone.contains(&row.id));
    let before: Vec<Statement> = rows.iter().filter_map(ReservationRow::in_law).collect();
    let mut after: Vec<Statement> = staying.iter().filter_map(|row| row.in_law()).collect();
    let of = |statement: &Statement, territory, statements: &[Statement]| {
        let others: Vec<Statement> =
            statements.iter().filter(|other| other.id != statement.id).cloned().collect();
        examine_statement(&StatementQuestion { statement, territory, case, statements: &others, today })
    };
    let mut findings = Vec::new();
    if let Some(body) = new {
        if let Some(twin) = staying.iter().find(|row| is_recorded_as(row, body)) {
            findings.push(Finding::Refused(format!("it is recorded already: @{}", twin.id)));
        }
        let was = going.first();
        let window = was.and_then(|row| Some((row.earliest?, row.latest?))).unwrap_or((today, today));
        if let Some(statement) = Statement::proposed(body, window) {
            findings.extend(of(&statement, body.territory.as_deref(), &after));
            // It stands where the one stood that it takes the place of.
            let id = was.map_or(statement.id, |row| row.id);
            after.push(Statement { id, ..statement });
        }
    }
    let names = Names::of(store)?;
    for row in staying.iter().filter(|row| row.refers_to.is_some_and(|entry| gone.contains(&entry))) {
        let Some(statement) = row.in_law() else { continue };
        let who = names.name(&row.participant);
        let which = format!("the {} of {who} (@{})", row.statement, row.id);
        if new.is_none() {
            let about = row.refers_to.unwrap_or_default();
            findings
                .push(Finding::Unusual(format!("{which} refers to @{about}, which then no longer counts")));
            continue;
        }
        let was = of(&statement, row.territory.as_deref(), &before);
        for finding in of(&statement, row.territory.as_deref(), &after) {
            match &finding {
                Finding::Refused(text) | Finding::Unusual(text) if !was.contains(&finding) => {
                    findings.push(Finding::Unusual(format!("{which} becomes unusual: {text}")));
                }
                _ => {}
            }
        }
    }
    Ok(findings)
}

fn is_recorded_as(row: &ReservationRow, body: &ReservationBody) -> bool {
    row.participant == body.participant
        && row.statement == body.statement
        && row.date == body.date
        && row.articles == body.articles
        && row.refers_to == body.refers_to
        && row.towards == body.towards
        && row.territory == body.territory
        && (row.summary == body.summary || body.refers_to.is_some())
}
