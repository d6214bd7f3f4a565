//! Objections to a reservation and its acceptances: up to when they can come, and what they do between the two.

use super::statement_ends::End;
use crate::model::words::words;
use crate::model::{Date, Stance, StatementKind};

/// Up to when a reservation can be objected to by those that were bound to answer when it was circulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectionWindow {
    /// The day it was circulated, else of the reservation itself.
    pub opens_on: Date,
    /// Last day; for one that consents later, the day of its consent where that is later (art. 20(5)).
    pub closes_on: Date,
    /// Whether the day of circulation is not recorded, so that the window closes at this day or later.
    pub estimated: bool,
    /// The clause that sets it; none: art. 20(5), or for a late reservation the practice of depositaries.
    pub clause: Option<i64>,
}

words! {
    /// What an objection to a reservation, or its acceptance, does between the two.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    ReactionEffect(&'static str):
    /// The reservation is established between the two (arts 20(4)(a) and 21(1)).
    Accepts = "accepts", "the reservation is accepted (VCLT art. 20(4)(a))";
    /// A simple objection in time.
    Excludes = "excludes", "simple: the provisions do not apply to the extent of the reservation (VCLT art. 21(3))";
    /// An objection in time by one that opposes entry into force between the two.
    Precludes = "precludes", "the treaty is not in force between the two (VCLT art. 20(4)(b))";
    /// Its author holds the other bound without the reservation.
    Severs = "severs", "severing: bound without the benefit of the reservation, as stated";
    /// The reservation is late, and this objection in time: it is not made.
    Bars = "bars", "the reservation came late, and does not take effect towards anybody once it is objected to";
    /// It came after the time to object.
    TooLate = "too-late", "too late: the reservation counts as accepted (VCLT art. 20(5))";
    /// The treaty expressly authorises the reservation: nobody needs to accept it.
    Authorised = "authorised", "without effect: the treaty authorises the reservation, which needs no acceptance (VCLT art. 20(1))";
    /// The treaty allows no such reservation, whatever anybody says of it.
    NotPermitted = "not-permitted", "the treaty allows no such reservation (VCLT art. 19): what it does, and what an objection to it does, is not known";
    /// The reservation was not confirmed with the consent.
    NotConfirmed = "not-confirmed", "the reservation was not confirmed with the consent, and has no effect (VCLT art. 23(2))";
    /// The reservation was late, and an objection in time kept it from being made.
    Barred = "barred", "the reservation came late, was objected to in time, and has no effect";
    /// It is one of those by which the reservation fell, or the refusal.
    Fells = "fells", "by it the reservation comes to nothing, towards anybody";
    /// The reservation was not accepted as its treaty asks for.
    Fallen = "fallen", "the reservation was not accepted as the treaty asks for, and has no effect";
    /// It is the acceptance by the competent organ.
    Establishes = "establishes", "by it the reservation is accepted for all (VCLT art. 20(3))";
    /// The organ decides, and not who reacts.
    NotDeciding = "not-deciding", "without effect: the competent organ decides (VCLT art. 20(3))";
}

impl ReactionEffect {
    /// What it does, as part of a sentence.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        self.row()
    }

    /// What a reaction in time does to a reservation that stands.
    #[must_use]
    pub fn of(kind: StatementKind, stance: Stance) -> Self {
        match (kind, stance) {
            (StatementKind::Acceptance, _) => Self::Accepts,
            (_, Stance::Simple) => Self::Excludes,
            (_, Stance::Precluding) => Self::Precludes,
            (_, Stance::Severing) => Self::Severs,
        }
    }
}

/// A reaction to a reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The statement.
    pub id: i64,
    /// Whose.
    pub participant: String,
    /// Objection or acceptance.
    pub kind: StatementKind,
    /// How an objection is meant.
    pub stance: Stance,
    /// Its day.
    pub day: Date,
    /// The last day on which its author could react; at the earliest, where the window is an estimate.
    pub last_day: Option<Date>,
    /// Whether it came by then; none where that cannot be told.
    pub in_time: Option<bool>,
    /// When it no longer stands.
    pub end: Option<End>,
}
