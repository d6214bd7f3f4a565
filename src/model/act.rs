//! An act under a treaty: "the international act so named" (VCLT art. 2(1)(b)).

use serde::{Deserialize, Serialize};

use super::Date;
use super::words::words;

/// What is true of a kind of act.
type Traits = u16;

const NOTHING: Traits = 0;
/// It is a signature, or stands in the place of one.
const SIGNATURE: Traits = 1;
/// It establishes consent to be bound (VCLT art. 11).
const CONSENT: Traits = 1 << 1;
/// It ends participation when it takes effect (VCLT art. 54).
const EXIT: Traits = 1 << 2;
/// It concerns a territory only (VCLT art. 29).
const TERRITORIAL: Traits = 1 << 3;
/// It changes the status, as a signature, a consent and an exit do.
const OF_STATUS: Traits = 1 << 4;
/// It has a day of effect of its own, as a consent, an exit and what is territorial have.
const WITH_EFFECT: Traits = 1 << 5;
/// It is done by the depositary for the whole treaty.
const OF_TREATY: Traits = 1 << 6;
/// It is done by a participant, and for the whole treaty too.
const FOR_ALL_TOO: Traits = 1 << 7;

words! {
    /// The kinds of act: of a participant under a treaty, or of the depositary for the whole treaty. Each has the letter that
    /// marks it in a depositary's table, the article of the VCLT (or of the 1978 or 1986 Convention) that names it, its place
    /// among acts of one day, what is true of it, and of a signature, a consent or an exit what somebody did, as a verb
    /// and as a passive of the treaty.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    ActKind(&'static str, &'static str, u8, Traits, &'static str, &'static str):
    /// Simple signature, subject to consent.
    Signature = "signature", "", "18(a)", 1, SIGNATURE, "signed", "signed";
    /// Signature that counts only when confirmed, then from its own day.
    SignatureAdReferendum = "signature-ad-referendum", "", "12(2)(b)", 1, SIGNATURE, "signed", "signed ad referendum";
    /// Confirmation of a signature ad referendum.
    ConfirmationOfSignature = "confirmation-of-signature", "C", "12(2)(b)", 2, OF_STATUS, "signed", "signed";
    /// Signature that is itself consent to be bound.
    DefinitiveSignature = "definitive-signature", "s", "12", 3, SIGNATURE | CONSENT, "signed definitively", "definitively signed";
    /// Exchange of the instruments that constitute the treaty.
    ExchangeOfInstruments = "exchange-of-instruments", "", "13", 3, CONSENT, "exchanged instruments", "concluded by exchange of instruments";
    /// Ratification: consent of a signatory.
    Ratification = "ratification", "", "14", 3, CONSENT, "ratified", "ratified";
    /// Acceptance: consent, with or without an earlier signature.
    Acceptance = "acceptance", "A", "14(2)", 3, CONSENT, "accepted", "accepted";
    /// Approval: consent, with or without an earlier signature.
    Approval = "approval", "AA", "14(2)", 3, CONSENT, "approved", "approved";
    /// Accession: consent without signature.
    Accession = "accession", "a", "15", 3, CONSENT, "acceded", "acceded to";
    /// The ratification of an organisation.
    FormalConfirmation = "formal-confirmation", "c", "14 (1986)", 3, CONSENT, "confirmed", "formally confirmed";
    /// Notification of succession: bound from the date of the succession of States.
    Succession = "succession", "d", "(1978)", 3, CONSENT, "succeeded", "succeeded to";
    /// Consent by a means that the treaty itself provides.
    ConsentToBeBound = "consent-to-be-bound", "P", "11", 3, CONSENT, "consented", "consented to";
    /// Succession to a predecessor's signature.
    SuccessionToSignature = "succession-to-signature", "d", "(1978)", 1, SIGNATURE, "signed", "signature succeeded to";
    /// Declaration that the same State goes on; with a day of effect where a depositary gives one.
    Continuity = "continuity", "", "", 6, WITH_EFFECT, "", "";
    /// Provisional application; the participant is not a party.
    ProvisionalApplication = "provisional-application", "n", "25", 4, WITH_EFFECT, "", "";
    /// Notice that ends provisional application.
    EndOfProvisionalApplication = "end-of-provisional-application", "", "25(2)", 6, WITH_EFFECT, "", "";
    /// Invitation to accede.
    Invitation = "invitation", "", "15", 0, NOTHING, "", "";
    /// Notice of the intention not to become a party.
    Unsigning = "unsigning", "", "18(a)", 6, OF_STATUS | WITH_EFFECT, "", "";
    /// Withdrawal of consent before entry into force.
    WithdrawalOfConsent = "withdrawal-of-consent", "", "", 6, OF_STATUS, "", "";
    /// Extension to a territory.
    TerritorialExtension = "territorial-extension", "", "29", 5, TERRITORIAL, "", "";
    /// Exclusion of a territory.
    TerritorialExclusion = "territorial-exclusion", "", "29", 5, TERRITORIAL, "", "";
    /// Withdrawal of an extension to a territory.
    TerritorialWithdrawal = "territorial-withdrawal", "", "29", 5, TERRITORIAL, "", "";
    /// Denunciation: ends participation when it takes effect.
    Denunciation = "denunciation", "", "56", 6, EXIT, "", "denounced";
    /// Withdrawal: ends participation when it takes effect.
    Withdrawal = "withdrawal", "", "54", 6, EXIT, "", "withdrawn from";
    /// Revocation of a denunciation before it takes effect.
    RevocationOfDenunciation = "revocation-of-denunciation", "", "68", 6, OF_STATUS, "", "";
    /// Suspension of operation; the participant stays a party.
    Suspension = "suspension", "", "57", 6, WITH_EFFECT | FOR_ALL_TOO, "", "";
    /// Resumption after a suspension.
    Resumption = "resumption", "", "57", 6, WITH_EFFECT | FOR_ALL_TOO, "", "";
    /// Cessation by the treaty itself, as when membership ends.
    Cessation = "cessation", "", "54", 6, EXIT, "", "ceased to be binding";
    /// Change of the part of the treaty that is consented to.
    ChangeOfScope = "change-of-scope", "", "17", 6, WITH_EFFECT, "", "";
    /// The depositary's notice that the whole treaty has entered into force.
    EntryIntoForce = "entry-into-force", "", "24", 6, WITH_EFFECT | OF_TREATY, "", "";
    /// Correction of the text.
    Correction = "correction", "", "79", 6, OF_TREATY, "", "";
    /// Termination: the treaty ends for all.
    Termination = "termination", "", "54", 6, WITH_EFFECT | OF_TREATY, "", "";
    /// A notification that by itself changes nothing in status.
    Notification = "notification", "", "78", 6, NOTHING, "", "";
}

