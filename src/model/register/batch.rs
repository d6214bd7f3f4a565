//! Entries that came together.

use super::declaration::{Register, register};

register! {
    /// A batch: entries that came together, such as the seed or an imported file.
    "batch" BatchBody(brief: &["name"]) {
        /// Name of the file or register.
        name: String,
        /// Number of entries that follow.
        entries: u64,
    }
}

impl Register for BatchBody {
    fn in_short(&self) -> String {
        format!("{}, {} entries", self.name, self.entries)
    }
}
