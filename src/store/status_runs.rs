//! Statuses from day to day, whichever acts they rest on.

use crate::law::Spell;
use crate::model::{Date, Status};

/// Who, the first day, the first day no longer, the status.
pub type Run<'a> = (&'a str, Date, Option<Date>, Status);

/// Spells with neighbours of one status joined.
#[must_use]
pub fn statuses(spells: &[Spell]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    for spell in spells {
        match runs.last_mut() {
            Some((code, _, until, status)) if *code == spell.participant && *status == spell.status => {
                *until = spell.until;
            }
            _ => runs.push((&spell.participant, spell.since, spell.until, spell.status)),
        }
    }
    runs
}
