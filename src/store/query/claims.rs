//! Published statements about status.

use crate::error::Result;
use crate::law::audit::ClaimFact;
use crate::model::Span;
use crate::store::file::Store;
use crate::store::rows::{column, select, select_with};

impl Store {
    /// The claims that count, in the order of their days.
    pub fn claims(&self) -> Result<Vec<ClaimFact>> {
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
