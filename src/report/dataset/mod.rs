//! Data for research: rows that are handed on one after the other, because there can be more than the memory holds,
//! and the description that goes with them.

mod coding;
mod description;
mod events;
mod existence;
mod panel;
mod periods;
mod spells;

pub use coding::{Coding, Layout, Rule};
pub use description::{Covered, Description, description};
pub use events::{events, events_fields};
pub use existence::People;
pub use panel::{Panel, first_year};
pub use periods::{Period, Periods, Step};
pub use spells::{SpellsAsked, spells, spells_fields};

use std::collections::BTreeSet;

use super::{ActView, Reason};
use crate::error::Result;
use crate::model::Date;
use crate::store::Store;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// Yes or no.
    Flag,
    /// A day.
    Day,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, the same in every format.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// What it means, with its unit.
    pub meaning: String,
    /// The words that it can hold, where these are few.
    pub words: Vec<&'static str>,
    /// Whether every row has a value.
    pub required: bool,
    /// Its heading in a table for people; none: not shown there.
    pub head: Option<String>,
}

impl Field {
    fn new(name: &str, kind: Kind, meaning: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            meaning: meaning.to_owned(),
            words: Vec::new(),
            required: false,
            head: None,
        }
    }

    /// The same, with a value in every row.
    fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same, with one of these words in each row that has one.
    fn one_of(self, words: impl IntoIterator<Item = &'static str>) -> Self {
        Self { words: words.into_iter().collect(), ..self }
    }

    /// The same, shown to people under this heading.
    fn headed(self, head: &str) -> Self {
        Self { head: Some(head.to_owned()), ..self }
    }
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datum<'a> {
    /// Nothing: not known, or there is none.
    Nothing,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Date),
    /// The period of the row, as text.
    Period,
    /// The year of that period.
    Year,
}

impl<'a> Datum<'a> {
    fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }

    fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }

    fn integer(number: Option<i64>) -> Self {
        number.map_or(Self::Nothing, Self::Integer)
    }
}

/// Where the rows go.
pub trait Rows {
    /// As many rows as there are periods, alike but for `Datum::Period` and `Datum::Year`.
    fn rows(&mut self, cells: &[Datum], periods: &[Period]) -> Result<()>;

    /// One row without a period.
    fn row(&mut self, cells: &[Datum]) -> Result<()> {
        self.rows(cells, std::slice::from_ref(&Period::NONE))
    }

    /// Called now and then, with how much of the whole is done: an error stops.
    fn progress(&mut self, _done: u64, _of: u64) -> Result<()> {
        Ok(())
    }
}

/// The columns that say whose row it is, the same in every set of data.
fn whose() -> Vec<Field> {
    vec![
        Field::new(
            "code",
            Kind::Text,
            "stable code of the participant: ISO 3166-1 alpha-2, ISO 3166-3 for former States, or our own",
        )
        .required(),
        Field::new("alpha3", Kind::Text, "ISO 3166-1 alpha-3; not unique: former States keep theirs"),
        Field::new("name", Kind::Text, "short name as it is known now").required().headed("Participant"),
        Field::new("cow", Kind::Integer, "number in the Correlates of War list of States in that year"),
        Field::new(
            "gw",
            Kind::Integer,
            "number in the Gleditsch-Ward list of independent States in that year",
        ),
    ]
}

/// How the first day of a status is known.
const BASIS_MEANING: &str = "how that day is known: published by the depositary, computed by the clause, estimated (only the \
                             earliest possible day by the clause), window (the day of the act is not known: an end of its window)";

/// The acts that rows name, each once, as reasons: whose row it is, and the entry, @N.
pub fn act_reasons(store: &Store, rows: &[(&str, Option<&str>)]) -> Result<Vec<Reason>> {
    let number = |entry: &str| entry.strip_prefix('@').and_then(|number| number.parse::<i64>().ok());
    let ids: BTreeSet<i64> = rows.iter().filter_map(|(_, act)| act.and_then(number)).collect();
    let views = store.acts_numbered(&ids)?.into_iter().map(ActView::of);
    let reasons = views.filter_map(|view| {
        let (of, _) = rows.iter().find(|(_, act)| *act == Some(view.entry.as_str()))?;
        Some(Reason::act(*of, &view))
    });
    Ok(reasons.collect())
}
