//! Whether a statement may be recorded: judged at its own day, by the status of its author then
//! (`data/statement_verdicts.csv`), by what the treaty allows, and by the statement or accession that it is about.

use super::basics::{before_its_treaty, exists, no_territory};
use super::question::{Finding, Findings};
use super::statement_question::StatementQuestion;
use super::statement_target::{accession_is_there, own_statement_is_there, reaction_is_founded};
use super::statement_verdicts::verdict;
use super::statement_words::consequences;
use crate::law::acceptance::Acceptance;
use crate::law::derived::derive;
use crate::law::relation::ReservableTo;
use crate::law::statement_effects::{StatementEffect, statement_effects};
use crate::law::statement_making::Made;
use crate::law::statements::Statement;
use crate::law::transitions::Verdict;
use crate::model::{Act, StatementKind, Status};

/// Everything that there is to say of a statement: why it may not be recorded, what is unusual in it, what follows.
#[must_use]
pub fn examine_statement(question: &StatementQuestion) -> Vec<Finding> {
    let mut findings = Findings::default();
    days_are_possible(question, &mut findings);
    exists(question.case.world, &question.statement.participant, question.statement.day, &mut findings);
    territory_is_one(question, &mut findings);
    let mut all = question.statements.to_vec();
    all.push(question.statement.clone());
    let effects = statement_effects(&question.case, &all);
    let Some(own) = effects.last() else { return findings.0 };
    let meant = Statement { refers_to: own.about, ..question.statement.clone() };
    if question.statement.refers_to != meant.refers_to
        && let (Some(entry), Some(towards)) = (meant.refers_to, &meant.towards)
    {
        findings.follows(format!(
            "it is taken to be about @{entry}, the only one of {} that it can be about",
            question.name(towards)
        ));
    }
    let question = &StatementQuestion { statement: &meant, ..*question };
    findings.extend(status_allows(question, own.made));
    match question.statement.kind {
        StatementKind::Reservation => reservation_is_allowed(question, own, &mut findings),
        StatementKind::Objection | StatementKind::Acceptance => {
            reaction_is_founded(question, &effects, &mut findings);
        }
        StatementKind::Confirmation | StatementKind::Renewal | StatementKind::Withdrawal => {
            own_statement_is_there(question, &effects, &mut findings);
        }
        StatementKind::ObjectionToAccession | StatementKind::AcceptanceOfAccession => {
            accession_is_there(question, &mut findings);
        }
        _ => {}
    }
    if question.statement.late && !own.is_late() {
        let kind = question.statement.kind;
        findings.unusual(format!(
            "the {kind} is marked as late, and it was made {}: late is a reservation after consent (VCLT art. 19)",
            own.made.word()
        ));
    }
    findings.extend(consequences(question, &all, &effects).into_iter().map(Finding::Consequence));
    findings.0
}

fn days_are_possible(question: &StatementQuestion, findings: &mut Findings) {
    let StatementQuestion { statement, case, today, .. } = question;
    let (day, code) = (statement.day, &case.treaty.code);
    let tomorrow = today.plus_days(1).unwrap_or(*today);
    if day > tomorrow {
        findings.refuse(format!(
            "{day} is later than tomorrow ({tomorrow}, UTC): a statement is recorded once it is made"
        ));
    }
    findings.extend(before_its_treaty(day, case.treaty).map(Finding::Refused));
    if let Some(end) = case.ends_on().filter(|end| *end <= day) {
        findings.refuse(format!("{code} ended for all on {end} (VCLT art. 54)"));
    }
    for (on, what) in [
        (statement.notified_on, "cannot be circulated"),
        (statement.effective_on, "cannot take effect"),
        (statement.lapses_on, "cannot lapse"),
    ] {
        // Where the others have to be asked first, a reservation is made known before it is made.
        let asks = matches!(case.treaty.acceptance(), Some((Acceptance::UnlessObjectedBy(_), _)));
        let may_be_known =
            asks && statement.kind == StatementKind::Reservation && on == statement.notified_on;
        if let Some(on) = on.filter(|on| *on < day && !may_be_known) {
            findings.refuse(format!("it {what} on {on}, before it is made on {day}"));
        }
    }
}

fn territory_is_one(question: &StatementQuestion, findings: &mut Findings) {
    let day = question.statement.day;
    let why_not = question.territory.and_then(|code| no_territory(question.case.world, code, day));
    if let Some(why) = why_not {
        findings.refuse(format!("{why} (VCLT art. 29)"));
    }
}

/// The verdict of the table on a statement in the status of its author.
fn status_allows(question: &StatementQuestion, made: Made) -> Option<Finding> {
    let StatementQuestion { statement, case, .. } = question;
    if is_of_organ(question) {
        return None;
    }
    let derived = derive(case);
    let spell = derived.spells.iter().find(|spell| spell.is_of(&statement.participant, statement.day));
    let status = spell.map_or(Status::None, |spell| spell.status);
    let late = statement.kind == StatementKind::Reservation && made == Made::AfterConsent;
    let who = question.who();
    let text = |text: &String| format!("{who} {text}");
    Some(match verdict(statement.kind, late, status)? {
        Verdict::Refused(why) | Verdict::RefusedOnEntry(why) if case.acts.is_empty() => {
            Finding::Unusual(format!(
                "no act under {} is recorded, so that its status is not known; by the record {who} {why}",
                case.treaty.code
            ))
        }
        Verdict::Refused(why) | Verdict::RefusedOnEntry(why) => Finding::Refused(text(why)),
        Verdict::Unusual(why) | Verdict::UnusualIfSigned(why) => Finding::Unusual(text(why)),
        Verdict::Normal | Verdict::NoChange(_) => return None,
    })
}

/// Whether it is what the competent organ decides on a reservation: that is recorded of the organisation, which need not be a
/// party (VCLT art. 20(3)).
fn is_of_organ(question: &StatementQuestion) -> bool {
    let StatementQuestion { statement, case, .. } = question;
    let asks_for_organ = || matches!(case.treaty.acceptance(), Some((Acceptance::ByOrgan(_), _)));
    let author = || case.world.persons.get(&statement.participant);
    statement.kind.is_reaction()
        && asks_for_organ()
        && author().is_some_and(|person| person.kind == "organisation")
}

fn reservation_is_allowed(question: &StatementQuestion, own: &StatementEffect, findings: &mut Findings) {
    let StatementQuestion { statement, case, .. } = question;
    let code = &case.treaty.code;
    if let Some((rule, clause)) = case.treaty.reservable() {
        let article = &clause.article;
        if rule.to == ReservableTo::None {
            findings.refuse(format!(
                "{code} allows no reservation ({article}; VCLT art. 19(a)); whether the depositary accepted it is to be \
                 found out first"
            ));
        } else if !own.not_allowed.is_empty() {
            findings.refuse(format!(
                "{code} allows no reservation to {} ({article}: {}; VCLT art. 19(b)); whether the depositary accepted it \
                 is to be found out first",
                own.not_allowed.join(", "),
                rule.in_words()
            ));
        }
    }
    if own.made == Made::AtSignature {
        let acts: Vec<&Act> =
            case.acts.iter().filter(|act| act.participant == statement.participant).collect();
        let signs_then = acts.iter().any(|act| act.kind.is_signature() && act.day == statement.day);
        if !signs_then {
            findings.unusual(format!(
                "{} neither signs nor consents on {}: a reservation is made then (VCLT art. 19)",
                question.who(),
                statement.day
            ));
        }
    }
}
