//! Who may become a party, and by which means.

use super::question::{Finding, Findings, Question};
use crate::law::case::{Case, Stage};
use crate::law::clauses::Cessation;
use crate::law::eligibility::Eligibility;
use crate::law::invitation::{YEARS as INVITATION_YEARS, invitation_lapses_on};
use crate::law::relations::{Relations, SpansByCode};
use crate::law::rule::Clause;
use crate::model::{ActKind, Span};

pub(super) fn may_join(question: &Question, findings: &mut Findings) {
    let Question { act, case: Case { treaty, world, relations, .. }, .. } = question;
    let who = question.who();
    // A table has the act in the row of the State that goes on; it is judged of the one that did it.
    let doer = act.done_by.as_str();
    let holds = |rule: &Eligibility| rule.holds(doer, act.day, world, relations);
    // Where no act under the other treaty is recorded, nothing is known of who did what under it.
    let unknown = |rule: &Eligibility| -> Option<String> {
        let mut others = rule.treaties().into_iter();
        others.find(|other| relations.without_acts.contains(*other)).map(str::to_owned)
    };
    let holds_once_invited = |rule: &Eligibility| {
        let invited = SpansByCode::from([(doer.to_owned(), vec![Span::from(act.day)])]);
        let relations = Relations { invited, ..(*relations).clone() };
        rule.holds(doer, act.day, world, &relations)
    };
    let signed = question.signed();
    let stage = question.case.stage_of_signature();
    let organisation = world.is_organisation(doer);
    if act.kind == ActKind::FormalConfirmation && !organisation {
        findings
            .refuse(format!("formal confirmation is the ratification of an organisation, and {who} is none"));
    }
    let (verb, means) = match act.kind {
        ActKind::Accession => ("accede to", "accession"),
        kind if kind.is_succession() => return,
        kind if kind.is_signature() => ("sign", "signature"),
        kind if kind.is_consent() && !signed => ("become a party to", "signature"),
        kind if kind.is_consent() => ("", "consent"),
        _ => return,
    };
    let mut clauses: Vec<_> = treaty.eligibility(means).collect();
    // A consent of which the source does not say by which act it was given can have been an accession.
    if act.kind == ActKind::ConsentToBeBound && !signed {
        clauses.extend(treaty.eligibility("accession"));
    }
    if clauses.is_empty() && means == "signature" && stage == Stage::Missing {
        clauses.extend(treaty.eligibilities());
    }
    let any_clause = treaty.eligibilities().next().is_some();
    let exists = world.persons.get(doer).is_none_or(|person| person.existence().holds(act.day));
    // One that does not exist on that day is refused for that reason alone.
    if !verb.is_empty() && any_clause && exists && !clauses.iter().any(|(rule, _)| holds(rule)) {
        let unknown = clauses.iter().find_map(|(rule, clause)| Some((unknown(rule)?, *clause)));
        findings.push(if let Some((other, clause)) = unknown {
            Finding::Unusual(format!(
                "whether {who} may {verb} {} follows from {other} ({}), under which no act is recorded",
                treaty.code, clause.article
            ))
        } else if clauses.is_empty() {
            Finding::Refused(format!("{} has no clause on {means}", treaty.code))
        } else if clauses.iter().any(|(rule, _)| holds_once_invited(rule)) {
            Finding::Unusual(format!(
                "no invitation of {who} to accede is recorded ({})",
                clauses[0].1.article
            ))
        } else {
            let open_to = clauses.iter().map(|(rule, clause)| {
                format!("{} ({})", rule.on(act.day, world).in_words(*world), clause.article)
            });
            let open_to = open_to.collect::<Vec<_>>().join(" or ");
            Finding::Refused(format!(
                "{who} may not {verb} {} on {}: open to {open_to}",
                treaty.code, act.day
            ))
        });
    }

    invitation_is_open(question, &clauses, findings);

    for (cessation, clause) in treaty.cessations() {
        let Cessation::Joined(other) = cessation else { continue };
        let bound = relations.bound.get(other).and_then(|codes| codes.get(doer));
        if act.kind.is_consent() && bound.is_some_and(|spans| spans.iter().any(|span| span.holds(act.day))) {
            findings.unusual(format!(
                "{other} is already in force for {who}, which ends {} for it ({})",
                treaty.code, clause.article
            ));
        }
    }

    let stage = if act.kind.is_consent() { "consent" } else { "signature" };
    let of_accession = treaty.requirements("accession").filter(|_| act.kind == ActKind::Accession);
    for (rule, clause) in treaty.requirements(stage).chain(of_accession) {
        if holds(rule) {
            continue;
        }
        let (from, article) = (rule.on(act.day, world).in_words(*world), &clause.article);
        let only = format!("{} takes {stage} only from {from} ({article})", treaty.code);
        match unknown(rule) {
            Some(other) => findings.unusual(format!("{only}, and no act under {other} is recorded")),
            None => findings.refuse(format!("{only}, and {who} had not on {}", act.day)),
        }
    }
}

