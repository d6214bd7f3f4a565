//! How far the conditions for entry into force are met by the instruments that stand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::effect::Moments;
use super::relations::{Relations, SpansByCode};
use super::threshold::{Counting, Organisations, PartiesTo, Threshold, Weight, Who};
use super::world::World;
use crate::model::{ActKind, Date, Decimal, words};

/// The instruments that stand at the end of a day, and everything a condition may ask about them.
#[derive(Debug, Clone, Copy)]
pub struct Tally<'a> {
    /// Who has an instrument, and of which kind.
    pub held: &'a BTreeMap<&'a str, ActKind>,
    /// Whose signature stands.
    pub signed: &'a BTreeSet<&'a str>,
    /// The day.
    pub day: Date,
    /// Who is who, who sits where.
    pub world: &'a World,
    /// Other treaties.
    pub relations: &'a Relations,
    /// The treaty's own days.
    pub moments: Moments<'a>,
}

words! {
    /// Whether a condition holds.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    Holds():
    /// It does not.
    No = "no";
    /// The record cannot tell.
    Unknown = "unknown";
    /// It does.
    Yes = "yes";
}

/// A condition on a day: how far it is met, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition<'a> {
    /// The condition.
    pub rule: &'a Threshold,
    /// Whether it holds.
    pub holds: Holds,
    /// How much there is: instruments, or their weight; for a compound one 0.
    pub there: Decimal,
    /// How much is needed.
    pub needed: Decimal,
    /// Who of those named is missing, whose weight is not known.
    pub missing: Vec<String>,
    /// The conditions inside this one.
    pub parts: Vec<Condition<'a>>,
}

impl Condition<'_> {
    /// The first condition that counts something: itself, or the first part that does.
    #[must_use]
    pub fn first_count(&self) -> &Self {
        self.parts.first().map_or(self, Self::first_count)
    }

    /// The conditions that have no others inside, in the order of the clause.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Self> {
        if self.parts.is_empty() { vec![self] } else { self.parts.iter().flat_map(Self::leaves).collect() }
    }
}

impl Threshold {
    /// How far the conditions are met by what there is.
    #[must_use]
    pub fn examine<'a>(&'a self, tally: &Tally) -> Condition<'a> {
        let parts: Vec<Condition> = self.parts().into_iter().map(|part| part.examine(tally)).collect();
        let mut condition = Condition {
            rule: self,
            holds: Holds::No,
            there: Decimal::default(),
            needed: Decimal::default(),
            missing: Vec::new(),
            parts,
        };
        let yes = |holds: bool| if holds { Holds::Yes } else { Holds::No };
        let lacking = |codes: &mut dyn Iterator<Item = &str>| -> Vec<String> {
            codes.filter(|code| !tally.held.contains_key(code)).map(str::to_owned).collect()
        };
        match self {
            Self::Count(needed, counting) => {
                condition
                    .count(tally.held.iter().filter(|held| counting.counts(held, tally)).count(), *needed);
            }
            Self::Group(needed, who, counting) => {
                let inside = |code: &str| match who {
                    Who::Members(group) => tally.world.sat(group, code, tally.day),
                    Who::Named(codes) => codes.iter().any(|named| named == code),
                };
                let held = tally.held.iter().filter(|held| inside(held.0) && counting.counts(held, tally));
                condition.count(held.count(), *needed);
                if let Who::Named(codes) = who {
                    condition.missing = lacking(&mut codes.iter().map(String::as_str));
                }
            }
            Self::NamedAll(codes) => {
                condition.missing = lacking(&mut codes.iter().map(String::as_str));
                condition.count(codes.len() - condition.missing.len(), codes.len());
            }
            Self::AllSignatories => {
                let signed = tally.signed;
                condition.missing = lacking(&mut signed.iter().copied());
                condition.count(signed.len() - condition.missing.len(), signed.len());
                condition.holds = yes(!signed.is_empty() && condition.missing.is_empty());
            }
            Self::ShareOfParties(PartiesTo { share, treaty, at_adoption }) => {
                let day = if *at_adoption { tally.moments.adopted_on } else { Some(tally.day) };
                let Some(day) = day else {
                    condition.holds = Holds::Unknown;
                    return condition;
                };
                // Whoever has consented and waits is no party yet (VCLT art. 2(1)(g)).
                let parties = holding(&tally.relations.bound, treaty, day);
                condition.missing = lacking(&mut parties.iter().copied());
                condition.count(parties.len() - condition.missing.len(), share.of(parties.len()));
                if parties.is_empty() {
                    // Since when the treaty is in force for those that consented to it may not be recorded.
                    let waiting = holding(&tally.relations.consented, treaty, day);
                    let is_undated =
                        !waiting.is_empty() && !tally.relations.in_force.contains_key(treaty.as_str());
                    condition.holds = if is_undated { Holds::Unknown } else { Holds::No };
                }
            }
            Self::Weight(Weight { table, needed, above }) => {
                let table = tally.world.weights.get(table);
                let weight = |code: &str| table.and_then(|table| table.get(code)).copied();
                condition.there = tally.held.keys().filter_map(|code| weight(code)).sum();
                condition.needed = *needed;
                let unknown = tally.held.keys().filter(|code| weight(code).is_none());
                condition.missing = unknown.map(|code| (*code).to_owned()).collect();
                let enough = condition.there > *needed || (!above && condition.there == *needed);
                condition.holds = match (enough, condition.missing.is_empty()) {
                    (true, _) => Holds::Yes,
                    (false, false) => Holds::Unknown,
                    (false, true) => Holds::No,
                };
            }
            Self::InForce(other) => {
                let on = tally.moments.others.and_then(|others| others.get(other));
                condition.holds = yes(on.is_some_and(|on| *on <= tally.day));
            }
            Self::NotBefore(floor) => {
                condition.holds = match floor.day(tally.day, &tally.moments) {
                    Ok(day) => yes(day <= tally.day),
                    Err(_) => Holds::Unknown,
                };
            }
            Self::Decision(_) => condition.holds = Holds::Unknown,
            Self::All(_) => {
                condition.holds = condition.parts.iter().map(|part| part.holds).min().unwrap_or(Holds::Yes);
            }
            Self::Any(_) | Self::Otherwise(..) => {
                condition.holds = condition.parts.iter().map(|part| part.holds).max().unwrap_or(Holds::No);
            }
        }
        condition
    }
}

/// Those whose days under another treaty take in this one.
fn holding<'a>(days: &'a HashMap<String, SpansByCode>, treaty: &str, day: Date) -> BTreeSet<&'a str> {
    let all = days.get(treaty).into_iter().flatten();
    let holding = all.filter(|(_, spans)| spans.iter().any(|span| span.holds(day)));
    holding.map(|(code, _)| code.as_str()).collect()
}

impl Condition<'_> {
    fn count(&mut self, there: usize, needed: usize) {
        self.there = there.into();
        self.needed = needed.into();
        self.holds = if there >= needed { Holds::Yes } else { Holds::No };
    }
}

impl Counting {
    fn counts(&self, (code, kind): &(&&str, &ActKind), tally: &Tally) -> bool {
        if !self.kinds.is_empty() && !self.kinds.contains(kind) {
            return false;
        }
        let organisation = || tally.world.is_organisation(code);
        let member_has_one =
            || tally.held.keys().any(|other| other != *code && tally.world.sat(code, other, tally.day));
        match self.organisations {
            Organisations::Counted => true,
            Organisations::Never => !organisation(),
            Organisations::NotAdditionalToMembers => !(organisation() && member_has_one()),
        }
    }
}
