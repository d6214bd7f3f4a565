//! By which names answers call participants: by their short names, by those of a list, or by those of a language.
//!
//! What shadows the table of participants has these names in place of the short ones, so that every question gets them.

use super::file::Store;
use super::rows::{column, write};
use crate::error::{Error, Result};

/// The names that are no choice of their own: everybody has the first two, and the others are many for one.
const NO_CHOICE: [&str; 4] = ["short", "official", "former", "alias"];

impl Store {
    /// From now on answers call each participant by its name in this list, `un` or `coe`, or in this language, told by its
    /// tag; by its short name where it has none there. In a language of a country the names are those of the language where
    /// the country has no other: `pt-PT` is `pt` then. `short` leaves all as it is. Of several names the last recorded counts,
    /// before it one that is nowhere said to be a former name.
    ///
    /// Errors: no name is recorded so.
    pub fn call_by(&mut self, wanted: &str) -> Result<()> {
        if wanted.eq_ignore_ascii_case("short") {
            return Ok(());
        }
        self.begin_look()?;
        let kinds = column::<String>(&self.connection, "SELECT DISTINCT kind FROM name ORDER BY kind", [])?;
        let kinds = kinds.into_iter().filter(|kind| !NO_CHOICE.contains(&kind.as_str()));
        let kinds: Vec<String> = kinds.collect();
        let chosen: Vec<String> = tags(wanted)
            .filter_map(|tag| kinds.iter().find(|kind| kind.eq_ignore_ascii_case(tag)).cloned())
            .collect();
        let done = if chosen.is_empty() {
            Err(Error::Usage(format!(
                "--names: no names are recorded in '{wanted}'; there are short, {}",
                kinds.join(", ")
            )))
        } else {
            self.naming = chosen;
            self.call_anew()
        };
        self.end_look();
        done
    }

    /// Calls participants so in what is looked at now.
    pub(super) fn call_anew(&self) -> Result<()> {
        if self.naming.is_empty() {
            return Ok(());
        }
        let called = |code: &str| {
            let by = |kind: &String| {
                format!(
                    "(SELECT n.name FROM main.name n WHERE n.participant = {code} AND n.kind = '{kind}' AND n.until IS NULL
                      AND n.superseded_seq IS NULL
                      ORDER BY EXISTS (SELECT 1 FROM main.name f WHERE f.participant = n.participant AND f.folded = n.folded
                                       AND f.kind = 'former' AND f.superseded_seq IS NULL), n.recorded_seq DESC LIMIT 1), "
                )
            };
            self.naming.iter().map(by).collect::<String>()
        };
        let connection = &self.connection;
        if self.known.is_some() {
            let sql =
                format!("UPDATE temp.participant SET name = coalesce({} name)", called("participant.code"));
            return write(connection, &sql, []).map(drop);
        }
        let columns =
            column::<String>(connection, "SELECT name FROM pragma_table_info('participant', 'main')", [])?;
        let columns = columns.iter().map(|column| match column.as_str() {
            "name" => format!("coalesce({} p.name) AS name", called("p.code")),
            other => format!("p.{other}"),
        });
        let columns = columns.collect::<Vec<_>>().join(", ");
        connection.execute_batch(&format!(
            "DROP VIEW IF EXISTS temp.participant;
             CREATE TEMP VIEW participant AS SELECT {columns} FROM main.participant p"
        ))?;
        Ok(())
    }
}

/// A tag, and the wider ones: `zh-Hant-HK`, `zh-Hant`, `zh`.
fn tags(wanted: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(wanted), |tag| tag.rsplit_once('-').map(|pair| pair.0))
}
