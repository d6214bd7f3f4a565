//! Two participants under one treaty.

use serde::Serialize;

use crate::error::Result;
use crate::law::Spell;
use crate::model::{Date, Span, Status, union_of};
use crate::report::{ActView, Named};
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

pub type PairSpells = [Vec<Spell>; 2];

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
        let spell = self.pair[place].iter().find(|spell| spell.span().holds(self.last));
        let act = |id: Option<i64>| -> Result<Option<ActView>> {
            Ok(id.map_or(Ok(None), |id| self.store.act(id))?.map(ActView::of))
        };
        Ok(Side {
            who: [self.two.a, self.two.b][place].into(),
            status: spell.map_or(Status::None, |spell| spell.status),
            since: spell.map(|spell| spell.since),
            uncertain: spell.is_some_and(|spell| spell.uncertain),
            signature: act(spell.and_then(|spell| spell.signature))?,
            consent: act(spell.and_then(|spell| spell.consent))?,
            exit: act(spell.and_then(|spell| spell.exit))?,
        })
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
    /// The signature that stands.
    pub signature: Option<ActView>,
    /// The consent that stands; for a former party, stood.
    pub consent: Option<ActView>,
    /// The denunciation, withdrawal or cessation that counts.
    pub exit: Option<ActView>,
}

pub fn bound(spells: &[Spell]) -> Vec<Span> {
    union_of(spells.iter().filter(|spell| spell.status.bound()).map(Spell::span).collect())
}

pub fn joint(pair: &PairSpells) -> Vec<Span> {
    let (one, other) = (bound(&pair[0]), bound(&pair[1]));
    one.iter().flat_map(|a| other.iter().filter_map(|b| a.and(*b))).collect()
}
