//! What a published statement about status can say, and what it means by "party".

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Status;
use super::words::words;

words! {
    /// What is meant by "party".
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Definition(&'static str):
    /// Consent given, whether or not the treaty is in force for it yet: what the charts of the Council of Europe count,
    /// and what VCLT art. 2(1)(f) calls a contracting State.
    #[default]
    Consented = "consented",
        "consent given, in force for it or not: a contracting State in the words of VCLT art. 2(1)(f)";
    /// The treaty is in force for it (VCLT art. 2(1)(g)).
    Bound = "bound", "in force for it (VCLT art. 2(1)(g))";
    /// Consent given, and not yet in force for it: those that wait.
    Contracting = "contracting", "consent given, not yet in force for it";
}

impl Definition {
    /// What it counts, in words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.row()
    }

    /// Whether a participant with this status is a party by it.
    #[must_use]
    pub fn holds(self, status: Status) -> bool {
        match self {
            Self::Consented => status.consented(),
            Self::Bound => status.bound(),
            Self::Contracting => status == Status::Contracting,
        }
    }
}

/// What a claim is about a participant: of whom it speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Those that are parties.
    Parties,
    /// Those that are not.
    NotParties,
    /// Those whose signature stands, parties included.
    Signatories,
    /// Those whose signature does not.
    NotSignatories,
    /// Those that signed and are not parties.
    SignedOnly,
}

/// How the value of a claim is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// How many: a figure.
    Count,
    /// Who: codes, separated by `;`, or `none`.
    List,
    /// One participant: its code.
    One,
    /// One participant and its place among the parties: `CODE:54`.
    Place,
}

impl Form {
    /// How to write it on the command line.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Count => "a figure",
            Self::List => "participants with ; between them, or none",
            Self::One => "one participant",
            Self::Place => "a participant and its place: Chile:54",
        }
    }
}

words! {
    /// The kinds of published statement.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    ClaimKind(About, Form, &'static str):
    /// How many parties.
    PartyCount = "party-count", About::Parties, Form::Count, "how many are parties";
    /// Who the parties are.
    PartyList = "party-list", About::Parties, Form::List, "these are the parties, and no others";
    /// Who is not a party.
    NotParty = "not-party", About::NotParties, Form::List, "these are no parties, and all others are";
    /// One is a party.
    IsParty = "is-party", About::Parties, Form::One, "this one is a party";
    /// One is the n-th party.
    NthParty = "nth-party", About::Parties, Form::Place, "this one is the n-th party";
    /// How many have signed.
    SignatureCount = "signature-count", About::Signatories, Form::Count, "how many have signed and have not left, parties included";
    /// Who has signed.
    SignatoryList = "signatory-list", About::Signatories, Form::List, "these have signed, and no others";
    /// Who has not signed.
    NotSignatory = "not-signatory", About::NotSignatories, Form::List, "these have not signed, and all others have";
    /// One has signed.
    IsSignatory = "is-signatory", About::Signatories, Form::One, "this one has signed";
    /// One has not signed.
    NotSignatoryState = "not-signatory-state", About::NotSignatories, Form::One, "this one has not signed";
    /// How many have signed and are no parties.
    SignatoryNotPartyCount = "signatory-not-party-count", About::SignedOnly, Form::Count, "how many have signed and are no parties";
    /// Who has signed and is no party.
    SignatoryNotParty = "signatory-not-party", About::SignedOnly, Form::List, "these have signed and are no parties";
}

impl ClaimKind {
    /// Of whom it speaks.
    #[must_use]
    pub fn about(self) -> About {
        self.row().0
    }

    /// How its value is written.
    #[must_use]
    pub fn form(self) -> Form {
        self.row().1
    }

    /// What it says.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.row().2
    }

    /// Whether its answer depends on what is meant by "party".
    #[must_use]
    pub fn is_of_parties(self) -> bool {
        !matches!(self.about(), About::Signatories | About::NotSignatories)
    }
}

/// What a claim gives: a figure, names, one name, a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// How many.
    Count(usize),
    /// Who: codes.
    List(BTreeSet<String>),
    /// Who: one code.
    One(String),
    /// Who and at which place, from 1.
    Place(String, usize),
}

impl Published {
    /// The word for a list of nobody.
    pub const NOBODY: &'static str = "none";

    /// Reads a value; what stands for a participant is taken as it is.
    ///
    /// Errors: it is not written as the form asks.
    pub fn read(form: Form, value: &str) -> Result<Self, String> {
        let figure = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit());
            digits.then(|| text.parse::<usize>().ok()).flatten()
        };
        let wrong = || format!("'{value}' is not {}", form.in_words());
        let name = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        match form {
            Form::Count => figure(value.trim()).map(Self::Count).ok_or_else(wrong),
            Form::List if value.trim() == Self::NOBODY => Ok(Self::List(BTreeSet::new())),
            Form::List => {
                let mut list = BTreeSet::new();
                for part in value.split(';') {
                    let part = name(part).ok_or_else(wrong)?;
                    if list.contains(&part) {
                        return Err(format!("'{part}' is named twice"));
                    }
                    list.insert(part);
                }
                Ok(Self::List(list))
            }
            Form::One if value.contains(';') => Err(wrong()),
            Form::One => name(value).map(Self::One).ok_or_else(wrong),
            Form::Place => {
                let (who, place) = value.rsplit_once(':').ok_or_else(wrong)?;
                let place = figure(place.trim()).filter(|place| *place > 0).ok_or_else(wrong)?;
                Ok(Self::Place(name(who).ok_or_else(wrong)?, place))
            }
        }
    }

    /// Whom it names.
    #[must_use]
    pub fn named(&self) -> Vec<&String> {
        match self {
            Self::Count(_) => Vec::new(),
            Self::List(list) => list.iter().collect(),
            Self::One(who) | Self::Place(who, _) => vec![who],
        }
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(n) => write!(f, "{n}"),
            Self::List(list) if list.is_empty() => f.write_str(Self::NOBODY),
            Self::List(list) => f.write_str(&list.iter().map(String::as_str).collect::<Vec<_>>().join(";")),
            Self::One(who) => f.write_str(who),
            Self::Place(who, place) => write!(f, "{who}:{place}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_as_its_form_asks() {
        for (form, good, back) in [
            (Form::Count, "045", "45"),
            (Form::List, "IE; CZ", "CZ;IE"),
            (Form::List, "none", "none"),
            (Form::One, " LU", "LU"),
            (Form::Place, "CL:54", "CL:54"),
        ] {
            assert_eq!(Published::read(form, good).unwrap().to_string(), back, "{good}");
        }
        for (form, bad) in [
            (Form::Count, "-1"),
            (Form::Count, "+4"),
            (Form::Count, ""),
            (Form::Count, "about 30"),
            (Form::Count, "99999999999999999999999"),
            (Form::List, ""),
            (Form::List, "IE;;CZ"),
            (Form::List, "IE;IE"),
            (Form::One, "IE;CZ"),
            (Form::Place, "CL"),
            (Form::Place, "CL:0"),
            (Form::Place, ":54"),
        ] {
            assert!(Published::read(form, bad).is_err(), "{bad}");
        }
    }
}
