//! The right to leave a treaty at once because of an amendment that binds those that did not accept it (Rome Statute art. 121(6)).

use super::relations::Relations;
use super::treaty::Treaty;
use crate::model::{Act, ActKind, Date};

/// An amendment, with what is known of its entry into force.
pub(super) struct Amendment<'a> {
    pub treaty: &'a Treaty,
    /// The day on which its conditions were met.
    pub met_on: Option<Date>,
    pub in_force_on: Option<Date>,
}

/// The right at the day of a notice.
pub(super) struct Right<'a> {
    /// Number of the amendment.
    pub amendment: &'a str,
    pub article: &'a str,
    /// The first day without the treaty, by a notice of that day.
    pub effect: Date,
    /// The last day for the notice.
    pub last: Date,
    /// Why there is none on the day of the notice.
    closed: Option<&'static str>,
}

impl Right<'_> {
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether there is one, or why not.
    pub fn in_words(&self, who: &str) -> String {
        let Self { amendment, article, last, effect, .. } = self;
        match self.closed {
            Some(why) => {
                format!("{who} cannot leave at once because of {amendment}, {why} ({article}: up to {last})")
            }
            None => format!("because of {amendment} {who} can leave on {effect} ({article})"),
        }
    }
}

impl<'a> Amendment<'a> {
    /// The right of the one that gives a notice under the `amended` treaty. `acts` are those under the amendment; `was_bound` says
    /// whether the one was bound by the amended treaty on a day.
    pub fn right_to_leave<'b>(
        &self,
        amended: &Treaty,
        acts: impl Iterator<Item = &'b Act>,
        notice: &Act,
        was_bound: &dyn Fn(Date) -> bool,
    ) -> Option<Right<'a>> {
        let (right, clause) = self.treaty.right_to_leave().filter(|it| it.0.amended == amended.code)?;
        let (in_force_on, day, none) = (self.in_force_on?, notice.day, Relations::default());
        let moments = self.treaty.moments(self.in_force_on, &none);
        let last = right.until.apply(in_force_on, &moments).ok()?;
        let mut accepted = false;
        let mut own: Vec<&Act> =
            acts.filter(|act| act.participant == notice.participant && act.day <= day).collect();
        own.sort_by_key(|act| act.day);
        for act in own {
            accepted = act.kind.is_consent() || accepted && act.kind != ActKind::WithdrawalOfConsent;
        }
        // Whoever became a party once it was in force joined the text as amended.
        let closed = [
            (accepted, "which it accepted"),
            (last < day, "since the time for that is over"),
            (day < self.met_on.unwrap_or(in_force_on), "which is not accepted yet"),
            (!was_bound(in_force_on.min(day)), "which was in force when it became a party"),
        ];
        Some(Right {
            amendment: &self.treaty.code,
            article: &clause.article,
            effect: right.effect.apply(day, &moments).ok()?,
            last,
            closed: closed.iter().find(|why| why.0).map(|why| why.1),
        })
    }
}
