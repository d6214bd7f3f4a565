//! The acts that statuses rest on: each as it counts under the treaty of the status.

use std::collections::HashMap;

use super::ActView;
use crate::error::Result;
use crate::law::Spell;
use crate::store::{ActRow, Store};

/// The acts behind many statuses, read at once.
#[derive(Debug, Default)]
pub(super) struct ActsBehind {
    acts: HashMap<i64, ActRow>,
    /// Consents under other treaties, by the treaty under which each is a consent too, and the act.
    entailed: HashMap<(String, i64), ActRow>,
}

impl ActsBehind {
    /// Those behind these intervals.
    pub(super) fn of<'a>(store: &Store, spells: impl Iterator<Item = &'a Spell>) -> Result<Self> {
        let ids = spells.flat_map(numbers).collect();
        Ok(Self {
            acts: store.acts_numbered(&ids)?.into_iter().collect(),
            entailed: store.entailed_consents()?,
        })
    }

    /// What a status under a treaty rests on, in the order in which it was done.
    pub(super) fn behind(&self, spell: Option<&Spell>, treaty: &str) -> Vec<ActView> {
        let act = |id: i64| self.entailed.get(&(treaty.to_owned(), id)).or_else(|| self.acts.get(&id));
        spell.into_iter().flat_map(numbers).filter_map(act).cloned().map(ActView::of).collect()
    }
}

/// Signature, consent, exit.
fn numbers(spell: &Spell) -> impl Iterator<Item = i64> + use<> {
    [spell.signature, spell.consent, spell.exit].into_iter().flatten()
}
