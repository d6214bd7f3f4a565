//! Intervals of status as data, ready for the analysis of survival.

use std::cmp::Ordering;

use super::existence::{People, Person};
use super::{BASIS_MEANING, Datum, Field, Kind, Rows, whose};
use crate::error::Result;
use crate::model::{Date, DayBasis, Span, Status};
use crate::report::Set;
use crate::store::{SpellInFull, Store, TreatyRow};

/// Which spells.
#[derive(Debug)]
pub struct SpellsAsked<'a> {
    /// Under which treaties.
    pub treaties: &'a [TreatyRow],
    /// Of those in it on the day; none: of everybody.
    pub set: Option<&'a Set>,
    /// The day up to which they are observed.
    pub day: Date,
    /// Whether the time before the first act is a spell too, of everybody that existed.
    pub at_risk: bool,
}

/// The columns of `spells`.
#[must_use]
pub fn spells_fields() -> Vec<Field> {
    let text = |name, meaning| Field::new(name, Kind::Text, meaning);
    let day = |name, meaning| Field::new(name, Kind::Day, meaning);
    let flag = |name, meaning| Field::new(name, Kind::Flag, meaning).required();
    let words = || Status::ALL.map(Status::word);
    let mut fields = vec![text("treaty", "number of the treaty").required().headed("Number")];
    fields.extend(whose());
    fields.extend([
        text("status", "the one status on each of its days").one_of(words()).required().headed("Status"),
        day("since", "first day inside").required().headed("Since"),
        day("until", "first day outside: the interval is half-open; empty: not ended by the day observed to")
            .headed("Until"),
        day("observed_until", "first day that is not observed: until, or the day after the day observed to")
            .required(),
        Field::new("days", Kind::Integer, "days observed, from since to observed_until")
            .required()
            .headed("Days"),
        flag("ended", "whether it ended by the day observed to; if not it is censored on the right")
            .headed("Ended"),
        text("next_status", "the status after it; empty: not ended, or the participant ended")
            .one_of(words()),
        text("end_cause", "what ended it: status (another status), dissolution (the participant ended)")
            .one_of(["status", "dissolution"]),
        text(
            "censored",
            "right: not ended by the day observed to; left: its first day is not known, only a window; both",
        )
        .one_of(["right", "left", "both"]),
        flag("bound", "whether the treaty is in force for it"),
        flag("consented", "whether its consent stands, in force for it or not"),
        flag("uncertain", "whether it lies inside the window of an act whose day is not known"),
        text("basis", BASIS_MEANING).one_of(DayBasis::OF_STATUS.map(DayBasis::word)),
        text("opened_by", "entry of the log with the act that opened it, or whose effect did"),
        text("closed_by", "entry with the act that closed it, or whose effect did"),
        text("signature", "entry with the signature that stands"),
        text("consent", "entry with the consent that stands; of a former party, stood"),
        text("exit", "entry with the denunciation, withdrawal or cessation that counts"),
        day("signed_on", "day of that signature; the last day it can have been, where that is not known"),
        day("consented_on", "day of that consent; the same"),
        day("in_force_on", "in force for it from this day by that consent"),
    ]);
    fields
}

/// The intervals that began by the day, by treaty, participant and day.
pub fn spells(store: &Store, people: &People, asked: &SpellsAsked, rows: &mut dyn Rows) -> Result<()> {
    let members = asked.set.map(|set| set.members(store, asked.day)).transpose()?;
    let is_asked = |who: &&Person| members.as_ref().is_none_or(|members| members.contains(&who.row.code));
    let asked_about: Vec<&Person> = people.0.iter().filter(is_asked).collect();
    let of = u64::try_from(asked.treaties.len()).unwrap_or(u64::MAX);
    for (done, treaty) in (0..).zip(asked.treaties) {
        rows.progress(done, of)?;
        let mut out = Out { treaty, day: asked.day, rows };
        let begins = treaty.begins_on().filter(|_| asked.at_risk && treaty.collected);
        let mut waiting = asked_about.iter().copied();
        let mut seen = String::new();
        store.each_spell_in_full(&treaty.code, &mut |row| {
            let code = &row.spell.participant;
            if seen != *code {
                out.before(&mut waiting, Some(&row), begins)?;
                seen.clone_from(code);
            }
            match people.get(code).filter(is_asked) {
                Some(who) if row.spell.since <= asked.day => out.spell(who, &row),
                _ => Ok(()),
            }
        })?;
        out.before(&mut waiting, None, begins)?;
    }
    rows.progress(of, of)
}

