//! Until when statements stand: withdrawn, lapsed, or renewed in time (VCLT art. 22).

use std::collections::HashMap;

use super::effect::{Effect, Moments};
use super::relations::Relations;
use super::statements::Statement;
use super::treaty::Treaty;
use crate::model::{Date, StatementKind};

/// When a statement no longer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// First day on which it does not.
    pub on: Date,
    /// The withdrawal that ended it; none where it lapsed.
    pub by: Option<i64>,
    /// The clause by which it lapsed; none where it was withdrawn, or the day is published.
    pub clause: Option<i64>,
    /// Whether it ended with the participation in which it was made (VCLT arts 2(1)(d), 70(1)).
    pub left: bool,
}

/// Whether what is stated so belongs to the participation of its author, and ends with that.
pub(super) fn belongs_to_participation(kind: StatementKind) -> bool {
    use StatementKind::{Acceptance, AcceptanceOfAccession, Authority, Declaration};
    use StatementKind::{Objection, ObjectionToAccession, Reservation, Territorial};
    matches!(
        kind,
        Acceptance
            | AcceptanceOfAccession
            | Authority
            | Declaration
            | Objection
            | ObjectionToAccession
            | Reservation
            | Territorial
    )
}

/// The withdrawal of a statement for some of the articles that it names (VCLT art. 22).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartWithdrawn {
    /// First day on which it does not stand for them.
    pub on: Date,
    /// The withdrawal.
    pub by: i64,
    /// These.
    pub articles: Vec<String>,
}

/// What its author withdrew of a statement in part, in order of time.
pub(super) fn withdrawn_in_part<'a>(
    treaty: &Treaty,
    made: &Statement,
    withdrawals: impl Iterator<Item = &'a Statement>,
) -> Vec<PartWithdrawn> {
    let of_this = withdrawals.filter(|other| {
        // One that does not say of which statement it is may be of another on the same article.
        let refers = other.kind == StatementKind::Withdrawal && other.refers_to == Some(made.id);
        refers && !other.covers(made) && other.touches(made)
    });
    let mut parts: Vec<PartWithdrawn> = of_this
        .map(|other| PartWithdrawn {
            on: withdrawal_takes_effect(treaty, made.kind, other),
            by: other.id,
            articles: other.articles.clone(),
        })
        .collect();
    parts.sort_by_key(|part| (part.on, part.by));
    parts
}

/// When its author withdrew a statement: as a whole, or one part after another until nothing was left.
pub(super) fn withdrawn<'a>(
    treaty: &Treaty,
    made: &Statement,
    withdrawals: impl Iterator<Item = &'a Statement> + Clone,
) -> Option<End> {
    let all = withdrawals.clone().filter(|other| other.kind == StatementKind::Withdrawal);
    let whole = all.filter(|other| match other.refers_to {
        Some(entry) => {
            entry == made.id
                && (other.articles.is_empty() || (!made.articles.is_empty() && other.covers(made)))
        }
        None => !made.articles.is_empty() && other.day >= made.earliest && other.covers(made),
    });
    let whole = whole.map(|other| (withdrawal_takes_effect(treaty, made.kind, other), other.id));
    let mut gone: Vec<String> = Vec::new();
    let in_parts = withdrawn_in_part(treaty, made, withdrawals).into_iter().find_map(|part| {
        gone.extend(part.articles);
        made.is_covered_by(&gone).then_some((part.on, part.by))
    });
    let first = whole.chain(in_parts).min_by_key(|(on, _)| *on)?;
    Some(End { on: first.0, by: Some(first.1), clause: None, left: false })
}

