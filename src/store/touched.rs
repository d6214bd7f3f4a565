//! What has to be derived anew after some entries.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::rows::column;
use crate::error::Result;
use crate::model::Concern;

/// What has to be derived anew after some entries.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Participants, memberships or predecessors changed: every treaty is concerned.
    pub world: bool,
    /// Weights changed: every treaty whose threshold asks for some is concerned.
    pub weights: bool,
    /// Treaties whose acts or clauses changed.
    pub treaties: BTreeSet<String>,
}

impl Touched {
    /// Takes note of what an entry concerns; `treaty` gives the one that it is about.
    pub(super) fn add(
        &mut self,
        connection: &Connection,
        concern: Concern,
        treaty: impl FnOnce() -> Result<Option<String>>,
    ) -> Result<()> {
        match concern {
            Concern::Nothing => {}
            Concern::World => self.world = true,
            Concern::Weights => self.weights = true,
            Concern::SideBySide => self.side_by_side(connection)?,
            Concern::Treaty => self.treaties.extend(treaty()?),
        }
        Ok(())
    }

    /// Every treaty where acts of several sources stand side by side.
    fn side_by_side(&mut self, connection: &Connection) -> Result<()> {
        let sql = "SELECT DISTINCT treaty FROM act WHERE beside IS NOT NULL";
        self.treaties.extend(column::<String>(connection, sql, [])?);
        Ok(())
    }
}
