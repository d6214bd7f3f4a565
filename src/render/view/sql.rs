//! What a statement gave, under the names of its own columns.

use super::{count, shortened};
use crate::render::{Cell, Head, Report, Section, Sheet, Table};
use crate::report::{Rows, SqlReport};

impl Report for SqlReport {
    fn sheet(&self) -> Sheet {
        let heads =
            self.fields().into_iter().map(|field| Head { text: field.name, figures: field.kind.is_figure() });
        let shown = |value| Cell::from(shortened(&Cell::from(value).text, LONGEST_VALUE));
        let rows = self.cells().map(|row| row.into_iter().map(shown).collect());
        let rows_shown = count(self.rows.len(), "row", "rows");
        let note = match self.cut {
            None => format!("{rows_shown}."),
            Some(_) if self.is_cut_by_size() => {
                format!("Cut after {rows_shown}: the values of the next would be too much.")
            }
            Some(_) => format!("Cut after {rows_shown}; there are more: --limit takes another number."),
        };
        Sheet {
            title: in_one_line(&self.statement),
            sections: vec![Section { title: None, heads: heads.collect(), rows: rows.collect() }],
            notes: vec![note],
        }
    }

    fn table(&self) -> Table<'_> {
        let give = |to: &mut dyn Rows| self.cells().try_for_each(|row| to.row(&row));
        Table { fields: self.fields(), give: Box::new(give) }
    }
}

/// How much of a value people are shown.
const LONGEST_VALUE: usize = 1_000;

/// A statement as a title has it: in one line, and its beginning where it is long.
fn in_one_line(statement: &str) -> String {
    const LONGEST: usize = 150;
    shortened(&statement.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST)
}
