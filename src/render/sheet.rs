//! The layout of an answer, before it has a format.

use std::borrow::Cow;

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
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub head: Cow<'static, str>,
    /// Whether it holds figures, set flush right.
    pub figures: bool,
}

impl Column {
    /// Columns of text with these headings.
    #[must_use]
    pub fn texts(heads: &[&'static str]) -> Vec<Self> {
        heads.iter().map(|head| Self { head: Cow::Borrowed(head), figures: false }).collect()
    }

    /// A column of figures.
    #[must_use]
    pub fn figures(head: &'static str) -> Self {
        Self { head: Cow::Borrowed(head), figures: true }
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

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), short: None, legend: None }
    }
}

/// An answer laid out for programs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// The columns.
    pub header: Vec<Cow<'static, str>>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Records {
    /// Rows under these headings.
    #[must_use]
    pub fn of(header: Vec<impl Into<Cow<'static, str>>>, rows: Vec<Vec<String>>) -> Self {
        Self { header: header.into_iter().map(Into::into).collect(), rows }
    }
}
