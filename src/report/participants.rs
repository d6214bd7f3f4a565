//! The register of participants, or the members of a group.

use std::collections::HashMap;

use serde::Serialize;

use super::act_view::real_sources;
use super::{Set, When};
use crate::error::Result;
use crate::model::{Confidence, Date};
use crate::names::fold;
use crate::store::{ParticipantRow, SeatRow, Store};

/// The participants that existed on a day, or those in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParticipantsReport {
    /// The day asked about.
    pub as_of: Date,
    /// The group it is limited to.
    pub group: Option<Set>,
    /// In the order of their names.
    pub participants: Vec<MemberRow>,
}

/// One participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberRow {
    /// Stable code.
    pub code: String,
    /// ISO 3166-1 alpha-3.
    pub alpha3: Option<String>,
    /// Short name.
    pub name: String,
    /// Full name.
    pub official_name: String,
    /// state, former-state, organisation, territory.
    pub kind: String,
    /// First day in the group; where that is not known, the last day of its window.
    pub member_since: Option<Date>,
    /// Whether that first day is known.
    pub member_since_known: Option<bool>,
    /// First day no longer in the group.
    pub member_until: Option<Date>,
    /// Support: of the membership, else of the participant itself.
    pub confidence: Confidence,
    /// Codes of its sources; empty where the compiler's knowledge is all there is.
    pub sources: Vec<String>,
    /// Whether the compiler's knowledge is all there is.
    pub no_source: bool,
}

/// Lists participants: those in `set`, else all that existed on the day, each
/// under one name.
pub fn participants(store: &Store, set: Option<&Set>, when: When) -> Result<ParticipantsReport> {
    let day = when.as_of;
    let mut rows = match set {
        Some(set) => in_set(store, set, day)?,
        None => existing(store, day)?,
    };
    rows.sort_by_cached_key(|row| (fold(&row.name), row.code.clone()));
    let seats = match set {
        Some(Set::Group { code, .. }) => store.members(code, day)?,
        _ => Vec::new(),
    };
    let seats: HashMap<&str, &SeatRow> = seats.iter().map(|seat| (&*seat.participant, seat)).collect();
    let participants = rows.into_iter().map(|row| {
        let membership = seats.get(&*row.code);
        let sources = real_sources(membership.map_or(row.sources, |seat| seat.sources.clone()));
        MemberRow {
            alpha3: row.alpha3,
            name: row.name,
            official_name: row.official_name,
            kind: row.kind,
            member_since: membership.map(|seat| seat.since),
            member_since_known: membership.map(|seat| seat.known),
            member_until: membership.and_then(|seat| seat.until),
            confidence: membership.map_or(row.confidence, |seat| seat.confidence),
            no_source: sources.is_empty(),
            sources,
            code: row.code,
        }
    });
    Ok(ParticipantsReport { as_of: day, group: set.cloned(), participants: participants.collect() })
}

fn in_set(store: &Store, set: &Set, day: Date) -> Result<Vec<ParticipantRow>> {
    let mut rows = Vec::new();
    for code in set.members(store, day)? {
        rows.extend(store.participant(&code)?);
    }
    Ok(rows)
}

fn existing(store: &Store, day: Date) -> Result<Vec<ParticipantRow>> {
    let mut rows = store.participants()?;
    let world = store.kin(&rows)?;
    rows.retain(|row| row.old_name_of.is_none() && world.is_present(&row.code, day));
    Ok(rows)
}
