//! The sentence by which a treaty is cited, and where it was read.

use super::{Columns, cells, joined, reach};
use crate::model::Date;
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{Citation, CitedSource, Datum, Reason, columns as shared};

/// One row: the treaty, or a participation in it.
pub(super) fn columns() -> Columns<Citation, ()> {
    Columns::<Citation, ()>::new()
        .field(shared::TREATY, |it, ()| (&it.treaty.code).into())
        .field(shared::AS_OF, |it, ()| it.as_of.into())
        .text("participant", "code of the participant cited; empty: the treaty alone", |it, ()| {
            it.participation.as_ref().map(|own| &own.participant.code).into()
        })
        .text("sentence", "the sentence by which it is cited", |it, ()| (&it.sentence).into())
        .field(shared::OPENED_ON, |it, ()| it.treaty.opened_on.into())
        .field(shared::IN_FORCE_ON, |it, ()| it.treaty.in_force_on.into())
        .field(shared::ENDED_ON, |it, ()| it.treaty.ended_on.into())
        .field(shared::PARENT, |it, ()| (&it.parent).into())
        .text("identifiers", "its numbers in other collections separated by ;", |it, ()| {
            Datum::list(&it.identifiers)
        })
        .field(shared::BOUND, |it, ()| it.counts.as_ref().map(|counts| counts.bound).into())
        .field(shared::CONTRACTING, |it, ()| it.counts.as_ref().map(|counts| counts.contracting).into())
        .field(shared::SIGNATORIES, |it, ()| it.counts.as_ref().map(|counts| counts.signatories).into())
        .field(shared::STATUS, |it, ()| it.participation.as_ref().and_then(|own| own.status).into())
        .field(shared::COMPLETE_TO, |it, ()| it.treaty.complete_to.into())
        .field(shared::SOURCES, |it, ()| joined(it.sources.iter().map(|source| &source.code), ";").into())
        .text(
            "retrieved",
            "for each of these the day of the copy, or not recorded; separated by ;",
            |it, ()| joined(it.sources.iter().map(|source| day(source.source.retrieved_on)), ";").into(),
        )
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "not recorded".to_owned(), |day| day.to_string())
}

impl Report for Citation {
    fn sheet(&self) -> Sheet {
        let rows = self.sources.iter().map(|source| {
            let CitedSource { code, source } = source;
            let (dated, retrieved) = (day(source.dated), day(source.retrieved_on));
            cells![code, &source.citation, dated, retrieved]
        });
        let mut notes: Vec<String> = reach([&self.treaty], self.as_of).into_iter().collect();
        if self.sources.is_empty() {
            notes.push("No source is recorded for it.".to_owned());
        }
        Sheet {
            title: self.sentence.clone(),
            sections: vec![Section::of(["Source", "What", "Dated", "Retrieved"], rows).titled("Sources")],
            notes,
        }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, [()])
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(self.reasons.clone())
    }
}
