//! The window of a day that nobody gives.

use rusqlite::{Connection, OptionalExtension};

use super::register_row::Row;
use crate::error::Result;
use crate::model::{Date, Sources, Value};

/// Gives the row of an entry under a treaty its window: from the treaty's opening to the date of the newest source, or
/// to the day it was recorded where no source bears one.
pub(super) fn set(
    row: &mut Row,
    connection: &Connection,
    seq: i64,
    treaty: &str,
    sources: &Sources,
) -> Result<()> {
    let opened: Option<Date> = connection
        .prepare_cached("SELECT coalesce(opened_on, adopted_on) FROM treaty WHERE code = ?1")?
        .query_row([treaty], |row| row.get(0))
        .optional()?
        .flatten();
    let mut dated = connection.prepare_cached("SELECT dated FROM source WHERE code = ?1")?;
    let mut newest: Option<Date> = None;
    for source in &sources.0 {
        let date: Option<Option<Date>> = dated.query_row([source], |row| row.get(0)).optional()?;
        newest = newest.max(date.flatten());
    }
    let recorded = || {
        connection
            .prepare_cached("SELECT substr(recorded_at, 1, 10) FROM log WHERE seq = ?1")?
            .query_row([seq], |row| row.get::<_, Date>(0))
    };
    let latest = match newest {
        Some(date) => date,
        None => recorded()?,
    };
    row.set("earliest", opened.map_or(Value::Nothing, |opened| opened.min(latest).to_string().into()));
    row.set("latest", latest.to_string());
    Ok(())
}