struct Out<'a> {
    treaty: &'a TreatyRow,
    day: Date,
    rows: &'a mut dyn Rows,
}

impl Out<'_> {
    /// The time without any act: of those before the participant of `next` all of it, of that one up to its first act.
    fn before<'p>(
        &mut self,
        waiting: &mut (impl Iterator<Item = &'p Person> + Clone),
        next: Option<&SpellInFull>,
        begins: Option<Date>,
    ) -> Result<()> {
        let Some(begins) = begins else { return Ok(()) };
        loop {
            let mut rest = waiting.clone();
            let Some(who) = rest.next() else { return Ok(()) };
            let order = next.map_or(Ordering::Less, |next| who.row.code.cmp(&next.spell.participant));
            if order.is_gt() {
                return Ok(());
            }
            *waiting = rest;
            let first_act = next.filter(|_| order.is_eq());
            let time = Span { since: begins, until: first_act.map(|row| row.spell.since) };
            if begins <= self.day && time.until.is_none_or(|until| begins < until) {
                for span in who.existence.iter().filter_map(|span| span.and(time)) {
                    if span.since <= self.day {
                        let acts = span.until.is_some() && span.until == time.until;
                        self.idle(who, span, first_act.filter(|_| acts))?;
                    }
                }
            }
            if order.is_eq() {
                return Ok(());
            }
        }
    }

    fn idle(&mut self, who: &Person, span: Span, first_act: Option<&SpellInFull>) -> Result<()> {
        let next = first_act.map(|row| row.spell.status);
        self.row(who, Status::None, span, next, first_act.and_then(|row| row.spell.act), None)
    }

    fn spell(&mut self, who: &Person, row: &SpellInFull) -> Result<()> {
        self.row(who, row.spell.status, row.spell.span(), row.next, row.closed_by, Some(row))
    }

    fn row(
        &mut self,
        who: &Person,
        status: Status,
        span: Span,
        next: Option<Status>,
        closed_by: Option<i64>,
        row: Option<&SpellInFull>,
    ) -> Result<()> {
        let after = self.day.plus_days(1).unwrap_or(Date::LAST);
        let until = span.until.filter(|until| *until <= after);
        let observed = until.unwrap_or(after);
        let next = next.filter(|_| until.is_some());
        let of_entry = |of: fn(&SpellInFull) -> Option<i64>| entry(row.and_then(of));
        let opened_by = of_entry(|row| row.spell.act);
        let closed_by = entry(closed_by.filter(|_| until.is_some()));
        let signature = of_entry(|row| row.signature);
        let consent = of_entry(|row| row.consent);
        let exit = of_entry(|row| row.exit);
        let basis = row.map(|row| row.spell.basis);
        let censored = match (until.is_none(), basis == Some(DayBasis::Window)) {
            (true, true) => Some("both"),
            (true, false) => Some("right"),
            (false, true) => Some("left"),
            (false, false) => None,
        };
        let cause = until.map(|_| if next.is_some() { "status" } else { "dissolution" });
        self.rows.row(&[
            Datum::Text(&self.treaty.code),
            Datum::Text(&who.row.code),
            Datum::text(who.row.alpha3.as_deref()),
            Datum::Text(&who.row.name),
            Datum::integer(who.number("COW", span.since.year())),
            Datum::integer(who.number("GW", span.since.year())),
            Datum::Text(status.word()),
            Datum::Day(span.since),
            Datum::day(until),
            Datum::Day(observed),
            Datum::Integer(observed.days_since(span.since)),
            Datum::Flag(until.is_some()),
            Datum::text(next.map(Status::word)),
            Datum::text(cause),
            Datum::text(censored),
            Datum::Flag(status.bound()),
            Datum::Flag(status.consented()),
            Datum::Flag(row.is_some_and(|row| row.spell.uncertain)),
            Datum::text(basis.map(DayBasis::word)),
            Datum::text(opened_by.as_deref()),
            Datum::text(closed_by.as_deref()),
            Datum::text(signature.as_deref()),
            Datum::text(consent.as_deref()),
            Datum::text(exit.as_deref()),
            Datum::day(row.and_then(|row| row.signed_on)),
            Datum::day(row.and_then(|row| row.consented_on)),
            Datum::day(row.and_then(|row| row.in_force_on)),
        ])
    }
}

fn entry(id: Option<i64>) -> Option<String> {
    id.map(|id| format!("@{id}"))
}
