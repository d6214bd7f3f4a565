//! Everything about one treaty, and the same as a file.

use std::collections::BTreeMap;

use serde::Serialize;

use super::act_view::real_sources;
use super::reasoning::{self, Computation};
use super::{ActView, Progress, When, progress};
use crate::error::{Error, Result};
use crate::law::derive;
use crate::model::{ClauseBody, Confidence, Date, Sources, TreatyBody, TreatyLinkBody, TreatyNameBody};
use crate::store::{ClauseRow, Store, TreatyRow};

/// A treaty with its names, links, clauses and the acts of its depositary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyReport {
    /// The day asked about.
    pub as_of: Date,
    /// The treaty; `in_force_on` is the entry into force as published.
    #[serde(flatten)]
    pub treaty: TreatyRow,
    /// Remarks.
    pub note: Option<String>,
    /// The entry that records it: @N.
    pub entry: String,
    /// Codes of its sources.
    pub sources: Vec<String>,
    /// What else it is found by.
    pub aliases: Vec<String>,
    /// Its numbers in other registers: `UNTS I-40916`.
    pub identifiers: Vec<String>,
    /// How it stands to other treaties.
    pub links: Vec<LinkView>,
    /// Treaties that name it as their parent.
    pub children: Vec<String>,
    /// Its final clauses.
    pub clauses: Vec<ClauseView>,
    /// The acts of the depositary for the whole treaty, up to the day.
    pub acts: Vec<ActView>,
    /// What the sources are, in words, by their codes.
    pub citations: BTreeMap<String, String>,
    /// How its entry into force follows from the clauses; none where they give no day.
    pub entry_into_force: Option<Computation>,
    /// How far it was from that on the day; none once it was in force.
    pub progress: Option<Progress>,
}

/// How a treaty stands to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// The entry that records it: @N.
    pub entry: String,
    /// protocol-to, amends, replaces …
    pub kind: String,
    /// The other one.
    pub treaty: String,
    /// Where the treaty says so.
    pub article: Option<String>,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

/// A final clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseView {
    /// The entry that records it: @N.
    pub entry: String,
    /// The clause.
    #[serde(flatten)]
    pub clause: ClauseRow,
}

/// Answers everything about a treaty.
pub fn treaty(store: &Store, row: TreatyRow, when: When) -> Result<TreatyReport> {
    let facts = store.treaty_facts(&row.code)?.ok_or_else(|| gone(&row.code))?;
    let (entry, body) = facts.treaty;
    let world = store.world()?;
    let dossier = store.dossier(&row.code, &world)?.ok_or_else(|| gone(&row.code))?;
    let case = dossier.case(&world);
    let known = |act: &crate::store::ActRow| act.date.or(act.earliest).is_some_and(|day| day <= when.as_of);
    let acts = store.treaty_acts(&row.code)?.into_iter().filter(known).map(ActView::of);
    let links = facts.links.into_iter().map(|(seq, link)| LinkView {
        entry: format!("@{seq}"),
        kind: link.link,
        treaty: link.other,
        article: link.article,
        confidence: link.confidence,
        sources: real_sources(link.sources.0),
    });
    let clauses = store.clauses(&row.code)?.into_iter().map(|clause| ClauseView {
        entry: format!("@{}", clause.id),
        clause: ClauseRow { sources: real_sources(clause.sources.clone()), ..clause },
    });
    let (numbers, names): (Vec<_>, Vec<_>) =
        facts.aliases.into_iter().partition(|(_, alias)| alias.scheme.is_some());
    let number = |(_, alias): &(i64, TreatyNameBody)| {
        format!("{} {}", alias.scheme.as_deref().unwrap_or_default(), alias.name)
    };
    let children = store.protocols_to(&row.code)?.into_iter();
    let mut report = TreatyReport {
        as_of: when.as_of,
        note: body.note,
        entry: format!("@{entry}"),
        sources: real_sources(body.sources.0),
        identifiers: numbers.iter().map(number).collect(),
        aliases: names.into_iter().map(|(_, alias)| alias.name).collect(),
        links: links.collect(),
        children: children.map(|child| child.code).collect(),
        clauses: clauses.collect(),
        acts: acts.collect(),
        entry_into_force: reasoning::of_entry(&case, &derive(&case).entry),
        progress: progress::of_case(&case, &row, when.as_of)
            .filter(|_| row.collected && row.entry_into_force().is_none_or(|entry| when.as_of < entry)),
        citations: BTreeMap::new(),
        treaty: row,
    };
    let own = report.sources.iter().chain(report.links.iter().flat_map(|link| &link.sources));
    let clauses = report.clauses.iter().flat_map(|view| &view.clause.sources);
    let acts = report.acts.iter().flat_map(|act| &act.sources);
    for code in own.chain(clauses).chain(acts) {
        if let Some(source) = store.source(code)? {
            report.citations.insert(code.clone(), source.citation);
        }
    }
    Ok(report)
}

/// A treaty as a file has it: every fact as it was recorded, a source given in words by those words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreatyDocument {
    /// The treaty.
    pub treaty: TreatyBody,
    /// What else it is found by.
    pub aliases: Vec<TreatyNameBody>,
    /// How it stands to other treaties.
    pub links: Vec<TreatyLinkBody>,
    /// Its final clauses.
    pub clauses: Vec<ClauseBody>,
}

/// The document of the treaty with this number.
pub fn treaty_document(store: &Store, code: &str) -> Result<TreatyDocument> {
    let facts = store.treaty_facts(code)?.ok_or_else(|| gone(code))?;
    let mut document = TreatyDocument {
        treaty: facts.treaty.1,
        aliases: facts.aliases.into_iter().map(|alias| alias.1).collect(),
        links: facts.links.into_iter().map(|link| link.1).collect(),
        clauses: facts.clauses.into_iter().map(|clause| clause.1).collect(),
    };
    let all = std::iter::once(&mut document.treaty.sources)
        .chain(document.links.iter_mut().map(|link| &mut link.sources))
        .chain(document.clauses.iter_mut().map(|clause| &mut clause.sources));
    for Sources(codes) in all {
        for code in codes.iter_mut().filter(|code| code.starts_with('@')) {
            // The number of an entry means nothing in another file.
            if let Some(source) = store.source(code)? {
                *code = source.citation;
            }
        }
    }
    Ok(document)
}

pub(super) fn gone(code: &str) -> Error {
    Error::Refused(format!("{code} is no longer in the file"))
}
