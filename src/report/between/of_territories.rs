//! Two of whom one or both are territories: what holds between them holds through the State whose each is on the day.

use std::collections::BTreeMap;

use super::pair::{Two, pair_spells};
use super::states::{BetweenReport, BetweenRow, between_two};
use crate::error::Result;
use crate::model::{Date, Span, union_of};
use crate::report::TreatyBrief;
use crate::report::of_territory::{OfTerritory, in_time};
use crate::report::territory::Territory;
use crate::report::territory_through::Applies;
use crate::store::{Names, ParticipantRow, Store, TreatyRow};

/// How one of the two takes part in a treaty for some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// By its own participation, or by that of its State.
    Bound,
    /// It goes on there by a notification of a State that is not bound itself.
    GoesOn,
    NotKnown,
    /// It does not apply.
    Out,
}

/// Who takes part for one of the two, and how.
type Holder = (String, Part);

fn holder(row: &ParticipantRow, of: Option<&OfTerritory>) -> Holder {
    let Some(of) = of else { return (row.code.clone(), Part::Bound) };
    let by = of.by();
    let code = by.map_or(&row.code, |by| &by.participant.code).clone();
    let part = match (of.applies, by) {
        (Applies::Yes | Applies::Presumed, Some(by)) if by.status.bound() => Part::Bound,
        (Applies::Yes | Applies::Presumed, Some(_)) => Part::GoesOn,
        (Applies::NotKnown, _) => Part::NotKnown,
        _ => Part::Out,
    };
    (code, part)
}

/// One of the two: who takes part for it, from time to time, and the answer that says so.
struct Times<'a> {
    row: &'a ParticipantRow,
    territory: Option<&'a Territory<'a>>,
    all: Vec<(Span, Holder, Option<OfTerritory>)>,
}

impl<'a> Times<'a> {
    fn of(
        store: &Store,
        treaty: &TreatyRow,
        (row, territory): (&'a ParticipantRow, Option<&'a Territory<'a>>),
        names: &Names,
    ) -> Result<Self> {
        let times = in_time(store, treaty, territory, names)?.into_iter();
        let times = times.map(|(days, of)| (days, holder(row, of.as_ref()), of)).collect();
        Ok(Self { row, territory, all: times })
    }

    /// The State of which it is on `day`: itself, where it is no territory or has a status of its own.
    fn state_of(&self, day: Date) -> &str {
        let through = self.on(day).is_some_and(|(_, _, of)| of.is_some());
        let state = self.territory.filter(|_| through).and_then(|territory| territory.whose.on(day));
        state.unwrap_or(&self.row.code)
    }

    fn on(&self, day: Date) -> Option<&(Span, Holder, Option<OfTerritory>)> {
        self.all.iter().find(|(days, ..)| days.holds(day))
    }

    /// The State that is bound for it on `day`, where that is not itself.
    fn state(&self, store: &Store, day: Date) -> Result<Option<ParticipantRow>> {
        let bound = self.on(day).filter(|(_, holder, of)| of.is_some() && holder.1 == Part::Bound);
        bound.map_or(Ok(None), |(_, holder, _)| store.participant(&holder.0))
    }

    /// What is said of it on the last of the days asked about, and of what was otherwise on earlier ones.
    fn in_words(&self, treaty: &str, asked: Span, last: Date) -> Vec<String> {
        let Some((_, now, Some(of))) = self.on(last) else { return Vec::new() };
        let mut said = vec![of.in_words(treaty, &self.row.name)];
        let mut before: Vec<(Span, &Holder, &OfTerritory)> = Vec::new();
        for (days, holder, of) in &self.all {
            let (Some(days), Some(of)) = (days.and(asked), of) else { continue };
            match before.last_mut() {
                Some(last) if last.1 == holder => last.0.until = days.until,
                _ => before.push((days, holder, of)),
            }
        }
        before.retain(|(days, holder, _)| *holder != now || !days.holds(last));
        said.extend(before.iter().map(|(days, _, of)| {
            let end = days.until.and_then(|until| until.plus_days(-1)).unwrap_or(last);
            format!("From {} to {end}: {}", days.since, of.in_words(treaty, &self.row.name))
        }));
        said
    }
}

/// Answers for two under one treaty.
pub(super) fn under(
    store: &Store,
    two: Two,
    territories: &[Option<Territory>; 2],
    treaty: &TreatyRow,
    days: (Date, Date),
    names: &Names,
) -> Result<BetweenReport> {
    let (asked, last) = (Span { since: days.0, until: days.1.plus_days(1) }, days.1);
    let of_a = Times::of(store, treaty, (two.a, territories[0].as_ref()), names)?;
    let of_b = Times::of(store, treaty, (two.b, territories[1].as_ref()), names)?;
    let (state_a, state_b) = (of_a.state(store, last)?, of_b.state(store, last)?);
    let through = Two { a: state_a.as_ref().unwrap_or(two.a), b: state_b.as_ref().unwrap_or(two.b) };
    let of_one_state = of_a.state_of(last) == of_b.state_of(last);
    let mut report = between_two(store, if of_one_state { two } else { through }, Some(treaty), days)?;
    let course = Course::of(store, treaty, [&of_a, &of_b], days)?;
    (report.a, report.b) = (two.a.into(), two.b.into());
    for line in &mut report.rows {
        course.settle(line, asked, last);
        for of in [&of_b, &of_a] {
            let said = of.in_words(&treaty.code, asked, last);
            if !said.is_empty() {
                line.besides.splice(0..0, said);
                line.territories.push(of.row.name.clone());
            }
        }
        if of_one_state {
            let state = names.name(of_a.state_of(last));
            line.besides.push(format!("Both are of {state}: between them it is no treaty."));
            line.of_one_state = Some(state);
        }
    }
    report.yes = report.rows.iter().all(|row| row.throughout);
    report.bound = (report.yes || report.rows.iter().all(BetweenRow::is_known)).then_some(report.yes);
    Ok(report)
}

/// On which days the two are bound to each other, and on which nobody can tell.
struct Course {
    bound: Vec<Span>,
    doubtful: Vec<Span>,
}

impl Course {
    fn of(store: &Store, treaty: &TreatyRow, of: [&Times; 2], days: (Date, Date)) -> Result<Self> {
        let mut together: BTreeMap<[&Holder; 2], Vec<Span>> = BTreeMap::new();
        for (one, a, _) in &of[0].all {
            for (other, b, _) in &of[1].all {
                let both = one.and(*other);
                let apart = both.filter(|days| of[0].state_of(days.since) != of[1].state_of(days.since));
                together.entry([a, b]).or_default().extend(apart);
            }
        }
        let (mut bound, mut doubtful) = (Vec::new(), Vec::new());
        for ([a, b], spans) in together {
            if a.0 == b.0 || a.1 == Part::Out || b.1 == Part::Out {
                continue;
            }
            let joint = if (a.1, b.1) == (Part::Bound, Part::Bound) {
                let (Some(one), Some(other)) = (store.participant(&a.0)?, store.participant(&b.0)?) else {
                    continue;
                };
                let report = between_two(store, Two { a: &one, b: &other }, Some(treaty), days)?;
                report.rows.into_iter().flat_map(|row| row.history).collect()
            } else {
                let mut spells = pair_spells(store, [&a.0, &b.0], Some(&[&treaty.code]))?;
                let pair = spells.remove(&treaty.code).unwrap_or_default();
                let always = || vec![Span::from(Date::FIRST)];
                let of = |place: usize, part: Part| {
                    if part == Part::Bound { pair.bound(place) } else { always() }
                };
                let (one, other) = (of(0, a.1), of(1, b.1));
                one.iter()
                    .flat_map(|one| other.iter().filter_map(|other| one.and(*other)))
                    .collect::<Vec<_>>()
            };
            let spans = union_of(spans);
            let joint = joint.iter().flat_map(|span| spans.iter().filter_map(|days| span.and(*days)));
            if [a.1, b.1].contains(&Part::NotKnown) { &mut doubtful } else { &mut bound }.extend(joint);
        }
        bound.sort_unstable();
        Ok(Self { bound, doubtful })
    }

