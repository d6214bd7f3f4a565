//! What the law needs to answer.

use crate::error::Result;
use crate::law::World;
use crate::store::file::Store;
use crate::store::law_input::{self, Dossier};

impl Store {
    /// Everything that holds for all treaties alike.
    pub fn world(&self) -> Result<World> {
        law_input::world(&self.connection)
    }

    /// What bears on one treaty; none if there is no such treaty.
    pub fn dossier(&self, code: &str, world: &World) -> Result<Option<Dossier>> {
        law_input::dossier(&self.connection, code, world)
    }
}
