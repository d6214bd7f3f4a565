//! Who came to a treaty by succession of States, from whom, from which day, and how long after.

use std::collections::BTreeSet;

use serde::Serialize;

use super::set::Names;
use super::{ActView, Named, TreatyBrief, When};
use crate::error::Result;
use crate::law;
use crate::model::Date;
use crate::store::{Store, TreatyRow};

/// The successions under one treaty or all, of one participant or all, up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessionsReport {
    /// The day asked about.
    pub as_of: Date,
    /// Number of the treaty it is limited to.
    pub treaty: Option<String>,
    /// The participant it is limited to, as successor or as predecessor.
    pub participant: Option<Named>,
    /// One for each.
    pub successions: Vec<Succession>,
    /// The treaties asked about.
    #[serde(skip)]
    pub treaties: Vec<TreatyBrief>,
}

/// One succession to a treaty, or one State that goes on as another did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Succession {
    /// Number of the treaty.
    pub treaty: String,
    /// Who came.
    pub successor: Named,
    /// From whom: those that had acted under the treaty, the nearest; none where none is recorded.
    pub predecessors: Vec<Named>,
    /// succession, succession-to-signature, continues, unites.
    pub kind: &'static str,
    /// The date of the succession of States.
    pub succession_on: Option<Date>,
    /// First day of the successor, where recorded.
    pub independent_on: Option<Date>,
    /// The day of the notification; none for a State that continues another.
    pub notified_on: Option<Date>,
    /// In force for the successor from that day; none where it is not, or not known.
    pub in_force_on: Option<Date>,
    /// Days from its first day, or where that is not recorded from the succession of States, to the notification.
    pub days_to_notification: Option<i64>,
    /// Days from the succession of States to the day in force; more than 0 where the treaty was not in force for the
    /// predecessor by then.
    pub days_to_force: Option<i64>,
    /// The notification; of a State that continues another, the act that goes on.
    pub act: ActView,
}

/// What is asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Succeeding<'a> {
    /// The treaty; none: all.
    pub treaty: Option<&'a TreatyRow>,
    /// The successor or predecessor; none: all.
    pub participant: Option<&'a str>,
}

/// Answers who succeeded.
pub fn successions(store: &Store, asked: Succeeding, when: When) -> Result<SuccessionsReport> {
    let on = when.as_of;
    let only = asked.treaty.map(|treaty| treaty.code.as_str());
    let names = Names::of(store)?;
    let rows = store.successions(only, on)?;
    let acts = store.acts_numbered(&rows.iter().map(|(_, row)| row.act).collect())?;
    let concerns = |row: &law::Succession, code: &str| {
        row.participant == code || row.predecessors.split(';').any(|earlier| earlier == code)
    };
    let mut found: Vec<Succession> = rows
        .into_iter()
        .filter(|(_, row)| asked.participant.is_none_or(|code| concerns(row, code)))
        .filter_map(|(treaty, row)| {
            let codes = row.predecessors.split(';').filter(|code| !code.is_empty());
            Some(Succession {
                treaty,
                successor: names.named(&row.participant),
                predecessors: codes.map(|code| names.named(code)).collect(),
                kind: row.kind.word(),
                succession_on: row.succeeded_on,
                independent_on: row.independent_on,
                notified_on: Some(row.since).filter(|_| row.kind.is_notified()),
                in_force_on: row.in_force_on,
                days_to_notification: row.days_to_notification,
                days_to_force: row.days_to_force,
                act: ActView::of(acts.get(&row.act)?.clone()),
            })
        })
        .collect();
    found.sort_by_cached_key(|row| {
        (row.treaty.clone(), row.succession_on, row.successor.name.clone(), row.act.day())
    });
    let treaties = if let Some(treaty) = asked.treaty {
        vec![TreatyBrief::of(treaty)]
    } else {
        let codes: BTreeSet<&String> = found.iter().map(|row| &row.treaty).collect();
        let rows = store.treaties()?;
        rows.iter().filter(|row| codes.contains(&row.code)).map(TreatyBrief::of).collect()
    };
    Ok(SuccessionsReport {
        as_of: on,
        treaty: only.map(str::to_owned),
        participant: asked.participant.map(|code| names.named(code)),
        successions: found,
        treaties,
    })
}
