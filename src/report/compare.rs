//! Where two participants differ, and who is most like one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::acts_behind::ActsBehind;
use super::set::Names;
use super::{ActView, Named, Set, TreatyBrief, When};
use crate::error::{Error, Result};
use crate::law::{ModeSpell, Spell};
use crate::model::{Date, Mode, Status};
use crate::store::{ParticipantRow, Store, TreatyRow};

/// Where two participants differ on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompareReport {
    /// The one.
    pub a: Named,
    /// The other.
    pub b: Named,
    /// The day asked about.
    pub as_of: Date,
    /// The treaties named; empty where all were asked about.
    pub treaties: Vec<TreatyBrief>,
    /// The treaties under which they have another status, in the order in which they were opened.
    pub differences: Vec<DifferenceRow>,
    /// The same status under so many treaties.
    pub agreements: Agreements,
    /// How many treaties asked about are left out because no act under them has been collected.
    pub not_collected: usize,
    /// The day up to which the acts under all treaties compared were collected.
    pub complete_to: Option<Date>,
}

/// Two participants under one treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DifferenceRow {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// Where the one stands.
    pub a: StatusThen,
    /// Where the other stands.
    pub b: StatusThen,
}

/// Where a participant stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusThen {
    /// The status on the day.
    pub status: Status,
    /// Since when it has that status without a break; none where it has done nothing.
    pub since: Option<Date>,
    /// How it is bound without its own consent: as-amended, through-organisation; not-determined: whether silence binds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// Since when that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound_since: Option<Date>,
    /// Whether the day lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// The acts it rests on: signature, consent, exit.
    pub acts: Vec<ActView>,
}

impl StatusThen {
    /// Whether it is bound, by its own consent or without.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        self.status.bound() || self.mode.is_some_and(Mode::binds)
    }
}

/// How many treaties there are under which two have the same status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Agreements {
    /// All of them.
    pub all: usize,
    /// Both bound by them, with the same status.
    pub bound: usize,
    /// Both without anything.
    pub nothing: usize,
}

/// Answers where `a` and `b` differ, under the treaties named; none: under all whose acts have been collected.
pub fn compare(
    store: &Store,
    [a, b]: [&ParticipantRow; 2],
    named: &[TreatyRow],
    when: When,
) -> Result<CompareReport> {
    if a.code == b.code {
        return Err(Error::Usage(format!("{} is one participant: name two, or it alone", a.name)));
    }
    let day = when.as_of;
    let asked = asked_about(store, named, day)?;
    let codes: Vec<&String> = named.iter().map(|treaty| &treaty.code).collect();
    let under = (!named.is_empty()).then_some(&*codes);
    let spells = store.spells_of_pair(&a.code, &b.code, under)?;
    let without_consent = store.without_consent_of_pair(&a.code, &b.code, under)?;
    let carried = |treaty: &TreatyRow, place: usize| -> Option<&ModeSpell> {
        without_consent.get(&treaty.code)?[place].iter().find(|mode| mode.span().holds(day))
    };
    let nothing: [Vec<Spell>; 2] = Default::default();
    let mut agreements = Agreements::default();
    let mut differing = Vec::new();
    for treaty in asked.iter().filter(|treaty| treaty.collected) {
        let pair = spells.get(&treaty.code).unwrap_or(&nothing);
        let [one, other] = [0, 1].map(|place| on(&pair[place], day));
        let status = |spell: Option<&Spell>| spell.map_or(Status::None, |spell| spell.status);
        let mode = |place| carried(treaty, place).map(|mode| mode.mode);
        if status(one) == status(other) && mode(0) == mode(1) {
            agreements.all += 1;
            agreements.bound += usize::from(status(one).bound() || mode(0).is_some_and(Mode::binds));
            agreements.nothing += usize::from(status(one) == Status::None && mode(0).is_none());
        } else {
            differing.push((treaty, pair, [one, other]));
        }
    }
    let acts = ActsBehind::of(store, differing.iter().flat_map(|row| row.2).flatten())?;
    let standing = |treaty: &TreatyRow, spells: &[Spell], spell: Option<&Spell>, place: usize| StatusThen {
        mode: carried(treaty, place).map(|mode| mode.mode),
        bound_since: carried(treaty, place).map(|mode| mode.since),
        status: spell.map_or(Status::None, |spell| spell.status),
        since: spell.filter(|spell| spell.status != Status::None).map(|spell| since(spells, spell)),
        uncertain: spell.is_some_and(|spell| spell.uncertain),
        acts: acts.behind(spell, &treaty.code),
    };
    let differences = differing.iter().map(|(treaty, pair, [one, other])| DifferenceRow {
        treaty: TreatyBrief::of(treaty),
        a: standing(treaty, &pair[0], *one, 0),
        b: standing(treaty, &pair[1], *other, 1),
    });
    let [a, b] = [a, b].map(|row| row.clone().called_on(store, day).map(|row| Named::from(&row)));
    Ok(CompareReport {
        a: a?,
        b: b?,
        as_of: day,
        treaties: named.iter().map(TreatyBrief::of).collect(),
        differences: differences.collect(),
        agreements,
        not_collected: asked.iter().filter(|treaty| !treaty.collected).count(),
        complete_to: complete_to(&asked),
    })
}

