//! Treaties, their names and clauses.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::acts::list;
use crate::error::Result;
use crate::model::{Confidence, Date};
use crate::store::file::Store;
use crate::store::rows::{all, codes, column, rows, select};

rows! {
    /// A treaty.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct TreatyRow {
        /// The depositary's number.
        pub code: String = "code",
        /// Official title.
        pub title: String = "title",
        /// Name in daily use.
        pub short_title: String = "short_title",
        /// convention, protocol.
        pub kind: String = "kind",
        /// What it is about.
        pub subject: Option<String> = "subject",
        /// The treaty it is a protocol to.
        pub parent: Option<String> = "parent",
        /// Who keeps it.
        pub depositary: String = "depositary",
        /// Text adopted.
        pub adopted_on: Option<Date> = "adopted_on",
        /// Opened for signature.
        pub opened_on: Option<Date> = "opened_on",
        /// Where.
        pub opened_at: Option<String> = "opened_at",
        /// Last day to sign.
        pub signature_closes_on: Option<Date> = "signature_closes_on",
        /// Entry into force as published.
        pub in_force_on: Option<Date> = "coalesce(in_force_on, announced_on)",
        /// Day the conditions were met, by replay.
        pub met_on: Option<Date> = "met_on",
        /// The instrument that met them.
        pub met_by: Option<i64> = "met_by",
        /// First day on which the record cannot tell whether they were met.
        pub undetermined_on: Option<Date> = "undetermined_on",
        /// Entry into force by the clause.
        pub computed_on: Option<Date> = "computed_on",
        /// First day on which it is in force for nobody: its termination.
        pub ended_on: Option<Date> = "ended_on",
        /// Last day up to which the acts were collected.
        pub complete_to: Option<Date> = "complete_to",
        /// Last day up to which the statements were collected, all of them.
        pub statements_complete_to: Option<Date> = "statements_complete_to",
        /// Support.
        pub confidence: Confidence = "confidence",
        /// Whether acts under it were collected at all, or silence is what binds by it, so that there need not be any; else nothing is
        /// known of who stands where.
        pub collected: bool = "complete_to IS NOT NULL OR EXISTS (SELECT 1 FROM act a WHERE a.treaty = treaty.code) OR EXISTS (SELECT 1 FROM clause c WHERE c.treaty = treaty.code AND c.kind = 'binding' AND c.rule LIKE 'unless_objected(%' AND c.superseded_seq IS NULL)",
        /// Whether a clause on who may sign, ratify or accede is recorded.
        pub eligibility_recorded: bool = "EXISTS (SELECT 1 FROM clause c WHERE c.treaty = treaty.code AND c.kind = 'eligibility' AND c.superseded_seq IS NULL)",
        /// Whether a signature under it is recorded, or it is not opened for signature.
        pub signatures_collected: bool = "opened_at IS NULL OR EXISTS (SELECT 1 FROM act a WHERE a.treaty = treaty.code AND a.act IN ('signature', 'signature-ad-referendum', 'definitive-signature'))",
        /// Whether a reservation, declaration, objection or other statement under it is recorded.
        pub statements_collected: bool = "EXISTS (SELECT 1 FROM reservation r WHERE r.treaty = treaty.code)",
    }
}

impl TreatyRow {
    /// Entry into force: as published, else by the clause.
    #[must_use]
    pub fn entry_into_force(&self) -> Option<Date> {
        self.in_force_on.or(self.computed_on)
    }

    /// The day on which it begins: opened for signature, else its text concluded; where neither is known it always was.
    #[must_use]
    pub fn begins_on(&self) -> Option<Date> {
        self.opened_on.or(self.adopted_on)
    }

    /// Whether it is there on a day, as far as is known.
    #[must_use]
    pub fn is_there(&self, day: Date) -> bool {
        self.begins_on().is_none_or(|begins| begins <= day)
    }
}

rows! {
    /// A final clause.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct ClauseRow {
        /// The log entry that recorded it.
        pub id: i64 = "id",
        /// eligibility, requirement, threshold, effect, withdrawal, gap, means, window, cessation, relation ….
        pub kind: String = "kind",
        /// treaty, consent, accession, signature, territory, denunciation.
        pub applies_to: String = "applies_to",
        /// The rule in our notation.
        pub rule: String = "rule",
        /// The rule in plain English.
        pub words: String = "words",
        /// Where the treaty says so.
        pub article: String = "article",
        /// Remarks.
        pub note: Option<String> = "note",
        /// Support.
        pub confidence: Confidence = "confidence",
        /// Codes of its sources.
        pub sources: Vec<String> = "sources" via codes,
    }
}

/// One treaty by its number.
pub(in crate::store) fn treaty(connection: &Connection, code: &str) -> Result<Option<TreatyRow>> {
    let rest = "FROM treaty WHERE code = ?1 AND superseded_seq IS NULL";
    Ok(select(connection, rest, [code])?.pop())
}

