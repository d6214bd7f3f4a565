//! A rule on its own.

use super::{Columns, capital};
use crate::render::{Report, Sheet, Table};
use crate::report::{ClauseReport, columns as shared};

/// One row: the rule.
pub(super) fn columns() -> Columns<ClauseReport, ()> {
    Columns::<ClauseReport, ()>::new()
        .field(shared::RULE, |it, ()| (&it.rule).into())
        .text("kind", "what sort of clause it can stand in", |it, ()| it.kind.into())
        .text("in_words", "the rule in words", |it, ()| (&it.in_words).into())
        .day("from", "the day from which it is reckoned", |it, ()| it.from.into())
        .day(
            "not_before",
            "the day before which it gives none: the treaty's own entry into force",
            |it, ()| it.not_before.into(),
        )
        .day("date", "the day that it gives", |it, ()| it.date.into())
        .field(shared::ARITHMETIC, |it, ()| (&it.arithmetic).into())
        .flag("runs_from_notification", "whether it runs from the depositary's notification", |it, ()| {
            it.runs_from_notification.into()
        })
}

impl Report for ClauseReport {
    fn sheet(&self) -> Sheet {
        let title = match (self.from, self.date) {
            (Some(from), Some(date)) => format!("{} from {from}: {date}", self.rule),
            (Some(from), None) => format!("{} from {from}: no day", self.rule),
            (None, _) => self.rule.clone(),
        };
        let sentence = |words: &str| format!("{}.", capital(words));
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

    fn table(&self) -> Table<'_> {
        columns().table(self, [()])
    }
}
