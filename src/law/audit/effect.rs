//! Days of effect: published against computed, and what is odd in them..

use std::collections::BTreeMap;

use super::evidence::{ActFact, Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::{Error, Info, Warning};
use super::history::apart;
use crate::law::clauses::Gap;
use crate::law::effect::{Effect, Suspended};
use crate::law::leaving_at_once::Amendment;
use crate::law::relations::Relations;
use crate::model::{Act, ActKind, Date};

/// A published day of effect, and the one that the clause gives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    pub fact: &'a ActFact,
    pub published: Date,
    pub computed: Date,
}

impl Pair<'_> {
    pub(super) fn agree(&self) -> bool {
        self.published == self.computed || (self.fact.estimated && self.published > self.computed)
    }
}

/// Every act with both a published day of effect and one that the law gives.
pub(super) fn pairs<'a>(evidence: &'a Evidence, record: &'a TreatyRecord) -> Vec<Pair<'a>> {
    let pair = |fact: &'a ActFact| {
        let published = fact.act.effective_on?;
        let computed = if fact.act.kind == ActKind::Succession {
            by_succession(evidence, record, &fact.act).filter(|day| *day <= published)?
        } else if record.is_of_first_group(&fact.act) {
            record.in_force_on()?
        } else {
            fact.computed_on?
        };
        Some(Pair { fact, published, computed })
    };
    record.acts.iter().filter_map(pair).collect()
}

/// Whether it left on the day that a right to leave because of an amendment gives.
fn leaves_at_once(evidence: &Evidence, record: &TreatyRecord, pair: &Pair) -> bool {
    let act = &pair.fact.act;
    let was_bound = |day: Date| {
        record.spells.iter().any(|spell| spell.is_of(&act.participant, day) && spell.status.bound())
    };
    let mut rights = evidence.records.iter().filter(|_| act.kind.is_exit()).filter_map(|other| {
        let in_force_on = other.in_force_on();
        let amendment = Amendment { treaty: &other.treaty, met_on: other.met_on, in_force_on };
        let acts = other.acts.iter().map(|fact| &fact.act);
        amendment.right_to_leave(&record.treaty, acts, act, &was_bound)
    });
    rights.any(|right| right.is_open() && right.effect <= pair.published)
}

/// The day of effect of a succession: of the succession of States as recorded of the participant, and not before the treaty
/// was in force for a predecessor.
fn by_succession(evidence: &Evidence, record: &TreatyRecord, act: &Act) -> Option<Date> {
    let earlier = evidence.world.predecessors_of(&act.done_by);
    let on = evidence.world.succeeded_on(&act.done_by)?;
    let begun = earlier
        .iter()
        .flat_map(|earlier| record.acts_of(&earlier.code))
        .filter(|fact| fact.act.kind.is_consent())
        .filter_map(|fact| fact.counts_from)
        .min();
    Some(on.max(begun.or(record.in_force_on())?))
}

/// Published dates win, computed dates check (VCLT art. 24).
pub(super) fn disagree(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for pair in pairs(evidence, record).iter().filter(|pair| !pair.agree()) {
        if leaves_at_once(evidence, record, pair) {
            continue;
        }
        let Pair { fact, published, computed } = pair;
        let (rule, apart) = (rule(record, fact), apart(*published, *computed));
        let text = format!("{fact}: effect published {published}, by {rule} {computed} ({apart})");
        found.act(Warning, fact, text);
    }
}

/// The rule that gives the day of effect of an act, in the notation and with its article.
pub(super) fn rule(record: &TreatyRecord, fact: &ActFact) -> String {
    if fact.act.kind == ActKind::Succession {
        return "the date of succession".to_owned();
    }
    let found = if record.is_of_first_group(&fact.act) {
        record.treaty.first_effect()
    } else {
        record.treaty.later_effect(fact.act.kind)
    };
    found.map_or_else(|| "the law".to_owned(), |(rule, clause)| format!("{rule} ({})", clause.article))
}

/// What takes effect before it is done and is no succession: only as the treaty, or those that it binds, provide (VCLT
/// art. 24(1), (3)).
pub(super) fn before_deposit(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for fact in &record.acts {
        let own = !fact.act.kind.is_succession() && !fact.act.kind.is_exit();
        if let Some(effect) = fact.act.effective_on.filter(|effect| own && *effect < fact.act.earliest) {
            let text = format!("{fact} is to take effect on {effect}, before it was done");
            found.act(Warning, fact, text);
        }
    }
}

/// Nobody is bound before the treaty is in force, unless its clauses say so.
pub(super) fn before_treaty(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    if record.treaty.gap().0 == Gap::Own {
        return;
    }
    for fact in own_consents(record) {
        let Some(effect) = fact.act.effective_on else { continue };
        let but = match record.in_force_on() {
            Some(entry) if effect < entry => format!("entered into force on {entry}"),
            None if record.treaty.threshold().is_some() => "is not in force".to_owned(),
            _ => continue,
        };
        found.act(Error, fact, format!("{} with effect on {effect}, and the treaty {but}", fact.act.kind));
    }
}

