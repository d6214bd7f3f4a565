//! Tables of weights.

use super::{Columns, Marks, count, or_none, sources};
use crate::render::{Cell, Report, Sheet, Table};
use crate::report::{
    Datum, Reason, WeightLine, WeightTableLine, WeightTablesReport, WeightsReport, columns as shared,
};

/// One row per table.
pub(super) fn tables() -> Columns<WeightTablesReport, WeightTableLine> {
    Columns::<WeightTablesReport, WeightTableLine>::new()
        .text("table", "code of the table", |_, it| (&it.table).into())
        .headed("Table")
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .integer("participants", "how many have a weight in it on the day", |_, it| it.participants.into())
        .headed("Participants")
        .number("total", "what these weigh together", |_, it| Datum::number(it.total.to_string()))
        .headed("Total")
        .day("since", "day on which the newest of these weights began; empty: they hold always", |_, it| {
            it.since.into()
        })
        .headed("Since")
        .text(
            "treaties",
            "numbers of the treaties whose conditions for entry into force ask for it, separated by ;",
            |_, it| Datum::list(&it.treaties),
        )
        .shown("Asked for by", |_, it, _| it.treaties.join(", ").into())
}

/// One row per participant.
pub(super) fn columns() -> Columns<WeightsReport, WeightLine> {
    Columns::<WeightsReport, WeightLine>::new()
        .text("table", "code of the table", |report, _| (&report.table).into())
        .field(shared::AS_OF, |report, _| report.as_of.into())
        .field(shared::CODE, |_, it| (&it.participant.code).into())
        .headed("Code")
        .field(shared::NAME, |_, it| (&it.participant.name).into())
        .headed("Participant")
        .number("weight", "what it weighs on the day, in the unit of the table", |_, it| {
            Datum::number(it.weight.to_string())
        })
        .headed("Weight")
        .day("since", "first day on which it weighs that; empty: always", |_, it| it.since.into())
        .shown("Since", |_, it, _| it.since.map_or_else(|| "always".into(), Cell::from))
        .field(shared::NOTE, |_, it| (&it.note).into())
        .field(shared::ENTRY, |_, it| (&it.entry).into())
        .headed("Entry")
        .field(shared::CONFIDENCE, |_, it| it.confidence.into())
        .field(shared::SOURCES, |_, it| or_none(&it.sources))
        .shown("Source", |_, it, _| sources(&it.sources).into())
}

impl Report for WeightTablesReport {
    fn sheet(&self) -> Sheet {
        Sheet {
            title: format!("Tables of weights on {}", self.as_of.in_words()),
            sections: vec![tables().section(self, &self.tables, &mut Marks::default())],
            notes: vec![
                "accede weights TABLE lists what is in one; accede weight add records a weight.".to_owned(),
            ],
        }
    }

    fn table(&self) -> Table<'_> {
        tables().table(self, &self.tables)
    }
}

impl Report for WeightsReport {
    fn sheet(&self) -> Sheet {
        let section = columns().section(self, &self.weights, &mut Marks::default());
        let n = self.weights.len();
        let mut notes =
            vec![format!("{} of {} together.", count(n, "participant", "participants"), self.total)];
        if self.later > 0 {
            notes.push(format!("{} later.", count(self.later, "weight begins", "weights begin")));
        }
        notes.push(match self.treaties.as_slice() {
            [] => "No clause asks for this table.".to_owned(),
            treaties => {
                format!("Asked for by the conditions for entry into force of {}.", treaties.join(", "))
            }
        });
        let title = format!("{} · weights on {}", self.table, self.as_of.in_words());
        Sheet { title, sections: vec![section], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.weights)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(self.reasons())
    }
}
