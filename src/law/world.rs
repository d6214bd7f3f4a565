//! Who existed when, who came from whom, and who sat in which group: the same for every treaty.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::english::Names;
use crate::model::{Act, ActKind, Date, Decimal, Span, Whose, union_of, without};

/// What the law needs to know of a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// state, former-state, organisation, territory.
    pub kind: String,
    /// Short name.
    pub name: String,
    /// First day of its existence, where recorded.
    pub exists_from: Option<Date>,
    /// First day it no longer exists, where recorded.
    pub exists_until: Option<Date>,
    /// A day on which it certainly existed, where one is recorded.
    pub attested_on: Option<Date>,
}

impl Person {
    /// Whether it is a State, also one that has ended.
    #[must_use]
    pub fn is_state(&self) -> bool {
        self.kind == "state" || self.kind == "former-state"
    }

    /// The days of its existence, as far as recorded; an unknown end is left open.
    #[must_use]
    pub fn existence(&self) -> Span {
        Span { since: self.exists_from.unwrap_or(Date::FIRST), until: self.exists_until }
    }
}

/// One participant came from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predecessor {
    /// The earlier one.
    pub code: String,
    /// How: continues, separated, succeeds, independent, unites, absorbs, same.
    pub kind: String,
    /// The day, where recorded.
    pub on: Option<Date>,
}

/// Days in a group, and the recorded membership that they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// The days.
    pub span: Span,
    /// The log entry that recorded the membership.
    pub membership: i64,
}

/// Everything that holds for all treaties alike.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// Participants by code.
    pub persons: HashMap<String, Person>,
    /// Predecessors by the code of the later one.
    pub predecessors: HashMap<String, Vec<Predecessor>>,
    /// Old codes, each with the code that the same participant bears now.
    pub old_codes: HashMap<String, String>,
    /// Who sat in which group: group → participant → days, each seat once.
    pub seats: HashMap<String, BTreeMap<String, Vec<Span>>>,
    /// Names of groups by code.
    pub groups: HashMap<String, String>,
    /// Whose each territory is or was, and what was a territory before it began as a State.
    pub whose: HashMap<String, Whose>,
    /// Weights: table → participant → the day from which it weighs how much; always, from [`Date::FIRST`].
    pub weights: HashMap<String, HashMap<String, BTreeMap<Date, Decimal>>>,
    /// What follows from who came from whom, once somebody asks: by then all persons are there.
    pub(super) lineage: OnceLock<Lineage>,
}

/// What follows from who came from whom, found once for all.
#[derive(Debug, Clone, Default)]
pub(super) struct Lineage {
    /// Who continues whom, and from when on.
    pub(super) continuations: Vec<(String, String, Date)>,
    /// Which union unites whom, and from when on.
    pub(super) unions: Vec<(String, String, Date)>,
    /// Which union was outlived by whom of those united in it, and its days in it.
    pub(super) outlived: Vec<(String, String, Span)>,
    /// The end of each that ends.
    pub(super) ends: HashMap<String, Date>,
    /// The days of each in unions that it outlived.
    pub(super) in_unions: HashMap<String, Vec<Span>>,
    /// Those that continue each, or are it under another code.
    pub(super) continued_by: HashMap<String, Vec<String>>,
    /// The days on which each is there.
    pub(super) presence: HashMap<String, Vec<Span>>,
}

impl World {
    /// The day on which a territory passed to the State that says by this act that a treaty goes on there; none where it says
    /// nothing of the kind. It may say so before that day, with effect from it (1978 Vienna Convention art. 15).
    #[must_use]
    pub fn takes_over(&self, act: &Act) -> Option<Date> {
        let whose = act.territory.as_ref().and_then(|code| self.whose.get(code))?;
        let (passed, _) = whose.passed_to(&act.participant)?;
        let is_extension = act.kind == ActKind::TerritorialExtension;
        (is_extension && act.effective_on.is_none_or(|on| passed <= on)).then_some(passed)
    }

    /// Whether a participant is a territory, or was one on `day`, before it began as a State.
    #[must_use]
    pub fn is_territory(&self, code: &str, day: Date) -> bool {
        self.persons.get(code).is_none_or(|person| person.kind == "territory")
            || self.whose.get(code).is_some_and(|whose| whose.is_held(day))
    }

