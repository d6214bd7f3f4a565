//! Entries that should not have been recorded no longer count.

use std::collections::BTreeSet;

use super::findings::{entry_that_counts, sort_findings};
use super::register::{Options, Planned, Request};
use super::statement_law::judge_statement;
use super::{refused, usage};
use crate::error::Result;
use crate::model::{ActBody, Body, RetractionBody};
use crate::store::Store;

/// Entries that are to be retracted, all or none.
#[derive(Debug, Clone)]
pub struct Retraction<'a> {
    /// Their numbers.
    pub entries: &'a [i64],
    /// Whether they go although the law no longer allows what rests on them.
    pub force: bool,
}

impl Request for Retraction<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        options.needs_reason("a retraction")?;
        options.cites_no_source("a retraction", "where it was read")?;
        let entries: BTreeSet<i64> = self.entries.iter().copied().collect();
        let mut going: Vec<(i64, Body)> = Vec::new();
        for seq in &entries {
            let body = entry_that_counts(store, *seq)?.1.body;
            match body {
                Body::Batch(_) => {
                    return usage(format!("@{seq} is a batch: name the entries that came with it"));
                }
                Body::Retraction(_) => {
                    return usage(format!(
                        "@{seq} is a retraction: record the fact anew, if it counts after all"
                    ));
                }
                _ => {}
            }
            if let Some(other) = store.referring(&body, &entries)? {
                return refused(format!(
                    "@{seq} is what @{other} refers to; retract that first, or both together"
                ));
            }
            going.push((*seq, body));
        }
        let mut warnings = Vec::new();
        let mut acts: Vec<(i64, &ActBody)> = Vec::new();
        let mut treaties: BTreeSet<&String> = BTreeSet::new();
        for (seq, body) in &going {
            match body {
                Body::Act(act) => acts.push((*seq, act)),
                Body::Reservation(statement) => {
                    treaties.insert(&statement.treaty);
                }
                _ => {}
            }
        }
        sort_findings(store.judge(&acts, &[], options.today)?, self.force, &mut warnings)?;
        for treaty in treaties {
            let findings = judge_statement(store, treaty, &entries, None, options.today)?;
            sort_findings(findings, self.force, &mut warnings)?;
        }
        let what = match going.as_slice() {
            [(seq, body)] => format!("Retraction of @{seq}: {} {}", body.kind(), body.in_short()),
            several => format!("Retraction of {} entries", several.len()),
        };
        let retractions = entries.into_iter().map(|entry| Body::Retraction(RetractionBody { entry }));
        Ok(Planned::of(what, warnings, retractions))
    }
}
