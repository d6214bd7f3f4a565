//! What follows from a statement once it is recorded, in words: windows, effects between two parties, ends.

use std::collections::BTreeMap;

use super::statement_question::StatementQuestion;
use crate::law::bilateral::bilateral_relation;
use crate::law::binding::Binding;
use crate::law::carried_over::{carried_objections, carried_over};
use crate::law::case::Case;
use crate::law::derived::derive;
use crate::law::holds::Holds;
use crate::law::modes::ModeSpell;
use crate::law::reactions::{ObjectionWindow, ReactionEffect};
use crate::law::relation::Relation;
use crate::law::relations::Relations;
use crate::law::statement_effects::StatementEffect;
use crate::law::statement_making::Made;
use crate::law::statements::Statement;
use crate::law::treaty::Treaty;
use crate::model::{Date, Mode, Span, StatementKind, without};

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
        StatementKind::ObjectionToAccession | StatementKind::AcceptanceOfAccession => {
            of_accession(question, all)
        }
        StatementKind::ObjectionToAmendment => of_amendment(question, all),
        StatementKind::Declaration => of_competence(question, all),
        _ => Vec::new(),
    };
    if let Some(end) = own.end.filter(|end| end.by.is_none()) {
        let by = by_clause(question.case.treaty, end.clause);
        lines.push(format!("it lapses on {} unless it is renewed before{by}", end.on));
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
    if let Some(establishment) = &own.establishment {
        lines.push(establishment.in_words(treaty, question.statement.day));
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
    let StatementQuestion { statement, case, .. } = question;
    let about = question.about();
    let Some(author) = about.map(|about| &about.participant).or(statement.towards.as_ref()) else {
        return Vec::new();
    };
    let (who, author, code) = (question.who(), question.name(author), &case.treaty.code);
    let entry = statement.refers_to.unwrap_or_default();
    let course = effects.iter().find(|effect| Some(effect.id) == statement.refers_to);
    let reaction = course.and_then(|course| course.reactions.iter().find(|it| it.id == statement.id));
    let both = course.zip(reaction);
    let effect = both.map(|(course, reaction)| course.of_reaction(reaction, Date::LAST));
    let effect = effect.unwrap_or_else(|| ReactionEffect::of(statement.kind, statement.stance));
    let mut line = match effect {
        ReactionEffect::Accepts => {
            format!(
                "the reservation is established between {who} and {author} (VCLT arts 20(4)(a) and 21(1))"
            )
        }
        ReactionEffect::Precludes => {
            format!("it precludes {code} between {who} and {author} (VCLT art. 20(4)(b))")
        }
        ReactionEffect::Excludes => format!(
            "between {who} and {author} the provisions do not apply to the extent of the reservation (VCLT art. 21(3))"
        ),
        ReactionEffect::Severs => {
            format!(
                "{who} holds {author} bound without the reservation: kept as stated, and not decided here"
            )
        }
        ReactionEffect::Bars => format!("the late reservation @{entry} does not take effect towards anybody"),
        ReactionEffect::TooLate => format!(
            "it changes nothing between {who} and {author}: the reservation counts as accepted (VCLT arts 20(5) and 21(1))"
        ),
        ReactionEffect::Authorised => {
            let clause = course.and_then(|course| course.authorised_by);
            let clause = case.treaty.clauses.iter().find(|known| Some(known.id) == clause);
            let article = clause.map_or("", |clause| &clause.article);
            format!(
                "it changes nothing between {who} and {author}: {code} expressly authorises the reservation ({article}), which \
                 needs no acceptance (VCLT art. 20(1))"
            )
        }
        ReactionEffect::NotConfirmed => format!(
            "it has nothing to apply to: @{entry} was not confirmed with the consent of {author}, and has no effect (VCLT art. \
             23(2))"
        ),
        ReactionEffect::NotPermitted => format!(
            "{code} allows no reservation like @{entry} (VCLT art. 19): what this does between {who} and {author} is not known"
        ),
        ReactionEffect::Fells | ReactionEffect::Fallen => {
            format!("@{entry} comes to nothing, towards anybody")
        }
        ReactionEffect::Establishes => format!("@{entry} is accepted, towards everybody"),
        ReactionEffect::NotDeciding => {
            format!("it changes nothing between {who} and {author}: who reacts does not decide")
        }
        ReactionEffect::Barred => {
            format!(
                "it has nothing to apply to: the late reservation @{entry} was objected to in time, and has no effect"
            )
        }
    };
    let decides = matches!(
        effect,
        ReactionEffect::Bars | ReactionEffect::Precludes | ReactionEffect::Excludes | ReactionEffect::Severs
    );
    if decides && reaction.is_some_and(|reaction| reaction.in_time.is_none()) {
        line.push_str(", if it is in time: the day on which the reservation was circulated is not recorded (--notified)");
    }
    let establishment = course.and_then(|course| course.establishment.as_ref());
    let of_all = establishment.map(|it| format!("@{entry}: {}", it.in_words(case.treaty, question.today)));
    std::iter::once(line).chain(of_all).collect()
}

/// What a withdrawal or a renewal does to the statement that it is about.
fn of_change(question: &StatementQuestion, all: &[Statement], effects: &[StatementEffect]) -> Vec<String> {
    let statement = question.statement;
    let Some(entry) = statement.refers_to else { return Vec::new() };
    let about = all.iter().position(|other| other.id == entry);
    let is_own = about.is_some_and(|place| all[place].participant == statement.participant);
    let end = if is_own {
        about.and_then(|place| effects[place].end)
    } else {
        let (case, author) = (&question.case, &*statement.participant);
        let reservations = carried_over(case, all, effects, author).into_iter();
        let mut kept = reservations.chain(carried_objections(case, all, effects, author));
        kept.find(|kept| kept.statement.id == entry).and_then(|kept| kept.end)
    };
    let for_whom = if is_own { String::new() } else { format!(" for {}", question.who()) };
    if statement.kind == StatementKind::Renewal {
        return vec![match end {
            Some(end) => {
                let by = by_clause(question.case.treaty, end.clause);
                format!("@{entry} stands{for_whom} until {}, and lapses on {}{by}", eve(end.on), end.on)
            }
            None => format!("@{entry} stands{for_whom} without an end"),
        }];
    }
    match end {
        Some(end) if end.by == Some(statement.id) => {
            let of = question.about().map_or(StatementKind::Reservation, |about| about.kind);
            let law = match question.case.treaty.withdrawal_of_statement(of) {
                _ if statement.effective_on.is_some() => "as published".to_owned(),
                Some((_, clause)) => clause.article.clone(),
                None if of == StatementKind::Objection => "VCLT art. 22(3)(b)".to_owned(),
                None => "VCLT art. 22(3)(a)".to_owned(),
            };
            vec![format!("@{entry} no longer stands{for_whom} from {} on ({law})", end.on)]
        }
        None if !is_own && question.about().is_some_and(|about| about.kind == StatementKind::Objection) => {
            vec![format!(
                "@{entry} does not stand{for_whom}, which says so with its succession (VCLT art. 22)"
            )]
        }
        _ if !statement.articles.is_empty() => {
            vec![format!("@{entry} stands but for {} (VCLT art. 22)", statement.articles.join(", "))]
        }
        _ => Vec::new(),
    }
}

/// The article of a clause, in brackets.
fn by_clause(treaty: &Treaty, clause: Option<i64>) -> String {
    let clause = treaty.clauses.iter().find(|known| Some(known.id) == clause);
    clause.map_or_else(String::new, |clause| format!(" ({})", clause.article))
}

fn eve(day: Date) -> Date {
    day.plus_days(-1).unwrap_or(day)
}

/// Whom a declaration of an organisation on its competence binds without their own consent, and since when.
fn of_competence(question: &StatementQuestion, all: &[Statement]) -> Vec<String> {
    let case = question.case;
    let Some((_, clause)) = case.treaty.binding("members") else { return Vec::new() };
    let carried = |statements: &[Statement]| -> Vec<ModeSpell> {
        let relations = Relations { statements: statements.to_vec(), ..case.relations.clone() };
        let modes = derive(&Case { relations: &relations, ..case }).modes;
        modes.into_iter().filter(|mode| mode.mode == Mode::ThroughOrganisation).collect()
    };
    let (before, after) = (carried(question.statements), carried(all));
    let mut by_day: BTreeMap<Date, usize> = BTreeMap::new();
    for mode in after.iter().filter(|mode| !before.contains(mode)) {
        *by_day.entry(mode.since).or_default() += 1;
    }
    let line = |(since, n): (Date, usize)| {
        let who = if n == 1 { "one member is".to_owned() } else { format!("{n} members are") };
        format!(
            "{who} bound through {} from {since} on, in no count of consents ({})",
            question.who(),
            clause.article
        )
    };
    by_day.into_iter().map(line).collect()
}

/// What an objection to an amendment does, by whom the amendment binds without consent.
fn of_amendment(question: &StatementQuestion, all: &[Statement]) -> Vec<String> {
    let StatementQuestion { statement, case, .. } = question;
    let (who, code) = (question.who(), &case.treaty.code);
    let article = case.treaty.binding("parties").map_or("VCLT art. 40(5)", |(_, clause)| &clause.article);
    let rules = case.treaty.bindings();
    let mut said = vec![match rules.iter().find(|rule| rule.amended().is_some()) {
        Some(Binding::UnlessObjected(tacit)) => match tacit.last_day(case) {
            Some(last) if last < statement.earliest => {
                format!(
                    "it is late, and {code} binds {who} all the same: the time to object ended on {last} ({article})"
                )
            }
            _ => format!(
                "{code} does not bind {who} without its consent while the objection stands ({article})"
            ),
        },
        Some(Binding::Later(amended)) => format!(
            "where {who} becomes a party to {amended} on this day or later, and {code} is in force then, it is bound by the text \
             before {code} ({article})"
        ),
        Some(_) => {
            format!("it changes nothing for {who}: {code} binds every party once it is in force ({article})")
        }
        None => format!("it changes nothing for {who}: {code} binds nobody without its consent"),
    }];
    let blocked = case.treaty.tacit().and_then(|(tacit, _)| tacit.blocked(case, all));
    said.extend(blocked.map(|blocked| match blocked.holds {
        Holds::Yes => format!("with it, so many object that {code} is deemed not accepted ({article})"),
        Holds::No => format!("{code} is deemed accepted all the same, unless more object ({article})"),
        Holds::Unknown => {
            format!("whether so many object that {code} is deemed not accepted is not known ({article})")
        }
    }));
    said
}

fn of_accession(question: &StatementQuestion, all: &[Statement]) -> Vec<String> {
    let StatementQuestion { statement, case, .. } = question;
    let Some(towards) = &statement.towards else { return Vec::new() };
    let Some((relation, clause)) = case.treaty.relation() else { return Vec::new() };
    let (who, name, code) = (question.who(), question.name(towards), &case.treaty.code);
    let always = [Span::from(Date::FIRST)];
    let relation_of = |statements: &[Statement]| {
        bilateral_relation(case, statements, (&statement.participant, towards), [&always, &always])
    };
    let with = relation_of(all);
    match (relation, statement.kind) {
        (Relation::OptOut(_) | Relation::OptOutOrAtConsent(_), StatementKind::ObjectionToAccession) => {
            let acceded =
                question.accessions().filter(|act| act.day <= statement.day).max_by_key(|act| act.day);
            let is_known = acceded.is_none_or(|act| act.notified_on.is_some());
            let unless = "; unless it is late: the day on which the accession was notified is not recorded (--notified)";
            if with.cuts.iter().any(|cut| cut.statement == Some(statement.id)) {
                let unless = if is_known { "" } else { unless };
                vec![format!("{code} is not in force between {who} and {name} ({}){unless}", clause.article)]
            } else {
                vec![format!("it changes nothing between {who} and {name} ({})", clause.article)]
            }
        }
        (Relation::OptIn(_), StatementKind::AcceptanceOfAccession) => {
            let opened = without(with.spans, &relation_of(question.statements).spans);
            opened.first().map_or_else(
                || vec![format!("it changes nothing between {who} and {name} ({})", clause.article)],
                |span| {
                    vec![format!(
                        "{code} applies between {who} and {name} from {} on, where both are bound ({})",
                        span.since, clause.article
                    )]
                },
            )
        }
        _ => Vec::new(),
    }
}
