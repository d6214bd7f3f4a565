//! An answer from the record as it stood at an earlier moment.

use serde::Serialize;

use crate::render::{Calendar, Report, Sheet, Table};
use crate::report::{AsKnown, columns};

impl<R: Report + Serialize> Report for AsKnown<'_, R> {
    fn sheet(&self) -> Sheet {
        let Self { known_at, report } = self;
        let Sheet { title, sections, mut notes } = report.sheet();
        let (entry, at) = (&known_at.entry, &known_at.recorded_at);
        let known_on = known_at.day.map_or_else(|| format!("at {entry}"), |day| format!("on {day}"));
        notes.push(format!("As the record stood {known_on}: its newest entry was {entry}, recorded {at}."));
        Sheet { title: format!("{title} · as known {known_on}"), sections, notes }
    }

    fn table(&self) -> Table<'_> {
        self.report.table().and(columns::KNOWN_AT, |_| (&self.known_at.entry).into())
    }

    fn calendar(&self) -> Option<Calendar> {
        self.report.calendar()
    }
}
