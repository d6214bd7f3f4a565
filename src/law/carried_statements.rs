//! What a party said under another treaty and stands for it under this one too, where a clause says so: its reservations and
//! declarations to a convention under the protocol to that (CETS 189, art. 12(1)).

use super::case::Case;
use super::consent_clauses::Carried;
use super::parties::Parties;
use super::statement_effects::StatementEffect;
use super::statements::Statement;
use crate::model::{Act, Date, Span, StatementKind, without};

/// A statement under another treaty, with the days on which it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The other treaty.
    pub treaty: String,
    /// The statement; of one that is kept of another, as of the one that keeps it.
    pub statement: Statement,
    /// While it stands there.
    pub span: Span,
}

/// A statement under another treaty that stands under this one too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedStatement {
    /// For whom it stands.
    pub participant: String,
    /// The statement, by the entry that recorded it.
    pub statement: i64,
    /// The clause by which it stands here.
    pub clause: i64,
    /// The first day on which it may stand, where its own day is not known.
    pub earliest: Option<Date>,
    /// From this day on.
    pub since: Date,
    /// First day no longer; none: no end is known.
    pub until: Option<Date>,
}

/// Every statement under another treaty that stands under this one too, by participant, statement and day: on the days on which
/// it stands there and its author is a party here. `courses` is what became of the statements under this treaty, in their order.
#[must_use]
pub fn carried_statements(
    case: &Case,
    (statements, courses): (&[Statement], &[StatementEffect]),
    elsewhere: &[Elsewhere],
) -> Vec<CarriedStatement> {
    let parties = Parties::of(case);
    let mut carried = Vec::new();
    for (rule, clause) in case.treaty.carried() {
        let of_clause = elsewhere
            .iter()
            .filter(|it| it.treaty == rule.of().0 && it.statement.kind.word() == clause.applies_to.as_str());
        for Elsewhere { statement, span, .. } in of_clause {
            let code = &statement.participant;
            let days = parties.days_of(code);
            let bound = days.iter().filter_map(|days| Some((days.since, days.and(*span)?)));
            for (joined, span) in bound {
                let otherwise = said_otherwise(case, rule, (statements, courses), code, joined);
                for Span { since, until } in without(vec![span], &otherwise) {
                    let earliest = statement.earliest.max(joined);
                    let is_dated = statement.earliest == statement.day || since <= earliest;
                    carried.push(CarriedStatement {
                        participant: code.clone(),
                        statement: statement.id,
                        clause: clause.id,
                        earliest: (!is_dated).then_some(earliest),
                        since,
                        until,
                    });
                }
            }
        }
    }
    let key = |it: &CarriedStatement| (it.participant.clone(), it.statement, it.since);
    carried.sort_by_key(key);
    carried.dedup_by_key(|it| key(it));
    carried
}

/// While a declaration stands that what its author said there does not hold here, made when it signed or consented.
fn said_otherwise(
    case: &Case,
    rule: &Carried,
    (statements, courses): (&[Statement], &[StatementEffect]),
    code: &str,
    joined: Date,
) -> Vec<Span> {
    let Some(article) = rule.of().1 else { return Vec::new() };
    let consents = case
        .acts
        .iter()
        .filter(|act: &&Act| act.participant == code && act.kind.is_consent() && act.day <= joined);
    let consented = consents.map(|act| act.day).max().unwrap_or(joined);
    let declared = statements.iter().zip(courses).filter(|(made, _)| {
        made.kind == StatementKind::Declaration
            && made.participant == code
            && made.earliest <= consented
            && made.articles.contains(&article.0)
    });
    declared
        .map(|(made, course)| Span { since: made.day.min(joined), until: course.end.map(|end| end.on) })
        .collect()
}
