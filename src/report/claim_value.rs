//! What the record gives for a published statement on a day: from spells and seats to a figure, names or a place.
//! Nothing here reads a file or a clock.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::law::Spell;
use crate::model::{About, ClaimKind, Date, Definition, Form, Published, Span, Status, union_of, words};

/// What a claim speaks of, and what is meant by "party".
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub kind: ClaimKind,
    pub party: Definition,
}

impl Asked {
    /// Whether it holds of a participant that stands so.
    fn holds(self, spell: Option<&Spell>) -> bool {
        let is_party = spell.is_some_and(|spell| self.party.holds(spell.status));
        let signed = spell.filter(|spell| spell.signature.is_some());
        // Depositaries no longer count the signature of a State that left.
        let stands = signed.is_some_and(|spell| spell.status != Status::Former);
        match self.kind.about() {
            About::Parties => is_party,
            About::NotParties => !is_party,
            About::Signatories if self.kind == ClaimKind::IsSignatory => signed.is_some(),
            About::Signatories => stands,
            About::NotSignatories => signed.is_none(),
            About::SignedOnly => stands && !is_party,
        }
    }
}

/// Who stands where under one treaty from day to day, in a set or at large.
#[derive(Debug)]
pub(super) struct Standings<'a> {
    spells: BTreeMap<&'a str, &'a [Spell]>,
    members: Option<&'a BTreeMap<String, Vec<Span>>>,
    turns: BTreeSet<Date>,
}

/// Of whom something holds on a day: as the record counts, for certain, and at most. They differ inside the window of
/// an act whose day is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chosen<'a> {
    /// As the record counts: such an act counts from the last day of its window.
    pub now: BTreeSet<&'a str>,
    certain: BTreeSet<&'a str>,
    possible: BTreeSet<&'a str>,
}

impl Chosen<'_> {
    /// Whether it depends on a day that is not known.
    pub(super) fn is_uncertain(&self) -> bool {
        self.certain != self.possible
    }
}

words! {
    /// Whether a published statement agrees with the record.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    ClaimVerdict():
    /// The record gives the same.
    Holds = "holds";
    /// The record gives something else.
    Fails = "fails";
    /// The record cannot tell.
    #[default]
    Undecided = "undecided";
}

/// What the record gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// How many.
    Count(Chosen<'a>),
    /// Who.
    List(Chosen<'a>),
    /// Whether it is so of one.
    One(bool, Chosen<'a>),
    /// The place of one among all, first and last where others did the same on one day; none if it is not among them.
    Place(String, Option<(usize, usize)>, Chosen<'a>),
}

impl<'a> Found<'a> {
    /// Of whom it holds.
    pub(super) fn chosen(&self) -> &Chosen<'a> {
        match self {
            Self::Count(chosen) | Self::List(chosen) | Self::One(_, chosen) | Self::Place(_, _, chosen) => {
                chosen
            }
        }
    }

    /// Whether signatures and consents that are not recorded, and nothing else, would make what was published right: for
    /// a day up to which acts were not collected.
    pub(super) fn could_become(&self, about: About, published: &Published) -> bool {
        let now = &self.chosen().now;
        let grows = matches!(about, About::Parties | About::Signatories);
        match published {
            // Of those that signed only, one more may sign, or one fewer be left.
            Published::Count(_) | Published::List(_) if about == About::SignedOnly => true,
            Published::Count(n) if grows => now.len() < *n,
            Published::Count(n) => *n < now.len(),
            Published::List(list) => {
                let list: BTreeSet<&str> = list.iter().map(String::as_str).collect();
                if grows { now.is_subset(&list) } else { list.is_subset(now) }
            }
            Published::One(_) => grows,
            Published::Place(_, n) => match self {
                Self::Place(_, Some((first, _)), _) => first < n,
                _ => now.len() < *n,
            },
        }
    }

    /// Whether what was published agrees with it.
    pub(super) fn verdict(&self, published: &Published) -> ClaimVerdict {
        let (as_counted, possibly) = match (self, published) {
            (Self::Count(chosen), Published::Count(n)) => {
                (chosen.now.len() == *n, (chosen.certain.len()..=chosen.possible.len()).contains(n))
            }
            (Self::List(chosen), Published::List(list)) => {
                let list: BTreeSet<&str> = list.iter().map(String::as_str).collect();
                (chosen.now == list, chosen.certain.is_subset(&list) && list.is_subset(&chosen.possible))
            }
            (Self::One(is, chosen), Published::One(who)) => (*is, chosen.possible.contains(who.as_str())),
            (Self::Place(_, place, chosen), Published::Place(who, n)) => {
                let (first, last) = place.unwrap_or((1, chosen.possible.len()));
                let fewer = chosen.now.difference(&chosen.certain).count();
                let more = chosen.possible.difference(&chosen.now).count();
                (
                    place.is_some_and(|(first, last)| (first..=last).contains(n)),
                    chosen.possible.contains(who.as_str())
                        && (first.saturating_sub(fewer)..=last + more).contains(n),
                )
            }
            _ => (false, false),
        };
        match (as_counted, possibly) {
            (true, _) => ClaimVerdict::Holds,
            (false, true) if self.chosen().is_uncertain() => ClaimVerdict::Undecided,
            (false, _) => ClaimVerdict::Fails,
        }
    }
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(chosen) => write!(f, "{}", chosen.now.len()),
            Self::List(chosen) if chosen.now.is_empty() => f.write_str(Published::NOBODY),
            Self::List(chosen) => f.write_str(&chosen.now.iter().copied().collect::<Vec<_>>().join(";")),
            Self::One(is, _) => f.write_str(if *is { "yes" } else { "no" }),
            Self::Place(who, None, _) => write!(f, "{who}:not party"),
            Self::Place(who, Some((first, last)), _) if first == last => write!(f, "{who}:{last}"),
            Self::Place(who, Some((first, last)), _) => write!(f, "{who}:{first}-{last}"),
        }
    }
}

