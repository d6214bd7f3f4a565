//! How far the conditions for entry into force are met by the instruments that stand.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::effect::Moments;
use super::eligibility::Eligibility;
use super::holds::Holds;
use super::relations::{Relations, SpansByCode};
use super::threshold::{Counting, MembersOf, Organisations, PartiesTo, Share, Threshold, Weight, Who};
use super::world::World;
use crate::model::{ActKind, Date, Decimal};

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

/// A condition on a day: how far it is met, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition<'a> {
    /// The condition.
    pub rule: &'a Threshold,
    /// Whether it holds.
    pub holds: Holds,
    /// How much there is: instruments, their weight, or the share that it is of another in per cent; for a compound one 0.
    pub there: Decimal,
    /// How much is needed.
    pub needed: Decimal,
    /// Who of those named is missing, whose weight is not known.
    pub missing: Vec<String>,
    /// The conditions inside this one.
    pub parts: Vec<Condition<'a>>,
}

impl Condition<'_> {
    /// The first condition that is no weight, and so may count consents: itself, or a part.
    #[must_use]
    pub fn first_count(&self) -> Option<&Self> {
        self.leaves().into_iter().find(|leaf| !matches!(leaf.rule, Threshold::Weight(_)))
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
        match self {
            Self::Count(needed, counting) => {
                condition
                    .count(tally.held.iter().filter(|held| counting.counts(held, tally)).count(), *needed);
            }
            Self::Group(needed, Who(set), counting) => {
                let Tally { day, world, relations, .. } = *tally;
                let (mut there, mut perhaps) = (0, 0);
                for held in tally.held {
                    match set.tells(held.0, day, world, relations) {
                        Holds::Yes if counting.counts(&held, tally) => there += 1,
                        Holds::Unknown if counting.counts(&held, tally) => perhaps += 1,
                        _ => {}
                    }
                }
                condition.count(there, *needed);
                if condition.holds == Holds::No && there + perhaps >= *needed {
                    condition.holds = Holds::Unknown;
                }
                if let Eligibility::Named(codes) = set {
                    condition.missing = tally.without_named(codes);
                }
            }
            Self::NamedAll(codes) => {
                condition.share(Share::ALL, codes.len(), tally.without_named(codes));
            }
            Self::ShareOfSignatories(share) => {
                let signed = tally.signed;
                condition.share(*share, signed.len(), tally.without(signed.iter().copied()));
            }
            Self::ShareOfParties(PartiesTo { share, treaty, at_adoption }) => {
                let day = if *at_adoption { tally.moments.adopted_on } else { Some(tally.day) };
                let Some(day) = day.filter(|_| !tally.relations.without_acts.contains(treaty)) else {
                    condition.holds = Holds::Unknown;
                    return condition;
                };
                // Whoever has consented and waits is no party yet (VCLT art. 2(1)(g)).
                let parties = holding(&tally.relations.bound, treaty, day);
                condition.share(*share, parties.len(), tally.without(parties.iter().copied()));
                if parties.is_empty() {
                    // Since when the treaty is in force for those that consented to it may not be recorded.
                    let waiting = holding(&tally.relations.consented, treaty, day);
                    let is_undated =
                        !waiting.is_empty() && !tally.relations.in_force.contains_key(treaty.as_str());
                    condition.holds = if is_undated { Holds::Unknown } else { Holds::No };
                }
            }
            Self::ShareOfGroup(MembersOf { share, who: Who(set) }) => {
                let Tally { day, world, relations, .. } = *tally;
                let members = set.members(day, world, relations);
                condition.share(*share, members.len(), tally.without(members.iter().map(String::as_str)));
                if !set.is_told(relations) {
                    condition.holds = Holds::Unknown;
                }
            }
            Self::Weight(weight) => condition.weigh(weight, tally),
            Self::InForce(other) => {
                let on = tally.moments.others.and_then(|others| others.get(other));
                condition.holds = on.is_some_and(|on| *on <= tally.day).into();
            }
            Self::NotBefore(floor) => {
                condition.holds = match floor.day(tally.day, &tally.moments) {
                    Ok(day) => (day <= tally.day).into(),
                    Err(_) => Holds::Unknown,
                };
            }
            Self::Decision(_) => condition.holds = Holds::Unknown,
            Self::All(_) | Self::Any(_) | Self::Otherwise(..) => {
                condition.holds = self.together(condition.parts.iter().map(|part| part.holds));
            }
        }
        condition
    }

    /// Whether they are met, as `examine` has it; of conditions inside this one no more are asked than decide.
    #[must_use]
    pub fn holds(&self, tally: &Tally) -> Holds {
        match self {
            Self::All(_) | Self::Any(_) | Self::Otherwise(..) => {
                self.together(self.parts().into_iter().map(|part| part.holds(tally)))
            }
            _ => self.examine(tally).holds,
        }
    }

    /// Whether a compound condition holds, by its parts: all of them, or one.
    fn together(&self, parts: impl Iterator<Item = Holds>) -> Holds {
        let needs_all = matches!(self, Self::All(_));
        let (mut so_far, decides) = if needs_all { (Holds::Yes, Holds::No) } else { (Holds::No, Holds::Yes) };
        for part in parts {
            so_far = if needs_all { so_far.min(part) } else { so_far.max(part) };
            if so_far == decides {
                break;
            }
        }
        so_far
    }
}

