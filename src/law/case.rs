//! What the law is asked about: one treaty with everything that bears on it.

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

impl<'a> Case<'a> {
    /// The acts in their order, with those under other treaties that count here.
    pub(super) fn ordered(&self) -> Vec<&'a Act> {
        let mut ordered: Vec<&Act> = self.acts.iter().chain(&self.relations.linked_acts).collect();
        ordered.sort_by_key(|act| place(act));
        ordered
    }

    /// The day on which an act for the whole treaty takes effect, the earliest of its kind.
    #[must_use]
    pub fn effect_of(&self, kind: ActKind) -> Option<Date> {
        let of_kind = self.treaty_acts.iter().filter(|act| act.kind == kind);
        of_kind.map(|act| act.effective_on.unwrap_or(act.day)).min()
    }

    /// The day on which the treaty ends for all (VCLT art. 54), if it does.
    #[must_use]
    pub fn ends_on(&self) -> Option<Date> {
        self.effect_of(ActKind::Termination)
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
