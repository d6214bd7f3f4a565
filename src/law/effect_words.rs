//! Rules of effect in plain English, and their arithmetic step by step.

use super::effect::{Effect, Floor, Moments, NextDay, Suspended, Terms};
use super::english::{counted, in_figures, ordinal};
use super::periods::Period;
use crate::model::{Date, series};

impl Effect {
    /// The rule in plain English, run from what `from` names: a day, or `deposit`.
    #[must_use]
    pub fn in_words(&self, from: &str) -> String {
        match self {
            Self::Immediately => format!("on {from}"),
            Self::Days(n) => format!("the {} day after {from}", ordinal(*n)),
            Self::Months(n) => format!("{} after {from}", counted(*n, "month")),
            Self::Years(n) => format!("{} after {from}", counted(*n, "year")),
            Self::MonthFirst(n) => {
                format!("first day of the month following {} after {from}", counted(*n, "month"))
            }
            Self::MonthFirstInclusive(n) => {
                format!("first day of the month following {} beginning on {from}", counted(*n, "month"))
            }
            Self::DayFirst(n) => {
                format!("first day of the month after the {} day following {from}", ordinal(*n))
            }
            Self::NthMonth(n) => {
                format!("first day of the {} calendar month after the month of {from}", ordinal(*n))
            }
            Self::Next(NextDay { day, years, notice }) => {
                let name = day.in_words();
                let year = match years {
                    0 => format!("the next {name} after {from}"),
                    1 => format!("{name} of the year following {from}"),
                    n => format!("{name} of the {} year following {from}", ordinal(*n)),
                };
                match notice {
                    None => year,
                    Some(notice) => format!("{year}, not before {}", notice.in_words(from)),
                }
            }
            Self::Fixed(date) => format!("{date}, or {from} where that is later"),
            Self::Objections(n) => format!(
                "the 60th day after {} for objections, which run from the depositary's notification of {from}",
                counted(*n, "month")
            ),
            Self::June30 => {
                format!("30 June of the year of {from} where that is 1 January, else of the year after it")
            }
            Self::December31Next => format!("31 December of the year after that of {from}"),
            Self::Term(Terms { first, next, notice }) => format!(
                "the end of the term ({} from entry into force, then {} each) that is not over by {}",
                length(*first),
                length(*next),
                notice.in_words(from)
            ),
            Self::Published => format!("as the depositary publishes it for {from}"),
            Self::EntryIntoForce(None) => "the entry into force of the treaty".to_owned(),
            Self::EntryIntoForce(Some(other)) => format!("the entry into force of {other}"),
            Self::Opening(rule) => rule.in_words("opening for signature"),
            Self::Adoption(rule) => rule.in_words("adoption"),
            Self::Notified(rule) if rule.runs_from_notification() => rule.in_words(from),
            Self::Notified(rule) => rule.in_words(&format!("the depositary's notification of {from}")),
            Self::Latest(rules) => format!("the later of {}", each(rules, from)),
            Self::Earliest(rules) => format!("the earlier of {}", each(rules, from)),
            Self::NotBefore(rule, floor) => {
                format!("{}, but not before {}", rule.in_words(from), floor.in_words(from))
            }
            Self::OrLaterSpecified(rule) => {
                format!("{}, or a later day that the instrument names", rule.in_words(from))
            }
            Self::SuspendedWhile(Suspended { rule, condition, at_notice, until }) => {
                let (rule, when) = (rule.in_words(from), if *at_notice { from } else { "that day" });
                let until = until.as_deref().unwrap_or("its end");
                format!("{rule}, but where there is {condition} on {when}, not before {until}")
            }
        }
    }

