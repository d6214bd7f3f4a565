//! The register of participants, or the members of a group.

use std::collections::HashMap;

use serde::Serialize;

use super::set::Names;
use super::{Set, When};
use crate::error::Result;
use crate::model::{Confidence, Date};
use crate::store::Store;

/// The participants that existed on a day, or those in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParticipantsReport {
    /// The day asked about.
    pub as_of: Date,
    /// The group it is limited to.
    pub group: Option<String>,
    /// In the order of their names.
    pub participants: Vec<MemberRow>,
    /// The set in words.
    #[serde(skip)]
    pub set: String,
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
}

/// Lists participants: those in `set`, else all that existed on the day, each
/// under one name.
pub fn participants(store: &Store, set: Option<&Set>, when: When) -> Result<ParticipantsReport> {
    let day = when.as_of;
    let mut all: HashMap<String, _> =
        store.participants()?.into_iter().map(|row| (row.code.clone(), row)).collect();
    let mut memberships = HashMap::new();
    if let Some(Set::Group { code, .. }) = set {
        for seat in store.members(code, day)? {
            memberships.insert(seat.participant.clone(), seat);
        }
    }
    let codes: Vec<String> = match set {
        Some(set) => set.members(store, day)?.into_iter().collect(),
        None => all
            .values()
            .filter(|row| row.exists_from.is_none_or(|from| from <= day))
            .filter(|row| row.exists_until.is_none_or(|until| day < until))
            .filter(|row| row.old_name_of.is_none())
            .filter(|row| row.continues_from.is_none_or(|from| from <= day))
            .map(|row| row.code.clone())
            .collect(),
    };
    let listed = Names::of(store)?.in_order(codes);
    let participants = listed.into_iter().filter_map(|named| {
        let row = all.remove(&named.code)?;
        let membership = memberships.get(&row.code);
        Some(MemberRow {
            alpha3: row.alpha3,
            name: row.name,
            official_name: row.official_name,
            kind: row.kind,
            member_since: membership.map(|seat| seat.since),
            member_since_known: membership.map(|seat| seat.known),
            member_until: membership.and_then(|seat| seat.until),
            confidence: membership.map_or(row.confidence, |seat| seat.confidence),
            code: row.code,
        })
    });
    Ok(ParticipantsReport {
        as_of: day,
        group: set.map(Set::code),
        participants: participants.collect(),
        set: set.map_or_else(String::new, Set::in_words),
    })
}
