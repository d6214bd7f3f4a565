//! What to call participants: by the short names that they have now, or by those of an earlier day.

use std::collections::HashMap;

use super::file::Store;
use crate::error::Result;
use crate::model::{Date, Named};
use crate::names::fold;

/// The short names of participants, by their codes.
#[derive(Debug)]
pub struct Names(HashMap<String, String>);

impl Names {
    /// Those of all participants.
    pub fn of(store: &Store) -> Result<Self> {
        Ok(Self(store.short_names()?.into_iter().collect()))
    }

    /// Those of some participants only.
    pub fn of_these<'a>(store: &Store, codes: impl IntoIterator<Item = &'a String>) -> Result<Self> {
        Ok(Self(store.short_names_of(codes)?.into_iter().collect()))
    }

    /// The same, with those that bore an old code on `day` called as they were then: the European Community, Zaire.
    pub fn on(mut self, store: &Store, day: Date) -> Result<Self> {
        for (code, name) in store.names_borne_on(day)? {
            if let Some(known) = self.0.get_mut(&code) {
                *known = name;
            }
        }
        Ok(self)
    }

    /// The name of one; its code where nobody has that.
    #[must_use]
    pub fn name(&self, code: &str) -> String {
        self.0.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }

    /// The code with its name.
    #[must_use]
    pub fn named(&self, code: &str) -> Named {
        Named { code: code.to_owned(), name: self.name(code) }
    }

    /// The codes with their names, in the order of the names.
    #[must_use]
    pub fn in_order(&self, codes: impl IntoIterator<Item = String>) -> Vec<Named> {
        let mut named: Vec<(String, Named)> = codes
            .into_iter()
            .map(|code| {
                let name = self.name(&code);
                (fold(&name), Named { code, name })
            })
            .collect();
        named.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.code.cmp(&b.1.code)));
        named.into_iter().map(|pair| pair.1).collect()
    }
}
