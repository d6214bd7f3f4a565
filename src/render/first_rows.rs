//! For people: the first rows of a set of data, those that are alike but for their period as one.

use serde::Serialize;

use crate::error::Result;
use crate::model::Date;
use crate::render::{Cell, Head, Report, Section, Sheet, Table};
use crate::report::{Datum, Description, Field, Period, Reason, Rows};

/// So many rows are shown.
const MOST: usize = 1000;

/// The rows as they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FirstRows {
    /// What it is.
    pub title: String,
    /// The rows.
    pub rows: Vec<ShownRow>,
    /// How many rows of data there are.
    pub of: u64,
    /// What each rests on, as far as that was looked up.
    #[serde(skip)]
    pub why: Vec<Reason>,
    /// The places of the columns that are shown, with their heads.
    #[serde(skip)]
    columns: Vec<(usize, Head)>,
    #[serde(skip)]
    named: Vec<usize>,
    #[serde(skip)]
    is_cut: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownRow {
    /// Its cells.
    pub cells: Vec<String>,
    /// Whose it is.
    pub of: String,
    /// The act that it names: @N.
    pub act: Option<String>,
    #[serde(skip)]
    first: String,
    #[serde(skip)]
    last: String,
    /// The day after its last period.
    #[serde(skip)]
    after: Option<Date>,
}

impl FirstRows {
    /// An empty one.
    #[must_use]
    pub fn of(description: &Description) -> Self {
        let fields = &description.fields;
        let shown = |(place, field): (usize, &Field)| {
            Some((place, Head { text: field.head.clone()?, figures: field.kind.is_figure() }))
        };
        let called = |name: &str| fields.iter().position(|field| field.name == name);
        Self {
            title: description.title.clone(),
            rows: Vec::new(),
            of: 0,
            why: Vec::new(),
            columns: fields.iter().enumerate().filter_map(shown).collect(),
            named: ["treaty", "name", "act", "opened_by", "entry"].into_iter().filter_map(called).collect(),
            is_cut: false,
        }
    }
}

impl Rows for FirstRows {
    fn rows(&mut self, cells: &[Datum], periods: &[Period]) -> Result<()> {
        self.of += periods.len() as u64;
        let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return Ok(()) };
        let (begins, after) = (first.first, last.last.plus_days(1));
        let (first, last) = (first.label.as_str().to_owned(), last.label.as_str().to_owned());
        let shown: Vec<String> = self.columns.iter().map(|(place, _)| text(&cells[*place])).collect();
        let named: Vec<String> = self.named.iter().map(|place| text(&cells[*place])).collect();
        let of: Vec<&str> =
            named.iter().map(String::as_str).filter(|it| !it.starts_with('@') && !it.is_empty()).collect();
        let of = of.join(" · ");
        if let Some(before) = self.rows.last_mut()
            && before.cells == shown
            && before.of == of
            && before.after == Some(begins)
        {
            (before.last, before.after) = (last, after);
            return Ok(());
        }
        if self.rows.len() == MOST {
            self.is_cut = true;
            return Ok(());
        }
        let act = named.into_iter().find(|it| it.starts_with('@'));
        self.rows.push(ShownRow { cells: shown, of, act, first, last, after });
        Ok(())
    }
}

impl Report for FirstRows {
    fn sheet(&self) -> Sheet {
        let rows = self.rows.iter().map(|row| {
            let period = if row.first == row.last {
                row.first.clone()
            } else {
                format!("{}–{}", row.first, row.last)
            };
            row.cells
                .iter()
                .map(|cell| Cell::from(if cell == PERIOD { &period } else { cell }.clone()))
                .collect()
        });
        let mut notes =
            vec![format!("{} rows of data; --format csv, ndjson or parquet has all of them.", self.of)];
        if self.is_cut {
            notes.push(format!("Shown are the first {MOST} lines."));
        }
        let heads = self.columns.iter().map(|column| column.1.clone()).collect();
        Sheet {
            title: self.title.clone(),
            sections: vec![Section { title: None, heads, rows: rows.collect() }],
            notes,
        }
    }

    /// Programs are given all rows, and these never.
    fn table(&self) -> Table<'_> {
        Table { fields: Vec::new(), give: Box::new(|_| Ok(())) }
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(self.why.clone())
    }
}

/// Stands for the period of a row until all that are alike are known.
const PERIOD: &str = "\u{0}";

fn text(value: &Datum) -> String {
    match value {
        Datum::Period | Datum::Year => PERIOD.to_owned(),
        value => Cell::from(value.clone()).text,
    }
}
