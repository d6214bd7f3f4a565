//! The layout of an answer for people, before it has a format.

use std::borrow::Cow;

use crate::model::Date;
use crate::report::Datum;

/// How a table is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Width in columns.
    pub width: u16,
    /// Whether the title is set off with terminal codes.
    pub colour: bool,
}

/// An answer laid out for people: a title, tables, sentences below.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What was asked.
    pub title: String,
    /// Tables.
    pub sections: Vec<Section>,
    /// Sentences below.
    pub notes: Vec<String>,
}

/// One table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading, where there are several.
    pub title: Option<String>,
    /// The heads of its columns.
    pub heads: Vec<Head>,
    /// Its rows, each with a cell per column.
    pub rows: Vec<Vec<Cell>>,
}

impl Section {
    /// A table of text under these headings.
    #[must_use]
    pub fn of<const N: usize>(heads: [&'static str; N], rows: impl IntoIterator<Item = [Cell; N]>) -> Self {
        let rows = rows.into_iter().map(Vec::from).collect();
        Self { title: None, heads: heads.map(Head::of).to_vec(), rows }
    }

    /// The same under a title.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// The same without one of its columns.
    #[must_use]
    pub fn without(mut self, column: usize) -> Self {
        self.heads.remove(column);
        for row in &mut self.rows {
            row.remove(column);
        }
        self
    }

    /// The same with figures in the columns from this one on.
    #[must_use]
    pub fn figures_from(mut self, first: usize) -> Self {
        self.heads.iter_mut().skip(first).for_each(|head| head.figures = true);
        self
    }
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The heading.
    pub text: Cow<'static, str>,
    /// Whether the column holds figures, set flush right.
    pub figures: bool,
}

impl Head {
    /// Of a column of text.
    #[must_use]
    pub fn of(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), figures: false }
    }
}

/// A cell: its text, and a shorter one for narrow terminals with what it then takes to read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// The shorter text.
    pub short: Option<String>,
    /// What the shorter text means, for the legend below the table.
    pub legend: Option<String>,
}

/// The cells of a row, each made of what is in it.
macro_rules! cells {
    ($($value:expr),+ $(,)?) => {
        [$($crate::render::Cell::from($value)),+]
    };
}

pub(super) use cells;

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, short: None, legend: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

macro_rules! of_figures {
    ($($kind:ty)+) => {$(
        impl From<$kind> for Cell {
            fn from(number: $kind) -> Self {
                number.to_string().into()
            }
        }
    )+};
}

of_figures!(usize i64);

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        day.to_string().into()
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::default, Into::into)
    }
}

impl From<Datum<'_>> for Cell {
    fn from(value: Datum) -> Self {
        match value {
            Datum::Nothing | Datum::Flag(false) | Datum::Period | Datum::Year => Self::default(),
            Datum::Text(text) | Datum::Number(text) => text.into_owned().into(),
            Datum::Integer(number) => number.to_string().into(),
            Datum::Flag(true) => "yes".into(),
            Datum::Day(day) => day.into(),
        }
    }
}
