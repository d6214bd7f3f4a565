//! When an act takes effect: the operators of final clauses, applied to a trigger day.

use std::collections::HashMap;
use std::fmt;

use super::mentions::Mention;
use super::notation::{RuleError, Term};
use super::operators::{Argument, Arguments, Written, operators};
use super::periods::{MonthDay, Period};
use crate::model::Date;

operators! {
    /// How a day of effect follows from the trigger (deposit, receipt, or the day the conditions were met). The
    /// trigger day itself is never counted; months clamp to the end of a shorter month.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Effect, "'{}' is no operator of effect":
    /// `IMM`: the day itself.
    Immediately = "IMM";
    /// `D(n)`: the nth day after.
    Days(n: u32) = "D";
    /// `M(n)`: n months after the date.
    Months(n: u32) = "M";
    /// `Y(n)`: n years after; 29 February becomes the 28th.
    Years(n: u32) = "Y";
    /// `MF(n)`: first day of the month following the expiration of n months after.
    MonthFirst(n: u32) = "MF";
    /// `MFI(n)`: the same, the n months beginning on the day itself.
    MonthFirstInclusive(n: u32) = "MFI";
    /// `DF(n)`: first day of the month after the nth day following.
    DayFirst(n: u32) = "DF";
    /// `FM(n)`: first day of the nth calendar month after the month of the day.
    NthMonth(n: u32) = "FM";
    /// `NEXT(mm-dd, n, notice)`: the first such day after the trigger; of the year n after it; not before the
    /// end of a notice.
    Next(next: NextDay) = "NEXT";
    /// `FIX(date)`: that date, or the day itself where later.
    Fixed(date: Date) = "FIX";
    /// `OB(n)`: n months for objections, then the 60th day; runs from the depositary's notification.
    Objections(n: u32) = "OB";
    /// `JUN30`: 30 June by notice on or before 1 January of that year.
    June30 = "JUN30";
    /// `DEC31NEXT`: 31 December of the following year.
    December31Next = "DEC31NEXT";
    /// `TERM(first, next, notice)`: the end of the current term from the entry into force, where the day that the notice
    /// rule gives is not later; else the end of the next.
    Term(terms: Terms) = "TERM";
    /// `PUB`: only as the depositary publishes it; nothing can be computed.
    Published = "PUB";
    /// `EIF`, `EIF(T)`: the entry into force of the treaty, of another treaty.
    EntryIntoForce(other: Option<String>) = "EIF";
    /// `opening(x)`: counted from the day of opening for signature.
    Opening(rule: Box<Effect>) = "opening";
    /// `adoption(x)`: counted from the day of adoption.
    Adoption(rule: Box<Effect>) = "adoption";
    /// `notified(x)`: counted from the depositary's notification.
    Notified(rule: Box<Effect>) = "notified";
    /// `max(x, y, …)`: whichever is later.
    Latest(rules: Vec<Effect>) = "max";
    /// `min(x, y, …)`: whichever is earlier.
    Earliest(rules: Vec<Effect>) = "min";
    /// `not_before(x, y)`: x, but not before y.
    NotBefore(rule: Box<Effect>, floor: Box<Floor>) = "not_before";
    /// `or_later_date_specified(x)`: x, or a later day that the instrument names.
    OrLaterSpecified(rule: Box<Effect>) = "or_later_date_specified";
    /// `suspended_while(x, words, at_notice, until(words))`: x, but where something holds then, not before it ends.
    SuspendedWhile(suspended: Suspended) = "suspended_while";
}

/// A day of effect that waits where something holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspended {
    /// The day where it does not hold.
    pub rule: Box<Effect>,
    /// What it is, in words: armed conflict.
    pub condition: String,
    /// Whether it is asked on the day of the notice, and not on the day that the rule gives.
    pub at_notice: bool,
    /// Until when it waits then, in words, where that is not simply its end.
    pub until: Option<String>,
}

/// A day that comes round every year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextDay {
    /// The day.
    pub day: MonthDay,
    /// Of which year after that of the trigger, at the earliest.
    pub years: u32,
    /// What it may not be before.
    pub notice: Option<Box<Effect>>,
}

/// Terms that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The first.
    pub first: Period,
    /// Each further one.
    pub next: Period,
    /// Up to when notice may be given.
    pub notice: Box<Effect>,
}

/// What a day may not be before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Floor {
    /// A fixed day.
    Day(Date),
    /// What a rule gives.
    Rule(Effect),
}

/// The days that a rule may count from besides its trigger.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moments<'a> {
    /// The treaty's entry into force.
    pub in_force_on: Option<Date>,
    /// Opened for signature.
    pub opened_on: Option<Date>,
    /// Adopted.
    pub adopted_on: Option<Date>,
    /// A day of effect that the instrument itself names.
    pub specified_on: Option<Date>,
    /// The entry into force of other treaties.
    pub others: Option<&'a HashMap<String, Date>>,
}

