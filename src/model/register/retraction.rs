//! Entries that no longer count.

use super::declaration::{Register, register};

register! {
    /// An earlier entry no longer counts.
    "retraction" RetractionBody {
        /// Its number.
        entry: i64,
    }
}

impl Register for RetractionBody {
    fn in_short(&self) -> String {
        format!("@{}", self.entry)
    }
}
