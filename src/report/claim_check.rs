//! One published statement against the record: whether it agrees, and by whom or by which days it differs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::claim_value::{Asked, Chosen, ClaimVerdict, Found, Standings};
use super::pending::next_step;
use super::set::{Names, by_code};
use super::{ActView, Named, Reason};
use crate::error::Result;
use crate::law::Spell;
use crate::law::audit::ClaimFact;
use crate::model::{About, ClaimKind, Date, Definition, Published, Span, Status};
use crate::store::{ActRow, Store, TreatyRow};

/// What the record gives for a published statement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ClaimCheck {
    /// Whether it agrees.
    pub verdict: ClaimVerdict,
    /// What the record gives, written like the value of the claim; none where it cannot tell at all.
    pub record: Option<String>,
    /// Why the record cannot tell.
    pub undecided_because: Option<String>,
    /// Whom the published value names.
    pub published_names: Vec<Named>,
    /// Whom the record gives, for a claim that names some.
    pub record_names: Vec<Named>,
    /// In the record and not in the published list.
    pub missing: Vec<Differing>,
    /// In the published list and not in the record.
    pub extra: Vec<Differing>,
    /// Of a figure: the published one less that of the record.
    pub difference: Option<i64>,
    /// Whether the answer depends on an act whose day is not known.
    pub uncertain: bool,
    /// Whether the day lies behind the last one up to which acts were collected, or that one is not recorded.
    pub is_beyond: bool,
    /// That last day.
    pub collected_to: Option<Date>,
    /// The days on which the record gives what was published, where it does not on the day itself.
    pub right_on: Vec<Span>,
    /// What happened between the nearest of these days and the day itself, by participant.
    pub between: Vec<Move>,
    /// The highest figure that the record ever gives, and its first day, where it never gives the published one.
    pub highest: Option<(usize, Date)>,
    /// The answer by each definition of "party"; empty where it does not depend on that.
    pub by_definition: Vec<ByDefinition>,
}

/// The answer by one definition of "party".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ByDefinition {
    /// The definition.
    pub party: Definition,
    /// What the record gives.
    pub record: String,
    /// Whether the published value agrees.
    pub verdict: ClaimVerdict,
}

/// Somebody who began or ceased to be counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// The first day on which it was counted, or no longer; none where that came by its seat in the group.
    pub on: Option<Date>,
    /// Whether it began to be counted.
    pub begins: bool,
}

/// Somebody by whom a published statement differs from the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Differing {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// Its status on the day.
    pub status: Status,
    /// Whether it belongs to the group that the claim is limited to.
    pub in_group: bool,
    /// The signature that stood on the day.
    pub signature: Option<ActView>,
    /// The consent that stood on the day.
    pub consent: Option<ActView>,
    /// In force for it.
    pub in_force_on: Option<Date>,
    /// What it did next after the day: its consent, else a signature.
    pub later: Option<ActView>,
}

/// What checks need of the file, read once for each treaty and each group.
pub(super) struct Grounds<'a> {
    store: &'a Store,
    treaties: HashMap<String, TreatyRow>,
    names: &'a Names,
    spells: HashMap<String, Vec<Spell>>,
    acts: HashMap<String, Vec<ActRow>>,
    members: HashMap<String, BTreeMap<String, Vec<Span>>>,
}

impl<'a> Grounds<'a> {
    pub(super) fn of(store: &'a Store, treaties: HashMap<String, TreatyRow>, names: &'a Names) -> Self {
        let (spells, acts, members) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { store, treaties, names, spells, acts, members }
    }

