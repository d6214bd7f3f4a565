//! The order of publishers in which their acts are shown, where sources disagree.

use super::register::{Options, Planned, Request};
use super::{refused, usage};
use crate::error::{Error, Result};
use crate::model::{Body, PrecedenceBody};
use crate::names::{fold, nearest};
use crate::store::Store;

/// An order of publishers, which takes the place of the one before, for all treaties.
#[derive(Debug, Clone)]
pub struct Precedence<'a> {
    /// Publishers as sources name them, the preferred one first.
    pub publishers: &'a [String],
}

impl Request for Precedence<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        options.cites_no_source("an order of publishers", "why it is so")?;
        let known = store.publishers()?;
        let mut publishers: Vec<String> = Vec::new();
        for name in self.publishers {
            let Some(publisher) = known.iter().find(|known| fold(known) == fold(name)) else {
                let near = nearest(name, known.iter().map(String::as_str), 3);
                let candidates = near.into_iter().map(str::to_owned).collect();
                return Err(Error::Unknown { what: "publisher", name: name.clone(), candidates });
            };
            if publishers.contains(publisher) {
                return usage(format!("'{publisher}' is named twice"));
            }
            publishers.push(publisher.clone());
        }
        if store.precedence()? == publishers {
            return refused("that is the order already");
        }
        let what = format!("Shown first: {}", publishers.join(", then "));
        Ok(Planned::of(what, Vec::new(), [Body::Precedence(PrecedenceBody { publishers })]))
    }
}
