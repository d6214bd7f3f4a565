//! Remarks on treaties.

use super::declaration::{Noun, Register, register};

register! {
    /// A remark on a treaty.
    "remark" RemarkBody(table: Some("remark")) {
        /// The treaty.
        treaty: String => about(Noun::Treaty) key,
        /// What is to be remembered.
        text: String => key correctable,
    }
}

impl Register for RemarkBody {
    fn in_short(&self) -> String {
        format!("{}: {}", self.treaty, self.text)
    }
}
