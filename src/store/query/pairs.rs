//! What is asked of two participants together.

use rusqlite::params;

use super::acts::{SPELL, spell};
use super::{SpellRow, all};
use crate::error::Result;
use crate::model::{Date, Mode};
use crate::store::Store;

impl Store {
    /// Every spell of two participants with its treaty, under one treaty or under all, by treaty and day.
    pub fn spells_of_pair(&self, a: &str, b: &str, treaty: Option<&str>) -> Result<Vec<(String, SpellRow)>> {
        match treaty {
            None => self.take_in_all()?,
            Some(code) => self.take_in(code)?,
        }
        // Two equal codes are one participant: a treaty does not bind it to itself.
        let sql = format!(
            "SELECT {SPELL}, treaty FROM spell WHERE participant IN (?1, ?2) AND (?3 IS NULL OR treaty = ?3)
             ORDER BY treaty, participant, since"
        );
        all(&self.connection, &sql, params![a, b, treaty], |row| Ok((row.get(8)?, spell(row)?)))
    }

    /// What holds on `day` beside the statuses of two participants: whose, under which treaty, and the mode.
    pub fn modes_of_pair(&self, a: &str, b: &str, day: Date) -> Result<Vec<(String, String, Mode)>> {
        self.take_in_all()?;
        let sql = "SELECT participant, treaty, mode FROM mode
                   WHERE participant IN (?1, ?2) AND since <= ?3 AND (until IS NULL OR until > ?3)
                   ORDER BY participant, treaty, mode";
        all(&self.connection, sql, params![a, b, day], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }

    /// The treaties that have a clause on towards whom an accession takes effect.
    pub fn treaties_with_relation(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT treaty FROM clause WHERE kind = 'relation' AND superseded_seq IS NULL";
        all(&self.connection, sql, [], |row| row.get(0))
    }

    /// Every treaty that amends another: its number, and that of the amended one.
    pub fn amendments(&self) -> Result<Vec<(String, String)>> {
        let sql = "SELECT treaty, other FROM treaty_link WHERE kind = 'amends' AND superseded_seq IS NULL
                   ORDER BY other, treaty";
        all(&self.connection, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
