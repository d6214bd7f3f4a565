//! How far the acts of a treaty were collected.

use super::register::{Options, Planned, Request};
use super::usage;
use crate::error::Result;
use crate::model::{Body, Date, Fact, TreatyBody};
use crate::store::{Store, resolve};

/// The day up to which a treaty's acts are all in the record.
#[derive(Debug, Clone, Copy)]
pub struct TreatyReach<'a> {
    /// The treaty, by any of its names.
    pub treaty: &'a str,
    /// The last day up to which they were collected.
    pub to: Date,
}

impl Request for TreatyReach<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let row = resolve::treaty(store, self.treaty)?;
        let to = self.to;
        can_reach("--to", to, row.begins_on(), options.today)?;
        let title = format!("{} ({})", row.short_title, row.code);
        let facts = store.treaty_facts(&row.code)?;
        let recorded = facts.map(|facts| facts.treaty).filter(|(_, body)| body.complete_to != Some(to));
        let Some((entry, body)) = recorded else {
            let what = format!("{title}: acts were collected up to {to} already");
            return Ok(Planned { what, warnings: Vec::new(), facts: Vec::new() });
        };
        Ok(Planned {
            what: format!("{title}: acts collected up to {to}"),
            warnings: body
                .complete_to
                .filter(|known| to < *known)
                .map(|known| format!("it was {known} before: later acts count as incomplete now"))
                .into_iter()
                .collect(),
            facts: vec![Fact {
                body: Body::Treaty(TreatyBody { complete_to: Some(to), ..body }),
                replaces: Some(entry),
            }],
        })
    }
}

/// Whether acts can have been collected up to a day: not after today, nor before a treaty begins.
pub(super) fn can_reach(option: &str, to: Date, begins_on: Option<Date>, today: Date) -> Result<()> {
    if to > today {
        return usage(format!("{option}: {to} is later than today ({today})"));
    }
    match begins_on {
        Some(first) if to < first => {
            usage(format!("{option}: {to} is before the first day of the treaty ({first})"))
        }
        _ => Ok(()),
    }
}
