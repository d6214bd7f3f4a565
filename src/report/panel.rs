//! A panel: one row per participant, treaty and year, with the status at the end of the year.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Set, When};
use crate::error::{Error, Result};
use crate::model::{Date, Span, Status};
use crate::store::{GroundedSpell, ParticipantRow, ReservationRow, Store, TreatyRow};

/// The rows of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelReport {
    /// The first year.
    pub from: i32,
    /// The last year.
    pub to: i32,
    /// The last day that is known: later years have no row, and the year of this day ends with it.
    pub as_of: Date,
    /// The group it is limited to: its members at the end of each year.
    pub group: Option<String>,
    /// Numbers of the treaties.
    pub treaties: Vec<String>,
    /// The rows, by treaty, participant and year.
    pub rows: Vec<PanelRow>,
}

/// One participant under one treaty at the end of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelRow {
    /// Number of the treaty.
    pub treaty: String,
    /// Stable code.
    pub code: String,
    /// ISO 3166-1 alpha-3.
    pub alpha3: Option<String>,
    /// Short name.
    pub name: String,
    /// The year.
    pub year: i32,
    /// The one status on its last day.
    pub status: Status,
    /// 0 signed, 1 consented and not in force for it, 2 bound; none for the others.
    pub coding_012: Option<u8>,
    /// Whether a reservation stands on that day.
    pub reservation: bool,
    /// In force for it since.
    pub in_force_on: Option<Date>,
    /// The consent that stands: @N.
    pub consent: Option<String>,
    /// The signature that stands: @N.
    pub signature: Option<String>,
}

/// The panel of these treaties from the year `from` to the year `to`, both included; a participant has a row for each
/// year at whose end it existed. Without a set: those that have acted under the treaty by the last year.
pub fn panel(
    store: &Store,
    treaties: &[TreatyRow],
    set: Option<&Set>,
    (from, to): (i32, i32),
    when: When,
) -> Result<PanelReport> {
    let mut ends: Vec<(i32, Date)> = Vec::new();
    for year in from..=to {
        let Some(end) = Date::of(year, 12, 31) else {
            return Err(Error::Usage(format!("{year} is no year of the calendar")));
        };
        let begins = Date::of(year, 1, 1).unwrap_or(end);
        if begins <= when.as_of {
            ends.push((year, end.min(when.as_of)));
        }
    }
    let mut members: BTreeMap<String, Vec<Date>> = BTreeMap::new();
    if let Some(set) = set {
        for (_, end) in &ends {
            for code in set.members(store, *end)? {
                members.entry(code).or_default().push(*end);
            }
        }
    }
    let people: BTreeMap<String, ParticipantRow> =
        store.participants()?.into_iter().map(|row| (row.code.clone(), row)).collect();
    let last = ends.last().map_or(when.as_of, |end| end.1);
    let mut rows = Vec::new();
    for treaty in treaties {
        let mut spells: BTreeMap<String, Vec<GroundedSpell>> = BTreeMap::new();
        for code in members.keys() {
            spells.insert(code.clone(), Vec::new());
        }
        for spell in store.grounded_spells(Some(&treaty.code), last)? {
            if set.is_none() || members.contains_key(&spell.participant) {
                spells.entry(spell.participant.clone()).or_default().push(spell);
            }
        }
        let statements = store.statements(&treaty.code)?;
        for (code, own) in &spells {
            let Some(who) = people.get(code) else { continue };
            let existence = Span { since: who.exists_from.unwrap_or(Date::FIRST), until: who.exists_until };
            let reserved: Vec<Span> = statements.iter().filter_map(|row| reserved(row, code)).collect();
            for (year, end) in ends.iter().filter(|(_, end)| existence.holds(*end)) {
                if set.is_some() && !members.get(code).is_some_and(|days| days.contains(end)) {
                    continue;
                }
                let spell = own.iter().find(|it| Span { since: it.since, until: it.until }.holds(*end));
                let status = spell.map_or(Status::None, |spell| spell.status);
                let consent = spell.and_then(|spell| spell.consent.as_ref());
                rows.push(PanelRow {
                    treaty: treaty.code.clone(),
                    code: code.clone(),
                    alpha3: who.alpha3.clone(),
                    name: who.name.clone(),
                    year: *year,
                    status,
                    coding_012: coding(status),
                    reservation: reserved.iter().any(|span| span.holds(*end)),
                    in_force_on: consent.filter(|_| status.bound()).and_then(|consent| consent.effect),
                    consent: consent.map(|consent| format!("@{}", consent.id)),
                    signature: spell
                        .and_then(|spell| spell.signature.as_ref())
                        .map(|it| format!("@{}", it.id)),
                });
            }
        }
    }
    Ok(PanelReport {
        from,
        to,
        as_of: when.as_of,
        group: set.map(Set::code),
        treaties: treaties.iter().map(|treaty| treaty.code.clone()).collect(),
        rows,
    })
}

/// The coding of databases on environmental agreements.
fn coding(status: Status) -> Option<u8> {
    match status {
        Status::Signatory | Status::SignedAdRef => Some(0),
        Status::Contracting => Some(1),
        Status::Party | Status::Leaving => Some(2),
        Status::None | Status::Unsigned | Status::Former => None,
    }
}

/// The days on which this is a reservation of `code` that stands; none where its day is not known.
fn reserved(row: &ReservationRow, code: &str) -> Option<Span> {
    let kind = row.character.as_ref().unwrap_or(&row.kind);
    (row.participant == code && kind == "reservation")
        .then(|| Some(Span { since: row.date?, until: row.withdrawn_on }))
        .flatten()
}
