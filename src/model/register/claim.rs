//! What somebody published about status.

use super::declaration::{Keeps, Noun, Register, register};
use super::sources::Sources;
use crate::model::Date;

register! {
    /// A statement that somebody published about status.
    "claim" ClaimBody(
        brief: &["code", "as_of", "treaty", "claim", "value"],
        table: Some("claim"), keeps: Keeps::Newest
    ) {
        /// Short name.
        code: String => key,
        /// The day it speaks of.
        as_of: Date => correctable,
        /// The treaty.
        treaty: String => about(Noun::Treaty) correctable,
        /// The group it is limited to.
        group: Option<String> => column("group_code") of(Noun::Group) correctable,
        /// What sort of claim: party-count, not-party, signature-count ….
        claim: String => correctable,
        /// The figure or the codes that were published.
        value: String => correctable,
        /// Remarks.
        note: Option<String> => correctable,
        /// Codes of its sources.
        sources: Sources => no_column correctable,
    }
}

impl Register for ClaimBody {
    fn in_short(&self) -> String {
        format!("{}: {} {}", self.code, self.claim, self.value)
    }
}
