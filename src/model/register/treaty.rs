//! Treaties.

use super::declaration::{Concern, Keeps, Register, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::codes::is_treaty_code;
use crate::model::{Confidence, Date, TextForm};

register! {
    /// A treaty.
    "treaty" TreatyBody(
        brief: &["code", "title"],
        table: Some("treaty"), names_table: Some("treaty_name"), keeps: Keeps::Newest,
        concerns: [Concern::Treaty; 2],
        by_law: &[
            ("announced_on", "NULL"),
            ("met_on", "NULL"),
            ("met_by", "NULL"),
            ("undetermined_on", "NULL"),
            ("computed_on", "NULL"),
            ("ended_on", "NULL"),
        ]
    ) {
        /// The depositary's number.
        code: String => form(TextForm::by(is_treaty_code)) gives(Noun::Treaty) key,
        /// Official title.
        title: String => form(TextForm::TITLE),
        /// The name in daily use.
        short_title: String => form(TextForm::TITLE),
        /// Convention, protocol ….
        #[serde(alias = "kind")]
        treaty_kind: String => form(TextForm::TITLE) column("kind"),
        /// What it is about, in a word or two: treaties are grouped by it.
        subject: Option<String>,
        /// The treaty it is a protocol to.
        parent: Option<String> => form(TextForm::TITLE) of(Noun::Treaty),
        /// Who keeps it.
        depositary: String => form(TextForm { can_be_empty: true, ..TextForm::TITLE }),
        /// Text adopted.
        adopted_on: Option<Date>,
        /// Opened for signature.
        opened_on: Option<Date>,
        /// Where.
        opened_at: Option<String> => form(TextForm::TITLE),
        /// Last day to sign.
        signature_closes_on: Option<Date>,
        /// Entry into force as published.
        in_force_on: Option<Date>,
        /// Last day up to which the acts were collected.
        complete_to: Option<Date>,
        /// Last day up to which the statements were collected, all of them.
        statements_complete_to: Option<Date>,
        /// Which article holds which clause.
        note: Option<String> => form(TextForm::TEXT),
        /// Codes of its sources.
        sources: Sources => no_column,
        /// Verified, consistent, unverified.
        confidence: Confidence,
    }
}

impl Register for TreatyBody {
    fn in_short(&self) -> String {
        format!("{}: {}", self.code, self.short_title)
    }
}
