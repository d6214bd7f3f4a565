//! What counts today of a treaty's register, as it was recorded.

use crate::error::{Error, Result};
use crate::model::{Body, ClauseBody, TreatyBody, TreatyLinkBody, TreatyNameBody};
use crate::store::codec;
use crate::store::file::Store;
use crate::store::rows::{all, one};

/// The facts about one treaty, each with its log entry; its acts are not among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreatyFacts {
    /// The treaty itself.
    pub treaty: (i64, TreatyBody),
    /// What it is found by beside its number and titles.
    pub aliases: Vec<(i64, TreatyNameBody)>,
    /// How it stands to other treaties.
    pub links: Vec<(i64, TreatyLinkBody)>,
    /// Its final clauses.
    pub clauses: Vec<(i64, ClauseBody)>,
}

impl Store {
    /// Whether there is a published statement with this short name.
    pub fn has_claim(&self, code: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM claim WHERE code = ?1 AND superseded_seq IS NULL";
        Ok(one::<i64>(&self.connection, sql, [code])?.is_some())
    }

    /// What is recorded about the treaty with this number; none if there is no such treaty.
    pub fn treaty_facts(&self, code: &str) -> Result<Option<TreatyFacts>> {
        let sql = "SELECT seq, body FROM log WHERE seq IN (
                     SELECT recorded_seq FROM treaty WHERE code = ?1 AND superseded_seq IS NULL
                     UNION SELECT recorded_seq FROM treaty_name WHERE treaty = ?1 AND superseded_seq IS NULL
                     UNION SELECT recorded_seq FROM treaty_link WHERE treaty = ?1 AND superseded_seq IS NULL
                     UNION SELECT recorded_seq FROM clause WHERE treaty = ?1 AND superseded_seq IS NULL)
                   ORDER BY seq";
        let entries: Vec<(i64, String)> = all(&self.connection, sql, [code])?;
        let mut treaty = None;
        let (mut aliases, mut links, mut clauses) = (Vec::new(), Vec::new(), Vec::new());
        for (seq, body) in entries {
            match codec::decode(&body).map_err(|why| Error::Broken { seq, why })?.body {
                Body::Treaty(body) => treaty = Some((seq, body)),
                Body::TreatyName(body) => aliases.push((seq, body)),
                Body::TreatyLink(body) => links.push((seq, body)),
                Body::Clause(body) => clauses.push((seq, body)),
                _ => {}
            }
        }
        Ok(treaty.map(|treaty| TreatyFacts { treaty, aliases, links, clauses }))
    }
}