    /// Puts what holds of the two in place of what holds of those that stand for them on the last day.
    fn settle(&self, line: &mut BetweenRow, asked: Span, last: Date) {
        let now = self.bound.iter().find(|span| span.holds(last));
        line.days = union_of(self.bound.iter().filter_map(|span| span.and(asked)).collect());
        line.throughout = line.days == [asked];
        (line.since, line.until) = (now.map(|span| span.since), now.and_then(|span| span.until));
        line.history.clone_from(&self.bound);
        line.is_doubtful = self.doubtful.iter().any(|span| span.and(asked).is_some());
    }
}

/// Answers for two under every treaty that binds both on a day asked about.
pub(super) fn under_all(
    store: &Store,
    two: Two,
    territories: &[Option<Territory>; 2],
    days: (Date, Date),
    names: &Names,
) -> Result<BetweenReport> {
    let (mut rows, mut not_known, mut one_only) = (Vec::new(), Vec::new(), 0);
    for treaty in store.treaties()? {
        for row in under(store, two, territories, &treaty, days, names)?.rows {
            // Both are bound where something keeps them apart, too.
            if !row.days.is_empty() || !row.apart.is_empty() {
                rows.push(row);
            } else if row.is_doubtful {
                not_known.push(TreatyBrief::of(&treaty).code);
            } else if row.sides.iter().filter(|side| side.is_bound()).count() == 1 {
                one_only += 1;
            }
        }
    }
    let yes = rows.iter().any(|row| row.throughout);
    Ok(BetweenReport {
        a: two.a.into(),
        b: two.b.into(),
        from: days.0,
        to: days.1,
        treaty: None,
        yes,
        bound: (yes || not_known.is_empty() && rows.iter().all(BetweenRow::is_known)).then_some(yes),
        rows,
        one_only: Some(one_only),
        not_known,
    })
}
