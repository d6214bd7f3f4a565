//! What some new entries change: appended, applied to DERIVED, and everything that rests on them derived anew.

use rusqlite::Connection;

use super::apply::{self, Touched};
use super::derive::{self, Changes};
use super::hand::Hand;
use super::register::Recording;
use super::{Head, log};
use crate::error::Result;
use crate::model::Fact;

/// Appends facts after the entry `head` and brings DERIVED up to date. `hand` is what is in hand at that entry; it holds
/// afterwards too if the second answer says so. Returns the new head, and the spells under each treaty concerned.
pub(super) fn append(
    connection: &Connection,
    head: &Head,
    facts: &[Fact],
    recording: &Recording,
    mut hand: Option<&mut Hand>,
) -> Result<(Head, bool, Changes)> {
    let Recording { by, at, reason, .. } = recording;
    let new = log::append(connection, facts, by, at, reason.as_deref())?;
    let mut touched = Touched::default();
    for (seq, fact) in (head.seq + 1..).zip(facts) {
        apply::fact(connection, seq, fact, &mut touched)?;
        if let Some(hand) = &mut hand {
            hand.follow(connection, seq, fact)?;
        }
    }
    let same_world = !touched.world && !touched.weights;
    let changes = derive::treaties(connection, &touched, hand.filter(|_| same_world))?;
    Ok((new, same_world, changes))
}
