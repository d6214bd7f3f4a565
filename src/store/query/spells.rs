//! Where participants stand: intervals of status, and what holds beside them.

use std::collections::BTreeMap;

use rusqlite::params;

use super::acts::list;
use crate::error::Result;
use crate::law::{ModeSpell, Spell};
use crate::model::{ActKind, Date, Mode};
use crate::store::file::Store;
use crate::store::rows::{all, column, select, select_with};

/// Whose mode, under which treaty, which, and the kind of act that began it; none where the law did.
pub type ModeOf = (String, String, Mode, Option<ActKind>);

impl Store {
    /// Every spell under a treaty, by participant and day.
    pub fn spells(&self, treaty: &str) -> Result<Vec<Spell>> {
        select(&self.connection, "FROM spell s WHERE treaty = ?1 ORDER BY participant, since", [treaty])
    }

    /// Where everybody with a spell under a treaty stands on `day`.
    pub fn standings(&self, treaty: &str, day: Date) -> Result<Vec<Spell>> {
        let rest = "FROM spell s WHERE treaty = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY participant";
        select(&self.connection, rest, params![treaty, day])
    }

    /// Where one participant stands on `day`, under each treaty where it has a spell.
    pub fn standings_of(&self, participant: &str, day: Date) -> Result<Vec<(String, Spell)>> {
        self.take_in_all()?;
        let rest = "FROM spell s WHERE participant = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY treaty";
        select_with(&self.connection, "treaty", rest, params![participant, day])
    }

    /// Where everybody with a spell under one of these treaties stands on `day`, by treaty and participant.
    pub fn standings_under(&self, treaties: &[String], day: Date) -> Result<Vec<(String, Spell)>> {
        let rest = "FROM spell s
                    WHERE treaty IN (SELECT value FROM json_each(?1)) AND since <= ?2 AND (until IS NULL OR until > ?2)
                    ORDER BY treaty, participant";
        for treaty in treaties {
            self.take_in(treaty)?;
        }
        select_with(&self.connection, "treaty", rest, params![list(treaties), day])
    }

    /// The spells of one participant and of another under each treaty, or under some, in order of time.
    pub fn spells_of_pair(
        &self,
        a: &str,
        b: &str,
        under: Option<&[&String]>,
    ) -> Result<BTreeMap<String, [Vec<Spell>; 2]>> {
        match under {
            Some(treaties) => treaties.iter().try_for_each(|treaty| self.take_in(treaty))?,
            None => self.take_in_all()?,
        }
        let some = if under.is_some() { "treaty IN (SELECT value FROM json_each(?3))" } else { "?3 IS NULL" };
        let rest = format!(
            "FROM spell s WHERE {some} AND participant IN (?1, ?2) ORDER BY treaty, participant, since"
        );
        let parameters = params![a, b, under.map(list)];
        let rows: Vec<(String, Spell)> = select_with(&self.connection, "treaty", &rest, parameters)?;
        let mut pairs: BTreeMap<String, [Vec<Spell>; 2]> = BTreeMap::new();
        for (treaty, spell) in rows {
            pairs.entry(treaty).or_default()[usize::from(spell.participant == b)].push(spell);
        }
        Ok(pairs)
    }

    /// While one participant, and another, are bound without their own consent under each treaty, or under some, or nobody knows
    /// whether they are.
    pub fn without_consent_of_pair(
        &self,
        a: &str,
        b: &str,
        under: Option<&[&String]>,
    ) -> Result<BTreeMap<String, [Vec<ModeSpell>; 2]>> {
        let some = if under.is_some() { "treaty IN (SELECT value FROM json_each(?3))" } else { "?3 IS NULL" };
        let rest = format!(
            "FROM mode s WHERE {some} AND participant IN (?1, ?2) AND mode IN (SELECT value FROM json_each(?4)) ORDER BY treaty, participant, since, mode"
        );
        let parameters = params![a, b, under.map(list), list(&Mode::WITHOUT_CONSENT.map(Mode::word))];
        let rows: Vec<(String, ModeSpell)> = select_with(&self.connection, "treaty", &rest, parameters)?;
        let mut pairs: BTreeMap<String, [Vec<ModeSpell>; 2]> = BTreeMap::new();
        for (treaty, mode) in rows {
            pairs.entry(treaty).or_default()[usize::from(mode.participant == b)].push(mode);
        }
        Ok(pairs)
    }

