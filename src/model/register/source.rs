//! Where facts were read.

use super::declaration::{Concern, Keeps, LookingBack, Register, register};
use super::field::Noun;
use crate::model::codes::is_source_code;
use crate::model::draft::Authority;
use crate::model::text_form::one_of;
use crate::model::{Date, TextForm};

register! {
    /// A source.
    "source" SourceBody(
        brief: &["code", "citation"],
        table: Some("source"), keeps: Keeps::Newest, looking_back: LookingBack::AsNow,
        concerns: [Concern::Nothing, Concern::SideBySide]
    ) {
        /// Short name.
        code: String => form(TextForm::by(is_source_code)) gives(Noun::Source) key,
        /// Publisher, title and place, in words.
        citation: String => form(TextForm::TITLE.up_to(LONGEST_CITATION)) correctable,
        /// The date the copy bears; of an imported file the day whose status it gives.
        dated: Option<Date> => correctable,
        /// Who publishes it; of an imported file.
        publisher: Option<String> => form(TextForm::TITLE),
        /// How near that one stands to the acts: depositary, collection, research.
        authority: Option<String> => form(TextForm::by(is_authority)),
        /// When it was read.
        retrieved_on: Option<Date>,
        /// Name of the imported file.
        file: Option<String>,
        /// SHA-256 of its bytes, 64 hexadecimal digits.
        sha256: Option<String> => form(TextForm::by(is_sha256)),
        /// How many bytes it has.
        size: Option<i64>,
        /// The address that it was fetched from.
        address: Option<String> => form(TextForm::by(is_address)),
        /// By which the server told this state of it from others.
        etag: Option<String> => form(TextForm::TITLE),
        /// The reader or shipped map that read it.
        reader: Option<String> => form(TextForm::TITLE),
        /// The treaty that it was told to be about.
        treaty: Option<String> => form(TextForm::TITLE),
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
            size: None,
            address: None,
            etag: None,
            reader: None,
            treaty: None,
        }
    }

    /// Why this cannot be kept as the address of a file, if it cannot.
    #[must_use]
    pub fn address_fault(address: &str) -> Option<String> {
        TextForm::by(is_address).check(address).err()
    }
}

impl Register for SourceBody {
    fn in_short(&self) -> String {
        format!("{}: {}", self.code, self.citation)
    }
}

/// The publisher, the title and the name of an imported file stand in it.
const LONGEST_CITATION: usize = 30_000;

fn is_authority(word: &str) -> Result<(), String> {
    one_of(word, "authority", Authority::ALL.map(Authority::word))
}

/// The most letters of an address.
const LONGEST_ADDRESS: usize = 2_000;

fn is_address(text: &str) -> Result<(), String> {
    let has_scheme = text.starts_with("https://") || text.starts_with("http://");
    if has_scheme
        && text.len() <= LONGEST_ADDRESS
        && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
    {
        Ok(())
    } else {
        Err("it is no address: https://…".to_owned())
    }
}

fn is_sha256(text: &str) -> Result<(), String> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() == 64 && text.bytes().all(is_digit) {
        Ok(())
    } else {
        Err("it is not 64 hexadecimal digits".to_owned())
    }
}
