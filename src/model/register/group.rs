//! Groups of participants.

use super::declaration::{Concern, Keeps, Register, register};
use super::field::Noun;
use crate::model::TextForm;
use crate::model::codes::is_group_code;

register! {
    /// A group.
    "group" GroupBody(
        brief: &["code", "name"],
        table: Some("participant_group"), keeps: Keeps::Newest,
        concerns: [Concern::Nothing, Concern::World]
    ) {
        /// Short name.
        code: String => form(TextForm::by(is_group_code)) gives(Noun::Group) key,
        /// Name in words.
        name: String => correctable,
    }
}

impl Register for GroupBody {
    fn in_short(&self) -> String {
        format!("{}: {}", self.code, self.name)
    }
}
