//! One batch: everything in it, or nothing.

use crate::error::Result;
use crate::model::Fact;
use crate::store::{Head, Recording, Store};

/// What was written.
pub(super) struct Written {
    /// The first entry and the last one: @N and @M.
    pub entries: (String, String),
    /// The newest entry and its hash.
    pub head: Head,
}

/// Writes facts as they are, unless something was recorded after the entry `seen`.
pub(super) fn write(
    store: &mut Store,
    seen: i64,
    recording: &Recording,
    facts: Vec<Fact>,
) -> Result<Written> {
    let head = store.register(seen, recording, |_| facts)?.head;
    Ok(Written { entries: (format!("@{}", seen + 1), format!("@{}", head.seq)), head })
}
