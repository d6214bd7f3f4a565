//! What some new entries change: appended, applied to DERIVED, and everything that rests on them derived anew.

use rusqlite::Connection;

use super::apply::{self, Touched};
use super::derive::{self, Changes};
use super::register::Recording;
use super::{Head, log};
use crate::error::Result;
use crate::law::World;
use crate::model::Fact;

/// Appends facts after the entry `head` and brings DERIVED up to date. `world` is the world as it stands; it still
/// holds afterwards if the second answer says so. Returns the new head, and the spells under each treaty concerned.
pub(super) fn append(
    connection: &Connection,
    head: &Head,
    facts: &[Fact],
    recording: &Recording,
    world: Option<&World>,
) -> Result<(Head, bool, Changes)> {
    let Recording { by, at, reason, .. } = recording;
    let new = log::append(connection, facts, by, at, reason.as_deref())?;
    let mut touched = Touched::default();
    for (seq, fact) in (head.seq + 1..).zip(facts) {
        apply::fact(connection, seq, fact, &mut touched)?;
    }
    let same_world = !touched.world && !touched.weights;
    let changes = derive::treaties(connection, &touched, world.filter(|_| same_world))?;
    Ok((new, same_world, changes))
}
