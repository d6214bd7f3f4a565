//! How a day follows from a clause, for receipts and explanations.

use serde::Serialize;

use crate::law::{Basis, Case, Derived, Effect, Effective, EntryIntoForce, Rule};
use crate::model::{Act, ActKind, Date};
use crate::store::TreatyRow;

/// A day and how it follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Computation {
    /// The day.
    pub on: Date,
    /// The rule in plain English.
    pub rule: String,
    /// Where the treaty, or the law of treaties, says so.
    pub article: String,
    /// The day it runs from.
    pub from: Date,
    /// The arithmetic.
    pub arithmetic: String,
    /// Whether the day is only the earliest possible one.
    pub estimated: bool,
    /// Why it is: what is not recorded.
    #[serde(skip)]
    pub not_recorded: &'static str,
}

/// How the day of effect of an act follows; none where none can be computed.
pub(super) fn of_act(case: &Case, entry: &EntryIntoForce, effective: &Effective) -> Option<Computation> {
    let on = effective.computed_on?;
    let from = effective.trigger;
    let date = "the date of the succession of States, not before the treaty was in force for the predecessor";
    let notification = "the notification, since the date of the succession of States is not recorded";
    let act = case.acts.iter().find(|act| act.id == effective.act);
    // A day that comes after the notification is no date of a succession, but one that the depositary published.
    let is_later =
        |act: &Act| act.kind == ActKind::Succession && act.effective_on.is_some_and(|day| act.day < day);
    if act.is_some_and(is_later) {
        return None;
    }
    let succeeded = match effective.basis {
        Basis::Succession => Some((date, "1978 Vienna Convention, arts 34 and 36")),
        Basis::Union => Some((date, "1978 Vienna Convention, arts 31 to 33")),
        Basis::Independence => Some((date, "1978 Vienna Convention, art. 23")),
        Basis::Notification => Some((notification, "1978 Vienna Convention, art. 34")),
        Basis::NotificationOfIndependence => {
            Some((notification, "1978 Vienna Convention, arts 22(3) and 23"))
        }
        Basis::OwnDay if on == from => {
            Some(("the day of the consent itself: no clause gives another", "VCLT art. 24(3)"))
        }
        Basis::OwnDay => Some((
            "the entry into force of the treaty, by which the consent was there: no clause gives another day",
            "VCLT art. 24(1)",
        )),
        Basis::Transfer => Some((
            "the day on which the territory passes to it from another State",
            "1978 Vienna Convention, art. 15",
        )),
        _ => None,
    };
    if let Some((rule, article)) = succeeded {
        let floor = match effective.basis {
            _ if on == from => String::new(),
            Basis::Transfer | Basis::OwnDay => format!("; not before the treaty is in force: {on}"),
            _ => format!("; in force for the predecessor: {on}"),
        };
        let notified =
            act.map(|act| act.day).filter(|day| effective.basis == Basis::Independence && on < *day);
        let suspended = notified.map_or_else(String::new, |day| {
            format!("; its operation suspended until the notification of {day} (art. 23(2))")
        });
        return Some(Computation {
            on,
            rule: rule.to_owned(),
            article: article.to_owned(),
            from,
            arithmetic: format!("{from}{floor}{suspended}"),
            estimated: false,
            not_recorded: "",
        });
    }
    let (effect, article) = effect_of(case, effective.clause?)?;
    let mut moments = case.treaty.moments(entry.on, case.relations);
    if effective.basis == Basis::FirstGroup {
        moments.in_force_on = None;
    } else if effect.takes_later_day() {
        moments.specified_on = effective.own_on;
    }
    let is_conditional = effect.is_conditional();
    let mut of_act = case.acts.iter().filter(|act| act.id == effective.act);
    let is_published = of_act.any(|act| act.effective_on.is_some());
    let mut arithmetic = effect.arithmetic(from, &moments);
    match effective.basis {
        Basis::WithTreaty => {
            arithmetic = format!("deposited before the entry into force, so together with the treaty: {on}");
        }
        _ if effective.own_on != Some(on) => {
            arithmetic = format!("{arithmetic}; not before the treaty itself: {on}");
        }
        _ => {}
    }
    Some(Computation {
        on,
        rule: effect.in_words(&from.to_string()),
        article: article.to_owned(),
        from,
        arithmetic,
        estimated: effective.estimated && !(is_conditional && is_published),
        not_recorded: if is_conditional {
            "whether there is what suspends it is not recorded (--waits-for)"
        } else {
            "the day of the depositary's notification is not recorded (--notified)"
        },
    })
}

/// How the treaty's own entry into force follows; none where the conditions were not met, or no rule gives a day.
pub(super) fn of_entry(case: &Case, entry: &EntryIntoForce) -> Option<Computation> {
    let (on, from) = (entry.computed_on?, entry.met_on?);
    let (effect, clause) = case.treaty.first_effect()?;
    Some(Computation {
        on,
        rule: effect.in_words(&from.to_string()),
        article: clause.article.clone(),
        from,
        arithmetic: effect.arithmetic(from, &case.treaty.moments(None, case.relations)),
        estimated: false,
        not_recorded: "",
    })
}

fn effect_of<'a>(case: &Case<'a>, clause: i64) -> Option<(&'a Effect, &'a str)> {
    let clause = case.treaty.clauses.iter().find(|known| known.id == clause)?;
    match &clause.rule {
        Rule::Effect(effect) | Rule::Withdrawal(effect) => Some((effect, &clause.article)),
        _ => None,
    }
}

/// Why a treaty ended for all on a day, where no termination did that.
fn ended_because(case: &Case, derived: &Derived, treaty: &TreatyRow, on: Date) -> Option<String> {
    let mut acts = case.treaty_acts.iter();
    if acts.any(|act| act.kind == ActKind::Termination && act.effective_on.unwrap_or(act.day) == on) {
        return None;
    }
    let entry = treaty.in_force_on.or(derived.entry.on);
    let (rule, clause) = case.treaty.ended_by(entry, on)?;
    Some(format!("{} ({})", rule.in_words(), clause.article))
}

/// A treaty's own entry into force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnEntry {
    /// As published.
    pub published_on: Option<Date>,
    /// By the clause.
    pub computed: Option<Computation>,
    /// The day on which the conditions were met.
    pub met_on: Option<Date>,
    /// First day on which the record cannot tell whether they were met.
    pub undetermined_on: Option<Date>,
    /// Why it ended of itself, with the article; none where it did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_because: Option<String>,
}

impl OwnEntry {
    pub(super) fn of(case: &Case, derived: &Derived, treaty: &TreatyRow) -> Self {
        Self {
            published_on: treaty.in_force_on,
            computed: of_entry(case, &derived.entry),
            met_on: derived.entry.met_on,
            undetermined_on: derived.entry.undetermined_on,
            ended_because: treaty.ended_on.and_then(|on| ended_because(case, derived, treaty, on)),
        }
    }
}
