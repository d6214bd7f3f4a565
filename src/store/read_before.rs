//! What was read of a log, entry by entry: as much of each as later ones can refer to.

use std::collections::HashMap;

use rusqlite::Connection;

use super::earlier::{Earlier, recorded};
use crate::error::Result;
use crate::model::{Body, Declaration, Fact, Noun, Reference, Value};

/// The entries read so far, and the file that has them.
#[derive(Debug)]
pub(super) struct ReadBefore<'a> {
    connection: &'a Connection,
    /// Of each entry the place of its register, and whether it still counts.
    entries: Vec<(u8, bool)>,
    /// The newest entry that gives each code, by what has it.
    given: [HashMap<String, i64>; Noun::ALL.len()],
    /// The order of publishers that counts.
    precedence: Option<i64>,
}

impl<'a> ReadBefore<'a> {
    pub(super) fn nothing(connection: &'a Connection) -> Self {
        Self { connection, entries: Vec::new(), given: Default::default(), precedence: None }
    }

    /// Takes note of the next entry.
    pub(super) fn add(&mut self, fact: &Fact) {
        let seq = i64::try_from(self.entries.len()).unwrap_or(i64::MAX) + 1;
        let said = fact.body.said();
        let register = said.declaration();
        let place = Body::REGISTERS.iter().position(|known| known.word == register.word);
        let place = place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX);
        self.entries.push((place, true));
        self.end(fact.replaces);
        match &fact.body {
            Body::Retraction(retraction) => self.end(Some(retraction.entry)),
            Body::Precedence(_) => {
                let before = self.precedence.replace(seq);
                self.end(before);
            }
            _ => {}
        }
        let Some(field) = register.gives() else { return };
        let code = register.fields.iter().zip(said.values()).find(|(known, _)| known.name == field.name);
        if let (Some(Reference::Gives(noun)), Some((_, Value::Text(code)))) = (field.reference, code) {
            let before = self.given[noun as usize].insert(code.into_owned(), seq);
            self.end(before);
        }
    }

    fn end(&mut self, entry: Option<i64>) {
        if let Some(known) = entry.and_then(Self::index).and_then(|at| self.entries.get_mut(at)) {
            known.1 = false;
        }
    }

    fn index(seq: i64) -> Option<usize> {
        usize::try_from(seq).ok()?.checked_sub(1)
    }
}

impl Earlier for ReadBefore<'_> {
    fn entry(&self, seq: i64) -> Result<Option<(&'static Declaration, bool)>> {
        let found = Self::index(seq).and_then(|at| self.entries.get(at));
        Ok(found.and_then(|(place, counts)| Some((*Body::REGISTERS.get(usize::from(*place))?, *counts))))
    }

    fn gives(&self, noun: Noun, code: &str) -> Result<bool> {
        Ok(self.given[noun as usize].contains_key(code))
    }

    fn fact(&self, seq: i64) -> Result<Fact> {
        recorded(self.connection, seq)
    }
}
