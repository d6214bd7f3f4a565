//! Whether the statement or the accession that a statement is about is there, and can be answered so.

use super::question::{Finding, Findings};
use super::statement_question::StatementQuestion;
use super::statement_words::law_of;
use crate::law::bilateral::last_day_to_object;
use crate::law::carried_over::{carried_objections, carried_over};
use crate::law::parties::Parties;
use crate::law::relation::Relation;
use crate::law::statement_effects::StatementEffect;
use crate::law::statement_ends::{End, ends};
use crate::law::statement_making::{Made, made};
use crate::law::statements::Statement;
use crate::model::{Act, Article, StatementKind};

/// A kind with its article: `an objection`.
fn a(kind: StatementKind) -> String {
    let word = kind.word();
    format!("{} {word}", if word.starts_with(['a', 'o']) { "an" } else { "a" })
}

/// An objection or an acceptance is about a reservation of another under this treaty, which was there.
pub(super) fn reaction_is_founded(
    question: &StatementQuestion,
    effects: &[StatementEffect],
    findings: &mut Findings,
) {
    let statement = question.statement;
    let law = StatementKind::article(statement.kind);
    let Some(entry) = statement.refers_to else {
        if statement.towards.is_some() {
            findings.unusual(format!(
                "the reservation is not recorded: it is kept as {} towards {}",
                a(statement.kind),
                question.name(statement.towards.as_deref().unwrap_or_default())
            ));
        }
        return;
    };
    let Some(about) = question.about() else {
        findings.refuse(format!(
            "@{entry} is no statement under {} that counts: {} refers to a reservation (VCLT art. {law})",
            question.case.treaty.code,
            a(statement.kind)
        ));
        return;
    };
    let author = question.name(&about.participant);
    if about.participant == statement.participant {
        findings.refuse(format!(
            "@{entry} is {author}'s own: {} is to a reservation of another (VCLT art. {law})",
            a(statement.kind)
        ));
        return;
    }
    if statement.towards.as_ref().is_some_and(|towards| *towards != about.participant) {
        findings.refuse(format!("@{entry} is by {author}, and not by the one it is towards"));
    }
    match about.kind {
        StatementKind::Reservation => {}
        kind if kind.stands_for_itself() => findings.unusual(format!(
            "@{entry} is called {} by its author: {} takes it for a reservation (VCLT art. 2(1)(d))",
            a(kind),
            a(statement.kind)
        )),
        kind => findings.refuse(format!(
            "@{entry} is {}: {} refers to a reservation (VCLT art. {law})",
            a(kind),
            a(statement.kind)
        )),
    }
    if statement.day < about.answerable_from() {
        findings.refuse(format!(
            "{} is before the {} of {author} (@{entry}, {}): nothing was there to react to (VCLT art. {law})",
            statement.day, about.kind, about.day
        ));
    }
    let Some(effect) = effects.iter().find(|effect| effect.id == entry) else { return };
    if let Some(end) = effect.end.filter(|end| end.on <= statement.day) {
        findings.unusual(format!("@{entry} no longer stood: it ended on {}", end.on));
    }
    let own = effect.reactions.iter().find(|reaction| reaction.id == statement.id);
    let late = own.filter(|reaction| reaction.in_time == Some(false));
    if let (Some(window), Some(last)) = (effect.window, late.and_then(|reaction| reaction.last_day)) {
        findings.unusual(format!(
            "it is late: the time to react to @{entry} ended on {last} ({}); the reservation counts as accepted",
            law_of(question.case.treaty, window, effect.is_late())
        ));
    }
}

