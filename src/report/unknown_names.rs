//! The names in files that nobody in the record bears.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::model::draft::FileRead;
use crate::names::directory::Found;
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
    /// The nearest names that are known, with their codes.
    pub nearest: Vec<String>,
}

/// Looks every name of every file up.
pub fn unknown_names(store: &Store, files: &[FileRead]) -> Result<UnknownNames> {
    const CANDIDATES: usize = 3;
    let directory = store.directory()?;
    let mut all = BTreeMap::new();
    for file in files {
        for act in file.reading.treaties.iter().flat_map(|treaty| &treaty.acts) {
            let on = act.day.date.or(act.day.latest).or(act.effective_on);
            let found = directory.look_up(&act.participant, act.by_code, on);
            let can_be = match found {
                Found::One(_) => None,
                Found::Several(codes) => Some(codes),
                Found::Nobody => Some(Vec::new()),
            };
            let place = format!("{}:{}", file.name, act.place);
            let known: &mut (usize, Option<(String, Vec<String>)>) =
                all.entry(act.participant.clone()).or_default();
            if let Some(can_be) = can_be {
                known.0 += 1;
                known.1.get_or_insert((place, can_be));
            }
        }
    }
    let names = all.len();
    let mut unknown = Vec::new();
    for (name, (places, trouble)) in all {
        let Some((first, can_be)) = trouble else { continue };
        let near = if can_be.is_empty() { directory.nearest(&name, CANDIDATES) } else { Vec::new() };
        let nearest = near.into_iter().map(|(name, code)| format!("{name} ({code})")).collect();
        unknown.push(UnknownName { name, places, first, can_be, nearest });
    }
    Ok(UnknownNames { names, unknown })
}