    /// Checks one claim by a definition of "party".
    pub(super) fn check(&mut self, row: &ClaimFact, party: Definition) -> Result<ClaimCheck> {
        let (kind, published, treaty) = match self.readable(row) {
            Ok(readable) => readable,
            Err(why) => return Ok(ClaimCheck { undecided_because: Some(why), ..ClaimCheck::default() }),
        };
        let (complete_to, start) = (treaty.complete_to, treaty.begins_on());
        let asked = Asked { kind, party };
        let members = self.take_in(row, kind)?;
        let ground = Standings::of(&self.spells[&row.treaty], members.map(|key| &self.members[&key]));
        let day = row.as_of;
        let found = ground.found(asked, &published, day);
        let is_beyond = complete_to.is_none_or(|last| last < day);
        // What was not collected may make up the difference.
        let judge = |found: &Found| match found.verdict(&published) {
            ClaimVerdict::Fails if is_beyond && found.could_become(kind.about(), &published) => {
                ClaimVerdict::Undecided
            }
            verdict => verdict,
        };
        let verdict = judge(&found);
        let names_some = !matches!(published, Published::Count(_));
        let definitions = Definition::ALL.into_iter().filter(|_| kind.is_of_parties());
        let by_definition = definitions.map(|party| {
            let found = ground.found(Asked { kind, party }, &published, day);
            ByDefinition { party, record: found.to_string(), verdict: judge(&found) }
        });
        let mut check = ClaimCheck {
            verdict,
            record: Some(found.to_string()),
            uncertain: found.chosen().is_uncertain(),
            is_beyond,
            collected_to: complete_to,
            published_names: self.names.in_order(published.named().into_iter().cloned()),
            record_names: match &found {
                Found::List(Chosen { now, .. }) if names_some => {
                    self.names.in_order(now.iter().map(|code| (*code).to_owned()))
                }
                _ => Vec::new(),
            },
            by_definition: by_definition.collect(),
            ..ClaimCheck::default()
        };
        if let (Found::Count(chosen), Published::Count(figure)) = (&found, &published) {
            let signed = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            check.difference = Some(signed(*figure).saturating_sub(signed(chosen.now.len())));
        }
        if verdict == ClaimVerdict::Undecided {
            let windows = "an act whose day is not known may have been done by then, or may not".to_owned();
            check.undecided_because = Some(match (found.verdict(&published), complete_to) {
                (ClaimVerdict::Undecided, _) => windows,
                (_, Some(last)) => format!("acts were collected up to {last}, and later ones may be missing"),
                (_, None) => {
                    "how far the acts were collected is not recorded, and some may be missing".to_owned()
                }
            });
        }
        if verdict == ClaimVerdict::Holds {
            return Ok(check);
        }
        let right = ground.right_days(asked, &published, start);
        if matches!(published, Published::Count(_)) {
            check.between = moves(&ground, &right, (asked, day), self.names);
            if right.is_empty() {
                check.highest = ground.highest(asked);
            }
        }
        check.right_on = right;
        if names_some {
            let ours = if let Found::List(chosen) = &found { chosen.now.clone() } else { BTreeSet::new() };
            let theirs = published.named().into_iter().map(String::as_str).collect();
            let differ = ours.symmetric_difference(&theirs);
            let standing: HashMap<String, Option<Spell>> =
                differ.map(|code| ((*code).to_owned(), ground.standing(code, day).cloned())).collect();
            for who in self.names.in_order(standing.keys().cloned()) {
                let is_extra = published.named().contains(&&who.code);
                let spell = standing[&who.code].as_ref();
                let differing = self.differing(row, who, spell)?;
                if is_extra { &mut check.extra } else { &mut check.missing }.push(differing);
            }
        }
        Ok(check)
    }

    /// The acts on which the answer rests: of those whom the record gives, and those whom the claim names.
    pub(super) fn reasons(&mut self, row: &ClaimFact, party: Definition, of: &str) -> Result<Vec<Reason>> {
        let Ok((kind, published, _)) = self.readable(row) else {
            return Ok(vec![Reason::of(&row.code, "the record cannot tell")]);
        };
        let members = self.take_in(row, kind)?;
        self.take_in_acts(&row.treaty)?;
        let ground = Standings::of(&self.spells[&row.treaty], members.map(|key| &self.members[&key]));
        let acts = &self.acts[&row.treaty];
        let chosen = ground.chosen(Asked { kind, party }, row.as_of);
        let mut codes: BTreeSet<String> = published.named().into_iter().cloned().collect();
        if !matches!(published, Published::One(_)) {
            codes.extend(chosen.now.iter().map(|code| (*code).to_owned()));
        }
        let mut reasons = Vec::new();
        for Named { code, name } in self.names.in_order(codes) {
            let spell = ground.standing(&code, row.as_of);
            let ids = spell.into_iter().flat_map(|spell| match kind.about() {
                About::Parties => [spell.consent, spell.exit],
                About::Signatories | About::NotSignatories => [spell.signature, None],
                About::NotParties | About::SignedOnly => [spell.signature, spell.consent],
            });
            let own: Vec<&ActRow> =
                ids.flatten().filter_map(|id| acts.iter().find(|act| act.id == id)).collect();
            let who = format!("{of}{name}");
            if own.is_empty() {
                let none = match spell.map_or(Status::None, |spell| spell.status) {
                    Status::None => "no act by that day is recorded".to_owned(),
                    status => format!("{status}: no such act is recorded"),
                };
                reasons.push(Reason::of(who, none));
            } else {
                reasons.extend(own.into_iter().map(|act| Reason::act(&who, &ActView::of(act.clone()))));
            }
        }
        if reasons.is_empty() {
            reasons.push(Reason::of(&row.code, "nobody is counted: no act by that day is recorded"));
        }
        Ok(reasons)
    }

