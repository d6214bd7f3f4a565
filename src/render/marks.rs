//! Marks behind days and statuses that are not plain, and the legend that explains those used.

use std::collections::BTreeSet;

use super::Cell;
use crate::model::{ActKind, Confidence, Date};
use crate::report::{ActView, StatementView};

/// Marks days and statuses, and remembers the legend for the marks used.
#[derive(Debug, Default)]
pub struct Marks {
    legend: BTreeSet<&'static str>,
}

impl Marks {
    pub fn day(
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

    pub fn act(&mut self, act: &ActView) -> String {
        let mut day = self.day(act.date, act.latest, act.confidence, !act.no_source);
        if act.remark.is_some() {
            self.legend.insert("! unusual, or recorded by force: accede participant says why");
            day.push('!');
        }
        day
    }

    pub fn statement(&mut self, statement: &StatementView) -> String {
        self.day(statement.date, statement.latest, statement.confidence, !statement.no_source)
    }

    /// A day, marked where it is only the earliest possible one.
    pub fn at_the_earliest(&mut self, day: Date, estimated: bool) -> String {
        if estimated {
            self.legend.insert("≥ the earliest possible day: the depositary's notification is not recorded");
            format!("≥{day}")
        } else {
            day.to_string()
        }
    }

    /// A status, marked where the day lies inside the window of an act whose day is not known.
    pub fn status(&mut self, word: &str, uncertain: bool) -> String {
        if uncertain {
            self.legend.insert("? behind a status: an act whose day is not known may have been done by then");
            format!("{word}?")
        } else {
            word.to_owned()
        }
    }

    /// A consent with its kind in words; in short with the letter that depositaries use.
    pub fn consent(&mut self, act: &ActView) -> Cell {
        let day = self.act(act);
        let letter = act.act.letter();
        let of = act.entailed_by.as_ref().map(|by| format!(" ({})", by.treaty)).unwrap_or_default();
        if !of.is_empty() {
            self.legend.insert(
                "behind a consent a treaty: it was given to that one, and is consent to this one too by a clause",
            );
        }
        let (short, legend) = match (act.act, letter) {
            (ActKind::Ratification, _) => (format!("{day}{of}"), "no letter ratification".to_owned()),
            (kind, "") => return format!("{day} {kind}{of}").into(),
            (kind, letter) => (format!("{day} {letter}{of}"), format!("{letter} {kind}")),
        };
        Cell { text: format!("{day} {}{of}", act.act), short: Some(short), legend: Some(legend) }
    }

    pub fn legend(self) -> Vec<String> {
        self.legend.into_iter().map(str::to_owned).collect()
    }
}