    /// The arithmetic from `trigger` to the day of effect, in one line; or why there is none.
    #[must_use]
    pub fn arithmetic(&self, trigger: Date, moments: &Moments) -> String {
        let result = match self.apply(trigger, moments) {
            Ok(result) => result,
            Err(why) => return why.to_string(),
        };
        let shorter = |n: u32| match trigger.plus_months(n) {
            Some(end) if end.day() < trigger.day() => " (the last day of that month)",
            _ => "",
        };
        let months = |n: u32| {
            let end = trigger.plus_months(n).unwrap_or(result);
            format!("{trigger} + {} = {end}{}", in_figures(n, "month"), shorter(n))
        };
        match self {
            Self::Days(n) => format!("{trigger} + {} = {result}", in_figures(*n, "day")),
            Self::Months(n) => months(*n),
            Self::Years(n) => {
                format!("{trigger} + {} = {result}{}", in_figures(*n, "year"), shorter(12 * n))
            }
            Self::MonthFirst(n) => format!("{}; first day of the following month: {result}", months(*n)),
            Self::MonthFirstInclusive(n) => {
                format!("{}, less one day; first day of the following month: {result}", months(*n))
            }
            Self::DayFirst(n) => {
                let end = trigger.plus_days(i64::from(*n)).unwrap_or(result);
                let days = in_figures(*n, "day");
                format!("{trigger} + {days} = {end}; first day of the following month: {result}")
            }
            Self::NthMonth(n) => format!(
                "month {:04}-{:02} + {}, its first day: {result}",
                trigger.year(),
                trigger.month(),
                in_figures(*n, "month")
            ),
            Self::Next(NextDay { notice: Some(notice), .. }) => {
                format!(
                    "notice: {}; the first such day from then: {result}",
                    notice.arithmetic(trigger, moments)
                )
            }
            Self::Objections(n) => format!("{}; + 60 days = {result}", months(*n)),
            Self::Term(Terms { first, next, notice }) => {
                let start = moments.in_force_on.unwrap_or(result);
                let notice = notice.arithmetic(trigger, moments);
                let first_ends = start.plus_months(first.months()).unwrap_or(result);
                format!(
                    "notice: {notice}; terms end on {first_ends} and then every {}; the first such day from there on: {result}",
                    length(*next)
                )
            }
            Self::EntryIntoForce(_) => format!("entry into force: {result}"),
            Self::Opening(rule) => rule.arithmetic(moments.opened_on.unwrap_or(trigger), moments),
            Self::Adoption(rule) => rule.arithmetic(moments.adopted_on.unwrap_or(trigger), moments),
            Self::Notified(rule) | Self::SuspendedWhile(Suspended { rule, .. }) => {
                rule.arithmetic(trigger, moments)
            }
            Self::Latest(rules) => joined(rules, trigger, moments, "the later", result),
            Self::Earliest(rules) => joined(rules, trigger, moments, "the earlier", result),
            Self::NotBefore(rule, floor) => {
                let floor = match &**floor {
                    Floor::Day(day) => day.to_string(),
                    Floor::Rule(floor) => floor.arithmetic(trigger, moments),
                };
                format!("{}; not before {floor}: {result}", rule.arithmetic(trigger, moments))
            }
            Self::OrLaterSpecified(rule) => {
                let own = rule.arithmetic(trigger, moments);
                match moments.specified_on {
                    Some(specified)
                        if specified == result && rule.apply(trigger, moments) != Ok(specified) =>
                    {
                        format!("{own}; the later day that the instrument names: {specified}")
                    }
                    _ => own,
                }
            }
            _ => result.to_string(),
        }
    }
}

impl Floor {
    /// The floor in plain English.
    #[must_use]
    pub fn in_words(&self, from: &str) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Rule(rule) => rule.in_words(from),
        }
    }
}

/// A length of time in plain English.
pub(super) fn length(period: Period) -> String {
    match period {
        Period::Months(n) => counted(n, "month"),
        Period::Years(n) => counted(n, "year"),
    }
}

fn each(rules: &[Effect], from: &str) -> String {
    let parts: Vec<String> = rules.iter().map(|rule| rule.in_words(from)).collect();
    series(&parts, "and")
}

fn joined(rules: &[Effect], trigger: Date, moments: &Moments, which: &str, result: Date) -> String {
    let parts: Vec<String> = rules.iter().map(|rule| rule.arithmetic(trigger, moments)).collect();
    format!("{}; {which}: {result}", parts.join("; "))
}
