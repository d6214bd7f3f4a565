//! An entry that no longer counts, because a later one replaced or retracted it: what becomes of its rows.

use rusqlite::Connection;

use super::rows::{one, write};
use super::touched::Touched;
use super::{names, schema};
use crate::error::Result;
use crate::model::{Body, Declaration, Keeps, Noun};

/// The rows of an earlier entry no longer count; what rests on them is derived anew. Where a later entry records a
/// source, a group, a participant or a treaty anew, its row takes their place.
pub(super) fn entry(connection: &Connection, earlier: i64, seq: i64, touched: &mut Touched) -> Result<()> {
    let kind: Option<String> = one(connection, "SELECT kind FROM log WHERE seq = ?1", [earlier])?;
    write(connection, "INSERT OR IGNORE INTO ended (seq, by_seq) VALUES (?1, ?2)", [earlier, seq])?;
    let Some(register) = kind.as_deref().and_then(Body::register_called) else {
        return Ok(());
    };
    if let Some(table) = register.table
        && end_row(connection, register, table, earlier, seq)?
    {
        touched.add(connection, register.concerns[1], || treaty(connection, register, table, earlier))?;
    }
    if let Some(names) = register.names_table {
        let sql = format!(
            "UPDATE {names} SET superseded_seq = ?2 WHERE recorded_seq = ?1 AND superseded_seq IS NULL"
        );
        write(connection, &sql, [earlier, seq])?;
    }
    names::without(connection, earlier)
}

/// The same where the entry `seq` retracts it: nothing follows any more for a treaty that is gone.
pub(super) fn retracted(
    connection: &Connection,
    earlier: i64,
    seq: i64,
    touched: &mut Touched,
) -> Result<()> {
    entry(connection, earlier, seq, touched)?;
    let gone = one::<String>(connection, "SELECT code FROM treaty WHERE superseded_seq = ?1", [seq])?;
    if let Some(treaty) = gone {
        for table in schema::tables_by_law().filter(|table| table.has_column("treaty")) {
            write(connection, &format!("DELETE FROM {} WHERE treaty = ?1", table.name), [&treaty])?;
        }
    }
    Ok(())
}

/// Ends the row of an entry, where it still counted. What follows by law is derived for what counts only.
fn end_row(
    connection: &Connection,
    register: &Declaration,
    table: &str,
    earlier: i64,
    seq: i64,
) -> Result<bool> {
    let column = register.entry_column();
    let sql = if register.keeps == Keeps::Present {
        format!("DELETE FROM {table} WHERE {column} = ?1 AND ?2 IS NOT NULL")
    } else {
        let underived = register.by_law.iter().map(|(column, value)| format!("{column} = {value}"));
        let set = ["superseded_seq = ?2".to_owned()].into_iter().chain(underived).collect::<Vec<_>>();
        format!("UPDATE {table} SET {} WHERE {column} = ?1 AND superseded_seq IS NULL", set.join(", "))
    };
    Ok(write(connection, &sql, [earlier, seq])? > 0)
}

/// The treaty that the row of an entry is about.
fn treaty(
    connection: &Connection,
    register: &Declaration,
    table: &str,
    earlier: i64,
) -> Result<Option<String>> {
    let Some(column) = register.about(Noun::Treaty).and_then(|field| field.column) else {
        return Ok(None);
    };
    let sql = format!("SELECT {column} FROM {table} WHERE {} = ?1", register.entry_column());
    one(connection, &sql, [earlier])
}
