//! The set of participants that a question is about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::error::Result;
use crate::model::{Date, Span, Status};
use crate::names::fold;
use crate::store::{SpellRow, Store};

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
    /// `parties:TREATY`: those bound by a treaty.
    Parties(String),
    /// `signatories:TREATY`: those with the status of a signatory: signed, and not consented.
    Signatories(String),
    /// `signed:TREATY`: those whose signature stands, whether or not they have since consented.
    Signed(String),
    /// `consented:TREATY`: those whose consent stands, in force for them or not.
    Consented(String),
    /// `former:TREATY`: those that were parties to a treaty and are no longer bound.
    Former(String),
}

impl Set {
    /// Codes of those in the set on `day`.
    pub fn members(&self, store: &Store, day: Date) -> Result<BTreeSet<String>> {
        let treaty = match self {
            Self::Group { code, .. } => {
                let members = store.members(code, day)?;
                return Ok(members.into_iter().map(|member| member.participant).collect());
            }
            Self::Parties(treaty)
            | Self::Signatories(treaty)
            | Self::Signed(treaty)
            | Self::Consented(treaty)
            | Self::Former(treaty) => treaty,
        };
        let standings = store.standings(treaty, day)?.into_iter();
        Ok(standings.filter(|spell| self.takes(spell)).map(|spell| spell.participant).collect())
    }

    /// The days on which each was in the set, by code.
    pub fn spans(&self, store: &Store) -> Result<BTreeMap<String, Vec<Span>>> {
        let mut spans: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        let days = match self {
            Self::Group { code, .. } => store.seats(code)?,
            Self::Parties(treaty)
            | Self::Signatories(treaty)
            | Self::Signed(treaty)
            | Self::Consented(treaty)
            | Self::Former(treaty) => {
                let spells = store.spells(treaty)?.into_iter().filter(|spell| self.takes(spell));
                spells.map(|it| (it.participant, Span { since: it.since, until: it.until })).collect()
            }
        };
        for (code, span) in days {
            spans.entry(code).or_default().push(span);
        }
        Ok(spans)
    }

    /// Whether a status under the treaty makes a member.
    fn takes(&self, spell: &SpellRow) -> bool {
        match self {
            Self::Parties(_) => spell.status.bound(),
            Self::Consented(_) => spell.status.consented(),
            Self::Former(_) => spell.status == Status::Former,
            Self::Signed(_) => spell.signature.is_some(),
            _ => matches!(spell.status, Status::Signatory | Status::SignedAdRef),
        }
    }

    /// The set as it is asked for: EU, parties:CETS 185 …
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Group { code, .. } => code.clone(),
            Self::Parties(treaty) => format!("parties:{treaty}"),
            Self::Signatories(treaty) => format!("signatories:{treaty}"),
            Self::Signed(treaty) => format!("signed:{treaty}"),
            Self::Consented(treaty) => format!("consented:{treaty}"),
            Self::Former(treaty) => format!("former:{treaty}"),
        }
    }

    /// Who they are, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Group { name, .. } => format!("members of the {name}"),
            Self::Parties(treaty) => format!("parties to {treaty}"),
            Self::Signatories(treaty) => format!("signatories to {treaty} that have not consented"),
            Self::Signed(treaty) => format!("those that signed {treaty}"),
            Self::Consented(treaty) => format!("those that consented to {treaty}"),
            Self::Former(treaty) => format!("former parties to {treaty}"),
        }
    }
}

/// A code with the name it has now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Stable code.
    pub code: String,
    /// Short name.
    pub name: String,
}

/// The short names of all participants.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    pub(super) fn of(store: &Store) -> Result<Self> {
        Ok(Self(store.short_names()?.into_iter().collect()))
    }

    /// The names of some participants only.
    pub(super) fn of_these<'a>(store: &Store, codes: impl IntoIterator<Item = &'a String>) -> Result<Self> {
        Ok(Self(store.short_names_of(codes)?.into_iter().collect()))
    }

    pub(super) fn name(&self, code: &str) -> String {
        self.0.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }

    pub(super) fn named(&self, code: &str) -> Named {
        Named { code: code.to_owned(), name: self.name(code) }
    }

    /// The codes with their names, in the order of the names.
    pub(super) fn in_order(&self, codes: impl IntoIterator<Item = String>) -> Vec<Named> {
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
