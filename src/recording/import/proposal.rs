//! An act that a file gives, of a participant that is known: what it is beside the record, and what the law says of it.

use crate::model::draft::{DraftAct, Reason};
use crate::model::{ActBody, ActKind, Confidence, Date};
use crate::store::GivenAct;

/// An act that a file gives, of a participant that is known.
#[derive(Debug)]
pub(super) struct Proposal<'a> {
    pub file: usize,
    pub draft: &'a DraftAct,
    pub participant: String,
    pub kind: ActKind,
    /// Code of the territory concerned.
    pub territory: Option<String>,
}

/// What becomes of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    New,
    Same(i64),
    Changed(i64, String),
    Withdrawn(i64),
    Contradicting(i64, String),
    /// Another source, or another depositary, tells otherwise of the same event as an earlier proposal.
    Besides(usize, String),
    /// Another source gives the same as an earlier proposal.
    SameAs(usize),
}

/// What the law says of one proposal.
#[derive(Debug, Clone, Default)]
pub(super) struct Judgement {
    /// Why it is not allowed.
    pub refused: Option<(Reason, String)>,
    /// What is unusual in it, to be kept with it.
    pub unusual: Vec<String>,
    /// What is unusual in it and derived again.
    pub remarks: Vec<String>,
    /// Whether its participant existed then is not recorded.
    pub existence_is_unknown: bool,
}

impl Proposal<'_> {
    pub(super) fn day(&self) -> Option<Date> {
        self.draft.day.date.or(self.draft.day.latest)
    }

    /// Whether its source cannot tell one way of consenting from another.
    pub(super) fn is_vague(&self) -> bool {
        self.kind.is_consent() && (self.draft.flag.is_some() || self.kind == ActKind::ConsentToBeBound)
    }

    /// What to record as its flag: what the source could not tell, and what is unusual and not derived again.
    pub(super) fn flag(&self, judgement: Option<&Judgement>) -> Option<String> {
        let unusual = judgement.map_or(&[][..], |judgement| judgement.unusual.as_slice());
        joined(self.draft.flag.iter().chain(unusual))
    }

    /// Everything there is to say of it.
    pub(super) fn remark(&self, judgement: Option<&Judgement>) -> Option<String> {
        let said = judgement.map_or(&[][..], |judgement| judgement.unusual.as_slice());
        let remarks = judgement.map_or(&[][..], |judgement| judgement.remarks.as_slice());
        joined(self.draft.flag.iter().chain(said).chain(remarks))
    }

    /// The act as it is recorded; in place of `given`, what only that one knows is kept.
    pub(super) fn body(&self, treaty: &str, flag: Option<String>, given: Option<&GivenAct>) -> ActBody {
        let draft = self.draft;
        ActBody {
            earliest: draft.day.earliest.filter(|_| draft.day.date.is_none()),
            latest: draft.day.latest.filter(|_| draft.day.date.is_none()),
            effective_on: draft.effective_on.or(given.and_then(|given| given.effective_on)),
            territory: self.territory.clone(),
            note: draft.note.clone(),
            withdrawn: draft.withdrawn
                || given.is_some_and(|given| {
                    given.withdrawn && !draft.withdrawn && self.draft.day.date == given.date
                }),
            flag,
            raw_name: Some(draft.raw_name.clone()),
            raw_header: Some(draft.raw_header.clone()),
            raw_cell: Some(draft.raw_cell.clone()),
            raw_place: Some(draft.place.to_string()),
            confidence: Confidence::Verified,
            ..ActBody::of(treaty, Some(&self.participant), self.kind, draft.day.date)
        }
    }
}

fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> Option<String> {
    let mut said: Vec<&str> = Vec::new();
    for text in texts {
        if !said.contains(&text.as_str()) {
            said.push(text);
        }
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// The day of a draft, or its window.
pub(super) fn day_in_words(draft: &DraftAct) -> String {
    match (draft.day.date, draft.day.earliest, draft.day.latest) {
        (Some(day), ..) => day.to_string(),
        (None, Some(earliest), Some(latest)) => format!("{earliest}..{latest}"),
        _ => String::new(),
    }
}