impl ActKind {
    /// What somebody did that signed or consented, as a verb.
    #[must_use]
    pub fn verb(self) -> &'static str {
        self.row().4
    }

    /// What was done to the treaty with a signature, a consent or an exit.
    #[must_use]
    pub fn passive(self) -> &'static str {
        self.row().5
    }

    /// The letter behind a date in a depositary's table; empty where it uses none.
    #[must_use]
    pub fn letter(self) -> &'static str {
        self.row().0
    }

    /// The article that names it; empty where only practice does.
    #[must_use]
    pub fn article(self) -> &'static str {
        self.row().1
    }

    /// The place among acts of one day: signature before consent before provisional application before
    /// territories before everything else.
    #[must_use]
    pub const fn order(self) -> u8 {
        self.row().2
    }

    const fn is_any(self, traits: Traits) -> bool {
        self.row().3 & traits != 0
    }

    /// Whether it establishes consent to be bound (VCLT art. 11).
    #[must_use]
    pub const fn is_consent(self) -> bool {
        self.is_any(CONSENT)
    }

    /// Whether it is a signature, or stands in the place of one.
    #[must_use]
    pub const fn is_signature(self) -> bool {
        self.is_any(SIGNATURE)
    }

    /// Whether it ends participation when it takes effect (VCLT art. 54).
    #[must_use]
    pub const fn is_exit(self) -> bool {
        self.is_any(EXIT)
    }

    /// Whether a participant can do it.
    #[must_use]
    pub const fn is_of_participant(self) -> bool {
        !self.is_any(OF_TREATY)
    }

    /// Whether it can be done for the whole treaty.
    #[must_use]
    pub const fn is_of_treaty(self) -> bool {
        self.is_any(OF_TREATY | FOR_ALL_TOO)
    }

    /// Whether it changes the status of the one who does it, now or when it takes effect.
    #[must_use]
    pub const fn changes_status(self) -> bool {
        self.is_any(CONSENT | SIGNATURE | EXIT | OF_STATUS)
    }

    /// Whether it has a day of effect of its own, beside the day on which it is done.
    #[must_use]
    pub const fn takes_effect(self) -> bool {
        self.is_any(CONSENT | EXIT | TERRITORIAL | WITH_EFFECT)
    }

    /// Whether a State succeeds by it to what another did (1978 Vienna Convention arts 17, 19).
    #[must_use]
    pub const fn is_succession(self) -> bool {
        matches!(self, Self::Succession | Self::SuccessionToSignature)
    }

    /// Whether it can take effect before it is done: a State stands in the place of another since it came from it.
    #[must_use]
    pub const fn reaches_back(self) -> bool {
        matches!(self, Self::Succession | Self::Continuity)
    }

    /// Whether it concerns a territory only (VCLT art. 29).
    #[must_use]
    pub const fn is_territorial(self) -> bool {
        self.is_any(TERRITORIAL)
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
    /// It takes effect on no day that is known yet: it waits for something. A day that is published ends that.
    pub waits: bool,
    /// The other treaty under which it was done, where a clause makes it count here too.
    pub under: Option<String>,
    /// A source shows that it was withdrawn since, on a day that it does not give.
    pub withdrawn: bool,
}

impl Act {
    /// The number of an act that is not recorded yet: above all others.
    pub const NOT_RECORDED: i64 = i64::MAX;

    /// An act of a known day, by the participant itself, of which nothing else is said.
    #[must_use]
    pub fn of(id: i64, participant: &str, kind: ActKind, day: Date) -> Self {
        Self {
            id,
            participant: participant.to_owned(),
            done_by: participant.to_owned(),
            kind,
            earliest: day,
            day,
            notified_on: None,
            effective_on: None,
            territory: None,
            scope: None,
            waits: false,
            under: None,
            withdrawn: false,
        }
    }

    /// Whether it may count before it is done: a succession or a continuity from the change of States, another consent from
    /// a day of effect that was published and is earlier.
    #[must_use]
    pub fn may_count_before(&self) -> bool {
        self.kind.reaches_back()
            || (self.kind.is_consent() && self.effective_on.is_some_and(|effect| effect < self.day))
    }

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
