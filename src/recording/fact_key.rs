//! What names a fact in its register, so that two versions of one are known as such, and what leaves no room for another.

use crate::model::{Body, Date, Span};
use crate::names::fold;

/// The register, and what names the fact in it.
pub(super) type Key = (&'static str, Vec<String>);

/// Where the day stands in what names an act.
const DAY_OF_ACT: usize = 3;

/// What names a fact in its register; none for what is not a fact of a register.
pub(super) fn key(body: &Body) -> Option<Key> {
    if !body.register().has_key() {
        return None;
    }
    let mut parts = body.said().key();
    if let (Body::Name(_) | Body::TreatyName(_), Some(name)) = (body, parts.last_mut()) {
        *name = fold(name);
    }
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
    let mut parts = body.said().key();
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// What a fact shares with all that may leave no room for it; none where nothing does.
pub(super) fn place(body: &Body) -> Option<Key> {
    let parts = match body {
        Body::Act(act) => vec![Some(&act.treaty), act.participant.as_ref(), act.territory.as_ref()],
        Body::Membership(seat) => vec![Some(&seat.group), Some(&seat.participant)],
        _ => return None,
    };
    Some((body.kind(), parts.into_iter().map(|part| part.cloned().unwrap_or_default()).collect()))
}

/// Whether what somebody recorded, at the same place, leaves no room for what the seed says: the same act, or another consent, on
/// another day; days of a membership that overlap.
pub(super) fn contradict(recorded: &Body, seed: &Body) -> bool {
    match (recorded, seed) {
        (Body::Act(recorded), Body::Act(seed)) => {
            recorded.act == seed.act || (recorded.act.is_consent() && seed.act.is_consent())
        }
        (Body::Membership(recorded), Body::Membership(seed)) => {
            let span = |since: Option<Date>, until| since.map(|since| Span { since, until });
            let days = span(recorded.since.or(recorded.latest), recorded.until)
                .zip(span(seed.since.or(seed.latest), seed.until));
            days.is_some_and(|(a, b)| a.and(b).is_some())
        }
        _ => false,
    }
}
