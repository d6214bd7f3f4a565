//! What the law needs to answer.

use std::sync::Arc;

use crate::error::Result;
use crate::law::{Treaty, World};
use crate::store::file::Store;
use crate::store::law_input::{self, Dossier};
use crate::store::log;

impl Store {
    /// Everything that holds for all treaties alike.
    pub fn world(&self) -> Result<Arc<World>> {
        match &self.cache {
            Some(kept) if kept.holds(&self.connection, log::head(&self.connection)?.seq)? => {
                Ok(Arc::clone(&kept.world))
            }
            _ => Ok(Arc::new(law_input::world(&self.connection)?)),
        }
    }

    /// One treaty with its clauses, as the law takes it; none if there is no such treaty.
    pub fn treaty_in_law(&self, code: &str) -> Result<Option<Treaty>> {
        law_input::treaty(&self.connection, code)
    }

    /// What bears on one treaty; none if there is no such treaty.
    pub fn dossier(&self, code: &str, world: &World) -> Result<Option<Dossier>> {
        law_input::dossier(&self.connection, code, world)
    }

    /// The same for questions about those that are parties: without what the treaty asks of others for who may become one.
    pub fn dossier_of_parties(&self, code: &str, world: &World) -> Result<Option<Dossier>> {
        law_input::dossier_of_parties(&self.connection, code, world)
    }
}
