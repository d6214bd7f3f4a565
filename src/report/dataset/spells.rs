//! Intervals of status as data, ready for the analysis of survival.

use super::existence::{People, Person};
use super::whose::{BASIS_MEANING, OfSomebody, whose};
use crate::error::Result;
use crate::law::Spell;
use crate::model::{Date, DayBasis, Span, Status};
use crate::report::{Column, Datum, Field, Rows, Set, columns as shared};
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

/// An interval, the treaty that it is under, and whose it is.
struct Observed<'a> {
    treaty: &'a TreatyRow,
    who: &'a Person,
    status: Status,
    since: Date,
    /// Its end, where that was observed.
    until: Option<Date>,
    /// The first day that is not observed.
    unobserved_from: Date,
    next: Option<Status>,
    closed_by: Option<i64>,
    /// What it rests on; none: there was no act before it.
    row: Option<SpellInFull>,
}

impl Observed<'_> {
    fn basis(&self) -> Option<DayBasis> {
        self.row.as_ref().map(|row| row.dated.basis)
    }

    fn censored(&self) -> Option<&'static str> {
        match (self.until.is_none(), self.basis() == Some(DayBasis::Window)) {
            (true, true) => Some("both"),
            (true, false) => Some("right"),
            (false, true) => Some("left"),
            (false, false) => None,
        }
    }

    /// The entry of an act that it rests on.
    fn entry(&self, of: fn(&SpellInFull) -> Option<i64>) -> Datum<'static> {
        Datum::entry(self.row.as_ref().and_then(of))
    }

    fn day(&self, of: fn(&SpellInFull) -> Option<Date>) -> Datum<'static> {
        self.row.as_ref().and_then(of).into()
    }
}

impl OfSomebody for Observed<'_> {
    fn who(&self) -> Option<&Person> {
        Some(self.who)
    }

    fn year(&self) -> Option<i32> {
        Some(self.since.year())
    }
}

/// The columns of `spells`.
#[must_use]
pub fn spells_fields() -> Vec<Field> {
    Column::fields(&columns())
}

fn columns<'a>() -> Vec<Column<(), Observed<'a>>> {
    let of = Column::<(), Observed<'a>>::of;
    let text = Field::text;
    let words = || Status::ALL.map(Status::word);
    let [code, alpha3, name, cow, gw] = whose();
    let until = "first day outside: the interval is half-open; empty: not ended by the day observed to";
    let observed = "first day that is not observed: until, or the day after the day observed to";
    let days = "days observed, from since to observed_until";
    let ended = "whether it ended by the day observed to; if not it is censored on the right";
    let next = "the status after it; empty: not ended, or the participant ended";
    let cause = "what ended it: status (another status), dissolution (the participant ended)";
    let censored =
        "right: not ended by the day observed to; left: its first day is not known, only a window; both";
    vec![
        of(shared::TREATY.required().headed("Number"), |(), it| (&it.treaty.code).into()),
        code.required(),
        alpha3,
        name.required(),
        cow,
        gw,
        of(
            text("status", "the one status on each of its days").one_of(words()).required().headed("Status"),
            |(), it| it.status.into(),
        ),
        of(shared::SINCE.required().headed("Since"), |(), it| it.since.into()),
        of(Field::day("until", until).headed("Until"), |(), it| it.until.into()),
        of(Field::day("observed_until", observed).required(), |(), it| it.unobserved_from.into()),
        of(Field::integer("days", days).required().headed("Days"), |(), it| {
            it.unobserved_from.days_since(it.since).into()
        }),
        of(Field::flag("ended", ended).required().headed("Ended"), |(), it| it.until.is_some().into()),
        of(text("next_status", next).one_of(words()), |(), it| it.next.into()),
        of(text("end_cause", cause).one_of(["status", "dissolution"]), |(), it| {
            it.until.map(|_| if it.next.is_some() { "status" } else { "dissolution" }).into()
        }),
        of(text("censored", censored).one_of(["right", "left", "both"]), |(), it| it.censored().into()),
        of(Field::flag("bound", "whether the treaty is in force for it").required(), |(), it| {
            it.status.bound().into()
        }),
        of(
            Field::flag("consented", "whether its consent stands, in force for it or not").required(),
            |(), it| it.status.consented().into(),
        ),
        of(shared::UNCERTAIN.required(), |(), it| {
            it.row.as_ref().is_some_and(|row| row.dated.spell.uncertain).into()
        }),
        of(text("basis", BASIS_MEANING).one_of(DayBasis::OF_STATUS.map(DayBasis::word)), |(), it| {
            it.basis().map(DayBasis::word).into()
        }),
        of(
            text("opened_by", "entry of the log with the act that opened it, or whose effect did"),
            |(), it| Datum::entry(it.row.as_ref().and_then(|row| row.dated.spell.opened_by)),
        ),
        of(text("closed_by", "entry with the act that closed it, or whose effect did"), |(), it| {
            Datum::entry(it.closed_by)
        }),
        of(text("signature", "entry with the signature that stands"), |(), it| {
            it.entry(|row| row.dated.spell.signature)
        }),
        of(text("consent", "entry with the consent that stands; of a former party, stood"), |(), it| {
            it.entry(|row| row.dated.spell.consent)
        }),
        of(text("exit", "entry with the denunciation, withdrawal or cessation that counts"), |(), it| {
            it.entry(|row| row.dated.spell.exit)
        }),
        of(shared::SIGNED_ON, |(), it| it.day(|row| row.signed_on)),
        of(shared::CONSENTED_ON, |(), it| it.day(|row| row.consented_on)),
        of(Field::day("in_force_on", "in force for it from this day by that consent"), |(), it| {
            it.day(|row| row.in_force_on)
        }),
    ]
}

