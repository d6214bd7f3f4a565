//! What goes with data for research: what it is, of which record and as of when, and how it is cited.

use serde::Serialize;

use crate::error::Result;
use crate::model::Date;
use crate::report::{Field, KnownAt, When};
use crate::store::{Store, TreatyRow};

/// A set of data in words and numbers; the same question to the same record has the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// panel, events, spells.
    pub name: &'static str,
    /// In a few words.
    pub title: String,
    /// In some sentences.
    pub text: String,
    /// The columns.
    pub fields: Vec<Field>,
    /// The columns that tell rows apart.
    pub key: &'static [&'static str],
    /// What was asked: option and value.
    pub asked: Vec<(&'static str, String)>,
    /// The day up to which it looks.
    pub as_of: Date,
    /// The moment of the record that was looked back at, where one was.
    pub known_at: Option<KnownAt>,
    /// The newest entry of the record: @N.
    pub entry: String,
    /// Its hash, which vouches for every entry before it.
    pub hash: String,
    /// The treaties.
    pub treaties: Vec<Covered>,
    /// The treaties that were asked for as all, and of which no acts were collected.
    pub left_out: Vec<String>,
    /// How it is cited.
    pub citation: String,
}

/// A treaty, and how far its acts reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// Its number.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The last day up to which its acts were collected; none: not said.
    pub complete_to: Option<Date>,
    /// Whether acts were collected at all.
    pub collected: bool,
}

/// Describes a set of data of this name and title about these treaties.
pub fn description(
    store: &Store,
    (name, title): (&'static str, &str),
    treaties: &[TreatyRow],
    known_at: Option<&KnownAt>,
    when: When,
) -> Result<Description> {
    let head = store.head()?;
    let covered: Vec<Covered> = treaties
        .iter()
        .map(|row| Covered {
            code: row.code.clone(),
            title: row.title.clone(),
            complete_to: row.complete_to,
            collected: row.collected,
        })
        .collect();
    let (version, entry) = (env!("CARGO_PKG_VERSION"), format!("@{}", head.seq));
    let short = &head.hash[..head.hash.len().min(12)];
    let citation =
        format!("{title} [data]. accede {version}, record {entry} ({short}), as of {}.", when.as_of);
    Ok(Description {
        name,
        title: title.to_owned(),
        text: String::new(),
        fields: Vec::new(),
        key: &[],
        asked: Vec::new(),
        as_of: when.as_of,
        known_at: known_at.cloned(),
        entry,
        hash: head.hash,
        treaties: covered,
        left_out: Vec::new(),
        citation,
    })
}
