//! One file per report: how it is laid out.

mod as_known;
mod between;
mod changes;
mod check;
mod cite;
mod claim;
mod claims;
mod clause;
mod compare;
mod curve;
mod departures;
mod durations;
mod entries;
mod explain;
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
mod status;
mod successions;
mod territories;
mod through;
mod treaty;
mod verify;
mod with_reasons;

use std::collections::BTreeSet;

use crate::model::{ActKind, Confidence, Date};
use crate::render::Cell;
use crate::report::{ActView, StatementView, TreatyBrief};

/// Marks days and statuses, and remembers the legend for the marks used.
#[derive(Debug, Default)]
struct Marks {
    legend: BTreeSet<&'static str>,
}

impl Marks {
    fn day(
        &mut self,
        date: Option<Date>,
        latest: Option<Date>,
        confidence: Confidence,
        sourced: bool,
    ) -> String {
        let mut text = match (date, latest) {
            (Some(date), _) => date.to_string(),
            (None, Some(latest)) => {
                self.legend
                    .insert("≤ day not known: counted from the last day on which it can have been done");
                format!("≤{latest}")
            }
            (None, None) => return "not known".to_owned(),
        };
        if confidence == Confidence::Unverified {
            self.legend.insert("? behind a day: unverified");
            text.push('?');
        }
        if !sourced {
            self.legend.insert("° no source is given, or the compiler's knowledge only");
            text.push('°');
        }
        text
    }

    fn act(&mut self, act: &ActView) -> String {
        let mut day = self.day(act.date, act.latest, act.confidence, !act.no_source);
        if act.remark.is_some() {
            self.legend.insert("! unusual, or recorded by force: accede participant says why");
            day.push('!');
        }
        day
    }

    fn statement(&mut self, statement: &StatementView) -> String {
        self.day(statement.date, statement.latest, statement.confidence, !statement.no_source)
    }

    /// A day, marked where it is only the earliest possible one.
    fn at_the_earliest(&mut self, day: Date, estimated: bool) -> String {
        if estimated {
            self.legend.insert("≥ the earliest possible day: the depositary's notification is not recorded");
            format!("≥{day}")
        } else {
            day.to_string()
        }
    }

    /// A status, marked where the day lies inside the window of an act whose day is not known.
    fn status(&mut self, word: &str, uncertain: bool) -> String {
        if uncertain {
            self.legend.insert("? behind a status: an act whose day is not known may have been done by then");
            format!("{word}?")
        } else {
            word.to_owned()
        }
    }

    /// A consent with its kind in words; in short with the letter that depositaries use.
    fn consent(&mut self, act: &ActView) -> Cell {
        let day = self.act(act);
        let letter = act.act.letter();
        let (short, legend) = match (act.act, letter) {
            (ActKind::Ratification, _) => (day.clone(), "no letter ratification".to_owned()),
            (kind, "") => return format!("{day} {kind}").into(),
            (kind, letter) => (format!("{day} {letter}"), format!("{letter} {kind}")),
        };
        Cell { text: format!("{day} {}", act.act), short: Some(short), legend: Some(legend) }
    }

    fn legend(self) -> Vec<String> {
        self.legend.into_iter().map(str::to_owned).collect()
    }
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// What sources a fact has, in one cell.
fn sources(codes: &[String]) -> String {
    if codes.is_empty() { "no source".to_owned() } else { codes.join(";") }
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
