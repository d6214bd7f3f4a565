//! One statement with its course: what became of it, who reacted, until when.

use std::collections::HashMap;

use serde::Serialize;

use super::Named;
use super::act_view::real_sources;
use super::set::Names;
use crate::law::{Made, ObjectionWindow, Outcome, Reaction, Statement, StatementEffect, Treaty};
use crate::model::{Confidence, Date, StatementKind, Status, words};
use crate::store::ReservationRow;

words! {
    /// What has become of a statement by a day.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
    #[serde(rename_all = "kebab-case")]
    Standing():
    /// Made, in effect, and neither withdrawn nor lapsed.
    Stands = "stands";
    /// Not accepted yet, by the rule for late reservations or by a clause; or its day of effect is to come.
    Pending = "pending";
    /// Objected to, or refused, as the treaty provides: it does not take effect.
    Fallen = "fallen";
    /// Late, and objected to: it does not take effect.
    Barred = "barred";
    /// Made at signature and not confirmed with the consent (VCLT art. 23(2)).
    NotConfirmed = "not confirmed";
    /// Withdrawn.
    Withdrawn = "withdrawn";
    /// Past the time for which it was made.
    Lapsed = "lapsed";
    /// Ended with the participation in which it was made.
    Ended = "ended";
    /// The day lies inside the window in which it can have been made.
    NotKnown = "not known";
}

/// One statement with its course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementLine {
    /// The log entry, as it is cited: @N.
    pub entry: String,
    /// Under which treaty.
    pub treaty: String,
    /// Whose.
    #[serde(flatten)]
    pub author: Named,
    /// The status of its author on the day.
    pub author_status: Status,
    /// What its author calls it.
    pub kind: String,
    /// What it amounts to, where that is another kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub character: Option<String>,
    /// Articles for which it is on the day; empty: not known, or the whole.
    pub articles: Vec<String>,
    /// Its day; none where that is not known.
    pub date: Option<Date>,
    /// Window of an unknown day: not before.
    pub earliest: Option<Date>,
    /// Window of an unknown day: not after.
    pub latest: Option<Date>,
    /// When it was made, by the acts of its author; of a reservation or declaration.
    pub made: Option<&'static str>,
    /// What has become of it by the day.
    pub standing: Standing,
    /// Day on which the depositary circulated it.
    pub notified_on: Option<Date>,
    /// First day on which it has effect; none: it is barred.
    pub takes_effect_on: Option<Date>,
    /// The consent with which it was to be confirmed.
    pub to_be_confirmed_on: Option<Date>,
    /// The entry that confirmed it.
    pub confirmed_by: Option<String>,
    /// Until when it can be objected to.
    pub window: Option<WindowView>,
    /// The objection that bars a late reservation.
    pub barred_by: Option<String>,
    /// Whether it has the acceptance that a clause asks for, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acceptance: Option<String>,
    /// For which of its articles it was withdrawn by the day, and stands no longer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub withdrawn_in_part: Vec<Later>,
    /// First day it no longer stands, as far as that is known today.
    pub ended_on: Option<Date>,
    /// The withdrawal that ended it; none where it lapses.
    pub ended_by: Option<String>,
    /// Whether it ended with the participation in which it was made.
    #[serde(skip)]
    pub left: bool,
    /// The article by which it lapses, where no day is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapses_by: Option<String>,
    /// The earlier statement that it is about.
    pub refers_to: Option<String>,
    /// Whether that is not recorded: it is the only one of whom it is towards that it can be about.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub refers_to_the_only_one: bool,
    /// Whom it is addressed to.
    pub towards: Option<Named>,
    /// The territory concerned.
    pub territory: Option<Named>,
    /// How an objection is meant.
    pub stance: Option<String>,
    /// Articles to which the treaty allows no reservation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_allowed: Vec<String>,
    /// Of an authority: later designations for the same articles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub followed_by: Vec<Later>,
    /// Objections and acceptances up to the day.
    pub reactions: Vec<ReactionLine>,
    /// What it says, in our words.
    pub summary: String,
    /// Its text, in the words of its author.
    pub text: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

/// Until when a reservation can be objected to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WindowView {
    /// First day.
    pub opens_on: Date,
    /// Last day, for those that were bound to answer when it opened.
    pub closes_on: Date,
    /// Whether it closes at this day or later: the day of circulation is not recorded.
    pub estimated: bool,
    /// By which article, or by what else.
    pub by: String,
    /// Whether it is open on the day asked about.
    pub open: bool,
}