    /// Whose consent to which treaty stands on `day`, under these treaties, by participant and treaty.
    pub fn consents_on(&self, treaties: &[&str], day: Date) -> Result<Vec<(String, Spell)>> {
        for treaty in treaties {
            self.take_in(treaty)?;
        }
        let rest = "FROM spell s JOIN status_word w ON w.status = s.status AND w.consented
                    WHERE s.treaty IN (SELECT value FROM json_each(?1)) AND s.since <= ?2
                      AND (s.until IS NULL OR s.until > ?2) ORDER BY s.participant, s.treaty";
        select_with(&self.connection, "s.treaty", rest, params![list(treaties), day])
    }

    /// What holds on `day` beside the statuses under a treaty: whose, and the mode.
    pub fn modes(&self, treaty: &str, day: Date) -> Result<Vec<(String, Mode)>> {
        let sql = "SELECT participant, mode FROM mode
                   WHERE treaty = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY participant, mode";
        all(&self.connection, sql, params![treaty, day])
    }

    /// Who is bound without a consent of its own on `day` under one of these treaties, or nobody knows whether it is: treaty,
    /// participant, how.
    pub fn without_consent_on(&self, treaties: &[String], day: Date) -> Result<Vec<(String, String, Mode)>> {
        let modes = self.modes_under(treaties, day)?.into_iter();
        Ok(modes.filter(|(_, _, mode)| mode.is_without_consent()).collect())
    }

    fn modes_under(&self, treaties: &[String], day: Date) -> Result<Vec<(String, String, Mode)>> {
        let sql = "SELECT treaty, participant, mode FROM mode
                   WHERE treaty IN (SELECT value FROM json_each(?1)) AND since <= ?2 AND (until IS NULL OR until > ?2)
                   ORDER BY treaty, participant, mode";
        all(&self.connection, sql, params![list(treaties), day])
    }

    /// What holds on `day` beside the statuses of a participant: under which treaty, and the mode.
    pub fn modes_of(&self, participant: &str, day: Date) -> Result<Vec<(String, Mode)>> {
        self.take_in_all()?;
        let sql = "SELECT treaty, mode FROM mode
                   WHERE participant = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY treaty, mode";
        all(&self.connection, sql, params![participant, day])
    }

    /// What holds on `day` beside the statuses of two participants: whose, under which treaty, and the mode.
    pub fn modes_of_pair(&self, a: &str, b: &str, day: Date) -> Result<Vec<ModeOf>> {
        self.take_in_all()?;
        let sql = "SELECT participant, treaty, mode, (SELECT act FROM act WHERE id = opened_by) FROM mode
                   WHERE participant IN (?1, ?2) AND since <= ?3 AND (until IS NULL OR until > ?3)
                   ORDER BY participant, treaty, mode";
        all(&self.connection, sql, params![a, b, day])
    }

    /// The treaties under which one of two stands in the place of another that made statements there.
    pub fn treaties_with_statements_of_predecessors(&self, a: &str, b: &str) -> Result<Vec<String>> {
        self.take_in_all()?;
        let sql = "SELECT DISTINCT s.treaty FROM succession_to_treaty s
                   JOIN reservation r ON r.treaty = s.treaty AND r.superseded_seq IS NULL
                    AND instr(';' || s.predecessors || ';', ';' || r.participant || ';')
                   WHERE s.participant IN (?1, ?2)
                   UNION
                   SELECT treaty FROM kept_reservation WHERE participant IN (?1, ?2)";
        column(&self.connection, sql, params![a, b])
    }
}
