//! Acts as data: one row each, with every day that is known of it and how far it is supported.

use super::existence::{People, Person};
use super::{Datum, Field, Kind, Rows, whose};
use crate::error::Result;
use crate::model::Date;
use crate::report::Set;
use crate::store::{EventRow, Store, TreatyRow};

/// The columns of `events`.
#[must_use]
pub fn events_fields() -> Vec<Field> {
    let text = |name, meaning| Field::new(name, Kind::Text, meaning);
    let day = |name, meaning| Field::new(name, Kind::Day, meaning);
    let flag = |name, meaning| Field::new(name, Kind::Flag, meaning).required();
    let mut fields = vec![text("treaty", "number of the treaty").required().headed("Number")];
    fields.extend(whose().into_iter().map(|field| Field { required: false, ..field }));
    fields.extend([
        text("entry", "entry of the log that recorded it").required().headed("Entry"),
        text("act", "what kind of act; without a participant it is the depositary's, for the whole treaty")
            .required()
            .headed("Act"),
        flag("consent", "whether it establishes consent to be bound"),
        day("date", "its day: of signature, deposit or receipt; empty: not known").headed("Date"),
        day("earliest", "window of an unknown day: not before"),
        day("latest", "window of an unknown day: not after; it counts from here"),
        day("notified_on", "day on which the depositary notified it"),
        day("effective_on", "day of effect as published"),
        day("computed_on", "day of effect by the clause, kept beside a published one"),
        day(
            "counts_from",
            "day of effect that counts: published for it or for the treaty, else by the clause",
        )
        .headed("Effect"),
        flag("estimated", "whether computed_on is only the earliest possible day"),
        text("certainty", "whether its day is known: day, or window").one_of(["day", "window"]).required(),
        text("done_by", "code of the union of States that did it, where that was another"),
        text("territory", "code of the territory concerned"),
        text("scope", "the part of the treaty concerned, in words"),
        text("note", "remarks"),
        text("remark", "what is unusual in it"),
        text("forced", "what was refused and recorded all the same"),
        text("raw_name", "the participant as the imported file names it"),
        text("raw_header", "the heading of the column there"),
        text("raw_cell", "the text of the cell there"),
        text("raw_place", "where that cell stands there, line:column"),
        flag(
            "withdrawn",
            "whether its source shows that it was withdrawn since, on a day that it does not give",
        ),
        text("confidence", "how well it is supported")
            .one_of(["verified", "consistent", "unverified"])
            .required(),
        text("sources", "codes of its sources separated by ;").required(),
    ]);
    fields
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
    let members = set.map(|set| set.members(store, day)).transpose()?;
    let of = u64::try_from(treaties.len()).unwrap_or(u64::MAX);
    for (done, treaty) in (0..).zip(treaties) {
        rows.progress(done, of)?;
        store.each_event(&treaty.code, day, &mut |event| {
            let whose = event.participant.as_ref();
            if members.as_ref().is_some_and(|members| whose.is_none_or(|code| !members.contains(code))) {
                return Ok(());
            }
            row(treaty, &event, whose.and_then(|code| people.get(code)), rows)
        })?;
    }
    rows.progress(of, of)
}

fn row(treaty: &TreatyRow, event: &EventRow, who: Option<&Person>, rows: &mut dyn Rows) -> Result<()> {
    let year = event.date.or(event.latest).map(Date::year);
    let number = |scheme| Datum::integer(who.zip(year).and_then(|(who, year)| who.number(scheme, year)));
    let entry = format!("@{}", event.id);
    let cells = [
        Datum::Text(&treaty.code),
        Datum::text(event.participant.as_deref()),
        Datum::text(who.and_then(|who| who.row.alpha3.as_deref())),
        Datum::text(who.map(|who| who.row.name.as_str())),
        number("COW"),
        number("GW"),
        Datum::Text(&entry),
        Datum::Text(&event.act),
        Datum::Flag(event.is_consent),
        Datum::day(event.date),
        Datum::day(event.earliest),
        Datum::day(event.latest),
        Datum::day(event.notified_on),
        Datum::day(event.effective_on),
        Datum::day(event.computed_on),
        Datum::day(event.counts_from),
        Datum::Flag(event.estimated),
        Datum::Text(if event.date.is_some() { "day" } else { "window" }),
        Datum::text(event.done_by.as_deref()),
        Datum::text(event.territory.as_deref()),
        Datum::text(event.scope.as_deref()),
        Datum::text(event.note.as_deref()),
        Datum::text(event.remark.as_deref()),
        Datum::text(event.forced.as_deref()),
        Datum::text(event.raw_name.as_deref()),
        Datum::text(event.raw_header.as_deref()),
        Datum::text(event.raw_cell.as_deref()),
        Datum::text(event.raw_place.as_deref()),
        Datum::Flag(event.withdrawn),
        Datum::Text(&event.confidence),
        Datum::Text(&event.sources),
    ];
    rows.row(&cells)
}
