//! A case as it was on a day, for what follows from that day on.

use crate::law::{Case, Relations, Treaty, held};
use crate::model::{Act, ActKind, Date};

/// A case as it was on a day: what had been done by then, and what follows from that. Where the conditions for entry
/// into force were met only later, no published day is known by then either; nor of an instrument that still waited for
/// another's.
pub(super) struct CaseOnDay {
    treaty: Treaty,
    acts: Vec<Act>,
    treaty_acts: Vec<Act>,
    relations: Relations,
}

impl CaseOnDay {
    /// What may have been done by the end of `day`, where the conditions were met on `met_on`: also an act whose day is not
    /// known and may be later, and one that counts before it is done, as a succession does.
    pub(super) fn of(case: &Case, met_on: Option<Date>, day: Date) -> Self {
        Self::with(case, met_on, day, |act| act.earliest <= day || act.may_count_before())
    }

    /// What certainly was done by then.
    pub(super) fn certainly(case: &Case, met_on: Option<Date>, day: Date) -> Self {
        Self::with(case, met_on, day, |act| act.day <= day)
    }

    fn with(case: &Case, met_on: Option<Date>, day: Date, done_by_then: impl Fn(&Act) -> bool) -> Self {
        let met_later = met_on.is_some_and(|met| day < met);
        let mut treaty = case.treaty.clone();
        treaty.in_force_on.take_if(|_| met_later);
        let done =
            |acts: &[Act]| -> Vec<Act> { acts.iter().filter(|act| done_by_then(act)).cloned().collect() };
        let mut acts = done(case.acts);
        for act in acts.iter_mut().filter(|act| met_later && act.kind.is_consent()) {
            act.effective_on.take_if(|_| !act.kind.reaches_back());
        }
        let held = held(case);
        let waits =
            |act: &Act| held.get(&act.id).is_some_and(|held| held.until.is_none_or(|until| day < until));
        for act in acts.iter_mut().filter(|act| waits(act)) {
            act.effective_on = None;
        }
        Self {
            treaty,
            acts,
            // The day of entry into force is known, as one published with the treaty is.
            treaty_acts: case
                .treaty_acts
                .iter()
                .filter(|act| act.day <= day || (act.kind == ActKind::EntryIntoForce && !met_later))
                .cloned()
                .collect(),
            relations: Relations { linked_acts: done(&case.relations.linked_acts), ..case.relations.clone() },
        }
    }

    /// As the law takes it.
    pub(super) fn case<'a>(&'a self, case: &Case<'a>) -> Case<'a> {
        Case {
            treaty: &self.treaty,
            acts: &self.acts,
            treaty_acts: &self.treaty_acts,
            relations: &self.relations,
            world: case.world,
        }
    }
}