/// The treaties named, else all, as far as they are there on the day.
fn asked_about(store: &Store, named: &[TreatyRow], day: Date) -> Result<Vec<TreatyRow>> {
    let mut asked = if named.is_empty() { store.treaties()? } else { named.to_vec() };
    asked.retain(|treaty| treaty.is_there(day));
    Ok(asked)
}

/// The day up to which the acts under all of these were collected.
fn complete_to(treaties: &[TreatyRow]) -> Option<Date> {
    treaties.iter().filter_map(|treaty| treaty.complete_to).min()
}

fn on(spells: &[Spell], day: Date) -> Option<&Spell> {
    spells.iter().find(|spell| spell.span().holds(day))
}

/// The first day of a status, over intervals that follow on one another; `spells` are in order of time.
fn since(spells: &[Spell], spell: &Spell) -> Date {
    let earlier = spells.iter().rev().filter(|earlier| earlier.since < spell.since);
    earlier.fold(spell.since, |first, earlier| {
        if earlier.until == Some(first) && earlier.status == spell.status { earlier.since } else { first }
    })
}

/// What has a treaty count for a participant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// It is in force for it.
    #[default]
    Bound,
    /// Its consent stands, in force or not, or not known to be.
    Consented,
}

/// Who has the same treaties as one participant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimilarReport {
    /// The one.
    pub participant: Named,
    /// The day asked about.
    pub as_of: Date,
    /// The group that the others are members of.
    pub group: Option<Set>,
    /// The treaties named; empty where all whose acts have been collected were asked about.
    pub treaties: Vec<TreatyBrief>,
    /// How many treaties are looked at: those whose acts have been collected.
    pub looked_at: usize,
    /// How many treaties asked about are left out because no act under them has been collected.
    pub not_collected: usize,
    /// The day up to which the acts under all treaties looked at were collected.
    pub complete_to: Option<Date>,
    /// What has a treaty count: bound, consented.
    pub counted: Counted,
    /// How many of these count for the one.
    pub own: usize,
    /// To how many it has consented that do not count, because they are not in force for it or not known to be.
    pub only_consented: usize,
    /// The others, the most similar first.
    pub others: Vec<Likeness>,
    /// How many more have the same share as the last one that is listed.
    pub more_alike: usize,
}

/// How similar another one is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Likeness {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// The treaties that count for both, of those that count for either: from 0 to 1 (the Jaccard index).
    pub share: f64,
    /// How many count for both.
    pub both: usize,
    /// How many count for either.
    pub either: usize,
    /// Numbers of the treaties that count for the one only.
    pub without: Vec<String>,
    /// Numbers of the treaties that count for the other only.
    pub besides: Vec<String>,
    /// Each treaty that counts for either, with what it rests on.
    #[serde(skip)]
    pub grounds: Vec<CountsForEither>,
}

/// A treaty that counts for one of two, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountsForEither {
    /// Its number.
    pub treaty: String,
    /// Whether it counts for the one, and for the other.
    pub counts: [bool; 2],
    /// The consents of those for which it counts: @N, where one is recorded.
    pub consents: Vec<String>,
    /// Codes of their sources.
    pub sources: Vec<String>,
}

/// Whom the one is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Others<'a> {
    /// Only these; none: all for which any treaty looked at counts.
    pub set: Option<&'a Set>,
    /// What has a treaty count.
    pub counted: Counted,
    /// At most so many.
    pub most: usize,
    /// Whether the consents are read, for the reasons.
    pub with_acts: bool,
}

/// The numbers of the treaties that count for somebody, each with the consent.
type Pattern = BTreeMap<String, Option<i64>>;

