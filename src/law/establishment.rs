//! Whether a reservation has the acceptance that its treaty asks for, since when, or by what it came to nothing.

use super::acceptance::{Acceptance, Objecting};
use super::parties::Parties;
use super::reactions::{ObjectionWindow, Reaction};
use super::rule::Clause;
use super::statement_ends::apply;
use super::statements::Statement;
use super::treaty::Treaty;
use super::world::World;
use crate::model::words::words;
use crate::model::{Date, StatementKind, Status};

words! {
    /// What becomes of a reservation that needs to be accepted.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    Outcome():
    /// It is accepted.
    Accepted = "accepted";
    /// Nobody has decided yet.
    Awaited = "awaited";
    /// It was objected to, and has no effect.
    Fell = "fell";
}

/// How a reservation comes to be accepted, or to nothing, by a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Establishment {
    /// The clause.
    pub clause: i64,
    /// What becomes of it in the end, as far as is known.
    pub outcome: Outcome,
    /// The day on which it does; before it, it is awaited. None: no day is known.
    pub on: Option<Date>,
    /// Whether that day is only the earliest possible one, since the day of circulation is not recorded.
    pub estimated: bool,
    /// The objections that count against it, or the acceptance or refusal that decided.
    pub by: Vec<i64>,
    /// How many they are counted among; 0 where nobody is counted.
    pub among: usize,
    /// Whether an organ decides, and no party.
    pub by_organ: bool,
}

impl Establishment {
    /// What becomes of a reservation made known in this window, by the reactions to it in order of time.
    pub(super) fn of(
        (rule, clause): (&Acceptance, &Clause),
        (treaty, world): (&Treaty, &World),
        parties: &Parties,
        made: &Statement,
        window: ObjectionWindow,
        reactions: &[Reaction],
    ) -> Self {
        let decided = match rule {
            Acceptance::UnlessObjectedBy(objecting) => {
                by_share(objecting, treaty, parties, window, reactions)
            }
            Acceptance::ByAll => by_all(parties, made, window, reactions),
            Acceptance::ByOrgan(_) => by_organ(world, reactions),
        };
        let by_organ = matches!(rule, Acceptance::ByOrgan(_));
        Self { clause: clause.id, estimated: window.estimated && !by_organ, by_organ, ..decided }
    }

    fn awaited() -> Self {
        Self {
            clause: 0,
            outcome: Outcome::Awaited,
            on: None,
            estimated: false,
            by: Vec::new(),
            among: 0,
            by_organ: false,
        }
    }

    /// How it stands on a day.
    #[must_use]
    pub fn state(&self, day: Date) -> Outcome {
        if self.on.is_none_or(|on| day < on) { Outcome::Awaited } else { self.outcome }
    }

    /// How it stands on a day, as part of a sentence.
    #[must_use]
    pub fn in_words(&self, treaty: &Treaty, day: Date) -> String {
        let Some(clause) = treaty.clauses.iter().find(|clause| clause.id == self.clause) else {
            return self.state(day).to_string();
        };
        let Some((rule, _)) = treaty.acceptance() else { return self.state(day).to_string() };
        let article = &clause.article;
        let by = || self.by.first().map_or_else(String::new, |id| Statement::cited(*id));
        let earliest = if self.estimated { " at the earliest" } else { "" };
        let open = "; whether its author is bound without it, or not at all, is left open";
        match (rule, self.state(day), self.on) {
            (Acceptance::UnlessObjectedBy(objecting), state, Some(on)) => {
                let Objecting { share, .. } = objecting;
                let of = format!("{} of {} {}", self.by.len(), self.among, objecting.short_of_whom());
                match state {
                    Outcome::Awaited => format!(
                        "pending until {on}{earliest}: it falls if {share} of {} object by then ({article})",
                        objecting.of_whom()
                    ),
                    Outcome::Accepted => {
                        format!(
                            "accepted on {on}{earliest}: {of} objected, and {share} were needed ({article})"
                        )
                    }
                    Outcome::Fell => format!("fell on {on}{earliest}: {of} objected ({article})"),
                }
            }
            (Acceptance::UnlessObjectedBy(_), _, None) => {
                format!("pending: the last day to object is not known ({article})")
            }
            (Acceptance::ByAll, Outcome::Awaited, Some(on)) => {
                format!("pending until {on}{earliest}: accepted by all if nobody objects by then ({article})")
            }
            (Acceptance::ByAll, Outcome::Fell, Some(on)) => {
                format!("not accepted by all: objected to on {on} ({}; {article}){open}", by())
            }
            (Acceptance::ByAll, _, on) => {
                let on = on.map_or_else(String::new, |on| format!(" on {on}{earliest}"));
                format!("accepted by all the parties{on} ({article})")
            }
            (Acceptance::ByOrgan(organ), Outcome::Accepted, Some(on)) => {
                format!("accepted by {organ} on {on} ({}; {article})", by())
            }
            (Acceptance::ByOrgan(organ), Outcome::Fell, Some(on)) => {
                format!("refused by {organ} on {on} ({}; {article}){open}", by())
            }
            (Acceptance::ByOrgan(organ), ..) => {
                format!("pending: it needs the acceptance of {organ}, and none is recorded ({article})")
            }
        }
    }
}

