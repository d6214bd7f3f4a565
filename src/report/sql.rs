//! An answer to a statement in SQL.

use serde::Serialize;

use crate::error::Result;
use crate::model::Date;
pub use crate::store::{Cut, Value};
use crate::store::{Question, Store};

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