/// Answers who has the pattern most similar to that of `row`, over these treaties; none: over all whose acts have
/// been collected.
pub fn similar(
    store: &Store,
    row: &ParticipantRow,
    treaties: &[TreatyRow],
    others: Others,
    when: When,
) -> Result<SimilarReport> {
    let day = when.as_of;
    let asked = asked_about(store, treaties, day)?;
    let looked_at: Vec<&str> =
        asked.iter().filter(|treaty| treaty.collected).map(|treaty| treaty.code.as_str()).collect();
    let mut patterns: BTreeMap<String, Pattern> = BTreeMap::new();
    let mut only_consented = 0;
    for (treaty, spell) in store.consents_on(&looked_at, day)? {
        if spell.status.bound() || others.counted == Counted::Consented {
            patterns.entry(spell.participant).or_default().insert(treaty, spell.consent);
        } else {
            only_consented += usize::from(spell.participant == row.code);
        }
    }
    let own = patterns.remove(&row.code).unwrap_or_default();
    if let Some(set) = others.set {
        let members = set.members(store, day)?;
        patterns.retain(|code, _| members.contains(code));
        for code in members.into_iter().filter(|code| *code != row.code) {
            patterns.entry(code).or_default();
        }
    }
    let names = Names::of_these(store, patterns.keys())?.on(store, day)?;
    let ordered = names.in_order(patterns.keys().cloned().collect::<Vec<_>>());
    let mut all: Vec<Likeness> =
        ordered.into_iter().map(|who| likeness(&own, &patterns[&who.code], who)).collect();
    // Those that are equally similar stay in the order of their names; of equal shares, more treaties say more.
    all.sort_by(|a, b| b.share.total_cmp(&a.share).then(b.both.cmp(&a.both)));
    if own.is_empty() {
        all.clear();
    }
    let rest = all.split_off(others.most.min(all.len()));
    if others.with_acts {
        for row in &mut all {
            row.grounds = grounds(store, &own, &patterns[&row.who.code])?;
        }
    }
    let last = all.last().map(|last| last.share.to_bits());
    Ok(SimilarReport {
        participant: (&row.clone().called_on(store, day)?).into(),
        as_of: day,
        group: others.set.cloned(),
        treaties: treaties.iter().map(TreatyBrief::of).collect(),
        looked_at: looked_at.len(),
        not_collected: asked.len() - looked_at.len(),
        complete_to: complete_to(&asked),
        counted: others.counted,
        own: own.len(),
        only_consented,
        more_alike: rest.iter().filter(|row| Some(row.share.to_bits()) == last).count(),
        others: all,
    })
}

#[allow(clippy::cast_precision_loss, reason = "there are not so many treaties")]
fn likeness(own: &Pattern, other: &Pattern, who: Named) -> Likeness {
    let both = own.keys().filter(|treaty| other.contains_key(*treaty)).count();
    let either = own.len() + other.len() - both;
    let only =
        |one: &Pattern, not: &Pattern| one.keys().filter(|it| !not.contains_key(*it)).cloned().collect();
    Likeness {
        who,
        share: if either == 0 { 0.0 } else { both as f64 / either as f64 },
        both,
        either,
        without: only(own, other),
        besides: only(other, own),
        grounds: Vec::new(),
    }
}

/// What the likeness of two rests on, treaty by treaty.
fn grounds(store: &Store, own: &Pattern, other: &Pattern) -> Result<Vec<CountsForEither>> {
    let ids = own.values().chain(other.values()).filter_map(|id| *id).collect();
    let mut sources: HashMap<i64, Vec<String>> =
        store.acts_numbered(&ids)?.into_iter().map(|(id, act)| (id, ActView::of(act).sources)).collect();
    let treaties: BTreeSet<&String> = own.keys().chain(other.keys()).collect();
    let of = |treaty: &String| {
        let consents: Vec<i64> =
            [own, other].into_iter().filter_map(|bound| bound.get(treaty).copied().flatten()).collect();
        let sources: BTreeSet<String> =
            consents.iter().filter_map(|id| sources.remove(id)).flatten().collect();
        CountsForEither {
            treaty: treaty.clone(),
            counts: [own, other].map(|bound| bound.contains_key(treaty)),
            consents: consents.iter().map(|id| format!("@{id}")).collect(),
            sources: sources.into_iter().collect(),
        }
    };
    Ok(treaties.into_iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_of_the_treaties_that_count_for_either() {
        let set = |codes: &str| codes.split_whitespace().map(|code| (code.to_owned(), None)).collect();
        let share = |own: &str, other: &str| {
            let who = Named { code: String::new(), name: String::new() };
            likeness(&set(own), &set(other), who).share.to_string()
        };
        let cases = [("1 2 3", "1 2 3", "1"), ("1 2 3", "2 3 4", "0.5"), ("1 2 3 4", "1", "0.25")];
        for (own, other, expected) in cases {
            assert_eq!(share(own, other), expected);
        }
        assert_eq!([share("1", "2"), share("1", ""), share("", "")], ["0", "0", "0"]);
    }
}
