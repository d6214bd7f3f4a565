//! The set of participants that a question is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::model::{Date, Span, Status};
use crate::store::{SpellRow, Store, resolve};

pub use crate::model::Named;
pub use crate::store::Names;

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
    /// The set that is asked for in these words: a group, or `parties:`, `signatories:`, `signed:`, `consented:` or `former:`
    /// before a treaty.
    pub fn called(store: &Store, asked: &str, day: Date) -> Result<Self> {
        let Some((kind, name)) = asked.split_once(':') else {
            let group = resolve::group(store, asked, day)?;
            return Ok(Self::Group { code: group.code, name: group.name });
        };
        let make = match kind.trim().to_lowercase().as_str() {
            "parties" => Self::Parties,
            "signatories" => Self::Signatories,
            "signed" => Self::Signed,
            "consented" => Self::Consented,
            "former" => Self::Former,
            _ => {
                return Err(Error::Usage(format!(
                    "'{kind}:' makes no group; write parties:, signatories:, signed:, consented: or former: before a treaty"
                )));
            }
        };
        let treaty = resolve::treaty(store, name)?;
        if !treaty.collected {
            return Err(Error::Refused(format!(
                "'{asked}' is not known: no act under {} is recorded; record some first",
                treaty.code
            )));
        }
        Ok(make(treaty.code))
    }

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
