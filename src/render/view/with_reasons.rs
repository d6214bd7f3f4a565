//! An answer with its reasons: a table below it; in records a column more.

use serde::Serialize;

use super::cells;
use crate::render::{Calendar, Report, Section, Sheet, Table};
use crate::report::{WithReasons, columns};

impl<R: Report + Serialize> Report for WithReasons<'_, R> {
    fn sheet(&self) -> Sheet {
        let mut sheet = self.report.sheet();
        let rows = self.why.iter().map(|reason| {
            let source = if reason.source.is_empty() { "no source" } else { &reason.source };
            cells![&reason.of, &reason.because, source.replace(';', ", ")]
        });
        sheet.sections.push(Section::of(["Of", "Because", "Source"], rows).titled("Why"));
        sheet
    }

    fn table(&self) -> Table<'_> {
        self.report.table().and(columns::WHY, |place| {
            let of_row = self.why.iter().filter(|reason| reason.row.is_none_or(|row| row == place));
            let texts = of_row.map(|reason| match &*reason.source {
                "" => reason.because.clone(),
                source => format!("{} [{source}]", reason.because),
            });
            texts.collect::<Vec<_>>().join(" | ").into()
        })
    }

    fn calendar(&self) -> Option<Calendar> {
        self.report.calendar()
    }
}
