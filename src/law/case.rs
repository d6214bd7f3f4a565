//! What the law is asked about: one treaty with everything that bears on it.

use super::entailment::{is_entailed, without_repeated};
use super::relations::Relations;
use super::treaty::Treaty;
use super::world::World;
use crate::model::{Act, ActKind, Date};

/// One treaty, the acts under it, and the world around them. The order of the acts does not matter.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The treaty with its clauses.
    pub treaty: &'a Treaty,
    /// The acts of participants under it.
    pub acts: &'a [Act],
    /// The acts of the depositary for the whole treaty.
    pub treaty_acts: &'a [Act],
    /// Everything that holds for all treaties.
    pub world: &'a World,
    /// Other treaties that its clauses refer to.
    pub relations: &'a Relations,
}

/// Whether there is something in a treaty, as far as its clauses and the acts under it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// There is.
    There,
    /// There is not.
    Missing,
    /// Neither shows it.
    NotKnown,
}

impl<'a> Case<'a> {
    /// The acts in their order, with those under other treaties that count here: a consent given under another one only where
    /// none of its own stands.
    pub(super) fn ordered(&self) -> Vec<&'a Act> {
        let mut ordered: Vec<&Act> = self.acts.iter().chain(&self.relations.linked_acts).collect();
        ordered.sort_by_key(|act| place(act));
        if self.relations.linked_acts.iter().any(is_entailed) {
            without_repeated(&mut ordered);
        }
        ordered
    }

    /// Whether the treaty is signed before it is ratified. Amendments and the conventions of the International Labour
    /// Organisation are not: there a ratification comes first.
    pub(super) fn stage_of_signature(&self) -> Stage {
        let treaty = self.treaty;
        let is_signed = self.acts.iter().any(|act| act.kind.is_signature());
        if is_signed || treaty.means("signatory").is_some() || treaty.signature_closes_on.is_some() {
            Stage::There
        } else if treaty.means("non-signatory").is_some() {
            Stage::Missing
        } else {
            Stage::NotKnown
        }
    }

    /// The day on which an act for the whole treaty takes effect, the earliest of its kind.
    #[must_use]
    pub fn effect_of(&self, kind: ActKind) -> Option<Date> {
        let of_kind = self.treaty_acts.iter().filter(|act| act.kind == kind);
        of_kind.map(|act| act.effective_on.unwrap_or(act.day)).min()
    }

    /// The day on which the treaty ends for all (VCLT art. 54), by its termination or a clause on its duration, if it does.
    #[must_use]
    pub fn ends_on(&self) -> Option<Date> {
        self.ends_in_force_from(self.treaty.in_force_on.or(self.relations.own_in_force_on))
    }

    /// The same, where it is in force from `entry`.
    pub(super) fn ends_in_force_from(&self, entry: Option<Date>) -> Option<Date> {
        let ends = [self.effect_of(ActKind::Termination), self.treaty.lasts_until(entry)];
        ends.into_iter().flatten().min()
    }
}

/// The place of an act among others, for those who keep them in order.
#[must_use]
pub fn in_order(act: &Act) -> impl Ord {
    place(act)
}

/// The place of an act among others: by day, then by the order of one day, then by natural key.
pub(super) fn place(act: &Act) -> (Date, u8, ActKind, &str, Option<Date>, i64) {
    (act.day, act.kind.order(), act.kind, &act.participant, act.effective_on, act.id)
}
