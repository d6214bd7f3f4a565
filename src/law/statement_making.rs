//! When a statement was made, measured by the acts of its author, and what that asks: to be confirmed, to be answered in time.

use super::reactions::ObjectionWindow;
use super::statements::Statement;
use super::treaty::Treaty;
use super::windows::window;
use crate::model::words::words;
use crate::model::{Act, Date, StatementKind};

words! {
    /// When a statement was made, measured by the acts of its author.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    Made():
    /// On a day that is not known.
    Unknown = "on a day not known";
    /// Before its author did anything under the treaty.
    BeforeAnyAct = "before any act of its author";
    /// On the day of its signature, or after it and before its consent.
    AtSignature = "at signature";
    /// On the day of its consent.
    WithConsent = "with consent";
    /// After its consent: a reservation is late then.
    AfterConsent = "after consent";
}

/// When a statement was made, and whether its author stood by it with the consent.
#[derive(Clone, Copy)]
pub(super) struct Making<'a> {
    pub made: Made,
    pub needs_no_confirmation: bool,
    pub to_be_confirmed_on: Option<Date>,
    pub confirmed_by: Option<&'a Statement>,
    /// Of a reservation: whether it came after the consent, up to when it can be objected to, and what authorises it.
    pub late: bool,
    pub window: Option<ObjectionWindow>,
    pub authorised_by: Option<i64>,
}

impl<'a> Making<'a> {
    /// `acts` and `said` are those of its author.
    pub(super) fn of<I: Iterator<Item = &'a Statement>>(
        treaty: &Treaty,
        statement: &Statement,
        acts: &[&Act],
        said: impl Fn() -> I,
    ) -> Self {
        let made = made(statement, acts);
        let is_reservation = statement.kind == StatementKind::Reservation;
        let late = is_reservation && made == Made::AfterConsent;
        let reservable = treaty.reservable().filter(|_| is_reservation);
        let needs_no_confirmation = reservable.is_some_and(|(rule, _)| rule.at_signature);
        let consent = acts.iter().find(|act| act.kind.is_consent() && act.day > statement.day);
        let to_be_confirmed_on =
            consent.filter(|_| is_reservation && made == Made::AtSignature).map(|act| act.day);
        let confirmed_by = to_be_confirmed_on.and_then(|on| confirmation(statement, said(), on));
        // What is confirmed counts as made then, and the others are notified of it then (art. 23(2)).
        let made_known_by =
            confirmed_by.filter(|confirmation| confirmation.kind == StatementKind::Confirmation);
        let made_known_by = made_known_by.filter(|_| !needs_no_confirmation).unwrap_or(statement);
        let authorised = reservable.filter(|(rule, _)| !late && rule.authorises(&statement.articles));
        Self {
            made,
            needs_no_confirmation,
            to_be_confirmed_on,
            confirmed_by,
            late,
            window: is_reservation.then(|| window(treaty, made_known_by, late)),
            authorised_by: authorised.map(|(_, clause)| clause.id),
        }
    }

    /// The consent with which it should have been confirmed and was not.
    pub(super) fn unconfirmed_on(&self) -> Option<Date> {
        self.to_be_confirmed_on.filter(|_| self.confirmed_by.is_none() && !self.needs_no_confirmation)
    }

    /// The same made again with the consent.
    pub(super) fn made_again_by(&self, statement: &Statement) -> Option<&'a Statement> {
        self.confirmed_by.filter(|other| other.kind == statement.kind)
    }
}

/// When it was made, by the acts of its author in their order.
pub(super) fn made(statement: &Statement, own: &[&Act]) -> Made {
    if statement.earliest < statement.day {
        return Made::Unknown;
    }
    let day = statement.day;
    let done = |holds: fn(&Act) -> bool| own.iter().filter(move |act| holds(act));
    if done(|act| act.kind.is_consent()).any(|act| act.day == day) {
        return Made::WithConsent;
    }
    let consent = done(|act| act.kind.is_consent()).filter(|act| act.day < day).map(|act| act.day).max();
    let left = done(|act| act.kind.is_exit()).filter(|act| act.day < day).map(|act| act.day).max();
    if consent.is_some_and(|consent| left.is_none_or(|left| left < consent)) {
        return Made::AfterConsent;
    }
    if done(|act| act.kind.is_signature()).any(|act| act.day <= day) {
        Made::AtSignature
    } else {
        Made::BeforeAnyAct
    }
}

/// What confirmed a statement of signature: a confirmation, or the same made again with the consent.
fn confirmation<'a>(
    statement: &Statement,
    own: impl Iterator<Item = &'a Statement>,
    consent: Date,
) -> Option<&'a Statement> {
    let mut confirming = own.filter(|other| other.id != statement.id).filter(|other| {
        let confirms = other.kind == StatementKind::Confirmation && other.refers_to == Some(statement.id);
        let repeats = other.kind == statement.kind
            && other.day == consent
            && !statement.articles.is_empty()
            && other.covers(statement);
        confirms || repeats
    });
    confirming.next()
}
