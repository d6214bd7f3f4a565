//! Instruments that count for nothing yet, because they wait for that of another.

use serde::Serialize;

use super::Named;
use super::case_on_day::CaseOnDay;
use super::set::Names;
use crate::error::Result;
use crate::law::{Case, Held, held};
use crate::model::{ActKind, Date};
use crate::store::Store;

/// An instrument that waits for another's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitsFor {
    /// Whose it is.
    #[serde(flatten)]
    pub who: Named,
    /// The log entry, as it is cited: @N.
    pub entry: String,
    /// What.
    pub act: ActKind,
    /// The day on which it was deposited, or the last on which it can have been.
    pub deposited_on: Date,
    /// Whose instrument it waits for.
    pub other: Named,
    /// The article that says so.
    pub article: String,
}

impl WaitsFor {
    /// It in a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        let Self { who, entry, act, deposited_on, other, article } = self;
        format!(
            "{}: its {act} of {deposited_on} ({entry}) waits for the instrument of {}, and counts for nothing until that is deposited ({article}).",
            who.name, other.name
        )
    }
}

/// The article of the clause by which an instrument waits.
pub(super) fn article(case: &Case, held: &Held) -> String {
    let clause = case.treaty.clauses.iter().find(|clause| clause.id == held.clause);
    clause.map_or_else(String::new, |clause| clause.article.clone())
}

/// The instruments under a treaty that wait for another's on `day`, of those asked about, by whose they are.
pub(super) fn waiting(
    store: &Store,
    treaty: &str,
    day: Date,
    is_asked: impl Fn(&str) -> bool,
) -> Result<Vec<WaitsFor>> {
    if !store.treaties_where_instruments_wait()?.iter().any(|code| code == treaty) {
        return Ok(Vec::new());
    }
    let world = store.world()?;
    let Some(dossier) = store.dossier(treaty, &world)? else { return Ok(Vec::new()) };
    let case = dossier.case(&world);
    let then = CaseOnDay::certainly(&case, None, day);
    let then = then.case(&case);
    let names = Names::of(store)?.on(store, day)?;
    let held = held(&then);
    let waits = then.acts.iter().filter(|act| is_asked(&act.participant)).filter_map(|act| {
        let held = held.get(&act.id).filter(|held| held.until.is_none_or(|until| day < until))?;
        Some(WaitsFor {
            who: names.named(&act.participant),
            entry: format!("@{}", act.id),
            act: act.kind,
            deposited_on: act.day,
            other: names.named(&held.by),
            article: article(&then, held),
        })
    });
    let mut waits: Vec<WaitsFor> = waits.collect();
    waits.sort_by(|one, other| one.who.name.cmp(&other.who.name));
    Ok(waits)
}
