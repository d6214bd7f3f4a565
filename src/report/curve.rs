//! How many had signed, consented and were bound, year by year; who moved first, and last.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::set::Names;
use super::{ActView, Named, Set, TreatyBrief, When};
use crate::error::Result;
use crate::model::{Date, Mode};
use crate::store::{SpellAct, SpellWithActs, Store, TreatyRow};

/// The curve of a treaty, or of two side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurveReport {
    /// The day up to which is counted.
    pub as_of: Date,
    /// The group it is limited to: its members on that day.
    pub group: Option<Set>,
    /// How often it is counted.
    pub by: Every,
    /// The treaty, and the one it is set against.
    pub curves: Vec<Curve>,
}

/// How often it is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// At the end of each year.
    #[default]
    Year,
    /// At the end of each decade.
    Decade,
}

impl Every {
    fn years(self) -> i32 {
        match self {
            Self::Year => 1,
            Self::Decade => 10,
        }
    }
}

/// One treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Curve {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// In order of time; none where its acts have not been collected.
    pub points: Vec<CurvePoint>,
    /// How many consents stand on the day asked about.
    pub total: usize,
    /// The first to sign.
    pub first_to_sign: Option<Mover>,
    /// The first to consent.
    pub first_to_consent: Option<Mover>,
    /// The last to consent.
    pub last_to_consent: Option<Mover>,
    /// Signatures and consents whose day is not known: none of these is named as first or last.
    pub without_day: usize,
    /// How those are bound, or may be, that are without a consent of their own on the day asked about.
    #[serde(skip)]
    pub without_consent: Vec<Mode>,
}

/// How many on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurvePoint {
    /// The year, the decade, or how many whole years since the opening.
    pub of: i32,
    /// The day at whose end is counted.
    pub on: Date,
    /// Signatures that stood, also of those that had consented since.
    pub signed: usize,
    /// Consents that stood, in force or not.
    pub consented: usize,
    /// Those for which the treaty was in force.
    pub bound: usize,
    /// What a share is of: the members of the group, else those that might become a party on the day or had consented; none
    /// where no clause says who may.
    pub of_whom: Option<usize>,
    /// The signatures and consents since the point before whose days are known, each with whose it is.
    #[serde(skip)]
    pub acts: Vec<(String, ActView)>,
}

/// Who did something on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mover {
    /// The day.
    pub on: Date,
    /// All that did it on that day.
    pub who: Vec<Named>,
}

/// Answers how participation in `treaty` grew; with `against` both treaties by years since the opening of each. The
/// acts are read where `with_acts` asks for them.
pub fn curve(
    store: &Store,
    treaty: &TreatyRow,
    against: Option<&TreatyRow>,
    set: Option<&Set>,
    by: Every,
    with_acts: bool,
    when: When,
) -> Result<CurveReport> {
    let day = when.as_of;
    let members = set.map(|set| set.members(store, day)).transpose()?;
    let mut found = Vec::new();
    for row in std::iter::once(treaty).chain(against) {
        let mut spells = store.spells_with_acts(Some(&row.code), day)?;
        spells.retain(|spell| {
            members.as_ref().is_none_or(|members| members.contains(&spell.spell.participant))
        });
        found.push((row, spells));
    }
    let codes: BTreeSet<&String> =
        found.iter().flat_map(|(_, spells)| spells.iter().map(|spell| &spell.spell.participant)).collect();
    let names = Names::of_these(store, codes)?;
    let mut curves = Vec::new();
    for (row, spells) in &found {
        let begins = row.begins_on().into_iter().chain(spells.iter().map(|spell| spell.spell.since)).min();
        let days = match begins {
            Some(begins) if !row.collected || day < begins => Vec::new(),
            Some(begins) if against.is_some() => years_after(begins, day, by),
            Some(begins) => years_from(begins, day, by),
            None => Vec::new(),
        };
        let may = if members.is_none() { store.eligibility_under(&row.code)? } else { Vec::new() };
        let of_whom = |on: Date| -> Option<usize> {
            if let Some(members) = &members {
                return Some(members.len());
            }
            let eligible = may.iter().filter(|(_, span)| span.holds(on)).map(|(code, _)| code);
            let consented = |it: &&SpellWithActs| it.spell.span().holds(on) && it.spell.status.consented();
            let consented = spells.iter().filter(consented).map(|it| &it.spell.participant);
            (!may.is_empty()).then(|| eligible.chain(consented).collect::<BTreeSet<_>>().len())
        };
        let acts = if with_acts { done(store, spells)? } else { Vec::new() };
        let without_consent = store.without_consent_on(std::slice::from_ref(&row.code), day)?.into_iter();
        let is_asked = |code: &String| members.as_ref().is_none_or(|members| members.contains(code));
        let stands =
            spells.iter().filter(|spell| spell.spell.span().holds(day) && spell.spell.status.consented());
        let without_day: BTreeSet<i64> =
            grounds(spells).filter(|(_, act)| act.date.is_none()).map(|(_, act)| act.id).collect();
        curves.push(Curve {
            treaty: TreatyBrief::of(row),
            total: stands.count(),
            first_to_sign: mover(spells, |spell| spell.signature.as_ref(), false, &names),
            first_to_consent: mover(spells, |spell| spell.consent.as_ref(), false, &names),
            last_to_consent: mover(spells, |spell| spell.consent.as_ref(), true, &names),
            without_day: without_day.len(),
            without_consent: without_consent.filter(|it| is_asked(&it.1)).map(|it| it.2).collect(),
            points: points(spells, &days, &acts, &names, &of_whom),
        });
    }
    Ok(CurveReport { as_of: day, group: set.cloned(), by, curves })
}

