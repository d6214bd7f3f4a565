//! What is in hand from one act to the next: the world, and the treaties that were read, as they stand in the file. It
//! saves reading them again, and is put away where somebody else may have written.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::law_input::{self, Dossier};
use super::written::{self, Written};
use crate::error::Result;
use crate::law::World;
use crate::model::{Body, Fact};

/// What is known of the file up to one entry.
#[derive(Debug)]
pub(super) struct Hand {
    /// The newest entry.
    seq: i64,
    /// Changes whenever another connection has written.
    version: i64,
    /// What holds for all treaties alike.
    pub world: World,
    /// Treaties by their numbers.
    pub files: BTreeMap<String, File>,
}

/// One treaty, with what is derived for it.
#[derive(Debug)]
pub(super) struct File {
    /// What bears on it.
    pub dossier: Dossier,
    /// The derived rows, as they stand.
    pub written: Written,
    /// The numbers of the treaties whose clauses refer to it.
    pub dependents: Vec<String>,
    /// Whether the rows of eligibility follow from what bears on it; else they have to be derived anew.
    pub is_settled: bool,
}

impl Hand {
    /// What is in hand, where it still holds at the entry `seq`; else the world is read.
    pub(super) fn at(connection: &Connection, seq: i64, known: Option<Self>) -> Result<Self> {
        let version = connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        match known.filter(|hand| (hand.seq, hand.version) == (seq, version)) {
            Some(hand) => Ok(hand),
            None => Ok(Self { seq, version, world: law_input::world(connection)?, files: BTreeMap::new() }),
        }
    }

    /// Takes a treaty in hand; false if there is none of this number. Where everything in the file is derived, so is
    /// this.
    pub(super) fn take(&mut self, connection: &Connection, code: &str, is_settled: bool) -> Result<bool> {
        if self.files.contains_key(code) {
            return Ok(true);
        }
        let Some(dossier) = law_input::dossier(connection, code, &self.world)? else {
            return Ok(false);
        };
        let file = File {
            dossier,
            written: Written::read(connection, code)?,
            dependents: law_input::dependent_codes(connection, code)?,
            is_settled,
        };
        self.files.insert(code.to_owned(), file);
        Ok(true)
    }

    /// Follows what one more entry wrote: an act comes to the others, anything else is read again when it is needed.
    pub(super) fn follow(&mut self, connection: &Connection, seq: i64, fact: &Fact) -> Result<()> {
        self.seq = seq;
        match &fact.body {
            Body::Source(_) if fact.replaces.is_none() => {}
            Body::Act(act) if fact.replaces.is_none() => {
                if let Some(file) = self.files.get_mut(&act.treaty) {
                    let act = law_input::act(connection, seq, &self.world)?;
                    file.written.acts.insert(seq, written::act(connection, seq)?);
                    file.is_settled &= !file.dossier.add(act);
                }
            }
            _ => self.files.clear(),
        }
        Ok(())
    }
}

impl File {
    /// Whether the treaty's clauses refer to any of these.
    pub(super) fn refers_to_any(&self, codes: &[String]) -> bool {
        self.dossier.treaty.refers_to().iter().any(|other| codes.iter().any(|code| code == other))
    }
}
