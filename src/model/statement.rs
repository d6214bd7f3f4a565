//! The kinds of statements under a treaty, and how an objection is meant.

use std::fmt;

/// What somebody states under a treaty, beside its acts (VCLT art. 2(1)(d) and Section 2 of Part II).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// Excludes or modifies the effect of provisions for its author.
    Reservation,
    /// Interprets, chooses among options, or gives information that the treaty asks for.
    Declaration,
    /// Designates a competent authority or contact point.
    Authority,
    /// Says to which territories the treaty applies.
    Territorial,
    /// Anything else that was communicated, such as non-recognition of another participant.
    Communication,
    /// Withdraws an earlier statement, in whole or for some articles.
    Withdrawal,
    /// Confirms, on consent, what was stated at signature.
    Confirmation,
    /// Renews a statement that was made for a time.
    Renewal,
    /// Objects to a reservation of another.
    Objection,
    /// Accepts a reservation of another.
    Acceptance,
    /// Objects to the accession of another.
    ObjectionToAccession,
    /// Accepts the accession of another.
    AcceptanceOfAccession,
}

impl StatementKind {
    /// Every kind with its word, the article of the VCLT that names it, and what it does.
    const TABLE: [(Self, &'static str, &'static str, &'static str); 12] = [
        (Self::Reservation, "reservation", "19", "excludes or modifies the effect of provisions"),
        (Self::Declaration, "declaration", "", "interprets, or chooses what the treaty leaves open"),
        (Self::Authority, "authority", "", "designates an authority or contact point"),
        (Self::Territorial, "territorial", "29", "says to which territories the treaty applies"),
        (Self::Communication, "communication", "", "anything else, such as non-recognition"),
        (
            Self::Withdrawal,
            "withdrawal-of-statement",
            "22",
            "withdraws a statement, in whole or for some articles",
        ),
        (Self::Confirmation, "confirmation", "23(2)", "confirms what was stated at signature"),
        (Self::Renewal, "renewal", "", "renews what was stated for a time"),
        (Self::Objection, "objection", "20(4)(b)", "objects to a reservation"),
        (Self::Acceptance, "acceptance-of-reservation", "20(4)(a)", "accepts a reservation"),
        (Self::ObjectionToAccession, "objection-to-accession", "", "objects to an accession"),
        (Self::AcceptanceOfAccession, "acceptance-of-accession", "", "accepts an accession"),
    ];

    fn row(self) -> (Self, &'static str, &'static str, &'static str) {
        Self::TABLE[self as usize]
    }

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::TABLE.into_iter().map(|row| row.0)
    }

    /// The word used everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// The article of the VCLT that names it; empty where only practice does.
    #[must_use]
    pub fn article(self) -> &'static str {
        self.row().2
    }

    /// What it does, in a few words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.row().3
    }

    /// The kind with this word, or with the older one under which a record may have it: `withdrawal` and `acceptance`, which
    /// are acts too, were the words for statements once.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "withdrawal" => Some(Self::Withdrawal),
            "acceptance" => Some(Self::Acceptance),
            _ => Self::all().find(|kind| kind.word() == word),
        }
    }

    /// Whether it stands for itself and says something of the treaty, and is no reaction to another statement or act.
    #[must_use]
    pub fn stands_for_itself(self) -> bool {
        !self.refers_to_a_statement() && !self.is_about_accession()
    }

    /// Whether it is about an earlier statement: its own author's, or another's.
    #[must_use]
    pub fn refers_to_a_statement(self) -> bool {
        matches!(
            self,
            Self::Withdrawal | Self::Confirmation | Self::Renewal | Self::Objection | Self::Acceptance
        )
    }

    /// Whether it is a reaction to a reservation of another.
    #[must_use]
    pub fn is_reaction(self) -> bool {
        matches!(self, Self::Objection | Self::Acceptance)
    }

    /// Whether it is a reaction to the accession of another.
    #[must_use]
    pub fn is_about_accession(self) -> bool {
        matches!(self, Self::ObjectionToAccession | Self::AcceptanceOfAccession)
    }
}

impl fmt::Display for StatementKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How an objection to a reservation is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stance {
    /// The treaty is in force between the two; the provisions do not apply to the extent of the reservation (art. 21(3)).
    #[default]
    Simple,
    /// The treaty is not to be in force between the two (art. 20(4)(b)).
    Precluding,
    /// The author of the reservation is to be bound without the benefit of it; disputed, kept as stated.
    Severing,
}

impl Stance {
    /// Every stance.
    pub const ALL: [Self; 3] = [Self::Simple, Self::Precluding, Self::Severing];

    /// The word used everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Precluding => "precluding",
            Self::Severing => "severing",
        }
    }

    /// The stance with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_stands_at_its_place_and_reads_back() {
        for kind in StatementKind::all() {
            assert_eq!(StatementKind::TABLE[kind as usize].0, kind);
            assert_eq!(StatementKind::from_word(kind.word()), Some(kind));
            assert_eq!(crate::model::ActKind::from_word(kind.word()), None, "one word, one meaning");
        }
        assert_eq!(StatementKind::from_word("withdrawal"), Some(StatementKind::Withdrawal));
    }
}
