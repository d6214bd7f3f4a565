//! Published statements about status, and what the record gives for each on its own day.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::act_view::real_sources;
use super::claim_check::{ClaimCheck, Grounds};
use super::claim_value::ClaimVerdict;
use super::set::Names;
use super::{Reason, TreatyBrief};
use crate::error::Result;
use crate::law::audit::ClaimFact;
use crate::model::{ClaimKind, Date, Definition};
use crate::store::Store;

/// Which claims are asked about, and how.
#[derive(Debug, Clone, Default)]
pub struct ClaimsAsked {
    /// Only the claim with this code, shown in full.
    pub code: Option<String>,
    /// Only those about this treaty.
    pub treaty: Option<String>,
    /// Only those limited to this group.
    pub group: Option<String>,
    /// What is meant by "party", where they are checked.
    pub check: Option<Definition>,
    /// Whether the acts behind each check are wanted.
    pub reasons: bool,
}

/// Published statements, checked or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimsReport {
    /// What was meant by "party"; none where they were not checked.
    pub party: Option<Definition>,
    /// How many agree with the record, and how many do not; none where they were not checked.
    pub tally: Option<Tally>,
    /// The treaties that they are about, in the order of the claims.
    pub treaties: Vec<TreatyBrief>,
    /// The claims, in the order of their days.
    pub claims: Vec<ClaimLine>,
    /// What was asked for, in words; empty: every claim.
    #[serde(skip)]
    pub asked: String,
    /// Whether one claim is shown in full.
    #[serde(skip)]
    pub whole: bool,
    /// The acts behind each check, where they are wanted.
    #[serde(skip)]
    pub why: Option<Vec<Reason>>,
}

/// How many claims got which answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The record gives the same.
    pub holds: usize,
    /// The record gives something else.
    pub fails: usize,
    /// The record cannot tell.
    pub undecided: usize,
}

/// A published statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimLine {
    /// Its code.
    pub code: String,
    /// The log entry, as it is cited: @N.
    pub entry: String,
    /// The day it speaks of.
    pub as_of: Date,
    /// Number of the treaty.
    pub treaty: String,
    /// The group it is limited to.
    pub group: Option<String>,
    /// The word for what it says.
    pub claim: String,
    /// What it says, in words; none for a word that is not one of ours.
    pub meaning: Option<&'static str>,
    /// The figure or the codes that were published.
    pub value: String,
    /// Remarks.
    pub note: Option<String>,
    /// Codes of its sources.
    pub sources: Vec<String>,
    /// Its sources in words, where one claim is shown in full.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub citations: BTreeMap<String, String>,
    /// What the record gives; none where it was not checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<ClaimCheck>,
}

impl ClaimLine {
    fn of(row: &ClaimFact) -> Self {
        Self {
            code: row.code.clone(),
            entry: format!("@{}", row.id),
            as_of: row.as_of,
            treaty: row.treaty.clone(),
            group: row.group.clone(),
            meaning: ClaimKind::from_word(&row.claim).map(ClaimKind::meaning),
            claim: row.claim.clone(),
            value: row.value.clone(),
            note: row.note.clone(),
            sources: real_sources(row.sources.clone()),
            citations: BTreeMap::new(),
            check: None,
        }
    }
}

/// Lists claims, and checks each on its own day where that is asked for.
pub fn claims(store: &Store, asked: &ClaimsAsked) -> Result<ClaimsReport> {
    let mut rows = store.claims()?;
    rows.retain(|row| {
        let fits = |wanted: &Option<String>, own: Option<&String>| {
            wanted.as_ref().is_none_or(|wanted| own == Some(wanted))
        };
        fits(&asked.code, Some(&row.code))
            && fits(&asked.treaty, Some(&row.treaty))
            && fits(&asked.group, row.group.as_ref())
    });
    let mut treaties: Vec<TreatyBrief> = Vec::new();
    let mut by_code = HashMap::new();
    for row in &rows {
        if !by_code.contains_key(&row.treaty)
            && let Some(treaty) = store.treaty(&row.treaty)?
        {
            treaties.push(TreatyBrief::of(&treaty));
            by_code.insert(row.treaty.clone(), treaty);
        }
    }
    let whole = asked.code.is_some();
    let names = Names::of(store)?;
    let mut grounds = Grounds::of(store, by_code, &names);
    let mut lines = Vec::new();
    let mut why = Vec::new();
    let mut tally = Tally::default();
    for (place, row) in rows.iter().enumerate() {
        let mut line = ClaimLine::of(row);
        if let Some(party) = asked.check {
            let check = grounds.check(row, party)?;
            match check.verdict {
                ClaimVerdict::Holds => tally.holds += 1,
                ClaimVerdict::Fails => tally.fails += 1,
                ClaimVerdict::Undecided => tally.undecided += 1,
            }
            line.check = Some(check);
            if asked.reasons {
                let of = if whole { String::new() } else { format!("{} ", row.code) };
                let reasons = grounds.reasons(row, party, &of)?;
                why.extend(reasons.into_iter().map(|reason| reason.for_row(place)));
            }
        } else if asked.reasons {
            let published = Reason::of(&row.code, format!("published, as recorded in @{}", row.id));
            why.push(published.from(&line.sources).for_row(place));
        }
        if whole {
            for code in &line.sources {
                if let Some(source) = store.source(code)? {
                    line.citations.insert(code.clone(), source.in_words());
                }
            }
        }
        lines.push(line);
    }
    Ok(ClaimsReport {
        party: asked.check,
        tally: asked.check.is_some().then_some(tally),
        treaties,
        claims: lines,
        asked: asked.treaty.iter().chain(&asked.group).cloned().collect::<Vec<_>>().join(" · "),
        whole,
        why: asked.reasons.then_some(why),
    })
}
