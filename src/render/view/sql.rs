//! What a statement gave, under the names of its own columns.

use super::count;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Cut, SqlReport, Value};

impl Report for SqlReport {
    fn sheet(&self) -> Sheet {
        let columns = self.columns.iter().enumerate().map(|(place, name)| {
            let mut values = self.rows.iter().map(|row| &row[place]);
            let figures = values.all(|value| value.is_number() || *value == Value::Null);
            Column { head: name.clone().into(), figures }
        });
        let rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(|value| Cell::from(beginning(value.to_string()))).collect());
        let shown = count(self.rows.len(), "row", "rows");
        let note = match self.cut {
            None => format!("{shown}."),
            Some(Cut::Rows) => format!("Cut after {shown}; there are more: --limit takes another number."),
            Some(Cut::Size) => format!("Cut after {shown}: the values of the next would be too much."),
        };
        Sheet {
            title: in_one_line(&self.statement),
            sections: vec![Section { title: None, columns: columns.collect(), rows: rows.collect() }],
            notes: vec![note],
        }
    }

    fn records(&self) -> Records {
        let rows = self.rows.iter().map(|row| row.iter().map(ToString::to_string).collect());
        Records::of(self.columns.clone(), rows.collect())
    }
}

/// A value as people are shown it: its beginning, where it is very long.
fn beginning(mut text: String) -> String {
    const LONGEST: usize = 1_000;
    if let Some((cut, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(cut);
        text.push('…');
    }
    text
}

/// A statement as a title has it: in one line, and its beginning where it is long.
fn in_one_line(statement: &str) -> String {
    const LONGEST: usize = 150;
    let line = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut title: String = line.chars().take(LONGEST).collect();
    if title.len() < line.len() {
        title.push('…');
    }
    title
}
