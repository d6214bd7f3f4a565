//! The columns of a report, each declared once: what it is called, what it means, how its value is taken from a row, and
//! how people see it.

use std::borrow::{Borrow, Cow};

use super::marks::Marks;
use super::sheet::{Cell, Head, Section};
use crate::error::Result;
use crate::report::{Column, Datum, Field, Kind, Period, Rows};

/// How a value is taken from a report and one of its rows.
type Value<R, T> = for<'a> fn(&'a R, &'a T) -> Datum<'a>;

/// How people see it.
type Shown<R, T> = for<'a> fn(&'a R, &'a T, &mut Marks) -> Cell;

/// A column with what people see of it; one without a name is for people only.
struct ForPeople<R, T> {
    column: Column<R, T>,
    shown: Option<Shown<R, T>>,
    /// Whether it is set flush right, though shown in a way of its own.
    figures: bool,
    /// Whether people see it in this report.
    when: fn(&R) -> bool,
    /// Where people see it: after those of a lower rank.
    rank: u8,
}

/// The columns of a report in the order in which programs read them.
pub struct Columns<R, T>(Vec<ForPeople<R, T>>);

impl<R, T> Columns<R, T> {
    /// None yet.
    pub fn new() -> Self {
        Self(Vec::with_capacity(24))
    }

    /// A column.
    pub fn field(mut self, field: Field, value: Value<R, T>) -> Self {
        let column = Column::of(field, value);
        self.0.push(ForPeople { column, shown: None, figures: false, when: |_| true, rank: 0 });
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
    pub fn people(self, head: &'static str, shown: Shown<R, T>) -> Self {
        self.field(Field::text("", ""), |_, _| Datum::Nothing).shown(head, shown)
    }

    /// People see the last one under this heading.
    pub fn headed(self, head: impl Into<Cow<'static, str>>) -> Self {
        let head = head.into();
        self.last(|it| it.column.field.head = Some(head))
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

    fn last(mut self, change: impl FnOnce(&mut ForPeople<R, T>)) -> Self {
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
        self.table_of(report, rows.into_iter().map(Ok))
    }

    /// The same of rows that wait where they may not be read.
    pub fn table_of<'a, B: Borrow<T> + 'a>(
        self,
        report: &'a R,
        rows: impl Iterator<Item = Result<B>> + 'a,
    ) -> Table<'a>
    where
        T: 'a,
    {
        let columns = self.for_programs();
        let fields = Column::fields(&columns);
        let give = move |to: &mut dyn Rows| {
            for row in rows {
                to.row(&Column::cells(&columns, report, row?.borrow()))?;
            }
            Ok(())
        };
        Table { fields, give: Box::new(give) }
    }

    /// The columns that programs read.
    pub fn fields(self) -> Vec<Field> {
        Column::fields(&self.for_programs())
    }

    fn for_programs(self) -> Vec<Column<R, T>> {
        let columns = self.0.into_iter().map(|it| it.column);
        columns.filter(|column| !column.field.name.is_empty()).collect()
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
        let is_shown = |it: &&ForPeople<R, T>| it.column.field.head.is_some() && (it.when)(report);
        let mut columns: Vec<&ForPeople<R, T>> = self.0.iter().filter(is_shown).collect();
        columns.sort_by_key(|column| column.rank);
        let head = |it: &&ForPeople<R, T>| Head {
            text: it.column.field.head.clone().unwrap_or_default(),
            figures: it.figures || (it.shown.is_none() && it.column.field.kind.is_figure()),
        };
        let mut cell = |it: &ForPeople<R, T>, row: &'a T| match it.shown {
            Some(shown) => shown(report, row, marks),
            None => (it.column.value)(report, row).into(),
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
