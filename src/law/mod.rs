//! L1: what follows from acts. Pure: no SQL, no clock, no file; today is an argument.
//!
//! Its floors, from the ground up:
//!
//! * English and the notation of rules: `english`, `notation`, `operators` (an operator is declared once), `mentions`, `periods`;
//!   `holds`, for what the record may not tell.
//! * The world and other treaties: `world` (`lineage`: who came from whom; `presence`: on which days each is there), `relations`.
//! * The rules of clauses: `effect`, `eligibility`, `threshold` and `conditions` (how far a threshold is met), `clauses`,
//!   `relation`, `binding` (whom a treaty binds without consent; `tacit`: those that are silent), `acceptance` (what a
//!   reservation needs), `consent_clauses` (consents and provisional application without an act under the treaty, instruments
//!   that wait); `effect_words` and `threshold_words` say them in plain English; `rule` lists their kinds, `treaty` holds them.
//! * The acts: a `case` is a treaty with its acts in their world; `entailment` adds those under other treaties that are acts
//!   of this one, `deposit` says which wait for another's, `succession` what one rests on, `in_place` who stands in whose
//!   place; `replay` tries the threshold day by day, `effect_dates` finds the day of effect of each act (`united`: by whose
//!   acts a union of States stands), `standing` is the state machine of one participant, `transitions` judges an act by the
//!   status before it (`signed_before`: whose signature a consent may rest on), `spells` and `modes` are the intervals of one
//!   participant (`provisional`: those that begin with a signature), `eligible` those in which it may become one
//!   (`invitation`: until when one holds), `carried` those in which it is bound without its own consent (`amended`: as a
//!   party to what is amended; `deemed`: since when silence is acceptance; `leaving_at_once`: who may leave instead),
//!   `departures` and `successions` say who left and who came in by succession of States, `survival` how long cases waited,
//!   `derived` is all that for a treaty.
//! * The statements: `statements` is one as the law takes it, `statement_ends` says until when each stands (`part_withdrawn`:
//!   for which of its articles), `statement_making` when each was made and what that asks, `reaction_targets` what a reaction
//!   is about, `statement_effects` follows reservations and the `reactions` to them, which come in `windows` of time
//!   (`establishment`: whether one is accepted as its treaty asks for, which rests on the `parties`), `carried_over` says
//!   whose else they are by succession, `carried_statements` under which other treaty they stand by a clause, `bilateral`
//!   says on which days two participants are bound to each other.
//! * The judges: `gate` decides whether an act or a statement may be recorded, with a file for each thing to look at; `audit`
//!   asks what is odd in a record as a whole.

mod acceptance;
mod amended;
pub mod audit;
mod bilateral;
mod binding;
mod carried;
mod carried_over;
mod carried_statements;
mod case;
mod clauses;
mod conditions;
mod consent_clauses;
mod deemed;
mod departures;
mod deposit;
mod derived;
mod duration;
mod effect;
mod effect_dates;
mod effect_words;
mod eligibility;
mod eligible;
mod english;
mod entailment;
mod establishment;
mod gate;
mod holds;
mod in_place;
mod invitation;
mod leaving_at_once;
mod lineage;
mod mentions;
mod modes;
mod notation;
mod operators;
mod part_withdrawn;
mod parties;
mod periods;
mod practice;
mod presence;
mod provisional;
mod reaction_targets;
mod reactions;
mod relation;
mod relations;
mod replay;
mod rule;
mod signed_before;
mod spells;
mod standing;
mod statement_effects;
mod statement_ends;
mod statement_making;
mod statements;
mod succession;
mod successions;
mod survival;
mod tacit;
mod threshold;
mod threshold_words;
mod transitions;
mod treaty;
mod united;
mod windows;
mod world;

pub use acceptance::{Acceptance, Objecting};
pub use bilateral::{BilateralRelation, Cut, CutBy, bilateral_relation};
pub use binding::{Admitted, Binding, Provision, RightToLeave};
pub use carried_over::{
    CarriedOver, KeptReservation, carried_objections, carried_over, kept_reservations, may_be_carried,
    may_carry, passes,
};
pub use carried_statements::{CarriedStatement, Elsewhere, carried_statements};
pub use case::{Case, in_order};
pub use clauses::{Cessation, Gap, Means, NoticeWindow, Start};
pub use conditions::{Condition, Tally};
pub use consent_clauses::{Carried, Deposit, Entailment, Provisional};
pub use departures::Departure;
pub use deposit::{Held, held};
pub use derived::{AssessedAct, Derived, assessed_acts, derive, derive_since};
pub use duration::Duration;
pub use effect::{Effect, Floor, Moments, NoDay};
pub use effect_dates::{Basis, Effective};
pub use eligibility::Eligibility;
pub use eligible::{Eligible, eligible};
pub use english::{Codes, Names};
pub use entailment::{EntailedConsent, entailed_by};
pub use establishment::{Establishment, Outcome};
pub use gate::{
    Answer, Dependent, Deposited, Finding, Judged, Question, StatementQuestion, consequences,
    deposited_elsewhere, examine, examine_statement, examine_table, may_be_deposited_twice,
    statement_is_sound,
};
pub use holds::Holds;
pub use invitation::{first_invitation_alive, invitation_lapses_on};
pub use mentions::Mention;
pub use modes::ModeSpell;
pub use notation::RuleError;
pub use part_withdrawn::{NarrowedStatement, narrowed_statements};
pub use practice::{Practice, territorial_practice};
pub use reactions::{ObjectionWindow, Reaction, ReactionEffect};
pub use relation::{Relation, Reservable, ReservableTo};
pub use relations::{Relations, SpansByCode};
pub use replay::{EntryIntoForce, brought_nearer, conditions, consents_on};
pub use rule::{Clause, Rule};
pub use spells::Spell;
pub use standing::Standing;
pub use statement_effects::{StatementEffect, rests_on_others, statement_effects};
pub use statement_ends::{End, PartWithdrawn, ends};
pub use statement_making::Made;
pub use statements::Statement;
pub use successions::{Succession, SuccessionKind, absent_predecessors};
pub use survival::{Survival, Wait};
pub use tacit::Tacit;
pub use threshold::Threshold;
pub use transitions::Verdict;
pub use treaty::Treaty;
pub use world::{Person, Predecessor, Seat, World};

/// The number of this law: raise it whenever what is derived changes, so that older files are derived anew.
pub const DERIVATION: u32 = 17;
