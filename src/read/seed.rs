//! The seed: the registers of `data/`, one fact per row, in the order in which they are recorded.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use crate::model::{BatchBody, Body, Fact};

/// The moment that the seed's entries bear: the day on which it was compiled, so that every new file begins
/// with the same entries and the same head.
pub const COMPILED_AT: &str = "2026-11-23T00:00:00Z";

/// Who recorded the seed.
pub const COMPILED_BY: &str = "accede seed";

/// The name of the batch that a seed comes in.
pub const BATCH: &str = "seed";

/// Every fact of the seed, the batch first.
///
/// # Panics
///
/// If a register cannot be read; a test reads them all.
#[must_use]
pub fn facts() -> Vec<Fact> {
    let mut facts = people();
    rows(include_str!("../../data/treaties.csv"), Body::Treaty, &mut facts);
    rows(include_str!("../../data/treaty_names.csv"), Body::TreatyName, &mut facts);
    rows(include_str!("../../data/clauses.csv"), Body::Clause, &mut facts);
    rows(include_str!("../../data/weights.csv"), Body::Weight, &mut facts);
    rows(include_str!("../../data/acts.csv"), Body::Act, &mut facts);
    rows(include_str!("../../data/reservations.csv"), Body::Reservation, &mut facts);
    rows(include_str!("../../data/claims.csv"), Body::Claim, &mut facts);
    rows(include_str!("../../data/reservation_clauses.csv"), Body::Clause, &mut facts);
    facts.extend(state_numbers());
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
    let cited: BTreeSet<String> =
        facts.iter().filter_map(Body::sources).flat_map(|sources| sources.0.iter().cloned()).collect();
    facts.retain(|fact| !matches!(fact, Body::Source(source) if !cited.contains(&source.code)));
    facts.extend(state_numbers());
    batch(facts)
}

/// The sources that are recorded with the numbers of States: nothing before them cites these.
const OF_STATE_NUMBERS: [&str; 2] = ["COUNTRYCODE-COW", "COUNTRYCODE-GW"];

/// The sources of everything but the numbers of States, and the registers that are the same for every treaty.
fn people() -> Vec<Body> {
    let mut facts = sources(false);
    rows(include_str!("../../data/groups.csv"), Body::Group, &mut facts);
    rows(include_str!("../../data/participants.csv"), Body::Participant, &mut facts);
    rows(include_str!("../../data/names.csv"), Body::Name, &mut facts);
    rows(include_str!("../../data/predecessors.csv"), Body::Predecessor, &mut facts);
    rows(include_str!("../../data/memberships.csv"), Body::Membership, &mut facts);
    facts
}

/// The numbers of States in lists of States, their sources first. They come last, so that what was in the seed before them
/// keeps its entries.
fn state_numbers() -> Vec<Body> {
    let mut facts = sources(true);
    rows(include_str!("../../data/state_numbers.csv"), Body::StateNumber, &mut facts);
    facts
}

fn sources(of_state_numbers: bool) -> Vec<Body> {
    let mut facts = vec![];
    rows(include_str!("../../data/sources.csv"), Body::Source, &mut facts);
    facts.retain(|fact| {
        matches!(fact, Body::Source(source) if OF_STATE_NUMBERS.contains(&&*source.code) == of_state_numbers)
    });
    facts
}

fn batch(mut facts: Vec<Body>) -> Vec<Fact> {
    let entries = facts.len() as u64;
    facts.insert(0, Body::Batch(BatchBody { name: BATCH.to_owned(), entries }));
    facts.into_iter().map(Fact::from).collect()
}

fn rows<T: DeserializeOwned>(register: &str, body: fn(T) -> Body, facts: &mut Vec<Body>) {
    let mut reader = csv::Reader::from_reader(register.as_bytes());
    facts.extend(reader.deserialize().map(|row| body(row.expect("a test reads every register"))));
}
