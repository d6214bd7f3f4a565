//! Tables of weights.

use crate::error::Result;
use crate::model::{Confidence, Date, Decimal};
use crate::store::file::Store;
use crate::store::rows::{all, codes, rows, select};

rows! {
    /// What a participant weighs in a table, from a day on.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct WeightRow {
        /// The entry that recorded it.
        pub id: i64 = "recorded_seq",
        /// The table.
        pub table: String = "weight_table",
        /// Whose.
        pub participant: String = "participant",
        /// How much, in the unit of the table.
        pub weight: String = "weight",
        /// First day on which it is so much; always where there is none.
        pub since: Option<Date> = "since",
        /// Remarks.
        pub note: Option<String> = "note",
        /// Codes of its sources.
        pub sources: Vec<String> = "sources" via codes,
        /// Support.
        pub confidence: Confidence = "confidence",
    }
}

impl WeightRow {
    /// The weight as a number.
    #[must_use]
    pub fn number(&self) -> Decimal {
        self.weight.parse().unwrap_or_default()
    }
}

impl Store {
    /// Every weight that counts, by table and participant and in order of time.
    pub fn weights(&self) -> Result<Vec<WeightRow>> {
        let rest = "FROM weight WHERE superseded_seq IS NULL ORDER BY weight_table, participant, since, recorded_seq";
        select(&self.connection, rest, [])
    }

    /// The rules of thresholds that ask for weights, each with the number of its treaty.
    pub fn rules_on_weights(&self) -> Result<Vec<(String, String)>> {
        let sql = "SELECT treaty, rule FROM clause
                   WHERE kind = 'threshold' AND rule LIKE '%weight(%' AND superseded_seq IS NULL ORDER BY treaty, id";
        all(&self.connection, sql, [])
    }
}
