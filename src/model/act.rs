//! An act under a treaty: "the international act so named" (VCLT art. 2(1)(b)).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Date;

macro_rules! act_kinds {
    ($($(#[$doc:meta])+ $kind:ident: $word:literal, $letter:literal, $article:literal $(, $consent:ident)?;)+) => {
        /// The kinds of act: of a participant under a treaty, or of the depositary for the whole treaty.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum ActKind {
            $($(#[$doc])+ $kind),+
        }

        impl ActKind {
            const TABLE: [(Self, &'static str, &'static str, &'static str, bool); [$($word),+].len()] =
                [$((Self::$kind, $word, $letter, $article, !<[&str]>::is_empty(&[$(stringify!($consent))?]))),+];
        }
    };
}

// Each kind with its word, the letter that marks it in a depositary's table, the article of the VCLT (or of the 1978 or
// 1986 Convention) that names it, and whether it establishes consent to be bound (VCLT art. 11).
act_kinds! {
    /// Simple signature, subject to consent.
    Signature: "signature", "", "18(a)";
    /// Signature that counts only when confirmed, then from its own day.
    SignatureAdReferendum: "signature-ad-referendum", "", "12(2)(b)";
    /// Confirmation of a signature ad referendum.
    ConfirmationOfSignature: "confirmation-of-signature", "C", "12(2)(b)";
    /// Signature that is itself consent to be bound.
    DefinitiveSignature: "definitive-signature", "s", "12", consent;
    /// Exchange of the instruments that constitute the treaty.
    ExchangeOfInstruments: "exchange-of-instruments", "", "13", consent;
    /// Ratification: consent of a signatory.
    Ratification: "ratification", "", "14", consent;
    /// Acceptance: consent, with or without an earlier signature.
    Acceptance: "acceptance", "A", "14(2)", consent;
    /// Approval: consent, with or without an earlier signature.
    Approval: "approval", "AA", "14(2)", consent;
    /// Accession: consent without signature.
    Accession: "accession", "a", "15", consent;
    /// The ratification of an organisation.
    FormalConfirmation: "formal-confirmation", "c", "14 (1986)", consent;
    /// Notification of succession: bound from the date of the succession of States.
    Succession: "succession", "d", "(1978)", consent;
    /// Consent by a means that the treaty itself provides.
    ConsentToBeBound: "consent-to-be-bound", "P", "11", consent;
    /// Succession to a predecessor's signature.
    SuccessionToSignature: "succession-to-signature", "d", "(1978)";
    /// Declaration that the same State goes on.
    Continuity: "continuity", "", "";
    /// Provisional application; the participant is not a party.
    ProvisionalApplication: "provisional-application", "n", "25";
    /// Notice that ends provisional application.
    EndOfProvisionalApplication: "end-of-provisional-application", "", "25(2)";
    /// Invitation to accede.
    Invitation: "invitation", "", "15";
    /// Notice of the intention not to become a party.
    Unsigning: "unsigning", "", "18(a)";
    /// Withdrawal of consent before entry into force.
    WithdrawalOfConsent: "withdrawal-of-consent", "", "";
    /// Extension to a territory.
    TerritorialExtension: "territorial-extension", "", "29";
    /// Exclusion of a territory.
    TerritorialExclusion: "territorial-exclusion", "", "29";
    /// Withdrawal of an extension to a territory.
    TerritorialWithdrawal: "territorial-withdrawal", "", "29";
    /// Denunciation: ends participation when it takes effect.
    Denunciation: "denunciation", "", "56";
    /// Withdrawal: ends participation when it takes effect.
    Withdrawal: "withdrawal", "", "54";
    /// Revocation of a denunciation before it takes effect.
    RevocationOfDenunciation: "revocation-of-denunciation", "", "68";
    /// Suspension of operation; the participant stays a party.
    Suspension: "suspension", "", "57";
    /// Resumption after a suspension.
    Resumption: "resumption", "", "57";
    /// Cessation by the treaty itself, as when membership ends.
    Cessation: "cessation", "", "54";
    /// Change of the part of the treaty that is consented to.
    ChangeOfScope: "change-of-scope", "", "17";
    /// The depositary's notice that the whole treaty has entered into force.
    EntryIntoForce: "entry-into-force", "", "24";
    /// Correction of the text.
    Correction: "correction", "", "79";
    /// Termination: the treaty ends for all.
    Termination: "termination", "", "54";
    /// A notification that by itself changes nothing in status.
    Notification: "notification", "", "78";
}

impl ActKind {
    fn row(self) -> (Self, &'static str, &'static str, &'static str, bool) {
        Self::TABLE[self as usize]
    }

    /// Every kind, in the order of the register.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::TABLE.into_iter().map(|row| row.0)
    }

    /// The word used everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// The letter behind a date in a depositary's table; empty where it uses none.
    #[must_use]
    pub fn letter(self) -> &'static str {
        self.row().2
    }

    /// The article that names it; empty where only practice does.
    #[must_use]
    pub fn article(self) -> &'static str {
        self.row().3
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|kind| kind.word() == word)
    }

    /// Whether it establishes consent to be bound (VCLT art. 11).
    #[must_use]
    pub fn is_consent(self) -> bool {
        self.row().4
    }

    /// Whether it is a signature, or stands in the place of one.
    #[must_use]
    pub fn is_signature(self) -> bool {
        matches!(
            self,
            Self::Signature
                | Self::SignatureAdReferendum
                | Self::DefinitiveSignature
                | Self::SuccessionToSignature
        )
    }

    /// Whether it ends participation when it takes effect (VCLT art. 54).
    #[must_use]
    pub fn is_exit(self) -> bool {
        matches!(self, Self::Denunciation | Self::Withdrawal | Self::Cessation)
    }

    /// Whether a participant can do it.
    #[must_use]
    pub fn is_of_participant(self) -> bool {
        !matches!(self, Self::EntryIntoForce | Self::Correction | Self::Termination)
    }

    /// Whether it can be done for the whole treaty.
    #[must_use]
    pub fn is_of_treaty(self) -> bool {
        !self.is_of_participant() || matches!(self, Self::Suspension | Self::Resumption)
    }

    /// Whether it changes the status of the one who does it, now or when it takes effect.
    #[must_use]
    pub fn changes_status(self) -> bool {
        self.is_consent()
            || self.is_signature()
            || self.is_exit()
            || matches!(
                self,
                Self::ConfirmationOfSignature
                    | Self::Unsigning
                    | Self::WithdrawalOfConsent
                    | Self::RevocationOfDenunciation
            )
    }

    /// Whether it has a day of effect of its own, beside the day on which it is done.
    #[must_use]
    pub fn takes_effect(self) -> bool {
        self.is_consent()
            || self.is_exit()
            || self.is_territorial()
            || matches!(
                self,
                Self::ProvisionalApplication
                    | Self::EndOfProvisionalApplication
                    | Self::Suspension
                    | Self::Resumption
                    | Self::ChangeOfScope
                    | Self::EntryIntoForce
                    | Self::Termination
            )
    }

    /// Whether it concerns a territory only (VCLT art. 29).
    #[must_use]
    pub fn is_territorial(self) -> bool {
        matches!(self, Self::TerritorialExtension | Self::TerritorialExclusion | Self::TerritorialWithdrawal)
    }

    /// The place among acts of one day: signature before consent before provisional application before
    /// territories before everything else.
    #[must_use]
    pub fn order(self) -> u8 {
        match self {
            Self::Invitation => 0,
            Self::Signature | Self::SignatureAdReferendum | Self::SuccessionToSignature => 1,
            Self::ConfirmationOfSignature => 2,
            kind if kind.is_consent() => 3,
            Self::ProvisionalApplication => 4,
            kind if kind.is_territorial() => 5,
            _ => 6,
        }
    }
}

impl fmt::Display for ActKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// One act as the law sees it: whose, what, when. Its place in the order of recording does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The log entry that recorded it.
    pub id: i64,
    /// Code of the participant that a depositary's table has it under; empty for an act for the whole treaty.
    pub participant: String,
    /// Code of the participant that did it: the same, or a union of States that has since ended.
    pub done_by: String,
    /// What was done.
    pub kind: ActKind,
    /// First day on which it may have been done; the day itself where that is known.
    pub earliest: Date,
    /// The day of the act (deposit, receipt); where that is not known, the last day of its window.
    pub day: Date,
    /// The day on which the depositary notified it, where a clause runs from that.
    pub notified_on: Option<Date>,
    /// Day of effect as published: in force for it, ended, or for a succession its date.
    pub effective_on: Option<Date>,
    /// Code of the territory concerned.
    pub territory: Option<String>,
    /// The part of the treaty concerned (VCLT arts 17, 57), in words; none for the whole.
    pub scope: Option<String>,
    /// The other treaty under which it was done, where a clause makes it count here too.
    pub under: Option<String>,
    /// A source shows that it was withdrawn since, on a day that it does not give.
    pub withdrawn: bool,
}

impl Act {
    /// The number of an act that is not recorded yet: above all others.
    pub const NOT_RECORDED: i64 = i64::MAX;

    /// Whether the day itself is known.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.earliest == self.day
    }

    /// The day in words for a sentence: `of 2012-06-13`, or its window where it is not known.
    #[must_use]
    pub fn of_day(&self) -> String {
        if self.is_dated() {
            format!("of {}", self.day)
        } else {
            format!("between {} and {}", self.earliest, self.day)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        for (place, kind) in ActKind::all().enumerate() {
            assert_eq!(kind as usize, place, "{kind}");
            assert_eq!(ActKind::from_word(kind.word()), Some(kind));
        }
    }
}
