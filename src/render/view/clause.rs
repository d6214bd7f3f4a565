//! A rule on its own.

use super::text;
use crate::render::{Records, Report, Sheet};
use crate::report::ClauseReport;

impl Report for ClauseReport {
    fn sheet(&self) -> Sheet {
        let title = match (self.from, self.date) {
            (Some(from), Some(date)) => format!("{} from {from}: {date}", self.rule),
            (Some(from), None) => format!("{} from {from}: no day", self.rule),
            (None, _) => self.rule.clone(),
        };
        let sentence = |words: &str| {
            let first = words.chars().take(1).flat_map(char::to_uppercase);
            format!("{}.", first.chain(words.chars().skip(1)).collect::<String>())
        };
        let mut notes = vec![sentence(&self.in_words)];
        notes.extend(self.arithmetic.as_deref().map(sentence));
        if self.runs_from_notification && self.date.is_some() {
            notes.push(
                "It runs from the depositary's notification: from a day of deposit this is the earliest possible day."
                    .to_owned(),
            );
        }
        Sheet { title, sections: Vec::new(), notes }
    }

    fn records(&self) -> Records {
        Records::of(
            vec![
                "rule",
                "kind",
                "in_words",
                "from",
                "not_before",
                "date",
                "arithmetic",
                "runs_from_notification",
            ],
            vec![vec![
                self.rule.clone(),
                self.kind.to_owned(),
                self.in_words.clone(),
                text(self.from.as_ref()),
                text(self.not_before.as_ref()),
                text(self.date.as_ref()),
                text(self.arithmetic.as_ref()),
                self.runs_from_notification.to_string(),
            ]],
        )
    }
}
