//! When an act takes effect: the operators of final clauses, applied to a trigger day.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use super::notation::{RuleError, Term};
use crate::model::Date;

/// How a day of effect follows from the trigger (deposit, receipt, or the day the conditions were met). The
/// trigger day itself is never counted; months clamp to the end of a shorter month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// `IMM`: the day itself.
    Immediately,
    /// `D(n)`: the nth day after.
    Days(u32),
    /// `M(n)`: n months after the date.
    Months(u32),
    /// `Y(n)`: n years after; 29 February becomes the 28th.
    Years(u32),
    /// `MF(n)`: first day of the month following the expiration of n months after.
    MonthFirst(u32),
    /// `MFI(n)`: the same, the n months beginning on the day itself.
    MonthFirstInclusive(u32),
    /// `DF(n)`: first day of the month after the nth day following.
    DayFirst(u32),
    /// `FM(n)`: first day of the nth calendar month after the month of the day.
    NthMonth(u32),
    /// `NEXT(mm-dd, n, notice)`: the first such day after the trigger; of the year n after it; not before the
    /// end of a notice.
    Next(MonthDay, u32, Option<Box<Effect>>),
    /// `FIX(date)`: that date, or the day itself where later.
    Fixed(Date),
    /// `OB(n)`: n months for objections, then the 60th day; runs from the depositary's notification.
    Objections(u32),
    /// `JUN30`: 30 June by notice on or before 1 January of that year.
    June30,
    /// `DEC31NEXT`: 31 December of the following year.
    December31Next,
    /// `TERM(first, next, notice)`: the end of the current term from the entry into force, where the day that the notice
    /// rule gives is not later; else the end of the next.
    Term(Period, Period, Box<Effect>),
    /// `PUB`: only as the depositary publishes it; nothing can be computed.
    Published,
    /// `EIF`, `EIF(T)`: the entry into force of the treaty, of another treaty.
    EntryIntoForce(Option<String>),
    /// `opening(x)`: counted from the day of opening for signature.
    Opening(Box<Effect>),
    /// `adoption(x)`: counted from the day of adoption.
    Adoption(Box<Effect>),
    /// `notified(x)`: counted from the depositary's notification.
    Notified(Box<Effect>),
    /// `max(x, y, …)`: whichever is later.
    Latest(Vec<Effect>),
    /// `min(x, y, …)`: whichever is earlier.
    Earliest(Vec<Effect>),
    /// `not_before(x, y)`: x, but not before y.
    NotBefore(Box<Effect>, Box<Floor>),
    /// `or_later_date_specified(x)`: x, or a later day that the instrument names.
    OrLaterSpecified(Box<Effect>),
    /// `suspended_while(x, words)`: x, but not while something holds.
    SuspendedWhile(Box<Effect>, String),
}

/// What a day may not be before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Floor {
    /// A fixed day.
    Day(Date),
    /// What a rule gives.
    Rule(Effect),
}

/// A day of the year, `mm-dd`; 02-29 is 28 February in other years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
}

impl MonthDay {
    fn of_year(self, year: i32) -> Option<Date> {
        Date::of(year, self.month, self.day).or_else(|| Date::of(year, self.month, self.day - 1))
    }
}

impl FromStr for MonthDay {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let date: Date = format!("2000-{text}").parse().map_err(|_| ())?;
        Ok(Self { month: date.month(), day: date.day() })
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// A length of time in whole months, as written: `M(6)` or `Y(10)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Months.
    Months(u32),
    /// Years.
    Years(u32),
}

