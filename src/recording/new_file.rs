//! A new file, with the seed of this version or without its treaties.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::seed::registers;
use crate::error::Result;
use crate::model::Fact;
use crate::read::seed;
use crate::store::{Access, Head, Store};

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

/// Makes a new file with the seed of this version; false where something is there already, which stays.
pub fn with_seed(path: &Path) -> Result<bool> {
    create(path, &seed::facts())
}

/// Makes a new file, and says what is in it; none where something is there already, which stays. Without treaties it is
/// `bare`.
pub fn make(path: &Path, bare: bool) -> Result<Option<NewFile>> {
    let facts = if bare { seed::bare_facts() } else { seed::facts() };
    if !create(path, &facts)? {
        return Ok(None);
    }
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for fact in &facts {
        *sizes.entry(fact.body.kind()).or_default() += 1;
    }
    let registers = registers().filter_map(|register| {
        sizes.get(register).map(|entries| RegisterSize { register, entries: *entries })
    });
    let head = Store::open(path, Access::Read).and_then(|store| store.head()).map_err(|why| why.at(path))?;
    Ok(Some(NewFile { file: path.display().to_string(), bare, registers: registers.collect(), head }))
}

fn create(path: &Path, facts: &[Fact]) -> Result<bool> {
    Store::create(path, facts, seed::COMPILED_BY, seed::COMPILED_AT)
}
