//! Stands in the place of the client where the feature `fetch` is left out.

use super::asking::{Asking, Fetched};

/// One that asks nobody.
#[derive(Debug)]
pub struct Client;

impl Client {
    /// One that asks nobody.
    #[must_use]
    pub fn new(_: Asking) -> Self {
        Self
    }

    /// No file.
    ///
    /// Errors: there is no client.
    pub fn get(&mut self, _: &str, _: Option<&str>, _: &dyn Fn() -> bool) -> Result<Option<Fetched>, String> {
        Err("this program was built without a client for addresses (the feature fetch); save the file, and import that".to_owned())
    }
}
