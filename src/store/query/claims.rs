//! Published statements about status.

use crate::error::Result;
use crate::model::{Date, Span};
use crate::store::file::Store;
use crate::store::rows::{codes, column, rows, select, select_with};

rows! {
    /// A statement that somebody published about status.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ClaimRow {
        /// The log entry that recorded it.
        pub id: i64 = "c.recorded_seq",
        /// Short name: CL001 …
        pub code: String = "c.code",
        /// The day it speaks of.
        pub as_of: Date = "c.as_of",
        /// The treaty.
        pub treaty: String = "c.treaty",
        /// The group it is limited to.
        pub group: Option<String> = "c.group_code",
        /// The word for what it says; of an older record it need not be one of ours.
        pub claim: String = "c.claim",
        /// The figure or the codes that were published.
        pub value: String = "c.value",
        /// Remarks.
        pub note: Option<String> = "c.note",
        /// Codes of its sources.
        pub sources: Vec<String> = "(SELECT group_concat(source, ';') FROM (SELECT source FROM cited WHERE seq = c.recorded_seq ORDER BY position))" via codes,
    }
}

impl Store {
    /// The claims that count, in the order of their days.
    pub fn claims(&self) -> Result<Vec<ClaimRow>> {
        select(&self.connection, "FROM claim c WHERE c.superseded_seq IS NULL ORDER BY c.as_of, c.code", [])
    }

    /// The codes of all claims ever recorded, also of those that were retracted.
    pub fn claim_codes(&self) -> Result<Vec<String>> {
        column(&self.connection, "SELECT code FROM claim ORDER BY code", [])
    }

    /// Who sat in a group from day to day.
    pub fn seats(&self, group: &str) -> Result<Vec<(String, Span)>> {
        let rest = "FROM seat WHERE group_code = ?1 ORDER BY participant, since";
        select_with(&self.connection, "participant", rest, [group])
    }

    /// Who may become a party to a treaty from day to day under its own clauses.
    pub fn eligibility_under(&self, treaty: &str) -> Result<Vec<(String, Span)>> {
        let rest = "FROM eligibility WHERE treaty = ?1 ORDER BY participant, since";
        select_with(&self.connection, "participant", rest, [treaty])
    }
}
