//! The acts that rows of data rest on.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::report::{ActView, Reason};
use crate::store::Store;

/// The acts that rows name, each once, as reasons: whose row it is, and the entry, @N.
pub fn act_reasons(store: &Store, rows: &[(&str, Option<&str>)]) -> Result<Vec<Reason>> {
    let number = |entry: &str| entry.strip_prefix('@').and_then(|number| number.parse::<i64>().ok());
    let ids: BTreeSet<i64> = rows.iter().filter_map(|(_, act)| act.and_then(number)).collect();
    let views = store.acts_numbered(&ids)?.into_values().map(ActView::of);
    let reasons = views.filter_map(|view| {
        let (of, _) = rows.iter().find(|(_, act)| *act == Some(view.entry.as_str()))?;
        Some(Reason::act(*of, &view))
    });
    Ok(reasons.collect())
}