/// Why no day of effect can be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDay {
    /// It is only published.
    #[error("the day is the one that the depositary publishes; none can be computed")]
    Published,
    /// The treaty is not in force yet.
    #[error("the treaty's own entry into force is not known")]
    NotInForce,
    /// Another treaty is not in force yet.
    #[error("the entry into force of {0} is not known")]
    OtherNotInForce(String),
    /// The day of opening is not known.
    #[error("the day on which the treaty was opened is not known")]
    NotOpened,
    /// The day of adoption is not known.
    #[error("the day on which the treaty was adopted is not known")]
    NotAdopted,
    /// Later than can be written.
    #[error("the day would be after 9999-12-31")]
    TooLate,
}

impl Effect {
    /// The day of effect for `trigger`, or why there is none.
    pub fn apply(&self, trigger: Date, moments: &Moments) -> Result<Date, NoDay> {
        let within = |day: Option<Date>| day.ok_or(NoDay::TooLate);
        let months = |n: u32| within(trigger.plus_months(n));
        let days = |n: u32| within(trigger.plus_days(i64::from(n)));
        let next_first = |day: Date| within(day.first_of_next_month());
        match self {
            Self::Immediately => Ok(trigger),
            Self::Days(n) => days(*n),
            Self::Months(n) => months(*n),
            Self::Years(n) => months(12 * n),
            Self::MonthFirst(n) => next_first(months(*n)?),
            Self::MonthFirstInclusive(n) => next_first(within(months(*n)?.plus_days(-1))?),
            Self::DayFirst(n) => next_first(days(*n)?),
            Self::NthMonth(n) => {
                within(Date::of(trigger.year(), trigger.month(), 1).and_then(|first| first.plus_months(*n)))
            }
            Self::Next(NextDay { day, years, notice }) => {
                let notice = notice.as_ref().map(|rule| rule.apply(trigger, moments)).transpose()?;
                let first_year = trigger.year() + years.cast_signed();
                let possible = |date: &Date| *date > trigger && notice.is_none_or(|notice| *date >= notice);
                within((first_year..=9999).filter_map(|year| day.of_year(year)).find(possible))
            }
            Self::Fixed(date) => Ok(trigger.max(*date)),
            Self::Objections(n) => within(months(*n)?.plus_days(60)),
            Self::June30 => {
                let same_year = trigger.month() == 1 && trigger.day() == 1;
                within(Date::of(trigger.year() + i32::from(!same_year), 6, 30))
            }
            Self::December31Next => within(Date::of(trigger.year() + 1, 12, 31)),
            Self::Term(Terms { first, next, notice }) => {
                let start = moments.in_force_on.ok_or(NoDay::NotInForce)?;
                let notice = notice.apply(trigger, moments)?;
                let ends = (0..).map(|term| start.plus_months(first.months() + term * next.months()));
                within(ends.take_while(Option::is_some).flatten().find(|end| *end >= notice))
            }
            Self::Published => Err(NoDay::Published),
            Self::EntryIntoForce(None) => moments.in_force_on.ok_or(NoDay::NotInForce),
            Self::EntryIntoForce(Some(other)) => moments
                .others
                .and_then(|others| others.get(other).copied())
                .ok_or_else(|| NoDay::OtherNotInForce(other.clone())),
            Self::Opening(rule) => rule.apply(moments.opened_on.ok_or(NoDay::NotOpened)?, moments),
            Self::Adoption(rule) => rule.apply(moments.adopted_on.ok_or(NoDay::NotAdopted)?, moments),
            Self::Latest(rules) => Self::of_each(rules, trigger, moments, Date::max),
            Self::Earliest(rules) => Self::of_each(rules, trigger, moments, Date::min),
            Self::NotBefore(rule, floor) => {
                Ok(rule.apply(trigger, moments)?.max(floor.day(trigger, moments)?))
            }
            Self::OrLaterSpecified(rule) => {
                let own = rule.apply(trigger, moments)?;
                Ok(moments.specified_on.map_or(own, |specified| specified.max(own)))
            }
            Self::Notified(rule) | Self::SuspendedWhile(Suspended { rule, .. }) => {
                rule.apply(trigger, moments)
            }
        }
    }

    fn of_each(
        rules: &[Self],
        trigger: Date,
        moments: &Moments,
        choose: fn(Date, Date) -> Date,
    ) -> Result<Date, NoDay> {
        let mut days = rules.iter().map(|rule| rule.apply(trigger, moments));
        let first = days.next().unwrap_or(Ok(trigger))?;
        days.try_fold(first, |best, day| Ok(choose(best, day?)))
    }

    /// The last day of trigger from which this day of effect follows; none where none of the three years before it is one.
    #[must_use]
    pub fn last_trigger(&self, effect: Date, moments: &Moments) -> Option<Date> {
        const YEARS: i64 = 3;
        let mut days = (0..=366 * YEARS).filter_map(|back| effect.plus_days(-back));
        days.find(|trigger| self.apply(*trigger, moments) == Ok(effect))
    }

