//! A rule on its own: what it says, and the day it gives from another day.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::law::{Codes, Effect, Moments, NoDay, Rule};
use crate::model::Date;

/// The days that a rule is tried with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trial {
    /// The day it runs from: of deposit, of receipt, or on which the conditions were met.
    pub from: Option<Date>,
    /// The result is not before this day, such as the treaty's entry into force.
    pub not_before: Option<Date>,
    /// The treaty's entry into force.
    pub in_force_on: Option<Date>,
    /// Opened for signature.
    pub opened_on: Option<Date>,
    /// Adopted.
    pub adopted_on: Option<Date>,
    /// The day that the instrument itself names.
    pub specified_on: Option<Date>,
}

/// What a rule says, and the day it gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseReport {
    /// The rule in the notation.
    pub rule: String,
    /// What it is about: effect, threshold, eligibility …
    pub kind: &'static str,
    /// The rule in plain English.
    pub in_words: String,
    /// The day it runs from.
    pub from: Option<Date>,
    /// The day that the result is not before.
    pub not_before: Option<Date>,
    /// The day of effect; none where none was asked for, or none can be computed.
    pub date: Option<Date>,
    /// The arithmetic, or why no day can be computed.
    pub arithmetic: Option<String>,
    /// Whether the rule runs from the depositary's notification, so that from a deposit the day is the earliest possible.
    pub runs_from_notification: bool,
}

/// Reads a rule, and applies it where it is one of effect.
pub fn clause(rule: &str, trial: &Trial) -> Result<ClauseReport> {
    let read = Rule::read_any(rule).map_err(|why| Error::Usage(why.to_string()))?;
    let from_words = trial.from.map_or_else(|| "deposit".to_owned(), |day| day.to_string());
    let mut report = ClauseReport {
        rule: read.to_string(),
        kind: read.kind(),
        in_words: read.in_words(&from_words, &Codes),
        from: trial.from,
        not_before: trial.not_before,
        date: None,
        arithmetic: None,
        runs_from_notification: false,
    };
    match (&read, trial.from) {
        (Rule::Effect(effect), Some(from)) => applied(effect, from, trial, &mut report),
        (_, None) => {}
        (_, Some(_)) => {
            return Err(Error::Usage(format!(
                "'{}' is a rule of {}, which gives no day; leave out --from to see what it says",
                report.rule, report.kind
            )));
        }
    }
    Ok(report)
}

fn applied(effect: &Effect, from: Date, trial: &Trial, report: &mut ClauseReport) {
    let moments = Moments {
        in_force_on: trial.in_force_on,
        opened_on: trial.opened_on,
        adopted_on: trial.adopted_on,
        specified_on: trial.specified_on,
        others: None,
    };
    let mut arithmetic = effect.arithmetic(from, &moments);
    if let Ok(own) = effect.apply(from, &moments) {
        let date = trial.not_before.map_or(own, |floor| own.max(floor));
        if date != own {
            arithmetic = format!("{arithmetic}; not before {date}");
        }
        report.date = Some(date);
    }
    let missing = match effect.apply(from, &moments) {
        Err(NoDay::NotInForce) => "; give it with --in-force",
        Err(NoDay::NotOpened) => "; give it with --opened",
        Err(NoDay::NotAdopted) => "; give it with --adopted",
        _ => "",
    };
    report.arithmetic = Some(format!("{arithmetic}{missing}"));
    report.runs_from_notification = effect.runs_from_notification();
}
