//! What a participant is called, and the names in files that nobody bears.

use super::{Columns, Marks, count};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{Datum, NameLine, NamesOf, UnknownName, UnknownNames, columns as shared};

/// One row per name.
pub(super) fn columns() -> Columns<NamesOf, NameLine> {
    Columns::<NamesOf, NameLine>::new()
        .field(shared::CODE, |of, _| (&of.participant.code).into())
        .text(
            "kind",
            "short, official, un or coe (names in their lists), alias, former, or the tag of a language",
            |_, name| (&name.kind).into(),
        )
        .headed("Kind")
        .text("name", "the name as it is written", |_, name| (&name.name).into())
        .headed("Name")
        .day("since", "first day of its use; empty: not recorded", |_, name| name.since.into())
        .headed("Since")
        .day("until", "first day no longer in use; empty: in use, or not recorded", |_, name| {
            name.until.into()
        })
        .headed("Until")
        .field(shared::ENTRY, |_, name| Datum::entry(Some(name.entry)))
        .headed("Entry")
        .field(shared::CONFIDENCE, |_, name| name.confidence.word().into())
        .field(shared::SOURCES, |_, name| Datum::list(&name.sources))
        .headed("Source")
}

impl Report for NamesOf {
    fn sheet(&self) -> Sheet {
        let section: Section = columns().section(self, &self.names, &mut Marks::default());
        Sheet {
            title: format!("Names of {} ({})", self.participant.name, self.participant.code),
            sections: vec![section],
            notes: vec![format!("{}.", count(self.names.len(), "name", "names"))],
        }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.names)
    }
}

/// One row per name.
pub(super) fn unknown() -> Columns<UnknownNames, UnknownName> {
    Columns::<UnknownNames, UnknownName>::new()
        .text("name", "the name as the files have it", |_, line| (&line.name).into())
        .headed("Name")
        .integer("places", "in how many places it stands", |_, line| line.places.into())
        .headed("Places")
        .text("first", "the first of them", |_, line| (&line.first).into())
        .headed("First")
        .text(
            "can_be",
            "codes of those that it can be, where there are several, separated by ;",
            |_, line| Datum::list(&line.can_be),
        )
        .text("nearest", "the nearest names known separated by ;", |_, line| Datum::list(&line.nearest))
        .shown("Nearest, or what it can be", |_, line, _| {
            if line.can_be.is_empty() {
                line.nearest.join(", ").into()
            } else {
                format!("can be {}", line.can_be.join(" or ")).into()
            }
        })
}

impl Report for UnknownNames {
    fn sheet(&self) -> Sheet {
        let known = self.names - self.unknown.len();
        let mut notes = vec![format!("{} of {} known.", known, count(self.names, "name is", "names are"))];
        if !self.unknown.is_empty() {
            notes.push(
                "accede names add NAME CODE teaches one; accede participant add adds a participant."
                    .to_owned(),
            );
        }
        Sheet {
            title: "Names that are not known".to_owned(),
            sections: vec![unknown().section(self, &self.unknown, &mut Marks::default())],
            notes,
        }
    }

    fn table(&self) -> Table<'_> {
        unknown().table(self, &self.unknown)
    }
}
