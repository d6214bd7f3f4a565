//! A new group, with no members yet.

use super::doubts::Known;
use super::refused;
use super::register::{Options, Planned, Request, warn};
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
        let groups = store.groups(options.today)?;
        for group in &groups {
            let clash = |text: &str| fold(&group.code) == fold(text) || fold(&group.name) == fold(text);
            if let Some(taken) = [code, name].into_iter().find(|text| clash(text)) {
                return refused(format!("'{taken}' is already the group {} ({})", group.name, group.code));
            }
        }
        let names = groups
            .into_iter()
            .flat_map(|group| [(group.code.clone(), group.code.clone()), (group.code, group.name)]);
        let known = Known::of(names);
        let mut warnings = known.doubts(code, code);
        warn(&mut warnings, known.doubts(name, code));
        let body = GroupBody { code: (*code).to_owned(), name: (*name).to_owned() };
        Ok(Planned::of(format!("{name} ({code}) · new group"), warnings, [Body::Group(body)]))
    }
}