/// The last day of each year or decade from the one of `begins`, and at last `end`.
fn years_from(begins: Date, end: Date, by: Every) -> Vec<(i32, Date)> {
    let step = by.years();
    let first = begins.year() - begins.year().rem_euclid(step);
    let years = (first..=end.year()).step_by(usize::try_from(step).unwrap_or(1));
    let last = |year: i32| Date::of(year + step - 1, 12, 31).unwrap_or(Date::LAST).min(end);
    years.map(|year| (year, last(year))).collect()
}

/// The opening, and the same day after each year or ten up to `end`.
fn years_after(opening: Date, end: Date, by: Every) -> Vec<(i32, Date)> {
    let years = (0..).step_by(usize::try_from(by.years()).unwrap_or(1));
    let day = |year: i32| Some((year, opening.plus_months(12 * year.unsigned_abs())?));
    years.map_while(day).take_while(|point| point.1 <= end).collect()
}

/// The signatures and consents, with whose spell they stand in.
fn grounds(spells: &[SpellWithActs]) -> impl Iterator<Item = (&str, &SpellAct)> {
    spells.iter().flat_map(|spell| {
        spell.signature.iter().chain(&spell.consent).map(|act| (spell.spell.participant.as_str(), act))
    })
}

/// Those whose day is known, each once, in order of time.
fn done<'a>(store: &Store, spells: &'a [SpellWithActs]) -> Result<Vec<(Date, &'a str, ActView)>> {
    // What a union of States did stands for each of its successors.
    let whose: BTreeMap<i64, &str> = grounds(spells).map(|(who, act)| (act.id, who)).collect();
    let acts = store.acts_numbered(&whose.keys().copied().collect())?;
    let mut done: Vec<_> = acts
        .into_iter()
        .filter_map(|(id, act)| Some((act.date?, whose.get(&id).copied()?, ActView::of(act))))
        .collect();
    done.sort_by_key(|act| act.0);
    Ok(done)
}

/// What stood on each day, and what was done since the one before.
fn points(
    spells: &[SpellWithActs],
    days: &[(i32, Date)],
    acts: &[(Date, &str, ActView)],
    names: &Names,
    of_whom: &dyn Fn(Date) -> Option<usize>,
) -> Vec<CurvePoint> {
    let mut points = Vec::new();
    let mut before = None;
    for (of, on) in days {
        let count = |counts: fn(&SpellWithActs) -> bool| {
            spells.iter().filter(|spell| spell.spell.span().holds(*on) && counts(spell)).count()
        };
        let new = acts.iter().filter(|act| act.0 <= *on && before.is_none_or(|before| act.0 > before));
        points.push(CurvePoint {
            of: *of,
            on: *on,
            signed: count(|spell| spell.signature.is_some()),
            consented: count(|spell| spell.spell.status.consented()),
            bound: count(|spell| spell.spell.status.bound()),
            of_whom: of_whom(*on),
            acts: new.map(|(_, who, act)| (names.name(who), act.clone())).collect(),
        });
        before = Some(*on);
    }
    points
}

/// Who did it on the first, or the last, of the days on which it was done.
fn mover(
    spells: &[SpellWithActs],
    act: fn(&SpellWithActs) -> Option<&SpellAct>,
    last: bool,
    names: &Names,
) -> Option<Mover> {
    let days = || spells.iter().filter_map(|spell| Some((act(spell)?.date?, &spell.spell.participant)));
    let on = if last { days().map(|pair| pair.0).max() } else { days().map(|pair| pair.0).min() }?;
    let who: BTreeSet<String> =
        days().filter(|pair| pair.0 == on).map(|(_, participant)| participant.clone()).collect();
    Some(Mover { on, who: names.in_order(who) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_on_which_is_counted() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let shown = |days: Vec<(i32, Date)>| {
            days.iter().map(|(of, on)| format!("{of} {on}")).collect::<Vec<_>>().join(", ")
        };
        let (begins, end) = (day("2019-02-28"), day("2021-05-01"));
        assert_eq!(
            shown(years_from(begins, end, Every::Year)),
            "2019 2019-12-31, 2020 2020-12-31, 2021 2021-05-01"
        );
        assert_eq!(shown(years_from(begins, end, Every::Decade)), "2010 2019-12-31, 2020 2021-05-01");
        assert_eq!(shown(years_after(begins, end, Every::Year)), "0 2019-02-28, 1 2020-02-28, 2 2021-02-28");
        assert_eq!(shown(years_after(begins, end, Every::Decade)), "0 2019-02-28");
    }
}
