//! What an entry of the log is to those who knew the record before: news, learnt late, or put right.

use crate::model::{Body, Date, words};

words! {
    /// Why our knowledge changed.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    Class():
    /// Something happened.
    NewFact = "new-fact";
    /// Something had happened earlier, and was learnt only now.
    LateFact = "late-fact";
    /// An earlier entry was wrong: it is replaced or retracted.
    Correction = "correction";
    /// No day belongs to it: a source, a group, a treaty, a clause …
    Other = "other";
}

/// What an entry is to those who knew the record up to `known_from`. One that replaces or retracts an earlier entry is
/// a correction. Else its own day decides: before `known_from` it is a late fact, on that day or after it a new one;
/// without a day it is neither. `replaces` is the entry that it stands in place of.
#[must_use]
pub fn class(body: &Body, replaces: Option<i64>, known_from: Date) -> Class {
    if replaces.is_some() || matches!(body, Body::Retraction(_)) {
        return Class::Correction;
    }
    match body.said().own_day() {
        Some(day) if day < known_from => Class::LateFact,
        Some(_) => Class::NewFact,
        None => Class::Other,
    }
}

/// The same where the entry that it stands in place of is at hand: one that only gives an end to what was recorded
/// without one, as when a member leaves, says that nothing was wrong, and its own day decides.
#[must_use]
pub fn class_beside(body: &Body, replaced: Option<(i64, &Body)>, known_from: Date) -> Class {
    let corrects = replaced.filter(|(_, before)| !only_ends(before, body));
    class(body, corrects.map(|(entry, _)| entry), known_from)
}

/// Whether the later of two bodies has an end that the earlier one has not, and the same beginning for the same.
fn only_ends(before: &Body, after: &Body) -> bool {
    match (before, after) {
        (Body::Membership(before), Body::Membership(after)) => {
            let whose = before.group == after.group && before.participant == after.participant;
            let begins =
                (before.since, before.earliest, before.latest) == (after.since, after.earliest, after.latest);
            whose && begins && before.until.is_none() && after.until.is_some()
        }
        (Body::Name(before), Body::Name(after)) => {
            let whose = before.participant == after.participant && before.name == after.name;
            whose && before.since == after.since && before.until.is_none() && after.until.is_some()
        }
        (Body::Participant(before), Body::Participant(after)) => {
            let begins = before.code == after.code && before.exists_from == after.exists_from;
            begins && before.exists_until.is_none() && after.exists_until.is_some()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        ActBody, ActKind, Confidence, MembershipBody, ReservationBody, RetractionBody, SourceBody, Sources,
    };

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn act(date: Option<&str>, latest: Option<&str>) -> Body {
        Body::Act(ActBody {
            latest: latest.map(day),
            confidence: Confidence::Verified,
            ..ActBody::of("CETS 185", Some("IE"), ActKind::Signature, date.map(day))
        })
    }

    fn membership(since: &str, until: Option<&str>) -> Body {
        Body::Membership(MembershipBody {
            group: "EU".to_owned(),
            participant: "GB".to_owned(),
            since: Some(day(since)),
            earliest: None,
            latest: None,
            until: until.map(day),
            note: None,
            sources: Sources::default(),
            confidence: Confidence::Verified,
        })
    }

    #[test]
    fn the_own_day_decides_and_the_first_day_of_the_range_is_news() {
        let known_from = day("2026-11-01");
        let of = |body: &Body| class(body, None, known_from);
        assert_eq!(of(&act(Some("2026-10-31"), None)), Class::LateFact);
        assert_eq!(of(&act(Some("2026-11-01"), None)), Class::NewFact);
        assert_eq!(of(&act(None, Some("2026-10-31"))), Class::LateFact);
        assert_eq!(of(&act(None, Some("2026-11-01"))), Class::NewFact);
        assert_eq!(of(&act(None, None)), Class::Other);
        assert_eq!(of(&membership("1973-01-01", Some("2026-11-30"))), Class::NewFact);
        assert_eq!(of(&membership("1973-01-01", None)), Class::LateFact);
        let statement =
            |date| Body::Reservation(ReservationBody::of("CETS 185", "IE", "declaration", date, "x"));
        assert_eq!(of(&statement(Some(day("2026-11-02")))), Class::NewFact);
        assert_eq!(of(&statement(None)), Class::Other);
        let source = SourceBody { dated: Some(known_from), ..SourceBody::of("S", "s") };
        assert_eq!(of(&Body::Source(source)), Class::Other);
    }

    #[test]
    fn what_replaces_or_retracts_is_a_correction_whatever_its_day() {
        let known_from = day("2026-11-01");
        assert_eq!(class(&act(Some("2026-11-02"), None), Some(7), known_from), Class::Correction);
        let retraction = Body::Retraction(RetractionBody { entry: 7 });
        assert_eq!(class(&retraction, None, known_from), Class::Correction);
    }

    #[test]
    fn an_end_that_comes_to_what_was_recorded_without_one_is_no_correction() {
        let known_from = day("2020-01-01");
        let beside = |before: &Body, after: &Body| class_beside(after, Some((7, before)), known_from);
        let (open, left) = (membership("1973-01-01", None), membership("1973-01-01", Some("2020-02-01")));
        assert_eq!(beside(&open, &left), Class::NewFact);
        assert_eq!(beside(&open, &membership("1973-01-01", Some("2019-02-01"))), Class::LateFact);
        assert_eq!(beside(&left, &membership("1973-01-01", Some("2020-02-02"))), Class::Correction);
        assert_eq!(beside(&open, &membership("1973-01-02", Some("2020-02-01"))), Class::Correction);
        assert_eq!(beside(&left, &open), Class::Correction);
    }
}