/// An amendment is made between the parties to what it amends.
pub(super) fn amended_is_consented_to(question: &Question, findings: &mut Findings) {
    let Question { act, case: Case { treaty, relations, .. }, .. } = question;
    if !act.kind.is_consent() || act.kind == ActKind::Succession {
        return;
    }
    for amended in treaty.amends.iter().filter(|amended| !relations.without_acts.contains(*amended)) {
        let consented = relations.consented.get(amended).and_then(|codes| codes.get(&act.done_by));
        if !consented.is_some_and(|spans| spans.iter().any(|span| span.holds(act.day))) {
            findings.unusual(format!(
                "{} has not consented to {amended}, which {} amends; an amendment holds between parties to what it amends (VCLT \
                 arts 39, 40)",
                question.who(),
                treaty.code
            ));
        }
    }
}

/// An accession by invitation comes while that is open.
fn invitation_is_open(question: &Question, clauses: &[(&Eligibility, &Clause)], findings: &mut Findings) {
    let Question { act, case: Case { treaty, world, .. }, .. } = question;
    if act.kind != ActKind::Accession || !treaty.depositary.contains("Council of Europe") {
        return;
    }
    let none = Relations::default();
    let otherwise = clauses.iter().any(|(rule, _)| rule.holds(&act.participant, act.day, world, &none));
    let invitations = question.case.acts.iter().filter(|other| {
        other.kind == ActKind::Invitation && other.participant == act.participant && other.earliest <= act.day
    });
    let last = invitations.map(|other| other.day).max().filter(|_| !otherwise);
    if let Some((invited, end)) = last.and_then(|day| Some((day, invitation_lapses_on(day)?)))
        && end < act.day
    {
        findings.unusual(format!(
            "the invitation of {invited} was open for {INVITATION_YEARS} years, until {end}, by the practice of the Committee of \
             Ministers; no later one is recorded"
        ));
    }
}

/// The treaty provides for this way of consenting, or of applying it provisionally.
pub(super) fn means_are_provided(question: &Question, findings: &mut Findings) {
    let Question { act, case: Case { treaty, .. }, .. } = question;
    let (signatory, other) = (treaty.means("signatory"), treaty.means("non-signatory"));
    let [of_signatory, of_other] =
        ["signatory", "non-signatory"].map(|whose| treaty.provides(whose, act.kind));
    if act.kind == ActKind::ProvisionalApplication {
        if signatory.or(other).is_some() && !of_signatory && !of_other {
            findings.unusual(format!(
                "{} does not provide for provisional application; it rests on agreement otherwise (VCLT art. 25(1)(b))",
                treaty.code
            ));
        }
        return;
    }
    if !act.kind.is_consent() || act.kind == ActKind::Succession {
        return;
    }
    let (own, provided) = if question.signed() {
        (signatory, of_signatory || of_other)
    } else {
        (other, of_other || (act.kind == ActKind::DefinitiveSignature && of_signatory))
    };
    // A ratification without a signature is refused as that.
    let said_already = matches!(act.kind, ActKind::Ratification | ActKind::FormalConfirmation)
        && !question.signed()
        && question.case.stage_of_signature() == Stage::There;
    if let Some((means, clause)) = own.filter(|_| !provided && !said_already) {
        let who = if question.signed() { "a signatory" } else { "a State that has not signed" };
        let said = format!(
            "{} provides for {who} to consent by {} ({})",
            treaty.code,
            means.in_words(),
            clause.article
        );
        if act.kind == ActKind::ConsentToBeBound {
            findings.unusual(format!("{said}; by which act it was is not said"));
        } else {
            findings.refuse(format!("{said}, not by {}", act.kind));
        }
    }
}
