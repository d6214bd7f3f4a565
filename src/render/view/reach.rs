//! How far what is recorded reaches.

use std::collections::BTreeMap;

use super::count;
use crate::model::{Date, series};
use crate::report::TreatyBrief;

/// Of more treaties than these only those are named whose acts were collected longest ago.
const FEW: usize = 6;

/// How many days, the earliest, are named of many treaties.
const EARLIEST: usize = 3;

/// What an answer as of a day cannot know: of a few treaties that the day lies before the opening or after the end, behind
/// the day up to which acts were collected, or that no signature is recorded; of many, how long ago acts were collected.
pub fn reach<'a>(treaties: impl IntoIterator<Item = &'a TreatyBrief>, as_of: Date) -> Option<String> {
    let treaties: Vec<&TreatyBrief> = treaties.into_iter().collect();
    if treaties.len() > FEW { reach_of_many(&treaties, as_of) } else { reach_of_each(&treaties, as_of) }
}

/// How far the statements under a treaty were collected, where an answer rests on them: that none is recorded is not to say
/// that there is none, unless all were collected up to the day.
pub fn statements_reach(treaty: &TreatyBrief, as_of: Date) -> Option<String> {
    let code = &treaty.code;
    match treaty.statements_complete_to {
        Some(to) if as_of <= to => None,
        Some(to) => Some(format!("Statements under {code} were collected up to {to}; later ones may be missing.")),
        None if treaty.statements_collected => Some(format!(
            "Whether all reservations, declarations and objections under {code} were collected is not recorded; some may be missing."
        )),
        None => treaty.collected.then(|| {
            format!(
                "No reservation, declaration, objection or acceptance under {code} is recorded; that is not to say that none was made."
            )
        }),
    }
}

fn reach_of_each(treaties: &[&TreatyBrief], as_of: Date) -> Option<String> {
    let mut behind = Vec::new();
    let mut unsigned = Vec::new();
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
        if !treaty.signatures_collected {
            unsigned.push(treaty.code.as_str());
        }
    }
    let mut sentences = Vec::new();
    if !behind.is_empty() {
        sentences
            .push(format!("Acts were collected up to {}; later ones may be missing.", behind.join(", ")));
    }
    if !unsigned.is_empty() {
        sentences.push(format!(
            "No signature under {} is recorded; that is not to say that nobody signed.",
            series(&unsigned, "or")
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn reach_of_many(treaties: &[&TreatyBrief], as_of: Date) -> Option<String> {
    let mut behind: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
    for treaty in treaties {
        if let Some(day) = treaty.complete_to.filter(|day| *day < as_of) {
            behind.entry(day).or_default().push(&treaty.code);
        }
    }
    let unknown = treaties.iter().filter(|treaty| treaty.complete_to.is_none()).count();
    let earliest: Vec<String> =
        behind.iter().take(EARLIEST).map(|(day, codes)| format!("{day} ({})", codes.join(", "))).collect();
    let mut parts = Vec::new();
    if !earliest.is_empty() {
        let others = behind.values().skip(EARLIEST).map(Vec::len).sum::<usize>();
        let others = if others > 0 { format!(" or later ({others} more)") } else { String::new() };
        parts.push(format!("acts were collected up to {}{others}", series(&earliest, "and")));
    }
    if unknown > 0 {
        parts.push(format!(
            "how far they were collected is not recorded of {}",
            count(unknown, "treaty", "treaties")
        ));
    }
    (!parts.is_empty()).then(|| {
        let text = parts.join(", and ");
        format!("{}{}; later ones may be missing.", text[..1].to_uppercase(), &text[1..])
    })
}
