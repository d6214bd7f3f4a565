//! The acts that files give under one treaty beside those that are recorded: which is which.
//!
//! First what is the same act on the same day; then, of each participant and sort of act, what is left on both sides: the
//! same publisher has corrected itself, another one contradicts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::proposal::{Outcome, Proposal};
use crate::law::World;
use crate::model::draft::FileRead;
use crate::model::{ActKind, Date};
use crate::store::GivenAct;

/// What becomes of all of them.
#[derive(Debug)]
pub(super) struct Compared {
    /// One for each proposal.
    pub outcomes: Vec<Outcome>,
    /// Recorded acts that their publisher no longer gives, and the file that should.
    pub gone: Vec<(i64, usize)>,
}

/// What sort of act takes the place of what: signatures, consents, exits; any other kind stands alone.
fn sort(kind: ActKind) -> usize {
    match kind {
        kind if kind.is_consent() => 1,
        kind if kind.is_signature() => 0,
        kind if kind.is_exit() => 2,
        kind => 3 + kind as usize,
    }
}

/// Compares what files give with what is recorded.
pub(super) fn compare(
    given: &[GivenAct],
    proposals: &[Proposal],
    files: &[FileRead],
    world: &World,
) -> Compared {
    let mut matcher = Matcher {
        world,
        given,
        proposals,
        files,
        outcomes: vec![None; proposals.len()],
        taken: BTreeSet::new(),
        by_participant: BTreeMap::new(),
        left_on: BTreeMap::new(),
    };
    let known = given.iter().map(|act| (act.participant.as_str(), act.kind, act.day()));
    let told = proposals.iter().map(|act| (act.participant.as_str(), act.kind, act.day()));
    for (participant, kind, day) in known.chain(told) {
        if kind.is_exit() || kind == ActKind::WithdrawalOfConsent {
            matcher.left_on.entry(participant).or_default().extend(day);
        }
    }
    for (place, act) in given.iter().enumerate() {
        matcher.by_participant.entry(act.participant.as_str()).or_default().push(place);
    }
    if !given.is_empty() {
        matcher.same_day();
        matcher.of_predecessors();
        matcher.left_over();
    }
    matcher.several_depositaries();
    matcher.several_sources();
    let gone = matcher.gone();
    Compared {
        outcomes: matcher.outcomes.into_iter().map(|outcome| outcome.unwrap_or(Outcome::New)).collect(),
        gone,
    }
}

struct Matcher<'a> {
    world: &'a World,
    given: &'a [GivenAct],
    proposals: &'a [Proposal<'a>],
    files: &'a [FileRead],
    outcomes: Vec<Option<Outcome>>,
    /// Recorded acts that a publisher gives still, by their place.
    taken: BTreeSet<(usize, &'a str)>,
    by_participant: BTreeMap<&'a str, Vec<usize>>,
    /// The days on which each participant left.
    left_on: BTreeMap<&'a str, Vec<Date>>,
}