    /// The rules inside this one.
    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Latest(rules) | Self::Earliest(rules) => rules.iter().collect(),
            Self::Opening(rule)
            | Self::Adoption(rule)
            | Self::Notified(rule)
            | Self::OrLaterSpecified(rule)
            | Self::SuspendedWhile(Suspended { rule, .. })
            | Self::Term(Terms { notice: rule, .. })
            | Self::Next(NextDay { notice: Some(rule), .. }) => vec![rule],
            Self::NotBefore(rule, floor) => match &**floor {
                Floor::Rule(floor) => vec![rule, floor],
                Floor::Day(_) => vec![rule],
            },
            _ => Vec::new(),
        }
    }

    /// Whether it runs from the depositary's notification, so that the day of deposit gives a lower bound only.
    #[must_use]
    pub fn runs_from_notification(&self) -> bool {
        matches!(self, Self::Objections(_) | Self::Notified(_))
            || self.parts().into_iter().any(Self::runs_from_notification)
    }

    /// Whether the day holds only where something does not, which no clause can tell: it is the earliest possible one.
    #[must_use]
    pub fn is_conditional(&self) -> bool {
        matches!(self, Self::SuspendedWhile(_)) || self.parts().into_iter().any(Self::is_conditional)
    }

    /// Whether an instrument may name a later day of its own.
    #[must_use]
    pub fn takes_later_day(&self) -> bool {
        matches!(self, Self::OrLaterSpecified(_)) || self.parts().into_iter().any(Self::takes_later_day)
    }

    /// What it names.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention<'_>> {
        match self {
            Self::EntryIntoForce(Some(other)) => vec![Mention::Treaty(other)],
            _ => self.parts().into_iter().flat_map(Self::mentions).collect(),
        }
    }
}

impl Floor {
    /// The day itself.
    pub fn day(&self, trigger: Date, moments: &Moments) -> Result<Date, NoDay> {
        match self {
            Self::Day(day) => Ok(*day),
            Self::Rule(rule) => rule.apply(trigger, moments),
        }
    }
}

impl Argument for Floor {
    fn from_term(term: &Term) -> Result<Self, RuleError> {
        if term.word.starts_with(|first: char| first.is_ascii_digit()) {
            Date::from_term(term).map(Self::Day)
        } else {
            Effect::from_term(term).map(Self::Rule)
        }
    }
}

impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Rule(rule) => write!(f, "{rule}"),
        }
    }
}

impl Arguments for NextDay {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let (day, rest) = match term.arguments.as_slice() {
            [day, rest @ ..] if rest.len() <= 2 => (day, rest),
            _ => {
                return Err(term.fault(
                    "'NEXT' takes a day mm-dd, a number of years, and a notice; the last two may be left out",
                ));
            }
        };
        Ok(Self {
            day: MonthDay::from_term(day)?,
            years: rest.first().map_or(Ok(0), Term::number)?,
            notice: rest.get(1).map(Box::from_term).transpose()?,
        })
    }
}

impl Written for NextDay {
    fn written(&self) -> Vec<String> {
        let years = (self.years > 0 || self.notice.is_some()).then_some(self.years);
        [self.day.written(), years.written(), self.notice.written()].concat()
    }
}

impl Arguments for Suspended {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let (rule, condition, rest) = match term.arguments.as_slice() {
            [rule, condition, rest @ ..] if rest.len() <= 2 => (rule, condition, rest),
            _ => return Err(term.fault("'suspended_while' takes two arguments, then at_notice and until(…)")),
        };
        let mut suspended = Self {
            rule: Box::from_term(rule)?,
            condition: condition.plain()?,
            at_notice: false,
            until: None,
        };
        for option in rest {
            match option.word {
                "at_notice" => {
                    option.none()?;
                    suspended.at_notice = true;
                }
                "until" => suspended.until = Some(option.one()?.plain()?),
                _ => return Err(option.fault("only at_notice and until(…) may stand here")),
            }
        }
        Ok(suspended)
    }
}

impl Written for Suspended {
    fn written(&self) -> Vec<String> {
        let at_notice = self.at_notice.then(|| "at_notice".to_owned());
        let until = self.until.as_ref().map(|words| format!("until({words})"));
        [self.rule.to_string(), self.condition.clone()].into_iter().chain(at_notice).chain(until).collect()
    }
}

impl Arguments for Terms {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let [first, next, notice] = term.arguments.as_slice() else {
            return Err(term.fault("'TERM' takes three arguments: first term, next terms, notice"));
        };
        let (first, next) = (Period::from_term(first)?, Period::from_term(next)?);
        if next.months() == 0 {
            return Err(term.fault("a term cannot last no time"));
        }
        Ok(Self { first, next, notice: Box::from_term(notice)? })
    }
}

impl Written for Terms {
    fn written(&self) -> Vec<String> {
        [self.first.written(), self.next.written(), self.notice.written()].concat()
    }
}

impl Arguments for Option<String> {
    fn read(term: &Term) -> Result<Self, RuleError> {
        if term.arguments.is_empty() { Ok(None) } else { String::read(term).map(Some) }
    }
}
