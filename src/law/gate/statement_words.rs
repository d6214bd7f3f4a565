//! What follows from a statement once it is recorded, in words: windows, effects between two parties, ends.

use super::statement_question::StatementQuestion;
use crate::law::relation::Relation;
use crate::law::statement_effects::{Made, ObjectionWindow, StatementEffect};
use crate::law::statements::Statement;
use crate::law::treaty::Treaty;
use crate::model::{Date, Stance, StatementKind};

/// The clause or the rule of the law of treaties that sets a window.
pub(super) fn law_of(treaty: &Treaty, window: ObjectionWindow, late: bool) -> String {
    let clause = treaty.clauses.iter().find(|clause| Some(clause.id) == window.clause);
    match clause {
        Some(clause) => clause.article.clone(),
        None if late => "practice of the depositary; VCLT art. 20(5)".to_owned(),
        None => "VCLT art. 20(5)".to_owned(),
    }
}

/// What follows, each in part of a sentence. `all` ends with the statement itself, and `effects` with its effect.
pub(super) fn consequences(
    question: &StatementQuestion,
    all: &[Statement],
    effects: &[StatementEffect],
) -> Vec<String> {
    let Some(own) = effects.last() else { return Vec::new() };
    let statement = question.statement;
    let mut lines = match statement.kind {
        StatementKind::Reservation => of_reservation(question, own),
        StatementKind::Objection | StatementKind::Acceptance => of_reaction(question, effects),
        StatementKind::Withdrawal | StatementKind::Renewal => of_change(question, all, effects),
        StatementKind::Confirmation => {
            let about = statement.refers_to.unwrap_or_default();
            vec![format!(
                "@{about} counts as made on {}, the day of its confirmation (VCLT art. 23(2))",
                statement.day
            )]
        }
        StatementKind::ObjectionToAccession | StatementKind::AcceptanceOfAccession => of_accession(question),
        _ => Vec::new(),
    };
    if let Some(end) = own.end.filter(|end| end.by.is_none()) {
        lines.push(format!("it lapses on {} unless it is renewed before", end.on));
    }
    lines
}

fn of_reservation(question: &StatementQuestion, own: &StatementEffect) -> Vec<String> {
    let treaty = question.case.treaty;
    let mut lines = Vec::new();
    if let Some(window) = own.window {
        let last = window.closes_on;
        let law = law_of(treaty, window, own.is_late());
        let open = if last < question.today { "were possible" } else { "are possible" };
        let estimated = if window.estimated {
            ", at the earliest: the day on which it was circulated is not recorded (--notified)"
        } else {
            ""
        };
        lines.push(format!("objections to it {open} until {last} ({law}){estimated}"));
        if let Some(since) = own.takes_effect_on.filter(|_| own.is_late()) {
            lines.push(if since <= question.today {
                format!("it took effect on {since} if nobody objected by then")
            } else {
                format!("it takes effect on {since} if nobody objects by then")
            });
        }
    }
    if own.made == Made::AtSignature {
        lines.push(if own.needs_no_confirmation {
            let article = treaty.reservable().map_or("", |rule| &rule.1.article);
            format!("it need not be confirmed with the consent: {article} allows it at signature")
        } else {
            "it has to be confirmed with the consent (VCLT art. 23(2))".to_owned()
        });
    }
    lines
}

fn of_reaction(question: &StatementQuestion, effects: &[StatementEffect]) -> Vec<String> {
    let statement = question.statement;
    let about = question.about();
    let Some(author) = about.map(|about| &about.participant).or(statement.towards.as_ref()) else {
        return Vec::new();
    };
    let (who, author, code) = (question.who(), question.name(author), &question.case.treaty.code);
    let mut lines = vec![match (statement.kind, statement.stance) {
        (StatementKind::Acceptance, _) => {
            format!(
                "the reservation is established between {who} and {author} (VCLT arts 20(4)(a) and 21(1))"
            )
        }
        (_, Stance::Precluding) => {
            format!("it precludes {code} between {who} and {author} (VCLT art. 20(4)(b))")
        }
        (_, Stance::Simple) => format!(
            "between {who} and {author} the provisions do not apply to the extent of the reservation (VCLT art. 21(3))"
        ),
        (_, Stance::Severing) => {
            format!(
                "{who} holds {author} bound without the reservation: kept as stated, and not decided here"
            )
        }
    }];
    let barred = effects.iter().find(|effect| Some(effect.id) == statement.refers_to);
    if barred.and_then(|effect| effect.barred_by) == Some(statement.id) {
        lines.push(format!(
            "the late reservation @{} does not take effect",
            statement.refers_to.unwrap_or_default()
        ));
    }
    lines
}

/// What a withdrawal or a renewal does to the statement that it is about.
fn of_change(question: &StatementQuestion, all: &[Statement], effects: &[StatementEffect]) -> Vec<String> {
    let statement = question.statement;
    let Some(entry) = statement.refers_to else { return Vec::new() };
    let end = all.iter().position(|other| other.id == entry).and_then(|place| effects[place].end);
    if statement.kind == StatementKind::Renewal {
        return vec![match end {
            Some(end) => format!("@{entry} stands until {}, and lapses on {}", eve(end.on), end.on),
            None => format!("@{entry} stands without an end"),
        }];
    }
    match end {
        Some(end) if end.by == Some(statement.id) => {
            let of = question.about().map_or(StatementKind::Reservation, |about| about.kind);
            let law = match question.case.treaty.withdrawal_of_statement(of) {
                _ if statement.effective_on.is_some() => "as published".to_owned(),
                Some((_, clause)) => clause.article.clone(),
                None => "VCLT art. 22(3)(a)".to_owned(),
            };
            vec![format!("@{entry} no longer stands from {} on ({law})", end.on)]
        }
        _ if !statement.articles.is_empty() => {
            vec![format!("@{entry} stands but for {} (VCLT art. 22)", statement.articles.join(", "))]
        }
        _ => Vec::new(),
    }
}

fn eve(day: Date) -> Date {
    day.plus_days(-1).unwrap_or(day)
}

fn of_accession(question: &StatementQuestion) -> Vec<String> {
    let StatementQuestion { statement, case, .. } = question;
    let Some(towards) = &statement.towards else { return Vec::new() };
    let (who, name, code) = (question.who(), question.name(towards), &case.treaty.code);
    match (case.treaty.relation(), statement.kind) {
        (Some((Relation::OptOut(_), clause)), StatementKind::ObjectionToAccession) => {
            vec![format!("{code} is not in force between {who} and {name} ({})", clause.article)]
        }
        (Some((Relation::OptIn(effect), clause)), StatementKind::AcceptanceOfAccession) => {
            let moments = case.treaty.moments(case.treaty.in_force_on, case.relations);
            let by_rule = || effect.apply(statement.known_from(), &moments).ok();
            let since = statement.effective_on.or_else(by_rule);
            since.map_or_else(Vec::new, |since| {
                vec![format!(
                    "{code} applies between {who} and {name} from {since} on, where both are bound ({})",
                    clause.article
                )]
            })
        }
        _ => Vec::new(),
    }
}
