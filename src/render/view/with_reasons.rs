//! An answer with its reasons: a table below it; in records a column more.

use serde::Serialize;

use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::WithReasons;

impl<R: Report + Serialize> Report for WithReasons<'_, R> {
    fn sheet(&self) -> Sheet {
        let mut sheet = self.report.sheet();
        let rows = self.why.iter().map(|reason| {
            let source = if reason.source.is_empty() { "no source" } else { &reason.source };
            vec![Cell::from(&*reason.of), (&*reason.because).into(), source.replace(';', ", ").into()]
        });
        sheet.sections.push(Section {
            title: Some("Why".to_owned()),
            columns: Column::texts(&["Of", "Because", "Source"]),
            rows: rows.collect(),
        });
        sheet
    }

    fn records(&self) -> Records {
        let Records { mut header, mut rows } = self.report.records();
        header.push("why".into());
        for (place, row) in rows.iter_mut().enumerate() {
            let of_row = self.why.iter().filter(|reason| reason.row.is_none_or(|row| row == place));
            let texts = of_row.map(|reason| match &*reason.source {
                "" => reason.because.clone(),
                source => format!("{} [{source}]", reason.because),
            });
            row.push(texts.collect::<Vec<_>>().join(" | "));
        }
        Records { header, rows }
    }
}
