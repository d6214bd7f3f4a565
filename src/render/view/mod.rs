//! One file per report: how it is laid out.

mod as_known;
mod between;
mod changes;
mod check;
mod cite;
mod claim;
mod claim_words;
mod claims;
mod clause;
mod compare;
mod curve;
mod departures;
mod durations;
mod entries;
mod explain;
mod explain_treaty;
mod explain_words;
mod intake;
mod matrix;
mod missing;
mod new_copy;
mod new_file;
mod next;
mod overview;
mod participant;
mod pending;
mod plan;
mod reasons;
mod receipt;
mod registers;
mod registration;
mod reservations;
mod sources;
mod sql;
mod statement_words;
mod status;
mod successions;
mod territories;
mod through;
mod treaty;
mod verify;
mod with_reasons;

use super::columns::Columns;
use super::marks::Marks;
use crate::model::Date;
use crate::report::{Computation, Datum, Field, TreatyBrief, events_fields, panel_fields, spells_fields};

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
        ("record", receipt::columns().fields()),
        (
            "correct, retract, group, names add, claims add, treaty add, participant add",
            registration::columns().fields(),
        ),
        ("import", intake::columns().fields()),
        ("import --seed", plan::columns().fields()),
        ("import --readers", sources::readers().fields()),
        ("import undo", sources::undone().fields()),
        ("names", sources::unknown_names().fields()),
        ("conflicts", sources::conflicts().fields()),
        ("init", new_file::columns().fields()),
        ("log", entries::columns().fields()),
        ("verify", verify::columns().fields()),
        ("backup, load", new_copy::columns().fields()),
    ]
    .map(|(command, fields)| Declared { command, fields })
    .to_vec()
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// What sources a fact has, in one cell, as programs take them apart.
fn or_none(codes: &[String]) -> Datum<'static> {
    if codes.is_empty() { "no source".into() } else { Datum::list(codes) }
}

/// The same as people read it.
fn sources(codes: &[String]) -> String {
    if codes.is_empty() { "no source".to_owned() } else { codes.join(", ") }
}

/// A treaty as a title has it: its title where that is short, else the name in daily use.
fn title(treaty: &TreatyBrief) -> String {
    const SHORT: usize = 48;
    let name = if treaty.title.chars().count() <= SHORT { &treaty.title } else { &treaty.short_title };
    format!("{name} ({})", treaty.code)
}

/// A sentence where the day asked about lies before a treaty was opened, or behind the last day up to which
/// its acts were collected.
fn reach<'a>(treaties: impl IntoIterator<Item = &'a TreatyBrief>, as_of: Date) -> Option<String> {
    let mut behind = Vec::new();
    for treaty in treaties {
        if let Some(opened) = treaty.opened_on.filter(|opened| as_of < *opened) {
            return Some(format!("{} was opened for signature on {opened}.", treaty.code));
        }
        if let Some(end) = treaty.ended_on.filter(|end| *end <= as_of) {
            return Some(format!("{} ended for all on {end}.", treaty.code));
        }
        if !treaty.collected {
            return Some(format!(
                "No act under {} is recorded: its acts have not been collected, and who stands where is not known here.",
                treaty.code
            ));
        }
        let complete_to = treaty.complete_to.filter(|day| *day < as_of);
        behind.extend(complete_to.map(|day| format!("{day} ({})", treaty.code)));
    }
    (!behind.is_empty())
        .then(|| format!("Acts were collected up to {}; later ones may be missing.", behind.join(", ")))
}

/// The same for a few treaties; of many only how many lie behind.
fn reach_of(treaties: &[TreatyBrief], as_of: Date) -> Option<String> {
    const FEW: usize = 6;
    if treaties.len() <= FEW {
        return reach(treaties, as_of);
    }
    let behind = treaties.iter().filter(|treaty| treaty.complete_to.is_none_or(|day| day < as_of)).count();
    (behind > 0).then(|| {
        let whose = if behind == treaties.len() { "any".to_owned() } else { format!("{behind}") };
        format!(
            "Acts under {whose} of the {} treaties were not collected up to {as_of}; later ones may be missing.",
            treaties.len()
        )
    })
}

/// `n thing`, `n things`.
fn count(n: usize, thing: &str, things: &str) -> String {
    format!("{n} {}", if n == 1 { thing } else { things })
}

/// The sentence with a capital letter.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A rule, its article and how the day follows.
fn worked_out(computed: &Computation) -> String {
    format!("{} ({}): {}", computed.rule, computed.article, computed.arithmetic)
}

/// A text, or where it is longer than so many letters its beginning.
fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}
