//! An answer to a statement in SQL.

use serde::Serialize;

use super::{Datum, Field, Kind};
use crate::error::Result;
use crate::model::Date;
use crate::store::{Cut, Question, Store, Value};

/// What a statement gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SqlReport {
    /// The statement.
    pub statement: String,
    /// The day that `:as_of` means, and for which the views answer that say today.
    pub as_of: Date,
    /// The names of its columns, as `SQLite` gives them.
    pub columns: Vec<String>,
    /// The rows, each with a value per column.
    pub rows: Vec<Vec<Value>>,
    /// Why there are no more rows, where there were more.
    pub cut: Option<Cut>,
}

impl SqlReport {
    /// Its columns under their own names; a kind other than text where all values are of it.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        let mut names: Vec<String> = Vec::with_capacity(self.columns.len());
        for (place, name) in self.columns.iter().enumerate() {
            // A name that stands there before would hide that column from whoever reads by name.
            let same = self.columns[..place].iter().filter(|before| *before == name).count();
            let others = (same.max(1) + 1..).map(|count| format!("{name}_{count}"));
            let free = std::iter::once(name.clone()).chain(others).find(|name| !names.contains(name));
            names.extend(free);
        }
        let field = |(place, name): (usize, String)| {
            let values = || self.rows.iter().map(|row| &row[place]).filter(|value| **value != Value::Null);
            let kind = if values().all(|value| matches!(value, Value::Integer(_))) {
                Kind::Large
            } else if values().all(Value::is_number) {
                Kind::Number
            } else {
                Kind::Text
            };
            Field { name: name.into(), ..Field::new("", kind, "a column of the statement") }
        };
        names.into_iter().enumerate().map(field).collect()
    }

    /// The rows as cells of these columns.
    pub fn cells(&self) -> impl Iterator<Item = Vec<Datum<'_>>> {
        self.rows.iter().map(|row| row.iter().map(cell).collect())
    }

    /// Whether the values of the next row would be too much.
    #[must_use]
    pub fn is_cut_by_size(&self) -> bool {
        self.cut == Some(Cut::Size)
    }
}

fn cell(value: &Value) -> Datum<'_> {
    match value {
        Value::Null => Datum::Nothing,
        Value::Integer(number) => (*number).into(),
        Value::Real(_) => Datum::number(value.to_string()),
        Value::Text(text) => Datum::text(text),
        Value::Blob(_) => value.to_string().into(),
    }
}

/// Answers a statement that only reads.
pub fn sql(store: &mut Store, question: &Question) -> Result<SqlReport> {
    let table = store.ask(question)?;
    Ok(SqlReport {
        statement: question.statement.trim().to_owned(),
        as_of: question.as_of,
        columns: table.columns,
        rows: table.rows,
        cut: table.cut,
    })
}
