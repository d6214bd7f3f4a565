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

impl Written {
    fn after(seen: i64, head: Head) -> Self {
        Self { entries: (format!("@{}", seen + 1), format!("@{}", head.seq)), head }
    }
}

/// Writes what may be more facts than memory holds, one after the other, unless something was recorded after the entry
/// `seen`.
pub(super) fn write_each(
    store: &mut Store,
    seen: i64,
    recording: &Recording,
    facts: impl Iterator<Item = Result<Fact>>,
) -> Result<Written> {
    Ok(Written::after(seen, store.register_each(seen, recording, facts)?))
}

/// Writes facts as they are, unless something was recorded after the entry `seen`.
pub(super) fn write(
    store: &mut Store,
    seen: i64,
    recording: &Recording,
    facts: Vec<Fact>,
) -> Result<Written> {
    Ok(Written::after(seen, store.register(seen, recording, |_| facts)?.head))
}
