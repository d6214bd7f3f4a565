//! Acts as data: one row each, with every day that is known of it and how far it is supported.

use super::existence::{People, Person};
use super::whose;
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

impl Event<'_> {
    /// The number of who did it in a list of States, in the year of the act.
    fn number(&self, scheme: &str) -> Option<i64> {
        let year = self.row.days[0].or(self.row.days[2])?.year();
        self.who?.number(scheme, year)
    }

    fn text(&self, place: usize) -> Datum<'_> {
        self.row.texts[place].as_deref().map_or(Datum::Nothing, Datum::text)
    }
}

/// The columns of `events`.
#[must_use]
pub fn events_fields() -> Vec<Field> {
    columns().into_iter().map(|column| column.field).collect()
}

fn columns<'a>() -> Vec<Column<Event<'a>>> {
    let of = Column::<Event<'a>>::of;
    let [code, alpha3, name, cow, gw] = whose();
    let by_clause = "whether computed_on is only the earliest possible day";
    let withdrawn = "whether its source shows that it was withdrawn since, on a day that it does not give";
    let counts_from = "day of effect that counts: published for it or for the treaty, else by the clause";
    let act = "what kind of act; without a participant it is the depositary's, for the whole treaty";
    vec![
        of(shared::TREATY.required().headed("Number"), |it| (&it.treaty.code).into()),
        of(code, |it| it.row.participant.as_deref().into()),
        of(alpha3, |it| it.who.and_then(|who| who.row.alpha3.as_deref()).into()),
        of(name, |it| it.who.map(|who| &who.row.name).into()),
        of(cow, |it| it.number("COW").into()),
        of(gw, |it| it.number("GW").into()),
        of(shared::ENTRY.required().headed("Entry"), |it| Datum::entry(Some(it.row.id))),
        of(Field::text("act", act).required().headed("Act"), |it| (&it.row.act).into()),
        of(Field::flag("consent", "whether it establishes consent to be bound").required(), |it| {
            it.row.is_consent.into()
        }),
        of(shared::DATE.headed("Date"), |it| it.row.days[0].into()),
        of(shared::EARLIEST, |it| it.row.days[1].into()),
        of(shared::LATEST, |it| it.row.days[2].into()),
        of(shared::NOTIFIED_ON, |it| it.row.days[3].into()),
        of(Field::day("effective_on", "day of effect as published"), |it| it.row.days[4].into()),
        of(shared::COMPUTED_ON, |it| it.row.days[5].into()),
        of(Field::day("counts_from", counts_from).headed("Effect"), |it| it.row.days[6].into()),
        of(Field::flag("estimated", by_clause).required(), |it| it.row.estimated.into()),
        of(
            Field::text("certainty", "whether its day is known: day, or window")
                .one_of(["day", "window"])
                .required(),
            |it| if it.row.days[0].is_some() { "day" } else { "window" }.into(),
        ),
        of(Field::text("done_by", "code of the union of States that did it, where that was another"), |it| {
            it.text(0)
        }),
        of(shared::TERRITORY, |it| it.text(1)),
        of(Field::text("scope", "the part of the treaty concerned, in words"), |it| it.text(2)),
        of(shared::NOTE, |it| it.text(3)),
        of(shared::REMARK, |it| it.text(4)),
        of(Field::text("forced", "what was refused and recorded all the same"), |it| it.text(5)),
        of(Field::text("raw_name", "the participant as the imported file names it"), |it| it.text(6)),
        of(Field::text("raw_header", "the heading of the column there"), |it| it.text(7)),
        of(Field::text("raw_cell", "the text of the cell there"), |it| it.text(8)),
        of(Field::text("raw_place", "where that cell stands there, line:column"), |it| it.text(9)),
        of(Field::flag("withdrawn", withdrawn).required(), |it| it.row.withdrawn.into()),
        of(shared::CONFIDENCE.one_of(["verified", "consistent", "unverified"]).required(), |it| {
            (&it.row.confidence).into()
        }),
        of(shared::SOURCES.required(), |it| Datum::text(&it.row.sources)),
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
            let whose = row.participant.as_ref();
            if members.as_ref().is_some_and(|members| whose.is_none_or(|code| !members.contains(code))) {
                return Ok(());
            }
            let who = whose.and_then(|code| people.get(code));
            let event = Event { treaty, row, who };
            rows.row(&columns.iter().map(|column| (column.value)(&event)).collect::<Vec<_>>())
        })?;
    }
    rows.progress(of, of)
}