/// What confirms, renews or withdraws is about a statement of its own author that is there and can be.
pub(super) fn own_statement_is_there(
    question: &StatementQuestion,
    effects: &[StatementEffect],
    findings: &mut Findings,
) {
    let StatementQuestion { statement, case, statements, .. } = question;
    let (kind, who) = (statement.kind, question.who());
    let law = match kind {
        StatementKind::Confirmation => "VCLT art. 23(2)",
        _ => "VCLT art. 22",
    };
    let Some(entry) = statement.refers_to else { return };
    let Some(about) = question.about() else {
        findings.refuse(format!(
            "@{entry} is no statement under {} that counts: there is nothing to which a {kind} refers ({law})",
            case.treaty.code
        ));
        return;
    };
    let is_own = about.participant == statement.participant;
    // What it keeps of another's it can withdraw or renew for itself (1978 Vienna Convention art. 20(1)).
    let kept = || {
        let author = &*statement.participant;
        let reservations = carried_over(case, statements, effects, author).into_iter();
        let mut kept = reservations.chain(carried_objections(case, statements, effects, author));
        kept.find(|kept| kept.statement.id == about.id)
    };
    let can_be_kept = matches!(kind, StatementKind::Withdrawal | StatementKind::Renewal);
    let kept = if is_own || !can_be_kept { None } else { kept() };
    if !is_own && kept.is_none() {
        findings.refuse(format!(
            "@{entry} is by {}: a {kind} is of {who}'s own statement ({law})",
            question.name(&about.participant)
        ));
        return;
    }
    if statement.day < about.earliest {
        findings.refuse(format!(
            "{} is before the {} itself (@{entry}, {}) ({law})",
            statement.day, about.kind, about.day
        ));
    }
    let own_end = || {
        let parties = Parties::of(case);
        let ends = ends(case.treaty, statements, &|made| parties.in_force_for(&made.participant, made.day));
        statements.iter().position(|other| other.id == entry).and_then(|place| ends[place])
    };
    let end = kept.map_or_else(own_end, |kept| kept.end);
    match kind {
        StatementKind::Confirmation => {
            let own: Vec<&Act> =
                case.acts.iter().filter(|act| act.participant == statement.participant).collect();
            match made(about, &own) {
                Made::AtSignature | Made::Unknown | Made::BeforeAnyAct => {}
                made => findings.refuse(format!(
                    "@{entry} was made {}: what is confirmed is what was stated at signature ({law})",
                    made.word()
                )),
            }
            let consents = |act: &Act| act.kind.is_consent() && act.day == statement.day;
            if !own.iter().any(|act| consents(act)) && own.iter().any(|act| act.kind.is_consent()) {
                findings.unusual(format!(
                    "{who} does not consent on {}: what was stated at signature is confirmed with the consent ({law})",
                    statement.day
                ));
            }
        }
        StatementKind::Renewal => {
            if about.lapses_on.is_none() && end.is_none_or(|end| end.clause.is_none()) {
                findings.unusual(format!("@{entry} was made for no time: it stands without renewal"));
            }
            if let Some(end) = end.filter(|end| end.on < statement.day) {
                let how = ended(end, statements);
                findings.refuse(format!(
                    "@{entry} {how} on {}: what no longer stands cannot be renewed ({law})",
                    end.on
                ));
            }
        }
        _ => {
            if about.kind == StatementKind::Withdrawal {
                findings.refuse(format!(
                    "@{entry} is a withdrawal itself: what was withdrawn has to be stated anew ({law})"
                ));
            }
            if let Some(end) = end.filter(|end| end.on <= statement.day) {
                let how = ended(end, statements);
                let when = if end.left { "on" } else { "already, and ended on" };
                findings.refuse(format!("@{entry} {how} {when} {} ({law})", end.on));
            }
            let beside =
                |article: &&String| !about.articles.iter().any(|known| Article::named_alike(known, article));
            let beside: Vec<&str> = statement.articles.iter().filter(beside).map(String::as_str).collect();
            if !beside.is_empty() && !about.articles.is_empty() {
                findings.refuse(format!(
                    "@{entry} does not name {}: there is nothing to withdraw from it ({law})",
                    beside.join(", ")
                ));
            }
        }
    }
}

/// How a statement ended.
fn ended(end: End, statements: &[Statement]) -> &'static str {
    let by = statements.iter().find(|other| Some(other.id) == end.by);
    match by {
        Some(other) if other.kind == StatementKind::Reservation => "was replaced",
        Some(_) => "was withdrawn",
        None if end.left => "ended with the participation in which it was made",
        None => "lapsed",
    }
}

/// An objection to an accession, or its acceptance, is towards one that acceded, where the treaty gives it effect.
pub(super) fn accession_is_there(question: &StatementQuestion, findings: &mut Findings) {
    let StatementQuestion { statement, case, .. } = question;
    let (kind, code) = (statement.kind, &case.treaty.code);
    let Some(towards) = &statement.towards else { return };
    let name = question.name(towards);
    let acceded = question.accessions().filter(|act| act.earliest <= statement.day).max_by_key(|act| act.day);
    let Some(acceded) = acceded else {
        findings.push(if case.acts.is_empty() {
            Finding::Unusual(format!("no act under {code} is recorded: whether {name} acceded is not known"))
        } else {
            Finding::Refused(format!("{name} has not acceded to {code} by {} (VCLT art. 15)", statement.day))
        });
        return;
    };
    let relation = case.treaty.relation();
    let fits = matches!(
        (relation, kind),
        (
            Some((Relation::OptOut(_) | Relation::OptOutOrAtConsent(_), _)),
            StatementKind::ObjectionToAccession
        ) | (Some((Relation::OptIn(_), _)), StatementKind::AcceptanceOfAccession)
    );
    if !fits {
        let clause = relation.map_or_else(
            || format!("no clause of {code} says between which parties an accession has effect"),
            |(relation, clause)| {
                format!("by {} of {code} an accession is {}", clause.article, relation.in_words())
            },
        );
        findings.unusual(format!("{clause}: {} is kept as stated and has no effect", a(kind)));
    }
    if let (Some((relation, clause)), StatementKind::ObjectionToAccession) = (relation, kind)
        && let Some(window) = relation.opt_out()
        && let Some(last) = last_day_to_object(case, window, acceded, &statement.participant)
        && last < statement.earliest
    {
        findings.unusual(format!(
            "it is late: the accession of {name} was notified on {}, and the time to object ended on {last} ({})",
            acceded.notified_on.unwrap_or(acceded.day),
            clause.article
        ));
    }
}
