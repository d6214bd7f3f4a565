//! Who is named in a file.

use std::collections::HashMap;

use crate::error::Result;
use crate::model::Date;
use crate::model::draft::{DraftAct, Reason};
use crate::names::directory::{Directory, Found, MOST_SOUGHT};
use crate::store::Store;

/// Names, with what was found of them before.
pub(super) struct People {
    directory: Directory,
    /// Names that only ever meant one participant.
    known: HashMap<String, Option<String>>,
    /// What is said of names that nobody bears.
    unknown: HashMap<String, String>,
}

impl People {
    pub(super) fn of(store: &Store) -> Result<Self> {
        Ok(Self { directory: store.directory()?, known: HashMap::new(), unknown: HashMap::new() })
    }

    /// The code of the participant that a draft names; else why there is none.
    pub(super) fn find(
        &mut self,
        draft: &DraftAct,
        on: Option<Date>,
    ) -> std::result::Result<String, (Reason, String)> {
        let name = &draft.participant;
        if !draft.by_code {
            if !self.known.contains_key(name) {
                let only = self.directory.only(name).map(str::to_owned);
                self.known.insert(name.clone(), only);
            }
            if let Some(Some(code)) = self.known.get(name) {
                return Ok(code.clone());
            }
        }
        if let Some(said) = self.unknown.get(name) {
            return Err((Reason::UnknownName, said.clone()));
        }
        let found = self.directory.look_up(name, draft.by_code, on);
        match found {
            Found::One(code) => Ok(code),
            Found::Several(codes) => {
                let day = on.map_or_else(|| "without a day".to_owned(), |day| format!("on {day}"));
                Err((Reason::AmbiguousName, format!("{day} it can be {}", codes.join(" or "))))
            }
            Found::Nobody => Err((Reason::UnknownName, self.unknown(name))),
        }
    }

    /// The code of a territory by its name or code.
    pub(super) fn territory(
        &mut self,
        name: &str,
        on: Option<Date>,
    ) -> std::result::Result<String, (Reason, String)> {
        match self.directory.find(name, on) {
            Found::One(code) => Ok(code),
            Found::Several(codes) => {
                Err((Reason::AmbiguousName, format!("the territory '{name}' can be {}", codes.join(" or "))))
            }
            Found::Nobody => {
                Err((Reason::UnknownName, format!("the territory '{name}': {}", self.unknown(name))))
            }
        }
    }

    fn unknown(&mut self, name: &str) -> String {
        const CANDIDATES: usize = 3;
        if let Some(said) = self.unknown.get(name) {
            return said.clone();
        }
        if self.unknown.len() >= MOST_SOUGHT {
            return "nobody is called so".to_owned();
        }
        let said = self.nearest(name, CANDIDATES);
        self.unknown.insert(name.to_owned(), said.clone());
        said
    }

    fn nearest(&self, name: &str, most: usize) -> String {
        let near = self.directory.nearest(name, most);
        if near.is_empty() {
            return "nobody is called so".to_owned();
        }
        let near: Vec<String> = near.into_iter().map(|(name, code)| format!("{name} ({code})")).collect();
        format!("nobody is called so; nearest: {}", near.join(", "))
    }
}
