//! What names a fact in its register, so that two versions of one are known as such, and what leaves no room for another.

use crate::model::{Body, Date, NameBody, Span, TreatyNameBody};
use crate::names::fold;

/// The register, and what names the fact in it.
pub(super) type Key = (&'static str, Vec<String>);

/// Where the day stands in what names an act.
const DAY_OF_ACT: usize = 3;

/// What names a fact in its register; none for what is not a fact of a register.
pub(super) fn key(body: &Body) -> Option<Key> {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let parts = match body {
        Body::Batch(_) | Body::Attestation(_) | Body::Precedence(_) | Body::Retraction(_) => return None,
        Body::Source(body) => vec![body.code.clone()],
        Body::Group(body) => vec![body.code.clone()],
        Body::Participant(body) => vec![body.code.clone()],
        Body::Name(body) => vec![body.participant.clone(), body.name_kind.clone(), fold(&body.name)],
        Body::Predecessor(body) => vec![body.participant.clone(), body.predecessor.clone()],
        Body::Membership(body) => {
            vec![body.group.clone(), body.participant.clone(), day(body.since.or(body.earliest))]
        }
        Body::Treaty(body) => vec![body.code.clone()],
        Body::TreatyName(body) => vec![body.treaty.clone(), fold(&body.name)],
        Body::TreatyLink(body) => vec![body.treaty.clone(), body.other.clone(), body.link.clone()],
        Body::Clause(body) => {
            vec![body.treaty.clone(), body.clause_kind.clone(), body.applies_to.clone(), body.article.clone()]
        }
        Body::Weight(body) => vec![body.table.clone(), body.participant.clone()],
        Body::Act(body) => vec![
            body.treaty.clone(),
            some(&body.participant),
            body.act.word().to_owned(),
            match body.date {
                Some(date) => date.to_string(),
                None => format!("{} to {}", day(body.earliest), day(body.latest)),
            },
            some(&body.territory),
        ],
        Body::Reservation(body) => vec![
            body.treaty.clone(),
            body.participant.clone(),
            body.statement.clone(),
            some(&body.articles),
            day(body.date),
        ],
        Body::Claim(body) => vec![body.code.clone()],
        Body::StateNumber(body) => {
            vec![body.scheme.clone(), body.number.to_string(), body.first_year.to_string()]
        }
    };
    Some((body.kind(), parts))
}

/// What names an act, but for its day.
pub(super) fn without_day(body: &Body) -> Option<Key> {
    match body {
        Body::Act(_) => key(body).map(|(register, mut parts)| {
            parts.remove(DAY_OF_ACT);
            (register, parts)
        }),
        _ => None,
    }
}

/// Whether a register can have several facts of one key, told apart by their order.
pub(super) fn several(body: &Body) -> bool {
    matches!(body, Body::Clause(_) | Body::Reservation(_))
}

/// What names a fact, in words.
pub(super) fn name(body: &Body) -> String {
    let (_, mut parts) = key(body).unwrap_or_default();
    if let (Body::Name(NameBody { name, .. }) | Body::TreatyName(TreatyNameBody { name, .. }), Some(last)) =
        (body, parts.last_mut())
    {
        last.clone_from(name);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Whether what somebody recorded leaves no room for what the seed says: the same act, or another consent, on
/// another day; days of a membership that overlap.
pub(super) fn contradict(recorded: &Body, seed: &Body) -> bool {
    match (recorded, seed) {
        (Body::Act(recorded), Body::Act(seed)) => {
            (&recorded.treaty, &recorded.participant, &recorded.territory)
                == (&seed.treaty, &seed.participant, &seed.territory)
                && (recorded.act == seed.act || (recorded.act.is_consent() && seed.act.is_consent()))
        }
        (Body::Membership(recorded), Body::Membership(seed)) => {
            let span = |since: Option<Date>, until| since.map(|since| Span { since, until });
            let days = span(recorded.since.or(recorded.latest), recorded.until)
                .zip(span(seed.since.or(seed.latest), seed.until));
            (&recorded.group, &recorded.participant) == (&seed.group, &seed.participant)
                && days.is_some_and(|(a, b)| a.and(b).is_some())
        }
        _ => false,
    }
}