/// What a later statement says of one article: the designation of another authority, or the withdrawal for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Later {
    /// For this article.
    pub article: String,
    /// The entry: @N.
    pub by: String,
    /// Its day.
    pub on: Date,
}

/// A reaction to a reservation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReactionLine {
    /// The log entry, as it is cited: @N.
    pub entry: String,
    /// Whose.
    #[serde(flatten)]
    pub author: Named,
    /// objection, acceptance-of-reservation.
    pub kind: &'static str,
    /// How an objection is meant.
    pub stance: Option<&'static str>,
    /// Its day.
    pub date: Date,
    /// Whether it came in time; none where that cannot be told.
    pub in_time: Option<bool>,
    /// What it does: accepts, excludes, precludes, severs, bars, too-late, authorised, not-confirmed, barred, fells, fallen,
    /// establishes, not-deciding.
    pub effect: &'static str,
    /// First day it no longer stands.
    pub ended_on: Option<Date>,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

impl StatementLine {
    /// The day from which it counts.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.date.or(self.latest)
    }

    /// Whether all that an authority was designated for has a later designation.
    #[must_use]
    pub fn is_previous(&self) -> bool {
        let later = |article: &String| self.followed_by.iter().any(|later| later.article == *article);
        !self.articles.is_empty() && self.articles.iter().all(later)
    }
}

/// What the lines of one treaty are made from.
pub(super) struct Shown<'a> {
    pub treaty: &'a Treaty,
    pub rows: &'a [ReservationRow],
    pub courses: &'a HashMap<i64, StatementEffect>,
    pub standings: HashMap<String, Status>,
    pub names: &'a Names,
    pub day: Date,
}

