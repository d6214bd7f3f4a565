//! Acts as data: one row each, with every day that is known of it and how far it is supported.

use super::existence::{People, Person};
use super::whose::{OfSomebody, whose};
use crate::error::Result;
use crate::model::Date;
use crate::report::{Column, Datum, Field, Rows, Set, columns as shared};
use crate::store::{EventRow, Store, TreatyRow};

/// An act, the treaty that it is under, and who did it.
struct Event<'a> {
    treaty: &'a TreatyRow,
    row: EventRow,
    who: Option<&'a Person>,
}

impl OfSomebody for Event<'_> {
    fn who(&self) -> Option<&Person> {
        self.who
    }

    fn year(&self) -> Option<i32> {
        self.row.act.day().map(Date::year)
    }
}

/// The columns of `events`.
#[must_use]
pub fn events_fields() -> Vec<Field> {
    Column::fields(&columns())
}

fn columns<'a>() -> Vec<Column<(), Event<'a>>> {
    let of = Column::<(), Event<'a>>::of;
    let [_, alpha3, name, cow, gw] = whose();
    let by_clause = "whether computed_on is only the earliest possible day";
    let withdrawn = "whether its source shows that it was withdrawn since, on a day that it does not give";
    let counts_from = "day of effect that counts: published for it or for the treaty, else by the clause";
    let act = "what kind of act; without a participant it is the depositary's, for the whole treaty";
    vec![
        of(shared::TREATY.required().headed("Number"), |(), it| (&it.treaty.code).into()),
        of(shared::CODE, |(), it| (&it.row.act.participant).into()),
        alpha3,
        name,
        cow,
        gw,
        of(shared::ENTRY.required().headed("Entry"), |(), it| Datum::entry(Some(it.row.act.id))),
        of(Field::text("act", act).required().headed("Act"), |(), it| it.row.act.kind.word().into()),
        of(Field::flag("consent", "whether it establishes consent to be bound").required(), |(), it| {
            it.row.act.kind.is_consent().into()
        }),
        of(shared::DATE.headed("Date"), |(), it| it.row.act.date.into()),
        of(shared::EARLIEST, |(), it| it.row.act.earliest.into()),
        of(shared::LATEST, |(), it| it.row.act.latest.into()),
        of(shared::NOTIFIED_ON, |(), it| it.row.act.notified_on.into()),
        of(Field::day("effective_on", "day of effect as published"), |(), it| it.row.act.effective_on.into()),
        of(shared::COMPUTED_ON, |(), it| it.row.act.computed_on.into()),
        of(Field::day("counts_from", counts_from).headed("Effect"), |(), it| it.row.act.counts_from.into()),
        of(Field::flag("estimated", by_clause).required(), |(), it| it.row.act.estimated.into()),
        of(
            Field::text("certainty", "whether its day is known: day, or window")
                .one_of(["day", "window"])
                .required(),
            |(), it| if it.row.act.date.is_some() { "day" } else { "window" }.into(),
        ),
        of(
            Field::text("done_by", "code of the union of States that did it, where that was another"),
            |(), it| (&it.row.act.done_by).into(),
        ),
        of(shared::TERRITORY, |(), it| (&it.row.act.territory).into()),
        of(Field::text("scope", "the part of the treaty concerned, in words"), |(), it| {
            (&it.row.act.scope).into()
        }),
        of(shared::NOTE, |(), it| (&it.row.act.note).into()),
        of(shared::REMARK, |(), it| it.row.act.remark.as_deref().or(it.row.flag.as_deref()).into()),
        of(Field::text("forced", "what was refused and recorded all the same"), |(), it| {
            (&it.row.forced).into()
        }),
        of(Field::text("raw_name", "the participant as the imported file names it"), |(), it| {
            (&it.row.raw_name).into()
        }),
        of(Field::text("raw_header", "the heading of the column there"), |(), it| {
            (&it.row.raw_header).into()
        }),
        of(Field::text("raw_cell", "the text of the cell there"), |(), it| (&it.row.raw_cell).into()),
        of(Field::text("raw_place", "where that cell stands there, line:column"), |(), it| {
            (&it.row.raw_place).into()
        }),
        of(Field::flag("withdrawn", withdrawn).required(), |(), it| it.row.withdrawn.into()),
        of(shared::CONFIDENCE.one_of(["verified", "consistent", "unverified"]).required(), |(), it| {
            it.row.act.confidence.word().into()
        }),
        of(shared::SOURCES.required(), |(), it| Datum::Text(it.row.act.sources.join(";").into())),
    ]
}

/// Every act under these treaties up to `day`, by treaty, participant and day: of everybody, or of those in a set on
/// that day.
pub fn events(
    store: &Store,
    people: &People,
    treaties: &[TreatyRow],
    set: Option<&Set>,
    day: Date,
    rows: &mut dyn Rows,
) -> Result<()> {
    let columns = columns();
    let members = set.map(|set| set.members(store, day)).transpose()?;
    let of = u64::try_from(treaties.len()).unwrap_or(u64::MAX);
    for (done, treaty) in (0..).zip(treaties) {
        rows.progress(done, of)?;
        store.each_event(&treaty.code, day, &mut |row| {
            let whose = &row.act.participant;
            if members.as_ref().is_some_and(|members| !members.contains(whose)) {
                return Ok(());
            }
            let who = people.get(whose);
            let event = Event { treaty, row, who };
            rows.row(&Column::cells(&columns, &(), &event))
        })?;
    }
    rows.progress(of, of)
}