impl Store {
    /// One treaty by its number.
    pub fn treaty(&self, code: &str) -> Result<Option<TreatyRow>> {
        self.take_in(code)?;
        treaty(&self.connection, code)
    }

    /// The treaties that are protocols to this one, in the order in which they were opened.
    pub fn protocols_to(&self, code: &str) -> Result<Vec<TreatyRow>> {
        let rest = "FROM treaty WHERE parent = ?1 AND superseded_seq IS NULL ORDER BY opened_on, code";
        select(&self.connection, rest, [code])
    }

    /// Every treaty, in the order in which they were opened.
    pub fn treaties(&self) -> Result<Vec<TreatyRow>> {
        self.take_in_all()?;
        let rest = "FROM treaty WHERE superseded_seq IS NULL ORDER BY opened_on, code";
        select(&self.connection, rest, [])
    }

    /// The treaties with these numbers, in the order in which they were opened.
    pub fn treaties_numbered<'a>(
        &self,
        codes: impl IntoIterator<Item = &'a String>,
    ) -> Result<Vec<TreatyRow>> {
        let codes: Vec<&String> = codes.into_iter().collect();
        for code in &codes {
            self.take_in(code)?;
        }
        let rest = "FROM treaty WHERE code IN (SELECT value FROM json_each(?1)) AND superseded_seq IS NULL
                    ORDER BY opened_on, code";
        select(&self.connection, rest, [list(&codes)])
    }

    /// The numbers of the treaties to which a participant may become a party on `day` under their own clauses.
    pub fn treaties_open_to(&self, participant: &str, day: Date) -> Result<Vec<String>> {
        self.take_in_all()?;
        let sql = "SELECT code FROM treaty WHERE EXISTS (
                       SELECT 1 FROM eligibility WHERE treaty = code AND participant = ?1
                         AND since <= ?2 AND (until IS NULL OR until > ?2))";
        column(&self.connection, sql, params![participant, day])
    }

    /// The numbers of the treaties with this folded name.
    pub fn treaties_named(&self, folded: &str) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT treaty FROM treaty_name WHERE folded = ?1 AND superseded_seq IS NULL ORDER BY treaty";
        column(&self.connection, sql, [folded])
    }

    /// The treaties with this folded name: the number of each, and the name as it is written.
    pub fn treaties_called(&self, folded: &str) -> Result<Vec<(String, String)>> {
        let sql = "SELECT DISTINCT treaty, name FROM treaty_name WHERE folded = ?1 AND superseded_seq IS NULL ORDER BY treaty";
        all(&self.connection, sql, [folded])
    }

    /// Every name of every treaty: the treaty's number and the name.
    pub fn treaty_names(&self) -> Result<Vec<(String, String)>> {
        let sql = "SELECT treaty, name FROM treaty_name WHERE superseded_seq IS NULL ORDER BY treaty, name";
        all(&self.connection, sql, [])
    }

    /// The present clauses of a treaty.
    pub fn clauses(&self, treaty: &str) -> Result<Vec<ClauseRow>> {
        let rest = "FROM clause WHERE treaty = ?1 AND superseded_seq IS NULL ORDER BY id";
        select(&self.connection, rest, [treaty])
    }

    /// The treaties that have a clause on towards whom an accession takes effect.
    pub fn treaties_with_relation(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT treaty FROM clause WHERE kind = 'relation' AND superseded_seq IS NULL";
        column(&self.connection, sql, [])
    }

    /// The treaties under which statements under others stand too.
    pub fn treaties_that_carry_statements(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT treaty FROM clause WHERE kind = 'carried' AND superseded_seq IS NULL";
        column(&self.connection, sql, [])
    }

    /// The treaties under which some instruments wait for another's.
    pub fn treaties_where_instruments_wait(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT treaty FROM clause WHERE kind = 'deposit' AND superseded_seq IS NULL";
        column(&self.connection, sql, [])
    }

    /// Every treaty that amends another, by a link or because a clause binds the parties to that: its number, and that of the
    /// amended one.
    pub fn amendments(&self) -> Result<Vec<(String, String)>> {
        let sql = "SELECT treaty, other FROM treaty_link WHERE kind = 'amends' AND superseded_seq IS NULL
                   UNION
                   SELECT c.treaty, l.other FROM clause c JOIN clause_treaty l ON l.clause = c.id
                   WHERE c.kind = 'binding' AND c.applies_to = 'parties' AND c.superseded_seq IS NULL
                     AND (instr(c.rule, 'unless_objected(' || l.other) = 1 OR instr(c.rule, 'all(' || l.other) = 1)
                   ORDER BY other, treaty";
        all(&self.connection, sql, [])
    }
}
