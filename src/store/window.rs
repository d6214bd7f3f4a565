//! The window of a day that nobody gives.

use rusqlite::Connection;

use super::register_row::Row;
use super::rows::one;
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
    let opened = "SELECT coalesce(opened_on, adopted_on) FROM treaty WHERE code = ?1";
    let opened: Option<Date> = one(connection, opened, [treaty])?.flatten();
    let mut latest: Option<Date> = None;
    for source in &sources.0 {
        let dated = one(connection, "SELECT dated FROM source WHERE code = ?1", [source])?;
        latest = latest.max(dated.flatten());
    }
    if latest.is_none() {
        latest = one(connection, "SELECT substr(recorded_at, 1, 10) FROM log WHERE seq = ?1", [seq])?;
    }
    let latest = latest.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    row.set("earliest", opened.map_or(Value::Nothing, |opened| opened.min(latest).to_string().into()));
    row.set("latest", latest.to_string());
    Ok(())
}
