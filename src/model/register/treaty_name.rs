//! Further names and numbers of treaties.

use super::declaration::{LookingBack, Register, register};
use super::field::Noun;
use crate::model::TextForm;

register! {
    /// A further name or number of a treaty.
    "treaty-name" TreatyNameBody(
        brief: &["treaty", "name"],
        table: Some("treaty_name"), made: &["folded"], looking_back: LookingBack::AsNow
    ) {
        /// The treaty.
        treaty: String => about(Noun::Treaty) key,
        /// As written.
        name: String => amendable form(TextForm::TITLE) key,
        /// Whose number it is: UNTS, UKTS, Wikidata …; empty: a name.
        scheme: Option<String>,
    }
}

impl Register for TreatyNameBody {
    fn in_short(&self) -> String {
        let scheme = self.scheme.as_ref().map_or_else(String::new, |scheme| format!("{scheme} "));
        format!("{}: {scheme}{}", self.treaty, self.name)
    }
}
