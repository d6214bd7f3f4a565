//! What clauses may ask about besides the world: what was done under this treaty and under those that it refers to.

use std::collections::{HashMap, HashSet};

use super::statements::Statement;
use crate::model::{Act, Date, Span};

/// Spans by participant.
pub type SpansByCode = HashMap<String, Vec<Span>>;

/// What the clauses of one treaty depend on besides the world.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relations {
    /// The entry into force of this treaty.
    pub own_in_force_on: Option<Date>,
    /// Treaties under which no act is recorded, so that nothing is known of who consented.
    pub without_acts: HashSet<String>,
    /// By treaty: its entry into force.
    pub in_force: HashMap<String, Date>,
    /// By treaty: while it is in force for them.
    pub bound: HashMap<String, SpansByCode>,
    /// By treaty: while a signature stands, also after consent.
    pub signed: HashMap<String, SpansByCode>,
    /// Acts under other treaties that a clause makes count here (cessation).
    pub linked_acts: Vec<Act>,
    /// Under this treaty: from the day of an invitation or an accession.
    pub invited: SpansByCode,
    /// By treaty: who may become, or is, a party.
    pub eligible: HashMap<String, SpansByCode>,
    /// By treaty: from the day of an accession.
    pub acceded: HashMap<String, SpansByCode>,
    /// By treaty: while consent stands.
    pub consented: HashMap<String, SpansByCode>,
    /// The statements under this treaty, where it can bind without consent.
    pub statements: Vec<Statement>,
}
