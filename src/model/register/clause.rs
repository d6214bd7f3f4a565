//! Final clauses as data.

use super::declaration::{Concern, Register, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::{Confidence, TextForm};

register! {
    /// A final clause.
    "clause" ClauseBody(
        brief: &["treaty", "clause_kind", "applies_to", "rule", "article"],
        table: Some("clause"), has_id: true, made: &["words"], concerns: [Concern::Treaty; 2]
    ) {
        /// The treaty.
        treaty: String => about(Noun::Treaty) key,
        /// Eligibility, requirement, threshold, effect, withdrawal, gap, means, window, cessation, relation ….
        #[serde(alias = "kind")]
        clause_kind: String => amendable column("kind") key,
        /// Treaty (first group), consent, accession, signature, territory, denunciation ….
        applies_to: String => amendable key,
        /// The rule in the notation of docs/clauses.md.
        rule: String,
        /// Where the treaty says so.
        article: String => amendable key,
        /// Remarks.
        note: Option<String> => form(TextForm::TEXT),
        /// Codes of its sources.
        sources: Sources,
        /// Verified, consistent, unverified.
        confidence: Confidence,
    }
}

impl Register for ClauseBody {
    fn in_short(&self) -> String {
        format!("{} of {}: {}, {}", self.clause_kind, self.applies_to, self.rule, self.article)
    }
}