    /// What a claim says, as far as the record can tell of such a thing at all.
    fn readable(&self, row: &ClaimFact) -> std::result::Result<(ClaimKind, Published, &TreatyRow), String> {
        let kind = ClaimKind::from_word(&row.claim)
            .ok_or_else(|| format!("'{}' is no word for a claim that this program knows", row.claim))?;
        let published = Published::read(kind.form(), &row.value)?;
        let treaty =
            self.treaties.get(&row.treaty).ok_or_else(|| format!("{} is not in the record", row.treaty))?;
        if !treaty.collected {
            return Err(format!("the acts under {} have not been collected", row.treaty));
        }
        Ok((kind, published, treaty))
    }

    /// Reads the spells, and from day to day the set that a claim is about: its group; without one, for those of whom
    /// something does not hold, everybody that may become a party or has acted. Returns where the set is kept.
    fn take_in(&mut self, row: &ClaimFact, kind: ClaimKind) -> Result<Option<String>> {
        let treaty = &row.treaty;
        if !self.spells.contains_key(treaty) {
            self.spells.insert(treaty.clone(), self.store.spells(treaty)?);
        }
        let negative = matches!(kind.about(), About::NotParties | About::NotSignatories);
        let key = match &row.group {
            Some(group) => group.clone(),
            None if negative => format!("may join:{treaty}"),
            None => return Ok(None),
        };
        if !self.members.contains_key(&key) {
            let mut days: Vec<(String, Span)> = match &row.group {
                Some(group) => self.store.seats(group)?,
                None => self.store.eligibility_under(treaty)?,
            };
            if row.group.is_none() {
                let spells = self.spells[treaty].iter();
                days.extend(spells.map(|spell| (spell.participant.clone(), spell.span())));
            }
            self.members.insert(key.clone(), by_code(days));
        }
        Ok(Some(key))
    }

    fn take_in_acts(&mut self, treaty: &str) -> Result<()> {
        if !self.acts.contains_key(treaty) {
            let mut acts = self.store.acts(treaty)?;
            acts.sort_by_key(|act| (act.day(), act.id));
            self.acts.insert(treaty.to_owned(), acts);
        }
        Ok(())
    }

    fn differing(&mut self, row: &ClaimFact, who: Named, spell: Option<&Spell>) -> Result<Differing> {
        self.take_in_acts(&row.treaty)?;
        let acts = &self.acts[&row.treaty];
        let act = |id: Option<i64>| id.and_then(|id| acts.iter().find(|act| act.id == id));
        let view = |act: Option<&ActRow>| act.cloned().map(ActView::of);
        let consent = act(spell.and_then(|spell| spell.consent));
        let later = next_step(acts, &who.code, row.as_of);
        let in_group = row.group.as_ref().is_none_or(|group| {
            let spans = self.members.get(group).and_then(|members| members.get(&who.code));
            spans.is_some_and(|spans| spans.iter().any(|span| span.holds(row.as_of)))
        });
        Ok(Differing {
            status: spell.map_or(Status::None, |spell| spell.status),
            in_group,
            signature: view(act(spell.and_then(|spell| spell.signature))),
            in_force_on: consent.or(later).and_then(ActRow::effect),
            consent: view(consent),
            later: view(later),
            who,
        })
    }
}

/// Who began or ceased to be counted between the nearest day on which a figure was right and the day of the claim.
fn moves(ground: &Standings, right: &[Span], (asked, day): (Asked, Date), names: &Names) -> Vec<Move> {
    let Some(nearest) = nearest(right, day) else { return Vec::new() };
    // The last day on which it was right before, or the first one after.
    let there = if nearest.since > day {
        nearest.since
    } else {
        nearest.until.and_then(|until| until.plus_days(-1)).unwrap_or(nearest.since)
    };
    let (first, last) = (there.min(day), there.max(day));
    let before = ground.chosen(asked, first).now;
    let after = ground.chosen(asked, last).now;
    let inside = |on: &Date| first < *on && *on <= last;
    let step =
        |code: &str, on: Option<Date>, begins| Move { who: names.named(code), on: on.filter(inside), begins };
    let began = after.difference(&before);
    let began = began.map(|code| step(code, Some(ground.entered(code, asked, last)), true));
    let ceased = before.difference(&after);
    let ceased = ceased.map(|code| step(code, ground.left(code, asked, first), false));
    let mut moves: Vec<Move> = began.chain(ceased).collect();
    moves.sort_by(|a, b| (a.on, &a.who.name).cmp(&(b.on, &b.who.name)));
    moves
}

/// Of some days those nearest to a day that is not among them; of two that are as near, the earlier.
fn nearest(spans: &[Span], day: Date) -> Option<Span> {
    let distance = |span: &Span| match span.until {
        Some(until) if until <= day => day.days_since(until) + 1,
        _ => span.since.days_since(day),
    };
    spans.iter().copied().min_by_key(distance)
}

impl ClaimCheck {
    /// The nearest days on which the record gives what was published.
    #[must_use]
    pub fn nearest(&self, day: Date) -> Option<Span> {
        nearest(&self.right_on, day)
    }
}
