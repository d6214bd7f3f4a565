//! What the mismatches of published and computed days under one treaty have in common.

use std::collections::BTreeSet;

use serde::Serialize;

use super::effect::{Pair, Shape, kind_of, pairs, rule};
use super::evidence::{Evidence, TreatyRecord};
use crate::model::{ActKind, Date};

/// What is probably wrong where published and computed days differ under a treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// The treaty.
    pub treaty: String,
    /// Acts whose days differ.
    pub differ: usize,
    /// Acts with both days.
    pub of: usize,
    /// What is probably wrong.
    pub cause: String,
}

/// Looks at all rows of each treaty together.
#[must_use]
pub fn diagnose(evidence: &Evidence) -> Vec<Diagnosis> {
    let of_treaty = |record: &TreatyRecord| {
        let all = pairs(evidence, record);
        let odd: Vec<Pair> = all.iter().copied().filter(|pair| !pair.agree()).collect();
        let gap = record.met_on.zip(record.in_force_on());
        let in_gap = |pair: &Pair| {
            let day = pair.fact.act.day;
            pair.fact.act.kind.is_consent() && gap.is_some_and(|(met, entry)| met < day && day <= entry)
        };
        (!odd.is_empty()).then(|| Diagnosis {
            treaty: record.treaty.code.clone(),
            differ: odd.len(),
            of: all.len(),
            cause: cause(&all, &odd, in_gap, record),
        })
    };
    evidence.records.iter().filter_map(of_treaty).collect()
}

fn cause(all: &[Pair], odd: &[Pair], in_gap: impl Fn(&Pair) -> bool, record: &TreatyRecord) -> String {
    let each = |holds: &dyn Fn(&Pair) -> bool| odd.iter().all(holds);
    // What all odd rows share says something only where other rows do not share it.
    let only = |holds: &dyn Fn(&Pair) -> bool| each(holds) && all.iter().any(|pair| !holds(pair));
    let day_of = |pair: &Pair| pair.fact.act.day.day();
    let monthly = |pair: &Pair| {
        let rule = record.treaty.later_effect(pair.fact.act.kind);
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
    // Whether all rows under the rules of the odd ones are odd: others say nothing about these rules.
    let rules: BTreeSet<String> = odd.iter().map(|pair| rule(record, pair.fact)).collect();
    let later = all.iter().filter(|pair| !record.is_of_first_group(&pair.fact.act));
    let under = later.filter(|pair| rules.contains(&rule(record, pair.fact))).count();
    if under > odd.len() {
        return format!("{} of {under} under one rule, and no pattern: bad rows", odd.len());
    }
    let count = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    let days = |pair: &Pair| pair.published.days_since(pair.computed);
    let months = |pair: &Pair| count(pair.published) - count(pair.computed);
    let first = &odd[0];
    if each(&|pair| days(pair) == days(first)) {
        format!("every row by {:+} days: a wrong rule", days(first))
    } else if each(&|pair| pair.published.day() == pair.computed.day() && months(pair) == months(first)) {
        format!("every row by {:+} months: a wrong rule", months(first))
    } else {
        "every row, each by another number of days: a wrong rule".to_owned()
    }
}