/// Those whose days under another treaty take in this one.
fn holding<'a>(days: &'a HashMap<String, SpansByCode>, treaty: &str, day: Date) -> BTreeSet<&'a str> {
    let all = days.get(treaty).into_iter().flatten();
    let holding = all.filter(|(_, spans)| spans.iter().any(|span| span.holds(day)));
    holding.map(|(code, _)| code.as_str()).collect()
}

impl Tally<'_> {
    /// Those of some that have no instrument.
    fn without<'b>(&self, codes: impl Iterator<Item = &'b str>) -> Vec<String> {
        codes.filter(|code| !self.held.contains_key(code)).map(str::to_owned).collect()
    }

    /// Those of some whom a clause names that have no instrument: neither they nor who continues them, or is continued by them.
    fn without_named(&self, codes: &[String]) -> Vec<String> {
        let is_there = |code: &str| self.world.codes_of(code).iter().any(|code| self.held.contains_key(code));
        codes.iter().filter(|code| !is_there(code)).cloned().collect()
    }

    /// What those with an instrument weigh together by a table, and who of them is not known there.
    fn weighed(&self, table: &str) -> (Decimal, BTreeSet<&str>) {
        let weight = |code: &str| self.world.weight(table, code, self.day);
        let unknown = self.held.keys().copied().filter(|code| weight(code).is_none()).collect();
        (self.held.keys().filter_map(|code| weight(code)).sum(), unknown)
    }
}

impl Condition<'_> {
    fn count(&mut self, there: usize, needed: usize) {
        self.there = there.into();
        self.needed = needed.into();
        self.holds = (there >= needed).into();
    }

    /// A share of so many, of whom some are missing; of nobody there is none.
    fn share(&mut self, share: Share, of: usize, missing: Vec<String>) {
        self.count(of - missing.len(), share.of(of));
        self.missing = missing;
        if of == 0 {
            self.holds = Holds::No;
        }
    }

    fn weigh(&mut self, weight: &Weight, tally: &Tally) {
        let Weight { table, needed, above, of } = weight;
        let (there, unknown) = tally.weighed(table);
        let reaches = |order: Ordering| order.is_gt() || (!above && order.is_eq());
        self.needed = *needed;
        let Some(other) = of else {
            self.there = there;
            self.holds = match (reaches(there.cmp(needed)), unknown.is_empty()) {
                (true, _) => Holds::Yes,
                (false, false) => Holds::Unknown,
                (false, true) => Holds::No,
            };
            self.missing = unknown.into_iter().map(str::to_owned).collect();
            return;
        };
        let (whole, unknown_of_whole) = tally.weighed(other);
        self.there = there.per_cent_of(whole);
        let is_something = whole > Decimal::default();
        let enough = is_something && reaches(there.compared_with(*needed, whole));
        // What is not known can only add: to the part, which may make it enough, or to the whole, which may make it too little.
        let is_open = if is_something && !enough { &unknown } else { &unknown_of_whole };
        self.holds = if is_open.is_empty() { enough.into() } else { Holds::Unknown };
        self.missing = unknown.union(&unknown_of_whole).map(|code| (*code).to_owned()).collect();
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
