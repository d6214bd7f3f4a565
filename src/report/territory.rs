//! A territory, as a question about one takes it: whose it was, of what it was a part, and what it is called.

use crate::error::Result;
use crate::model::{Date, Whose};
use crate::names::fold;
use crate::store::{Names, ParticipantRow, Store};

/// A territory, or a State that was one before it began.
#[derive(Debug)]
pub(super) struct Territory<'a> {
    pub row: &'a ParticipantRow,
    pub whose: Whose,
    /// Its names, folded.
    pub called: Vec<String>,
    /// The names of those that came from it, where it has ended.
    pub parts: Vec<String>,
}

/// A shorter name is found in words that mean something else.
const SHORTEST: usize = 4;

impl<'a> Territory<'a> {
    /// It; none for one that never was a territory.
    pub fn of(store: &Store, row: &'a ParticipantRow) -> Result<Option<Self>> {
        let whose = store.whose(&row.code)?;
        if row.kind != "territory" && whose.is_nobodys() {
            return Ok(None);
        }
        let all = store.names_of(&row.code)?;
        let all = all.iter().map(|name| &name.name).chain([&row.name, &row.official_name]);
        let called = all.map(|name| fold(name)).filter(|name| name.len() >= SHORTEST).collect();
        let later = if row.exists_until.is_some() { store.successors()? } else { Vec::new() };
        let later: Vec<String> =
            later.into_iter().filter(|pair| pair.0 == row.code).map(|pair| pair.1).collect();
        let names = Names::of_these(store, &later)?;
        let parts = later.iter().map(|code| names.name(code)).collect();
        Ok(Some(Self { row, whose, called, parts }))
    }

    /// Whether it is a territory on `day`, and nothing that stands for itself.
    pub fn is_one(&self, day: Date) -> bool {
        self.row.kind == "territory" || self.whose.is_held(day)
    }

    /// Whether what is said of `territory` on a day is said of it: of itself, or of what it was a part of then.
    pub fn is_meant_by(&self, territory: Option<&String>, on: Option<Date>) -> bool {
        let Some(territory) = territory else { return false };
        let was_part_of =
            |(whole, until): &(String, Date)| whole == territory && on.is_some_and(|on| on < *until);
        *territory == self.row.code || self.whose.part_of.iter().any(was_part_of)
    }
}
