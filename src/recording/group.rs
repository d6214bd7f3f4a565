//! A new group, with no members yet.

use super::refused;
use super::register::{Options, Planned, Request};
use crate::error::Result;
use crate::model::{Body, GroupBody};
use crate::names::fold;
use crate::store::Store;

/// A group that somebody wants to make.
#[derive(Debug, Clone)]
pub struct NewGroup<'a> {
    /// Its stable code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
}

impl Request for NewGroup<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let Self { code, name } = self;
        for group in store.groups(options.today)? {
            let clash = |text: &str| fold(&group.code) == fold(text) || fold(&group.name) == fold(text);
            if let Some(taken) = [code, name].into_iter().find(|text| clash(text)) {
                return refused(format!("'{taken}' is already the group {} ({})", group.name, group.code));
            }
        }
        let body = GroupBody { code: (*code).to_owned(), name: (*name).to_owned() };
        Ok(Planned::of(format!("{name} ({code}) · new group"), Vec::new(), [Body::Group(body)]))
    }
}