/// Of how many something holds: of those that are meant, and of others.
#[derive(Debug, Clone, Copy, Default)]
struct Split {
    those: usize,
    others: usize,
}

impl<'a> Standings<'a> {
    /// The spells of a treaty, by participant and day; `members` are the days on which each is in the set asked about,
    /// none where everybody is.
    pub(super) fn of(spells: &'a [Spell], members: Option<&'a BTreeMap<String, Vec<Span>>>) -> Self {
        let own = spells.iter().flat_map(|spell| [Some(spell.since), spell.until]);
        let seats = members.into_iter().flat_map(BTreeMap::values).flatten();
        let seats = seats.flat_map(|span| [Some(span.since), span.until]);
        Self {
            turns: own.chain(seats).flatten().collect(),
            spells: spells
                .chunk_by(|a, b| a.participant == b.participant)
                .map(|of| (of[0].participant.as_str(), of))
                .collect(),
            members,
        }
    }

    /// What the record gives for a kind of claim on a day.
    pub(super) fn found(&self, asked: Asked, published: &Published, day: Date) -> Found<'a> {
        let chosen = self.chosen(asked, day);
        match (asked.kind.form(), published) {
            (Form::Count, _) => Found::Count(chosen),
            (_, Published::One(who)) => Found::One(chosen.now.contains(who.as_str()), chosen),
            (_, Published::Place(who, _)) => {
                let own = chosen.now.contains(who.as_str()).then(|| self.entered(who, asked, day));
                let place = own.map(|own| {
                    let days = || chosen.now.iter().map(|code| self.entered(code, asked, day));
                    (
                        days().filter(|other| *other < own).count() + 1,
                        days().filter(|other| *other <= own).count(),
                    )
                });
                Found::Place(who.clone(), place, chosen)
            }
            // No value of another form is read for a kind.
            (_, Published::Count(_) | Published::List(_)) => Found::List(chosen),
        }
    }

    /// Those in the set on a day, by code, each with its spells.
    fn there(&self, day: Date) -> Box<dyn Iterator<Item = (&'a str, &'a [Spell])> + '_> {
        let Some(members) = self.members else {
            return Box::new(self.spells.iter().map(|(code, of)| (*code, *of)));
        };
        let there = members.iter().filter(move |(_, spans)| spans.iter().any(|span| span.holds(day)));
        Box::new(there.map(|(code, _)| (code.as_str(), self.of_one(code))))
    }

    /// Of whom it holds on a day.
    pub(super) fn chosen(&self, asked: Asked, day: Date) -> Chosen<'a> {
        let (mut as_counted, mut for_certain, mut at_most) = (Vec::new(), Vec::new(), Vec::new());
        for (code, of) in self.there(day) {
            let place = at(of, day);
            let now = asked.holds(place.map(|place| &of[place]));
            let (mut certain, mut possible) = (now, now);
            // Inside a window the act that closes it may have been done already.
            for next in place.into_iter().flat_map(|place| place + 1..of.len()) {
                if !of[next - 1].uncertain {
                    break;
                }
                let then = asked.holds(Some(&of[next]));
                certain &= then;
                possible |= then;
            }
            as_counted.extend(now.then_some(code));
            for_certain.extend(certain.then_some(code));
            at_most.extend(possible.then_some(code));
        }
        let set = |codes: Vec<&'a str>| codes.into_iter().collect();
        Chosen { now: set(as_counted), certain: set(for_certain), possible: set(at_most) }
    }

    /// The days on which what was published agrees with the record, from `start` on. Of whom it may hold besides is not asked.
    pub(super) fn right_days(&self, asked: Asked, published: &Published, start: Option<Date>) -> Vec<Span> {
        let Some(first) = start.or(self.turns.first().copied()) else { return Vec::new() };
        let right: Vec<(Date, bool)> = match published {
            Published::Count(n) => {
                self.tally(asked, first, |_| true).map(|(day, tally)| (day, tally.those == *n)).collect()
            }
            Published::List(list) => {
                let list: BTreeSet<&str> = list.iter().map(String::as_str).collect();
                let is_right = |tally: Split| tally.those == list.len() && tally.others == 0;
                let tally = self.tally(asked, first, |code| list.contains(code));
                tally.map(|(day, tally)| (day, is_right(tally))).collect()
            }
            Published::One(who) => self
                .tally(asked, first, |code| code == who)
                .map(|(day, tally)| (day, tally.those > 0))
                .collect(),
            Published::Place(..) => {
                let later = self.turns.iter().copied().filter(|turn| *turn > first);
                let is_right =
                    |day| self.found(asked, published, day).verdict(published) == ClaimVerdict::Holds;
                std::iter::once(first).chain(later).map(|day| (day, is_right(day))).collect()
            }
        };
        let until = right.iter().skip(1).map(|next| Some(next.0)).chain([None]);
        let spans = right.iter().zip(until).filter(|((_, is_right), _)| *is_right);
        union_of(spans.map(|((since, _), until)| Span { since: *since, until }).collect())
    }

    /// Of how many it holds as the record counts, on `first` and on each later day on which that changes: of those that are meant,
    /// and of others.
    fn tally(
        &self,
        asked: Asked,
        first: Date,
        is_meant: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = (Date, Split)> {
        let mut begins_ends: BTreeMap<Date, [Split; 2]> = BTreeMap::from([(first, <[Split; 2]>::default())]);
        for (code, spans) in self.days_held(asked) {
            let is_meant = is_meant(code);
            for span in spans.into_iter().filter(|span| span.until.is_none_or(|until| first < until)) {
                let mut add = |day: Date, place: usize| {
                    let split = &mut begins_ends.entry(day).or_default()[place];
                    *(if is_meant { &mut split.those } else { &mut split.others }) += 1;
                };
                add(span.since.max(first), 0);
                if let Some(until) = span.until {
                    add(until, 1);
                }
            }
        }
        let mut now = Split::default();
        begins_ends.into_iter().map(move |(day, [begin, end])| {
            now.those = now.those + begin.those - end.those;
            now.others = now.others + begin.others - end.others;
            (day, now)
        })
    }

    /// The days on which it holds of each that is in the set, as the record counts.
    fn days_held(&self, asked: Asked) -> impl Iterator<Item = (&'a str, Vec<Span>)> {
        let of_all = self.members.is_none().then(|| self.spells.iter().map(|(code, of)| (*code, *of, None)));
        let members = self.members.into_iter().flatten();
        let of_members = members.map(|(code, seats)| (code.as_str(), self.of_one(code), Some(seats)));
        of_all.into_iter().flatten().chain(of_members).map(move |(code, of, seats)| {
            let days = union_of(days_of(of, asked));
            let Some(seats) = seats else { return (code, days) };
            let seats = union_of(seats.clone());
            (code, seats.iter().flat_map(|seat| days.iter().filter_map(|span| span.and(*seat))).collect())
        })
    }

    /// The highest figure, and the first day on which the record gives it.
    pub(super) fn highest(&self, asked: Asked) -> Option<(usize, Date)> {
        let first = *self.turns.first()?;
        let figures = self.tally(asked, first, |_| true).map(|(day, tally)| (tally.those, day));
        figures.reduce(|most, next| if next.0 > most.0 { next } else { most })
    }

    /// The first day of the days around `day` on which the same holds of one participant without a break.
    pub(super) fn entered(&self, code: &str, asked: Asked, day: Date) -> Date {
        let of = self.of_one(code);
        let Some(mut place) = at(of, day) else { return day };
        while place > 0 && asked.holds(Some(&of[place - 1])) {
            place -= 1;
        }
        of[place].since
    }

    /// The first day after `day` on which it no longer holds of one participant.
    pub(super) fn left(&self, code: &str, asked: Asked, day: Date) -> Option<Date> {
        let mut rest = self.of_one(code).iter().filter(|spell| spell.since > day);
        rest.find(|spell| !asked.holds(Some(spell))).map(|spell| spell.since)
    }

    /// Where one participant stands on a day; none where it has done nothing by then.
    pub(super) fn standing(&self, code: &str, day: Date) -> Option<&'a Spell> {
        let of = self.of_one(code);
        at(of, day).map(|place| &of[place])
    }

    fn of_one(&self, code: &str) -> &'a [Spell] {
        self.spells.get(code).copied().unwrap_or_default()
    }
}

/// The days on which it holds of one with these spells, in their order; on days without a spell of one that has done nothing.
fn days_of(of: &[Spell], asked: Asked) -> Vec<Span> {
    let mut days = Vec::new();
    let mut reached = Some(Date::FIRST);
    for spell in of {
        let gap = reached.filter(|since| *since < spell.since && asked.holds(None));
        days.extend(gap.map(|since| Span { since, until: Some(spell.since) }));
        days.extend(asked.holds(Some(spell)).then(|| spell.span()));
        reached = spell.until;
    }
    days.extend(reached.filter(|_| asked.holds(None)).map(Span::from));
    days
}

/// The place of the spell around a day, among those of one participant.
fn at(of: &[Spell], day: Date) -> Option<usize> {
    let place = of.partition_point(|spell| spell.since <= day).checked_sub(1)?;
    of[place].span().holds(day).then_some(place)
}
