//! A fact of the log in a few words.

use super::{Body, Date};

/// What a fact says, in a few words.
pub fn in_short(body: &Body) -> String {
    let since = |day: Option<Date>| day.map_or_else(String::new, |day| format!(" from {day}"));
    let until = |day: Option<Date>| day.map_or_else(String::new, |day| format!(" until {day}"));
    match body {
        Body::Batch(body) => format!("{}, {} entries", body.name, body.entries),
        Body::Source(body) => format!("{}: {}", body.code, body.citation),
        Body::Group(body) => format!("{}: {}", body.code, body.name),
        Body::Participant(body) => format!("{}: {}, {}", body.code, body.name, body.participant_kind),
        Body::Name(body) => format!(
            "{}: {} ({}){}{}",
            body.participant,
            body.name,
            body.name_kind,
            since(body.since),
            until(body.until)
        ),
        Body::Predecessor(body) => {
            let on = body.on.map_or_else(String::new, |day| format!(" on {day}"));
            format!("{} {} {}{on}", body.participant, body.link, body.predecessor)
        }
        Body::Membership(body) => {
            let first = since(body.since.or(body.latest));
            format!("{} of {}{first}{}", body.participant, body.group, until(body.until))
        }
        Body::Treaty(body) => format!("{}: {}", body.code, body.short_title),
        Body::TreatyName(body) => {
            let scheme = body.scheme.as_ref().map_or_else(String::new, |scheme| format!("{scheme} "));
            format!("{}: {scheme}{}", body.treaty, body.name)
        }
        Body::TreatyLink(body) => format!("{} {} {}", body.treaty, body.link, body.other),
        Body::Clause(body) => {
            format!("{} of {}: {}, {}", body.clause_kind, body.applies_to, body.rule, body.article)
        }
        Body::Weight(body) => format!("{} of {}: {}", body.participant, body.table, body.weight),
        Body::Act(body) => {
            let whose = body.participant.as_deref().unwrap_or("the treaty");
            let on = body.date.map_or_else(String::new, |day| format!(" on {day}"));
            format!("{} of {} by {whose}{on}", body.act, body.treaty)
        }
        Body::Reservation(body) => match (body.refers_to, &body.towards) {
            (Some(entry), _) => {
                format!("{} of {} to @{entry} under {}", body.statement, body.participant, body.treaty)
            }
            (None, Some(towards)) => {
                format!("{} of {} towards {towards} under {}", body.statement, body.participant, body.treaty)
            }
            _ => format!("{} to {} by {}", body.statement, body.treaty, body.participant),
        },
        Body::Claim(body) => format!("{}: {} {}", body.code, body.claim, body.value),
        Body::StateNumber(body) => {
            let last = body.last_year.map_or_else(String::new, |year| year.to_string());
            let (scheme, number, first) = (&body.scheme, body.number, body.first_year);
            let whose = body.participant.as_ref().unwrap_or(&body.name);
            format!("{scheme} {number}: {whose} {first}–{last}")
        }
        Body::Attestation(body) => format!("{} gives @{}", body.source, body.acts.replace(' ', " @")),
        Body::Precedence(body) => body.publishers.join(", then "),
        Body::Retraction(body) => format!("@{}", body.entry),
    }
}
