//! The kinds of statements under a treaty, and how an objection is meant.

use super::words::words;

words! {
    /// What somebody states under a treaty, beside its acts (VCLT art. 2(1)(d) and Section 2 of Part II). `withdrawal` and
    /// `acceptance`, which are acts too, were the words for statements once.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
    StatementKind(&'static str, &'static str, &'static str):
    /// Excludes or modifies the effect of provisions for its author.
    Reservation = "reservation", "Reservations", "19", "excludes or modifies the effect of provisions";
    /// Interprets, chooses among options, or gives information that the treaty asks for.
    Declaration = "declaration", "Declarations", "", "interprets, or chooses what the treaty leaves open";
    /// Designates a competent authority or contact point.
    Authority = "authority", "Authorities", "", "designates an authority or contact point";
    /// Says to which territories the treaty applies.
    Territorial = "territorial", "On territories", "29", "says to which territories the treaty applies";
    /// Anything else that was communicated, such as non-recognition of another participant.
    Communication = "communication", "Communications", "", "anything else, such as non-recognition";
    /// Withdraws an earlier statement, in whole or for some articles.
    Withdrawal = "withdrawal-of-statement" | "withdrawal", "Withdrawals of statements", "22", "withdraws a statement, in whole or for some articles";
    /// Confirms, on consent, what was stated at signature.
    Confirmation = "confirmation", "Confirmations", "23(2)", "confirms what was stated at signature";
    /// Renews a statement that was made for a time.
    Renewal = "renewal", "Renewals", "", "renews what was stated for a time";
    /// Objects to a reservation of another.
    Objection = "objection", "Objections", "20(4)(b)", "objects to a reservation";
    /// Accepts a reservation of another.
    Acceptance = "acceptance-of-reservation" | "acceptance", "Acceptances of reservations", "20(4)(a)", "accepts a reservation";
    /// Objects to the accession of another.
    ObjectionToAccession = "objection-to-accession", "Objections to accessions", "", "objects to an accession";
    /// Accepts the accession of another.
    AcceptanceOfAccession = "acceptance-of-accession", "Acceptances of accessions", "", "accepts an accession";
    /// Objects to an amendment that would bind its author without its consent, or says that it is not to be bound by it.
    ObjectionToAmendment = "objection-to-amendment", "Objections to amendments", "40(5)", "keeps its author out of an amendment that binds without consent";
}

impl StatementKind {
    /// Those to which others object, or which they accept.
    pub const ANSWERED: [Self; 2] = [Self::Reservation, Self::Declaration];

    /// The article of the VCLT that names it; empty where only practice does.
    #[must_use]
    pub fn article(self) -> &'static str {
        self.row().1
    }

    /// The heading over several of the kind.
    #[must_use]
    pub fn heading(self) -> &'static str {
        self.row().0
    }

    /// What it does, in a few words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.row().2
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

words! {
    /// How an objection to a reservation is meant.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
    Stance():
    /// The treaty is in force between the two; the provisions do not apply to the extent of the reservation (art. 21(3)).
    #[default]
    Simple = "simple";
    /// The treaty is not to be in force between the two (art. 20(4)(b)).
    Precluding = "precluding";
    /// The author of the reservation is to be bound without the benefit of it; disputed, kept as stated.
    Severing = "severing";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_reads_back() {
        for kind in StatementKind::ALL {
            assert_eq!(StatementKind::from_word(kind.word()), Some(kind));
            assert_eq!(crate::model::ActKind::from_word(kind.word()), None, "one word, one meaning");
        }
        assert_eq!(StatementKind::from_word("withdrawal"), Some(StatementKind::Withdrawal));
    }
}
