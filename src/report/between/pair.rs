//! Two participants under one treaty.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::law::{ModeSpell, Spell};
use crate::model::{Date, Mode, Span, Status, union_of};
use crate::report::{ActView, EarlierStanding, Named};
use crate::store::{ParticipantRow, Store, TreatyRow};

/// Two participants, as the question has them.
#[derive(Debug, Clone, Copy)]
pub struct Two<'a> {
    /// The one.
    pub a: &'a ParticipantRow,
    /// The other.
    pub b: &'a ParticipantRow,
}

impl Two<'_> {
    pub(super) fn codes(&self) -> [&str; 2] {
        [&self.a.code, &self.b.code]
    }

    pub(super) fn name(&self, code: &str) -> String {
        if code == self.a.code { self.a.name.clone() } else { self.b.name.clone() }
    }
}

/// The spells of each of the two under one treaty, and while each is bound without its own consent.
#[derive(Debug, Default)]
pub struct PairSpells {
    pub spells: [Vec<Spell>; 2],
    pub carried: [Vec<ModeSpell>; 2],
}

impl PairSpells {
    /// The days on which the one at this place is bound, by its own consent or without.
    pub fn bound(&self, place: usize) -> Vec<Span> {
        let own = self.spells[place].iter().filter(|spell| spell.status.bound()).map(Spell::span);
        union_of(own.chain(self.carried[place].iter().map(ModeSpell::span)).collect())
    }

    /// The days on which both are bound.
    pub fn joint(&self) -> Vec<Span> {
        let (one, other) = (self.bound(0), self.bound(1));
        one.iter().flat_map(|a| other.iter().filter_map(|b| a.and(*b))).collect()
    }

    /// How the one at this place is bound without its own consent on `day`.
    pub fn carried_on(&self, place: usize, day: Date) -> Option<&ModeSpell> {
        self.carried[place].iter().find(|mode| mode.span().holds(day))
    }
}

/// The spells of two under each treaty, or under some, and while each is bound without its own consent.
pub fn pair_spells(
    store: &Store,
    [a, b]: [&str; 2],
    under: Option<&[&String]>,
) -> Result<BTreeMap<String, PairSpells>> {
    let mut spells: BTreeMap<String, PairSpells> = BTreeMap::new();
    for (code, own) in store.spells_of_pair(a, b, under)? {
        spells.entry(code).or_default().spells = own;
    }
    for (code, without_consent) in store.without_consent_of_pair(a, b, under)? {
        spells.entry(code).or_default().carried =
            without_consent.map(|own| own.into_iter().filter(|it| it.mode.binds()).collect());
    }
    Ok(spells)
}

/// One treaty, and the two under it.
pub struct Question<'a> {
    pub store: &'a Store,
    pub two: Two<'a>,
    pub treaty: &'a TreatyRow,
    pub pair: &'a PairSpells,
    pub asked: Span,
    pub last: Date,
}

impl Question<'_> {
    pub fn side(&self, place: usize) -> Result<Side> {
        let spell = self.pair.spells[place].iter().find(|spell| spell.span().holds(self.last));
        let act = |id: Option<i64>| -> Result<Option<ActView>> {
            Ok(id.map_or(Ok(None), |id| self.store.act_under(&self.treaty.code, id))?.map(ActView::of))
        };
        Ok(Side {
            who: [self.two.a, self.two.b][place].into(),
            status: spell.map_or(Status::None, |spell| spell.status),
            since: spell.map(|spell| spell.since),
            uncertain: spell.is_some_and(|spell| spell.uncertain),
            mode: self.pair.carried_on(place, self.last).map(|carried| carried.mode),
            bound_since: self.pair.carried_on(place, self.last).map(|carried| carried.since),
            objection: None,
            earlier: self.earlier(place)?,
            signature: act(spell.and_then(|spell| spell.signature))?,
            consent: act(spell.and_then(|spell| spell.consent))?,
            exit: act(spell.and_then(|spell| spell.exit))?,
        })
    }
}

impl Question<'_> {
    fn earlier(&self, place: usize) -> Result<Option<EarlierStanding>> {
        let row = [self.two.a, self.two.b][place];
        if !self.store.may_be_replaced(row, self.last)? {
            return Ok(None);
        }
        let world = self.store.world()?;
        let Some(code) = world.stood_before(&row.code, self.last) else { return Ok(None) };
        let Some(earlier) = self.store.participant(&code)? else { return Ok(None) };
        let spells = self.store.spells(&self.treaty.code)?;
        let is_union = world.union_on(&row.code, self.last).is_some();
        Ok(Some(EarlierStanding::of((&earlier).into(), is_union, &spells, self.last)))
    }
}

impl Side {
    /// Whether it is bound on the last day, by its own consent or without.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        self.status.bound() || self.mode.is_some()
    }
}

/// Where one of them stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// Its status on the last day asked about.
    pub status: Status,
    /// Since when it has that status.
    pub since: Option<Date>,
    /// Whether the day lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// How it is bound without its own consent: as-amended, through-organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// Since when it is bound so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound_since: Option<Date>,
    /// Its objection to the amendment that the treaty is, by which it is not bound: @N.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objection: Option<String>,
    /// The one in whose place it stands later, on a day before that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierStanding>,
    /// The signature that stands.
    pub signature: Option<ActView>,
    /// The consent that stands; for a former party, stood.
    pub consent: Option<ActView>,
    /// The denunciation, withdrawal or cessation that counts.
    pub exit: Option<ActView>,
}
