//! L1: what follows from acts. Pure: no SQL, no clock, no file; today is an argument.
//!
//! `notation` reads the rules of clauses, `effect`, `threshold` and `eligibility` say what they mean,
//! `world` knows who existed and who sat where, `standing` is the state machine of one participant,
//! `transitions` judges an act by the status before it, `spells` derives every interval of a treaty, `gate`
//! decides whether an act may be recorded.

mod effect;
mod eligibility;
mod gate;
mod notation;
mod spells;
mod standing;
mod threshold;
mod transitions;
mod treaty;
mod world;

pub use effect::Effect;
pub use eligibility::{Eligibility, Relations, SpansByCode};
pub use gate::{Finding, Question, examine};
pub use notation::RuleError;
pub use spells::{Derived, Effective, EntryIntoForce, Spell, derive};
pub use standing::Standing;
pub use threshold::Threshold;
pub use treaty::{Clause, Rule, Treaty};
pub use world::{Person, Predecessor, Seat, World};

/// The number of this law: raise it whenever what is derived changes, so that older files are derived anew.
pub const DERIVATION: u32 = 1;
