//! Groups of participants.

use super::declaration::{Concern, Keeps, Noun, Register, register};

register! {
    /// A group.
    "group" GroupBody(
        brief: &["code", "name"],
        table: Some("participant_group"), keeps: Keeps::Newest,
        concerns: [Concern::Nothing, Concern::World]
    ) {
        /// Short name.
        code: String => gives(Noun::Group) key,
        /// Name in words.
        name: String => correctable,
    }
}

impl Register for GroupBody {
    fn in_short(&self) -> String {
        format!("{}: {}", self.code, self.name)
    }
}
