//! Who joins a group, and who leaves it. Two memberships of one participant in one group do not overlap.

use super::refused;
use super::register::{Options, Planned, Request};
use crate::error::{Error, Result};
use crate::law::Seat;
use crate::model::{Body, Date, Fact, MembershipBody, Sources};
use crate::store::{GroupRow, ParticipantRow, Store, resolve};

/// A participant joins a group.
#[derive(Debug, Clone)]
pub struct Joining<'a> {
    /// The group, by its code or its name.
    pub group: &'a str,
    /// Who joins.
    pub participant: &'a str,
    /// The first day on which it is a member.
    pub on: Date,
    /// Remarks.
    pub note: Option<&'a str>,
}

/// A participant leaves a group.
#[derive(Debug, Clone)]
pub struct Leaving<'a> {
    /// The group, by its code or its name.
    pub group: &'a str,
    /// Who leaves.
    pub participant: &'a str,
    /// The first day on which it is no longer a member.
    pub on: Date,
}

impl Request for Joining<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let day = self.on;
        let group = find_group(store, self.group, day)?;
        let row = resolve::participant(store, self.participant)?;
        exists(&row, day)?;
        let who = format!("{} ({})", row.name, row.code);
        let memberships = store.memberships(&group.code, &row.code)?;
        if let Some(known) = memberships.iter().find(|known| known.span.holds(day)) {
            let known = in_words(known);
            return refused(format!("{who} is already a member of {} on {day}: {known}", group.code));
        }
        if let Some(later) = memberships.iter().find(|known| day < known.span.since) {
            return refused(format!(
                "{who} becomes a member of {} later: {}; two memberships may not overlap",
                group.code,
                in_words(later)
            ));
        }
        if store.members(&group.code, day)?.iter().any(|seat| seat.participant == row.code) {
            return refused(format!(
                "{who} already has a seat in {} on {day}, by the membership of its successor",
                group.code
            ));
        }
        let doer = store.world()?.doer(&row.code, day);
        let mut warnings = Vec::new();
        if doer != row.code {
            let earlier = store.participant(&doer)?.map_or_else(|| doer.clone(), |row| row.name);
            warnings.push(format!("on {day} the seat is that of {earlier} ({doer}), which {who} continues"));
        }
        let what = format!("{who} · member of the {} ({}) from {day}", group.name, group.code);
        let membership = MembershipBody {
            group: group.code,
            participant: row.code,
            since: Some(day),
            earliest: None,
            latest: None,
            until: None,
            note: self.note.map(str::to_owned),
            sources: Sources::default(),
            confidence: options.confidence(),
        };
        Ok(Planned::of(what, warnings, [Body::Membership(membership)]))
    }
}

impl Request for Leaving<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let day = self.on;
        let group = find_group(store, self.group, day)?;
        let row = resolve::participant(store, self.participant)?;
        let who = format!("{} ({})", row.name, row.code);
        let memberships = store.memberships(&group.code, &row.code)?;
        let open = |known: &&Seat| known.span.since < day && known.span.holds(day);
        let Some(membership) = memberships.iter().find(open) else {
            return refused(
                match memberships.iter().find(|known| day <= known.span.since).or(memberships.last()) {
                    None => {
                        format!("{who} was no member of {} on {day}: no membership is recorded", group.code)
                    }
                    Some(known) if known.span.since == day => format!(
                        "{day} is the first day of {who} in {} ({}); the first day it is no longer a member is a later one",
                        group.code,
                        in_words(known)
                    ),
                    Some(known) => {
                        format!("{who} was no member of {} on {day}: {}", group.code, in_words(known))
                    }
                },
            );
        };
        let id = membership.membership;
        let Some((_, Fact { body: Body::Membership(body), .. })) = store.entry(id)? else {
            return Err(Error::Broken { seq: id, why: "it is not the membership it was".to_owned() });
        };
        let ended =
            membership.span.until.map(|until| format!("its membership was to end on {until} (@{id})"));
        let cites = options.recording.source.is_some();
        let confidence = if cites { body.confidence } else { options.confidence() };
        let body = Body::Membership(MembershipBody { until: Some(day), confidence, ..body });
        Ok(Planned {
            what: format!("{who} · no longer a member of the {} ({}) from {day}", group.name, group.code),
            warnings: ended.into_iter().collect(),
            facts: vec![Fact { body, replaces: Some(id) }],
        })
    }
}

fn find_group(store: &Store, name: &str, day: Date) -> Result<GroupRow> {
    resolve::group(store, name, day).map_err(|error| match error {
        unknown @ Error::Unknown { .. } => Error::Usage(format!("{unknown}; accede group new makes another")),
        other => other,
    })
}

fn in_words(Seat { span, membership: id }: &Seat) -> String {
    let since = span.since;
    match span.until {
        None => format!("from {since} (@{id})"),
        Some(until) => format!("from {since}, and from {until} no longer (@{id})"),
    }
}

fn exists(row: &ParticipantRow, day: Date) -> Result<()> {
    let ParticipantRow { name, code, .. } = row;
    if let Some(other) = &row.old_name_of {
        return refused(format!("{name} ({code}) is only an old name of {other}; add that one"));
    }
    if let Some(from) = row.exists_from.filter(|from| day < *from) {
        return refused(format!("{name} ({code}) did not exist on {day}: it exists from {from}"));
    }
    if let Some(until) = row.exists_until.filter(|until| *until <= day) {
        return refused(format!("{name} ({code}) no longer existed on {day}: it ended before {until}"));
    }
    Ok(())
}
