//! What decides for a period of a panel, how it is written, and what is a row.

use serde::Serialize;

use crate::model::Status;
use crate::report::{Datum, Kind};

/// Which day of a period decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum DecidingDay {
    /// Its last day; of a period that is not over yet, the last one known.
    End,
    /// Its first day.
    Start,
    /// Any day: the farthest status held in it: bound, before consented, before signed.
    Any,
    /// As end, and beside it the number of days on which it was bound, and on which its consent stood.
    Days,
}

/// How a status is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
pub enum Coding {
    /// The word: none, signatory, contracting, party, leaving, former ….
    #[value(name = "status")]
    #[serde(rename = "status")]
    Word,
    /// 0 signed, 1 consented and not in force for it, 2 bound; empty for the others.
    #[value(name = "012")]
    #[serde(rename = "012")]
    SignedConsentedBound,
    /// 1 bound, 0 not; with --rule days the number of days.
    #[value(name = "party")]
    #[serde(rename = "party")]
    Party,
    /// 1 consented, in force for it or not, 0 not; with --rule days the number of days.
    #[value(name = "consented")]
    #[serde(rename = "consented")]
    Consented,
}

impl Coding {
    /// The column that holds it.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::Word => "status",
            Self::SignedConsentedBound => "coding_012",
            Self::Party => "party",
            Self::Consented => "consented",
        }
    }

    pub(super) fn kind(self) -> Kind {
        if self == Self::Word { Kind::Text } else { Kind::Integer }
    }

    pub(super) fn meaning(self, rule: DecidingDay) -> &'static str {
        match (self, rule) {
            (Self::Word, _) => "the one status that decides for the period",
            (Self::SignedConsentedBound, _) => {
                "0 signed, 1 consented and not in force for it, 2 bound; empty for the others"
            }
            (Self::Party, DecidingDay::Days) => "days of the period on which it was bound",
            (Self::Party, _) => "1 bound (party or leaving), 0 not",
            (Self::Consented, DecidingDay::Days) => {
                "days of the period on which its consent stood, in force for it or not"
            }
            (Self::Consented, _) => "1 its consent stands, in force for it or not, 0 not",
        }
    }

    pub(super) fn of(self, status: Status) -> Datum<'static> {
        match self {
            Self::Word => status.into(),
            Self::SignedConsentedBound => match status {
                Status::Signatory | Status::SignedAdRef => Datum::Integer(0),
                Status::Contracting => Datum::Integer(1),
                Status::Party | Status::Leaving => Datum::Integer(2),
                Status::None | Status::Unsigned | Status::Former => Datum::Nothing,
            },
            Self::Party => Datum::Integer(status.bound().into()),
            Self::Consented => Datum::Integer(status.consented().into()),
        }
    }
}

/// What is a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A participant, a treaty and a period.
    Long,
    /// A participant and a period, with a column for each treaty.
    Wide,
}
