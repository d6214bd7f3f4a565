//! Whom a question is about, where single participants can be asked about too.

use std::collections::BTreeSet;

use super::set::{Names, Set};
use crate::error::Result;
use crate::model::Date;
use crate::store::Store;

/// Whom to look at.
#[derive(Debug, Clone)]
pub enum List {
    /// The members of a set on the day.
    Set(Set),
    /// These, by their codes.
    Named(Vec<String>),
}

impl List {
    /// The codes of those on the day.
    pub(super) fn members(&self, store: &Store, day: Date) -> Result<BTreeSet<String>> {
        match self {
            Self::Set(set) => Ok(set.members(store, day)?.into_iter().collect()),
            Self::Named(codes) => Ok(codes.iter().cloned().collect()),
        }
    }

    /// The list as it is asked for: EU, or codes with commas between them.
    pub(super) fn code(&self) -> String {
        match self {
            Self::Set(set) => set.code(),
            Self::Named(codes) => codes.join(","),
        }
    }

    /// Who they are, in words.
    pub(super) fn in_words(&self, names: &Names) -> String {
        match self {
            Self::Set(set) => set.in_words(),
            Self::Named(codes) => codes.iter().map(|code| names.name(code)).collect::<Vec<_>>().join(", "),
        }
    }
}
