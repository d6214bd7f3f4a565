//! L1: what follows from acts. Pure: no SQL, no clock, no file; today is an argument.
//!
//! The rules of clauses: `notation` reads them, `effect`, `threshold`, `eligibility` and `clauses` say what they mean,
//! `effect_words`, `threshold_words` and `english` say it in plain English, `treaty` holds them together.
//!
//! What follows: a `case` is a treaty with its acts in their `world`; `replay` tries the threshold day by day,
//! `reckoning` finds the day of effect of each act, `standing` is the state machine of one participant,
//! `transitions` judges an act by the status before it, `spells` and `modes` derive every interval, `gate` decides
//! whether an act may be recorded, with a room in `gate/` for each question. `statements` follows reservations and the
//! reactions to them, `bilateral` says on which days two participants are bound to each other. `audit` asks what is odd in a
//! record as a whole.

pub mod audit;
mod bilateral;
mod case;
mod clauses;
mod conditions;
mod courses;
mod derived;
mod effect;
mod effect_words;
mod eligibility;
mod english;
mod gate;
mod invitation;
mod modes;
mod notation;
mod operators;
mod periods;
mod reckoning;
mod relation;
mod relations;
mod replay;
mod rule;
mod spells;
mod standing;
mod statements;
mod survival;
mod threshold;
mod threshold_words;
mod transitions;
mod treaty;
mod world;

pub use bilateral::{Bond, Cut, CutBy, bond};
pub use case::{Case, in_order};
pub use clauses::{Cessation, Gap, Means, Start, Window};
pub use conditions::{Condition, Holds, Tally};
pub use courses::{Course, End, Made, Reaction, Window as ObjectionWindow, courses, ends};
pub use derived::{Derived, Step, account, derive, derive_since};
pub use effect::{Effect, Floor, Moments, NoDay};
pub use eligibility::Eligibility;
pub use english::{Codes, Names};
pub use gate::{
    Answer, Finding, Judged, Question, StatementQuestion, act_is_sound, consequences, examine,
    examine_statement, examine_table, statement_is_sound,
};
pub use invitation::{first_invitation_alive, invitation_lapses_on};
pub use modes::ModeSpell;
pub use notation::RuleError;
pub use reckoning::{Basis, Effective};
pub use relation::{Relation, Reservable, ReservableTo};
pub use relations::{Relations, SpansByCode};
pub use replay::{EntryIntoForce, brought_nearer, conditions};
pub use rule::{Clause, Rule};
pub use spells::Spell;
pub use standing::Standing;
pub use statements::Statement;
pub use survival::{Survival, Wait};
pub use threshold::Threshold;
pub use transitions::Verdict;
pub use treaty::Treaty;
pub use world::{Person, Predecessor, Seat, World};

/// The number of this law: raise it whenever what is derived changes, so that older files are derived anew.
pub const DERIVATION: u32 = 8;
