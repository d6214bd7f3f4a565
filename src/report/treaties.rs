//! The register of treaties.

use std::collections::HashMap;

use serde::Serialize;

use super::When;
use crate::error::Result;
use crate::model::Date;
use crate::store::{Store, TreatyRow};

/// The treaties open on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatiesReport {
    /// The day asked about.
    pub as_of: Date,
    /// In the order in which they were opened.
    pub treaties: Vec<TreatyView>,
}

/// A treaty with its further names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyView {
    /// The treaty.
    #[serde(flatten)]
    pub treaty: TreatyRow,
    /// What else it is found by.
    pub aliases: Vec<String>,
}

/// Lists the treaties opened on or before the day.
pub fn treaties(store: &Store, when: When) -> Result<TreatiesReport> {
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    for (code, name) in store.treaty_names()? {
        names.entry(code).or_default().push(name);
    }
    let open = store.treaties()?.into_iter().filter(|treaty| treaty.is_there(when.as_of));
    let treaties = open.map(|treaty| {
        let known = [&treaty.code, &treaty.title, &treaty.short_title];
        let mut aliases = names.remove(&treaty.code).unwrap_or_default();
        aliases.retain(|name| !known.contains(&name));
        TreatyView { treaty, aliases }
    });
    Ok(TreatiesReport { as_of: when.as_of, treaties: treaties.collect() })
}
