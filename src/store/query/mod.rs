//! Reading DERIVED: one file per kind of row.

mod acts;
mod changes;
mod claims;
mod departures;
mod entries;
mod evidence;
mod foreseen;
mod history;
mod pairs;
mod participants;
mod patterns;
mod sides;
mod state_numbers;
mod statements;
mod stream;
mod treaties;
mod treaty_facts;
mod waits;

pub use acts::{ActRow, SpellRow, StandingRow};
pub use changes::{ModeChange, StatusChange, Whose};
pub use claims::ClaimRow;
pub use entries::{LogFilter, Recorded, SourceRow};
pub use foreseen::{InvitationRow, SeatChange};
pub use participants::{GroupRow, MembershipRow, NameRow, ParticipantRow, SeatRow};
pub use patterns::StandingConsent;
pub use sides::{GivenAct, GivenStatement, Side};
pub use state_numbers::StateNumberRow;
pub use statements::ReservationRow;
pub(super) use statements::statements;
pub use stream::{DatedSpell, EventRow, RestingSpell};
pub(super) use treaties::treaty;
pub use treaties::{ClauseRow, TreatyRow};
pub use treaty_facts::TreatyFacts;
pub use waits::{Ground, GroundedSpell};

use rusqlite::{Connection, Params, Row};

use crate::error::Result;

/// All rows of a query, each read by `read`.
pub(super) fn all<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    read: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The codes of a column `sources`.
fn split(sources: &str) -> Vec<String> {
    sources.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect()
}
