//! Who came to a treaty by succession of States, from whom, from which day, and how long after.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::set::Names;
use super::{ActView, Named, TreatyBrief, When};
use crate::error::Result;
use crate::model::Date;
use crate::store::{ActRow, PredecessorRow, Store, TreatyRow};

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
    /// succession, succession-to-signature, continues.
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
    let acts = store.successions(only, on)?;
    let family = Family::of(store, !acts.is_empty())?;
    let born: HashMap<String, Option<Date>> = if acts.is_empty() {
        HashMap::new()
    } else {
        store.participants()?.into_iter().map(|row| (row.code, row.exists_from)).collect()
    };
    let mut found: Vec<Succession> = Vec::new();
    for act in acts {
        let code = act.done_by.clone().unwrap_or_else(|| act.participant.clone());
        let independent_on = born.get(&code).copied().flatten();
        found.push(of_act(act, &code, &family, independent_on, &names));
    }
    let continuations = store.continuations(only, on)?;
    let continued = continuations.iter().map(|row| row.act).collect();
    let continued: HashMap<i64, ActRow> =
        store.acts_numbered(&continued)?.into_iter().map(|act| (act.id, act)).collect();
    for row in continuations {
        let Some(act) = continued.get(&row.act).cloned() else { continue };
        let in_force_on = act.effect().filter(|_| act.kind.is_consent());
        found.push(Succession {
            treaty: row.treaty,
            successor: names.named(&row.participant),
            predecessors: vec![names.named(&row.predecessor)],
            kind: "continues",
            succession_on: Some(row.on),
            independent_on: None,
            notified_on: None,
            in_force_on,
            days_to_notification: None,
            days_to_force: None,
            act: ActView::of(act),
        });
    }
    if let Some(code) = asked.participant {
        found.retain(|row| {
            row.successor.code == code || row.predecessors.iter().any(|earlier| earlier.code == code)
        });
    }
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

fn of_act(
    act: ActRow,
    code: &str,
    family: &Family,
    independent_on: Option<Date>,
    names: &Names,
) -> Succession {
    let predecessors = family.nearest(code, &act.treaty);
    let is_consent = act.kind.is_consent();
    let succession_on = act.effective_on.or_else(|| family.date(code));
    let in_force_on = act.counts_from.filter(|_| is_consent);
    let notified_on = act.day();
    let days = |from: Option<Date>, to: Option<Date>| from.zip(to).map(|(from, to)| to.days_since(from));
    Succession {
        treaty: act.treaty.clone(),
        successor: names.named(code),
        predecessors: predecessors.into_iter().map(|code| names.named(code)).collect(),
        kind: act.kind.word(),
        succession_on,
        independent_on,
        notified_on,
        in_force_on,
        days_to_notification: days(independent_on.or(succession_on), notified_on),
        days_to_force: days(succession_on, in_force_on),
        act: ActView::of(act),
    }
}

/// Who came from whom, and which of the earlier ones acted under which treaty.
struct Family {
    rows: Vec<PredecessorRow>,
    acted: HashSet<(String, String)>,
}

impl Family {
    fn of(store: &Store, asked: bool) -> Result<Self> {
        if !asked {
            return Ok(Self { rows: Vec::new(), acted: HashSet::new() });
        }
        let acted = store.acts_of_predecessors()?.into_iter().collect();
        Ok(Self { rows: store.predecessors()?, acted })
    }

    fn earlier<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a PredecessorRow> {
        self.rows.iter().filter(move |row| row.participant == code)
    }

    /// The day on which it came from another, where the act does not give it.
    fn date(&self, code: &str) -> Option<Date> {
        self.earlier(code).filter_map(|row| row.on).max()
    }

    /// The nearest predecessors that acted under a treaty; where none did, the nearest of all.
    fn nearest<'a>(&'a self, code: &'a str, treaty: &str) -> Vec<&'a str> {
        let direct: Vec<&str> = self.earlier(code).map(|row| row.predecessor.as_str()).collect();
        let mut generation = direct.clone();
        let mut seen: Vec<&str> = Vec::new();
        while !generation.is_empty() {
            let acted: Vec<&str> = generation
                .iter()
                .copied()
                .filter(|code| self.acted.contains(&(treaty.to_owned(), (*code).to_owned())))
                .collect();
            if !acted.is_empty() {
                return acted;
            }
            seen.extend(&generation);
            let further = generation.iter().flat_map(|code| self.earlier(code));
            let further: Vec<&str> = further.map(|row| row.predecessor.as_str()).collect();
            generation = further.into_iter().filter(|code| !seen.contains(code)).collect();
        }
        direct
    }
}
