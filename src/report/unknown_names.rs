//! The names in files that nobody in the record bears.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::model::draft::{FileRead, Reading};
use crate::names::directory::{Directory, Found, MOST_SOUGHT};
use crate::store::Store;

/// Names that are not known, or can be several participants'.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownNames {
    /// How many different names the files have.
    pub names: usize,
    /// Those that are not known.
    pub unknown: Vec<UnknownName>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownName {
    /// As written, without marks of footnotes.
    pub name: String,
    /// In how many places.
    pub places: usize,
    /// The first place: the file, the line, the column.
    pub first: String,
    /// Codes of those it can be, where it is more than one's name.
    pub can_be: Vec<String>,
    /// The nearest names that are known, with their codes; of the first [`MOST_SOUGHT`] names.
    pub nearest: Vec<String>,
}

/// The names of files, each looked up.
pub struct NamesOfFiles {
    directory: Directory,
    all: BTreeMap<String, Unclear>,
}

/// Where a name is unclear.
#[derive(Default)]
struct Unclear {
    places: usize,
    /// The first place, and who it can be there.
    first: Option<(String, Vec<String>)>,
}

impl NamesOfFiles {
    /// None yet.
    pub fn of(store: &Store) -> Result<Self> {
        Ok(Self { directory: store.directory()?, all: BTreeMap::new() })
    }

    /// Looks every name of a file up.
    ///
    /// Errors: nothing in the file could be read.
    pub fn add(&mut self, file: &FileRead) -> Result<()> {
        let Reading { treaties, findings, .. } = &file.reading;
        if let (true, Some(finding)) =
            (treaties.iter().all(|treaty| treaty.acts.is_empty()), findings.first())
        {
            let why = format!("no name could be read: {} ({})", finding.why, finding.place);
            return Err(Error::Database { path: file.name.clone().into(), why });
        }
        for act in file.reading.treaties.iter().flat_map(|treaty| &treaty.acts) {
            let on = act.day.date.or(act.day.latest).or(act.effective_on);
            let can_be = match self.directory.look_up(&act.participant, act.by_code, on) {
                Found::One(_) => None,
                Found::Several(codes) => Some(codes),
                Found::Nobody => Some(Vec::new()),
            };
            let known = self.all.entry(act.participant.clone()).or_default();
            if let Some(can_be) = can_be {
                known.places += 1;
                known.first.get_or_insert_with(|| (format!("{}:{}", file.name, act.place), can_be));
            }
        }
        Ok(())
    }

    /// Those that are not clear.
    #[must_use]
    pub fn unknown(self) -> UnknownNames {
        const CANDIDATES: usize = 3;
        let Self { directory, all } = self;
        let names = all.len();
        let mut unknown = Vec::new();
        for (name, Unclear { places, first }) in all {
            let Some((first, can_be)) = first else { continue };
            let is_sought = can_be.is_empty() && unknown.len() < MOST_SOUGHT;
            let near = if is_sought { directory.nearest(&name, CANDIDATES) } else { Vec::new() };
            let nearest = near.into_iter().map(|(name, code)| format!("{name} ({code})")).collect();
            unknown.push(UnknownName { name, places, first, can_be, nearest });
        }
        UnknownNames { names, unknown }
    }
}
