//! Who came to a treaty by succession of States, from whom, and how long after.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::case::Case;
use super::spells::Spell;
use super::succession::date_of_succession;
use super::world::World;
use crate::model::words::words;
use crate::model::{Act, ActKind, Date};

/// A succession to a treaty as it was notified, or the standing of a State that continues another by what that one did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// Code of the successor.
    pub participant: String,
    /// The notification; of a State that continues another, the act that goes on.
    pub act: i64,
    /// How it came to the treaty.
    pub kind: SuccessionKind,
    /// From this day on it is so: notified, or standing by what the other did.
    pub since: Date,
    /// From this day on it is no longer so: the State that continues another stands by what it did itself.
    pub until: Option<Date>,
    /// Codes of those it came from, separated by `;`: the nearest that acted under the treaty.
    pub predecessors: String,
    /// The date of the succession of States.
    pub succeeded_on: Option<Date>,
    /// First day of the successor, where recorded.
    pub independent_on: Option<Date>,
    /// In force for the successor from that day; none where it is not, or not known.
    pub in_force_on: Option<Date>,
    /// Days from its first day, or where that is not recorded from the succession of States, to the notification.
    pub days_to_notification: Option<i64>,
    /// Days from the succession of States to the day in force; more than 0 where the treaty was not in force for the
    /// predecessor by then.
    pub days_to_force: Option<i64>,
}

words! {
    /// How a State comes to a treaty by succession: by its notification, with the word of that act, or without any.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    SuccessionKind():
    /// By its notification it succeeds to consent (1978 Vienna Convention art. 17).
    Succession = "succession";
    /// By its notification it succeeds to a signature (art. 19).
    SuccessionToSignature = "succession-to-signature";
    /// It continues another, and needs none.
    Continues = "continues";
    /// It unites others, and needs none where the treaty was in force for one of them (art. 31).
    Unites = "unites";
}

impl SuccessionKind {
    /// Whether it rests on a notification.
    #[must_use]
    pub fn is_notified(self) -> bool {
        matches!(self, Self::Succession | Self::SuccessionToSignature)
    }
}

/// The successions to one treaty, by successor, act and day. `counts_from` are the days from which acts count, `spells`
/// what follows, by participant and day.
pub(super) fn successions(
    case: &Case,
    counts_from: &BTreeMap<i64, Date>,
    spells: &[Spell],
) -> Vec<Succession> {
    let notified =
        case.acts.iter().filter_map(|act| Some((act, SuccessionKind::from_word(act.kind.word())?)));
    let acted: HashSet<&str> = case.acts.iter().map(|act| act.done_by.as_str()).collect();
    let mut successions: Vec<Succession> =
        notified.map(|(act, kind)| of_notification(case, act, kind, (&acted, counts_from))).collect();
    for (code, others) in stood_by(case.world) {
        stand_by_others(case, code, &others, counts_from, spells, &mut successions);
    }
    successions.sort_by(|a, b| (&a.participant, a.act, a.since).cmp(&(&b.participant, b.act, b.since)));
    successions
}

/// Those to whom somebody succeeded and of whom no act is recorded under a treaty, each with its successors: where one of
/// them ended after `day`, an instrument of it may have stood then.
#[must_use]
pub fn absent_predecessors<'a>(case: &Case<'a>, day: Date) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut absent: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for act in case.acts.iter().filter(|act| act.kind == ActKind::Succession) {
        for earlier in case.world.successions_of(&act.done_by) {
            let code = earlier.code.as_str();
            let acted = case.acts.iter().any(|other| other.participant == code || other.done_by == code);
            if !acted && case.world.ends_on(code).is_some_and(|end| day < end) {
                absent.entry(code).or_default().insert(&act.done_by);
            }
        }
    }
    absent
}

