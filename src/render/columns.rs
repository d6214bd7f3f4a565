//! The columns of a report, each declared once: what it is called, what it means, how its value is taken from a row, and
//! how people see it.

use std::borrow::{Borrow, Cow};

use super::marks::Marks;
use super::sheet::{Cell, Head, Section};
use crate::error::Result;
use crate::report::{Datum, Field, Kind, Period, Rows};

/// How a value is taken from a report and one of its rows.
type Value<R, T> = for<'a> fn(&'a R, &'a T) -> Datum<'a>;

/// How people see it.
type Shown<R, T> = for<'a> fn(&'a R, &'a T, &mut Marks) -> Cell;

/// One column of the rows `T` of the report `R`.
struct Column<R, T> {
    field: Field,
    /// None: it is for people only.
    value: Option<Value<R, T>>,
    shown: Option<Shown<R, T>>,
    /// Whether it is set flush right, though shown in a way of its own.
    figures: bool,
    /// Whether people see it in this report.
    when: fn(&R) -> bool,
    /// Where people see it: after those of a lower rank.
    rank: u8,
}

/// The columns of a report in the order in which programs read them.
pub struct Columns<R, T>(Vec<Column<R, T>>);

impl<R, T> Columns<R, T> {
    /// None yet.
    pub fn new() -> Self {
        Self(Vec::with_capacity(24))
    }

    /// A column.
    pub fn field(mut self, field: Field, value: Value<R, T>) -> Self {
        self.0.push(Column {
            field,
            value: Some(value),
            shown: None,
            figures: false,
            when: |_| true,
            rank: 0,
        });
        self
    }

    /// A column of text.
    pub fn text(self, name: &'static str, meaning: &'static str, value: Value<R, T>) -> Self {
        self.field(Field::text(name, meaning), value)
    }

    /// A column of whole numbers.
    pub fn integer(self, name: &'static str, meaning: &'static str, value: Value<R, T>) -> Self {
        self.field(Field::integer(name, meaning), value)
    }

    /// A column of numbers with decimals.
    pub fn number(self, name: &'static str, meaning: &'static str, value: Value<R, T>) -> Self {
        self.field(Field::new(name, Kind::Number, meaning), value)
    }

    /// A column that says yes or no.
    pub fn flag(self, name: &'static str, meaning: &'static str, value: Value<R, T>) -> Self {
        self.field(Field::flag(name, meaning), value)
    }

    /// A column of days.
    pub fn day(self, name: &'static str, meaning: &'static str, value: Value<R, T>) -> Self {
        self.field(Field::day(name, meaning), value)
    }

    /// A column that only people see.
    pub fn people(mut self, head: &'static str, shown: Shown<R, T>) -> Self {
        let field = Field::text("", "").headed(head);
        self.0.push(Column {
            field,
            value: None,
            shown: Some(shown),
            figures: false,
            when: |_| true,
            rank: 0,
        });
        self
    }

    /// People see the last one under this heading.
    pub fn headed(self, head: impl Into<Cow<'static, str>>) -> Self {
        let head = head.into();
        self.last(|column| column.field.head = Some(head))
    }

    /// People see the last one under this heading, and so.
    pub fn shown(self, head: impl Into<Cow<'static, str>>, shown: Shown<R, T>) -> Self {
        self.headed(head).last(|column| column.shown = Some(shown))
    }

    /// People see the last one flush right.
    pub fn figures(self) -> Self {
        self.last(|column| column.figures = true)
    }

    /// People see the last one only in such a report.
    pub fn when(self, when: fn(&R) -> bool) -> Self {
        self.last(|column| column.when = when)
    }

    /// People see the last one after those of a lower rank; the first have 0.
    pub fn rank(self, rank: u8) -> Self {
        self.last(|column| column.rank = rank)
    }

    fn last(mut self, change: impl FnOnce(&mut Column<R, T>)) -> Self {
        self.0.last_mut().map(change);
        self
    }

    /// What programs read: the columns and, row by row, their values.
    pub fn table<'a, B: Borrow<T> + 'a>(
        self,
        report: &'a R,
        rows: impl IntoIterator<Item = B, IntoIter: 'a>,
    ) -> Table<'a>
    where
        T: 'a,
    {
        let (fields, values): (Vec<Field>, Vec<Value<R, T>>) =
            self.0.into_iter().filter_map(|column| Some((column.field, column.value?))).unzip();
        let rows = rows.into_iter();
        let give = move |to: &mut dyn Rows| {
            for row in rows {
                let cells: Vec<Datum> = values.iter().map(|value| value(report, row.borrow())).collect();
                to.row(&cells)?;
            }
            Ok(())
        };
        Table { fields, give: Box::new(give) }
    }

    /// The columns that programs read.
    pub fn fields(self) -> Vec<Field> {
        self.0.into_iter().filter(|column| column.value.is_some()).map(|column| column.field).collect()
    }

    /// What people read.
    pub fn section<'a>(
        &self,
        report: &'a R,
        rows: impl IntoIterator<Item = &'a T>,
        marks: &mut Marks,
    ) -> Section
    where
        T: 'a,
    {
        let is_shown = |column: &&Column<R, T>| column.field.head.is_some() && (column.when)(report);
        let mut columns: Vec<&Column<R, T>> = self.0.iter().filter(is_shown).collect();
        columns.sort_by_key(|column| column.rank);
        let head = |column: &&Column<R, T>| Head {
            text: column.field.head.clone().unwrap_or_default(),
            figures: column.figures || (column.shown.is_none() && column.field.kind.is_figure()),
        };
        let mut cell = |column: &Column<R, T>, row: &'a T| match (column.shown, column.value) {
            (Some(shown), _) => shown(report, row, marks),
            (None, Some(value)) => value(report, row).into(),
            (None, None) => Cell::default(),
        };
        Section {
            title: None,
            heads: columns.iter().map(head).collect(),
            rows: rows
                .into_iter()
                .map(|row| columns.iter().map(|column| cell(column, row)).collect())
                .collect(),
        }
    }
}

/// What hands on rows.
pub type Give<'a> = Box<dyn FnOnce(&mut dyn Rows) -> Result<()> + 'a>;

/// An answer as programs read it: its columns, and what hands on its rows.
pub struct Table<'a> {
    /// The columns.
    pub fields: Vec<Field>,
    /// Hands on the rows, each with a cell per column.
    pub give: Give<'a>,
}

impl<'a> Table<'a> {
    /// The same with one more column, whose value follows from the number of the row, counted from 0.
    #[must_use]
    pub fn and(self, field: Field, value: impl Fn(usize) -> Datum<'a> + 'a) -> Self {
        let Self { mut fields, give } = self;
        fields.push(field);
        Table { fields, give: Box::new(move |to| give(&mut Wider { to, value, row: 0 })) }
    }
}

/// Adds a cell to each row on its way.
struct Wider<'t, F> {
    to: &'t mut dyn Rows,
    value: F,
    row: usize,
}

impl<'a, F: Fn(usize) -> Datum<'a>> Rows for Wider<'_, F> {
    fn rows(&mut self, cells: &[Datum], periods: &[Period]) -> Result<()> {
        let value = (self.value)(self.row);
        self.row += 1;
        let cells: Vec<Datum> = cells.iter().cloned().chain([value]).collect();
        self.to.rows(&cells, periods)
    }
}
