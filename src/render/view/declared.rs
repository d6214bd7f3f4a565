//! Every table that a command answers with.

use super::{
    between, changes, check, cite, claims, clause, compare, curve, departures, durations, entries, explain,
    explain_treaty, import_plan, matrix, missing, names, new_copy, new_file, next, overview, participant,
    pending, pending_by_treaty, receipt, registers, registration, reservations, seed_plan, sources, status,
    successions, territories, through, treaty, verify, weights,
};
use crate::report::{Field, events_fields, panel_fields, spells_fields};

/// The columns of the rows that a command answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The command, with the option that makes it answer so.
    pub command: &'static str,
    /// The columns in the order in which programs read them.
    pub fields: Vec<Field>,
}

/// Every table that a command answers with, and its columns.
#[must_use]
pub fn declared() -> Vec<Declared> {
    let matrix = matrix::fields(std::iter::once(("CODE", "one column for each treaty, named by its number")));
    [
        ("accede", overview::columns().fields()),
        ("status", status::columns().fields()),
        ("pending", pending::columns().fields()),
        ("pending --by-treaty", pending_by_treaty::columns().fields()),
        ("participant", participant::columns().fields()),
        ("reservations", reservations::columns().fields()),
        ("territories", territories::columns().fields()),
        ("between", between::columns().fields()),
        ("through", through::columns().fields()),
        ("matrix", matrix),
        ("compare ONE OTHER", compare::columns().fields()),
        ("compare ONE", compare::likenesses().fields()),
        ("durations", durations::columns().fields()),
        ("curve", curve::columns().fields()),
        ("panel", panel_fields()),
        ("events", events_fields()),
        ("spells", spells_fields()),
        ("explain TREATY PARTICIPANT", explain::columns().fields()),
        ("explain TREATY", explain_treaty::columns().fields()),
        ("missing", missing::columns().fields()),
        ("next", next::columns().fields()),
        ("departures", departures::columns().fields()),
        ("successions", successions::columns().fields()),
        ("changes", changes::columns().fields()),
        ("claims", claims::columns(false).fields()),
        ("claims --check", claims::columns(true).fields()),
        ("check", check::columns().fields()),
        ("check --list", check::rules().fields()),
        ("cite", cite::columns().fields()),
        ("clause", clause::columns().fields()),
        ("treaties", registers::treaties().fields()),
        ("treaty", treaty::columns().fields()),
        ("participants", registers::participants().fields()),
        ("groups", registers::groups().fields()),
        ("weights", weights::tables().fields()),
        ("weights TABLE", weights::columns().fields()),
        ("record", receipt::columns().fields()),
        (
            "correct, retract, group, names add, claims add, treaty add, treaty complete, participant add, weight",
            registration::columns().fields(),
        ),
        ("import, update", import_plan::columns().fields()),
        ("import --seed", seed_plan::columns().fields()),
        ("import --readers", sources::readers().fields()),
        ("import undo", sources::undone().fields()),
        ("names of", names::columns().fields()),
        ("names unknown", names::unknown().fields()),
        ("conflicts", sources::conflicts().fields()),
        ("init", new_file::columns().fields()),
        ("log", entries::columns().fields()),
        ("verify", verify::columns().fields()),
        ("backup, load", new_copy::columns().fields()),
    ]
    .map(|(command, fields)| Declared { command, fields })
    .to_vec()
}
