//! Which publisher comes first.

use super::declaration::{Concern, Register, register};
use crate::model::TextForm;

register! {
    /// Which publisher's act is shown where several stand side by side; a later entry takes the place of an earlier one.
    "precedence" PrecedenceBody(
        table: Some("precedence"), made: &["position", "publisher"], concerns: [Concern::SideBySide; 2]
    ) {
        /// The publishers, the preferred one first. Those that are not named follow: depositaries, what was recorded
        /// without a publisher, collections, research; then what was recorded first.
        publishers: Vec<String> => form(TextForm::TITLE) no_column,
    }
}

impl Register for PrecedenceBody {
    fn in_short(&self) -> String {
        self.publishers.join(", then ")
    }

    fn fits(&self) -> Result<(), String> {
        if self.publishers.is_empty() { Err("publishers: it is empty".to_owned()) } else { Ok(()) }
    }
}
