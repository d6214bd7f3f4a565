//! The registers: what an entry of the log can say. Each is declared in a file of its own and named in the list here;
//! everything else follows from its declaration.
//!
//! A body is stored as canonical JSON: keys sorted, no blanks, absent fields left out, with `kind` and `v`.

mod act;
mod attestation;
mod batch;
mod claim;
mod clause;
mod declaration;
mod field;
mod group;
mod membership;
mod name;
mod participant;
mod precedence;
mod predecessor;
mod reservation;
mod retraction;
mod source;
mod sources;
mod state_number;
mod treaty;
mod treaty_link;
mod treaty_name;
mod value;
mod weight;

use serde::{Deserialize, Deserializer, Serialize};

pub use declaration::{Concern, Declaration, Declared, Keeps, LookingBack, Register};
pub use field::{Field, Kind, Noun, Reference, Referred, TakeReference};
pub use predecessor::How;
pub use sources::Sources;
pub use treaty_link::LINKS;
pub use value::Value;

macro_rules! registers {
    ($($file:ident: $name:ident($body:ident)),* $(,)?) => {
        $(pub use $file::$body;)*

        /// The fact that a log entry records.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        #[expect(missing_docs, reason = "each variant is described at its body")]
        pub enum Body {
            $($name($body)),*
        }

        impl Body {
            /// Every register, in the order in which they are listed.
            pub const REGISTERS: [&'static Declaration; [$(stringify!($name)),*].len()] =
                [$(&$body::DECLARATION),*];

            /// What it says, by its declaration.
            #[must_use]
            pub fn said(&self) -> &dyn Register {
                match self {
                    $(Self::$name(body) => body),*
                }
            }

            /// The same, to be changed.
            pub fn said_mut(&mut self) -> &mut dyn Register {
                match self {
                    $(Self::$name(body) => body),*
                }
            }

            /// Reads the fields of the register with this word; none if there is no such register.
            pub fn read<'de, D: Deserializer<'de>>(word: &str, fields: D) -> Option<Result<Self, D::Error>> {
                $(
                    if word == $body::DECLARATION.word {
                        return Some($body::deserialize(fields).map(Self::$name));
                    }
                )*
                None
            }
        }
    };
}

registers! {
    batch: Batch(BatchBody),
    source: Source(SourceBody),
    group: Group(GroupBody),
    participant: Participant(ParticipantBody),
    name: Name(NameBody),
    predecessor: Predecessor(PredecessorBody),
    membership: Membership(MembershipBody),
    treaty: Treaty(TreatyBody),
    treaty_name: TreatyName(TreatyNameBody),
    treaty_link: TreatyLink(TreatyLinkBody),
    clause: Clause(ClauseBody),
    weight: Weight(WeightBody),
    act: Act(ActBody),
    reservation: Reservation(ReservationBody),
    claim: Claim(ClaimBody),
    attestation: Attestation(AttestationBody),
    precedence: Precedence(PrecedenceBody),
    state_number: StateNumber(StateNumberBody),
    retraction: Retraction(RetractionBody),
}

impl Body {
    /// The declaration of its register.
    #[must_use]
    pub fn register(&self) -> &'static Declaration {
        self.said().declaration()
    }

    /// The word for what is recorded, in `log.kind`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.register().word
    }

    /// What it says, in a few words.
    #[must_use]
    pub fn in_short(&self) -> String {
        self.said().in_short()
    }

    /// What it cites; none for a kind of fact that cites nothing.
    #[must_use]
    pub fn sources(&self) -> Option<&Sources> {
        self.said().sources()
    }

    /// The same, to be changed.
    pub fn sources_mut(&mut self) -> Option<&mut Sources> {
        self.said_mut().sources_mut()
    }

    /// The declaration of the register with this word.
    #[must_use]
    pub fn register_called(word: &str) -> Option<&'static Declaration> {
        Self::REGISTERS.into_iter().find(|register| register.word == word)
    }

    /// What is wrong with its form, if anything is: what no record and no law has to be asked for. Nothing else is written,
    /// loaded or found sound.
    pub fn check(&self) -> Result<(), String> {
        let said = self.said();
        said.check_fields()?;
        said.fits()
    }

    /// Whether it is about what has this code: gives it, or says something of it.
    #[must_use]
    pub fn is_about(&self, noun: Noun, code: &str) -> bool {
        let said = self.said();
        said.declaration().fields.iter().zip(said.values()).any(|(field, value)| {
            field.reference.is_some_and(|reference| reference.is_about(noun)) && value == Value::from(code)
        })
    }
}

/// A body with the number of the earlier entry that it stands in place of, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What is recorded.
    pub body: Body,
    /// The entry that no longer counts because of it.
    pub replaces: Option<i64>,
}

impl From<Body> for Fact {
    fn from(body: Body) -> Self {
        Self { body, replaces: None }
    }
}