/// The consents that are no successions.
fn own_consents(record: &TreatyRecord) -> impl Iterator<Item = &ActFact> {
    record.consents().filter(|fact| fact.act.kind != ActKind::Succession)
}

/// Day and month taken for one another: the published effect fits the other reading.
pub(super) fn swapped(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let none = Relations::default();
    let entry = record.in_force_on();
    for Pair { fact, published, .. } in pairs(evidence, record).iter().filter(|pair| !pair.agree()) {
        let act = &fact.act;
        let other = Date::of(act.day.year(), act.day.day(), act.day.month());
        let Some(other) = other.filter(|other| *other != act.day && act.is_dated()) else {
            continue;
        };
        let of_first_group = act.kind.is_consent() && record.met_on.is_some_and(|met| other <= met);
        let effect = if of_first_group {
            entry
        } else {
            let own = record
                .treaty
                .later_effect(act.kind)
                .and_then(|(rule, _)| rule.apply(other, &record.treaty.moments(entry, &none)).ok());
            own.map(|own| if act.kind.is_consent() { own.max(entry.unwrap_or(own)) } else { own })
        };
        if effect == Some(*published) {
            let text = format!("{fact}: read as {other} it gives the published effect {published}");
            found.act(Warning, fact, text);
        }
    }
}

/// What one sees at once when a treaty has another treaty's rule.
pub(super) fn wrong_rule(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    const ENOUGH: usize = 3;
    let Some((rule, clause)) = record.treaty.later_effect(ActKind::Ratification) else {
        return;
    };
    let effects: Vec<(&ActFact, Date)> = own_consents(record)
        .filter(|fact| !record.is_of_first_group(&fact.act))
        .filter_map(|fact| Some((fact, fact.act.effective_on?)))
        .filter(|(_, effect)| Some(*effect) != record.in_force_on())
        .collect();
    let odd: Vec<_> = effects.iter().filter(|(_, effect)| effect.day() != 1).collect();
    let (entries, text) = match (kind_of(rule), odd.first()) {
        (Some(Shape::MonthFirst), Some((first, effect))) => (
            odd.iter().map(|pair| pair.0).collect(),
            format!(
                "{rule} ({}) gives the first of a month, and {} of {} published effects are on other days: {} on {effect}",
                clause.article,
                odd.len(),
                effects.len(),
                first.act.participant
            ),
        ),
        (Some(Shape::Days), None) if effects.len() >= ENOUGH => (
            effects.iter().map(|pair| pair.0).collect::<Vec<_>>(),
            format!(
                "{rule} ({}) counts days, and all {} published effects are on the first of a month",
                clause.article,
                effects.len()
            ),
        ),
        _ => return,
    };
    found.add(Warning, entries.iter().map(|fact| fact.act.id), text).from(&entries[0].sources);
}

/// What days a rule gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// First days of months.
    MonthFirst,
    /// So many days later.
    Days,
}

pub(super) fn kind_of(rule: &Effect) -> Option<Shape> {
    match rule {
        Effect::MonthFirst(_)
        | Effect::MonthFirstInclusive(_)
        | Effect::DayFirst(_)
        | Effect::NthMonth(_) => Some(Shape::MonthFirst),
        Effect::Days(_) => Some(Shape::Days),
        Effect::OrLaterSpecified(inner) | Effect::SuspendedWhile(Suspended { rule: inner, .. }) => {
            kind_of(inner)
        }
        _ => None,
    }
}

/// A day that only we computed, and that the depositary has had time to publish. All of a treaty by one rule are one
/// finding.
pub(super) fn unconfirmed(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    const DAYS: i64 = 60;
    let mut by_rule: BTreeMap<String, Vec<(&ActFact, Date)>> = BTreeMap::new();
    for fact in record.acts.iter().filter(|fact| fact.act.kind.is_consent() || fact.act.kind.is_exit()) {
        let published = fact.act.effective_on.is_some()
            || (record.is_of_first_group(&fact.act) && record.published_on().is_some());
        let effect = fact.counts_from.filter(|_| !published);
        if let Some(effect) = effect.filter(|effect| evidence.day().days_since(*effect) > DAYS) {
            by_rule.entry(rule(record, fact)).or_default().push((fact, effect));
        }
    }
    for (rule, facts) in by_rule {
        if let [(fact, effect)] = facts[..] {
            let text = format!("{fact}: effect {effect} is computed by {rule} and not published");
            found.act(Info, fact, text);
        } else {
            let entries = facts.iter().map(|(fact, _)| fact.act.id);
            found.add(
                Info,
                entries,
                format!("{} days of effect are computed by {rule} and not published", facts.len()),
            );
        }
    }
}
