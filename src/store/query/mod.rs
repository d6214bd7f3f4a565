//! Reading DERIVED: one file per kind of row.

mod acts;
mod addresses;
mod changes;
mod claims;
mod departures;
mod dossiers;
mod entries;
mod evidence;
mod foreseen;
mod given;
mod history;
mod participants;
mod spell_acts;
mod spells;
mod state_numbers;
mod statements;
mod stream;
mod treaties;
mod treaty_facts;
mod weights;

pub use acts::ActRow;
pub use addresses::Address;
pub use changes::{ModeChange, StatusChange, Whose};
pub use entries::{LogFilter, Recorded, SourceRow};
pub use foreseen::{InvitationRow, SeatChange};
pub use given::{ConflictingAct, GivenAct};
pub use participants::{GroupRow, NameRow, ParticipantRow, RecordedName, SeatRow};
pub use spell_acts::{SpellAct, SpellWithActs};
pub use spells::ModeOf;
pub use state_numbers::StateNumberRow;
pub use statements::CarriedRow;
pub use stream::{DatedSpell, EventRow, SpellInFull};
pub(super) use treaties::treaty;
pub use treaties::{ClauseRow, TreatyRow};
pub use treaty_facts::TreatyFacts;
pub use weights::WeightRow;
