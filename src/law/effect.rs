//! When an act takes effect: the operators of final clauses, applied to a trigger day.

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
    /// `FIX(date)`: that date, or the day itself where later.
    Fixed(Date),
    /// `OB(n)`: n months for objections, then the 60th day.
    Objections(u32),
    /// `JUN30`: 30 June by notice on or before 1 January of that year.
    June30,
    /// `DEC31NEXT`: 31 December of the following year.
    December31Next,
    /// `PUB`: only as the depositary publishes it; nothing can be computed.
    Published,
    /// `EIF`: the treaty's entry into force.
    EntryIntoForce,
    /// `max(x, y)`: whichever is later.
    Later(Box<Effect>, Box<Effect>),
}

impl Effect {
    /// Reads a rule.
    pub fn read(rule: &str) -> Result<Self, RuleError> {
        Self::from_term(&Term::read(rule)?)
    }

    fn from_term(term: &Term) -> Result<Self, RuleError> {
        let alone = |effect| term.none().map(|()| effect);
        let counted = |make: fn(u32) -> Self| Ok(make(term.one()?.number()?));
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
            "FIX" => {
                let day = term.one()?;
                let date = day.word.parse();
                Ok(Self::Fixed(date.map_err(|why| day.fault(format!("{why}")))?))
            }
            "JUN30" => alone(Self::June30),
            "DEC31NEXT" => alone(Self::December31Next),
            "PUB" => alone(Self::Published),
            "EIF" => alone(Self::EntryIntoForce),
            "max" => {
                let (first, second) = term.two()?;
                let boxed = |term| Self::from_term(term).map(Box::new);
                Ok(Self::Later(boxed(first)?, boxed(second)?))
            }
            word => Err(term.fault(format!("'{word}' is no operator of effect"))),
        }
    }

    /// The day of effect for `trigger`; `in_force` is the treaty's entry into force. None where it cannot be
    /// computed.
    #[must_use]
    pub fn apply(&self, trigger: Date, in_force: Option<Date>) -> Option<Date> {
        let after = |months: u32| trigger.plus_months_clamped(months);
        Some(match self {
            Self::Immediately => trigger,
            Self::Days(n) => trigger.plus_days(i64::from(*n)),
            Self::Months(n) => after(*n),
            Self::Years(n) => after(12 * n),
            Self::MonthFirst(n) => after(*n).first_of_next_month(),
            Self::MonthFirstInclusive(n) => after(*n).plus_days(-1).first_of_next_month(),
            Self::DayFirst(n) => trigger.plus_days(i64::from(*n)).first_of_next_month(),
            Self::NthMonth(n) => Date::of(trigger.year(), trigger.month(), 1)?.plus_months_clamped(*n),
            Self::Fixed(date) => trigger.max(*date),
            Self::Objections(n) => after(*n).plus_days(60),
            Self::June30 => {
                let same_year = trigger.month() == 1 && trigger.day() == 1;
                Date::of(trigger.year() + i32::from(!same_year), 6, 30)?
            }
            Self::December31Next => Date::of(trigger.year() + 1, 12, 31)?,
            Self::Published => return None,
            Self::EntryIntoForce => return in_force,
            Self::Later(first, second) => {
                first.apply(trigger, in_force)?.max(second.apply(trigger, in_force)?)
            }
        })
    }

    /// The arithmetic from `trigger` to the day of effect, in one line.
    #[must_use]
    pub fn arithmetic(&self, trigger: Date, in_force: Option<Date>) -> String {
        let Some(result) = self.apply(trigger, in_force) else {
            return "no day can be computed".to_owned();
        };
        let months =
            |n: u32| format!("{trigger} + {} = {}", counted(n, "month"), trigger.plus_months_clamped(n));
        match self {
            Self::Days(n) => format!("{trigger} + {} = {result}", counted(*n, "day")),
            Self::Months(n) => months(*n),
            Self::Years(n) => format!("{trigger} + {} = {result}", counted(*n, "year")),
            Self::MonthFirst(n) => format!("{}; first day of the following month: {result}", months(*n)),
            Self::MonthFirstInclusive(n) => {
                format!("{}, less one day; first day of the following month: {result}", months(*n))
            }
            Self::DayFirst(n) => format!(
                "{trigger} + {n} days = {}; first day of the following month: {result}",
                trigger.plus_days(i64::from(*n))
            ),
            Self::Objections(n) => format!("{}; + 60 days = {result}", months(*n)),
            Self::Later(first, second) => format!(
                "{}; {}; the later: {result}",
                first.arithmetic(trigger, in_force),
                second.arithmetic(trigger, in_force)
            ),
            Self::EntryIntoForce => format!("entry into force: {result}"),
            _ => result.to_string(),
        }
    }
}

impl Effect {
    /// The rule in plain English, run from what `from` names: a day, or `deposit`.
    #[must_use]
    pub fn in_words(&self, from: &str) -> String {
        match self {
            Self::Immediately => format!("on {from}"),
            Self::Days(n) => format!("{} after {from}", counted(*n, "day")),
            Self::Months(n) => format!("{} after {from}", counted(*n, "month")),
            Self::Years(n) => format!("{} after {from}", counted(*n, "year")),
            Self::MonthFirst(n) => format!(
                "first day of the month following the expiration of {} after {from}",
                counted(*n, "month")
            ),
            Self::MonthFirstInclusive(n) => format!(
                "first day of the month following the expiration of {} beginning on {from}",
                counted(*n, "month")
            ),
            Self::DayFirst(n) => format!("first day of the month after day {n} following {from}"),
            Self::NthMonth(n) => format!("first day of calendar month {n} after that of {from}"),
            Self::Fixed(date) => format!("on {date}, or on {from} where that is later"),
            Self::Objections(n) => {
                format!("60 days after {} for objections from {from}", counted(*n, "month"))
            }
            Self::June30 => format!("next 30 June of which notice is given by 1 January, from {from}"),
            Self::December31Next => format!("31 December of the year following {from}"),
            Self::Published => format!("as the depositary publishes it for {from}"),
            Self::EntryIntoForce => "the entry into force of the treaty".to_owned(),
            Self::Later(first, second) => {
                format!("the later of {} and {}", first.in_words(from), second.in_words(from))
            }
        }
    }
}

fn counted(n: u32, unit: &str) -> String {
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}
