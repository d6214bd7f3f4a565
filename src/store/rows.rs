//! Rows of a query as structs: the list of columns and the places that are read follow from one declaration.

use rusqlite::{Connection, Params, Row};

use crate::error::Result;

/// A struct that is read from consecutive columns of a row.
pub(super) trait Columns: Sized {
    /// The columns, as they stand after SELECT.
    const COLUMNS: &'static str;

    /// Reads it from the columns from `first` on.
    fn read(row: &Row, first: usize) -> rusqlite::Result<Self>;
}

/// The rows of `SELECT columns rest`.
pub(super) fn select<T: Columns>(
    connection: &Connection,
    rest: &str,
    parameters: impl Params,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {} {rest}", T::COLUMNS))?;
    let rows = statement.query_map(parameters, |row| T::read(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The same for rows of several treaties, each with the code of its treaty.
pub(super) fn select_by_treaty<T: Columns>(
    connection: &Connection,
    rest: &str,
    parameters: impl Params,
) -> Result<Vec<(String, T)>> {
    let mut statement = connection.prepare_cached(&format!("SELECT treaty, {} {rest}", T::COLUMNS))?;
    let rows = statement.query_map(parameters, |row| Ok((row.get(0)?, T::read(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
