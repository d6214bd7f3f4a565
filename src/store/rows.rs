//! Rows of a query as structs: each field stands once, beside the column that it is read from, and both the list of columns
//! and the places that are read follow from that one declaration.

use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::error::Result;
use crate::model::{Sources, Span};

/// What is read from consecutive columns of a row.
pub(super) trait Columns: Sized {
    /// How many columns.
    const COUNT: usize;

    /// The columns, as they stand after SELECT.
    fn columns() -> String;

    /// Reads it from the columns from `first` on.
    fn read(row: &Row, first: usize) -> rusqlite::Result<Self>;
}

/// Says from which column each field of a struct is read, `via` a function where the value as it stands is not the field's;
/// at most one field `with` columns of its own after these, and what is not read at all.
macro_rules! columns {
    (
        $type:ident { $($field:ident = $column:tt $(via $via:path)?),+ $(,)? }
        $(with $inner:ident: $inner_type:ident)? $(and $($rest:ident: $value:expr),+)?
    ) => {
        impl $crate::store::rows::Columns for $type {
            const COUNT: usize =
                [$(stringify!($field)),+].len() $(+ <$inner_type as $crate::store::rows::Columns>::COUNT)?;

            fn columns() -> String {
                let columns = [$($column),+].join(", ");
                $(let columns = format!("{columns}, {}", <$inner_type as $crate::store::rows::Columns>::columns());)?
                columns
            }

            #[inline]
            fn read(row: &rusqlite::Row, first: usize) -> rusqlite::Result<Self> {
                #[allow(non_camel_case_types)]
                enum Place { $($field),+ }
                Ok(Self {
                    $($field: $crate::store::rows::value!(row, first + Place::$field as usize $(, $via)?),)+
                    $($inner: <$inner_type as $crate::store::rows::Columns>::read(
                        row,
                        first + (Self::COUNT - <$inner_type as $crate::store::rows::Columns>::COUNT),
                    )?,)?
                    $($($rest: $value,)+)?
                })
            }
        }
    };
}

/// The value of a column, as it stands or by way of a function.
macro_rules! value {
    ($row:expr, $place:expr) => {
        $row.get($place)?
    };
    ($row:expr, $place:expr, $via:path) => {
        $via($row.get_ref($place)?)?
    };
}

/// Declares structs and the columns that they are read from: `field: Type = "column"`; after a semicolon one field with
/// columns of its own.
macro_rules! rows {
    ($(
        $(#[$of_struct:meta])*
        $vis:vis struct $name:ident {
            $($(#[$of_field:meta])* $field_vis:vis $field:ident: $type:ty = $column:literal $(via $via:path)?),+ $(,)?
            $(; $(#[$of_inner:meta])* $inner_vis:vis $inner:ident: $inner_type:ident)?
        }
    )+) => {$(
        $(#[$of_struct])*
        $vis struct $name {
            $($(#[$of_field])* $field_vis $field: $type,)+
            $($(#[$of_inner])* $inner_vis $inner: $inner_type,)?
        }

        $crate::store::rows::columns!(
            $name { $($field = $column $(via $via)?),+ } $(with $inner: $inner_type)?
        );
    )+};
}

pub(super) use {columns, rows, value};

columns!(Span { since = "since", until = "until" });

/// The codes of a column `sources`, which are separated by `;`.
pub(super) fn codes(value: ValueRef) -> rusqlite::Result<Vec<String>> {
    Ok(Sources::from(value.as_str_or_null()?.unwrap_or_default()).0)
}

/// What is read where a join found nothing is nothing.
pub(super) fn if_any<T: Columns>(row: &Row, first: usize) -> rusqlite::Result<Option<T>> {
    match row.get_ref(first)? {
        ValueRef::Null => Ok(None),
        _ => T::read(row, first).map(Some),
    }
}

/// The rows of `SELECT columns rest`.
pub(super) fn select<T: Columns>(
    connection: &Connection,
    rest: &str,
    parameters: impl Params,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {} {rest}", T::columns()))?;
    let rows = statement.query_map(parameters, |row| T::read(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The same, each handed on before the next is read.
pub(super) fn select_each<T: Columns>(
    connection: &Connection,
    rest: &str,
    parameters: impl Params,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(&format!("SELECT {} {rest}", T::columns()))?;
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        take(T::read(row, 0)?)?;
    }
    Ok(())
}

/// The rows of `SELECT first, columns rest`: with one more value before each, such as its treaty or whose it is.
pub(super) fn select_with<A: FromSql, T: Columns>(
    connection: &Connection,
    first: &str,
    rest: &str,
    parameters: impl Params,
) -> Result<Vec<(A, T)>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {first}, {} {rest}", T::columns()))?;
    let rows = statement.query_map(parameters, |row| Ok((row.get(0)?, T::read(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The rows of a query as tuples of its columns.
pub(super) fn all<T>(connection: &Connection, sql: &str, parameters: impl Params) -> Result<Vec<T>>
where
    T: for<'a> TryFrom<&'a Row<'a>, Error = rusqlite::Error>,
{
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, |row| T::try_from(row))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The first row of a query that has one column; none where it has no row.
pub(super) fn one<T: FromSql>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Result<Option<T>> {
    Ok(connection.prepare_cached(sql)?.query_row(parameters, |row| row.get(0)).optional()?)
}

/// Carries out a statement that writes; how many rows it wrote.
pub(super) fn write(connection: &Connection, sql: &str, parameters: impl Params) -> Result<usize> {
    Ok(connection.prepare_cached(sql)?.execute(parameters)?)
}

/// The one column of a query.
pub(super) fn column<T: FromSql>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Result<Vec<T>> {
    Ok(all::<(T,)>(connection, sql, parameters)?.into_iter().map(|row| row.0).collect())
}

/// The number of the state of a file: it changes whenever another connection has written.
pub(super) fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA data_version", [], |row| row.get(0))
}
