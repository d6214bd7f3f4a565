//! The seed: the registers of `data/`, one fact per row, in the order in which they are recorded.

use std::collections::BTreeSet;

use flate2::read::DeflateDecoder;
use serde::de::DeserializeOwned;

pub use crate::model::COMPILED_AT;
use crate::model::{BatchBody, Body, Fact};

/// Who recorded the seed.
pub const COMPILED_BY: &str = "accede seed";

/// The name of the batch that a seed comes in.
pub const BATCH: &str = "seed";

/// A register of `data/`, packed by the build script.
macro_rules! register {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name)).as_slice()
    };
}

/// Every fact of the seed, the batch first.
///
/// # Panics
///
/// If a register cannot be read; a test reads them all.
#[must_use]
pub fn facts() -> Vec<Fact> {
    let mut facts = people();
    rows(register!("treaties"), Body::Treaty, &mut facts);
    rows(register!("treaty_names"), Body::TreatyName, &mut facts);
    rows(register!("clauses"), Body::Clause, &mut facts);
    rows(register!("weights"), Body::Weight, &mut facts);
    rows(register!("acts"), Body::Act, &mut facts);
    rows(register!("reservations"), Body::Reservation, &mut facts);
    rows(register!("claims"), Body::Claim, &mut facts);
    rows(register!("reservation_clauses"), Body::Clause, &mut facts);
    rows(register!("territorial_acts"), Body::Act, &mut facts);
    rows(register!("clauses_of_ends"), Body::Clause, &mut facts);
    rows(register!("independence"), Body::Predecessor, &mut facts);
    rows(register!("sources_of_competence"), Body::Source, &mut facts);
    rows(register!("clauses_of_competence"), Body::Clause, &mut facts);
    rows(register!("competence"), Body::Reservation, &mut facts);
    rows(register!("sources_on_reservations"), Body::Source, &mut facts);
    rows(register!("organs"), Body::Participant, &mut facts);
    rows(register!("treaties_on_reservations"), Body::Treaty, &mut facts);
    rows(register!("treaty_names_on_reservations"), Body::TreatyName, &mut facts);
    rows(register!("clauses_on_reservations"), Body::Clause, &mut facts);
    rows(register!("statements_on_reservations"), Body::Reservation, &mut facts);
    rows(register!("statements_of_pages"), Body::Reservation, &mut facts);
    rows(register!("sources_of_linked"), Body::Source, &mut facts);
    rows(register!("treaties_of_linked"), Body::Treaty, &mut facts);
    rows(register!("treaty_names_of_linked"), Body::TreatyName, &mut facts);
    rows(register!("clauses_of_linked"), Body::Clause, &mut facts);
    rows(register!("acts_of_linked"), Body::Act, &mut facts);
    rows(register!("sources_of_conditions"), Body::Source, &mut facts);
    rows(register!("treaties_of_conditions"), Body::Treaty, &mut facts);
    rows(register!("treaty_names_of_conditions"), Body::TreatyName, &mut facts);
    rows(register!("clauses_of_conditions"), Body::Clause, &mut facts);
    rows(register!("acts_of_conditions"), Body::Act, &mut facts);
    names(&mut facts);
    rows(register!("treaty_names_in_use"), Body::TreatyName, &mut facts);
    rows(register!("sources_of_transition"), Body::Source, &mut facts);
    rows(register!("groups_of_transition"), Body::Group, &mut facts);
    rows(register!("memberships_of_transition"), Body::Membership, &mut facts);
    rows(register!("sources_of_amendments"), Body::Source, &mut facts);
    rows(register!("treaties_of_amendments"), Body::Treaty, &mut facts);
    rows(register!("treaty_names_of_amendments"), Body::TreatyName, &mut facts);
    rows(register!("links_of_amendments"), Body::TreatyLink, &mut facts);
    rows(register!("clauses_of_amendments"), Body::Clause, &mut facts);
    rows(register!("acts_of_amendments"), Body::Act, &mut facts);
    rows(register!("acts_before_independence"), Body::Act, &mut facts);
    rows(register!("predecessors_of_unions"), Body::Predecessor, &mut facts);
    rows(register!("independence_of_trust_territories"), Body::Predecessor, &mut facts);
    names_in_use(&mut facts);
    rows(register!("statements_withdrawn_in_part"), Body::Reservation, &mut facts);
    batch(facts)
}

/// The facts of the seed without its treaties: participants, their names and numbers, groups, and the sources of these.
///
/// # Panics
///
/// If a register cannot be read; a test reads them all.
#[must_use]
pub fn bare_facts() -> Vec<Fact> {
    let mut facts = people();
    rows(register!("independence"), Body::Predecessor, &mut facts);
    names(&mut facts);
    rows(register!("predecessors_of_unions"), Body::Predecessor, &mut facts);
    rows(register!("independence_of_trust_territories"), Body::Predecessor, &mut facts);
    names_in_use(&mut facts);
    let cited: BTreeSet<String> =
        facts.iter().filter_map(Body::sources).flat_map(|sources| sources.0.iter().cloned()).collect();
    facts.retain(|fact| !matches!(fact, Body::Source(source) if !cited.contains(&source.code)));
    batch(facts)
}

/// Every source, and the registers that are the same for every treaty.
fn people() -> Vec<Body> {
    let mut facts = Vec::new();
    rows(register!("sources"), Body::Source, &mut facts);
    rows(register!("groups"), Body::Group, &mut facts);
    rows(register!("participants"), Body::Participant, &mut facts);
    rows(register!("names"), Body::Name, &mut facts);
    rows(register!("predecessors"), Body::Predecessor, &mut facts);
    rows(register!("memberships"), Body::Membership, &mut facts);
    rows(register!("state_numbers"), Body::StateNumber, &mut facts);
    facts
}

/// Names in languages and in tables, and the participants that only tables name.
fn names(facts: &mut Vec<Body>) {
    rows(register!("sources_of_names"), Body::Source, facts);
    rows(register!("participants_of_tables"), Body::Participant, facts);
    rows(register!("names_of_tables"), Body::Name, facts);
    // Of several names in one language the last is shown.
    rows(register!("official_names"), Body::Name, facts);
    rows(register!("further_names_by_language"), Body::Name, facts);
    rows(register!("names_by_language"), Body::Name, facts);
}

/// Names of former States and of organisations in languages, and abbreviations that tables in them have.
fn names_in_use(facts: &mut Vec<Body>) {
    rows(register!("sources_of_names_in_use"), Body::Source, facts);
    rows(register!("names_in_use"), Body::Name, facts);
}

fn batch(mut facts: Vec<Body>) -> Vec<Fact> {
    let entries = facts.len() as u64;
    facts.insert(0, Body::Batch(BatchBody { name: BATCH.to_owned(), entries }));
    facts.into_iter().map(Fact::from).collect()
}

fn rows<T: DeserializeOwned>(packed: &[u8], body: fn(T) -> Body, facts: &mut Vec<Body>) {
    let mut reader = csv::Reader::from_reader(DeflateDecoder::new(packed));
    facts.extend(reader.deserialize().map(|row| body(row.expect("a test reads every register"))));
}
