//! What the law says of something, sorted into what stops it and what the reader should know; and the entries it is about.

use crate::error::{Error, Result};
use crate::law::Finding;
use crate::model::{Body, Fact};
use crate::store::{Entry, Store};

/// Refusals unless by force, then in words; what is unusual goes to the warnings.
pub(super) fn sort_findings(
    findings: Vec<Finding>,
    force: bool,
    warnings: &mut Vec<String>,
) -> Result<Option<String>> {
    if let (Some(refusal), false) = (Finding::refusal(&findings), force) {
        return Err(Error::Refused(refusal));
    }
    let mut refused = Vec::new();
    for finding in findings {
        match finding {
            Finding::Refused(text) => refused.push(text),
            Finding::Unusual(text) => warnings.push(format!("unusual: {text}")),
            Finding::Consequence(text) => warnings.push(format!("it follows: {text}")),
        }
    }
    warnings.extend(refused.iter().map(|text| format!("by force: {text}")));
    Ok((!refused.is_empty()).then(|| refused.join("; ")))
}

/// The entry with this number, which still counts.
pub(super) fn entry_that_counts(store: &Store, seq: i64) -> Result<(Entry, Fact)> {
    let Some(found) = store.entry(seq)? else {
        let newest = store.head()?.seq;
        return super::usage(format!("there is no entry @{seq}; the newest is @{newest}"));
    };
    if let Some(by) = store.ended_by(seq)? {
        let instead = match store.entry(by)? {
            Some((_, Fact { body: Body::Retraction(_), .. })) => format!("@{by} retracted it"),
            _ => format!("@{by} took its place; name that one"),
        };
        return super::refused(format!("@{seq} no longer counts: {instead}"));
    }
    Ok(found)
}