    /// What a participant weighs on `day` by a table: the latest weight that began by then; none where none is known.
    #[must_use]
    pub fn weight(&self, table: &str, code: &str, day: Date) -> Option<Decimal> {
        self.weights.get(table)?.get(code)?.range(..=day).next_back().map(|(_, weight)| *weight)
    }

    /// The name of a participant; its code where nobody knows it.
    #[must_use]
    pub fn called<'a>(&'a self, code: &'a str) -> &'a str {
        self.persons.get(code).map_or(code, |person| &person.name)
    }

    /// Whether a participant is an organisation.
    #[must_use]
    pub fn is_organisation(&self, code: &str) -> bool {
        self.persons.get(code).is_some_and(|person| person.kind == "organisation")
    }

    /// Each seat of a group once, from the memberships recorded of each participant: what was recorded of a
    /// member before it took over belongs to its predecessor, and ends with it; on the days on which it was part of a union
    /// that it outlived the union has its seat. Where several memberships give
    /// the first day of a seat, it comes from the one recorded of its holder, else of the first member by code.
    #[must_use]
    pub fn seats_of(&self, members: &[(String, Seat)]) -> BTreeMap<String, Vec<Seat>> {
        let mut pieces: BTreeMap<String, Vec<(Seat, &str)>> = BTreeMap::new();
        let outlived: Vec<(&str, &str, Span)> = self.outlived_unions().collect();
        for (code, Seat { span, membership }) in members {
            let (mut holder, mut until) = (self.present_code(code), span.until);
            let mut cut = Some(Date::LAST);
            while let Some(last_cut) = cut {
                let earlier = self
                    .before(holder)
                    .filter(|(_, on)| span.since < *on && *on < last_cut)
                    .max_by_key(|(_, on)| *on);
                cut = earlier.map(|(_, on)| on);
                let held = Span { since: cut.unwrap_or(span.since), until };
                let existence = self.persons.get(holder).map_or(held, Person::existence);
                if let Some(span) = held.and(existence) {
                    let mut sit = |who: &str, span| {
                        let seat = Seat { span, membership: *membership };
                        pieces.entry(who.to_owned()).or_default().push((seat, code));
                    };
                    let unions = outlived.iter().filter(|(_, part, _)| *part == holder);
                    let away: Vec<(&str, Span)> =
                        unions.filter_map(|(union, _, during)| Some((*union, span.and(*during)?))).collect();
                    let days: Vec<Span> = away.iter().map(|(_, during)| *during).collect();
                    for span in without(vec![span], &days) {
                        sit(holder, span);
                    }
                    for (union, during) in away {
                        sit(union, during);
                    }
                }
                if let Some((predecessor, on)) = earlier {
                    holder = predecessor;
                    until = Some(until.map_or(on, |until| until.min(on)));
                }
            }
        }
        let mut seats: BTreeMap<String, Vec<Seat>> = BTreeMap::new();
        for (holder, mut parts) in pieces {
            parts.sort_by_key(|(part, code)| (part.span.since, *code != holder, *code, part.membership));
            let spans = union_of(parts.iter().map(|(part, _)| part.span).collect());
            let of_span = spans.into_iter().filter_map(|span| {
                let (first, _) = parts.iter().find(|(part, _)| span.holds(part.span.since))?;
                Some(Seat { span, membership: first.membership })
            });
            let of_span = of_span.collect();
            seats.insert(holder, of_span);
        }
        seats
    }

    /// Whether `code` sat in `group` on `day`.
    #[must_use]
    pub fn sat(&self, group: &str, code: &str, day: Date) -> bool {
        self.seats
            .get(group)
            .and_then(|seats| seats.get(code))
            .is_some_and(|spans| spans.iter().any(|span| span.holds(day)))
    }
}

impl Names for World {
    fn group(&self, code: &str) -> String {
        self.groups.get(code).map_or_else(|| code.to_owned(), |name| format!("the {name}"))
    }

    fn participant(&self, code: &str) -> String {
        self.called(code).to_owned()
    }
}
