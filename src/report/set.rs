//! The set of participants that a question is about.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};
use crate::law::Spell;
use crate::model::{Date, Span, Status, words};
use crate::store::{Store, resolve};

pub use crate::model::Named;
pub use crate::store::Names;

/// The days of each, by its code.
pub(in crate::report) fn by_code(
    days: impl IntoIterator<Item = (String, Span)>,
) -> BTreeMap<String, Vec<Span>> {
    let mut spans: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (code, span) in days {
        spans.entry(code).or_default().push(span);
    }
    spans
}

words! {
    /// How those in a set stand to a treaty; what is said of them before its number and behind it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    Stand(&'static str, &'static str):
    /// Those bound by it.
    Parties = "parties", "parties to", "";
    /// Those with the status of a signatory: signed, and not consented.
    Signatories = "signatories", "signatories to", " that have not consented";
    /// Those whose signature stands, whether or not they have since consented.
    Signed = "signed", "those that signed", "";
    /// Those whose consent stands, in force for them or not.
    Consented = "consented", "those that consented to", "";
    /// Those that were parties to it and are no longer bound.
    Former = "former", "former parties to", "";
}

impl Stand {
    /// Whether one with this spell is in the set.
    fn takes(self, spell: &Spell) -> bool {
        match self {
            Self::Parties => spell.status.bound(),
            Self::Signatories => matches!(spell.status, Status::Signatory | Status::SignedAdRef),
            Self::Signed => spell.signature.is_some(),
            Self::Consented => spell.status.consented(),
            Self::Former => spell.status == Status::Former,
        }
    }
}

/// A set of participants that changes with time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Set {
    /// Members of a group, by its code and its name.
    Group {
        /// Short name.
        code: String,
        /// In words.
        name: String,
    },
    /// `parties:TREATY`: those that stand so to a treaty.
    Of(Stand, String),
}

impl Set {
    /// The set that is asked for in these words: a group, or `parties:`, `signatories:`, `signed:`, `consented:` or `former:`
    /// before a treaty.
    pub fn called(store: &Store, asked: &str, day: Date) -> Result<Self> {
        let Some((kind, name)) = asked.split_once(':') else {
            let group = resolve::group(store, asked, day)?;
            return Ok(Self::Group { code: group.code, name: group.name });
        };
        let Some(stand) = Stand::from_word(&kind.trim().to_lowercase()) else {
            return Err(Error::Usage(format!(
                "'{kind}:' makes no group; write parties:, signatories:, signed:, consented: or former: before a treaty"
            )));
        };
        let treaty = resolve::treaty(store, name)?;
        if !treaty.collected {
            return Err(Error::Refused(format!(
                "'{asked}' is not known: no act under {} is recorded; record some first",
                treaty.code
            )));
        }
        Ok(Self::Of(stand, treaty.code))
    }

    /// Codes of those in the set on `day`.
    pub fn members(&self, store: &Store, day: Date) -> Result<BTreeSet<String>> {
        Ok(match self {
            Self::Group { code, .. } => {
                store.members(code, day)?.into_iter().map(|member| member.participant).collect()
            }
            Self::Of(stand, treaty) => {
                let standings = store.standings(treaty, day)?.into_iter();
                standings.filter(|spell| stand.takes(spell)).map(|spell| spell.participant).collect()
            }
        })
    }

    /// The days on which each was in the set, by code.
    pub fn spans(&self, store: &Store) -> Result<BTreeMap<String, Vec<Span>>> {
        Ok(match self {
            Self::Group { code, .. } => by_code(store.seats(code)?),
            Self::Of(stand, treaty) => {
                let spells = store.spells(treaty)?.into_iter().filter(|spell| stand.takes(spell));
                by_code(spells.map(|spell| (spell.participant.clone(), spell.span())))
            }
        })
    }

    /// The set as it is asked for: EU, parties:CETS 185 …
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Group { code, .. } => code.clone(),
            Self::Of(stand, treaty) => format!("{stand}:{treaty}"),
        }
    }

    /// Who they are, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Group { name, .. } => format!("members of the {name}"),
            Self::Of(stand, treaty) => {
                let (before, behind) = stand.row();
                format!("{before} {treaty}{behind}")
            }
        }
    }
}

impl Serialize for Set {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(&self.code())
    }
}
