//! What somebody published about status.

use super::declaration::{Keeps, Register, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::text_form::one_of;
use crate::model::{ClaimKind, Date, Published, TextForm};

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
        claim: String => form(TextForm::by(is_kind)) correctable,
        /// The figure or the codes that were published.
        value: String => correctable,
        /// Remarks.
        note: Option<String> => form(TextForm::TEXT) correctable,
        /// Codes of its sources.
        sources: Sources => no_column correctable,
    }
}

impl Register for ClaimBody {
    fn in_short(&self) -> String {
        format!("{}: {} {}", self.code, self.claim, self.value)
    }

    fn fits(&self) -> Result<(), String> {
        let Some(kind) = ClaimKind::from_word(&self.claim) else { return Ok(()) };
        let read = Published::read(kind.form(), &self.value);
        read.map(drop).map_err(|why| format!("value: {why}"))
    }
}

fn is_kind(word: &str) -> Result<(), String> {
    one_of(word, "kind of claim", ClaimKind::ALL.map(ClaimKind::word))
}