impl Period {
    /// Its months.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Self::Months(n) => n,
            Self::Years(n) => 12 * n,
        }
    }

    pub(super) fn read(term: &Term) -> Result<Self, RuleError> {
        match term.word {
            "M" => Ok(Self::Months(term.one()?.number()?)),
            "Y" => Ok(Self::Years(term.one()?.number()?)),
            word => Err(term.fault(format!("'{word}' is no length of time; write M(n) or Y(n)"))),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(n) => write!(f, "M({n})"),
            Self::Years(n) => write!(f, "Y({n})"),
        }
    }
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
    /// The words that begin a rule of effect.
    pub(super) const WORDS: [&'static str; 24] = [
        "IMM",
        "D",
        "M",
        "Y",
        "MF",
        "MFI",
        "DF",
        "FM",
        "NEXT",
        "FIX",
        "OB",
        "JUN30",
        "DEC31NEXT",
        "TERM",
        "PUB",
        "EIF",
        "opening",
        "adoption",
        "notified",
        "max",
        "min",
        "not_before",
        "or_later_date_specified",
        "suspended_while",
    ];

    /// Reads a rule.
    pub fn read(rule: &str) -> Result<Self, RuleError> {
        Self::from_term(&Term::read(rule)?)
    }

    pub(super) fn from_term(term: &Term) -> Result<Self, RuleError> {
        let alone = |effect| term.none().map(|()| effect);
        let counted = |make: fn(u32) -> Self| Ok(make(term.one()?.number()?));
        let boxed = |term: &Term| Self::from_term(term).map(Box::new);
        let several = || term.at_least(2)?.iter().map(Self::from_term).collect::<Result<Vec<_>, _>>();
        match term.word {
            "IMM" => alone(Self::Immediately),
            "D" => counted(Self::Days),
            "M" => counted(Self::Months),
            "Y" => counted(Self::Years),
            "MF" => counted(Self::MonthFirst),
            "MFI" => counted(Self::MonthFirstInclusive),
            "DF" => counted(Self::DayFirst),
            "FM" => counted(Self::NthMonth),
            "OB" => counted(Self::Objections),
            "NEXT" => Self::next(term),
            "FIX" => term.one().and_then(day).map(Self::Fixed),
            "JUN30" => alone(Self::June30),
            "DEC31NEXT" => alone(Self::December31Next),
            "TERM" => match term.arguments.as_slice() {
                [first, next, notice] => {
                    let (first, next) = (Period::read(first)?, Period::read(next)?);
                    if next.months() == 0 {
                        return Err(term.fault("a term cannot last no time"));
                    }
                    Ok(Self::Term(first, next, boxed(notice)?))
                }
                _ => Err(term.fault("'TERM' takes three arguments: first term, next terms, notice")),
            },
            "PUB" => alone(Self::Published),
            "EIF" if term.arguments.is_empty() => Ok(Self::EntryIntoForce(None)),
            "EIF" => Ok(Self::EntryIntoForce(Some(term.one()?.plain()?))),
            "opening" => boxed(term.one()?).map(Self::Opening),
            "adoption" => boxed(term.one()?).map(Self::Adoption),
            "notified" => boxed(term.one()?).map(Self::Notified),
            "max" => several().map(Self::Latest),
            "min" => several().map(Self::Earliest),
            "not_before" => {
                let (rule, floor) = term.two()?;
                Ok(Self::NotBefore(boxed(rule)?, Box::new(Floor::from_term(floor)?)))
            }
            "or_later_date_specified" => boxed(term.one()?).map(Self::OrLaterSpecified),
            "suspended_while" => {
                let (rule, condition) = term.two()?;
                Ok(Self::SuspendedWhile(boxed(rule)?, condition.plain()?))
            }
            word => Err(term.fault(format!("'{word}' is no operator of effect"))),
        }
    }

    fn next(term: &Term) -> Result<Self, RuleError> {
        let wrong = || {
            term.fault(
                "'NEXT' takes a day mm-dd, a number of years, and a notice; the last two may be left out",
            )
        };
        let (day, rest) = term.arguments.split_first().ok_or_else(wrong)?;
        let day = day.parsed("a day of the year, written mm-dd: 01-01 is one")?;
        match rest {
            [] => Ok(Self::Next(day, 0, None)),
            [years] => Ok(Self::Next(day, years.number()?, None)),
            [years, notice] => Ok(Self::Next(day, years.number()?, Some(Box::new(Self::from_term(notice)?)))),
            _ => Err(wrong()),
        }
    }

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
            Self::Next(day, years, notice) => {
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
            Self::Term(first, next, notice) => {
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
            Self::Notified(rule) | Self::SuspendedWhile(rule, _) => rule.apply(trigger, moments),
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
            | Self::SuspendedWhile(rule, _)
            | Self::Term(_, _, rule)
            | Self::Next(_, _, Some(rule)) => vec![rule],
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

    /// Whether an instrument may name a later day of its own.
    #[must_use]
    pub fn takes_later_day(&self) -> bool {
        matches!(self, Self::OrLaterSpecified(_)) || self.parts().into_iter().any(Self::takes_later_day)
    }

    /// The other treaties whose entry into force it asks for.
    #[must_use]
    pub fn treaties(&self) -> Vec<&str> {
        match self {
            Self::EntryIntoForce(Some(other)) => vec![other],
            _ => self.parts().into_iter().flat_map(Self::treaties).collect(),
        }
    }
}

impl Floor {
    pub(super) fn from_term(term: &Term) -> Result<Self, RuleError> {
        if term.word.starts_with(|first: char| first.is_ascii_digit()) {
            day(term).map(Self::Day)
        } else {
            Effect::from_term(term).map(Self::Rule)
        }
    }

    /// The day itself.
    pub fn day(&self, trigger: Date, moments: &Moments) -> Result<Date, NoDay> {
        match self {
            Self::Day(day) => Ok(*day),
            Self::Rule(rule) => rule.apply(trigger, moments),
        }
    }
}

/// The word as a day.
pub(super) fn day(term: &Term) -> Result<Date, RuleError> {
    term.none()?;
    term.word.parse().map_err(|why| term.fault(format!("{why}")))
}

impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Rule(rule) => write!(f, "{rule}"),
        }
    }
}