fn of_notification(
    case: &Case,
    act: &Act,
    kind: SuccessionKind,
    (acted, counts_from): (&HashSet<&str>, &BTreeMap<i64, Date>),
) -> Succession {
    let person = case.world.persons.get(&act.done_by);
    let independent_on = person.and_then(|person| person.exists_from);
    let predecessors = nearest(case, &act.done_by, acted);
    // Where it came from nobody but itself under an old code, that day is no date of a succession.
    let recorded = || date_of_succession(case, act).filter(|_| !predecessors.is_empty());
    let succeeded_on = act.effective_on.or_else(recorded);
    let in_force_on = counts_from.get(&act.id).copied().filter(|_| act.kind.is_consent());
    let days = |from: Option<Date>, to: Option<Date>| from.zip(to).map(|(from, to)| to.days_since(from));
    Succession {
        participant: act.done_by.clone(),
        act: act.id,
        kind,
        since: act.day,
        until: None,
        predecessors,
        succeeded_on,
        independent_on,
        in_force_on,
        days_to_notification: days(independent_on.or(succeeded_on), Some(act.day)),
        days_to_force: days(succeeded_on, in_force_on),
    }
}

/// One by whose acts another stands, since when, and how.
type StoodBy<'a> = (&'a str, Date, SuccessionKind);

/// Those that continue or unite others: whom, and from which day.
fn stood_by(world: &World) -> BTreeMap<&str, Vec<StoodBy<'_>>> {
    let mut by_later: BTreeMap<&str, Vec<StoodBy>> = BTreeMap::new();
    let kinds =
        [(world.continuations(), SuccessionKind::Continues), (world.unions(), SuccessionKind::Unites)];
    for (changes, kind) in kinds {
        for (later, earlier, on) in changes {
            by_later.entry(later).or_default().push((earlier, on, kind));
        }
    }
    by_later
}

/// Adds the days on which a State stands by an act that one which it continues, or unites, had done before.
fn stand_by_others(
    case: &Case,
    code: &str,
    others: &[StoodBy],
    counts_from: &BTreeMap<i64, Date>,
    spells: &[Spell],
    successions: &mut Vec<Succession>,
) {
    let first = spells.partition_point(|spell| spell.participant.as_str() < code);
    for spell in spells[first..].iter().take_while(|spell| spell.participant == code) {
        let standing = spell.consent.or(spell.signature);
        let act = standing.and_then(|id| case.acts.iter().find(|act| act.id == id));
        let Some(act) = act else { continue };
        let united = others
            .iter()
            .find(|(earlier, _, kind)| *kind == SuccessionKind::Unites && act.done_by == *earlier);
        let continued = || others.iter().filter(|(_, _, kind)| *kind == SuccessionKind::Continues);
        let Some((_, on, kind)) = united.or_else(|| continued().next_back()).copied() else { continue };
        let earlier: Vec<&str> = match united {
            Some((earlier, ..)) => vec![earlier],
            None => continued().filter(|(_, on, _)| act.day < *on).map(|(earlier, ..)| *earlier).collect(),
        };
        let since = spell.since.max(on);
        if earlier.is_empty() || spell.until.is_some_and(|until| until <= since) {
            continue;
        }
        let goes_on = successions.last_mut().filter(|last| {
            (last.participant.as_str(), last.act, last.until) == (code, act.id, Some(spell.since))
        });
        if let Some(last) = goes_on {
            last.until = spell.until;
            continue;
        }
        successions.push(Succession {
            participant: code.to_owned(),
            act: act.id,
            kind,
            since,
            until: spell.until,
            predecessors: earlier.join(";"),
            succeeded_on: Some(on),
            independent_on: None,
            in_force_on: counts_from.get(&act.id).copied().filter(|_| act.kind.is_consent()),
            days_to_notification: None,
            days_to_force: None,
        });
    }
}

/// The nearest predecessors that acted under the treaty; where none did, the nearest of all. Old codes of the same
/// participant are none.
fn nearest(case: &Case, code: &str, acted: &HashSet<&str>) -> String {
    let near = case.world.nearest(code, &|earlier| acted.contains(earlier));
    let direct = || case.world.nearest(code, &|earlier| !case.world.is_old_code(earlier));
    let nearest = if near.is_empty() { direct() } else { near };
    nearest.into_iter().collect::<Vec<_>>().join(";")
}
