//! Clauses on what follows from an act of another kind, or waits for one of somebody else: a consent to another treaty that
//! is consent to this one too, what was said under another treaty and stands under this one too, an instrument that waits for
//! another's, a signature that begins provisional application.

use super::binding::Provision;
use super::effect::Effect;
use super::eligibility::Eligibility;
use super::english::Names;
use super::mentions::{Mention, by_kind};
use super::operators::operators;
use crate::model::Date;

operators! {
    /// Which acts under another treaty are consent to this one too.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Entailment, "'{}' does not say what is consent to this treaty too: entailed_by(T, day)":
    /// `entailed_by(T, day)`: every consent to T on that day or later; not a succession to it.
    By(treaty: String, since: Date) = "entailed_by";
}

impl Entailment {
    /// The other treaty, and the first day of such acts.
    #[must_use]
    pub fn of(&self) -> (&str, Date) {
        let Self::By(treaty, since) = self;
        (treaty, *since)
    }

    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self) -> String {
        let (treaty, since) = self.of();
        format!("by any consent to {treaty} from {since} on, which is consent to this treaty too")
    }
}

operators! {
    /// Whether what was said under another treaty stands under this one too.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Carried, "'{}' does not say what stands under this treaty too: from or from_unless":
    /// `from(T)`: what a party said under T.
    From(treaty: String) = "from";
    /// `from_unless(T, A)`: the same, unless it declared otherwise under the article A when it signed or consented.
    FromUnless(treaty: String, article: Provision) = "from_unless";
}

impl Carried {
    /// The other treaty, and the article under which a party can say otherwise.
    #[must_use]
    pub fn of(&self) -> (&str, Option<&Provision>) {
        match self {
            Self::From(treaty) => (treaty, None),
            Self::FromUnless(treaty, article) => (treaty, Some(article)),
        }
    }

    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self) -> String {
        let (treaty, article) = self.of();
        let unless = article.map_or_else(String::new, |article| {
            format!(", unless it declared otherwise under art. {article} when it signed or consented")
        });
        format!("what a party made under {treaty} stands for it under this treaty too{unless}")
    }
}

operators! {
    /// Whose instrument counts only once another's is deposited.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Deposit, "'{}' does not say whose instrument waits for whose: waits_for(E, x)":
    /// `waits_for(E, x)`: that of each of x counts from the deposit of that of E, where this is the later one.
    WaitsFor(other: String, who: Box<Eligibility>) = "waits_for";
}

by_kind!(Deposit);

impl Deposit {
    /// Whose instrument the others wait for, and who they are.
    #[must_use]
    pub fn of(&self) -> (&str, &Eligibility) {
        let Self::WaitsFor(other, who) = self;
        (other, who)
    }

    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self, names: &dyn Names) -> String {
        let (other, who) = self.of();
        let (other, who) = (names.participant(other), who.in_words(names));
        format!(
            "{who}: the instrument counts from the deposit of that of {other}, where this is the later one"
        )
    }

    /// What it names.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention<'_>> {
        let (other, who) = self.of();
        std::iter::once(Mention::Participant(other)).chain(who.mentions()).collect()
    }
}

operators! {
    /// When a treaty is applied provisionally without a notification, and until when at most.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Provisional, "'{}' does not say when provisional application begins or ends: from_signature, from_signature_unless or until":
    /// `from_signature`: each signatory, from its signature.
    FromSignature = "from_signature";
    /// `from_signature_unless(A)`: the same, but not while a declaration of the signatory under the article A stands.
    FromSignatureUnless(article: Provision) = "from_signature_unless";
    /// `until(x)`: for nobody beyond the day that x, a rule of effect, gives from the treaty's entry into force.
    Until(end: Box<Effect>) = "until";
}

impl Provisional {
    /// The rule in plain English.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::FromSignature => "each signatory, from its signature".to_owned(),
            Self::FromSignatureUnless(article) => format!(
                "each signatory, from its signature, but not while its declaration under art. {article}, that it does not accept this, stands"
            ),
            Self::Until(end) => {
                format!("it ends for all {}", end.in_words("the entry into force of the treaty"))
            }
        }
    }

    /// What it names.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention<'_>> {
        match self {
            Self::Until(end) => end.mentions(),
            Self::FromSignature | Self::FromSignatureUnless(_) => Vec::new(),
        }
    }
}
