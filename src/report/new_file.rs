//! A file that was just made.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Fact;
use crate::store::Head;

/// A new file, and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewFile {
    /// Its name, as it was given.
    pub file: String,
    /// Whether it holds no treaties.
    pub bare: bool,
    /// How many entries there are of each kind, in the order in which they were recorded.
    pub registers: Vec<RegisterSize>,
    /// The newest entry and its hash.
    pub head: Head,
}

/// How many entries there are of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterSize {
    /// The kind.
    pub register: &'static str,
    /// How many.
    pub entries: usize,
}

/// Says what a new file was made with.
#[must_use]
pub fn new_file(file: String, bare: bool, facts: &[Fact], head: Head) -> NewFile {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for fact in facts {
        *sizes.entry(fact.body.kind()).or_default() += 1;
    }
    let registers = super::plan::registers().filter_map(|register| {
        sizes.get(register).map(|entries| RegisterSize { register, entries: *entries })
    });
    NewFile { file, bare, registers: registers.collect(), head }
}
