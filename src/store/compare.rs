//! Whether the derived tables of a file have the rows that follow from its log: both read in the order of the key,
//! side by side.

use std::cmp::Ordering;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Rows};

use super::rows::all;
use crate::error::Result;

/// What a comparison of one table found.
pub(super) struct Compared {
    /// How many rows follow from the log.
    pub rows: u64,
    /// The first difference, in words.
    pub difference: Option<String>,
}

/// Compares a table of a file with the same table as derived, but for the columns that follow `by_law`.
pub(super) fn table(
    file: &Connection,
    derived: &Connection,
    table: &str,
    by_law: &[(&str, &str)],
) -> Result<Compared> {
    let key = key(derived, table)?;
    let columns: Vec<String> = key.iter().map(|(_, column)| format!("\"{column}\"")).collect();
    let sql = format!("SELECT * FROM \"{table}\" NOT INDEXED ORDER BY {}", columns.join(", "));
    let (mut ours, mut theirs) = (derived.prepare(&sql)?, file.prepare(&sql)?);
    let key: Vec<usize> = key.into_iter().map(|(place, _)| place).collect();
    let names: Vec<String> = ours.column_names().map(str::to_owned).collect();
    let given: Vec<usize> =
        (0..names.len()).filter(|at| !by_law.iter().any(|(column, _)| *column == names[*at])).collect();
    let (mut ours, mut theirs) = (ours.query([])?, theirs.query([])?);
    let mut rows = 0;
    let difference = loop {
        let (our, their) = (next(&mut ours)?, next(&mut theirs)?);
        rows += u64::from(our.is_some());
        match (our, their) {
            (None, None) => break None,
            (Some(our), None) => break Some(format!("{} is missing", label(table, our, &key)?)),
            (None, Some(their)) => break Some(surplus(&label(table, their, &key)?)),
            (Some(our), Some(their)) => match by_key(our, their, &key)? {
                Ordering::Less => break Some(format!("{} is missing", label(table, our, &key)?)),
                Ordering::Greater => break Some(surplus(&label(table, their, &key)?)),
                Ordering::Equal => {
                    if let Some(column) = first_unequal(our, their, &given)? {
                        break Some(format!(
                            "{}: {} is {}, and from the record follows {}",
                            label(table, our, &key)?,
                            names[column],
                            in_words(their.get_ref(column)?),
                            in_words(our.get_ref(column)?)
                        ));
                    }
                }
            },
        }
    };
    Ok(Compared { rows, difference })
}

fn surplus(label: &str) -> String {
    format!("{label} is there, and does not follow from the record")
}

fn next<'a, 'b>(rows: &'a mut Rows<'b>) -> Result<Option<&'a Row<'b>>> {
    Ok(rows.next()?)
}

/// The places and names of the columns of a table's key.
fn key(connection: &Connection, table: &str) -> Result<Vec<(usize, String)>> {
    let sql = "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid";
    let columns: Vec<(String, i64)> = all(connection, sql, [table])?;
    let mut key: Vec<_> = columns.into_iter().enumerate().filter(|(_, (_, part))| *part > 0).collect();
    key.sort_by_key(|(_, (_, part))| *part);
    Ok(key.into_iter().map(|(place, (name, _))| (place, name)).collect())
}

fn by_key(a: &Row, b: &Row, key: &[usize]) -> Result<Ordering> {
    for column in key {
        let order = order(a.get_ref(*column)?, b.get_ref(*column)?);
        if order != Ordering::Equal {
            return Ok(order);
        }
    }
    Ok(Ordering::Equal)
}

/// The order that `SQLite` has them in; a key of ours is of numbers and texts.
fn order(a: ValueRef, b: ValueRef) -> Ordering {
    let sort = |value: &ValueRef| match value {
        ValueRef::Null => 0,
        ValueRef::Integer(_) | ValueRef::Real(_) => 1,
        ValueRef::Text(_) => 2,
        ValueRef::Blob(_) => 3,
    };
    match (a, b) {
        (ValueRef::Integer(a), ValueRef::Integer(b)) => a.cmp(&b),
        (ValueRef::Text(a), ValueRef::Text(b)) => a.cmp(b),
        _ => sort(&a).cmp(&sort(&b)),
    }
}

fn first_unequal(a: &Row, b: &Row, columns: &[usize]) -> Result<Option<usize>> {
    for column in columns {
        if a.get_ref(*column)? != b.get_ref(*column)? {
            return Ok(Some(*column));
        }
    }
    Ok(None)
}

/// A row by its table and key.
fn label(table: &str, row: &Row, key: &[usize]) -> Result<String> {
    let mut parts = Vec::new();
    for column in key {
        parts.push(in_words(row.get_ref(*column)?));
    }
    Ok(format!("{table} {}", parts.join(" · ")))
}

fn in_words(value: ValueRef) -> String {
    const LONGEST: usize = 60;
    match value {
        ValueRef::Null => "nothing".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            match text.char_indices().nth(LONGEST) {
                Some((at, _)) => format!("'{}…'", &text[..at]),
                None => format!("'{text}'"),
            }
        }
        ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}
