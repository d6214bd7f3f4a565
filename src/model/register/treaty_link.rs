//! How treaties stand to one another.

use super::declaration::{Register, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::text_form::one_of;
use crate::model::{Confidence, TextForm};

register! {
    /// How a treaty stands to another one.
    "treaty-link" TreatyLinkBody(
        brief: &["treaty", "link", "other", "article"],
        table: Some("treaty_link")
    ) {
        /// The treaty.
        treaty: String => about(Noun::Treaty) key,
        /// The other: its code, or its name where it is not in this file.
        other: String => amendable form(TextForm::TITLE) of(Noun::Treaty) key,
        /// Protocol-to, amends, replaces, terminates, implements, requires-party, denounces-on-joining, related.
        #[serde(alias = "kind")]
        link: String => amendable form(TextForm::by(is_kind)) column("kind") key,
        /// Where the treaty says so.
        article: Option<String>,
        /// Codes of its sources.
        sources: Sources => no_column,
        /// Verified, consistent, unverified.
        confidence: Confidence,
    }
}

impl Register for TreatyLinkBody {
    fn in_short(&self) -> String {
        format!("{} {} {}", self.treaty, self.link, self.other)
    }
}

/// The words for how a treaty stands to another one.
pub const LINKS: [&str; 8] = [
    "protocol-to",
    "amends",
    "replaces",
    "terminates",
    "implements",
    "requires-party",
    "denounces-on-joining",
    "related",
];

fn is_kind(word: &str) -> Result<(), String> {
    one_of(word, "kind of link", LINKS)
}
