//! Entries that came together.

use super::declaration::{Register, register};

register! {
    /// A batch: entries that came together, such as the seed or an imported file.
    "batch" BatchBody(table: Some("batch"), brief: &["name"]) {
        /// Name of the file or register.
        name: String,
        /// Number of entries that follow.
        entries: u64,
    }
}

impl BatchBody {
    /// The last of its entries, where its own is `entry`.
    #[must_use]
    pub fn last(&self, entry: i64) -> i64 {
        entry.saturating_add(i64::try_from(self.entries).unwrap_or(i64::MAX))
    }
}

impl Register for BatchBody {
    fn in_short(&self) -> String {
        format!("{}, {} entries", self.name, self.entries)
    }
}