impl<'a> Matcher<'a> {
    fn publisher(&self, proposal: &Proposal) -> &'a str {
        &self.files[proposal.file].reading.edition.publisher
    }

    fn free(&self, publisher: &'a str, participant: &str) -> Vec<usize> {
        let all = self.by_participant.get(participant).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|place| !self.taken.contains(&(*place, publisher))).collect()
    }

    /// The same act on the same day; then what only differs in how well its source can tell the kind or the day.
    fn same_day(&mut self) {
        for exact in [true, false] {
            for number in 0..self.proposals.len() {
                if self.outcomes[number].is_some() {
                    continue;
                }
                let proposal = &self.proposals[number];
                let publisher = self.publisher(proposal);
                let mut candidates = self.free(publisher, &proposal.participant);
                // Of several, the publisher's own first.
                candidates.sort_by_key(|place| !self.given[*place].publishers.contains(publisher));
                let found = candidates.into_iter().find(|place| {
                    let act = &self.given[*place];
                    if exact { is_same(act, proposal) } else { is_likely_same(act, proposal) }
                });
                if let Some(place) = found {
                    self.taken.insert((place, publisher));
                    self.outcomes[number] = Some(self.detail(place, number));
                }
            }
        }
    }

    /// The same act on the same day of the State in whose place another stands: one table names the one, another the other.
    fn of_predecessors(&mut self) {
        let mut others: BTreeMap<(ActKind, Option<Date>), Vec<usize>> = BTreeMap::new();
        for (place, act) in self.given.iter().enumerate() {
            others.entry((act.kind, act.date)).or_default().push(place);
        }
        for number in 0..self.proposals.len() {
            let proposal = &self.proposals[number];
            let Some(day) = proposal.draft.day.date.filter(|_| self.outcomes[number].is_none()) else {
                continue;
            };
            let publisher = self.publisher(proposal);
            let Some(others) = others.get(&(proposal.kind, Some(day))) else { continue };
            // One that is not there yet is listed with what another did that it only succeeded.
            let succeeded = self.world.stood_before(&self.world.doer(&proposal.participant, day), day);
            let found = others.iter().find(|place| {
                let act = &self.given[**place];
                act.territory == proposal.territory
                    && !self.taken.contains(&(**place, publisher))
                    && (succeeded.as_ref() == Some(&act.participant)
                        || self.world.did_for(&act.participant, &proposal.participant, day))
            });
            if let Some(place) = found.copied() {
                self.taken.insert((place, publisher));
                self.outcomes[number] = Some(self.detail(place, number));
            }
        }
    }

    /// What differs in an act on which both agree otherwise.
    fn detail(&self, place: usize, number: usize) -> Outcome {
        let (act, proposal) = (&self.given[place], &self.proposals[number]);
        let edition = &self.files[proposal.file].reading.edition;
        let own = act.publishers.contains(&edition.publisher);
        let draft = proposal.draft;
        // What was recorded of a source that could not say by which act is told now by one that can.
        if act.kind == ActKind::ConsentToBeBound && !proposal.is_vague() {
            let why = format!("{}; recorded: a consent, not by which act", proposal.kind);
            return if own { Outcome::Changed(act.id, why) } else { Outcome::Contradicting(act.id, why) };
        }
        if draft.withdrawn && !act.withdrawn && !self.left_later(act) {
            return Outcome::Withdrawn(act.id);
        }
        if act.withdrawn && !draft.withdrawn && own && edition.shows_withdrawals {
            return Outcome::Changed(act.id, "no longer in brackets: it stands".to_owned());
        }
        if act.date.is_none() && draft.day.date.is_some() {
            let day = draft.day.date.map_or_else(String::new, |day| day.to_string());
            return Outcome::Changed(act.id, format!("its day was not known, and is {day}"));
        }
        match (act.effective_on, draft.effective_on) {
            (None, Some(day)) => Outcome::Changed(act.id, format!("its day of effect is published: {day}")),
            (Some(known), Some(day)) if known != day && own => {
                Outcome::Changed(act.id, format!("corrected: in effect on {day}, before {known}"))
            }
            (Some(known), Some(day)) if known != day => {
                Outcome::Contradicting(act.id, format!("in effect on {day}; recorded: on {known}"))
            }
            _ => Outcome::Same(act.id),
        }
    }

    /// Whether an exit after an act is recorded: then its withdrawal is known with its day.
    fn left_later(&self, act: &GivenAct) -> bool {
        let own = self.by_participant.get(act.participant.as_str()).into_iter().flatten();
        own.map(|place| &self.given[*place]).any(|other| {
            (other.kind.is_exit()
                || other.kind == ActKind::WithdrawalOfConsent
                || other.kind == ActKind::Unsigning)
                && other.day() >= act.day()
        })
    }

    /// What is left on both sides, of one participant and sort of act: the nearest in time belong together.
    fn left_over(&mut self) {
        let mut pairs: Vec<(i64, usize, usize)> = Vec::new();
        for (number, proposal) in
            self.proposals.iter().enumerate().filter(|(number, _)| self.outcomes[*number].is_none())
        {
            let publisher = self.publisher(proposal);
            for place in self.free(publisher, &proposal.participant) {
                let act = &self.given[place];
                let fits = sort(act.kind) == sort(proposal.kind)
                    && act.territory == proposal.territory
                    && !self.is_given_otherwise(place);
                if fits && !self.is_apart(act, proposal) {
                    let apart = act
                        .day()
                        .zip(proposal.day())
                        .map_or(i64::MAX, |(one, other)| one.days_since(other).abs());
                    pairs.push((apart, number, place));
                }
            }
        }
        pairs.sort_unstable();
        for (_, number, place) in pairs {
            let publisher = self.publisher(&self.proposals[number]);
            if self.outcomes[number].is_some() || self.taken.contains(&(place, publisher)) {
                continue;
            }
            self.taken.insert((place, publisher));
            let (act, proposal) = (&self.given[place], &self.proposals[number]);
            let difference = difference(act, proposal);
            self.outcomes[number] = Some(if act.publishers.contains(publisher) {
                Outcome::Changed(act.id, format!("corrected: {difference}"))
            } else {
                Outcome::Contradicting(act.id, difference)
            });
        }
    }

    /// Whether some file gives the recorded act just as it is: then nothing is left of it to be told otherwise.
    fn is_given_otherwise(&self, place: usize) -> bool {
        self.taken.range((place, "")..).next().is_some_and(|(taken, _)| *taken == place)
    }

    /// Whether the two are of two spells.
    fn is_apart(&self, act: &GivenAct, proposal: &Proposal) -> bool {
        let Some((one, other)) = act.day().zip(proposal.day()) else {
            return false;
        };
        let has_left = self.left_between(&act.participant, one, other);
        !sort(act.kind).eq(&2) && (has_left || (act.withdrawn && one < other))
    }

    /// One consent that the same file gives on several days with one day of effect: it was deposited with several
    /// depositaries, and the first deposit counts.
    fn several_depositaries(&mut self) {
        let mut first: BTreeMap<(usize, &str, ActKind, Date), usize> = BTreeMap::new();
        let mut order: Vec<usize> = (0..self.proposals.len()).collect();
        order.sort_by_key(|number| self.proposals[*number].day());
        for number in order {
            let proposal = &self.proposals[number];
            let Some(effect) = proposal.draft.effective_on.filter(|_| proposal.kind.is_consent()) else {
                continue;
            };
            let key = (proposal.file, proposal.participant.as_str(), proposal.kind, effect);
            match first.get(&key) {
                None => {
                    first.insert(key, number);
                }
                Some(earlier) if self.outcomes[number].is_none() => {
                    self.outcomes[number] = Some(match &self.outcomes[*earlier] {
                        Some(Outcome::Same(id) | Outcome::Changed(id, _) | Outcome::Withdrawn(id)) => {
                            Outcome::Contradicting(*id, "deposited with another depositary too".to_owned())
                        }
                        _ => Outcome::Besides(
                            *earlier,
                            "one consent deposited with several depositaries: the first deposit counts"
                                .to_owned(),
                        ),
                    });
                }
                Some(_) => {}
            }
        }
    }

    /// What two publishers give in one import and the record does not have: the first one's is compared with.
    fn several_sources(&mut self) {
        let mut told_of: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, proposal) in self.proposals.iter().enumerate() {
            told_of.entry(&proposal.participant).or_default().push(number);
        }
        let mut spoken: BTreeSet<(usize, &str)> = BTreeSet::new();
        for likely in [false, true] {
            for number in 0..self.proposals.len() {
                let proposal = &self.proposals[number];
                let publisher = self.publisher(proposal);
                if self.outcomes[number].is_some() {
                    continue;
                }
                let fits = |other: &usize| {
                    let known = &self.proposals[*other];
                    self.outcomes[*other].is_none()
                        && known.territory == proposal.territory
                        && sort(known.kind) == sort(proposal.kind)
                        && self.publisher(known) != publisher
                        && !spoken.contains(&(*other, publisher))
                };
                let same = |other: &&usize| {
                    let known = &self.proposals[**other];
                    let vague = known.is_vague() || proposal.is_vague();
                    known.draft.day == proposal.draft.day
                        && (known.kind == proposal.kind || vague)
                        && (known.draft.effective_on == proposal.draft.effective_on
                            || proposal.draft.effective_on.is_none())
                };
                let told = told_of.get(proposal.participant.as_str()).into_iter().flatten();
                let earlier = told.take_while(|other| **other < number);
                let mut candidates = earlier.filter(|other| fits(other));
                let found = if likely { candidates.next() } else { candidates.find(same) };
                let Some(found) = found.copied() else { continue };
                let known = &self.proposals[found];
                let days = known.day().zip(proposal.day());
                if likely
                    && days.is_some_and(|(one, other)| self.left_between(&known.participant, one, other))
                {
                    continue;
                }
                spoken.insert((found, publisher));
                self.outcomes[number] = Some(if likely {
                    let other = self.publisher(known);
                    Outcome::Besides(
                        found,
                        format!("{}; {other}: {} {}", on(proposal.day()), known.kind, on(known.day())),
                    )
                } else {
                    Outcome::SameAs(found)
                });
            }
        }
    }

    /// Whether a participant left between two days, or on one of them: then what it did on them is of two spells.
    fn left_between(&self, participant: &str, one: Date, other: Date) -> bool {
        let days = self.left_on.get(participant).map_or(&[][..], Vec::as_slice);
        days.iter().any(|day| one.min(other) <= *day && *day <= one.max(other))
    }

    /// What whole tables of a publisher should have, and do not.
    fn gone(&self) -> Vec<(i64, usize)> {
        let whole: BTreeMap<&str, usize> = self
            .proposals
            .iter()
            .filter(|proposal| self.files[proposal.file].reading.edition.is_whole)
            .map(|proposal| (self.publisher(proposal), proposal.file))
            .collect();
        let mut gone = BTreeSet::new();
        let replaced: BTreeSet<i64> = self.outcomes.iter().flatten().filter_map(replaced).collect();
        for (publisher, file) in whole {
            for (place, act) in self.given.iter().enumerate() {
                if act.publishers.contains(publisher)
                    && !self.taken.contains(&(place, publisher))
                    && !replaced.contains(&act.id)
                {
                    gone.insert((act.id, file));
                }
            }
        }
        gone.into_iter().collect()
    }
}

