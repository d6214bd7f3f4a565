//! Which statement an objection or an acceptance is about, where only its author is recorded: the only one of that author that
//! stood then and can be meant. Where several can be, nobody knows which; and what is not recorded can be meant too, so that
//! what came long after a reservation, or would have no effect towards it, is not taken to be about it.

use super::statements::Statement;
use crate::model::{Date, StatementKind};

/// How long after the last day for it a reaction may come and still be about what was answerable until then: the day of
/// circulation, from which the time runs, is often not recorded.
const MONTHS_LATE: u32 = 12;

/// What can be answered: a statement, and until when it could be.
pub(super) struct Answerable<'a> {
    pub statement: &'a Statement,
    /// First day on which it no longer stands: it ended, or was not confirmed with the consent.
    pub until: Option<Date>,
    /// Its author made the same again from this day on: that one is meant.
    pub made_again_on: Option<Date>,
    /// The last day on which the one that reacts could do so.
    pub last_day: Date,
    /// The treaty itself authorises it: nobody needs to accept it.
    pub needs_no_acceptance: bool,
}

/// The statement that a reaction is about: the one recorded, else the only one of whom it is towards that can be meant.
pub(super) fn target<'a>(
    reaction: &Statement,
    by_author: impl IntoIterator<Item = Answerable<'a>>,
) -> Option<i64> {
    if reaction.refers_to.is_some() || !reaction.kind.is_reaction() {
        return reaction.refers_to;
    }
    let mut only = None;
    for known in by_author {
        let Answerable { statement, until, made_again_on, .. } = known;
        let is_over = |end: Option<Date>| end.is_some_and(|end| end <= reaction.earliest);
        let can_be_meant = is_answered(reaction, statement.kind)
            && reaction.may_be_about(statement)
            && !is_over(until)
            && !is_over(made_again_on);
        if !can_be_meant {
            continue;
        }
        // Whether one whose day is not known was there already, nobody can say.
        if only.is_some() || reaction.earliest < statement.day {
            return None;
        }
        let is_named = !reaction.articles.is_empty() && reaction.touches(statement);
        let latest = known.last_day.plus_months(MONTHS_LATE).unwrap_or(Date::LAST);
        let is_likely = is_named || (reaction.earliest <= latest && !known.needs_no_acceptance);
        only = Some((statement.id, is_likely));
    }
    only.filter(|(_, is_likely)| *is_likely).map(|(id, _)| id)
}

/// Whether a reaction can be to a statement of this kind: of the one that it names, else of either.
fn is_answered(reaction: &Statement, kind: StatementKind) -> bool {
    reaction.about.map_or(StatementKind::ANSWERED.contains(&kind), |about| about == kind)
}
