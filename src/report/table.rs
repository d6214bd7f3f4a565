//! A table as every format reads it: typed columns, each with its meaning in words, and rows handed on one after the other.

use std::borrow::Cow;

use super::period::Period;
use crate::error::Result;
use crate::model::{ActKind, Confidence, Date, Mode, Named, Status};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number, within 32 bits.
    Integer,
    /// A whole number that can be larger.
    Large,
    /// A number with decimals.
    Number,
    /// Yes or no.
    Flag,
    /// A day.
    Day,
}

impl Kind {
    /// Its name in the description of a table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer | Self::Large => "integer",
            Self::Number => "number",
            Self::Flag => "boolean",
            Self::Day => "date",
        }
    }

    /// Whether people read it flush right.
    #[must_use]
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Integer | Self::Large | Self::Number)
    }
}

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, the same in every format; empty: for people only.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub kind: Kind,
    /// What it means, with its unit.
    pub meaning: Cow<'static, str>,
    /// The words that it can hold, where these are few.
    pub words: Vec<&'static str>,
    /// Whether every row has a value.
    pub required: bool,
    /// Its heading in a table for people; none: not shown there.
    pub head: Option<Cow<'static, str>>,
}

impl Field {
    /// A column of this name, kind and meaning.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            kind,
            meaning: Cow::Borrowed(meaning),
            words: Vec::new(),
            required: false,
            head: None,
        }
    }

    /// A column of text.
    #[must_use]
    pub const fn text(name: &'static str, meaning: &'static str) -> Self {
        Self::new(name, Kind::Text, meaning)
    }

    /// A column of whole numbers.
    #[must_use]
    pub const fn integer(name: &'static str, meaning: &'static str) -> Self {
        Self::new(name, Kind::Integer, meaning)
    }

    /// A column that says yes or no.
    #[must_use]
    pub const fn flag(name: &'static str, meaning: &'static str) -> Self {
        Self::new(name, Kind::Flag, meaning)
    }

    /// A column of days.
    #[must_use]
    pub const fn day(name: &'static str, meaning: &'static str) -> Self {
        Self::new(name, Kind::Day, meaning)
    }

    /// The same, with a value in every row.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same, with one of these words in each row that has one.
    #[must_use]
    pub fn one_of(self, words: impl IntoIterator<Item = &'static str>) -> Self {
        Self { words: words.into_iter().collect(), ..self }
    }

    /// The same, shown to people under this heading.
    #[must_use]
    pub fn headed(self, head: impl Into<Cow<'static, str>>) -> Self {
        Self { head: Some(head.into()), ..self }
    }
}

/// A column of rows `T` that are handed on one after the other: what it is, and how its value is taken from a row.
pub struct Column<T> {
    /// What it is.
    pub field: Field,
    /// How its value is taken from a row.
    pub value: for<'a> fn(&'a T) -> Datum<'a>,
}

impl<T> Column<T> {
    /// A column with this value.
    pub fn of(field: Field, value: for<'a> fn(&'a T) -> Datum<'a>) -> Self {
        Self { field, value }
    }

    /// The same, with a value in every row.
    #[must_use]
    pub fn required(self) -> Self {
        Self { field: self.field.required(), ..self }
    }

    /// What these columns are.
    #[must_use]
    pub fn fields(columns: Vec<Self>) -> Vec<Field> {
        columns.into_iter().map(|column| column.field).collect()
    }

    /// The cells of a row.
    pub fn cells<'a>(columns: &[Self], row: &'a T) -> Vec<Datum<'a>> {
        columns.iter().map(|column| (column.value)(row)).collect()
    }
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Datum<'a> {
    /// Nothing: not known, or there is none.
    #[default]
    Nothing,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number with decimals, as it is written.
    Number(Cow<'a, str>),
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
    /// Text, also where it is empty.
    #[must_use]
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// Texts in one cell, as programs take them apart.
    #[must_use]
    pub fn list(texts: &[impl AsRef<str>]) -> Datum<'static> {
        let mut list = String::new();
        for (place, text) in texts.iter().enumerate() {
            if place > 0 {
                list.push(';');
            }
            list.push_str(text.as_ref());
        }
        list.into()
    }

    /// The codes of several participants in one cell.
    #[must_use]
    pub fn codes(of: &[Named]) -> Datum<'static> {
        Self::list(&of.iter().map(|one| &one.code).collect::<Vec<_>>())
    }

    /// A number with decimals, as it is written.
    #[must_use]
    pub fn number(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Number(text.into())
    }

    /// The number of an entry of the log, as it is cited: @N.
    #[must_use]
    pub fn entry(number: Option<i64>) -> Self {
        number.map(|number| format!("@{number}")).into()
    }
}

/// An empty text is nothing.
impl<'a> From<Cow<'a, str>> for Datum<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text) }
    }
}

impl<'a> From<&'a str> for Datum<'a> {
    fn from(text: &'a str) -> Self {
        Cow::Borrowed(text).into()
    }
}

impl<'a> From<&'a String> for Datum<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Datum<'_> {
    fn from(text: String) -> Self {
        Cow::<str>::Owned(text).into()
    }
}

impl From<bool> for Datum<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Date> for Datum<'_> {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl<'a, T: Into<Datum<'a>>> From<Option<T>> for Datum<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl<'a> From<&'a Option<String>> for Datum<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().into()
    }
}

macro_rules! whole_numbers {
    ($($kind:ty)*) => {$(
        impl From<$kind> for Datum<'_> {
            fn from(number: $kind) -> Self {
                i64::try_from(number).map_or(Self::Nothing, Self::Integer)
            }
        }
    )*};
}

whole_numbers!(i32 i64 u32 u64 usize);

macro_rules! words {
    ($($kind:ty)*) => {$(
        impl From<$kind> for Datum<'_> {
            fn from(value: $kind) -> Self {
                Self::Text(Cow::Borrowed(value.word()))
            }
        }
    )*};
}

words!(ActKind Confidence Mode Status);

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