impl Objecting {
    fn short_of_whom(&self) -> &'static str {
        if self.of_parties { "parties" } else { "that have consented" }
    }
}

/// The last day decides: on it the objections are counted that stand, and those of whom that is a share.
fn by_share(
    objecting: &Objecting,
    treaty: &Treaty,
    parties: &Parties,
    window: ObjectionWindow,
    reactions: &[Reaction],
) -> Establishment {
    let Some(last) = apply(treaty, &objecting.window, window.opens_on) else {
        return Establishment::awaited();
    };
    let counted = parties.on(last, if objecting.of_parties { Status::bound } else { Status::consented });
    let mut objectors: Vec<(&str, i64)> = standing_objections(last, window.estimated, reactions)
        .filter(|it| counted.contains(it.participant.as_str()))
        .map(|it| (it.participant.as_str(), it.id))
        .collect();
    objectors.sort_unstable();
    objectors.dedup_by_key(|it| it.0);
    let falls = !counted.is_empty() && objecting.share.of(counted.len()) <= objectors.len();
    Establishment {
        outcome: if falls { Outcome::Fell } else { Outcome::Accepted },
        on: Some(last),
        by: objectors.into_iter().map(|it| it.1).collect(),
        among: counted.len(),
        ..Establishment::awaited()
    }
}

/// One objection in time bars it. Whoever is silent accepts on the last day, and whoever says so before.
fn by_all(
    parties: &Parties,
    made: &Statement,
    window: ObjectionWindow,
    reactions: &[Reaction],
) -> Establishment {
    let last = window.closes_on;
    let is_party = |it: &&Reaction| parties.on(it.day, Status::consented).contains(it.participant.as_str());
    if let Some(objection) = standing_objections(last, window.estimated, reactions).find(is_party) {
        let (outcome, on) = (Outcome::Fell, Some(objection.day));
        return Establishment { outcome, on, by: vec![objection.id], ..Establishment::awaited() };
    }
    let accepts = |it: &&Reaction| it.kind == StatementKind::Acceptance && it.day < last;
    let all_by = |day: Date| {
        let mut needed = parties.on(day, Status::bound);
        needed.remove(made.participant.as_str());
        let by_then = |it: &&Reaction| it.day <= day && it.end.is_none_or(|end| day < end.on);
        let accepting = || reactions.iter().filter(accepts).filter(by_then);
        !needed.is_empty() && needed.iter().all(|party| accepting().any(|it| it.participant == *party))
    };
    let early = reactions.iter().filter(accepts).map(|it| it.day).find(|day| all_by(*day));
    Establishment { outcome: Outcome::Accepted, on: early.or(Some(last)), ..Establishment::awaited() }
}

/// What the organ decides is recorded of the organisation to which it belongs. Until then nothing is known.
fn by_organ(world: &World, reactions: &[Reaction]) -> Establishment {
    let is_organ = |it: &&Reaction| {
        world.persons.get(&it.participant).is_some_and(|person| person.kind == "organisation")
    };
    let decision = reactions.iter().filter(is_organ).find(|it| it.end.is_none_or(|end| it.day < end.on));
    decision.map_or_else(Establishment::awaited, |it| Establishment {
        outcome: if it.kind == StatementKind::Acceptance { Outcome::Accepted } else { Outcome::Fell },
        on: Some(it.day),
        by: vec![it.id],
        ..Establishment::awaited()
    })
}

/// The objections of a day up to the last one that still stood then.
fn standing_objections(
    last: Date,
    estimated: bool,
    reactions: &[Reaction],
) -> impl Iterator<Item = &Reaction> {
    reactions.iter().filter(move |it| {
        it.kind == StatementKind::Objection
            && (estimated || it.day <= last)
            && it.end.is_none_or(|end| last < end.on)
    })
}