impl Shown<'_> {
    pub(super) fn line(&self, row: &ReservationRow) -> StatementLine {
        let course = self.courses.get(&row.id);
        let articles = Statement::articles_of(row.articles.as_deref());
        let about = course.and_then(|course| course.about);
        let states = matches!(row.statement.as_str(), "reservation" | "declaration");
        // From a day that is not known no time runs that could be told.
        let timed = course.filter(|_| row.date.or(row.notified_on).is_some());
        let at = |entry: i64| format!("@{entry}");
        StatementLine {
            entry: at(row.id),
            treaty: row.treaty.clone(),
            author: self.names.named(&row.participant),
            author_status: self.standings.get(&row.participant).copied().unwrap_or(Status::None),
            kind: row.statement.clone(),
            character: row.character.clone(),
            followed_by: self.later(row, &articles),
            articles: match course.zip(row.in_law()) {
                Some((course, made)) => course.articles_on(&made, self.day),
                None => articles,
            },
            date: row.date,
            earliest: row.earliest,
            latest: row.latest,
            made: course.filter(|_| states).map(|course| course.made.word()),
            standing: self.standing(row, course),
            notified_on: row.notified_on,
            takes_effect_on: course.and_then(|course| course.takes_effect_on),
            to_be_confirmed_on: course.and_then(|course| course.to_be_confirmed_on),
            confirmed_by: course.and_then(|course| course.confirmed_by).map(at),
            window: timed.and_then(|course| Some(self.window(course, course.window?))),
            barred_by: course.filter(|it| self.is_barred(it)).and_then(|it| it.barred_by).map(at),
            acceptance: course
                .and_then(|course| Some(course.establishment.as_ref()?.in_words(self.treaty, self.day))),
            withdrawn_in_part: course.map_or_else(Vec::new, |course| self.parts(course)),
            ended_on: row.withdrawn_on,
            ended_by: row.ended_by.map(at),
            left: course.and_then(|course| course.end).is_some_and(|end| end.left),
            lapses_by: course.and_then(|course| self.article(course.end?.clause?)),
            refers_to: row.refers_to.or(about).map(at),
            refers_to_the_only_one: row.refers_to.is_none() && about.is_some(),
            towards: row.towards.as_deref().map(|code| self.names.named(code)),
            territory: row.territory.as_deref().map(|code| self.names.named(code)),
            stance: row.stance.clone(),
            not_allowed: course.map_or_else(Vec::new, |course| course.not_allowed.clone()),
            reactions: course.map_or_else(Vec::new, |course| self.reactions(course)),
            summary: row.summary.clone(),
            text: row.text.clone(),
            note: row.note.clone(),
            confidence: row.confidence,
            sources: real_sources(row.sources.0.clone()),
        }
    }

    fn parts(&self, course: &StatementEffect) -> Vec<Later> {
        let by_then = course.parts.iter().filter(|part| part.on <= self.day);
        let each = by_then.flat_map(|part| {
            let by = format!("@{}", part.by);
            part.articles.iter().map(move |article| Later {
                article: article.clone(),
                by: by.clone(),
                on: part.on,
            })
        });
        each.collect()
    }

    fn standing(&self, row: &ReservationRow, course: Option<&StatementEffect>) -> Standing {
        let day = self.day;
        let Some(course) = course else { return Standing::NotKnown };
        match row.withdrawn_on.filter(|end| *end <= day) {
            Some(_) if row.ended_by.is_some() => return Standing::Withdrawn,
            Some(_) if course.end.is_some_and(|end| end.left) => return Standing::Ended,
            Some(_) => return Standing::Lapsed,
            None => {}
        }
        if course.is_prohibited || (row.date.is_none() && row.latest.is_some_and(|latest| day < latest)) {
            Standing::NotKnown
        } else if self.is_barred(course) {
            Standing::Barred
        } else if course.is_unconfirmed(day) {
            Standing::NotConfirmed
        } else if course.establishment.as_ref().is_some_and(|it| it.state(day) == Outcome::Fell) {
            Standing::Fallen
        } else if course.stands(day) {
            Standing::Stands
        } else {
            Standing::Pending
        }
    }

    /// Whether the objection that bars it was made by the day.
    fn is_barred(&self, course: &StatementEffect) -> bool {
        let mut up_to = course.reactions.iter().filter(|reaction| reaction.day <= self.day);
        up_to.any(|reaction| Some(reaction.id) == course.barred_by)
    }

    fn article(&self, clause: i64) -> Option<String> {
        let clause = self.treaty.clauses.iter().find(|known| known.id == clause);
        clause.map(|clause| clause.article.clone())
    }

    fn window(&self, course: &StatementEffect, window: ObjectionWindow) -> WindowView {
        let article = window.clause.and_then(|clause| self.article(clause));
        let late = course.made == Made::AfterConsent;
        WindowView {
            opens_on: window.opens_on,
            closes_on: window.closes_on,
            estimated: window.estimated,
            by: match article {
                Some(article) => article,
                None if late => "practice for late reservations".to_owned(),
                None => "VCLT art. 20(5)".to_owned(),
            },
            open: window.opens_on <= self.day && self.day <= window.closes_on,
        }
    }

    fn reactions(&self, course: &StatementEffect) -> Vec<ReactionLine> {
        let up_to = course.reactions.iter().filter(|reaction| reaction.day <= self.day);
        let line = |reaction: &Reaction| {
            let row = self.rows.iter().find(|row| row.id == reaction.id);
            ReactionLine {
                entry: format!("@{}", reaction.id),
                author: self.names.named(&reaction.participant),
                kind: reaction.kind.word(),
                stance: (reaction.kind == StatementKind::Objection).then(|| reaction.stance.word()),
                date: reaction.day,
                in_time: reaction.in_time,
                effect: course.of_reaction(reaction, self.day).word(),
                ended_on: row.and_then(|row| row.withdrawn_on),
                sources: row.map_or_else(Vec::new, |row| real_sources(row.sources.0.clone())),
            }
        };
        up_to.map(line).collect()
    }

    /// Later designations by the same author for the same articles, and not for another territory.
    fn later(&self, row: &ReservationRow, articles: &[String]) -> Vec<Later> {
        let (true, Some(day)) = (row.statement == StatementKind::Authority.word(), row.day()) else {
            return Vec::new();
        };
        let others = self.rows.iter().filter(|other| {
            other.statement == row.statement
                && other.participant == row.participant
                && other.territory == row.territory
                && other.date.is_some_and(|on| on > day)
        });
        let mut later: Vec<Later> = Vec::new();
        for other in others {
            let names = Statement::articles_of(other.articles.as_deref());
            for article in articles.iter().filter(|article| names.contains(article)) {
                if !later.iter().any(|known| known.article == *article) {
                    later.extend(other.date.map(|on| Later {
                        article: article.clone(),
                        by: format!("@{}", other.id),
                        on,
                    }));
                }
            }
        }
        later
    }
}
