//! An act or a statement as it is shown: its day or window, its effect and where that comes from, its support.

use serde::Serialize;

use crate::error::Result;
use crate::model::{ActKind, Confidence, Date, DayBasis, Sources};
use crate::store::{ActRow, ReservationRow, Store};

/// An act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActView {
    /// The log entry, as it is cited: @N.
    pub entry: String,
    /// What.
    pub act: ActKind,
    /// Its day; none where that is not known.
    pub date: Option<Date>,
    /// Window of an unknown day: not before.
    pub earliest: Option<Date>,
    /// Window of an unknown day: not after; it counts from here.
    pub latest: Option<Date>,
    /// Day of effect that counts: as published, else by the clause.
    pub effective_on: Option<Date>,
    /// Whether that day is `published`, `computed`, or `estimated`: the earliest possible one.
    pub effective_from: Option<&'static str>,
    /// Day of effect by the clause, kept beside a published one.
    pub computed_on: Option<Date>,
    /// The article of that clause.
    pub article: Option<String>,
    /// Code of the union of States that did it, where that was another.
    pub done_by: Option<String>,
    /// Code of the territory concerned.
    pub territory: Option<String>,
    /// The part of the treaty concerned, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// What it waits for before it takes effect, where no day is known yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<String>,
    /// Day on which the depositary notified it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notified_on: Option<Date>,
    /// The other treaty under which it was done, and the article by which it is a consent to this one too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entailed_by: Option<EntailedBy>,
    /// Remarks.
    pub note: Option<String>,
    /// What is unusual in it.
    pub remark: Option<String>,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
    /// Whether the compiler's knowledge is all there is.
    pub no_source: bool,
}

/// What makes a consent to one treaty a consent to another too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntailedBy {
    /// Under which treaty it was done.
    pub treaty: String,
    /// The article of the other that makes it count there.
    pub article: String,
}

impl ActView {
    /// The act as it is shown.
    #[must_use]
    pub fn of(act: ActRow) -> Self {
        let effective_on = act.effect();
        let effective_from = effective_on.map(|day| {
            DayBasis::of_effect((act.kind, act.day()), day, act.effective_on, act.computed_on, act.estimated)
                .word()
        });
        let sources = real_sources(act.sources);
        Self {
            entry: format!("@{}", act.id),
            act: act.kind,
            date: act.date,
            earliest: act.earliest,
            latest: act.latest,
            effective_on,
            effective_from,
            computed_on: act.computed_on,
            article: act.article,
            done_by: act.done_by,
            territory: act.territory,
            scope: act.scope,
            waits_for: act.waits_for.filter(|_| act.effective_on.is_none()),
            notified_on: act.notified_on,
            entailed_by: act
                .under
                .zip(act.entailed_by)
                .map(|(treaty, article)| EntailedBy { treaty, article }),
            note: act.note,
            remark: act.remark,
            confidence: act.confidence,
            no_source: sources.is_empty(),
            sources,
        }
    }

    /// The day from which it counts.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.date.or(self.latest)
    }
}

/// The acts of the depositary for the whole treaty, up to a day.
pub(super) fn treaty_acts(store: &Store, treaty: &str, day: Date) -> Result<Vec<ActView>> {
    let acts = store.treaty_acts(treaty)?.into_iter();
    Ok(acts.filter(|act| act.day().is_some_and(|done| done <= day)).map(ActView::of).collect())
}

/// The sources without the compiler's own knowledge, which is none.
pub(super) fn real_sources(mut codes: Vec<String>) -> Vec<String> {
    codes.retain(|code| code != Sources::KNOWLEDGE);
    codes
}

/// A reservation, declaration or other statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementView {
    /// The log entry, as it is cited: @N.
    pub entry: String,
    /// Under which treaty.
    pub treaty: String,
    /// reservation, declaration, authority, territorial, communication, withdrawal.
    pub kind: String,
    /// Articles concerned.
    pub articles: Vec<String>,
    /// Its day; none where that is not known.
    pub date: Option<Date>,
    /// Window of an unknown day: not before.
    pub earliest: Option<Date>,
    /// Window of an unknown day: not after; it counts from here.
    pub latest: Option<Date>,
    /// The day from which it is withdrawn.
    pub withdrawn_on: Option<Date>,
    /// First day it no longer stands: withdrawn, lapsed, or its author no longer a party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Date>,
    /// Why it has no effect, where it has none though it was not withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_effect: Option<String>,
    /// What it says, in our words.
    pub summary: String,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
    /// Whether the compiler's knowledge is all there is.
    pub no_source: bool,
}

impl StatementView {
    /// The statement as it is shown on `day`.
    #[must_use]
    pub fn of(row: ReservationRow, day: Date) -> Self {
        let without_effect = row.without_effect(day);
        let ReservationRow { id, earliest, latest, withdrawn_on, ended_by, body, .. } = row;
        let articles = body.articles.unwrap_or_default();
        let sources = real_sources(body.sources.0);
        Self {
            entry: format!("@{id}"),
            treaty: body.treaty,
            kind: body.statement,
            articles: articles.split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            date: body.date,
            earliest,
            latest,
            withdrawn_on: withdrawn_on.filter(|_| ended_by.is_some()),
            ended_on: withdrawn_on,
            without_effect,
            summary: body.summary,
            confidence: body.confidence,
            no_source: sources.is_empty(),
            sources,
        }
    }

    /// The day from which it counts.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.date.or(self.latest)
    }
}
