//! What is in hand from one act to the next: the world, and the treaties that were read, as they stand in the file. It
//! saves reading them again, and is put away where somebody else may have written.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::TreatyRow;
use super::law_input::{self, Dossier};
use super::written::{self, Written};
use crate::error::Result;
use crate::law::{Answer, Case, Derived, Question, World, examine};
use crate::model::{Act, Body, Date, Fact};

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
    /// What follows from the act that is about to be recorded, where the law has said so.
    pub foreseen: Option<Derived>,
    /// What followed when it was derived last.
    pub last: Option<Derived>,
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
            foreseen: None,
            last: None,
        };
        self.files.insert(code.to_owned(), file);
        Ok(true)
    }

    /// What the law says of an act under a treaty in hand.
    pub(super) fn examine(&mut self, code: &str, act: Act, treaty: &TreatyRow, today: Date) -> Answer {
        self.files.get_mut(code).expect("the treaty is in hand").dossier.acts.push(act);
        let file = &self.files[code];
        let case = file.dossier.case(&self.world);
        let (act, acts) = case.acts.split_last().expect("the act was added");
        let dependents = file.dependents.iter().filter_map(|code| self.files.get(code));
        let dependents: Vec<_> =
            dependents.map(|file| (&file.dossier.treaty, file.dossier.acts.as_slice())).collect();
        let answer = examine(&Question {
            act,
            case: Case { acts, ..case },
            with: case.acts,
            last: file.last.as_ref(),
            in_force_on: treaty.entry_into_force(),
            dependents: &dependents,
            today,
        });
        if let Some(file) = self.files.get_mut(code) {
            file.dossier.acts.pop();
        }
        answer
    }

    /// Takes note of what follows from the act that is recorded next.
    pub(super) fn foresee(&mut self, code: &str, derived: Option<Derived>) {
        if let Some(file) = self.files.get_mut(code) {
            file.foreseen = derived;
        }
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
                    file.written.moved.insert(act.participant.clone());
                    file.is_settled &= !file.dossier.add(act);
                }
            }
            _ => self.files.clear(),
        }
        Ok(())
    }
}

impl File {
    /// Those of these treaties that its clauses refer to.
    pub(super) fn refers_to<'a>(&self, codes: &'a [String]) -> Vec<&'a String> {
        let others = self.dossier.treaty.refers_to();
        codes.iter().filter(|code| others.contains(&code.as_str())).collect()
    }
}
