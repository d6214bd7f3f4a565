//! One that is a party to an amended treaty: since when it or the one in whose place it stands is, and who spoke for it.

use super::case::Case;
use super::in_place::{Line, lines};
use crate::model::{Date, Span};

/// A participation in an amended treaty, from the point of view of the amendment.
pub(super) struct Joined<'a> {
    /// The first day, of the first of those in whose place the party stands.
    pub(super) since: Date,
    /// Who may have objected for it, each with the days on which that counts.
    pub(super) speakers: Vec<(&'a str, Span)>,
    /// The first day on which what it says itself is not of an earlier participation.
    pub(super) speaks_from: Date,
}

/// The participation of `code` in the treaty `amended` that has these days. It goes on from that of another where it begins as
/// that one's ends, or with the date of the succession of States.
pub(super) fn joined<'a>(case: &Case<'a>, amended: &str, code: &'a str, days: Span) -> Joined<'a> {
    let mut joined = Joined { since: days.since, speakers: vec![(code, days)], speaks_from: Date::FIRST };
    let Some(parties) = case.relations.bound.get(amended) else { return joined };
    let before = parties.get(code).into_iter().flatten().filter_map(|span| span.until);
    joined.speaks_from = before.filter(|until| *until < days.since).max().unwrap_or(Date::FIRST);
    let world = case.world;
    let mut earlier: Vec<(&str, Date)> = Vec::new();
    let by_change = lines(case, code).into_iter();
    earlier.extend(by_change.filter(|line| changes(line, days)).map(|line| (line.author, line.leaves_on())));
    for link in world.successions_of(code) {
        let Some(on) = link.on.filter(|on| *on == days.since) else { continue };
        let of_others = lines(case, &link.code).into_iter();
        earlier.push((&link.code, on));
        earlier.extend(of_others.map(|line| (line.author, line.leaves_on().min(on))));
    }
    for (author, on) in earlier {
        let spans = parties.get(author).into_iter().flatten();
        let mut spans = spans.filter(|span| span.since < on && span.until.is_none_or(|until| on <= until));
        if let Some(span) = spans.next() {
            joined.since = joined.since.min(span.since);
            joined.speakers.push((author, Span { since: span.since, until: Some(on) }));
        }
    }
    joined
}

/// Whether the last change on the way brought about the participation with these days.
fn changes(line: &Line, days: Span) -> bool {
    line.steps.last().is_some_and(|step| days.holds(step.on))
}
