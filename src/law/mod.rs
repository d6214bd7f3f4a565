//! L1: what follows from acts. Pure: no SQL, no clock, no file; today is an argument.
//!
//! The rules of clauses: `notation` reads them, `effect`, `threshold`, `eligibility` and `clauses` say what they mean,
//! `effect_words`, `threshold_words` and `english` say it in plain English, `treaty` holds them together.
//!
//! What follows: a `case` is a treaty with its acts in their `world`; `replay` tries the threshold day by day,
//! `reckoning` finds the day of effect of each act, `standing` is the state machine of one participant,
//! `transitions` judges an act by the status before it, `spells` and `modes` derive every interval,
//! `departures` and `successions` who left and who came in by succession of States, `gate` decides
//! whether an act may be recorded, with a room in `gate/` for each question. `statements` follows reservations and the
//! reactions to them, `bilateral` says on which days two participants are bound to each other. `audit` asks what is odd in a
//! record as a whole.

pub mod audit;
mod bilateral;
mod case;
mod clauses;
mod departures;
mod effect;
mod effect_words;
mod eligibility;
mod english;
mod gate;
mod invitation;
mod modes;
mod notation;
mod reckoning;
mod relation;
mod replay;
mod spells;
mod standing;
mod statements;
mod successions;
mod survival;
mod threshold;
mod threshold_words;
mod transitions;
mod treaty;
mod world;

pub use bilateral::{Bond, Cut, CutBy, bond};
pub use case::{Case, in_order};
pub use clauses::{Cessation, Gap, Means, Start, Window};
pub use departures::Departure;
pub use effect::{Effect, Floor, Moments, NoDay};
pub use eligibility::{Eligibility, Relations, SpansByCode};
pub use gate::{
    Answer, Finding, Judged, Question, StatementQuestion, act_is_sound, consequences, examine,
    examine_statement, examine_table, statement_is_sound,
};
pub use invitation::{first_invitation_alive, invitation_lapses_on};
pub use modes::ModeSpell;
pub use notation::RuleError;
pub use reckoning::{Basis, Effective};
pub use relation::{Relation, Reservable, ReservableTo};
pub use replay::{EntryIntoForce, brought_nearer, conditions};
pub use spells::{Derived, Spell, Step, account, derive, derive_since};
pub use standing::Standing;
pub use statements::{Course, End, Made, Reaction, Statement, Window as ObjectionWindow, courses, ends};
pub use successions::{Succession, SuccessionKind};
pub use survival::{Survival, Wait};
pub use threshold::{Condition, Holds, Tally, Threshold};
pub use threshold_words::{Codes, Names};
pub use transitions::Verdict;
pub use treaty::{Clause, Rule, Treaty};
pub use world::{Person, Predecessor, Seat, World};

/// The number of this law: raise it whenever what is derived changes, so that older files are derived anew.
pub const DERIVATION: u32 = 9;
