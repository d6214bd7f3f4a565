//! Who left, and who came in by succession.

use rusqlite::named_params;

use super::acts::ActRow;
use super::all;
use crate::error::Result;
use crate::model::Date;
use crate::store::Store;

/// A consent that is lost because of an act under another treaty, or on a day that its source does not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Under which treaty.
    pub treaty: String,
    /// Whose.
    pub participant: String,
    /// The act that brings it; none where the day is not known.
    pub exit: Option<i64>,
    /// The consent.
    pub consent: Option<i64>,
    /// The first day on which it is no longer bound; none where that is not known, or not yet.
    pub former_from: Option<Date>,
}

/// One participant came from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredecessorRow {
    /// The later one.
    pub participant: String,
    /// The earlier one.
    pub predecessor: String,
    /// continues, separated, succeeds, absorbs.
    pub kind: String,
    /// The day, where recorded.
    pub on: Option<Date>,
}

/// A State that stands under a treaty by what the one that it continues did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContinuationRow {
    /// Under which treaty.
    pub treaty: String,
    /// Who continues.
    pub participant: String,
    /// Whom.
    pub predecessor: String,
    /// From which day.
    pub on: Date,
    /// The consent, or else the signature, that goes on.
    pub act: i64,
}

impl Store {
    /// The acts up to `on` of all that have ever given notice, or whose participation has ceased: exits, revocations and
    /// consents, by treaty, participant and day. Under one treaty or all.
    pub fn acts_of_leavers(&self, treaty: Option<&str>, on: Date) -> Result<Vec<ActRow>> {
        self.take_in_all()?;
        let leaver = |of: &str| {
            format!(
                "SELECT treaty, participant FROM act
                 WHERE {of} act IN ('denunciation', 'withdrawal', 'cessation') AND superseded_seq IS NULL AND shown_as IS NULL"
            )
        };
        let order = "a.treaty, a.participant, coalesce(a.date, a.latest), a.id";
        match treaty {
            Some(treaty) => self.acts_where(
                &format!(
                    "a.treaty = ?1 AND coalesce(a.date, a.latest) <= ?2 AND (a.treaty, a.participant) IN ({})",
                    leaver("treaty = ?1 AND")
                ),
                order,
                rusqlite::params![treaty, on],
            ),
            None => self.acts_where(
                &format!("coalesce(a.date, a.latest) <= ?1 AND (a.treaty, a.participant) IN ({})", leaver("")),
                order,
                [on],
            ),
        }
    }

    /// What was lost with another treaty, and what a source shows as withdrawn on a day that it does not give.
    pub fn lost(&self, treaty: Option<&str>, on: Date) -> Result<Vec<Lost>> {
        self.take_in_all()?;
        let sql = "SELECT s.treaty, s.participant, s.exit, s.consent, min(iif(s.status = 'former', s.since, NULL))
             FROM clause c JOIN spell s ON s.treaty = c.treaty JOIN act e ON e.id = s.exit
             WHERE c.kind = 'cessation' AND c.superseded_seq IS NULL AND e.treaty <> s.treaty AND s.since <= :on
               AND (:treaty IS NULL OR s.treaty = :treaty)
             GROUP BY s.treaty, s.participant, s.exit
             UNION ALL
             SELECT a.treaty, a.participant, NULL, a.id, NULL
             FROM act a JOIN act_word w ON w.act = a.act
             WHERE a.withdrawn AND w.consent AND a.superseded_seq IS NULL AND a.shown_as IS NULL
               AND coalesce(a.date, a.latest) <= :on AND (:treaty IS NULL OR a.treaty = :treaty)
               AND EXISTS (SELECT 1 FROM spell s WHERE s.treaty = a.treaty AND s.participant = a.participant
                           AND s.consent = a.id AND s.status = 'former' AND s.exit IS NULL)
             ORDER BY 1, 2";
        all(&self.connection, sql, named_params! { ":on": on, ":treaty": treaty }, |row| {
            Ok(Lost {
                treaty: row.get(0)?,
                participant: row.get(1)?,
                exit: row.get(2)?,
                consent: row.get(3)?,
                former_from: row.get(4)?,
            })
        })
    }

    /// The successions notified up to `on`, under one treaty or all, by one participant or all.
    pub fn successions(&self, treaty: Option<&str>, on: Date) -> Result<Vec<ActRow>> {
        self.take_in_all()?;
        let order = "a.treaty, coalesce(a.date, a.latest), a.participant, a.id";
        let kinds = "a.act IN ('succession', 'succession-to-signature')";
        match treaty {
            Some(treaty) => {
                let condition = format!("a.treaty = ?1 AND {kinds} AND coalesce(a.date, a.latest) <= ?2");
                self.acts_where(&condition, order, rusqlite::params![treaty, on])
            }
            None => self.acts_where(&format!("{kinds} AND coalesce(a.date, a.latest) <= ?1"), order, [on]),
        }
    }

    /// Who came from whom; old names of the same participant left out.
    pub fn predecessors(&self) -> Result<Vec<PredecessorRow>> {
        let sql = "SELECT participant, predecessor, kind, \"on\" FROM predecessor WHERE kind <> 'same' ORDER BY participant, predecessor";
        all(&self.connection, sql, [], |row| {
            Ok(PredecessorRow {
                participant: row.get(0)?,
                predecessor: row.get(1)?,
                kind: row.get(2)?,
                on: row.get(3)?,
            })
        })
    }

    /// Which participants that others came from have consented to or signed which treaty: the treaty, the participant.
    pub fn acts_of_predecessors(&self) -> Result<Vec<(String, String)>> {
        let sql = "SELECT DISTINCT a.treaty, coalesce(a.done_by, a.participant) FROM act a NOT INDEXED
             WHERE coalesce(a.done_by, a.participant) IN (SELECT predecessor FROM predecessor WHERE kind <> 'same')
               AND a.superseded_seq IS NULL AND a.shown_as IS NULL";
        all(&self.connection, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Who stands under a treaty on `on` by an act of the one that it continues.
    pub fn continuations(&self, treaty: Option<&str>, on: Date) -> Result<Vec<ContinuationRow>> {
        self.take_in_all()?;
        // The few that continue another first, then their spells: CROSS JOIN keeps that order.
        let sql = "SELECT s.treaty, s.participant, p.predecessor, p.\"on\", a.id
             FROM predecessor p CROSS JOIN spell s ON s.participant = p.participant
             CROSS JOIN act a ON a.id = coalesce(s.consent, s.signature)
             WHERE p.kind = 'continues' AND p.\"on\" <= :on AND s.since <= :on AND (s.until IS NULL OR s.until > :on)
               AND coalesce(a.date, a.latest) < p.\"on\" AND (:treaty IS NULL OR s.treaty = :treaty)
             ORDER BY s.treaty, p.\"on\", s.participant";
        all(&self.connection, sql, named_params! { ":on": on, ":treaty": treaty }, |row| {
            Ok(ContinuationRow {
                treaty: row.get(0)?,
                participant: row.get(1)?,
                predecessor: row.get(2)?,
                on: row.get(3)?,
                act: row.get(4)?,
            })
        })
    }
}
