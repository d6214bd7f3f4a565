//! An organisation and its members under one treaty: who is bound itself, and who through the organisation only.

use std::collections::BTreeSet;

use serde::Serialize;

use super::set::Names;
use super::{ActView, ClauseBrief, Named, TreatyBrief, When};
use crate::error::Result;
use crate::law::{Binding, Spell};
use crate::model::{Date, Mode, Status, words};
use crate::store::{ActRow, SeatRow, Store, TreatyRow};

/// An organisation and its members under a treaty on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThroughReport {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// The day asked about.
    pub as_of: Date,
    /// The organisation.
    pub organisation: Named,
    /// The group that holds its members.
    pub group: String,
    /// Its own status on the day.
    pub status: Status,
    /// Its consent that stands.
    pub consent: Option<ActView>,
    /// The clause by which its participation binds its members; none where the treaty has none.
    pub clause: Option<ClauseBrief>,
    /// Whether a declaration of it under that clause is in effect on the day.
    pub declared: bool,
    /// Its members on the day.
    pub members: Vec<MemberUnder>,
}

/// A member of the organisation under the treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberUnder {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// First day of its membership.
    pub member_since: Date,
    /// Its own status on the day.
    pub status: Status,
    /// Its own signature that stands.
    pub signature: Option<ActView>,
    /// Its own consent that stands; for a former party, stood.
    pub consent: Option<ActView>,
    /// The first day of its own consent being in force.
    pub in_force_on: Option<Date>,
    /// The status of the organisation under the treaty on the first day of the membership.
    pub organisation_at_membership: Status,
    /// The same on the day of the member's own consent; none where it has not consented.
    pub organisation_at_consent: Option<Status>,
    /// How the treaty reaches it on the day.
    pub bound: Reach,
}

words! {
    /// How a treaty reaches a member of an organisation.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    Reach():
    /// It is bound itself, and so is the organisation.
    Both = "both";
    /// It is bound itself; the organisation is not.
    Itself = "itself";
    /// It is not bound itself, and the organisation is: wholly where the treaty and the organisation's declaration say so,
    /// else for what falls to the organisation only.
    Through = "through";
    /// It is not bound: neither is the organisation, or that does not bind it.
    Neither = "neither";
}

impl Reach {
    /// `binds`: whether the organisation's participation binds the member, where the treaty has a clause on it.
    fn of(member: Status, organisation: Status, binds: Option<bool>) -> Self {
        match (member.bound(), organisation.bound()) {
            (true, true) => Self::Both,
            (true, false) => Self::Itself,
            (false, true) if binds != Some(false) => Self::Through,
            (false, _) => Self::Neither,
        }
    }
}

/// Answers how `treaty` reaches the members of `organisation`, which are those of `group`.
pub fn through(
    store: &Store,
    organisation: Named,
    group: &str,
    treaty: &TreatyRow,
    when: When,
) -> Result<ThroughReport> {
    let day = when.as_of;
    let spells = store.spells(&treaty.code)?;
    let acts = store.acts(&treaty.code)?;
    let names = Names::of(store)?;
    // Before it took over, what it is bound by bound the organisation that it came from.
    let before =
        store.successors()?.into_iter().filter(|pair| pair.1 == organisation.code).map(|pair| pair.0);
    let codes: Vec<String> = std::iter::once(organisation.code.clone()).chain(before).collect();
    let own = codes.iter().find_map(|code| on(&spells, code, day));
    let of_organisation = |day| {
        let spell = codes.iter().find_map(|code| on(&spells, code, day));
        spell.map_or(Status::None, |spell| spell.status)
    };
    let status = of_organisation(day);
    let law = store.treaty_in_law(&treaty.code)?;
    let clause = law.as_ref().and_then(|law| law.binding("members"));
    let clause = clause.filter(|(rule, _)| matches!(rule, Binding::Through(by, ..) if codes.contains(by)));
    let clause = clause.map(|(_, clause)| clause.id);
    let clauses = store.clauses(&treaty.code)?;
    let clause = clauses.iter().find(|row| Some(row.id) == clause).map(ClauseBrief::of);
    let carried: BTreeSet<String> = store
        .modes(&treaty.code, day)?
        .into_iter()
        .filter(|(_, mode)| *mode == Mode::ThroughOrganisation)
        .map(|(code, _)| code)
        .collect();
    let seats: Vec<SeatRow> = if treaty.collected { store.members(group, day)? } else { Vec::new() };
    let members = names.in_order(seats.iter().map(|seat| seat.participant.clone())).into_iter();
    let members = members.filter_map(|who| {
        let seat = seats.iter().find(|seat| seat.participant == who.code)?;
        let spell = on(&spells, &who.code, day);
        let own = spell.map_or(Status::None, |spell| spell.status);
        let consent = act(&acts, spell.and_then(|spell| spell.consent));
        Some(MemberUnder {
            member_since: seat.since,
            status: own,
            signature: act(&acts, spell.and_then(|spell| spell.signature)).cloned().map(ActView::of),
            in_force_on: consent.and_then(ActRow::effect),
            organisation_at_membership: of_organisation(seat.since),
            organisation_at_consent: consent.and_then(ActRow::day).map(&of_organisation),
            consent: consent.cloned().map(ActView::of),
            bound: Reach::of(own, status, clause.as_ref().map(|_| carried.contains(&who.code))),
            who,
        })
    });
    Ok(ThroughReport {
        treaty: TreatyBrief::of(treaty),
        as_of: day,
        group: group.to_owned(),
        status,
        consent: act(&acts, own.and_then(|spell| spell.consent)).cloned().map(ActView::of),
        members: members.collect(),
        declared: !carried.is_empty(),
        clause: clause.clone(),
        organisation,
    })
}

fn on<'a>(spells: &'a [Spell], code: &str, day: Date) -> Option<&'a Spell> {
    let mut own = spells.iter().filter(|spell| spell.participant == code);
    own.find(|spell| spell.span().holds(day))
}

fn act(acts: &[ActRow], id: Option<i64>) -> Option<&ActRow> {
    id.and_then(|id| acts.iter().find(|act| act.id == id))
}
