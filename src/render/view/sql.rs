//! What a statement gave, under the names of its own columns.

use super::{count, shortened};
use crate::render::{Cell, Head, Report, Section, Sheet, Table};
use crate::report::{Cut, Datum, Field, Kind, Rows, SqlReport, Value};

impl Report for SqlReport {
    fn sheet(&self) -> Sheet {
        let heads =
            self.fields().into_iter().map(|field| Head { text: field.name, figures: field.kind.is_figure() });
        let rows = self.rows.iter().map(|row| {
            row.iter().map(|value| Cell::from(shortened(&value.to_string(), LONGEST_VALUE))).collect()
        });
        let shown = count(self.rows.len(), "row", "rows");
        let note = match self.cut {
            None => format!("{shown}."),
            Some(Cut::Rows) => format!("Cut after {shown}; there are more: --limit takes another number."),
            Some(Cut::Size) => format!("Cut after {shown}: the values of the next would be too much."),
        };
        Sheet {
            title: in_one_line(&self.statement),
            sections: vec![Section { title: None, heads: heads.collect(), rows: rows.collect() }],
            notes: vec![note],
        }
    }

    fn table(&self) -> Table<'_> {
        let give = |to: &mut dyn Rows| {
            for row in &self.rows {
                to.row(&row.iter().map(datum).collect::<Vec<_>>())?;
            }
            Ok(())
        };
        Table { fields: self.fields(), give: Box::new(give) }
    }
}

impl SqlReport {
    /// The columns under their own names; a kind other than text where all values are of it.
    fn fields(&self) -> Vec<Field> {
        let field = |(place, name): (usize, &String)| {
            let values = || self.rows.iter().map(|row| &row[place]).filter(|value| **value != Value::Null);
            let kind = if values().all(|value| matches!(value, Value::Integer(_))) {
                Kind::Large
            } else if values().all(Value::is_number) {
                Kind::Number
            } else {
                Kind::Text
            };
            Field { name: name.clone().into(), ..Field::new("", kind, "a column of the statement") }
        };
        self.columns.iter().enumerate().map(field).collect()
    }
}

fn datum(value: &Value) -> Datum<'_> {
    match value {
        Value::Null => Datum::Nothing,
        Value::Integer(number) => (*number).into(),
        Value::Real(_) => Datum::number(value.to_string()),
        Value::Text(text) => Datum::text(text),
        Value::Blob(_) => value.to_string().into(),
    }
}

/// How much of a value people are shown.
const LONGEST_VALUE: usize = 1_000;

/// A statement as a title has it: in one line, and its beginning where it is long.
fn in_one_line(statement: &str) -> String {
    const LONGEST: usize = 150;
    shortened(&statement.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST)
}