/// The intervals that began by the day, by treaty, participant and day.
pub fn spells(store: &Store, people: &People, asked: &SpellsAsked, rows: &mut dyn Rows) -> Result<()> {
    let columns = columns();
    let members = asked.set.map(|set| set.members(store, asked.day)).transpose()?;
    let is_asked = |who: &&Person| members.as_ref().is_none_or(|members| members.contains(&who.row.code));
    let of = u64::try_from(asked.treaties.len()).unwrap_or(u64::MAX);
    for (done, treaty) in (0..).zip(asked.treaties) {
        rows.progress(done, of)?;
        let mut spells = Vec::new();
        store.each_spell_in_full(&treaty.code, &mut |row| {
            spells.push(row);
            Ok(())
        })?;
        let mut out = Out { treaty, day: asked.day, columns: &columns, rows };
        let begins = treaty.begins_on().filter(|_| asked.at_risk && treaty.collected);
        // Both come in the order of codes.
        let mut spells = spells.into_iter().peekable();
        for who in people.0.iter().filter(is_asked) {
            let code = &who.row.code;
            while spells.next_if(|row| row.dated.spell.participant < *code).is_some() {}
            let is_own = |row: &SpellInFull| row.dated.spell.participant == *code;
            if let Some(begins) = begins {
                out.idle(who, begins, spells.peek().filter(|row| is_own(row)).map(|row| &row.dated.spell))?;
            }
            while let Some(row) = spells.next_if(is_own) {
                if row.dated.spell.since <= asked.day {
                    out.spell(who, row)?;
                }
            }
        }
    }
    rows.progress(of, of)
}

struct Out<'a, 'r> {
    treaty: &'a TreatyRow,
    day: Date,
    columns: &'a [Column<(), Observed<'a>>],
    rows: &'r mut dyn Rows,
}

impl<'a> Out<'a, '_> {
    /// The time from `begins` without any act: up to the first one, or all of it.
    fn idle(&mut self, who: &'a Person, begins: Date, first_act: Option<&Spell>) -> Result<()> {
        let time = Span { since: begins, until: first_act.map(|spell| spell.since) };
        for span in who.existence.iter().filter_map(|span| span.and(time)) {
            if span.since <= self.day {
                let then = first_act.filter(|_| span.until == time.until);
                let (next, act) = (then.map(|spell| spell.status), then.and_then(|spell| spell.opened_by));
                self.row(who, Status::None, span, next, act, None)?;
            }
        }
        Ok(())
    }

    fn spell(&mut self, who: &'a Person, row: SpellInFull) -> Result<()> {
        self.row(
            who,
            row.dated.spell.status,
            row.dated.spell.span(),
            row.next,
            row.dated.spell.closed_by,
            Some(row),
        )
    }

    fn row(
        &mut self,
        who: &'a Person,
        status: Status,
        span: Span,
        next: Option<Status>,
        closed_by: Option<i64>,
        row: Option<SpellInFull>,
    ) -> Result<()> {
        let after = self.day.plus_days(1).unwrap_or(Date::LAST);
        let until = span.until.filter(|until| *until <= after);
        let spell = Observed {
            treaty: self.treaty,
            who,
            status,
            since: span.since,
            until,
            unobserved_from: until.unwrap_or(after),
            next: next.filter(|_| until.is_some()),
            closed_by: closed_by.filter(|_| until.is_some()),
            row,
        };
        self.rows.row(&Column::cells(self.columns, &(), &spell))
    }
}
