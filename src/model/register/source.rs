//! Where facts were read.

use super::declaration::{Concern, Keeps, LookingBack, Noun, Register, register};
use crate::model::Date;

register! {
    /// A source.
    "source" SourceBody(
        brief: &["code", "citation"],
        table: Some("source"), keeps: Keeps::Newest, looking_back: LookingBack::AsNow,
        concerns: [Concern::Nothing, Concern::SideBySide]
    ) {
        /// Short name.
        code: String => gives(Noun::Source) key,
        /// Publisher, title and place, in words.
        citation: String => correctable,
        /// The date the copy bears; of an imported file the day whose status it gives.
        dated: Option<Date> => correctable,
        /// Who publishes it; of an imported file.
        publisher: Option<String>,
        /// How near that one stands to the acts: depositary, collection, research.
        authority: Option<String>,
        /// When it was read.
        retrieved_on: Option<Date>,
        /// Name of the imported file.
        file: Option<String>,
        /// SHA-256 of its bytes, 64 hexadecimal digits.
        sha256: Option<String>,
    }
}

impl SourceBody {
    /// A source in words.
    #[must_use]
    pub fn of(code: &str, citation: &str) -> Self {
        Self {
            code: code.to_owned(),
            citation: citation.to_owned(),
            dated: None,
            publisher: None,
            authority: None,
            retrieved_on: None,
            file: None,
            sha256: None,
        }
    }
}

impl Register for SourceBody {
    fn in_short(&self) -> String {
        format!("{}: {}", self.code, self.citation)
    }
}