/// Arguments in the notation.
pub(super) fn arguments<T: fmt::Display>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(T::to_string).collect();
    items.join(", ")
}

/// The rule in the notation, in the one form that reads back as itself.
impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Immediately => write!(f, "IMM"),
            Self::Days(n) => write!(f, "D({n})"),
            Self::Months(n) => write!(f, "M({n})"),
            Self::Years(n) => write!(f, "Y({n})"),
            Self::MonthFirst(n) => write!(f, "MF({n})"),
            Self::MonthFirstInclusive(n) => write!(f, "MFI({n})"),
            Self::DayFirst(n) => write!(f, "DF({n})"),
            Self::NthMonth(n) => write!(f, "FM({n})"),
            Self::Next(day, 0, None) => write!(f, "NEXT({day})"),
            Self::Next(day, years, None) => write!(f, "NEXT({day}, {years})"),
            Self::Next(day, years, Some(notice)) => write!(f, "NEXT({day}, {years}, {notice})"),
            Self::Fixed(date) => write!(f, "FIX({date})"),
            Self::Objections(n) => write!(f, "OB({n})"),
            Self::June30 => write!(f, "JUN30"),
            Self::December31Next => write!(f, "DEC31NEXT"),
            Self::Term(first, next, notice) => write!(f, "TERM({first}, {next}, {notice})"),
            Self::Published => write!(f, "PUB"),
            Self::EntryIntoForce(None) => write!(f, "EIF"),
            Self::EntryIntoForce(Some(other)) => write!(f, "EIF({other})"),
            Self::Opening(rule) => write!(f, "opening({rule})"),
            Self::Adoption(rule) => write!(f, "adoption({rule})"),
            Self::Notified(rule) => write!(f, "notified({rule})"),
            Self::Latest(rules) => write!(f, "max({})", arguments(rules)),
            Self::Earliest(rules) => write!(f, "min({})", arguments(rules)),
            Self::NotBefore(rule, floor) => write!(f, "not_before({rule}, {floor})"),
            Self::OrLaterSpecified(rule) => write!(f, "or_later_date_specified({rule})"),
            Self::SuspendedWhile(rule, condition) => write!(f, "suspended_while({rule}, {condition})"),
        }
    }
}