/// The recorded act whose place a proposal takes.
fn replaced(outcome: &Outcome) -> Option<i64> {
    match outcome {
        Outcome::Changed(id, _) | Outcome::Withdrawn(id) => Some(*id),
        _ => None,
    }
}

fn is_same(act: &GivenAct, proposal: &Proposal) -> bool {
    let day = &proposal.draft.day;
    let same_day = match (act.date, day.date) {
        (Some(one), Some(other)) => one == other,
        (None, None) => match (day.earliest, day.latest) {
            (None, None) => true,
            window => window == (act.earliest, act.latest),
        },
        _ => false,
    };
    act.kind == proposal.kind && act.territory == proposal.territory && same_day
}

/// The same day and another word for the consent, where one of the two cannot tell; or a day that lies in the other's
/// window.
fn is_likely_same(act: &GivenAct, proposal: &Proposal) -> bool {
    let day = &proposal.draft.day;
    let consents = act.kind.is_consent() && proposal.kind.is_consent();
    let vague = proposal.is_vague() || act.flag.is_some() || act.kind == ActKind::ConsentToBeBound;
    let kinds = act.kind == proposal.kind || (consents && vague);
    let within = |day: Option<Date>, earliest: Option<Date>, latest: Option<Date>| {
        day.is_some_and(|day| {
            earliest.is_none_or(|first| first <= day) && latest.is_none_or(|last| day <= last)
        })
    };
    let days = match (act.date, day.date) {
        (Some(one), Some(other)) => one == other,
        (None, Some(_)) => within(day.date, act.earliest, act.latest),
        (Some(_), None) => within(act.date, day.earliest, day.latest),
        (None, None) => true,
    };
    kinds && days && act.territory == proposal.territory
}

/// What a file says otherwise than the record.
fn difference(act: &GivenAct, proposal: &Proposal) -> String {
    if act.kind == proposal.kind {
        format!("{}; recorded: {}", on(proposal.day()), on(act.day()))
    } else {
        format!("{} {}; recorded: {} {}", proposal.kind, on(proposal.day()), act.kind, on(act.day()))
    }
}

fn on(day: Option<Date>) -> String {
    day.map_or_else(|| "on an unknown day".to_owned(), |day| format!("on {day}"))
}
