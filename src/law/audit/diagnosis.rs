//! What the mismatches of published and computed days under one treaty have in common.

use super::Evidence;
use super::effect::{Pair, Shape, kind_of, pairs};
use crate::model::ActKind;

/// What is probably wrong where published and computed days differ under a treaty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// The treaty.
    pub treaty: String,
    /// Acts whose days differ.
    pub differ: usize,
    /// Acts with both days.
    pub of: usize,
    /// The diagnosis.
    pub cause: String,
}

/// Looks at all rows of each treaty together.
#[must_use]
pub fn diagnose(evidence: &Evidence) -> Vec<Diagnosis> {
    let of_treaty = |docket| {
        let docket: &super::Docket = docket;
        let all = pairs(evidence, docket);
        let odd: Vec<Pair> = all.iter().copied().filter(|pair| !pair.agree()).collect();
        let gap = docket.met_on.zip(docket.in_force_on());
        let in_gap = |pair: &Pair| {
            let day = pair.fact.act.day;
            pair.fact.act.kind.is_consent() && gap.is_some_and(|(met, entry)| met < day && day <= entry)
        };
        (!odd.is_empty()).then(|| Diagnosis {
            treaty: docket.treaty.code.clone(),
            differ: odd.len(),
            of: all.len(),
            cause: cause(&all, &odd, in_gap, docket),
        })
    };
    evidence.dockets.iter().filter_map(of_treaty).collect()
}

fn cause(all: &[Pair], odd: &[Pair], in_gap: impl Fn(&Pair) -> bool, docket: &super::Docket) -> String {
    let each = |holds: &dyn Fn(&Pair) -> bool| odd.iter().all(holds);
    // What all odd rows share says something only where other rows do not share it.
    let only = |holds: &dyn Fn(&Pair) -> bool| each(holds) && all.iter().any(|pair| !holds(pair));
    let day_of = |pair: &Pair| pair.fact.act.day.day();
    let monthly = |pair: &Pair| {
        let rule = docket.treaty.later_effect(pair.fact.act.kind);
        rule.is_some_and(|(rule, _)| kind_of(rule) == Some(Shape::MonthFirst))
    };
    if let [one] = odd {
        return if all.len() == 1 {
            "the only row with both days: a bad row or a wrong rule".to_owned()
        } else {
            format!("one row: probably a bad row, @{}", one.fact.act.id)
        };
    }
    if only(&|pair| pair.fact.act.kind == ActKind::Succession) {
        return "successions only: how their date is taken".to_owned();
    }
    if only(&in_gap) {
        return "only between the conditions and entry into force: the gap rule".to_owned();
    }
    if only(&|pair| day_of(pair) == 1 && monthly(pair)) {
        return "only acts of the 1st: MF taken for MFI, or the other way round".to_owned();
    }
    if only(&|pair| day_of(pair) >= 29) {
        return "only acts of the 29th to 31st: the arithmetic of months".to_owned();
    }
    let days = |pair: &Pair| pair.published.days_since(pair.computed);
    if odd.len() == all.len() && each(&|pair| days(pair) == days(&odd[0])) {
        return format!("every row by {:+} days: a wrong rule", days(&odd[0]));
    }
    let months = |pair: &Pair| {
        let count = |day: crate::model::Date| i64::from(day.year()) * 12 + i64::from(day.month());
        (pair.published.day() == pair.computed.day()).then(|| count(pair.published) - count(pair.computed))
    };
    if odd.len() == all.len() && months(&odd[0]).is_some() && each(&|pair| months(pair) == months(&odd[0])) {
        return format!("every row by {:+} months: a wrong rule", months(&odd[0]).unwrap_or_default());
    }
    if odd.len() == all.len() {
        return "every row, each by another number of days: a wrong rule".to_owned();
    }
    format!("{} of {} rows and no pattern: bad rows", odd.len(), all.len())
}