/// When each statement no longer stands, in their order; none while no end is known. A withdrawal ends a statement that it
/// refers to, or that names no other articles than it, and several do together; it takes effect as published, else by the
/// treaty's clause, else when the others have notice of it (VCLT art. 22(3)(a)): as circulated, else on its own day. A renewal
/// renews such a statement. `entry` gives the entry into force for the author of a statement, from which the time of a
/// reservation runs where the treaty limits it.
#[must_use]
pub fn ends(
    treaty: &Treaty,
    statements: &[Statement],
    entry: &dyn Fn(&Statement) -> Option<Date>,
) -> Vec<Option<End>> {
    let mut withdrawals: HashMap<&str, Vec<&Statement>> = HashMap::new();
    let mut renewals: HashMap<&str, Vec<&Statement>> = HashMap::new();
    for statement in statements {
        let by_author = match statement.kind {
            StatementKind::Withdrawal => &mut withdrawals,
            StatementKind::Renewal => &mut renewals,
            _ => continue,
        };
        by_author.entry(&statement.participant).or_default().push(statement);
    }
    let end = |made: &Statement| {
        if made.kind == StatementKind::Withdrawal {
            return None;
        }
        let own = withdrawals.get(made.participant.as_str()).into_iter().flatten().copied();
        let withdrawn = withdrawn(treaty, made, own);
        let renewed = renewals.get(made.participant.as_str()).into_iter().flatten().copied();
        let lapsed = lapse(treaty, made, renewed.filter(|other| renews(other, made)).collect(), entry);
        withdrawn.into_iter().chain(lapsed).min_by_key(|end| end.on)
    };
    statements.iter().map(end).collect()
}

/// Whether a renewal is of this statement: it refers to it, or names no other articles than it.
pub(super) fn renews(renewal: &Statement, made: &Statement) -> bool {
    match renewal.refers_to {
        Some(entry) => entry == made.id,
        None => !made.articles.is_empty() && renewal.day >= made.earliest && renewal.covers(made),
    }
}

fn withdrawal_takes_effect(treaty: &Treaty, of: StatementKind, withdrawal: &Statement) -> Date {
    let by_clause = || {
        let (rule, _) = treaty.withdrawal_of_statement(of)?;
        apply(treaty, rule, withdrawal.known_from())
    };
    withdrawal.effective_on.or_else(by_clause).unwrap_or_else(|| withdrawal.known_from())
}

/// The day that a rule on statements gives.
pub(super) fn apply(treaty: &Treaty, rule: &Effect, from: Date) -> Option<Date> {
    let none = Relations::default();
    let moments: Moments = treaty.moments(treaty.in_force_on, &none);
    rule.apply(from, &moments).ok()
}

/// When a statement made for a time lapses: on the day that was published, else by the clause on how long reservations stand.
/// A renewal in time moves that day, to the one it names or by the same length; one without either takes it away. Where the
/// treaty prolongs it, a renewal may come until the end of that, and without one it lapses then.
pub(super) fn lapse(
    treaty: &Treaty,
    made: &Statement,
    mut renewals: Vec<&Statement>,
    entry: &dyn Fn(&Statement) -> Option<Date>,
) -> Option<End> {
    let time = treaty.prolongation();
    let prolonged = |day: Date| time.map_or(Some(day), |time| day.plus_months(time.months())).unwrap_or(day);
    let length = treaty.length_of_reservation().filter(|_| made.kind == StatementKind::Reservation);
    let published = |statement: &Statement| statement.lapses_on.map(|on| (on, None));
    let by_clause = |from: Date| {
        let (rule, clause) = length?;
        Some((apply(treaty, rule, from)?, Some(clause.id)))
    };
    let at_first = || by_clause(length.and_then(|_| entry(made))?).filter(|(on, _)| made.day < *on);
    let mut began = made.day;
    let (mut lapses_on, mut clause) = published(made).or_else(at_first)?;
    renewals.sort_by_key(|renewal| renewal.day);
    for renewal in renewals {
        // A second word in one period renews it once.
        let is_of_this = renewal.lapses_on.is_some() || length.is_none() || began < renewal.day;
        // Nobody is late for certain on a day that is not known.
        if is_of_this && renewal.earliest <= prolonged(lapses_on) {
            began = lapses_on;
            (lapses_on, clause) = published(renewal).or_else(|| by_clause(lapses_on))?;
        }
    }
    Some(End { on: prolonged(lapses_on), by: None, clause, left: false })
}
