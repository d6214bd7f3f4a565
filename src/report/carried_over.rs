//! Reservations, declarations, and objections to reservations of others, that a State keeps though another made them, in words.

use crate::law::{
    CarriedOver, Case, Reaction, ReactionEffect, Statement, StatementEffect, carried_objections,
    carried_over, kept_reservations, may_be_carried, may_carry,
};
use crate::model::{Date, StatementKind, series};

/// The objections to such a reservation that stand on a day and mean something: they stand against the one that keeps it too
/// (1978 Vienna Convention art. 20, which is silent on them).
pub(super) fn objections<'a>(
    carried: &CarriedOver<'a>,
    day: Date,
) -> impl Iterator<Item = (&'a Reaction, ReactionEffect)> + use<'a> {
    let course = carried.course;
    let standing = move |it: &&Reaction| {
        it.kind == StatementKind::Objection && it.day <= day && it.end.is_none_or(|end| day < end.on)
    };
    let means = |effect| {
        matches!(effect, ReactionEffect::Excludes | ReactionEffect::Precludes | ReactionEffect::Severs)
    };
    let effects = course.reactions.iter().filter(standing).map(move |it| (it, course.of_reaction(it, day)));
    effects.filter(move |(_, effect)| means(*effect))
}

/// What of this stands on a day, a sentence each; only of one participant, where that is named, and of these kinds, where any are.
pub(super) fn in_words(
    case: &Case,
    statements: &[Statement],
    courses: &[StatementEffect],
    (by, kinds): (Option<&str>, &[StatementKind]),
    day: Date,
) -> Vec<String> {
    let is_asked = |kind: StatementKind| kinds.is_empty() || kinds.contains(&kind);
    let keepers: Vec<String> = if let Some(code) = by {
        vec![code.to_owned()]
    } else {
        let mut kept: Vec<String> =
            kept_reservations(case, statements, courses).into_iter().map(|kept| kept.participant).collect();
        kept.dedup();
        kept
    };
    let keepers = keepers.iter().filter(|code| may_be_carried(case, code));
    let carried = keepers.flat_map(|code| carried_over(case, statements, courses, code));
    let standing = carried.filter(|carried| carried.span.holds(day) && is_asked(carried.statement.kind));
    let called = |code: &str| case.world.called(code).to_owned();
    let reservations = standing
        .map(|carried| {
            let until = carried.span.until.map_or_else(String::new, |until| format!(" until {until}"));
            let against: Vec<String> = objections(&carried, day)
                .map(|(it, _)| format!("{} (@{})", called(&it.participant), it.id))
                .collect();
            let against: Vec<&str> = against.iter().map(String::as_str).collect();
            let against = if against.is_empty() {
                String::new()
            } else {
                format!(" Objections that stand against it too: {}.", series(&against, "and"))
            };
            let (what, law) = of_kind(carried.statement.kind);
            format!(
                "{} keeps the {what} of {} (@{}), from {}{until} ({law}).{against}",
                called(carried.participant),
                called(&carried.statement.participant),
                carried.statement.id,
                carried.span.since,
            )
        })
        .collect::<Vec<_>>();
    let objecting = may_carry(case, statements, |kind| kind == StatementKind::Objection).into_iter();
    let objecting = objecting.filter(|_| is_asked(StatementKind::Objection));
    let objecting = objecting.filter(|code| by.is_none_or(|by| by == *code));
    let kept = objecting.flat_map(|code| carried_objections(case, statements, courses, code));
    let objections = kept.filter(|kept| kept.span.holds(day)).map(|kept| {
        let until = kept.span.until.map_or_else(String::new, |until| format!(" until {until}"));
        let about = statements.iter().find(|other| Some(other.id) == kept.statement.refers_to);
        let about = about.map(|about| (&about.participant, format!(" (@{})", about.id)));
        let about = about.or_else(|| Some((kept.statement.towards.as_ref()?, String::new())));
        let about = about.map_or_else(String::new, |(author, entry)| {
            format!(" to the reservation of {}{entry}", called(author))
        });
        format!(
            "{} keeps the objection of {} (@{}){about}, from {}{until} (1978 Vienna Convention art. 20, by analogy).",
            called(kept.participant),
            called(&kept.statement.participant),
            kept.statement.id,
            kept.span.since,
        )
    });
    reservations.into_iter().chain(objections).collect()
}

/// What is kept, and by which law.
pub(super) fn of_kind(kind: StatementKind) -> (&'static str, &'static str) {
    match kind {
        StatementKind::Declaration => (
            "declaration",
            "International Law Commission, Guide to Practice on Reservations to Treaties, 5.5.1",
        ),
        StatementKind::Authority => ("designation of an authority", "one legal person"),
        StatementKind::Territorial => ("statement on territories", "one legal person"),
        _ => ("reservation", "1978 Vienna Convention art. 20"),
    }
}
